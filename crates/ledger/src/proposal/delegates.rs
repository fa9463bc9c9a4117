//! Who named whom, frozen when a vote opened, in both directions.
//!
//! Fifty million members make millions of delegations. They stand in a few long arrays, so that a
//! vote holds about 20 bytes for each, and both "whom did they name" and "who named them" are a
//! slice. On the record they are what they always were: a map from members to lists.

use borsh::{BorshDeserialize, BorshSerialize};
use std::io::{Error, ErrorKind, Read, Write};

use crate::ids::MemberNumber;
use crate::ranks::Ranks;

/// Most delegates in one list: a place in it is one byte, two of whose values say something else.
const LISTED_MAX: usize = 250;

/// Delegates of each voter who has some in force, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delegates {
    /// Who named somebody, ascending.
    members: Vec<MemberNumber>,
    /// Where the list of each begins in `listed`, and the end of the last.
    list_begins: Vec<u32>,
    /// All lists, one after the other: places in `delegates`.
    listed: Vec<u32>,
    /// Who was named, ascending.
    delegates: Vec<MemberNumber>,
    /// Where those who named each begin in `namers`, and the end of the last.
    namer_begins: Vec<u32>,
    /// Those who named each, one after the other: places in `members`, ascending for each.
    namers: Vec<u32>,
    /// Where somebody stands in `members`.
    places: Ranks,
    /// Where somebody stands in `delegates`.
    delegate_places: Ranks,
}

impl Delegates {
    /// Freezes the lists `named`, which come ascending by member. A list of nobody is left out.
    #[must_use]
    pub fn freeze<L>(named: impl IntoIterator<Item = (MemberNumber, L)>) -> Self
    where
        L: IntoIterator<Item = MemberNumber>,
    {
        let mut frozen = Self::default();
        let mut listed = Vec::new();
        for (member, list) in named {
            let before = listed.len();
            listed.extend(list.into_iter().take(LISTED_MAX));
            if listed.len() > before {
                frozen.members.push(member);
                frozen.list_begins.push(count(before));
            }
        }
        frozen.turn(listed);
        frozen
    }

    /// Fills the other direction: sorts the links by delegate, by counting.
    fn turn(&mut self, listed: Vec<MemberNumber>) {
        if listed.is_empty() {
            return;
        }
        self.list_begins.push(count(listed.len()));
        self.places = Ranks::of(self.members.iter().copied());
        self.delegate_places = Ranks::of(listed.iter().copied());
        self.delegates = self.delegate_places.members().collect();
        let place = |delegate: MemberNumber| self.delegate_places.get(delegate).unwrap_or(0);
        self.listed = listed.into_iter().map(place).collect();
        // First how many named each, then where those of each begin, and in the end where those of
        // the next do.
        let mut begins = vec![0_u32; self.delegates.len().saturating_add(1)];
        for delegate in &self.listed {
            if let Some(named) = begins.get_mut(index(*delegate).saturating_add(1)) {
                *named = named.saturating_add(1);
            }
        }
        let mut sum = 0_u32;
        for begin in &mut begins {
            sum = sum.saturating_add(*begin);
            *begin = sum;
        }
        self.namer_begins.clone_from(&begins);
        self.namers = vec![0; self.listed.len()];
        for place in 0..self.len() {
            for delegate in part(&self.listed, &self.list_begins, place) {
                let Some(next) = begins.get_mut(index(*delegate)) else {
                    continue;
                };
                if let Some(namer) = self.namers.get_mut(index(*next)) {
                    *namer = place;
                }
                *next = next.saturating_add(1);
            }
        }
    }

    /// Returns how many members named somebody.
    #[must_use]
    pub fn len(&self) -> u32 {
        count(self.members.len())
    }

    /// Says whether nobody named anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns those who named somebody, ascending.
    #[must_use]
    pub fn members(&self) -> &[MemberNumber] {
        &self.members
    }

    /// Returns those who were named, ascending.
    #[must_use]
    pub fn delegates(&self) -> &[MemberNumber] {
        &self.delegates
    }

    /// Returns whom `member` named, in order.
    pub fn named_by(&self, member: MemberNumber) -> impl Iterator<Item = MemberNumber> {
        let list = self.place_of(member).map_or(&[][..], |it| self.list(it));
        list.iter()
            .filter_map(|it| self.delegates.get(index(*it)).copied())
    }

    /// Says whether somebody named `member`.
    #[must_use]
    pub fn is_delegate(&self, member: MemberNumber) -> bool {
        self.delegate_place_of(member).is_some()
    }

    /// Returns how many named `member`.
    #[must_use]
    pub fn naming(&self, member: MemberNumber) -> usize {
        let place = self.delegate_place_of(member);
        place.map_or(0, |it| self.namers(it).len())
    }

    /// Returns the place of `member` among those who named somebody.
    pub(super) fn place_of(&self, member: MemberNumber) -> Option<u32> {
        self.places.get(member)
    }

    /// Returns the place of `member` among the delegates.
    pub(super) fn delegate_place_of(&self, member: MemberNumber) -> Option<u32> {
        self.delegate_places.get(member)
    }

    /// Returns the delegate at `place`.
    pub(super) fn delegate_at(&self, place: u32) -> Option<MemberNumber> {
        self.delegates.get(index(place)).copied()
    }

    /// Returns the list of the member at `place`: places of delegates, in order.
    pub(super) fn list(&self, place: u32) -> &[u32] {
        part(&self.listed, &self.list_begins, place)
    }

    /// Returns who named the delegate at `place`: places of members, ascending.
    pub(super) fn namers(&self, place: u32) -> &[u32] {
        part(&self.namers, &self.namer_begins, place)
    }
}

impl BorshSerialize for Delegates {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<(), Error> {
        self.len().serialize(writer)?;
        for (place, member) in (0..).zip(&self.members) {
            member.serialize(writer)?;
            let list = self.list(place);
            count(list.len()).serialize(writer)?;
            for delegate in list {
                self.delegate_at(*delegate)
                    .unwrap_or(MemberNumber(0))
                    .serialize(writer)?;
            }
        }
        Ok(())
    }
}

impl BorshDeserialize for Delegates {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self, Error> {
        let malformed = || Error::new(ErrorKind::InvalidData, "delegates are not as frozen");
        let mut frozen = Self::default();
        let mut listed: Vec<MemberNumber> = Vec::new();
        // Nothing is reserved for what may not be there.
        for _ in 0..u32::deserialize_reader(reader)? {
            let member = MemberNumber::deserialize_reader(reader)?;
            let list: Vec<MemberNumber> = Vec::deserialize_reader(reader)?;
            let is_after = frozen.members.last().is_none_or(|last| *last < member);
            if !is_after || !(1..=LISTED_MAX).contains(&list.len()) {
                return Err(malformed());
            }
            frozen.members.push(member);
            frozen
                .list_begins
                .push(u32::try_from(listed.len()).map_err(|_| malformed())?);
            listed.extend(list);
        }
        frozen.turn(listed);
        Ok(frozen)
    }
}

fn part<'a>(of: &'a [u32], begins: &[u32], place: u32) -> &'a [u32] {
    let place = index(place);
    let ends = (begins.get(place), begins.get(place.saturating_add(1)));
    let (Some(begin), Some(end)) = ends else {
        return &[];
    };
    of.get(index(*begin)..index(*end)).unwrap_or(&[])
}

/// Places are less than 2^32: there are no more members.
pub(super) fn count(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

pub(super) fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
