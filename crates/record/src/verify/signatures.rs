//! Signatures, verified beside the replay on every core.
//!
//! The replay runs ahead and hands over each signature with the key that the state named when the
//! entry stood at its place; so no key is asked before it exists or after it went.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use ledger::ids::{Digest, KeyNumber, MemberNumber};
use ledger::key::ParsedKey;
use ledger::operation::Body;
use ledger::{SignedOperation, State, apply, signature};

/// Signatures that are handed over together.
const CHUNK: usize = 256;
/// Chunks that may wait, so that the replay does not run away with the memory.
const CHUNKS_WAITING_MAX: usize = 16;
/// Parsed keys that are kept.
const KEYS_MAX: usize = 1 << 16;

struct Job {
    index: u64,
    hash: Digest,
    signed: Box<SignedOperation>,
    /// None if the state has no sound key for it, which is a signature that does not hold.
    key: Option<Arc<ParsedKey>>,
}

/// Verifies signatures on a pool of threads.
pub(super) struct SignatureCheck {
    pool: rayon::ThreadPool,
    keys: HashMap<(MemberNumber, KeyNumber), Arc<ParsedKey>>,
    chunk: Vec<Job>,
    progress: Arc<Progress>,
    count: u64,
}

#[derive(Default)]
struct Progress {
    waiting: Mutex<usize>,
    changed: Condvar,
    /// One more than the first entry whose signature does not hold; the maximum while all do.
    first_bad: AtomicU64,
    panics: AtomicUsize,
}

impl SignatureCheck {
    pub(super) fn new(threads: usize) -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()?;
        let progress = Arc::new(Progress {
            first_bad: AtomicU64::new(u64::MAX),
            ..Progress::default()
        });
        let chunk = Vec::with_capacity(CHUNK);
        Ok(Self {
            pool,
            keys: HashMap::new(),
            chunk,
            progress,
            count: 0,
        })
    }

    /// Takes the signature of entry `index`, which is the next one of `state`.
    pub(super) fn push(&mut self, state: &State, index: u64, signed: Box<SignedOperation>) {
        let hash = signed.operation.signing_hash();
        let key = self.find_key(state, &signed);
        self.count += 1;
        self.chunk.push(Job {
            index,
            hash,
            signed,
            key,
        });
        if self.chunk.len() >= CHUNK {
            self.hand_over();
        }
    }

    fn find_key(&mut self, state: &State, signed: &SignedOperation) -> Option<Arc<ParsedKey>> {
        let parse = |key| ParsedKey::new(key).ok().map(Arc::new);
        let public = apply::signing_key(state, signed).ok()?;
        if matches!(signed.operation.body, Body::Found(_) | Body::Join(_)) {
            return parse(public);
        }
        // A number is never used for another key, and that the member still holds it was just asked.
        let name = (signed.operation.member, signed.signature.key());
        if let Some(key) = self.keys.get(&name) {
            return Some(Arc::clone(key));
        }
        let key = parse(public)?;
        if self.keys.len() >= KEYS_MAX {
            self.keys.clear();
        }
        self.keys.insert(name, Arc::clone(&key));
        Some(key)
    }

    fn hand_over(&mut self) {
        let jobs = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.progress.wait_below(CHUNKS_WAITING_MAX);
        *self.progress.lock() += 1;
        let done = Done(Arc::clone(&self.progress));
        self.pool.spawn(move || {
            for job in &jobs {
                if !holds(job) {
                    done.0.first_bad.fetch_min(job.index, Ordering::Relaxed);
                }
            }
        });
    }

    /// Returns the first entry known so far whose signature does not hold.
    pub(super) fn first_bad(&self) -> Option<u64> {
        let first = self.progress.first_bad.load(Ordering::Relaxed);
        (first != u64::MAX).then_some(first)
    }

    /// Waits for every signature, and returns how many there were and the first that does not hold.
    pub(super) fn finish(mut self) -> (u64, Option<u64>) {
        if !self.chunk.is_empty() {
            self.hand_over();
        }
        self.progress.wait_below(1);
        (self.count, self.first_bad())
    }
}

fn holds(job: &Job) -> bool {
    let needs_user_verified = job.signed.operation.body.needs_user_verified();
    job.key.as_ref().is_some_and(|key| {
        signature::verify_parsed(&job.signed.signature, key, &job.hash.0, needs_user_verified)
            .is_ok()
    })
}

impl Progress {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_below(&self, most: usize) {
        let mut waiting = self.lock();
        while *waiting >= most {
            waiting = self
                .changed
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Counts a chunk as done, also when verifying it panics.
struct Done(Arc<Progress>);

impl Drop for Done {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.panics.fetch_add(1, Ordering::Relaxed);
            self.0.first_bad.fetch_min(0, Ordering::Relaxed);
        }
        *self.0.lock() -= 1;
        self.0.changed.notify_all();
    }
}
