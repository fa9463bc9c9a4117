//! The way in: decoding and signatures, on many threads, before the writer.
//!
//! Every call takes a ticket, and every ticket reaches the writer once, with work or without, so
//! that the order of the calls is the order of the decisions.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use ledger::ids::{KeyNumber, MemberNumber};
use ledger::key::{ParsedKey, PublicKey};
use ledger::operation::Body;
use ledger::{Rejection, SignedOperation, apply, signature};
use tokio::sync::oneshot;

use super::{Command, Receipt, Shared, SubmitError, Work};
use crate::identities::OperationId;

/// Parsed keys that are kept; at about 1 kB each.
const KEYS_MAX: usize = 16_384;

/// An operation whose signature has been looked at.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) signed: Box<SignedOperation>,
    pub(super) id: OperationId,
    /// The key that the signature holds under; none if the state knew none, which the writer asks
    /// again, since an operation before this one may have added it.
    pub(super) verified: Option<Arc<KnownKey>>,
    pub(super) answer: oneshot::Sender<Result<Receipt, SubmitError>>,
    pub(super) slot: Slot,
}

/// A place among the operations that may wait; given back when dropped.
#[derive(Debug)]
pub(super) struct Slot(Arc<AtomicUsize>);

impl Slot {
    pub(super) fn take(in_flight: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let slot = Self(Arc::clone(in_flight));
        let before = in_flight.fetch_add(1, Ordering::Relaxed);
        (before < most).then_some(slot)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A place in the order of decisions. Dropped without work, it lets the next one pass.
#[derive(Debug)]
pub(super) struct Ticket {
    shared: Arc<Shared>,
    number: u64,
    work: Option<Work>,
}

impl Ticket {
    pub(super) fn take(shared: &Arc<Shared>) -> Self {
        Self {
            shared: Arc::clone(shared),
            number: shared.next_ticket(),
            work: None,
        }
    }

    pub(super) fn work(mut self, work: Work) {
        self.work = Some(work);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let turn = Command::Turn {
            ticket: self.number,
            work: self.work.take(),
        };
        // A writer that has ended answers nobody: the dropped work tells its caller so.
        self.shared.inbox.push(turn);
    }
}

/// Decodes an operation and verifies its signature, and hands it to the writer or answers at once.
pub(super) fn examine(
    shared: &Arc<Shared>,
    bytes: &[u8],
    answer: oneshot::Sender<Result<Receipt, SubmitError>>,
    slot: Slot,
    ticket: Ticket,
) {
    match try_examine(shared, bytes) {
        Ok(Examined::Known(receipt)) => {
            drop(slot);
            let _ = answer.send(Ok(receipt));
        }
        Ok(Examined::New {
            signed,
            id,
            verified,
        }) => {
            let candidate = Candidate {
                signed,
                id,
                verified,
                answer,
                slot,
            };
            ticket.work(Work::Submit(Box::new(candidate)));
        }
        Err(error) => {
            drop(slot);
            let _ = answer.send(Err(error));
        }
    }
}

enum Examined {
    Known(Receipt),
    New {
        signed: Box<SignedOperation>,
        id: OperationId,
        verified: Option<Arc<KnownKey>>,
    },
}

fn try_examine(shared: &Shared, bytes: &[u8]) -> Result<Examined, SubmitError> {
    let signed = SignedOperation::from_bytes(bytes)
        .map_err(|_| SubmitError::Rejected(Rejection::Malformed))?;
    let id = OperationId(signed.operation.signing_hash());
    // Identity comes first, so that a retry gets the first answer whatever happened since.
    if let Ok(Some(receipt)) = shared.find_receipt(id) {
        return Ok(Examined::Known(receipt));
    }
    let Some(key) = shared.keys.find(shared, &signed)? else {
        return Ok(Examined::New {
            signed: Box::new(signed),
            id,
            verified: None,
        });
    };
    let needs_user_verified = signed.operation.body.needs_user_verified();
    signature::verify_parsed(&signed.signature, &key.parsed, &id.0.0, needs_user_verified)
        .map_err(|_| SubmitError::Rejected(Rejection::SignatureInvalid))?;
    let verified = Some(key);
    Ok(Examined::New {
        signed: Box::new(signed),
        id,
        verified,
    })
}

/// A key in both its forms.
#[derive(Debug)]
pub(super) struct KnownKey {
    pub(super) public: PublicKey,
    parsed: ParsedKey,
}

/// Parsed keys by member and number, so that verifying neither parses nor locks the state. A key
/// number is never used for another key, so nothing here goes stale; whether the member still holds
/// the key is the writer's question.
#[derive(Debug, Default)]
pub(super) struct KeyCache {
    known: RwLock<HashMap<(MemberNumber, KeyNumber), Arc<KnownKey>>>,
}

impl KeyCache {
    /// Returns the key that `signed` claims; `None` if the state has no such key, or an unsound one.
    fn find(
        &self,
        shared: &Shared,
        signed: &SignedOperation,
    ) -> Result<Option<Arc<KnownKey>>, SubmitError> {
        match &signed.operation.body {
            Body::Found(founding) => return Ok(parse(&founding.founder).map(Arc::new)),
            Body::Join(join) => return Ok(parse(&join.key).map(Arc::new)),
            _ => {}
        }
        let name = (signed.operation.member, signed.signature.key());
        let found = self
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&name)
            .cloned();
        if found.is_some() {
            return Ok(found);
        }
        let public = shared.read(|state| apply::signing_key(state, signed).ok().cloned())?;
        let Some(key) = public.and_then(|public| parse(&public)).map(Arc::new) else {
            return Ok(None);
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEYS_MAX {
            known.clear();
        }
        known.insert(name, Arc::clone(&key));
        Ok(Some(key))
    }
}

fn parse(public: &PublicKey) -> Option<KnownKey> {
    let parsed = ParsedKey::new(public).ok()?;
    Some(KnownKey {
        public: public.clone(),
        parsed,
    })
}
