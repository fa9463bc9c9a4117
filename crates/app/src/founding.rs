//! Founding a network: the first visit of a fresh install.
//!
//! The visitor shows the code that the node printed when it started, chooses a name, a template
//! and first rules, and signs the founding with their first passkey. From then on nothing in here
//! can be called: what was chosen changes by decision only.

use domain::founding::{RuleSet, first_data, first_feed, first_rules};
use domain::profile::Language;
use ledger::charter::{Charter, Template};
use ledger::ids::MemberNumber;
use ledger::key::PublicKey;
use ledger::operation::{Body, Founding};
use rand::Rng as _;

use crate::error::Result;
use crate::signing::{Accepted, Evidence, Prepared};
use crate::{App, Companion, Refusal};

/// What the founder chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundingChoice {
    /// The network's name, 1 to 80 bytes.
    pub name: String,
    /// The accent colour's hue, 0 to 359 degrees.
    pub hue: u16,
    /// Where its charter begins.
    pub template: Template,
    /// Its first rules.
    pub rules: RuleSet,
    /// The language of its rules.
    pub language: Language,
}

impl App {
    /// Says whether the network has begun.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        self.record.entries() > 0
    }

    /// Says whether `code` is the one that this node printed at its start.
    #[must_use]
    pub fn is_founding_code(&self, code: &str) -> bool {
        !self.is_founded() && code.trim() == self.founding_code
    }

    /// Makes the founding ready for the founder's key to sign.
    ///
    /// # Errors
    ///
    /// [`Refusal::Stage`] if the network has begun; [`Refusal::Text`] for the name;
    /// [`crate::AppError::Record`] if the record has stopped.
    pub fn prepare_founding(
        &self,
        choice: &FoundingChoice,
        founder: PublicKey,
    ) -> Result<Prepared> {
        if self.is_founded() {
            return Err(Refusal::Stage.into());
        }
        let name = choice.name.trim();
        if name.is_empty() || name.len() > 80 || choice.hue > 359 {
            return Err(Refusal::Text("network name").into());
        }
        let founding = Founding {
            name: name.to_owned(),
            charter: Charter::of(choice.template),
            moderation: first_rules(choice.rules, choice.language),
            data: first_data(choice.language),
            feed: first_feed(choice.language),
            founder,
            node: self.record.node_key(),
        };
        self.prepare(MemberNumber(1), Body::Found(Box::new(founding)))
    }

    /// Founds the network.
    ///
    /// # Errors
    ///
    /// As [`App::submit`].
    pub async fn found(
        &self,
        bytes: &[u8],
        evidence: Evidence,
        person: Companion,
        hue: u16,
    ) -> Result<Accepted> {
        let mut tx = self.store.begin().await?;
        tx.put_setting("accent-hue", &hue.min(359).to_string())
            .await?;
        tx.commit().await?;
        let accepted = self.submit(bytes, evidence, Some(person)).await?;
        self.refresh_commons()?;
        Ok(accepted)
    }

    /// Returns the accent colour's hue in degrees.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn accent_hue(&self) -> Result<u16> {
        let stored = self.store.read().await?.find_setting("accent-hue").await?;
        Ok(stored.and_then(|hue| hue.parse().ok()).unwrap_or(254))
    }
}

/// Makes the code that a node prints while it waits to be founded: twelve characters that are not
/// mistaken for one another.
pub(crate) fn make_founding_code() -> String {
    const CHARACTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut rng = rand::rng();
    (0..12)
        .filter_map(|_| CHARACTERS.get(rng.random_range(0..CHARACTERS.len())))
        .map(|byte| char::from(*byte))
        .collect()
}
