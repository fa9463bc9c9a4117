//! What happens between a decision and the bill of rights.

use crate::challenge::{Challenge, ChallengeNumber};
use crate::ids::{MemberNumber, ProposalId};

/// One fact about challenges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RightsChange {
    /// Somebody says that a decision contradicts a right.
    Challenged {
        /// Which decision.
        proposal: ProposalId,
        /// The challenge.
        challenge: Box<Challenge>,
    },
    /// Somebody else says so, too.
    ChallengeSupported {
        /// Which decision.
        proposal: ProposalId,
        /// Which challenge.
        number: ChallengeNumber,
        /// Who.
        member: MemberNumber,
    },
}
