//! Verifying a record with none of the node's trust.
//!
//! Everything is computed again from the entries: frames, encoding, signatures, rules, the tree and
//! its tiles, state roots, the results of rounds. The only thing taken from outside is the first
//! entry, which names the network and the key that signs checkpoints; whoever knows the network id
//! compares it with the one in the report.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use ledger::change::TrustChange;
use ledger::ids::{Digest, NetworkId, RoundNumber};
use ledger::round::{RoundFault, RoundFile, RoundResult};
use ledger::settlement::{Used, Uses};
use ledger::sortition::Receipt;
use ledger::{Act, Change, Effects, Entry, Rejection, State, apply, score, settlement};

use crate::checkpoint::{Checkpoint, CheckpointFault, StateRoot, origin_of};
use crate::log::{FrameFault, LogError};
use crate::replay::{ReplayError, decode_entry};
use crate::snapshot::Snapshots;
use crate::tree::tile::{TILE_WIDTH, TilePath};
use crate::tree::{Edge, leaf_hash};

mod signatures;
mod source;

pub use source::{Fetch, FetchError, Source};

use signatures::SignatureCheck;
use source::{Leaf, NoLeaf};

/// Why a record could not be looked at, so that nothing is known about it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum VerifyError {
    /// A file cannot be read.
    #[error("could not read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        source: Arc<io::Error>,
    },
    /// A path cannot be fetched.
    #[error("could not fetch {path}")]
    Fetch {
        /// The path under `/record/`.
        path: String,
        /// Why.
        source: FetchError,
    },
    /// The system gave no threads.
    #[error("the system gave no threads")]
    Threads,
}

/// What does not match.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Difference {
    /// The bytes of the log.
    #[error("{0}")]
    Log(LogError),
    /// An entry bundle that should be served is not there, or is not one.
    #[error("the entries at {path} are missing or malformed")]
    Bundle {
        /// The path under `/record/`.
        path: String,
    },
    /// The entry's encoding or place, or the rules.
    #[error("{0}")]
    Replay(ReplayError),
    /// Who was drawn by lot does not follow from the root of the log before the entry.
    #[error("who was drawn does not follow from the root of the log")]
    Draw,
    /// The signature.
    #[error("its signature does not hold")]
    Signature,
    /// A tile.
    #[error("{path} does not hold the hashes of the entries")]
    Tile {
        /// The path under `/record/`.
        path: String,
    },
    /// The checkpoint is not one, or not the node's.
    #[error("{0}")]
    Checkpoint(CheckpointFault),
    /// There is no checkpoint, but there are entries.
    #[error("there is no checkpoint")]
    NoCheckpoint,
    /// The record ends before the size that the checkpoint signs.
    #[error("the checkpoint counts {size} entries")]
    Short {
        /// The size in the checkpoint.
        size: u64,
    },
    /// The tree has another root than the one the checkpoint signs.
    #[error("the tree of {size} entries has not the root that the checkpoint signs")]
    Root {
        /// The size in the checkpoint.
        size: u64,
    },
    /// The state has another root than the one signed, or than a snapshot is named after.
    #[error("the state after {entries} entries has the root {found}, not {signed}")]
    StateRoot {
        /// After how many entries.
        entries: u64,
        /// What was computed.
        found: Digest,
        /// What was claimed.
        signed: Digest,
    },
    /// A snapshot does not hold what its name says.
    #[error("the snapshot of {entries} entries is damaged")]
    Snapshot {
        /// After how many entries.
        entries: u64,
    },
    /// The round's file cannot be what the result came from.
    #[error("the file of round {round} is not of this record: {fault}")]
    RoundFile {
        /// The round.
        round: RoundNumber,
        /// What is wrong.
        fault: RoundFileFault,
    },
    /// The round's file gives another result than the one on the record.
    #[error("the file of round {round} gives another result")]
    RoundResult {
        /// The round.
        round: RoundNumber,
    },
}

/// Why a round's file is not the one of a round of this record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundFileFault {
    /// It is not a round file.
    #[error("{0:?}")]
    Malformed(RoundFault),
    /// It is of another round.
    #[error("it is of another round")]
    Elsewhere,
    /// It says something else of the members, the pool or the rounds before than the entries do.
    #[error("it does not follow from the entries before")]
    NotOfState,
}

/// How far verifying has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries that have been replayed.
    pub entries: u64,
    /// Entries that are announced.
    pub of: u64,
}

/// What verifying found.
#[derive(Clone, Debug)]
pub struct Report {
    /// Entries that match.
    pub entries: u64,
    /// Members, those who left included.
    pub members: u64,
    /// Root of the state after them.
    pub state_root: Digest,
    /// The network, which whoever verifies compares with the one they know.
    pub network: NetworkId,
    /// Signatures that were verified.
    pub signatures: u64,
    /// Rounds whose result was computed again.
    pub rounds_recomputed: u64,
    /// Draws by lot that were held again, from this log's own root.
    pub draws: u64,
    /// Rounds whose file is no longer kept; the result on the record was taken as it is.
    pub rounds_without_file: u64,
    /// Bytes at the end that no checkpoint counts and that are no whole batch yet.
    pub has_unfinished_tail: bool,
    /// What does not match, and at which entry; nothing if everything does.
    pub difference: Option<(u64, Difference)>,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            entries,
            members,
            state_root,
            ..
        } = self;
        write!(
            f,
            "{entries} entries, {members} members, state root {state_root}: "
        )?;
        match &self.difference {
            None => f.write_str("matches"),
            Some((index, difference)) => write!(f, "entry {index} does not match: {difference}"),
        }
    }
}

/// Verifies the record of `source` and tells `progress` now and then. `threads` verify signatures;
/// zero for one per core.
///
/// # Errors
///
/// [`VerifyError`] if the record cannot be looked at; that it does not match is in the report.
pub fn verify(
    source: &Source<'_>,
    threads: usize,
    mut progress: impl FnMut(Progress),
) -> Result<Report, VerifyError> {
    // The checkpoint first: a node that is running only adds to what it counts.
    let note = source.checkpoint()?;
    let mut replay = Replay::new(source, note.as_deref(), threads)?;
    let outcome = replay.run(&mut progress);
    replay.report(outcome)
}

/// Why replaying ended early.
enum Halt {
    Differs(u64, Difference),
    Failed(VerifyError),
}

struct Replay<'s, 'a> {
    source: &'s Source<'a>,
    note: Option<&'s [u8]>,
    checkpoint: Option<Result<Checkpoint, CheckpointFault>>,
    signatures: SignatureCheck,
    state: State,
    edge: Edge,
    /// Hashes of the unfinished tile of each level.
    rows: Vec<Vec<Digest>>,
    /// State roots that were claimed, by entries applied.
    claims: BTreeMap<u64, Vec<Digest>>,
    last_round: Option<RoundFile>,
    rounds_recomputed: u64,
    draws: u64,
    rounds_without_file: u64,
    has_unfinished_tail: bool,
}

impl<'s, 'a> Replay<'s, 'a> {
    fn new(
        source: &'s Source<'a>,
        note: Option<&'s [u8]>,
        threads: usize,
    ) -> Result<Self, VerifyError> {
        let checkpoint = note.map(Checkpoint::parse);
        let mut claims: BTreeMap<u64, Vec<Digest>> = BTreeMap::new();
        let mut claim = |it: StateRoot| claims.entry(it.entries).or_default().push(it.root);
        if let Some(Ok(checkpoint)) = &checkpoint {
            claim(checkpoint.state);
        }
        if let Source::Folder { disk, dir } = source {
            let snapshots = Snapshots::new(Arc::clone(disk), &dir.join("snapshots"));
            // A folder that cannot be listed has no snapshots to hold against the entries.
            snapshots
                .list()
                .unwrap_or_default()
                .into_iter()
                .for_each(&mut claim);
        }
        Ok(Self {
            source,
            note,
            checkpoint,
            signatures: SignatureCheck::new(threads).map_err(|_| VerifyError::Threads)?,
            state: State::empty(),
            edge: Edge::default(),
            rows: Vec::new(),
            claims,
            last_round: None,
            rounds_recomputed: 0,
            draws: 0,
            rounds_without_file: 0,
            has_unfinished_tail: false,
        })
    }

    fn run(&mut self, progress: &mut impl FnMut(Progress)) -> Result<(), Halt> {
        let source = self.source;
        let size = match &self.checkpoint {
            Some(Ok(checkpoint)) => checkpoint.size,
            Some(Err(fault)) => return Err(Halt::Differs(0, Difference::Checkpoint(*fault))),
            None => 0,
        };
        self.check_claims()?;
        let damaged_at = |difference: &Difference| match difference {
            Difference::Log(LogError::Damaged { index, .. }) => *index,
            _ => 0,
        };
        let mut leaves = source
            .leaves(size)
            .map_err(|difference| Halt::Differs(damaged_at(&difference), difference))?;
        let of = leaves.of();
        loop {
            let entries = self.edge.size();
            if entries.is_multiple_of(1024) {
                progress(Progress { entries, of });
                // The rest of a record that differs is not worth the time.
                if self.signatures.first_bad().is_some() {
                    return Ok(());
                }
            }
            match leaves.next() {
                Ok(Some(leaf)) => self.replay(&leaf, size)?,
                Ok(None) => break,
                Err(NoLeaf::Failed(error)) => return Err(Halt::Failed(error)),
                Err(NoLeaf::Differs(difference)) if is_unfinished(&difference, size) => {
                    self.has_unfinished_tail = true;
                    break;
                }
                Err(NoLeaf::Differs(difference)) => return Err(self.differs(difference)),
            }
        }
        progress(Progress {
            entries: self.edge.size(),
            of,
        });
        self.check_end(size)
    }

    /// Says that the next entry is the first that does not match.
    fn differs(&self, difference: Difference) -> Halt {
        Halt::Differs(self.edge.size(), difference)
    }

    fn replay(&mut self, leaf: &Leaf, size: u64) -> Result<(), Halt> {
        let refused = |error: ReplayError| Halt::Differs(leaf.index, Difference::Replay(error));
        let entry = decode_entry(leaf.index, &leaf.bytes).map_err(refused)?;
        let result = self.round_result(&entry)?;
        let rejected = |rejection: Rejection| {
            refused(ReplayError::Rejected {
                index: leaf.index,
                rejection,
            })
        };
        let effects = apply::decide(&self.state, entry.time_ms, &entry.act, result.as_ref())
            .map_err(rejected)?;
        let key_state = &self.state;
        let key = match &entry.act {
            Act::Operation(signed) => Some(signed),
            Act::Tick | Act::SettleRound { .. } => None,
        };
        if let Some(signed) = key {
            self.signatures.push(key_state, leaf.index, signed.clone());
        }
        self.check_draws(&effects)?;
        self.state.commit(&entry, effects);
        self.grow(leaf)?;
        self.check_claims()?;
        if self.edge.size() == size {
            self.check_root(size)?;
        }
        Ok(())
    }

    /// The ledger drew again by the root that it keeps; here that root is held against the tree that
    /// was grown from the leaves, and the places against the root.
    fn check_draws(&mut self, effects: &Effects) -> Result<(), Halt> {
        for change in &effects.changes {
            let receipts: Vec<&Receipt> = match change {
                Change::PanelDrawn { receipt, .. }
                | Change::JuryDrawn { receipt, .. }
                | Change::ReviewersDrawn { receipt, .. } => vec![receipt],
                Change::Trust(TrustChange::Ranked { ranking, .. }) => {
                    vec![&ranking.kept, &ranking.fresh, &ranking.audited]
                }
                _ => continue,
            };
            for receipt in receipts {
                let beacon = receipt.draw.beacon;
                let is_of_log =
                    beacon.index.0 == self.edge.size() && beacon.hash == self.edge.root();
                if !is_of_log || !receipt.is_drawn_from_beacon() {
                    return Err(self.differs(Difference::Draw));
                }
                self.draws = self.draws.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Returns the result that `entry` settles: computed again from the round's file, or, where
    /// that is no longer kept, the one that the node keeps.
    fn round_result(&mut self, entry: &Entry) -> Result<Option<RoundResult>, Halt> {
        let Act::SettleRound {
            round,
            file,
            result,
        } = &entry.act
        else {
            return Ok(None);
        };
        let index = entry.index.0;
        let differs = |difference| Halt::Differs(index, difference);
        let Some(bytes) = self.source.round(*file).map_err(Halt::Failed)? else {
            self.rounds_without_file += 1;
            self.last_round = None;
            let kept = self.source.round(*result).map_err(Halt::Failed)?;
            let kept = kept.and_then(|bytes| RoundResult::from_bytes(&bytes));
            let missing = || differs(Difference::Replay(ReplayError::NoResult { index }));
            return kept.ok_or_else(missing).map(Some);
        };
        let bad = |fault| {
            differs(Difference::RoundFile {
                round: *round,
                fault,
            })
        };
        let file =
            RoundFile::from_bytes(&bytes).map_err(|fault| bad(RoundFileFault::Malformed(fault)))?;
        if file.round != *round {
            return Err(bad(RoundFileFault::Elsewhere));
        }
        // Without the file of the round before, what follows from it cannot be asked.
        let is_first = *round == RoundNumber(0);
        let uses = self.uses(&file)?;
        let checked = match uses {
            Some(uses) if is_first || self.last_round.is_some() => {
                settlement::check(&self.state, self.last_round.as_ref(), &uses, &file)
            }
            _ => settlement::check_alone(&self.state, &file),
        };
        checked.map_err(|_| bad(RoundFileFault::NotOfState))?;
        let found = score::score(&file).map_err(|fault| bad(RoundFileFault::Malformed(fault)))?;
        if found.digest() != *result {
            return Err(differs(Difference::RoundResult { round: *round }));
        }
        self.rounds_recomputed += 1;
        self.last_round = Some(file);
        Ok(Some(found))
    }

    /// Returns what members still use of earlier rounds when that of `file` closes, made again from the files
    /// of those rounds; `None` if one of them is not kept, or is none.
    fn uses(&mut self, file: &RoundFile) -> Result<Option<Uses>, Halt> {
        let mut used = Used::of(&self.state, file.round);
        for (round, digest) in used.files() {
            if let Some(last) = self.last_round.as_ref().filter(|it| it.round == round) {
                used.take(last);
                continue;
            }
            let bytes = self.source.round(digest).map_err(Halt::Failed)?;
            // Its digest is on the record, and its own round was held against that.
            match bytes.map(|bytes| RoundFile::from_bytes(&bytes)) {
                Some(Ok(before)) => used.take(&before),
                _ => return Ok(None),
            }
        }
        Ok(used.with(file).ok().flatten())
    }

    /// Adds the leaf to the tree, and holds every tile that it completes against the source's.
    fn grow(&mut self, leaf: &Leaf) -> Result<(), Halt> {
        let Self { edge, rows, .. } = self;
        edge.push(leaf_hash(&leaf.bytes), |height, hash| {
            if height.is_multiple_of(8) {
                let level = usize::try_from(height / 8).unwrap_or(0);
                if rows.len() <= level {
                    rows.resize(level + 1, Vec::new());
                }
                rows[level].push(hash);
            }
        });
        let mut count = self.edge.size();
        for level in 0..self.rows.len() {
            if !count.is_multiple_of(TILE_WIDTH) {
                break;
            }
            count /= TILE_WIDTH;
            self.check_tile(level, count - 1)?;
            self.rows[level].clear();
        }
        Ok(())
    }

    fn check_tile(&self, level: usize, place: u64) -> Result<(), Halt> {
        let row = &self.rows[level];
        let width = u16::try_from(row.len()).unwrap_or(256);
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let path = TilePath::Tile {
            level,
            place,
            width,
        };
        let found = self.source.tile(path).map_err(Halt::Failed)?;
        let expected = row.iter().flat_map(|hash| hash.0);
        if found.is_some_and(|found| found.into_iter().eq(expected)) {
            return Ok(());
        }
        let index = (place << (8 * (u32::from(level) + 1))).min(self.edge.size());
        Err(Halt::Differs(
            index,
            Difference::Tile {
                path: path.to_string(),
            },
        ))
    }

    /// Compares the state with every root that was claimed for this many entries.
    fn check_claims(&mut self) -> Result<(), Halt> {
        let entries = self.state.entries.0;
        let Some(claimed) = self.claims.remove(&entries) else {
            return Ok(());
        };
        let found = self.state.root();
        match claimed.into_iter().find(|signed| *signed != found) {
            None => Ok(()),
            Some(signed) => {
                let difference = Difference::StateRoot {
                    entries,
                    found,
                    signed,
                };
                Err(Halt::Differs(entries.saturating_sub(1), difference))
            }
        }
    }

    fn check_root(&self, size: u64) -> Result<(), Halt> {
        let last = size.saturating_sub(1);
        let origin = origin_of(self.state.network);
        let note = self.note.unwrap_or_default();
        let checkpoint = Checkpoint::open(note, &origin, &self.state.node)
            .map_err(|fault| Halt::Differs(last, Difference::Checkpoint(fault)))?;
        if checkpoint.root == self.edge.root() {
            return Ok(());
        }
        Err(Halt::Differs(last, Difference::Root { size }))
    }

    fn check_end(&mut self, size: u64) -> Result<(), Halt> {
        let entries = self.edge.size();
        if entries < size {
            return Err(self.differs(Difference::Short { size }));
        }
        // A state root that was claimed for later entries is of a record that was longer.
        if let Some((claimed, _)) = self.claims.last_key_value() {
            return Err(self.differs(Difference::Short { size: *claimed }));
        }
        if entries > 0 && self.note.is_none() {
            return Err(Halt::Differs(0, Difference::NoCheckpoint));
        }
        if self.source.has_unfinished_tiles() {
            let mut count = entries;
            for level in 0..self.rows.len() {
                if !count.is_multiple_of(TILE_WIDTH) {
                    self.check_tile(level, count / TILE_WIDTH)?;
                }
                count /= TILE_WIDTH;
            }
        }
        if let Source::Folder { disk, dir } = self.source {
            let snapshots = Snapshots::new(Arc::clone(disk), &dir.join("snapshots"));
            for name in snapshots.list().unwrap_or_default() {
                // A node that is running replaces its snapshots meanwhile.
                let is_there = || snapshots.list().unwrap_or_default().contains(&name);
                if !snapshots.is_sound(name) && is_there() {
                    let entries = name.entries;
                    return Err(self.differs(Difference::Snapshot { entries }));
                }
            }
        }
        Ok(())
    }

    fn report(self, outcome: Result<(), Halt>) -> Result<Report, VerifyError> {
        let (signatures, first_bad) = self.signatures.finish();
        let mut difference = match outcome {
            Ok(()) => None,
            Err(Halt::Differs(index, difference)) => Some((index, difference)),
            Err(Halt::Failed(error)) => return Err(error),
        };
        // Of an entry that fails twice, the signature is what comes first.
        if let Some(bad) = first_bad
            && difference.as_ref().is_none_or(|(index, _)| bad <= *index)
        {
            difference = Some((bad, Difference::Signature));
        }
        Ok(Report {
            entries: self.edge.size(),
            members: self.state.members.len() as u64,
            state_root: self.state.root(),
            network: self.state.network,
            signatures,
            rounds_recomputed: self.rounds_recomputed,
            draws: self.draws,
            rounds_without_file: self.rounds_without_file,
            has_unfinished_tail: self.has_unfinished_tail,
            difference,
        })
    }
}

/// Says whether the damage is a batch that a running node is writing: the end of the log, after
/// everything that the checkpoint counts.
fn is_unfinished(difference: &Difference, size: u64) -> bool {
    matches!(difference, Difference::Log(LogError::Damaged { index, fault: FrameFault::Incomplete, .. })
        if *index >= size)
}
