//! Proposals: their stages, their ballots and the count.

use std::collections::BTreeSet;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::challenge::{Challenge, ChallengeNumber};
use crate::charter::{Class, Curve, TrackName};
use crate::ids::{Digest, JuryId, MemberNumber, ProposalId};
use crate::operation::Payload;
use crate::panel::Panel;
use crate::ranks::ones;
use crate::roadmap::RankedVote;
use crate::sortition::Stratum;

mod carrying;
mod count;
mod delegates;
mod member_map;
mod snapshot;

use carrying::Heard;

pub use carrying::Carrying;
pub use count::{Ballot, Carried, Count, StewardTally, Tally};
pub use delegates::Delegates;
pub use member_map::MemberMap;
pub(crate) use snapshot::reaches;
pub use snapshot::{MemberSet, Snapshot, StewardsSay};

/// Why a proposal failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Failure {
    /// Not enough sponsors in time.
    Sponsors = 0,
    /// Not enough of the electorate voted yes.
    Support = 1,
    /// Not enough of those who chose a side voted yes.
    Approval = 2,
    /// Too many voted no with veto.
    Veto = 3,
    /// When it was to be enacted, the policy had changed so that it no longer fits.
    Conflict = 4,
    /// Too little of the stewards' weight that chose a side was for it.
    Stewards = 5,
    /// The stewards' chamber used its veto.
    StewardsVeto = 6,
    /// Moving thresholds were met at the close, but not for the whole confirm time.
    Unconfirmed = 7,
    /// A jury found that it contradicts the bill of rights.
    Rights = 8,
    /// Fewer than two items: there was nothing to rank.
    TooFewItems = 20,
    /// Class I did not consent to a change of its own terms.
    Consent = 40,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Stage {
    /// Collects sponsors; may open from `opens_ms`, fails at `expires_ms`.
    Draft {
        /// Earliest opening.
        opens_ms: u64,
        /// When it fails for want of sponsors.
        expires_ms: u64,
    } = 0,
    /// Ballots are cast until `closes_ms`; where thresholds move it may pass before.
    Open {
        /// The close.
        closes_ms: u64,
    } = 1,
    /// Decided; may be challenged until `until_ms`.
    Confirming {
        /// End of the window.
        until_ms: u64,
    } = 2,
    /// Waits to be enacted at `until_ms`.
    Timelock {
        /// The enactment.
        until_ms: u64,
    } = 3,
    /// In force.
    Enacted = 4,
    /// Failed.
    Failed(Failure) = 5,
    /// Taken back by its author.
    Withdrawn = 6,
    /// Passed its first reading; the second may open from `opens_ms`.
    BetweenReadings {
        /// Earliest opening of the second reading.
        opens_ms: u64,
    } = 7,
    /// Passed with little turnout: a panel is drawn at `draws_ms` and answers until `until_ms`.
    Panel {
        /// The drawing.
        draws_ms: u64,
        /// The end.
        until_ms: u64,
    } = 8,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Proposal {
    /// Its number.
    pub id: ProposalId,
    /// Who filed it.
    pub author: MemberNumber,
    /// When, in milliseconds.
    pub filed_ms: u64,
    /// What it changes.
    pub payload: Payload,
    /// Digest of its words.
    pub text: Digest,
    /// Its class, fixed at filing.
    pub class: Class,
    /// The track that it runs on, fixed at filing.
    pub track: TrackName,
    /// Whether something on the same matter failed not long ago.
    pub is_retry: bool,
    /// Who supports putting it to the vote.
    pub sponsors: BTreeSet<MemberNumber>,
    /// How many sponsors it needs, fixed at filing.
    pub sponsors_needed: u32,
    /// Who signs for it to be voted on at once; emptied when it opens.
    pub petitioners: BTreeSet<MemberNumber>,
    /// How many make a petition, fixed at filing; zero: its class has none.
    pub petition_needed: u32,
    /// When a petition forced the vote, in milliseconds.
    pub petitioned_ms: Option<u64>,
    /// The jury of level 3 that put it to the vote, so that it needs no sponsors.
    pub bench: Option<JuryId>,
    /// Who says that it contradicts a right, in order.
    pub challenges: Vec<Challenge>,
    /// Where it stands.
    pub stage: Stage,
    /// Every stage it entered and when, in milliseconds.
    pub history: Vec<(Stage, u64)>,
    /// Frozen at the last opening.
    pub snapshot: Option<Snapshot>,
    /// The last ballot of each voter; emptied when the vote is over.
    pub ballots: MemberMap<Ballot>,
    /// The count of `ballots`; stays.
    pub tally: Tally,
    /// The weight behind `ballots`; stays.
    pub stewards: StewardTally,
    /// Who is carried by `ballots`: follows from them, so that it is not on the record.
    #[borsh(skip)]
    pub carrying: Carrying,
    /// Where thresholds move: from when both are met without a break, in milliseconds. Ahead if
    /// they will be by falling to where the count stands.
    pub met_ms: Option<u64>,
    /// Whether a late swing has extended the vote.
    pub is_extended: bool,
    /// The panel that it was put to.
    pub panel: Option<Panel>,
    /// The count of each reading that is over.
    pub counts: Vec<Count>,
    /// The items of a roadmap, and how they are ranked.
    pub ranked: Option<Box<RankedVote>>,
}

impl Proposal {
    /// Says whether it can still change anything.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.stage {
            Stage::Draft { .. }
            | Stage::Open { .. }
            | Stage::Confirming { .. }
            | Stage::Timelock { .. }
            | Stage::BetweenReadings { .. }
            | Stage::Panel { .. } => true,
            Stage::Enacted | Stage::Failed(_) | Stage::Withdrawn => false,
        }
    }

    /// Says whether enough members sponsor it, or a bench does.
    #[must_use]
    pub fn is_sponsored(&self) -> bool {
        self.bench.is_some()
            || u32::try_from(self.sponsors.len()).unwrap_or(u32::MAX) >= self.sponsors_needed
    }

    /// Returns the challenge of this number.
    #[must_use]
    pub fn find_challenge(&self, number: ChallengeNumber) -> Option<&Challenge> {
        self.challenges.get(usize::from(number.0).checked_sub(1)?)
    }

    /// Says whether `member` stands behind one of its challenges.
    #[must_use]
    pub fn supports_challenge(&self, member: MemberNumber) -> bool {
        let mut challenges = self.challenges.iter();
        challenges.any(|it| it.supporters.contains(&member))
    }

    pub(crate) fn challenge_mut(&mut self, number: ChallengeNumber) -> Option<&mut Challenge> {
        let place = usize::from(number.0).checked_sub(1)?;
        self.challenges.get_mut(place)
    }

    /// Says whether the vote is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    /// Says whether its vote counts among those that a track has at once.
    pub(crate) fn takes_a_place(&self) -> bool {
        let ranked = self.ranked.as_deref();
        self.petitioned_ms.is_none() && !ranked.is_some_and(|it| it.is_insisting)
    }

    /// Says whether its ballots are still needed: the vote is open, or may go on.
    pub(crate) fn holds_ballots(&self) -> bool {
        matches!(self.stage, Stage::Open { .. } | Stage::Panel { .. })
    }

    /// Says whether the stewards can send it back, now or in a moment: their weights are needed.
    pub(crate) fn holds_weights(&self) -> bool {
        let is_counted = matches!(
            self.stage,
            Stage::Panel { .. } | Stage::Confirming { .. } | Stage::Timelock { .. }
        );
        let ranked = self.ranked.as_deref();
        is_counted && ranked.is_some_and(RankedVote::can_be_sent_back)
    }

    /// Returns everybody who could vote, with the stratum that a panel is drawn by: in which quarter
    /// of all numbers they joined, whether they weigh something in the stewards' chamber, and
    /// whether they voted. All of it stands since the close.
    pub fn stratified(&self) -> impl Iterator<Item = (MemberNumber, Stratum)> + Clone {
        let snapshot = self.snapshot.as_ref();
        let quarter = snapshot.map_or(1, |it| it.voters.numbers().div_ceil(4).max(1));
        let ends = [1, 2, 3].map(|it| quarter.saturating_mul(it));
        snapshot.into_iter().flat_map(move |snapshot| {
            snapshot.voters.pages().flat_map(move |(first, voters)| {
                let (weigh, voted) = (snapshot.weights.holds(first), self.ballots.holds(first));
                ones(voters).map(move |bit| {
                    let number = first.0.saturating_add(bit);
                    let past = |end: u32| u8::from(number >= end);
                    let joined = ends.map(past).into_iter().fold(0, u8::saturating_add);
                    let has = |page: u64| u8::from(page >> bit & 1 == 1);
                    let stratum = joined << 2 | has(weigh) << 1 | has(voted);
                    (MemberNumber(number), Stratum(stratum))
                })
            })
        })
    }

    /// Returns the number of the reading that is or was voted on last, from 1.
    #[must_use]
    pub fn reading(&self) -> usize {
        self.counts
            .len()
            .saturating_add(usize::from(self.is_open()))
    }

    /// Returns the count as it stands, or as it stood when the last vote ended.
    #[must_use]
    pub fn count(&self) -> Count {
        if self.is_open() {
            Count {
                direct: self.tally,
                carried: self.carrying.carried(),
                stewards: self.stewards.plus(self.carrying.stewards()),
            }
        } else {
            self.counts.last().copied().unwrap_or_default()
        }
    }

    /// Returns the count as it would stand with one ballot more, if the vote closed at `closes_ms`:
    /// when it does, or later.
    #[must_use]
    pub fn count_with(&self, member: MemberNumber, ballot: Ballot, closes_ms: u64) -> Count {
        let Some(snapshot) = &self.snapshot else {
            return Count::default();
        };
        let before = self.ballots.get(member).map(|it| it.choice);
        let weight = snapshot.weights.get(member);
        let heard = self.heard(snapshot, Some((member, ballot)), closes_ms);
        let step = self.carrying.step(&snapshot.delegations, &heard);
        let (carried, stewards) = self.carrying.after(&step);
        Count {
            direct: self.tally.with(before, ballot.choice),
            carried,
            stewards: self
                .stewards
                .replaced(before, ballot.choice, weight)
                .plus(stewards),
        }
    }

    /// Counts anew, from nothing but the ballots and what was frozen: what [`Self::count`] keeps.
    #[must_use]
    pub fn count_anew(&self) -> Count {
        let (Stage::Open { closes_ms }, Some(snapshot)) = (self.stage, &self.snapshot) else {
            return self.count();
        };
        let mut count = Count::default();
        let mut weights = snapshot.weights.iter().peekable();
        for (member, ballot) in self.ballots.iter() {
            while weights.next_if(|it| it.0 < member).is_some() {}
            let weight = weights.next_if(|it| it.0 == member).map_or(0, |it| it.1);
            count.direct = count.direct.with(None, ballot.choice);
            count.stewards = count.stewards.replaced(None, ballot.choice, weight);
        }
        let carrying = self.carrying_anew(snapshot, closes_ms);
        count.carried = carrying.carried();
        count.stewards = count.stewards.plus(carrying.stewards());
        count
    }

    /// Makes anew what is not on the record.
    pub(crate) fn derive(&mut self) {
        let closes_ms = match (self.stage, &self.panel) {
            (Stage::Open { closes_ms }, _) => Some(closes_ms),
            (Stage::Panel { .. }, Some(panel)) => Some(panel.closed_ms),
            _ => None,
        };
        self.carrying = match (closes_ms, &self.snapshot) {
            (Some(closes_ms), Some(snapshot)) => self.carrying_anew(snapshot, closes_ms),
            _ => Carrying::default(),
        };
    }

    fn carrying_anew(&self, snapshot: &Snapshot, closes_ms: u64) -> Carrying {
        Carrying::counted(snapshot, &self.ballots, closes_ms)
    }

    /// Takes a ballot into the count.
    pub(crate) fn cast(&mut self, member: MemberNumber, ballot: Ballot) {
        let (Stage::Open { closes_ms }, Some(snapshot)) = (self.stage, &self.snapshot) else {
            return;
        };
        let named = &snapshot.delegations;
        let heard = self.heard(snapshot, Some((member, ballot)), closes_ms);
        let step = self.carrying.step(named, &heard);
        self.carrying.take(step);
        if let Some(place) = snapshot.delegations.delegate_place_of(member) {
            self.carrying.note_late(place);
        }
        let weight = snapshot.weights.get(member);
        let before = self.ballots.insert(member, ballot).map(|it| it.choice);
        self.tally = self.tally.with(before, ballot.choice);
        self.stewards = self.stewards.replaced(before, ballot.choice, weight);
    }

    /// Counts as for a close at `closes_ms`, later than that of its stage: ballots of delegates that
    /// came too late to be carried may now be.
    pub(crate) fn close_later(&mut self, closes_ms: u64) {
        let Some(snapshot) = &self.snapshot else {
            return;
        };
        let heard = self.heard(snapshot, None, closes_ms);
        let step = self.carrying.step(&snapshot.delegations, &heard);
        self.carrying.take(step);
    }

    /// Makes a vote go on that a panel blocked, until `closes_ms`: it now needs more approval, and
    /// what moved stands where it would have ended.
    pub(crate) fn go_on(&mut self, closes_ms: u64) {
        self.close_later(closes_ms);
        self.counts.pop();
        if let Some(ranked) = self.ranked.as_deref_mut()
            && !ranked.is_insisting
        {
            // Who ranked has not said yet whether the order is to stand: all are asked that.
            ranked.is_insisting = true;
            self.ballots = MemberMap::default();
            self.tally = Tally::default();
            self.stewards = StewardTally::default();
            self.carrying = Carrying::counted_or_none(self.snapshot.as_ref(), closes_ms);
        }
        if let Some(snapshot) = &mut self.snapshot {
            let track = &mut snapshot.track;
            let approval = track.approval.to.max(snapshot.panel.more_approval);
            track.approval = Curve::fixed(approval.0);
            track.support = Curve::fixed(track.support.to.0);
        }
    }

    /// Returns who is heard with the ballot `cast`, and with a close at `closes_ms`.
    fn heard(
        &self,
        snapshot: &Snapshot,
        cast: Option<(MemberNumber, Ballot)>,
        closes_ms: u64,
    ) -> Heard {
        let named = &snapshot.delegations;
        let locks_ms = snapshot.locks_ms(closes_ms);
        let mut delegates = Vec::new();
        if self.stage != (Stage::Open { closes_ms }) {
            for place in self.carrying.late() {
                let ballot = named.delegate_at(place).and_then(|it| self.ballots.get(it));
                let is_heard = |it: &&Ballot| it.cast_ms < locks_ms;
                delegates.extend(ballot.filter(is_heard).map(|it| (place, it.choice)));
            }
        }
        if let Some((member, ballot)) = cast
            && let Some(place) = snapshot.delegations.delegate_place_of(member)
        {
            delegates.retain(|it| it.0 != place);
            if ballot.cast_ms < locks_ms {
                delegates.push((place, ballot.choice));
            }
        }
        delegates.sort_unstable_by_key(|it| it.0);
        Heard {
            in_person: cast.and_then(|(member, _)| named.place_of(member)),
            delegates,
        }
    }

    /// Returns when it passes by moving thresholds if no ballot comes, in milliseconds.
    #[must_use]
    pub fn passes_ms(&self) -> Option<u64> {
        let (Stage::Open { closes_ms }, Some(snapshot)) = (self.stage, &self.snapshot) else {
            return None;
        };
        let passes_ms = self.met_ms?.saturating_add(snapshot.confirm_ms);
        (passes_ms <= closes_ms).then_some(passes_ms)
    }
}
