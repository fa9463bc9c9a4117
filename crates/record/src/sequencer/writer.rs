//! The writer: decides, appends, syncs, publishes, answers. One thread.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use ledger::ids::{EntryIndex, NetworkId};
use ledger::operation::Body;
use ledger::round::RoundResult;
use ledger::{Act, Entry, Rejection, State, apply};
use tokio::sync::oneshot;

use super::intake::{Candidate, Slot};
use super::keeper::Keeper;
use super::settling::Settling;
use super::{
    Batch, Command, ENTRY_BYTES_MAX, Published, Receipt, Shared, Stopped, SubmitError, Work, lock,
};
use crate::checkpoint::{Checkpoint, origin_of};
use crate::identities::OperationId;
use crate::log::Log;
use crate::replay::Committed;

/// The longest that a batch waits for more, once it has something.
const GATHERING_MAX: Duration = Duration::from_millis(4);

/// Everything that only the writer's thread touches.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) shared: Arc<Shared>,
    pub(super) log: Log,
    pub(super) keeper: Keeper,
    /// Turns that came before their turn.
    pub(super) waiting: BTreeMap<u64, Option<Work>>,
    /// The ticket that is next.
    pub(super) next_ticket: u64,
    /// Keeps other processes out.
    pub(super) _folder: Box<dyn Debug + Send + Sync>,
}

/// A batch while it is decided.
#[derive(Debug, Default)]
struct Turn {
    payloads: Vec<Vec<u8>>,
    ids: Vec<Option<OperationId>>,
    committed: Vec<Committed>,
    /// What this batch accepted, for those that submit the same twice at once.
    fresh: HashMap<OperationId, Receipt>,
    answers: Vec<Answer>,
    ticks: u64,
}

/// An answer that waits for the sync.
#[derive(Debug)]
enum Answer {
    Submit(
        oneshot::Sender<Result<Receipt, SubmitError>>,
        Result<Receipt, SubmitError>,
        Slot,
    ),
    Tick(oneshot::Sender<Result<u64, SubmitError>>, u64),
    Settle(
        oneshot::Sender<Result<EntryIndex, SubmitError>>,
        Result<EntryIndex, SubmitError>,
    ),
}

impl Answer {
    fn send(self) {
        // Whoever no longer listens finds the answer on the record.
        match self {
            Self::Submit(sender, answer, slot) => {
                drop(slot);
                drop(sender.send(answer));
            }
            Self::Tick(sender, ticks) => drop(sender.send(Ok(ticks))),
            Self::Settle(sender, answer) => drop(sender.send(answer)),
        }
    }
}

impl Writer {
    /// Works until it is told to stop, or cannot go on.
    pub(super) fn run(mut self) {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.work_off()));
        let stopped = match outcome {
            Ok(Ok(())) => {
                self.finish();
                Stopped {
                    reason: "it was closed".into(),
                }
            }
            Ok(Err(stopped)) => stopped,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
                let text = text.unwrap_or("no reason given");
                Stopped {
                    reason: format!("an invariant was broken: {text}").into(),
                }
            }
        };
        self.stop(&stopped);
    }

    /// Discards the state; from here on every call answers `stopped`.
    fn stop(&self, stopped: &Stopped) {
        let _ = self.shared.stopped.set(stopped.clone());
        *self
            .shared
            .state
            .write()
            .unwrap_or_else(PoisonError::into_inner) = None;
        let _ = self.shared.live.send(None);
        self.shared.inbox.close();
    }

    fn work_off(&mut self) -> Result<(), Stopped> {
        let mut is_stopping = false;
        loop {
            let batch = self.gather(&mut is_stopping);
            if !batch.is_empty() {
                self.process(batch)?;
            } else if is_stopping {
                return Ok(());
            }
        }
    }

    /// Returns the next works in the order of their tickets: waits for one, then takes what there
    /// is. While many are on their way it waits a moment for a quarter of them, since a sync costs
    /// the same for one and for all.
    fn gather(&mut self, is_stopping: &mut bool) -> Vec<Work> {
        let mut batch = Vec::new();
        let mut deadline = None;
        while batch.len() < self.shared.settings.batch_max {
            if let Some(work) = self.waiting.remove(&self.next_ticket) {
                self.next_ticket += 1;
                batch.extend(work);
                continue;
            }
            let many = self.shared.in_flight.load(Ordering::Relaxed) / 4;
            let (wanted, until) = match many.checked_sub(batch.len()) {
                _ if *is_stopping => (0, None),
                _ if batch.is_empty() => (1, None),
                None | Some(0) => (0, None),
                Some(more) => {
                    let until = deadline.get_or_insert_with(|| Instant::now() + GATHERING_MAX);
                    (more, Some(*until))
                }
            };
            let commands = self.shared.inbox.take(wanted, until);
            if commands.is_empty() {
                break;
            }
            for command in commands {
                match command {
                    Command::Turn { ticket, work } => drop(self.waiting.insert(ticket, work)),
                    Command::Stop => *is_stopping = true,
                }
            }
        }
        batch
    }

    fn process(&mut self, batch: Vec<Work>) -> Result<(), Stopped> {
        let shared = Arc::clone(&self.shared);
        let mut turn = Turn::default();
        let network = {
            let mut guard = shared.state.write().unwrap_or_else(PoisonError::into_inner);
            let Some(state) = guard.as_mut() else {
                return Err(shared.stopped());
            };
            let durable = turn.decide_all(&shared, state, batch).and_then(|()| {
                self.log
                    .append(state.network, &turn.payloads)
                    .map_err(stop_for)
            });
            if let Err(stopped) = durable {
                // Nobody has read what was decided, and nobody will.
                let _ = shared.stopped.set(stopped.clone());
                *guard = None;
                return Err(stopped);
            }
            state.network
        };
        if !turn.payloads.is_empty() {
            // Before the answers go with the batch, so that whoever waits sees it stopped.
            self.publish(network, &mut turn)
                .inspect_err(|stopped| self.stop(stopped))?;
        }
        turn.answers.into_iter().for_each(Answer::send);
        Ok(())
    }

    /// Lets everyone see what has become durable.
    fn publish(&mut self, network: NetworkId, turn: &mut Turn) -> Result<(), Stopped> {
        let shared = Arc::clone(&self.shared);
        {
            let mut tree = shared.tree.write().unwrap_or_else(PoisonError::into_inner);
            for payload in &turn.payloads {
                tree.push(payload).map_err(stop_for)?;
            }
        }
        {
            let mut identities = shared
                .identities
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            turn.ids.iter().for_each(|id| identities.push(*id));
        }
        self.publish_checkpoint(network);
        let entries = std::mem::take(&mut turn.committed);
        let mut settled = entries.iter().filter_map(|it| match &it.entry.act {
            Act::SettleRound { round, file, .. } => Some((*round, *file)),
            Act::Operation(_) | Act::Tick => None,
        });
        if let Some(last_round) = settled.next_back() {
            *lock(&shared.last_round) = Some(last_round);
        }
        // Nobody may be following.
        let _ = shared.live.send(Some(Arc::new(Batch { entries })));
        self.keeper.ask(self.log.entries());
        Ok(())
    }

    /// Signs a checkpoint of the tree as it is.
    pub(super) fn publish_checkpoint(&self, network: NetworkId) {
        let shared = &self.shared;
        let (size, root) = {
            let tree = shared.tree.read().unwrap_or_else(PoisonError::into_inner);
            (tree.size(), tree.root())
        };
        let state = *lock(&shared.state_root);
        let origin = origin_of(network);
        let checkpoint = Checkpoint {
            origin,
            size,
            root,
            state,
        };
        let note = checkpoint.sign(&shared.key).into();
        let published = Some(Published { checkpoint, note });
        *shared
            .published
            .write()
            .unwrap_or_else(PoisonError::into_inner) = published;
    }

    /// Leaves the record so that the next start has little to do.
    fn finish(&mut self) {
        self.keeper.finish();
        let network = self
            .shared
            .read(|state| state.is_founded().then_some(state.network));
        if let Ok(Some(network)) = network {
            self.publish_checkpoint(network);
            self.keeper.write_checkpoint_synced();
        }
    }
}

/// Says why the record stops, with every cause.
pub(super) fn stop_for(error: impl Error) -> Stopped {
    let mut reason = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(reason, ": {error}");
        cause = error.source();
    }
    Stopped {
        reason: reason.into(),
    }
}

impl Turn {
    fn decide_all(
        &mut self,
        shared: &Shared,
        state: &mut State,
        batch: Vec<Work>,
    ) -> Result<(), Stopped> {
        let now_ms = shared.settings.clock.now_ms().max(state.time_ms);
        for work in batch {
            self.fire_due(state, now_ms)?;
            match work {
                Work::Submit(candidate) => self.submit(shared, state, now_ms, *candidate),
                Work::Tick(answer) => self.answers.push(Answer::Tick(answer, self.ticks)),
                Work::Settle(settling) => self.settle(state, now_ms, *settling),
            }
        }
        Ok(())
    }

    /// Appends a tick for every timer that is due.
    fn fire_due(&mut self, state: &mut State, now_ms: u64) -> Result<(), Stopped> {
        while state.next_timer_ms().is_some_and(|due_ms| due_ms <= now_ms) {
            self.accept(state, now_ms, Act::Tick, None, None)
                .map_err(|error| Stopped {
                    reason: format!("a due timer cannot fire: {error}").into(),
                })?;
            self.ticks += 1;
        }
        Ok(())
    }

    fn submit(&mut self, shared: &Shared, state: &mut State, now_ms: u64, candidate: Candidate) {
        let Candidate {
            signed,
            id,
            verified,
            answer,
            slot,
        } = candidate;
        let outcome = match self.find_first(shared, id) {
            Some(receipt) => Ok(receipt),
            None => {
                // The key may have come or gone since the signature was looked at.
                let known = verified.as_ref().map(|key| &key.public);
                let is_verified = apply::signing_key(state, &signed).ok() == known;
                let authentic = match verified {
                    Some(_) if is_verified => Ok(()),
                    _ => apply::authenticate(state, &signed),
                };
                let names_us = match &signed.operation.body {
                    Body::Found(founding) => founding.node == shared.key.public(),
                    _ => true,
                };
                match authentic {
                    Err(rejection) => Err(SubmitError::Rejected(rejection)),
                    Ok(()) if !names_us => Err(SubmitError::OtherNode),
                    Ok(()) => self
                        .accept(state, now_ms, Act::Operation(signed), None, Some(id))
                        .map(|index| Receipt {
                            index,
                            time_ms: now_ms,
                            operation: id,
                        }),
                }
            }
        };
        if let Ok(receipt) = &outcome {
            self.fresh.insert(id, *receipt);
        }
        self.answers.push(Answer::Submit(answer, outcome, slot));
    }

    /// Returns the receipt of an operation that this batch or one before it has accepted.
    fn find_first(&self, shared: &Shared, id: OperationId) -> Option<Receipt> {
        let earlier = || shared.find_receipt(id).ok().flatten();
        self.fresh.get(&id).copied().or_else(earlier)
    }

    fn settle(&mut self, state: &mut State, now_ms: u64, settling: Settling) {
        let Settling { prepared, answer } = settling;
        let act = Act::SettleRound {
            round: prepared.result.round,
            file: prepared.file_digest,
            result: prepared.result_digest,
        };
        let outcome = match prepared.check(state) {
            Ok(()) => self.accept(state, now_ms, act, Some(&prepared.result), None),
            Err(rejection) => Err(SubmitError::Rejected(rejection)),
        };
        self.answers.push(Answer::Settle(answer, outcome));
    }

    /// Decides `act` and, if it is accepted, commits it to the state and to the batch.
    fn accept(
        &mut self,
        state: &mut State,
        time_ms: u64,
        act: Act,
        result: Option<&RoundResult>,
        id: Option<OperationId>,
    ) -> Result<EntryIndex, SubmitError> {
        let rejected = |rejection: Rejection| SubmitError::Rejected(rejection);
        let effects = apply::decide(state, time_ms, &act, result).map_err(rejected)?;
        let entry = Entry {
            index: state.entries,
            time_ms,
            act,
        };
        let bytes = entry.to_bytes();
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(SubmitError::TooLarge { bytes: bytes.len() });
        }
        state.commit(&entry, effects.clone());
        let index = entry.index;
        self.payloads.push(bytes);
        self.ids.push(id);
        self.committed.push(Committed { entry, effects });
        Ok(index)
    }
}
