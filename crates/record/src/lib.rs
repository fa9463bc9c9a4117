//! The record: log, tree, checkpoints, snapshots, sequencer and verification.

pub mod checkpoint;
pub mod clock;
pub mod disk;
pub mod identities;
pub mod key;
pub mod log;
pub mod replay;
pub mod rounds;
pub mod sequencer;
pub mod snapshot;
pub mod tree;
pub mod verify;

pub use clock::Clock;
pub use identities::OperationId;
pub use sequencer::{Opened, Pending, Receipt, Sequencer, Settings, Stopped, SubmitError};
