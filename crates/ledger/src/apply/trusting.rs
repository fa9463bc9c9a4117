//! Who met whom, and the quarterly trust cut (GOVERNANCE §1, ADR-0023).

use core::num::NonZeroUsize;

use super::{Context, welcoming};
use crate::change::{Change, TrustChange};
use crate::graph::Graph;
use crate::ids::{EntryIndex, MemberNumber, RoundNumber};
use crate::member::Standing;
use crate::rejection::Rejection;
use crate::sortition::{Beacon, Draw, Purpose, Receipt, Stratum};
use crate::state::State;
use crate::trust::{self, AUDITED_LEAST, FrozenTies, MEETINGS, Meeting, Ranking, VouchAnswer, Way};

/// One seed in so many is another one each quarter.
const FRESH_DIVISOR: u32 = 4;

/// Says that one met somebody. With the second such word they are verified, and above the cut.
pub(super) fn attest(
    ctx: &Context<'_>,
    to: MemberNumber,
    way: Way,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    ctx.needs(Standing::Member)?;
    let state = ctx.state;
    if !state.has_trust_cut() {
        return Err(Rejection::NoTrustCut);
    }
    welcoming::check_may_vouch(ctx)?;
    let by = ctx.member();
    if to == by {
        return Err(Rejection::MetOneself);
    }
    let person = state.find_member(to).ok_or(Rejection::MemberNotFound)?;
    if person.left_ms.is_some() {
        return Err(Rejection::MemberLeft);
    }
    if !state.is_verified(by) {
        return Err(Rejection::NotVerified);
    }
    if state.is_verified(to) {
        return Err(Rejection::VerifiedAlready);
    }
    let met = state.trust.met_by(to);
    if met.iter().any(|it| it.by == by) {
        return Err(Rejection::MetAlready);
    }
    let in_round = state.trust.met_in.get(&by);
    let count = in_round
        .filter(|it| it.0 == state.round)
        .map_or(0, |it| it.1);
    if count >= state.charter.meetings_per_round {
        return Err(Rejection::MeetingLimit);
    }
    changes.push(Change::Trust(TrustChange::PersonMet {
        member: to,
        meeting: Meeting { by, way },
    }));
    let is_verified = met.len().saturating_add(1) >= MEETINGS;
    if is_verified && state.trust.notices.contains_key(&to) {
        changes.push(Change::Trust(TrustChange::Lifted { member: to }));
    }
    Ok(())
}

/// Accepts the vouch of `from`, given in `round`, for `to`; who is below the cut may be lifted by it.
pub(super) fn accepted(
    ctx: &Context<'_>,
    from: MemberNumber,
    to: MemberNumber,
    round: Option<RoundNumber>,
    changes: &mut Vec<Change>,
) {
    changes.push(Change::Trust(TrustChange::VouchAnswered {
        from,
        to,
        answer: VouchAnswer::Accepted,
    }));
    let book = &ctx.state.trust;
    let (Some(notice), Some(ranking)) = (book.notices.get(&to), book.ranking()) else {
        return;
    };
    // Only the word of who is above the cut lifts: a crowd below it cannot lift itself.
    let is_above = ctx.state.standing(from, ctx.time_ms) == Standing::Member
        && !book.notices.contains_key(&from);
    let is_new = round.is_some_and(|it| it >= ranking.from) && !notice.vouchers.contains(&from);
    if !is_above || !is_new {
        return;
    }
    let count = notice.vouchers.len().saturating_add(1);
    let change = if count >= usize::from(ctx.state.charter.trust_vouches) {
        TrustChange::Lifted { member: to }
    } else {
        TrustChange::VouchCounted { member: to, from }
    };
    changes.push(Change::Trust(change));
}

/// Where a quarter begins: freezes what trust walks over, or ends the cut where there is none any more.
pub(super) fn at_round_close(
    state: &State,
    round: RoundNumber,
    due_ms: u64,
    time_ms: u64,
) -> Option<Change> {
    let next = RoundNumber(round.0.saturating_add(1));
    if next.quarter() == round.quarter() {
        return None;
    }
    let people = state.count_members(due_ms);
    if !state.has_trust_cut() || people < state.charter.trust_members {
        let is_on = state.trust.ranking().is_some();
        return is_on.then_some(Change::Trust(TrustChange::Ended));
    }
    let ties = ties(state);
    let joined = u32::try_from(state.members.len()).unwrap_or(u32::MAX);
    let graph = Graph::new(joined, || ties.iter().copied());
    let verified = state.numbered_members().map(|it| it.0);
    let verified = verified.filter(|it| graph.degree(it.0) > 0 && state.is_verified(*it));
    let frozen = FrozenTies {
        quarter: next.quarter(),
        from: next,
        people,
        joined,
        verified: verified.collect(),
        ties,
        // From the entry, so that what decides the lot comes after everything that it is drawn from.
        draws_ms: time_ms.saturating_add(state.charter.tick_ms),
    };
    Some(Change::Trust(TrustChange::TiesFrozen {
        frozen: Box::new(frozen),
    }))
}

/// Returns the accepted vouches between people who are here.
fn ties(state: &State) -> Vec<(u32, u32)> {
    let is_here = |it: MemberNumber| {
        let found = state.find_member(it);
        found.is_some_and(|it| it.left_ms.is_none())
    };
    let answers = state.trust.answers.iter();
    let accepted = answers.filter(|it| *it.1 == VouchAnswer::Accepted);
    accepted
        .map(|((to, from), _)| (*from, *to))
        .filter(|(from, to)| is_here(*from) && is_here(*to))
        .map(|(from, to)| (from.0, to.0))
        .collect()
}

/// Draws seeds and audited by the root of the log so far, and lets trust walk.
pub(super) fn draw(state: &State, time_ms: u64) -> Vec<Change> {
    let Some(frozen) = &state.trust.frozen else {
        return Vec::new();
    };
    let graph = Graph::new(frozen.joined, || frozen.ties.iter().copied());
    let (kept, fresh) = seeds(state, frozen);
    let mut seeds = kept.seated();
    seeds.extend(fresh.seated());
    seeds.sort_unstable();
    // A walk of ten million people takes seconds on one processor; a replica has no more to give it
    // while it decides an entry.
    let walked = trust::rank(&graph, &seeds, frozen.people, NonZeroUsize::MIN);
    let others = frozen.verified.iter().copied();
    let others = others.filter(|it| seeds.binary_search(it).is_err());
    let others: Vec<_> = others.collect();
    let audited = lot(
        state,
        frozen,
        Purpose::Audited,
        &others,
        state.charter.trust_audited,
    );
    let scores: Vec<_> = audited
        .seated()
        .into_iter()
        .map(|it| walked.of(it))
        .collect();
    let cut = (scores.len() >= AUDITED_LEAST).then(|| trust::cut(scores));
    let tied = (1..=frozen.joined).filter(|it| graph.degree(*it) > 0);
    let median = trust::median(tied.map(|it| walked.of(MemberNumber(it))).collect());
    let ranking = Ranking {
        quarter: frozen.quarter,
        from: frozen.from,
        kept,
        fresh,
        audited,
        cut,
        median,
        scores: walked.scores,
    };
    let notice_ms = state.charter.ticks_ms(state.charter.trust_notice_ticks);
    vec![Change::Trust(TrustChange::Ranked {
        below: below(state, &ranking),
        until_ms: time_ms.saturating_add(notice_ms),
        ranking: Box::new(ranking),
    })]
}

/// Returns who is below the cut: whoever has the vouches of an associate, was there when the ties were
/// frozen, and was not met.
fn below(state: &State, ranking: &Ranking) -> Vec<MemberNumber> {
    let is_below = |(number, member): &(MemberNumber, &crate::member::Member)| {
        let score = ranking.score(*number);
        member.left_ms.is_none()
            && member.associate_since_ms.is_some()
            && score.is_some_and(|it| ranking.is_below(it))
            && !state.is_verified(*number)
    };
    let below = state.numbered_members().filter(is_below);
    below.map(|it| it.0).collect()
}

/// Draws the seeds: three quarters of those who were, as far as others are there to take their places.
fn seeds(state: &State, frozen: &FrozenTies) -> (Receipt, Receipt) {
    let charter = &state.charter;
    let wanted = trust::seeds_among(
        frozen.people,
        charter.trust_seeds_least..=charter.trust_seeds_most,
    );
    let before = state
        .trust
        .ranking()
        .map(Ranking::seeds)
        .unwrap_or_default();
    let (former, others): (Vec<_>, Vec<_>) = frozen
        .verified
        .iter()
        .partition(|it| before.binary_search(it).is_ok());
    let count = |of: &[MemberNumber]| u32::try_from(of.len()).unwrap_or(u32::MAX);
    let missing = wanted.saturating_sub(count(&former));
    let fresh = wanted
        .div_ceil(FRESH_DIVISOR)
        .max(missing)
        .min(count(&others));
    let kept = wanted.saturating_sub(fresh);
    (
        lot(state, frozen, Purpose::SeedsKept, &former, kept),
        lot(state, frozen, Purpose::Seeds, &others, fresh),
    )
}

fn lot(
    state: &State,
    frozen: &FrozenTies,
    purpose: Purpose,
    candidates: &[MemberNumber],
    seats: u32,
) -> Receipt {
    let draw = Draw {
        purpose,
        id: frozen.quarter.0.into(),
        beacon: Beacon {
            index: EntryIndex(state.log.size()),
            hash: state.log.root(),
        },
        seats,
        alternates_each: 0,
    };
    draw.hold(candidates.iter().map(|it| (*it, Stratum(0))))
}

/// Ends the time of those who are still below the cut.
pub(super) fn notice_ends(state: &State, due_ms: u64) -> Vec<Change> {
    let notices = state.trust.notices.iter();
    let over = notices.filter(|(member, notice)| {
        let found = state.find_member(**member);
        notice.until_ms <= due_ms && found.is_some_and(|it| !it.is_below_cut)
    });
    let members: Vec<_> = over.map(|it| *it.0).collect();
    if members.is_empty() {
        return Vec::new();
    }
    vec![Change::Trust(TrustChange::Fell { members })]
}
