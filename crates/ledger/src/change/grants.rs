//! What can happen to grants.

use crate::grant::Grant;
use crate::ids::{GrantId, MemberNumber};

/// One fact of grants by conviction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantChange {
    /// Somebody asked for a grant.
    Requested {
        /// As it begins.
        grant: Box<Grant>,
    },
    /// Whoever asked took it back.
    Withdrawn {
        /// Which.
        grant: GrantId,
    },
    /// A member gives so many points to it from now on.
    Supported {
        /// Which.
        grant: GrantId,
        /// Who.
        member: MemberNumber,
        /// How many; zero takes them away.
        points: u8,
    },
    /// Somebody who is no member any more gives nothing.
    SupportLost {
        /// Who.
        member: MemberNumber,
    },
    /// Open grants were looked at.
    Looked {
        /// At the tick of this time, in milliseconds.
        at_ms: u64,
        /// When the first would pass if nothing changed, in milliseconds.
        next_ms: Option<u64>,
    },
    /// A grant has enough. Its payment is recorded in the books beside this.
    Passed {
        /// Which.
        grant: GrantId,
        /// When, in milliseconds.
        at_ms: u64,
    },
    /// It would have, and whoever was to be paid has left.
    Voided {
        /// Which.
        grant: GrantId,
        /// When, in milliseconds.
        at_ms: u64,
    },
}
