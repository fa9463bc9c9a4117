//! Challenges of a decision by the bill of rights, as forms and programs say it.

use ledger::challenge::{ChallengeNumber, Right};
use ledger::ids::ProposalId;
use ledger::operation::Body;
use serde::Deserialize;

use super::{Number, Wanted};
use crate::error::PageError;
use crate::visit::Visit;

/// A challenge as it is typed.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ChallengeWant {
    /// Which decision.
    #[schema(value_type = u32)]
    proposal: Number,
    /// `reasons`, `appeal`, `notice`, `pay`, `export`, `exit`, `secrecy` or `together`.
    right: String,
    /// What it takes away, at most 160 characters; kept off the record.
    title: String,
    /// Why, at most 2,000 characters; kept off the record.
    words: String,
}

/// Which challenge of which decision.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct SupportWant {
    /// Which decision.
    #[schema(value_type = u32)]
    proposal: Number,
    /// Which of its challenges, from 1.
    #[schema(value_type = u8)]
    challenge: Number,
}

impl ChallengeWant {
    pub(super) fn read(&self, visit: &Visit) -> Result<Wanted, PageError> {
        let right = Right::of_word(&self.right).ok_or(PageError::Unreadable("the right"))?;
        let said = (self.title.as_str(), self.words.as_str());
        let proposal = ProposalId(self.proposal.0);
        let (body, companion) = visit.app().word_challenge(proposal, right, said)?;
        Ok(Wanted::Act(body, Some(companion)))
    }
}

impl SupportWant {
    pub(super) fn body(&self) -> Result<Body, PageError> {
        let number = u8::try_from(self.challenge.0);
        let number = number.map_err(|_| PageError::Unreadable("the challenge"))?;
        Ok(Body::SupportChallenge {
            proposal: ProposalId(self.proposal.0),
            number: ChallengeNumber(number),
        })
    }
}
