//! Attacks on earning, grafted on real graphs, and what the rules leave of them.
//!
//! A graph of other people's friendships or follows comes in by [`edges`]; [`world`] grows a
//! network from it that could have been: who vouches for whom, who appreciates whom. [`attack`] grafts
//! fakes and corrupts members; [`measure()`] closes thirteen rounds by the ledger's own round file,
//! history, clusters, trust and score, once without the rules against fakes and once more with each of
//! them, and says what share of the round the fakes take.
//!
//! *Architecture invariant:* no rule is written here a second time. What a round gives is what
//! [`ledger::score::score`] says; of the workspace only `ledger` is used. Everything drawn is drawn from
//! one seed, so that a measurement says the same each time.

pub mod attack;
pub mod edges;
mod farm;
mod lot;
pub mod measure;
pub mod picture;
pub mod world;

pub use attack::Attack;
pub use edges::{EdgeList, FileFault};
pub use farm::Quarter;
pub use measure::{Measure, Measured, Setting, let_in_by_follows, measure};
pub use world::World;
