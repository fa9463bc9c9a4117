//! Replaying entries through the rules: at a start, and for whoever follows the record from afar.
//!
//! Signatures are not looked at here: these are a node's own entries. [`crate::verify`] is for
//! whoever trusts nobody.

use ledger::ids::{Digest, EntryIndex};
use ledger::operation::DecodeFault;
use ledger::round::RoundResult;
use ledger::{Act, Effects, Entry, Rejection, State, apply};

use crate::log::{LogError, Payload};
use crate::rounds::{RoundStore, RoundStoreError};

/// Why an entry of the log cannot be replayed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReplayError {
    /// It cannot be read.
    #[error("could not read the record")]
    Log(#[source] LogError),
    /// Its bytes are no entry.
    #[error("entry {index} is no entry: {fault}")]
    NotAnEntry {
        /// Its place.
        index: u64,
        /// What is wrong.
        fault: DecodeFault,
    },
    /// It says that it stands elsewhere.
    #[error("entry {index} says that it is entry {says}")]
    Misplaced {
        /// Its place.
        index: u64,
        /// What it says.
        says: EntryIndex,
    },
    /// The rules do not accept it.
    #[error("the rules reject entry {index}: {rejection}")]
    Rejected {
        /// Its place.
        index: u64,
        /// Why.
        rejection: Rejection,
    },
    /// The result of the round that it settles cannot be had.
    #[error("the result that entry {index} settles is not kept")]
    NoResult {
        /// Its place.
        index: u64,
    },
    /// The files of a round cannot be read.
    #[error("could not read the result that entry {index} settles")]
    Rounds {
        /// Its place.
        index: u64,
        /// What went wrong.
        source: RoundStoreError,
    },
}

/// An entry with what it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The entry.
    pub entry: Entry,
    /// What it changed.
    pub effects: Effects,
}

/// Decodes the entry at `index`.
///
/// # Errors
///
/// [`ReplayError::NotAnEntry`] or [`ReplayError::Misplaced`].
pub fn decode_entry(index: u64, bytes: &[u8]) -> Result<Entry, ReplayError> {
    let entry =
        Entry::from_bytes(bytes).map_err(|fault| ReplayError::NotAnEntry { index, fault })?;
    if entry.index.0 != index {
        return Err(ReplayError::Misplaced {
            index,
            says: entry.index,
        });
    }
    Ok(entry)
}

/// Applies the entry in `payload`, the next one of `state`, with results from `rounds`.
///
/// # Errors
///
/// [`ReplayError`]; the state is then as it was.
pub(crate) fn replay_one(
    state: &mut State,
    payload: &Payload,
    rounds: &RoundStore,
) -> Result<Committed, ReplayError> {
    let entry = decode_entry(payload.index, &payload.bytes)?;
    let result = match &entry.act {
        Act::SettleRound { result, .. } => Some(load_result(payload.index, *result, rounds)?),
        Act::Operation(_) | Act::Tick => None,
    };
    let effects = decide_next(state, &entry, result.as_ref())?;
    state.commit(&entry, effects.clone());
    Ok(Committed { entry, effects })
}

/// Decides `entry` as the next one of `state`.
///
/// # Errors
///
/// [`ReplayError::Misplaced`] or [`ReplayError::Rejected`].
pub(crate) fn decide_next(
    state: &State,
    entry: &Entry,
    result: Option<&RoundResult>,
) -> Result<Effects, ReplayError> {
    if entry.index != state.entries {
        return Err(ReplayError::Misplaced {
            index: state.entries.0,
            says: entry.index,
        });
    }
    apply::decide(state, entry.time_ms, &entry.act, result).map_err(|rejection| {
        ReplayError::Rejected {
            index: entry.index.0,
            rejection,
        }
    })
}

fn load_result(
    index: u64,
    digest: Digest,
    rounds: &RoundStore,
) -> Result<RoundResult, ReplayError> {
    let bytes = rounds
        .load(digest)
        .map_err(|source| ReplayError::Rounds { index, source })?;
    bytes
        .and_then(|it| RoundResult::from_bytes(&it))
        .ok_or(ReplayError::NoResult { index })
}
