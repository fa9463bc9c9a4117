//! Somebody who comes in, as their form says it.

use app::Companion;
use serde::Deserialize;

use super::{KeyWant, named};
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
