//! The record: everything that was decided, in order, kept so that nobody has to believe its keeper.
//!
//! What `ledger` accepts becomes an entry. This crate keeps the entries, and shows them:
//!
//! 1. [`log`]: append-only files of entries with checksums; one sync per batch.
//! 2. [`tree`]: RFC 6962 hashing over the entries, in C2SP tiles; inclusion and consistency proofs.
//! 3. [`checkpoint`]: size, root and state root, signed by the node's [`key`].
//! 4. [`snapshot`]: the state after some entries, so that a start is quick. [`identities`] finds the
//!    first receipt of an operation that comes again; [`rounds`] keeps what rounds were settled from.
//! 5. [`sequencer`]: the one writer of a solo network, its readers and followers.
//! 6. [`mod@verify`]: replays a record, from a folder or from afar, with none of the node's trust.
//!
//! A node opens a [`Sequencer`], submits signed operations, and reads the state:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use record::{Sequencer, Settings};
//!
//! # let folder = tempfile::tempdir()?;
//! let opened = Sequencer::open(Settings::in_folder(folder.path()))?;
//! let sequencer = opened.sequencer;
//! // The founding names this key; until it is submitted, nothing else is accepted.
//! assert_eq!(sequencer.node_key().len(), 32);
//! let is_founded = sequencer.read(|state| state.is_founded())?;
//! assert!(!is_founded);
//! sequencer.close();
//! # Ok(())
//! # }
//! ```
//!
//! *Invariants.* An answer leaves only when what it says is durable. A failed write or sync is
//! fatal. Nothing is repaired but a torn tail that nobody was told about. Everything except the log,
//! the rounds' files and the node's key can be made again from the log.
//!
//! *Not here:* what operations mean (`ledger`), SQL (`store`), HTTP (`web` serves what
//! [`Sequencer::serve`] returns), several operators that agree on an order (a later crate).

pub mod certificate;
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
