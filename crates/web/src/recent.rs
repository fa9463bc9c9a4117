//! What was read a moment ago about a session and its member, so that a page does not ask again.
//!
//! Entries live a few seconds, and go at once when their member acts here. Nothing that decides
//! whether something is allowed is kept but whose session it is.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ledger::ids::{JuryId, MemberNumber, ProposalId};
use ledger::jury::{Jury, JuryStage};
use store::member::Member;

use crate::layout::{Frames, Network, Visitor};
use crate::text::Lang;

/// How long an entry is believed.
const BELIEVED: Duration = Duration::from_secs(3);
/// The most entries of each kind.
const ENTRIES_MAX: usize = 10_000;

/// What the shell shows of a member.
#[derive(Clone, Debug)]
pub struct Known {
    /// Handle, name, picture, counts.
    pub member: Member,
    /// Notifications not yet read.
    pub unread: u64,
    /// Works appreciated in the current round.
    pub appreciated: u64,
    /// Open votes that they are asked for and have not voted in.
    pub asked: Vec<ProposalId>,
    /// Juries that wait for them.
    pub summons: Vec<Summons>,
}

/// A jury that waits for one of its jurors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Summons {
    /// Which.
    pub jury: JuryId,
    /// Until when, in milliseconds.
    pub until_ms: u64,
    /// Whether it waits for a verdict to be opened, not to be sealed.
    pub opens: bool,
}

impl Summons {
    /// Reads what `jury` waits for; nothing while it does not.
    pub fn of(jury: &Jury) -> Option<Self> {
        let (until_ms, opens) = match jury.stage {
            JuryStage::Sealing { until_ms, .. } => (until_ms, false),
            JuryStage::Opening { until_ms } => (until_ms, true),
            JuryStage::Called { .. } | JuryStage::Over { .. } => return None,
        };
        Some(Self {
            jury: jury.id,
            until_ms,
            opens,
        })
    }
}

/// Sessions and members read a moment ago.
#[derive(Debug, Default)]
pub struct Recent {
    sessions: Shelf<[u8; 32], MemberNumber>,
    members: Shelf<MemberNumber, Known>,
    frames: Shelf<(MemberNumber, Lang), KeptFrames>,
}

/// What a member's frames show.
type Framed = (Lang, Network, Visitor);
/// Frames with what they show.
type KeptFrames = Arc<(Framed, Arc<Frames>)>;

impl Recent {
    /// Whose session this is, if it was read a moment ago.
    pub fn session(&self, digest: &[u8; 32]) -> Option<MemberNumber> {
        self.sessions.get(digest)
    }

    /// Keeps whose session this is.
    pub fn keep_session(&self, digest: [u8; 32], member: MemberNumber) {
        self.sessions.put(digest, member);
    }

    /// What is known of a member, if it was read a moment ago.
    pub fn member(&self, member: MemberNumber) -> Option<Known> {
        self.members.get(&member)
    }

    /// Keeps what is known of a member.
    pub fn keep_member(&self, member: MemberNumber, known: Known) {
        self.members.put(member, known);
    }

    /// The frames of a member's pages, if they still show what they would show now; else new ones.
    pub fn frames(&self, member: MemberNumber, showing: Framed) -> Arc<Frames> {
        let place = (member, showing.0);
        if let Some(kept) = self.frames.get(&place)
            && kept.0 == showing
        {
            return Arc::clone(&kept.1);
        }
        let frames = Arc::<Frames>::default();
        let kept = Arc::new((showing, Arc::clone(&frames)));
        self.frames.put(place, kept);
        frames
    }

    /// Forgets everything about a member: they just acted, or something just happened to them.
    pub fn forget(&self, member: MemberNumber) {
        self.members
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&member);
        self.sessions
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, (_, owner)| *owner != member);
    }
}

#[derive(Debug)]
struct Shelf<K, V>(Mutex<HashMap<K, (Instant, V)>>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Shelf<K, V> {
    fn get(&self, key: &K) -> Option<V> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries
            .get(key)
            .filter(|(since, _)| since.elapsed() < BELIEVED)
            .map(|(_, value)| value.clone())
    }

    fn put(&self, key: K, value: V) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= ENTRIES_MAX {
            entries.retain(|_, (since, _)| since.elapsed() < BELIEVED);
        }
        if entries.len() < ENTRIES_MAX {
            entries.insert(key, (Instant::now(), value));
        }
    }
}
