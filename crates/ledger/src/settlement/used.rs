//! What members still use of the works of earlier rounds: gathered from round files, one after another, so
//! that only one of them is in memory at a time.

use crate::ids::{Digest, MemberNumber, RoundNumber};
use crate::round::{
    LaterPart, RoundFault, RoundFile, Tie, Ties, USED_ROUNDS, WorkRow, place, split_credits,
};
use crate::state::State;

/// What is still used of each round that shares out its later part now.
///
/// To *use* a work is to appreciate it in the round that closes or one of the three before. Give it the files
/// that it [asks for](Used::files) in their order.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// The round that closes.
    now: RoundNumber,
    files: Vec<(RoundNumber, Digest)>,
    parts: Vec<Gathered>,
    /// Files that were asked for and not taken yet.
    missing: usize,
}

#[derive(Clone, Debug)]
struct Gathered {
    round: RoundNumber,
    /// Works of that round's file.
    works: Vec<WorkRow>,
    /// Who appreciated which of them, by place.
    pairs: Vec<(MemberNumber, u32)>,
}

impl Used {
    /// Begins for what is due when `round` is settled.
    #[must_use]
    pub fn of(state: &State, round: RoundNumber) -> Self {
        let parts: Vec<_> = state
            .later
            .due(round)
            .map(|aside| Gathered {
                round: aside.round,
                works: Vec::new(),
                pairs: Vec::new(),
            })
            .collect();
        let is_needed = |at: RoundNumber| {
            at < round && (is_recent(at, round) || parts.iter().any(|it| it.round == at))
        };
        let files: Vec<_> = if parts.is_empty() {
            Vec::new()
        } else {
            let kept = state.later.files.iter();
            let needed = kept.filter(|(at, _)| is_needed(**at));
            needed.map(|(at, digest)| (*at, *digest)).collect()
        };
        Self {
            now: round,
            missing: files.len(),
            files,
            parts,
        }
    }

    /// Returns which files it is made of besides that of the round that closes, ascending by round.
    #[must_use]
    pub fn files(&self) -> Vec<(RoundNumber, Digest)> {
        self.files.clone()
    }

    /// Takes what is needed of `file`, the next that was asked for.
    pub fn take(&mut self, file: &RoundFile) {
        self.missing = self.missing.saturating_sub(1);
        for part in &mut self.parts {
            if file.round == part.round {
                part.works.clone_from(&file.works);
            }
        }
        if is_recent(file.round, self.now) {
            self.gather(file);
        }
    }

    fn gather(&mut self, file: &RoundFile) {
        for part in &mut self.parts {
            let places = places(&file.works, &part.works);
            for tie in file.endorsements.iter() {
                if let Some(Some(work)) = places.get(place(tie.to)) {
                    part.pairs.push((tie.from, *work));
                }
            }
        }
    }

    /// Makes the tables of it with the endorsements of `file`, the one of the round that closes; `None` if a
    /// file that was asked for was not taken.
    ///
    /// # Errors
    ///
    /// [`RoundFault::TooLarge`] at 2^32 uses.
    pub fn with(mut self, file: &RoundFile) -> Result<Option<Uses>, RoundFault> {
        if self.missing > 0 {
            return Ok(None);
        }
        self.gather(file);
        let parts = self.parts.into_iter();
        let tables: Result<_, _> = parts.map(|part| part.into_table(file)).collect();
        tables.map(|tables| Some(Uses(tables)))
    }
}

/// What is still used of each round that shares out its later part now, as the file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses(Vec<(RoundNumber, Vec<WorkRow>, Ties)>);

impl Uses {
    /// Puts them into the file of the round that closes.
    pub(super) fn put_into(self, file: &mut RoundFile) {
        for (part, (_, works, uses)) in file.later.parts.iter_mut().zip(self.0) {
            part.works = works;
            part.uses = uses;
        }
    }

    /// Says whether those in `file` are these.
    pub(super) fn are_of(&self, file: &RoundFile) -> bool {
        let parts = &file.later.parts;
        let is_same = |(part, (round, works, uses)): (&LaterPart, &(_, _, _))| {
            part.aside.round == *round && part.works == *works && part.uses == *uses
        };
        parts.len() == self.0.len() && parts.iter().zip(&self.0).all(is_same)
    }
}

impl Gathered {
    /// Gives each member 100 credits for the works of that round, split evenly over those they used; whoever
    /// has no weight now is left out.
    fn into_table(
        mut self,
        file: &RoundFile,
    ) -> Result<(RoundNumber, Vec<WorkRow>, Ties), RoundFault> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let mut weights = file.weights.iter().map(|row| row.member).peekable();
        self.pairs.retain(|(member, _)| {
            while weights.next_if(|it| it < member).is_some() {}
            weights.peek() == Some(member)
        });
        let mut used: Vec<u32> = self.pairs.iter().map(|it| it.1).collect();
        used.sort_unstable();
        used.dedup();
        let work = |at: &u32| self.works.get(place(*at)).copied();
        let works: Vec<WorkRow> = used.iter().filter_map(work).collect();
        let mut uses = Ties::new();
        for pairs in self.pairs.chunk_by(|a, b| a.0 == b.0) {
            let rows: Vec<(usize, MemberNumber)> = pairs
                .iter()
                .filter_map(|(_, at)| {
                    let to = used.binary_search(at).ok()?;
                    works.get(to).map(|work| (to, work.author))
                })
                .collect();
            let authors: Vec<_> = rows.iter().map(|it| it.1).collect();
            let from = pairs.first().map(|it| it.0).unwrap_or_default();
            for ((to, _), credits) in rows.iter().zip(split_credits(&authors)) {
                let to = u32::try_from(*to).map_err(|_| RoundFault::TooLarge)?;
                let value = u16::try_from(credits.0).map_err(|_| RoundFault::TooLarge)?;
                if value > 0 {
                    uses.push(Tie { from, to, value })?;
                }
            }
        }
        Ok((self.round, works, uses))
    }
}

/// Says whether appreciation of round `at` counts as use when `now` closes.
fn is_recent(at: RoundNumber, now: RoundNumber) -> bool {
    at <= now && now.0.saturating_sub(at.0) < USED_ROUNDS
}

/// Returns for each of `works` its place among `wanted`; both ascend.
fn places(works: &[WorkRow], wanted: &[WorkRow]) -> Vec<Option<u32>> {
    let mut wanted = (0_u32..).zip(wanted).peekable();
    works
        .iter()
        .map(|work| {
            while wanted.next_if(|(_, it)| *it < work).is_some() {}
            wanted.peek().filter(|(_, it)| *it == work).map(|it| it.0)
        })
        .collect()
}
