//! Elections: standing, sponsoring, ranking, and what comes by itself (GOVERNANCE §2 J, §3, §10;
//! ADR-0015).

use std::collections::BTreeSet;

use super::{Context, welcoming};
use crate::change::Change;
use crate::election::{self, Counted, Election, ElectionStage, Poll};
use crate::ids::{Digest, ElectionId, EntryIndex, MemberNumber};
use crate::member::Standing;
use crate::office::{GivenBy, Office, Seat};
use crate::rejection::Rejection;
use crate::sortition::Beacon;
use crate::state::State;

/// Fills and calls, when a round closes: a seat that is free goes to the runner-up of the last
/// election, if there was one within a term; what is still free, or will be, is elected.
pub(super) fn at_round_close(state: &State, due_ms: u64) -> Vec<Change> {
    let charter = &state.charter;
    if state.count_members(due_ms) < charter.elections_from {
        return Vec::new();
    }
    let mut changes = Vec::new();
    // Nobody succeeds into two offices at once.
    let mut taken = BTreeSet::new();
    let mut next = u32::try_from(state.elections.len()).unwrap_or(u32::MAX);
    for office in Office::ALL {
        let is_running = |it: &Election| it.office == office && it.stage.is_live();
        if charter.seats_of(office) == 0 || state.elections.iter().any(is_running) {
            continue;
        }
        let successors = successors(state, office, due_ms, &taken);
        let ends_by_ms = call_horizon_ms(state, due_ms);
        let staying = successors.iter().filter(|it| it.until_ms > ends_by_ms);
        let staying = u16::try_from(staying.count()).unwrap_or(u16::MAX);
        let seats = free_after(state, office, ends_by_ms).saturating_sub(staying);
        for seat in successors {
            taken.insert(seat.member);
            changes.push(Change::SeatTaken { seat });
        }
        if seats > 0 {
            next = next.saturating_add(1);
            let election = call(state, ElectionId(next), office, seats, due_ms);
            changes.push(Change::ElectionCalled {
                election: Box::new(election),
            });
        }
    }
    changes
}

/// From the call to the seats, at the earliest.
fn lead_ticks(state: &State) -> u32 {
    let charter = &state.charter;
    charter
        .nomination_ticks
        .saturating_add(charter.ballot_ticks)
        .saturating_add(1)
        .saturating_add(charter.taking_ticks)
}

/// Seats that end by then are elected now: an election called at the next close would come too late.
fn call_horizon_ms(state: &State, due_ms: u64) -> u64 {
    let charter = &state.charter;
    due_ms
        .saturating_add(charter.ticks_ms(lead_ticks(state)))
        .saturating_add(charter.round_ms())
        .saturating_sub(1)
}

fn call(state: &State, id: ElectionId, office: Office, seats: u16, due_ms: u64) -> Election {
    let charter = &state.charter;
    Election {
        id,
        office,
        seats,
        called_ms: due_ms,
        takes_from_ms: due_ms.saturating_add(charter.ticks_ms(lead_ticks(state))),
        ends_by_ms: call_horizon_ms(state, due_ms),
        sponsors_needed: charter.nomination_sponsors_needed(state.count_members(due_ms)),
        nominations: std::collections::BTreeMap::new(),
        stage: ElectionStage::Nominating {
            closes_ms: due_ms.saturating_add(charter.ticks_ms(charter.nomination_ticks)),
        },
        poll: None,
        counted: None,
    }
}

/// Returns how many seats of `office` nobody holds beyond `at_ms`.
fn free_after(state: &State, office: Office, at_ms: u64) -> u16 {
    let held = state
        .seats
        .iter()
        .filter(|it| it.office == office && it.is_held(at_ms))
        .count();
    let seats = state.charter.seats_of(office);
    seats.saturating_sub(u16::try_from(held).unwrap_or(u16::MAX))
}

/// Says whether somebody elected can take a seat: here, a member, willing, in no office.
fn can_serve(state: &State, election: &Election, member: MemberNumber, at_ms: u64) -> bool {
    let is_here = state
        .find_member(member)
        .is_some_and(|it| it.left_ms.is_none());
    is_here
        && state.standing(member, at_ms) >= Standing::Member
        && election.stands(member)
        && !Office::ALL
            .into_iter()
            .any(|office| state.holds(member, office, at_ms))
}

/// Returns the runners-up who take the seats that are free now.
fn successors(
    state: &State,
    office: Office,
    due_ms: u64,
    taken: &BTreeSet<MemberNumber>,
) -> Vec<Seat> {
    let term_ms = state.charter.term_ms();
    let last = state.elections.iter().rev().find(|it| {
        let is_recent = match it.stage {
            ElectionStage::Taken { since_ms } => due_ms < since_ms.saturating_add(term_ms),
            ElectionStage::Nominating { .. }
            | ElectionStage::Voting { .. }
            | ElectionStage::Taking { .. }
            | ElectionStage::Void => false,
        };
        it.office == office && is_recent
    });
    let Some((election, counted)) = last.and_then(|it| Some((it, it.counted.as_ref()?))) else {
        return Vec::new();
    };
    let runners_up = counted.succession.iter().copied().filter(|it| {
        !counted.seated.contains(it)
            && !taken.contains(it)
            && can_serve(state, election, *it, due_ms)
    });
    let free = usize::from(free_after(state, office, due_ms));
    let members: Vec<MemberNumber> = runners_up.take(free).collect();
    seats(state, election, &members, due_ms)
}

/// Gives `members` seats from `since_ms` on, the longest terms first.
fn seats(state: &State, election: &Election, members: &[MemberNumber], since_ms: u64) -> Vec<Seat> {
    let ends = ends(state, election.office, since_ms, members.len());
    let seat = |(member, until_ms): (&MemberNumber, u64)| Seat {
        office: election.office,
        member: *member,
        by: GivenBy::Election(election.id),
        since_ms,
        until_ms,
    };
    members.iter().zip(ends).map(seat).collect()
}

/// Returns until when `count` new seats are held. The team's end with its mandate, or after a term.
/// Of the others a part ends each term: each new seat ends with the part that has the fewest, of
/// several the last.
fn ends(state: &State, office: Office, since_ms: u64, count: usize) -> Vec<u64> {
    let term_ms = state.charter.term_ms();
    if office == Office::Team {
        let mandate = state.mandate.as_ref().map(|it| it.until_ms);
        let until_ms = mandate.filter(|until_ms| *until_ms > since_ms);
        let until_ms = until_ms.unwrap_or(since_ms.saturating_add(term_ms));
        return vec![until_ms; count];
    }
    let first = state.elections.iter().find_map(|it| match it.stage {
        ElectionStage::Taken { since_ms } if it.office == office => Some(since_ms),
        ElectionStage::Nominating { .. }
        | ElectionStage::Voting { .. }
        | ElectionStage::Taking { .. }
        | ElectionStage::Taken { .. }
        | ElectionStage::Void => None,
    });
    let first_ms = first.unwrap_or(since_ms);
    // Years are counted from the first election; a seat taken within half a term of a turn of the
    // year belongs to the year that begins there.
    let passed = since_ms
        .saturating_sub(first_ms)
        .saturating_add(term_ms >> 1)
        .checked_div(term_ms)
        .unwrap_or(0);
    let turn =
        |years: u64| first_ms.saturating_add(term_ms.saturating_mul(passed.saturating_add(years)));
    let held = state
        .seats
        .iter()
        .filter(|it| it.office == office && it.is_held(since_ms));
    let held: Vec<u64> = held.map(|it| it.until_ms).collect();
    let mut parts: Vec<(usize, u64)> = (1..=u64::from(state.charter.term_parts))
        .map(|years| {
            // Somebody appointed ends when they end; they count for the turn that comes next.
            let within = |until_ms: &&u64| {
                **until_ms > turn(years.saturating_sub(1)) && **until_ms <= turn(years)
            };
            (held.iter().filter(within).count(), turn(years))
        })
        .collect();
    let mut ends = Vec::with_capacity(count);
    for _ in 0..count {
        let fewest = parts
            .iter_mut()
            .min_by_key(|(seats, end_ms)| (*seats, core::cmp::Reverse(*end_ms)));
        if let Some((seats, end_ms)) = fewest {
            *seats = seats.saturating_add(1);
            ends.push(*end_ms);
        }
    }
    ends.sort_unstable_by(|one, other| other.cmp(one));
    ends
}

/// Opens the ballots. Where nobody has enough sponsors, nominations stay open as long again; where
/// no seat is free any more, it is over.
pub(super) fn close_nominations(
    state: &State,
    election: &Election,
    due_ms: u64,
    time_ms: u64,
) -> Vec<Change> {
    let charter = &state.charter;
    let id = election.id;
    let seats = free_after(state, election.office, election.ends_by_ms);
    if seats == 0 {
        return vec![enter(id, ElectionStage::Void)];
    }
    let mut candidates = election.sponsored();
    candidates.retain(|it| {
        let is_here = |member: &crate::member::Member| member.left_ms.is_none();
        state.find_member(*it).is_some_and(is_here)
    });
    if candidates.is_empty() {
        let closes_ms = due_ms.saturating_add(charter.ticks_ms(charter.nomination_ticks));
        return vec![enter(id, ElectionStage::Nominating { closes_ms })];
    }
    // From the entry, so that nobody's time to vote is cut.
    let closes_ms = time_ms.saturating_add(charter.ticks_ms(charter.ballot_ticks));
    let (voters, electorate) = state.roll.voters(charter, time_ms, None, &[]);
    vec![Change::ElectionOpened {
        election: id,
        seats,
        poll: Box::new(Poll {
            opened_ms: time_ms,
            candidates,
            voters,
            electorate,
            ballots: std::collections::BTreeMap::new(),
        }),
        closes_ms,
        counts_ms: closes_ms.saturating_add(charter.ticks_ms(1)),
    }]
}

fn enter(election: ElectionId, stage: ElectionStage) -> Change {
    Change::ElectionEntered { election, stage }
}

/// Counts the ballots. Only who is still here, willing and ranked by somebody is counted.
pub(super) fn count(state: &State, election: &Election, due_ms: u64) -> Vec<Change> {
    let Some(poll) = &election.poll else {
        return Vec::new();
    };
    let id = election.id;
    let papers = election::papers(&poll.ballots);
    let ranked: BTreeSet<MemberNumber> =
        papers.iter().flat_map(|it| it.0.iter().copied()).collect();
    let candidates: Vec<MemberNumber> = poll
        .candidates
        .iter()
        .copied()
        .filter(|it| ranked.contains(it) && stays(state, election, *it, due_ms))
        .collect();
    let most = u16::try_from(candidates.len()).unwrap_or(u16::MAX);
    let seats = election.seats.min(most);
    let beacon = Beacon {
        index: EntryIndex(state.log.size()),
        hash: state.log.root(),
    };
    let Some(outcome) = election::tally(id, seats, &candidates, &papers, beacon) else {
        return vec![enter(id, ElectionStage::Void)];
    };
    let succession = election::succession(id, &outcome, &candidates, beacon);
    let charter = &state.charter;
    // Who is in office serves the term out.
    let last_end_ms = state
        .seats
        .iter()
        .filter(|it| it.office == election.office && it.until_ms <= election.ends_by_ms)
        .map(|it| it.until_ms)
        .max();
    let takes_ms = due_ms
        .saturating_add(charter.ticks_ms(charter.taking_ticks))
        .max(last_end_ms.unwrap_or(0));
    vec![Change::ElectionCounted {
        election: id,
        counted: Box::new(Counted {
            seats,
            candidates,
            papers,
            beacon,
            succession,
            seated: Vec::new(),
        }),
        takes_ms,
    }]
}

/// Says whether a candidate is still one at the count; offices are looked at when seats are taken.
fn stays(state: &State, election: &Election, member: MemberNumber, at_ms: u64) -> bool {
    let is_here = state
        .find_member(member)
        .is_some_and(|it| it.left_ms.is_none());
    is_here && election.stands(member) && state.standing(member, at_ms) >= Standing::Member
}

/// Seats the elected, and runners-up for those who cannot serve.
pub(super) fn take(state: &State, election: &Election, due_ms: u64) -> Vec<Change> {
    let Some(counted) = &election.counted else {
        return Vec::new();
    };
    let free = free_after(state, election.office, due_ms).min(counted.seats);
    let able = counted.succession.iter().copied();
    let members: Vec<MemberNumber> = able
        .filter(|it| can_serve(state, election, *it, due_ms))
        .take(usize::from(free))
        .collect();
    if members.is_empty() {
        return vec![enter(election.id, ElectionStage::Void)];
    }
    let seats = seats(state, election, &members, due_ms);
    let taken = enter(election.id, ElectionStage::Taken { since_ms: due_ms });
    let seats = seats.into_iter().map(|seat| Change::SeatTaken { seat });
    core::iter::once(taken).chain(seats).collect()
}

fn find(state: &State, id: ElectionId) -> Result<&Election, Rejection> {
    let found = state.find_election(id);
    found.ok_or(Rejection::ElectionNotFound)
}

fn nominating(state: &State, id: ElectionId) -> Result<&Election, Rejection> {
    let election = find(state, id)?;
    match election.stage {
        ElectionStage::Nominating { .. } => Ok(election),
        ElectionStage::Voting { .. }
        | ElectionStage::Taking { .. }
        | ElectionStage::Taken { .. }
        | ElectionStage::Void => Err(Rejection::NominationsClosed),
    }
}

/// Says whether `member` may stand in an election at `time_ms`.
///
/// # Errors
///
/// The rejection that standing would get.
pub fn check_nomination(
    state: &State,
    time_ms: u64,
    id: ElectionId,
    member: MemberNumber,
) -> Result<(), Rejection> {
    if state.standing(member, time_ms) < Standing::Member {
        return Err(Rejection::StandingTooLow);
    }
    let election = nominating(state, id)?;
    let stands = |it: &Election| it.stage.is_live() && it.stands(member);
    if state.elections.iter().any(stands) {
        return Err(Rejection::StandsAlready);
    }
    let is_in_office = state.seats.iter().any(|seat| {
        let ends_by_ms = if seat.office == election.office {
            election.ends_by_ms
        } else {
            election.takes_from_ms
        };
        seat.member == member && seat.is_held(ends_by_ms)
    });
    if is_in_office {
        return Err(Rejection::OfficeHeld);
    }
    Ok(())
}

pub(super) fn nominate(
    ctx: &Context<'_>,
    id: ElectionId,
    text: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let member = ctx.member();
    check_nomination(ctx.state, ctx.time_ms, id, member)?;
    changes.push(Change::Nominated {
        election: id,
        member,
        text,
    });
    Ok(())
}

pub(super) fn withdraw(
    ctx: &Context<'_>,
    id: ElectionId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let election = find(ctx.state, id)?;
    let member = ctx.member();
    if !election.stands(member) {
        return Err(Rejection::NominationNotFound);
    }
    let counted = election.counted.as_ref();
    if counted.is_some_and(|it| it.seated.contains(&member)) {
        return Err(Rejection::OfficeHeld);
    }
    changes.push(Change::NominationWithdrawn {
        election: id,
        member,
    });
    Ok(())
}

/// Says whether `member` may support at `time_ms` that `nominee` stands.
///
/// # Errors
///
/// The rejection that supporting would get.
pub fn check_nomination_support(
    state: &State,
    time_ms: u64,
    (id, nominee): (ElectionId, MemberNumber),
    member: MemberNumber,
) -> Result<(), Rejection> {
    if state.standing(member, time_ms) < Standing::Member {
        return Err(Rejection::StandingTooLow);
    }
    let election = nominating(state, id)?;
    let nomination = election.nominations.get(&nominee);
    let nomination = nomination.ok_or(Rejection::NominationNotFound)?;
    if nominee == member {
        return Err(Rejection::SponsorOneself);
    }
    if nomination.sponsors.contains(&member) {
        return Err(Rejection::SponsoredAlready);
    }
    if election.sponsored_by(member) >= usize::from(election.seats) {
        return Err(Rejection::SponsorLimit);
    }
    Ok(())
}

pub(super) fn sponsor(
    ctx: &Context<'_>,
    id: ElectionId,
    nominee: MemberNumber,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let member = ctx.member();
    check_nomination_support(ctx.state, ctx.time_ms, (id, nominee), member)?;
    changes.push(Change::NominationSponsored {
        election: id,
        nominee,
        member,
    });
    Ok(())
}

pub(super) fn rank(
    ctx: &Context<'_>,
    id: ElectionId,
    ranking: &[MemberNumber],
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let election = find(ctx.state, id)?;
    welcoming::check_may_vote(ctx)?;
    let (ElectionStage::Voting { closes_ms, .. }, Some(poll)) = (election.stage, &election.poll)
    else {
        return Err(Rejection::NotOpen);
    };
    if closes_ms <= ctx.time_ms {
        return Err(Rejection::NotOpen);
    }
    if !poll.voters.contains(ctx.member()) {
        return Err(Rejection::NotInElectorate);
    }
    if !election.is_ballot(ranking) {
        return Err(Rejection::RankingUnsound);
    }
    changes.push(Change::BallotRanked {
        election: id,
        member: ctx.member(),
        ranking: ranking.to_vec(),
    });
    Ok(())
}
