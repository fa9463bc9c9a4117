//! The way in for a closed round: its files become durable before the entry that names them.

use ledger::ids::{Digest, EntryIndex};
use ledger::round::{RoundFile, RoundResult};
use ledger::settlement::{Used, Uses};
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
    /// What members still use of earlier rounds; none if a file of theirs is missing.
    uses: Option<Uses>,
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
        let uses = self.uses.as_ref().ok_or(Rejection::RoundFileMismatch)?;
        settlement::check(state, self.previous.as_ref(), uses, &self.file)
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
    // The file was sound when it was settled; one that no longer is fits no state.
    let previous = previous.and_then(|bytes| RoundFile::from_bytes(&bytes).ok());
    let uses = uses(shared, previous.as_ref(), &file)?;
    let file_digest = rounds.save(file_bytes).map_err(SubmitError::Rounds)?;
    let result_digest = rounds
        .save(&result.to_bytes())
        .map_err(SubmitError::Rounds)?;
    Ok(Prepared {
        file,
        file_digest,
        previous,
        uses,
        result,
        result_digest,
    })
}

/// Makes what members still use of earlier rounds from the files of those rounds, here and not where the
/// writer waits.
fn uses(
    shared: &Shared,
    previous: Option<&RoundFile>,
    file: &RoundFile,
) -> Result<Option<Uses>, SubmitError> {
    let used = shared.read(|state| Used::of(state, file.round));
    let mut used = used.map_err(SubmitError::Stopped)?;
    for (round, digest) in used.files() {
        if let Some(previous) = previous.filter(|it| it.round == round) {
            used.take(previous);
            continue;
        }
        let bytes = shared.rounds.load(digest).map_err(SubmitError::Rounds)?;
        match bytes.and_then(|bytes| RoundFile::from_bytes(&bytes).ok()) {
            Some(before) => used.take(&before),
            None => return Ok(None),
        }
    }
    Ok(used.with(file).ok().flatten())
}
