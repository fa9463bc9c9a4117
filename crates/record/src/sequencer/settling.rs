//! The way in for a closed round: its files become durable before the entry that names them.

use ledger::ids::{Digest, EntryIndex};
use ledger::round::{RoundFile, RoundResult};
use ledger::{Rejection, State, settlement};
use tokio::sync::oneshot;

use super::{Shared, SubmitError, lock};

/// A settlement on its way to the writer.
#[derive(Debug)]
pub(super) struct Settling {
    pub(super) prepared: Prepared,
    pub(super) answer: oneshot::Sender<Result<EntryIndex, SubmitError>>,
}

/// A round's file and result, kept.
#[derive(Debug)]
pub(super) struct Prepared {
    file: RoundFile,
    pub(super) file_digest: Digest,
    /// The file of the round settled before; none for the first.
    previous: Option<RoundFile>,
    pub(super) result: RoundResult,
    pub(super) result_digest: Digest,
}

impl Prepared {
    /// Checks that the file is one that could have been made of `state`.
    pub(super) fn check(&self, state: &State) -> Result<(), Rejection> {
        // Of any other round the rules say that it is not the next; this file is no matter then.
        if self.result.round != state.settled {
            return Ok(());
        }
        if self.file.round != self.result.round {
            return Err(Rejection::RoundFileMismatch);
        }
        settlement::check(state, self.previous.as_ref(), &self.file)
    }
}

/// Reads what a settlement needs, and keeps its files durably.
pub(super) fn prepare(
    shared: &Shared,
    file_bytes: &[u8],
    result: RoundResult,
) -> Result<Prepared, SubmitError> {
    let mismatch = SubmitError::Rejected(Rejection::RoundFileMismatch);
    let file = RoundFile::from_bytes(file_bytes).map_err(|_| mismatch)?;
    let rounds = &shared.rounds;
    let last_round = *lock(&shared.last_round);
    let previous = match last_round {
        Some((_, digest)) => rounds.load(digest).map_err(SubmitError::Rounds)?,
        None => None,
    };
    let file_digest = rounds.save(file_bytes).map_err(SubmitError::Rounds)?;
    let result_digest = rounds
        .save(&result.to_bytes())
        .map_err(SubmitError::Rounds)?;
    Ok(Prepared {
        file,
        file_digest,
        // The file was sound when it was settled; one that no longer is fits no state.
        previous: previous.and_then(|bytes| RoundFile::from_bytes(&bytes).ok()),
        result,
        result_digest,
    })
}
