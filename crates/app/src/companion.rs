//! Companions: what goes with an operation but not onto the record.
//!
//! Names, words and credential ids are personal, so they stay in the database, where they can be
//! erased. They are written before the operation is submitted and carried out when its entry is
//! projected (`crate::projection`), so that a crash between the two loses nothing.

use ledger::ids::Digest;
use ledger::policy::Category;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What accompanies one kind of operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Companion {
    /// Goes with `found` and `join`.
    Person {
        /// As checked by `domain::handle`.
        handle: String,
        /// As checked by `domain::text`; may be empty.
        display_name: String,
        /// `en` or `nl`.
        language: String,
        /// The passkey's id in base64url; none for a key of the command line.
        credential_id: Option<String>,
        /// What the member calls the device.
        key_name: Option<String>,
    },
    /// Goes with `add-key`.
    Key {
        /// The passkey's id in base64url; none for a key of the command line.
        credential_id: Option<String>,
        /// What the member calls the device.
        key_name: Option<String>,
    },
    /// Goes with `propose`, `add-item`, `claim-work`, `submit-project`, `request-grant` and `challenge-decision`, and as evidence with
    /// `attest-income` and `attest-payment`.
    Words(Words),
    /// Goes with `nominate`: the title is empty, the summary is what the candidate says.
    Nomination(Words),
    /// Goes with `appeal`, and without words with `refer-act`.
    Appeal {
        /// The act's identity.
        action: String,
        /// What the jury is told, at most 2,000 characters; may be empty.
        words: String,
        /// Random bytes in hex, so that the act cannot be guessed from the digest.
        salt: String,
    },
    /// Goes with `seal-verdict`.
    Verdict {
        /// Thirty-two random bytes in hex.
        salt: String,
        /// `uphold` or `reverse`.
        ruling: String,
        /// `words`, `context`, `facts` or `precedent`.
        ground: String,
    },
    /// Goes with `state-verdict`.
    Statement {
        /// What the jury says, at most 2,000 characters.
        words: String,
        /// Random bytes in hex.
        salt: String,
    },
    /// Goes with `invite`.
    Invitation {
        /// Whom the link is for, in the inviter's words.
        name: String,
    },
}

impl Companion {
    /// Returns the category of what is in it that the operation could do without.
    #[must_use]
    pub fn names(&self) -> Option<Category> {
        match self {
            Self::Person { key_name, .. } | Self::Key { key_name, .. } => {
                key_name.is_some().then_some(Category::DeviceNames)
            }
            Self::Invitation { .. } => Some(Category::InvitationNames),
            Self::Nomination(_) => Some(Category::Posts),
            Self::Words(_)
            | Self::Appeal { .. }
            | Self::Verdict { .. }
            | Self::Statement { .. } => None,
        }
    }

    /// Lets the words of a proposal name whom it pays.
    #[must_use]
    pub fn paying(self, payee: Option<Payee>) -> Self {
        match self {
            Self::Words(words) => Self::Words(Words { payee, ..words }),
            other => other,
        }
    }

    /// Takes that out; nothing is left of what was only a name, or only words.
    #[must_use]
    pub fn without_name(self) -> Option<Self> {
        match self {
            Self::Person {
                handle,
                display_name,
                language,
                credential_id,
                key_name: _,
            } => Some(Self::Person {
                handle,
                display_name,
                language,
                credential_id,
                key_name: None,
            }),
            Self::Key {
                credential_id,
                key_name: _,
            } => Some(Self::Key {
                credential_id,
                key_name: None,
            }),
            Self::Invitation { .. } | Self::Nomination(_) => None,
            it @ (Self::Words(_)
            | Self::Appeal { .. }
            | Self::Verdict { .. }
            | Self::Statement { .. }) => Some(it),
        }
    }
}

/// The words of a proposal, of an item of a roadmap, of a document that is evidence, or of who stands
/// for an office. The record holds
/// [`Words::digest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The question, at most 160 characters.
    pub title: String,
    /// Why, at most 8,000 characters of Markdown.
    pub summary: String,
    /// 30 random bytes in hex, so that erased words cannot be guessed from the digest.
    pub salt: String,
    /// Who is paid, where a proposal pays somebody outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<Payee>,
}

/// Somebody outside who is paid. The record holds [`Payee::digest`] as the beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payee {
    /// What they are called, 1 to 160 characters.
    pub name: String,
    /// 30 random bytes in hex, so that an erased name cannot be guessed from the digest.
    pub salt: String,
}

impl Payee {
    /// Returns the digest of words whose title is the name and that say nothing else: the node
    /// keeps the name among the words of proposals, and it goes when they go.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.clone().into_words().digest()
    }

    /// Returns it as the words that it is kept as.
    #[must_use]
    pub fn into_words(self) -> Words {
        Words {
            title: self.name,
            summary: String::new(),
            salt: self.salt,
            payee: None,
        }
    }
}

impl Words {
    /// Returns `SHA-256("meent/text/v1" ‖ salt ‖ length of title (u64, little-endian) ‖ title ‖
    /// summary)`.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let hash = Sha256::new()
            .chain_update(b"meent/text/v1")
            .chain_update(self.salt.as_bytes())
            .chain_update(
                u64::try_from(self.title.len())
                    .unwrap_or(u64::MAX)
                    .to_le_bytes(),
            )
            .chain_update(self.title.as_bytes())
            .chain_update(self.summary.as_bytes())
            .finalize();
        Digest(hash.into())
    }
}
