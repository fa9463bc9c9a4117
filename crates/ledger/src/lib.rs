//! The commons: a deterministic state machine over signed operations.
//!
//! Every replica that applies the same entries holds the same bytes. The crate therefore knows no
//! clock, no floating point, no map order, no input or output and no logging: time comes from the
//! entry being applied, and everything else from the state.
//!
//! *Architecture invariant:* nothing in here reads the environment, and nothing depends on another
//! crate of this workspace.
#![deny(
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

pub mod apply;
pub mod assignment;
#[cfg(feature = "authenticator")]
pub mod authenticator;
pub mod books;
pub mod call;
pub mod challenge;
pub mod chamber;
pub mod change;
pub mod charter;
pub mod cluster;
pub mod count;
pub mod delegation;
pub mod election;
pub mod entry;
pub mod grant;
pub mod graph;
pub mod ids;
pub mod investing;
pub mod jury;
pub mod key;
pub mod later;
pub mod market;
pub mod member;
pub mod office;
pub mod operation;
pub mod panel;
mod parallel;
pub mod payload;
pub mod policy;
pub mod proposal;
mod ranks;
pub mod rejection;
pub mod roadmap;
pub mod round;
pub mod score;
pub mod settlement;
pub mod signature;
pub mod simulation;
pub mod sortition;
pub mod state;
pub mod trust;
pub mod value;
pub mod vesting;
pub mod work;

pub use change::{Change, Effects};
pub use entry::{Act, Entry};
pub use operation::{Body, Operation, SignedOperation};
pub use rejection::Rejection;
pub use state::State;
