//! Who is carried by whom, kept up to date as ballots come (GOVERNANCE §3, delegation).
//!
//! Each member without a ballot of their own goes to the first of their delegates who was heard,
//! and each delegate carries the first so many of those who went to them, by member number. While a
//! vote is open this only moves one way: who was heard stays heard, so a member moves forward in
//! their own list and at last to their own ballot, and those who went to a delegate only become
//! fewer. Hence one mark for each delegate says who is carried: everybody who went to them and
//! stands before it. A ballot costs what it moves: its caster, and whoever named its caster.
//!
//! *Invariant:* the value is a function of what was frozen, the ballots and the close; it is not on
//! the record, and [`Carrying::counted`] makes it anew.

use std::collections::BTreeSet;

use super::count::{Ballot, Carried, StewardTally};
use super::delegates::{Delegates, count, index};
use super::{MemberMap, Snapshot};
use crate::ids::MemberNumber;
use crate::operation::Choice;

/// In the place of a place in one's list: none of them was heard.
const NOBODY: u8 = u8::MAX - 1;
/// In the place of a place in one's list: voted in person.
const IN_PERSON: u8 = u8::MAX;

/// What a delegate carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Load {
    /// Their ballot, once it was heard: cast before it locked.
    choice: Option<Choice>,
    /// How many of those who named them were looked at: whoever went to them and is among these is
    /// carried. All, unless the delegate carries as many as they may.
    seen: u32,
    /// How many are carried.
    carried: u32,
    /// What those weigh in the stewards' chamber.
    weight: u64,
}

/// The running count of everybody who is counted through a delegate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carrying {
    /// Most members that one delegate carries.
    carried_max: u32,
    /// What each member who named somebody weighs.
    weights: Vec<u32>,
    /// To which of their list each of them went, or [`NOBODY`], or [`IN_PERSON`].
    went: Vec<u8>,
    /// Of each delegate.
    loads: Vec<Load>,
    /// Delegates whose ballot came when it was locked: a later close may let it be heard.
    late: BTreeSet<u32>,
    carried: Carried,
    stewards: StewardTally,
}

/// What a ballot or a later close changes.
#[derive(Debug, Default)]
pub(super) struct Step {
    went: Vec<(u32, u8)>,
    loads: Vec<(u32, Load)>,
}

/// What changes: whoever casts their first ballot, and delegates who are heard with a choice,
/// ascending.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) in_person: Option<u32>,
    pub(super) delegates: Vec<(u32, Choice)>,
}

impl Heard {
    fn has(&self, delegate: u32) -> bool {
        self.delegates
            .binary_search_by_key(&delegate, |it| it.0)
            .is_ok()
    }
}

impl Carrying {
    /// Counts anew whom the `ballots` carry in a vote that closes at `closes_ms`.
    #[must_use]
    pub fn counted(snapshot: &Snapshot, ballots: &MemberMap<Ballot>, closes_ms: u64) -> Self {
        let named = &snapshot.delegations;
        let weights = &snapshot.weights;
        let locks_ms = snapshot.locks_ms(closes_ms);
        let mut fresh = Self {
            carried_max: snapshot.carried_max,
            weights: named.members().iter().map(|it| weights.get(*it)).collect(),
            went: vec![NOBODY; named.members().len()],
            loads: vec![Load::default(); named.delegates().len()],
            ..Self::default()
        };
        if ballots.is_empty() {
            return fresh;
        }
        fresh.loads.clear();
        for (place, ballot) in (0..).zip(joined(named.delegates(), ballots.iter())) {
            let is_heard = ballot.is_some_and(|it| it.cast_ms < locks_ms);
            if ballot.is_some() && !is_heard {
                fresh.late.insert(place);
            }
            fresh.loads.push(Load {
                choice: ballot.filter(|_| is_heard).map(|it| it.choice),
                ..Load::default()
            });
        }
        let is_heard = |it: &u32| fresh.load(*it).choice.is_some();
        let went = (0..).zip(joined(named.members(), ballots.iter()));
        let went = went.map(|(place, own)| {
            let first = named.list(place).iter().position(is_heard);
            match (own, first) {
                (Some(_), _) => IN_PERSON,
                (None, Some(at)) => u8::try_from(at).unwrap_or(NOBODY),
                (None, None) => NOBODY,
            }
        });
        fresh.went = went.collect();
        let heard = Heard::default();
        for delegate in 0..count(fresh.loads.len()) {
            let before = fresh.load(delegate);
            if before.choice.is_some() {
                let load = fresh.filled(named, &heard, delegate, before);
                fresh.put(delegate, load);
            }
        }
        fresh
    }

    /// Returns what it comes to, without who.
    #[must_use]
    pub fn sums(&self) -> Self {
        Self {
            carried: self.carried,
            stewards: self.stewards,
            ..Self::default()
        }
    }

    /// Returns who is carried, by choice.
    #[must_use]
    pub fn carried(&self) -> Carried {
        self.carried
    }

    /// Returns what those weigh in the stewards' chamber, by choice.
    #[must_use]
    pub fn stewards(&self) -> StewardTally {
        self.stewards
    }

    /// Returns who votes for `member`, and what: the first of their delegates who was heard. None if
    /// nobody was, if they voted themself, or if that delegate carries as many as they may without.
    #[must_use]
    pub fn carrier(
        &self,
        named: &Delegates,
        member: MemberNumber,
    ) -> Option<(MemberNumber, Choice)> {
        let place = named.place_of(member)?;
        let delegate = *named.list(place).get(usize::from(self.went(place)))?;
        let load = self.load(delegate);
        let rank = named.namers(delegate).binary_search(&place).ok()?;
        let is_carried = rank < index(load.seen);
        let number = *named.delegates().get(index(delegate))?;
        load.choice
            .filter(|_| is_carried)
            .map(|choice| (number, choice))
    }

    /// Returns the places of delegates whose ballot came when it was locked.
    pub(super) fn late(&self) -> impl Iterator<Item = u32> {
        self.late.iter().copied()
    }

    /// Returns both counts as they would be after `step`.
    pub(super) fn after(&self, step: &Step) -> (Carried, StewardTally) {
        let (mut carried, mut stewards) = (self.carried, self.stewards);
        for (delegate, load) in &step.loads {
            exchange(&mut carried, &mut stewards, self.load(*delegate), *load);
        }
        (carried, stewards)
    }

    /// Works out what `heard` changes. Costs what is moved, whatever the size of the vote.
    pub(super) fn step(&self, named: &Delegates, heard: &Heard) -> Step {
        let mut step = Step::default();
        // Who leaves which delegate for another or for their own ballot.
        let mut leaving: Vec<(u32, u32)> = Vec::new();
        let mut leave = |place: u32| {
            let left = named.list(place).get(usize::from(self.went(place)));
            leaving.extend(left.map(|delegate| (*delegate, place)));
        };
        if let Some(place) = heard.in_person
            && self.went(place) != IN_PERSON
        {
            step.went.push((place, IN_PERSON));
            leave(place);
        }
        for (delegate, _) in &heard.delegates {
            if self.load(*delegate).choice.is_some() {
                continue;
            }
            for place in named.namers(*delegate) {
                let goes = self.goes(named, heard, *place);
                let is_theirs = goes != self.went(*place)
                    && named.list(*place).get(usize::from(goes)) == Some(delegate);
                if is_theirs {
                    step.went.push((*place, goes));
                    leave(*place);
                }
            }
        }
        leaving.sort_unstable();
        for (delegate, choice) in &heard.delegates {
            let begin = leaving.partition_point(|it| it.0 < *delegate);
            let end = leaving.partition_point(|it| it.0 <= *delegate);
            let group = leaving.get(begin..end).unwrap_or_default();
            let load = Load {
                choice: Some(*choice),
                ..self.left(named, *delegate, group)
            };
            let load = self.filled(named, heard, *delegate, load);
            step.loads.push((*delegate, load));
        }
        for group in leaving.chunk_by(|one, other| one.0 == other.0) {
            let Some((delegate, _)) = group.first() else {
                continue;
            };
            if !heard.has(*delegate) {
                let load = self.left(named, *delegate, group);
                let load = self.filled(named, heard, *delegate, load);
                step.loads.push((*delegate, load));
            }
        }
        step
    }

    /// Makes `step` true.
    pub(super) fn take(&mut self, step: Step) {
        for (place, goes) in step.went {
            if let Some(went) = self.went.get_mut(index(place)) {
                *went = goes;
            }
        }
        for (delegate, load) in step.loads {
            self.late.remove(&delegate);
            self.put(delegate, load);
        }
    }

    /// Notes that the ballot of the delegate at `place` came when it was locked.
    pub(super) fn note_late(&mut self, place: u32) {
        if self.load(place).choice.is_none() {
            self.late.insert(place);
        }
    }

    /// Returns the load of `delegate` without those in `group` who are carried.
    fn left(&self, named: &Delegates, delegate: u32, group: &[(u32, u32)]) -> Load {
        let mut load = self.load(delegate);
        let end = named.namers(delegate).get(index(load.seen)).copied();
        for (_, place) in group {
            if end.is_none_or(|end| *place < end) {
                load.carried = load.carried.saturating_sub(1);
                load.weight = load.weight.saturating_sub(self.weight(*place));
            }
        }
        load
    }

    /// Returns `load` with as many of the next who went to `delegate` as they may carry.
    fn filled(&self, named: &Delegates, heard: &Heard, delegate: u32, mut load: Load) -> Load {
        let unseen = named.namers(delegate).iter().skip(index(load.seen));
        for place in unseen {
            if load.carried >= self.carried_max {
                break;
            }
            load.seen = load.seen.saturating_add(1);
            let goes = self.goes(named, heard, *place);
            if named.list(*place).get(usize::from(goes)) == Some(&delegate) {
                load.carried = load.carried.saturating_add(1);
                load.weight = load.weight.saturating_add(self.weight(*place));
            }
        }
        load
    }

    /// Returns where the member at `place` goes once `heard` is.
    fn goes(&self, named: &Delegates, heard: &Heard, place: u32) -> u8 {
        let went = self.went(place);
        if went == IN_PERSON || heard.in_person == Some(place) {
            return IN_PERSON;
        }
        let mut earlier = named.list(place).iter().take(usize::from(went));
        earlier
            .position(|it| heard.has(*it))
            .and_then(|at| u8::try_from(at).ok())
            .unwrap_or(went)
    }

    fn went(&self, place: u32) -> u8 {
        self.went.get(index(place)).copied().unwrap_or(NOBODY)
    }

    fn load(&self, delegate: u32) -> Load {
        self.loads.get(index(delegate)).copied().unwrap_or_default()
    }

    fn weight(&self, place: u32) -> u64 {
        self.weights
            .get(index(place))
            .copied()
            .unwrap_or_default()
            .into()
    }

    fn put(&mut self, delegate: u32, load: Load) {
        if let Some(place) = self.loads.get_mut(index(delegate)) {
            exchange(&mut self.carried, &mut self.stewards, *place, load);
            *place = load;
        }
    }
}

/// Takes one load out of the counts and puts the other in.
fn exchange(carried: &mut Carried, stewards: &mut StewardTally, before: Load, after: Load) {
    if let Some(choice) = before.choice {
        carried.take(choice, before.carried);
        stewards.take(choice, before.weight);
    }
    if let Some(choice) = after.choice {
        carried.put(choice, after.carried);
        stewards.put(choice, after.weight);
    }
}

/// Returns for each of `wanted` its row, where there is one. Both ascend by member.
fn joined<T>(
    wanted: &[MemberNumber],
    rows: impl Iterator<Item = (MemberNumber, T)>,
) -> impl Iterator<Item = Option<T>> {
    let mut rows = rows.peekable();
    wanted.iter().map(move |member| {
        while rows.next_if(|row| row.0 < *member).is_some() {}
        rows.next_if(|row| row.0 == *member).map(|row| row.1)
    })
}
