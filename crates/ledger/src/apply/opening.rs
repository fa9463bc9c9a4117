//! Opening a vote: the queue of each track, and what is frozen (GOVERNANCE §3, snapshot).

use crate::chamber::Weights;
use crate::change::Change;
use crate::charter::{Charter, Class, Track, TrackName, share_of};
use crate::ids::{BasisPoints, MemberNumber, ProposalId};
use crate::office::{Office, Seat};
use crate::operation::Payload;
use crate::panel::PanelRules;
use crate::payload::{Beneficiary, Envelope};
use crate::proposal::{Delegates, MemberSet, Proposal, Snapshot, Stage, StewardsSay};
use crate::state::{State, Timer};

/// Says whether a vote could open at `time_ms`, if there is room.
pub(super) fn may_open(proposal: &Proposal, time_ms: u64) -> bool {
    match proposal.stage {
        Stage::Draft { opens_ms, .. } => {
            opens_ms <= time_ms && (proposal.is_sponsored() || proposal.petitioned_ms.is_some())
        }
        Stage::BetweenReadings { opens_ms } => opens_ms <= time_ms,
        Stage::Open { .. }
        | Stage::Confirming { .. }
        | Stage::Timelock { .. }
        | Stage::Enacted
        | Stage::Failed(_)
        | Stage::Withdrawn
        | Stage::Panel { .. } => false,
    }
}

/// Says whether `track` has room for one more vote, the one that is `closing` aside. Votes that a
/// petition forced, and those in which members insist, take nobody's place.
pub(super) fn has_room(state: &State, track: TrackName, closing: Option<ProposalId>) -> bool {
    // Every open vote has one timer that closes it; there are fewer timers than proposals.
    let open = state.timers.iter().filter(|(_, timer)| match timer {
        Timer::VoteCloses(id) if Some(*id) != closing => state
            .find_proposal(*id)
            .is_some_and(|it| it.track == track && it.takes_a_place()),
        _ => false,
    });
    open.count() < usize::from(state.charter.tracks.get(track).at_once_max)
}

/// Opens what is due, if there is room for it or a petition forced it.
pub(super) fn open_if_due(state: &State, proposal: &Proposal, time_ms: u64) -> Option<Change> {
    let is_free = proposal.petitioned_ms.is_some() || has_room(state, proposal.track, None);
    (may_open(proposal, time_ms) && is_free).then(|| open(state, proposal, time_ms, None))
}

/// Opens the oldest that waited for the room that `closing` leaves.
pub(super) fn open_next(state: &State, closing: &Proposal, time_ms: u64) -> Option<Change> {
    let waits = |it: &&Proposal| it.track == closing.track && may_open(it, time_ms);
    let next = state.proposals.iter().find(waits)?;
    has_room(state, closing.track, Some(closing.id)).then(|| open(state, next, time_ms, None))
}

/// Opens the vote: freezes electorate, weights, delegations and thresholds. Where an act opens it,
/// `actor` is active by that act and so in the electorate, however long they were away before.
pub(super) fn open(
    state: &State,
    proposal: &Proposal,
    time_ms: u64,
    actor: Option<MemberNumber>,
) -> Change {
    let charter = &state.charter;
    let excluded = excluded(state, &proposal.payload, time_ms);
    let (voters, electorate) = state.roll.voters(charter, time_ms, actor, &excluded);
    let weights = Weights::capped(state.roll.weights(), &voters, electorate, charter);
    let asked = Asked::of(
        charter,
        proposal,
        People {
            electorate,
            members: state.count_members(time_ms),
            weight: weights.total,
        },
    );
    let length_ms = charter.ticks_ms(asked.track.voting_ticks);
    let snapshot = Snapshot {
        opened_ms: time_ms,
        length_ms,
        confirm_ms: charter.ticks_ms(asked.track.confirm_ticks),
        swing_ms: charter.ticks_ms(charter.late_swing_ticks),
        lock_ms: charter.ticks_ms(charter.delegate_lock_ticks),
        track: asked.track,
        veto: asked.veto,
        electorate,
        support_least: asked.support_least,
        panel: PanelRules::of(charter, proposal.class),
        stewards: asked.stewards,
        weights,
        readings: if proposal.class == Class::Charter {
            charter.readings
        } else {
            1
        },
        carried_max: charter.carried_floor.max(
            u32::try_from(
                u64::from(electorate)
                    .saturating_mul(charter.carried_share.0.into())
                    .checked_div(10_000)
                    .unwrap_or(0),
            )
            .unwrap_or(u32::MAX),
        ),
        delegations: delegations(state, &proposal.payload, &voters),
        voters,
    };
    Change::Opened {
        proposal: proposal.id,
        snapshot: Box::new(snapshot),
        closes_ms: time_ms.saturating_add(length_ms),
    }
}

/// Returns whom the rules exclude from a decision on themselves (GOVERNANCE §10): team members vote
/// neither on their own mandate nor on their own pay.
fn excluded(state: &State, payload: &Payload, time_ms: u64) -> Vec<MemberNumber> {
    let is_team = |seat: &&Seat| seat.office == Office::Team && seat.is_held(time_ms);
    let team = state.seats.iter().filter(is_team).map(|seat| seat.member);
    match payload {
        Payload::Mandate(mandate) => team.chain(mandate.leads.iter().copied()).collect(),
        // Out of the team's own envelope, one is paid like the other.
        Payload::Spend(spend) | Payload::Stream(spend) if spend.envelope == Envelope::Team => {
            team.collect()
        }
        Payload::Spend(spend) | Payload::Stream(spend) => team
            .filter(|it| spend.beneficiary == Beneficiary::Member(*it))
            .collect(),
        Payload::Statement
        | Payload::Moderation(_)
        | Payload::Feed(_)
        | Payload::Data(_)
        | Payload::Charter(_)
        | Payload::Existence(_)
        | Payload::Budget(_)
        | Payload::Appointment { .. }
        | Payload::Recall { .. }
        | Payload::AnotherPause
        | Payload::EndStream(_)
        | Payload::BuyShares(_)
        | Payload::Offer(_)
        | Payload::AmendOffer(_)
        | Payload::Roadmap(_) => Vec::new(),
    }
}

/// Who can be asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct People {
    /// How many may vote.
    pub(crate) electorate: u32,
    /// How many are members.
    pub(crate) members: u32,
    /// What the voters weigh together in the stewards' chamber.
    pub(crate) weight: u64,
}

/// What a charter asks of a vote: the part of a [`Snapshot`] that decides it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Times and thresholds, with what the class and a retry ask for on top.
    pub(crate) track: Track,
    /// Share of "no with veto" at which it fails.
    pub(crate) veto: BasisPoints,
    /// Yes votes needed whatever the track says.
    pub(crate) support_least: u32,
    /// What the stewards' chamber has to say.
    pub(crate) stewards: StewardsSay,
}

impl Asked {
    /// Returns what `charter` asks of `proposal`, decided by `people`.
    pub(crate) fn of(charter: &Charter, proposal: &Proposal, people: People) -> Self {
        let needs = charter.classes.get(proposal.class);
        let mut track = charter.tracks.get(proposal.track).clone();
        track.approval = track.approval.at_least(needs.members);
        let ranked = proposal.ranked.as_deref();
        if let Some(ranked) = ranked.filter(|it| it.is_insisting) {
            track.approval = track.approval.at_least(ranked.rules.insist);
        }
        if proposal.is_retry {
            track.approval = track.approval.raised(charter.retry_approval);
        }
        let floor = people.electorate.min(charter.support_floor);
        let of_members = if proposal.class == Class::Existence {
            share_of(people.members, charter.existence_members)
        } else {
            0
        };
        Self {
            track,
            veto: charter.veto,
            support_least: floor.max(of_members).max(1),
            stewards: stewards_say(charter, proposal, people.weight),
        }
    }
}

/// A chamber in which nobody weighs anything cannot be asked.
fn stewards_say(charter: &Charter, proposal: &Proposal, weight: u64) -> StewardsSay {
    let least = charter.classes.get(proposal.class).stewards;
    let is_mandate = matches!(proposal.payload, Payload::Mandate(_));
    let none = BasisPoints(0);
    if weight == 0 {
        StewardsSay::Nothing
    } else if is_mandate && charter.mandate_veto > none {
        StewardsSay::Veto(charter.mandate_veto)
    } else if least > none {
        StewardsSay::Agree(least)
    } else {
        StewardsSay::Nothing
    }
}

/// Freezes whom the voters named for what the proposal is about.
fn delegations(state: &State, payload: &Payload, voters: &MemberSet) -> Delegates {
    let Some(topic) = payload.topic() else {
        return Delegates::default();
    };
    let all = (topic, MemberNumber(0))..=(topic, MemberNumber(u32::MAX));
    let in_force = state
        .delegations
        .range(all)
        .filter(|((_, member), it)| voters.contains(*member) && state.round < it.until);
    Delegates::freeze(in_force.map(|((_, member), it)| {
        let named = it.to.iter().copied().filter(|it| voters.contains(*it));
        (*member, named)
    }))
}
