//! What happens between people who know each other, and what follows for their trust.

use crate::ids::MemberNumber;
use crate::trust::{FrozenTies, Meeting, Ranking, VouchAnswer};

/// One fact about trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustChange {
    /// Somebody said whether they know who vouched for them.
    VouchAnswered {
        /// Who vouched.
        from: MemberNumber,
        /// Who says so.
        to: MemberNumber,
        /// Whether.
        answer: VouchAnswer,
    },
    /// A verified member said that they met somebody.
    PersonMet {
        /// Whom.
        member: MemberNumber,
        /// Who says so, and how.
        meeting: Meeting,
    },
    /// Somebody is not verified any more.
    VerificationLost {
        /// Who.
        member: MemberNumber,
    },
    /// A quarter began: what trust walks over was frozen.
    TiesFrozen {
        /// What.
        frozen: Box<FrozenTies>,
    },
    /// Seeds and audited were drawn, and trust walked.
    Ranked {
        /// How far it carried.
        ranking: Box<Ranking>,
        /// Who is below the cut, ascending; everybody else is above it from now.
        below: Vec<MemberNumber>,
        /// Until when that costs those nothing who were above it, in milliseconds.
        until_ms: u64,
    },
    /// Somebody below the cut got one more vouch.
    VouchCounted {
        /// Who.
        member: MemberNumber,
        /// Whose.
        from: MemberNumber,
    },
    /// Somebody is above the cut again.
    Lifted {
        /// Who.
        member: MemberNumber,
    },
    /// The time of those who were below the cut is over.
    Fell {
        /// Who, ascending.
        members: Vec<MemberNumber>,
    },
    /// There is no cut any more.
    Ended,
}
