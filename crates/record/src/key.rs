//! The node's key: what signs checkpoints.
//!
//! One Ed25519 key, named in the founding operation, so that whoever replays the record knows it
//! without asking the node. Its file holds the 32-byte seed as hexadecimal digits and a line feed,
//! and is readable by its owner alone.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ed25519_dalek::{Signer as _, SigningKey};
use rand::TryRngCore as _;
use rand::rngs::OsRng;

use crate::disk::{Disk, read_whole};

/// The most bytes that a key file has.
const FILE_BYTES_MAX: u64 = 80;

/// Why there is no node key.
#[derive(Clone, Debug, thiserror::Error)]
pub enum KeyError {
    /// The disk failed.
    #[error("could not {doing} the node key {}", path.display())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the disk said.
        source: Arc<io::Error>,
    },
    /// The file holds no key.
    #[error("{} does not hold a node key: 64 hexadecimal digits are expected", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
    },
    /// The system gave no randomness.
    #[error("the system gave no randomness for a node key")]
    NoRandomness,
}

/// The secret key of a node.
#[derive(Clone)]
pub struct NodeKey(SigningKey);

impl std::fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("NodeKey")
            .field(&hex::encode(self.public()))
            .finish()
    }
}

impl NodeKey {
    /// Reads the key at `path`, or makes one there.
    ///
    /// # Errors
    ///
    /// [`KeyError`].
    pub fn load_or_create(disk: &dyn Disk, path: &Path) -> Result<Self, KeyError> {
        let failed = |doing, source| {
            let source = Arc::new(source);
            KeyError::Disk {
                doing,
                path: path.to_path_buf(),
                source,
            }
        };
        let found =
            read_whole(disk, path, FILE_BYTES_MAX).map_err(|error| failed("read", error))?;
        if let Some(bytes) = found {
            let malformed = || KeyError::Malformed {
                path: path.to_path_buf(),
            };
            let mut seed = [0; 32];
            hex::decode_to_slice(bytes.trim_ascii(), &mut seed).map_err(|_| malformed())?;
            return Ok(Self::from_seed(&seed));
        }
        let mut seed = [0; 32];
        OsRng
            .try_fill_bytes(&mut seed)
            .map_err(|_| KeyError::NoRandomness)?;
        let write = || {
            if let Some(dir) = path.parent() {
                disk.create_dir_all(dir)?;
            }
            let mut file = disk.create_private(path)?;
            file.append(format!("{}\n", hex::encode(seed)).as_bytes())?;
            file.sync()?;
            path.parent().map_or(Ok(()), |dir| disk.sync_dir(dir))
        };
        write().map_err(|error| failed("create", error))?;
        Ok(Self::from_seed(&seed))
    }

    /// Makes the key that `seed` gives.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Returns the public key, as the founding operation names it.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}
