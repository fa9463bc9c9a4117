//! Closing the books of a round: the file, the settlement, and the reason for every amount.

use ledger::ids::{EntryIndex, MemberNumber, MicroShares, RoundNumber};
use ledger::round::{Reaction, RoundFile, WorkRow};
use ledger::score::{self, Explanation};
use ledger::settlement::{Given, Used};
use ledger::{Rejection, settlement};
use sha2::{Digest as _, Sha256};

use crate::App;
use crate::error::{AppError, Result};

/// How often a settlement is tried when the commons moves on under it.
const ATTEMPTS: u32 = 8;

impl App {
    /// Settles every closed round that waits, oldest first; returns how many were.
    ///
    /// # Errors
    ///
    /// [`AppError`]; rounds settled before stay settled, and the next call goes on.
    pub async fn settle_rounds(&self) -> Result<u32> {
        let mut count = 0;
        loop {
            let (settled, current) = self.record.read(|state| (state.settled, state.round))?;
            if settled >= current {
                return Ok(count);
            }
            self.settle_round(settled).await?;
            count += 1;
        }
    }

    async fn settle_round(&self, round: RoundNumber) -> Result<EntryIndex> {
        let previous = match round.0.checked_sub(1) {
            Some(before) => Some(
                self.load_round_file(RoundNumber(before))
                    .await?
                    .ok_or(AppError::NotFound)?,
            ),
            None => None,
        };
        let (works, reactions) = self.load_appreciation(round).await?;
        let given = Given {
            works,
            reactions,
            answers: self.load_answers(round).await?,
        };
        let used = self.load_used(round, previous.as_ref())?;
        for _ in 0..ATTEMPTS {
            let file = self.record.read(|state| {
                settlement::assemble_used(
                    state,
                    round,
                    previous.as_ref(),
                    used.clone(),
                    given.clone(),
                )
            })?;
            let file = file.map_err(|_| AppError::Internal("a round's rows fit its file"))?;
            let result =
                score::score(&file).map_err(|_| AppError::Internal("a sound file has a result"))?;
            let digest = file.digest();
            match self.record.settle(&file.to_bytes(), result).await {
                Ok(index) => {
                    let mut tx = self.store.begin().await?;
                    tx.put_setting(&setting_of(round), &digest.to_string())
                        .await?;
                    tx.commit().await?;
                    self.wait_projected(index).await?;
                    return Ok(index);
                }
                // The commons moved on between the reading and the settling.
                Err(record::sequencer::SubmitError::Rejected(Rejection::RoundFileMismatch)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Busy)
    }

    /// Gathers what members still use of earlier rounds that share out their later part when `round` is settled.
    fn load_used(&self, round: RoundNumber, previous: Option<&RoundFile>) -> Result<Used> {
        let mut used = self.record.read(|state| Used::of(state, round))?;
        for (at, digest) in used.files() {
            match previous.filter(|it| it.round == at) {
                Some(previous) => used.take(previous),
                None => used.take(&self.load_file(digest)?.ok_or(AppError::NotFound)?),
            }
        }
        Ok(used)
    }

    fn load_file(&self, digest: ledger::ids::Digest) -> Result<Option<RoundFile>> {
        let unreadable = || AppError::Internal("a round file that is kept can be read");
        let bytes = self.record.rounds().load(digest);
        bytes
            .map_err(|_| unreadable())?
            .map(|bytes| RoundFile::from_bytes(&bytes).map_err(|_| unreadable()))
            .transpose()
    }

    /// Loads the file of a settled round, if it is still kept.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`], or [`AppError::Internal`] if the file is there and cannot be read.
    pub async fn load_round_file(&self, round: RoundNumber) -> Result<Option<RoundFile>> {
        let Some(digest) = self
            .store
            .read()
            .await?
            .find_setting(&setting_of(round))
            .await?
        else {
            return Ok(None);
        };
        let mut bytes = [0; 32];
        hex::decode_to_slice(&digest, &mut bytes)
            .map_err(|_| AppError::Internal("a digest is hexadecimal"))?;
        self.load_file(ledger::ids::Digest(bytes))
    }

    /// Says why `member` got what they got in `round`.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the round is not settled, its file is no longer kept, or the member
    /// had no part in it.
    pub async fn explain_earnings(
        &self,
        member: MemberNumber,
        round: RoundNumber,
    ) -> Result<Explanation> {
        let file = self
            .load_round_file(round)
            .await?
            .ok_or(AppError::NotFound)?;
        score::explain(&file, member).map_err(|_| AppError::NotFound)
    }

    /// Returns what `member` has earned and how much of it is theirs by now.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] or [`AppError::Record`].
    pub fn holding(&self, member: MemberNumber) -> Result<Holding> {
        self.record
            .read(|state| {
                let person = state.find_member(member)?;
                let schedule = state.charter.schedule();
                let vested = person.vested(schedule, state.round);
                Some(Holding {
                    earned: person.earned(),
                    vested,
                    issued: state.issued,
                    round: state.round,
                    grants: person.grants.clone(),
                    schedule,
                })
            })?
            .ok_or(AppError::NotFound)
    }

    /// Reads every published work and every reaction of `round`.
    async fn load_appreciation(&self, round: RoundNumber) -> Result<(Vec<WorkRow>, Vec<Reaction>)> {
        let (from_ms, to_ms) = self.record.read(|state| {
            let length = state.charter.round_ms();
            let from_ms = state
                .founded_ms
                .saturating_add(length.saturating_mul(u64::from(round.0)));
            (from_ms, from_ms.saturating_add(length))
        })?;
        let mut reader = self.store.read().await?;
        let works = reader.list_works_made_between(from_ms, to_ms).await?;
        let works = works
            .into_iter()
            .map(|(author, id)| work_row(author, &id))
            .collect();
        let mut reactions = Vec::new();
        let mut last = None;
        loop {
            let rows = reader
                .list_appreciations_of_round(round, last.as_ref())
                .await?;
            reactions.extend(rows.iter().map(|row| Reaction {
                endorser: row.member,
                work: work_row(row.recipient, row.subject.as_bytes()),
            }));
            match rows.last() {
                Some(row) => last = Some(*row),
                None => return Ok((works, reactions)),
            }
        }
    }
}

/// A member's shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// All shares earned.
    pub earned: MicroShares,
    /// The part that cannot be taken any more.
    pub vested: MicroShares,
    /// All shares ever credited to anybody.
    pub issued: MicroShares,
    /// The current round.
    pub round: RoundNumber,
    /// Round by round.
    pub grants: Vec<ledger::member::Grant>,
    /// How grants vest.
    pub schedule: ledger::vesting::Schedule,
}

fn setting_of(round: RoundNumber) -> String {
    format!("round-file-{round}")
}

/// Names a work on the round file: `SHA-256("meent/work/v1" ‖ id)`, 16 bytes of it. The id holds 74
/// random bits, so once it is erased nobody finds it from the digest.
#[must_use]
pub fn work_row(author: MemberNumber, id: &[u8; 16]) -> WorkRow {
    let hash = Sha256::new()
        .chain_update(b"meent/work/v1")
        .chain_update(id)
        .finalize();
    let mut digest = [0; 16];
    for (to, from) in digest.iter_mut().zip(hash) {
        *to = from;
    }
    WorkRow { author, digest }
}
