//! Answers that are asked for again and again, kept until something they were made of changes.
//!
//! An answer is made of [`Fact`]s: the timelines it looked through, the posts it shows, the names
//! beside them, what its reader did. Each fact has a slot that holds the moment of its last change,
//! and a commit moves the slots of what it changed ([`Touched`]). A kept answer knows the moment
//! before it was read and its slots; it holds while none of them moved since. So nobody has to find
//! the answers that a change concerns, and a read that was overtaken by a commit is never believed.
//! Two facts may share a slot: an answer is then read once too often, never once too rarely.
//!
//! This knows the changes of this process alone. One process at a time serves a record, and with it
//! its database (ADR-0011).

use core::fmt::Debug;
use core::hash::{BuildHasher as _, BuildHasherDefault, Hash};
use core::sync::atomic::{AtomicU64, Ordering};
use std::collections::hash_map::DefaultHasher;
use std::sync::Arc;

use domain::ids::{CommentId, PostId};
use ledger::ids::MemberNumber;
use quick_cache::sync::Cache;

use crate::{
    Page, Reader, Result, Store,
    card::{Post, PostCard},
    comment, feed, follow, member, post, reading,
};

/// Slots; 512 KiB of them.
const SLOTS: usize = 1 << 16;
/// The slot that every answer depends on.
const EVERYTHING: usize = 0;
/// Answers of each kind that are kept.
const ANSWERS_MAX: usize = 4_096;
/// Posts that answers share.
const POSTS_MAX: usize = 16_384;
/// Timelines that one kept answer may depend on. Who follows more reads anew each time.
pub(crate) const FOLLOWEES_MAX: usize = 2_000;

/// Something that answers are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fact {
    /// Which posts stand in a member's timeline.
    Timeline(MemberNumber),
    /// A member's name and picture.
    Person(MemberNumber),
    /// All that stands on a member's page about them, counts included.
    Member(MemberNumber),
    /// Whom a member follows, and what they appreciated, reposted and bookmarked.
    Acts(MemberNumber),
    /// What a post says, how far it reaches, and its counts.
    Post(PostId),
    /// What a comment says, how far it reaches, and its counts.
    Comment(CommentId),
    /// What a member chose about their feed and about labels.
    Reading(MemberNumber),
    /// Which posts the network shows to everybody.
    Newest,
}

impl Fact {
    fn slot(self) -> usize {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(self);
        // The lowest bits of the hash, off the slot of everything.
        usize::try_from(hash % (SLOTS as u64 - 1)).unwrap_or(EVERYTHING) + 1
    }
}

/// What a transaction changed so far.
#[derive(Debug, Default)]
pub(crate) struct Touched(Vec<usize>);

impl Touched {
    pub(crate) fn add(&mut self, fact: Fact) {
        self.0.push(fact.slot());
    }

    pub(crate) fn add_everything(&mut self) {
        self.0.push(EVERYTHING);
    }
}

/// When each slot last changed, counted in commits.
#[derive(Debug)]
struct Changes {
    commits: AtomicU64,
    slots: Box<[AtomicU64]>,
}

impl Default for Changes {
    fn default() -> Self {
        Self {
            commits: AtomicU64::new(0),
            slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
        }
    }
}

impl Changes {
    /// The moment before a read.
    fn moment(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }

    /// Moves the slots of a transaction that has just become visible.
    fn announce(&self, touched: &Touched) {
        if touched.0.is_empty() {
            return;
        }
        let moment = self.commits.fetch_add(1, Ordering::SeqCst) + 1;
        for slot in &touched.0 {
            if let Some(slot) = self.slots.get(*slot) {
                slot.fetch_max(moment, Ordering::SeqCst);
            }
        }
    }

    fn has_moved(&self, slot: usize, since: u64) -> bool {
        self.slots
            .get(slot)
            .is_none_or(|moved| moved.load(Ordering::Acquire) > since)
    }
}

/// A page of posts that its readers share.
pub type SharedPage = Arc<Page<PostCard>>;

/// Something that is asked again and again.
pub(crate) trait Question: Clone + Eq + Hash + Debug + Send + Sync + 'static {
    /// What is returned.
    type Answer: Debug + PartialEq + Send + Sync + 'static;

    /// Where its answers are kept.
    fn shelf(kept: &Kept) -> &Shelf<Self>;

    /// Reads the answer.
    fn read(&self, reader: &mut Reader)
    -> impl Future<Output = Result<Found<Self::Answer>>> + Send;

    /// Lets the answer share with others what is the same in them.
    fn share(answer: Self::Answer, _: &Kept) -> Self::Answer {
        answer
    }
}

/// An answer, and what it was made of.
pub(crate) struct Found<A> {
    pub(crate) answer: A,
    /// Nothing if it is not worth keeping, or depends on too much.
    pub(crate) facts: Option<Vec<Fact>>,
}

/// The kept answers to one kind of question.
#[derive(Debug)]
pub(crate) struct Shelf<Q: Question>(Cache<Q, Arc<Answer<Q::Answer>>>);

#[derive(Debug)]
struct Answer<A> {
    answer: Arc<A>,
    since: u64,
    slots: Box<[usize]>,
}

impl<Q: Question> Default for Shelf<Q> {
    fn default() -> Self {
        Self(Cache::new(ANSWERS_MAX))
    }
}

/// What is kept of one database.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    changes: Changes,
    posts: Posts,
    pub(crate) homes: Shelf<feed::Home>,
    pub(crate) newest: Shelf<feed::Newest>,
    pub(crate) walls: Shelf<feed::Wall>,
    pub(crate) cards: Shelf<post::OnePost>,
    pub(crate) threads: Shelf<comment::FirstComments>,
    pub(crate) members: Shelf<member::ByHandle>,
    pub(crate) numbers: Shelf<member::ByNumber>,
    pub(crate) follows: Shelf<follow::Since>,
    pub(crate) readings: Shelf<reading::OfMember>,
    pub(crate) windows: Shelf<feed::Window>,
}

impl Kept {
    /// Says that what `touched` names is different from now on.
    pub(crate) fn announce(&self, touched: &Touched) {
        self.changes.announce(touched);
    }

    /// The answer, if it still holds.
    fn find<Q: Question>(&self, question: &Q) -> Option<Arc<Q::Answer>> {
        let found = Q::shelf(self).0.get(question)?;
        let moved = |slot: &usize| self.changes.has_moved(*slot, found.since);
        let holds = !moved(&EVERYTHING) && !found.slots.iter().any(moved);
        holds.then(|| Arc::clone(&found.answer))
    }

    /// Keeps what was read after the moment `since`.
    fn keep<Q: Question>(
        &self,
        question: Q,
        since: u64,
        found: Found<Q::Answer>,
    ) -> Arc<Q::Answer> {
        let answer = Arc::new(Q::share(found.answer, self));
        if let Some(facts) = found.facts {
            let mut slots: Vec<usize> = facts.into_iter().map(Fact::slot).collect();
            slots.sort_unstable();
            slots.dedup();
            let kept = Answer {
                answer: Arc::clone(&answer),
                since,
                slots: slots.into(),
            };
            Q::shelf(self).0.insert(question, Arc::new(kept));
        }
        answer
    }

    /// Cards whose posts stand once in memory for all who see the same.
    pub(crate) fn share_posts<'a>(&self, cards: impl IntoIterator<Item = &'a mut PostCard>) {
        for card in cards {
            match self.posts.0.get(&card.id) {
                Some(held) if held == card.post => card.post = held,
                _ => self.posts.0.insert(card.id, Arc::clone(&card.post)),
            }
        }
    }
}

/// Posts that answers share: one in memory for all who see the same.
#[derive(Debug)]
struct Posts(Cache<PostId, Arc<Post>>);

impl Default for Posts {
    fn default() -> Self {
        Self(Cache::new(POSTS_MAX))
    }
}

impl Store {
    /// Answers from what is kept, or by reading.
    pub(crate) async fn ask<Q: Question>(&self, question: Q) -> Result<Arc<Q::Answer>> {
        if let Some(answer) = self.kept.find(&question) {
            self.check_kept(&question, &answer).await?;
            return Ok(answer);
        }
        let since = self.kept.changes.moment();
        let mut reader = self.read().await?;
        let found = question.read(&mut reader).await?;
        Ok(self.kept.keep(question, since, found))
    }

    /// In builds with assertions, reads anew what is kept and compares, so that each test that looks
    /// at a page also tests that whatever changed it was noted.
    async fn check_kept<Q: Question>(&self, question: &Q, kept: &Q::Answer) -> Result<()> {
        if !cfg!(debug_assertions) {
            return Ok(());
        }
        let mut reader = self.read().await?;
        let fresh = question.read(&mut reader).await?.answer;
        // A commit is visible a moment before it is announced.
        for _ in 0..1_000 {
            if fresh == *kept || self.kept.find(question).is_none() {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
        panic!("{question:?} is kept although something changed: {kept:?}, now {fresh:?}")
    }
}

/// What the posts of a page are made of: their text and counts, and the names beside them.
pub(crate) fn facts_of(page: &Page<PostCard>) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(page.rows.len() * 3);
    for card in &page.rows {
        facts.push(Fact::Post(card.id));
        facts.push(Fact::Person(card.author.number));
        facts.extend(card.shown_by.as_ref().map(|by| Fact::Person(by.number)));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: MemberNumber = MemberNumber(1);
    const BEN: MemberNumber = MemberNumber(2);

    fn keep(kept: &Kept, since: u64) {
        let found = Found {
            answer: Page {
                rows: Vec::new(),
                next: None,
            },
            facts: Some(vec![Fact::Acts(ANA), Fact::Timeline(BEN)]),
        };
        kept.keep(feed::Home(ANA), since, found);
    }

    fn announce(kept: &Kept, facts: &[Fact]) {
        let mut touched = Touched::default();
        facts.iter().for_each(|fact| touched.add(*fact));
        kept.announce(&touched);
    }

    #[test]
    fn an_answer_holds_until_what_it_was_made_of_changes() {
        let kept = Kept::default();
        keep(&kept, kept.changes.moment());
        announce(&kept, &[Fact::Timeline(ANA), Fact::Acts(BEN)]);
        assert!(kept.find(&feed::Home(ANA)).is_some());
        assert!(kept.find(&feed::Home(BEN)).is_none());
        announce(&kept, &[Fact::Timeline(BEN)]);
        assert!(kept.find(&feed::Home(ANA)).is_none());
    }

    /// Read before the commit, kept after it: such an answer may be old, and is not believed.
    #[test]
    fn a_read_that_a_commit_overtook_is_not_believed() {
        let kept = Kept::default();
        let since = kept.changes.moment();
        announce(&kept, &[Fact::Timeline(BEN)]);
        keep(&kept, since);
        assert!(kept.find(&feed::Home(ANA)).is_none());
        keep(&kept, kept.changes.moment());
        assert!(kept.find(&feed::Home(ANA)).is_some());
    }

    #[test]
    fn everything_is_part_of_every_answer() {
        let kept = Kept::default();
        keep(&kept, kept.changes.moment());
        let mut touched = Touched::default();
        touched.add_everything();
        kept.announce(&touched);
        assert!(kept.find(&feed::Home(ANA)).is_none());
    }
}
