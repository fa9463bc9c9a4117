//! Election files of other communities: the one door through which they come in.
//!
//! Each format has a module with one `parse` function, from lines to an [`Election`] (or, for Polis, a
//! [`Conversation`]) whose ballots the rules of [`ledger::count`] take as they are. A file is a
//! stranger: it is read line by line, every line, list and number has a bound, and a row that
//! cannot be read is left out and named by its line ([`BadRow`]), so that nobody's vote vanishes
//! in silence. What makes the whole file unreadable is a [`FileFault`].
//!
//! Here nothing is counted and no rule is applied, with two exceptions that belong to the files:
//! marks that end a ballot (RCTab's overvotes and skipped ranks) end it here, and the threshold of a
//! Decentraland proposal is that proposal's own.
//!
//! | format | module | whose |
//! |---|---|---|
//! | `.soc .soi .toc .toi` | [`preflib`] | PrefLib, before and after its change of 2022 |
//! | `.blt` | [`blt`] | OpenSTV, OpaVote, ERS |
//! | scot-elex `.csv` | [`scotelex`] | ballots of Scottish council elections |
//! | aggregated cast votes `.csv` | [`rctab`] | RCTab, with its `rules_config.json` |
//! | tally sheets | [`debian`] | Debian |
//! | `.pb` | [`pabulib`] | Pabulib |
//! | `participants-votes.csv` | [`polis`] | Polis |
//! | `proposals.csv`, `votes.csv` | [`decentraland`] | Decentraland's votes by voting power |
//!
//! *Architecture invariant:* no other crate parses any of these, and of the workspace only
//! `ledger` is used here.
#![deny(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

pub mod blt;
pub mod debian;
pub mod decentraland;
mod election;
mod fault;
mod format;
mod lines;
pub mod pabulib;
pub mod polis;
pub mod preflib;
pub mod rctab;
mod row;
pub mod scotelex;

pub use election::{BudgetVote, DISTINCT_MAX, Election};
pub use fault::{BAD_ROWS_MAX, BadRow, BadRows, FileFault, RowFault};
pub use format::{Format, open, open_conversation, read, read_conversation};
pub use lines::{FILE_BYTES_MAX, LINE_BYTES_MAX, Line, Lines};
pub use polis::Conversation;
