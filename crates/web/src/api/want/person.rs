//! Whoever comes in: what they are called, and their key.

use app::Companion;
use serde::Deserialize;

use super::KeyWant;
use crate::visit::Visit;

/// Somebody who comes in.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct PersonWant {
    handle: String,
    #[serde(default)]
    display_name: String,
    language: Option<String>,
    key_name: Option<String>,
    pub(super) key: KeyWant,
}

impl PersonWant {
    pub(super) fn companion(&self, visit: &Visit) -> Companion {
        Companion::Person {
            handle: self.handle.trim().to_owned(),
            display_name: self.display_name.trim().to_owned(),
            language: self
                .language
                .clone()
                .unwrap_or_else(|| visit.lang.tag().to_owned()),
            credential_id: self.key.credential_id(),
            key_name: named(self.key_name.as_deref()),
        }
    }
}

/// The proof of an invitation.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct InvitationWant {
    /// Its public key in base64url.
    pub(super) key: String,
    /// Its secret's signature of the newcomer's key, in base64url.
    pub(super) signature: String,
}


/// A name that was given; an empty one is none.
pub(super) fn named(name: Option<&str>) -> Option<String> {
    name.map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}
