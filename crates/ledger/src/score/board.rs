//! The endorsements of a round arranged by work, and each author's score from them.
//!
//! One pass over the endorsements in the file's order (by endorser) looks up weight, cluster and
//! history by walking sorted lists side by side, and drops each one's worth into its work's slots.
//! Works are in order of their authors, so an author's slots stand together afterwards.

use core::num::NonZeroUsize;
use core::ops::{Range, RangeInclusive};

use super::{
    CLUSTERS_FROM_MEMBERS, Claim, Discount, ENDORSERS_LEAST, WORKS_COUNTED, cluster_score,
};
use crate::ids::MemberNumber;
use crate::parallel::in_parallel;
use crate::round::{
    ClusterLabel, ClusterRow, LaterPart, RoundFault, RoundFile, Run, Ties, Weight, WorkRow, place,
};

/// What a score is made of: a round's own works, or those of an earlier round that are still used. Who
/// endorses with what weight, in which cluster and after what history is the file's in both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) members: u32,
    pub(super) joined: MemberNumber,
    pub(super) weights: &'a [Weight],
    pub(super) clusters: &'a [ClusterRow],
    pub(super) history: &'a Ties,
    pub(super) works: &'a [WorkRow],
    pub(super) endorsements: &'a Ties,
}

impl<'a> Rows<'a> {
    /// Of the round itself.
    pub(super) fn of(file: &'a RoundFile) -> Self {
        Self {
            members: file.members,
            joined: file.joined,
            weights: &file.weights,
            clusters: &file.clusters,
            history: &file.history,
            works: &file.works,
            endorsements: &file.endorsements,
        }
    }

    /// Of what is still used of an earlier one.
    pub(super) fn of_later(file: &'a RoundFile, part: &'a LaterPart) -> Self {
        Self {
            works: &part.works,
            endorsements: &part.uses,
            ..Self::of(file)
        }
    }
}

/// One endorsement's worth, in its work's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) label: ClusterLabel,
    /// `q·c'`: at most 65,536 · 10,000, so 32 bits hold it.
    pub(super) worth: u32,
}

/// One author's works among all works.
#[derive(Clone, Copy, Debug)]
struct Author {
    member: MemberNumber,
    first_work: u32,
    end_work: u32,
}

/// Endorsements that one part holds at a time, about: what bounds the memory of a large round. In tests
/// so few that nearly every round has several parts.
const ROWS_AT_ONCE: usize = if cfg!(test) { 7 } else { 1 << 25 };

/// What all parts read.
struct Shared<'a> {
    file: Rows<'a>,
    /// Read once for each endorsement, at random: 4 bytes a work instead of a row's 20.
    author_of_work: Vec<u32>,
    /// Where each work's slots begin among all, and one more for the end.
    starts: Vec<u32>,
    /// By member number: whether they endorse anything.
    endorses: Vec<bool>,
}

/// The endorsements of a range of authors, by work.
struct Board<'a> {
    authors: &'a [Author],
    starts: &'a [u32],
    works: Range<u32>,
    /// The place of its first slot among all.
    first_slot: u32,
    slots: Vec<Slot>,
    first_member: u32,
    /// By member number from the first: how many members' endorsements of them are worth something;
    /// stops at 255.
    endorsers: Vec<u8>,
    needs_clusters: bool,
}

/// Returns every author of rows that passed their check, ascending, with their score; zero for those
/// the rules leave out. No two threads write about the same author.
pub(super) fn claims(file: Rows<'_>, threads: NonZeroUsize) -> Result<Vec<Claim>, RoundFault> {
    let authors = authors(file);
    let mut endorses = vec![false; place(file.joined.0).saturating_add(1)];
    for run in file.endorsements.runs() {
        *endorses
            .get_mut(place(run.from.0))
            .ok_or(RoundFault::Members)? = true;
    }
    let shared = Shared {
        file,
        author_of_work: file.works.iter().map(|work| work.author.0).collect(),
        starts: starts(file)?,
        endorses,
    };
    let rows = file.endorsements.len();
    let parts = threads.get().max(rows.div_ceil(ROWS_AT_ONCE));
    let ranges = cut(&authors, &shared.starts, rows, parts);
    let each = ranges.len().div_ceil(threads.get()).max(1);
    let lanes: Vec<&[Range<usize>]> = ranges.chunks(each).collect();
    let answers = in_parallel(lanes, |lane| {
        let mut claims = Vec::new();
        for range in lane {
            let authors = authors.get(range.clone()).unwrap_or_default();
            claims.extend(Board::new(&shared, authors)?.claims());
        }
        Ok::<_, RoundFault>(claims)
    });
    let mut all = Vec::with_capacity(authors.len());
    for claims in answers {
        all.extend(claims?);
    }
    Ok(all)
}

impl<'a> Board<'a> {
    fn new(shared: &'a Shared<'_>, authors: &'a [Author]) -> Result<Self, RoundFault> {
        let works = authors.first().map_or(0, |it| it.first_work)
            ..authors.last().map_or(0, |it| it.end_work);
        let start = |work: u32| shared.starts.get(place(work)).copied().unwrap_or(0);
        let (first_slot, end_slot) = (start(works.start), start(works.end));
        let first_member = authors.first().map_or(0, |it| it.member.0);
        let last_member = authors.last().map_or(0, |it| it.member.0);
        let members = last_member.saturating_sub(first_member).saturating_add(1);
        let mut board = Self {
            authors,
            starts: &shared.starts,
            works,
            first_slot,
            slots: vec![Slot::default(); place(end_slot.saturating_sub(first_slot))],
            first_member,
            endorsers: vec![0; place(members)],
            needs_clusters: shared.file.members >= CLUSTERS_FROM_MEMBERS,
        };
        let received = Received::new(shared, first_member..=last_member)?;
        board.fill(shared, &received)?;
        Ok(board)
    }

    /// Returns its authors with their score, ascending.
    fn claims(&self) -> Vec<Claim> {
        let mut chosen = Vec::new();
        let mut works = Vec::new();
        let mut claims = Vec::with_capacity(self.authors.len());
        for author in self.authors {
            let score = if self.is_counted(author) {
                self.gather_best(author, &mut works, &mut chosen);
                score_of(&mut chosen)
            } else {
                0
            };
            claims.push(Claim {
                member: author.member,
                score,
            });
        }
        claims
    }

    fn is_counted(&self, author: &Author) -> bool {
        let at = author.member.0.saturating_sub(self.first_member);
        let endorsers = self.endorsers.get(place(at)).copied();
        !self.needs_clusters
            || (u32::from(endorsers.unwrap_or(0)) >= ENDORSERS_LEAST
                && has_two_labels(self.slots(author.first_work, author.end_work)))
    }

    /// Drops the worth of every endorsement of its works into their slots. The order in which a
    /// work's slots are filled is that of the file, whatever the parts.
    fn fill(&mut self, shared: &Shared<'_>, received: &Received) -> Result<(), RoundFault> {
        let file = shared.file;
        let works = place(self.works.start)..place(self.works.end);
        let starts = shared.starts.get(works.clone());
        let mut cursors = starts.unwrap_or_default().to_vec();
        let author_of_work = shared.author_of_work.get(works).unwrap_or_default();
        let mut weights = file.weights.iter().peekable();
        let mut clusters = file.clusters.iter().peekable();
        let mut past = file.history.runs().peekable();
        for run in file.endorsements.runs() {
            let Some(run) = within(run, &self.works) else {
                continue;
            };
            while weights.next_if(|row| row.member < run.from).is_some() {}
            while clusters.next_if(|row| row.member < run.from).is_some() {}
            while past.next_if(|past| past.from < run.from).is_some() {}
            let weight = weights
                .peek()
                .ok_or(RoundFault::EndorserUnknown(run.from))?
                .weight;
            let cluster = clusters.peek().filter(|row| row.member == run.from);
            let label = match cluster {
                // Too small for clusters: everybody stands for themselves.
                _ if !self.needs_clusters => ClusterLabel(run.from.0),
                Some(row) => row.label,
                None => ClusterLabel::default(),
            };
            let mut given = past
                .peek()
                .filter(|past| past.from == run.from)
                .map(|past| Walk::new(*past, self.first_member));
            let mut returned = received.of(run.from).iter().peekable();
            let mut last_counted = None;
            for (work, credits) in run.rows() {
                let at = place(work.saturating_sub(self.works.start));
                let author = *author_of_work
                    .get(at)
                    .ok_or(RoundFault::WorkUnknown(run.from))?;
                while returned.next_if(|from| **from < author).is_some() {}
                let discount = Discount {
                    repeats: given
                        .as_mut()
                        .map_or(0, |walk| walk.mask(author).count_ones()),
                    is_mutual: returned.peek() == Some(&&author),
                };
                let worth = weight.saturating_mul(discount.apply(u32::from(credits)));
                let cursor = cursors
                    .get_mut(at)
                    .ok_or(RoundFault::WorkUnknown(run.from))?;
                let slot = place(cursor.saturating_sub(self.first_slot));
                *self.slots.get_mut(slot).ok_or(RoundFault::Unbalanced)? = Slot { label, worth };
                *cursor = cursor.saturating_add(1);
                if worth > 0 && last_counted != Some(author) {
                    last_counted = Some(author);
                    let count = self
                        .endorsers
                        .get_mut(place(author.saturating_sub(self.first_member)))
                        .ok_or(RoundFault::Unbalanced)?;
                    *count = count.saturating_add(1);
                }
            }
        }
        Ok(())
    }

    fn slots(&self, first_work: u32, end_work: u32) -> &[Slot] {
        let ends = self
            .starts
            .get(place(first_work))
            .zip(self.starts.get(place(end_work)));
        let own = |start: &u32| place(start.saturating_sub(self.first_slot));
        ends.and_then(|(start, end)| self.slots.get(own(start)..own(end)))
            .unwrap_or_default()
    }

    /// Collects the slots of the author's best works into `chosen`.
    fn gather_best(&self, author: &Author, works: &mut Vec<(u64, u32)>, chosen: &mut Vec<Slot>) {
        chosen.clear();
        let all = author.first_work..author.end_work;
        if all.len() <= WORKS_COUNTED {
            chosen.extend_from_slice(self.slots(author.first_work, author.end_work));
            return;
        }
        works.clear();
        works.extend(all.map(|work| (worth_of(self.slots(work, work.saturating_add(1))), work)));
        sort_best_first(works);
        for (_, work) in works.iter().take(WORKS_COUNTED) {
            chosen.extend_from_slice(self.slots(*work, work.saturating_add(1)));
        }
    }
}

/// Cuts `authors` into at most so many ranges with about as many slots each.
fn cut(authors: &[Author], starts: &[u32], slots: usize, parts: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for part in 1..=parts {
        let wanted = slots
            .saturating_mul(part)
            .checked_div(parts)
            .unwrap_or(slots);
        let is_before = |author: &Author| {
            let start = starts.get(place(author.first_work)).copied();
            start.is_some_and(|start| place(start) < wanted)
        };
        let to = if part == parts {
            authors.len()
        } else {
            authors.partition_point(is_before)
        };
        if to > from {
            ranges.push(from..to);
            from = to;
        }
    }
    ranges
}

/// The rows of `run` that are of these works; nothing if there are none.
fn within<'a>(run: Run<'a>, works: &Range<u32>) -> Option<Run<'a>> {
    let from = run.to.partition_point(|work| *work < works.start);
    let to = run.to.partition_point(|work| *work < works.end);
    let run = Run {
        from: run.from,
        to: run.to.get(from..to)?,
        value: run.value.get(from..to)?,
    };
    (!run.to.is_empty()).then_some(run)
}

/// Sorts `(worth, work)` by most worth, then by the earlier place.
pub(super) fn sort_best_first(works: &mut [(u64, u32)]) {
    works.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
}

fn worth_of(slots: &[Slot]) -> u64 {
    slots.iter().map(|slot| u64::from(slot.worth)).sum()
}

/// Says whether the slots that are worth something come from two clusters or more.
pub(super) fn has_two_labels(slots: &[Slot]) -> bool {
    let mut labels = slots
        .iter()
        .filter(|slot| slot.worth > 0)
        .map(|slot| slot.label);
    let first = labels.next();
    labels.any(|label| Some(label) != first)
}

/// V: the sum over clusters of the root of what each gave together. Reorders `slots`.
pub(super) fn score_of(slots: &mut [Slot]) -> u64 {
    slots.sort_unstable_by_key(|slot| slot.label);
    let clusters = slots.chunk_by(|a, b| a.label == b.label);
    clusters.fold(0, |sum, cluster| {
        sum.saturating_add(cluster_score(worth_of(cluster)))
    })
}

/// The authors of these works, ascending, with their works.
fn authors(file: Rows<'_>) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for (at, work) in (0_u32..).zip(file.works) {
        let end_work = at.saturating_add(1);
        match authors
            .last_mut()
            .filter(|author| author.member == work.author)
        {
            Some(author) => author.end_work = end_work,
            None => authors.push(Author {
                member: work.author,
                first_work: at,
                end_work,
            }),
        }
    }
    authors
}

/// Where each work's slots begin: sums of the number of endorsements of the works before it.
fn starts(file: Rows<'_>) -> Result<Vec<u32>, RoundFault> {
    let mut starts = vec![0_u32; file.works.len().saturating_add(1)];
    for run in file.endorsements.runs() {
        for work in run.to {
            let count = starts
                .get_mut(place(*work).saturating_add(1))
                .ok_or(RoundFault::WorkUnknown(run.from))?;
            *count = count.saturating_add(1);
        }
    }
    sum_up(&mut starts)?;
    Ok(starts)
}

fn sum_up(counts: &mut [u32]) -> Result<(), RoundFault> {
    let mut sum = 0_u32;
    for count in counts {
        sum = sum.checked_add(*count).ok_or(RoundFault::TooLarge)?;
        *count = sum;
    }
    Ok(())
}

/// One step after another through a run of the history, for authors that ascend.
struct Walk<'a> {
    run: Run<'a>,
}

impl<'a> Walk<'a> {
    /// Begins at the first author that is not below `first`.
    fn new(run: Run<'a>, first: u32) -> Self {
        let at = run.to.partition_point(|to| *to < first);
        let run = Run {
            from: run.from,
            to: run.to.get(at..).unwrap_or_default(),
            value: run.value.get(at..).unwrap_or_default(),
        };
        Self { run }
    }

    fn mask(&mut self, author: u32) -> u16 {
        while let (Some((to, later_to)), Some((mask, later_value))) =
            (self.run.to.split_first(), self.run.value.split_first())
        {
            if *to >= author {
                return if *to == author { *mask } else { 0 };
            }
            self.run.to = later_to;
            self.run.value = later_value;
        }
        0
    }
}

/// The history read backwards: who endorsed a member in the last 12 rounds. Kept are only rows
/// from the part's authors to endorsers of this round, as no other reciprocity is asked for.
struct Received {
    /// By member number: where their row begins; one more for the end.
    starts: Vec<u32>,
    from: Vec<u32>,
}

impl Received {
    fn new(shared: &Shared<'_>, authors: RangeInclusive<u32>) -> Result<Self, RoundFault> {
        let (file, endorses) = (shared.file, &shared.endorses);
        let is_asked = |to: &u32| endorses.get(place(*to)).copied().unwrap_or(false);
        // Both ascend by member.
        let runs = || {
            let mut works = file.works.iter().peekable();
            let within = |run: &Run<'_>| authors.contains(&run.from.0);
            file.history.runs().filter(within).filter(move |run| {
                while works.next_if(|work| work.author < run.from).is_some() {}
                works.peek().is_some_and(|work| work.author == run.from)
            })
        };
        let mut starts = vec![0_u32; endorses.len().saturating_add(1)];
        for run in runs() {
            for to in run.to.iter().filter(|to| is_asked(to)) {
                let count = starts
                    .get_mut(place(*to).saturating_add(1))
                    .ok_or(RoundFault::Members)?;
                *count = count.saturating_add(1);
            }
        }
        sum_up(&mut starts)?;
        let mut cursors = starts.clone();
        let mut from = vec![0; starts.last().copied().map_or(0, place)];
        for run in runs() {
            for to in run.to.iter().filter(|to| is_asked(to)) {
                let cursor = cursors.get_mut(place(*to)).ok_or(RoundFault::Members)?;
                *from.get_mut(place(*cursor)).ok_or(RoundFault::Unbalanced)? = run.from.0;
                *cursor = cursor.saturating_add(1);
            }
        }
        Ok(Self { starts, from })
    }

    fn of(&self, member: MemberNumber) -> &[u32] {
        let at = place(member.0);
        let ends = self
            .starts
            .get(at)
            .zip(self.starts.get(at.saturating_add(1)));
        ends.and_then(|(start, end)| self.from.get(place(*start)..place(*end)))
            .unwrap_or_default()
    }
}
