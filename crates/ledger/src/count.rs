//! Other ways to count than yes and no: rankings, seats, approvals, shared budgets, opinion maps.
//!
//! Each rule is a pure function from ballots to an [`Outcome`]: who is elected, in which order, and
//! what happened round by round, so that a person can follow it with a pencil. Elections, the
//! ranked roadmap and participatory budgets of the commons use these functions inside the record;
//! `meent count` uses the same ones on the files of other communities.
//!
//! What they share: integers only, and [`BallotBox`] puts equal ballots together before a rule
//! sees them, so the order in which ballots were cast cannot decide anything. Where a rule needs a
//! lot, the caller has drawn it beforehand ([`Lot`]) and the account says that it was needed.
//!
//! It is **not** the ballot of proposals (yes, no, abstain, veto), which lives in
//! [`crate::proposal`], and reads no file: foreign formats are parsed in the crate `ballots`.
//!
//! | rule | module | source |
//! |---|---|---|
//! | ranked roadmap | [`schulze`] | Schulze 2011; GOVERNANCE §3 |
//! | one office | [`runoff`] | instant runoff, as RCTab counts it |
//! | several offices | [`stv`] | GOVERNANCE §3; Scottish rules of SSI 2007/42 |
//! | approvals | [`approval`] | most approvals first |
//! | shared budget | [`equal_shares`], [`greedy`] | GOVERNANCE §7 |
//! | opinion map | [`opinion`] | GOVERNANCE §3 |

pub mod approval;
pub mod ballot;
pub mod budget;
pub mod equal_shares;
pub mod greedy;
mod natural;
pub mod opinion;
pub mod outcome;
mod pile;
pub mod runoff;
pub mod schulze;
pub mod stv;

pub use ballot::{BallotBox, BallotFault, Candidate, Lot, Ranking};
pub use budget::Budget;
pub use outcome::{Outcome, Payment, Reason, Round, Tie};
