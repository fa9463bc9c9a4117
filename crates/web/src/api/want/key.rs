//! Keys as those who bring one send them.

use ledger::key::PublicKey;
use serde::Deserialize;

use super::bytes;
use crate::error::PageError;

/// A key that a newcomer or a member brings.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum KeyWant {
    /// A passkey.
    P256 {
        /// The point, uncompressed, in base64url.
        point: String,
        /// The host it was made for.
        host: String,
        /// The credential's id in base64url.
        credential_id: Option<String>,
    },
    /// A key of the command line.
    Ed25519 {
        /// 32 bytes in base64url.
        public_key: String,
    },
}

impl KeyWant {
    pub(super) fn parse(&self) -> Result<PublicKey, PageError> {
        match self {
            Self::P256 { point, host, .. } => Ok(PublicKey::P256 {
                point: bytes(point)?,
                rp_id: host.clone(),
            }),
            Self::Ed25519 { public_key } => Ok(PublicKey::Ed25519(bytes(public_key)?)),
        }
    }

    pub(super) fn credential_id(&self) -> Option<String> {
        match self {
            Self::P256 { credential_id, .. } => credential_id.clone(),
            Self::Ed25519 { .. } => None,
        }
    }
}
