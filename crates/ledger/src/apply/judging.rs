//! Appeals, juries, verdicts (GOVERNANCE §4, levels 1 to 3; ADR-0014).

use std::collections::BTreeSet;

use super::{Context, challenging, welcoming};
use crate::change::Change;
use crate::ids::{CaseId, Digest, JuryId, MemberNumber, RoundNumber};
use crate::jury::{
    Agreement, Appeal, Case, Duty, Hearing, Jury, JuryStage, Level, Matter, OPEN_CASES_MAX,
    Outcome, Ruling, Seat, Verdict, is_heard_again,
};
use crate::policy::is_slug;
use crate::proposal::MemberSet;
use crate::rejection::Rejection;
use crate::sortition::jury_seats;
use crate::state::State;

/// How far the vouches from a party go that keep somebody off a jury.
const VOUCHES_APART: u32 = 2;

pub(super) fn appeal(
    ctx: &Context<'_>,
    appeal: &Appeal,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    if !is_slug(&appeal.rule) {
        return Err(Rejection::PayloadOutOfBounds);
    }
    let cases = &ctx.state.justice.cases;
    let is_of = |act: &Appeal| act.act == appeal.act;
    if cases.iter().any(|it| it.matter.appeal().is_some_and(is_of)) {
        return Err(Rejection::AppealedAlready);
    }
    let matter = Matter::Act(appeal.clone());
    let parties = Parties::of_act(ctx.member());
    check_open_cases(ctx, ctx.member())?;
    hear(ctx, (ctx.member(), matter, Level::First), &parties, changes)
}

/// Refuses who has as many cases before juries as one may have. What others brought is none of them.
pub(super) fn check_open_cases(
    ctx: &Context<'_>,
    appellant: MemberNumber,
) -> Result<(), Rejection> {
    let is_own = |it: &Case| match it.matter {
        Matter::Act(_) | Matter::Decision { .. } => it.appellant == appellant,
        Matter::Referral(_) => false,
    };
    let cases = ctx.state.justice.cases.iter();
    let open = cases.filter(|it| is_own(it) && it.appeal_until_ms.is_none());
    if open.count() >= OPEN_CASES_MAX {
        return Err(Rejection::AppealLimit);
    }
    Ok(())
}

/// Who stands on either side of a case.
pub(super) struct Parties {
    /// Those whom nobody may judge who knows them by vouches.
    pub near: Vec<MemberNumber>,
    /// Those who only cannot judge themselves.
    pub named: BTreeSet<MemberNumber>,
}

impl Parties {
    pub(super) fn of_act(appellant: MemberNumber) -> Self {
        Self {
            near: vec![appellant],
            named: BTreeSet::new(),
        }
    }
}

/// Files a case and calls its jury.
pub(super) fn hear(
    ctx: &Context<'_>,
    (appellant, matter, level): (MemberNumber, Matter, Level),
    parties: &Parties,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let case = Case {
        id: CaseId(next(ctx.state.justice.cases.len())),
        appellant,
        matter,
        filed_ms: ctx.time_ms,
        ruling: Ruling::Uphold,
        level,
        appeal_until_ms: None,
        juries: Vec::new(),
    };
    let jury = called(ctx.state, (&case, parties), Hearing::Deciding, ctx.time_ms)?;
    changes.push(Change::CaseFiled {
        case: Box::new(case),
    });
    changes.push(jury);
    Ok(())
}

/// Takes a ruling further: whom it went against may, the appellant or one of those who act at level 0.
/// Where fraud is to be found at level 2, the latter may also where the act stands: who is accused
/// cannot end it by appealing once.
pub(super) fn appeal_further(
    ctx: &Context<'_>,
    id: CaseId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let case = ctx.state.find_case(id).ok_or(Rejection::CaseNotFound)?;
    let has_lost = match case.ruling {
        Ruling::Uphold => case.appellant == ctx.member() || may_find_fraud(ctx, case),
        Ruling::Reverse => {
            case.appellant != ctx.member() && ctx.state.moderation.is_moderator(ctx.member())
        }
    };
    if !has_lost {
        return Err(Rejection::NotTheAppellant);
    }
    let until_ms = case.appeal_until_ms.ok_or(Rejection::CaseHeard)?;
    let level = case.level.next().filter(|_| ctx.time_ms < until_ms);
    let level = level.ok_or(Rejection::AppealOver)?;
    let raised = Case {
        level,
        ..case.clone()
    };
    let parties = Parties::of_act(case.appellant);
    let jury = called(
        ctx.state,
        (&raised, &parties),
        Hearing::Deciding,
        ctx.time_ms,
    )?;
    changes.push(Change::CaseRaised { case: id, level });
    changes.push(jury);
    Ok(())
}

fn may_find_fraud(ctx: &Context<'_>, case: &Case) -> bool {
    let appeal = case.matter.appeal();
    let is_of_fraud = appeal.is_some_and(|it| welcoming::is_of_fraud(&it.rule));
    is_of_fraud
        && case.level == Level::First
        && case.appellant != ctx.member()
        && ctx.state.moderation.is_moderator(ctx.member())
}

/// Calls a jury: freezes who may be drawn, a tick before the lot is known.
fn called(
    state: &State,
    (case, parties): (&Case, &Parties),
    hearing: Hearing,
    time_ms: u64,
) -> Result<Change, Rejection> {
    let size = case.level.size(state.moderation.jury_sizes.value);
    let found = candidates(state, (case, parties), size, time_ms);
    let (candidates, seats) = found.ok_or(Rejection::NoJury)?;
    let charter = &state.charter;
    let sealing = case
        .level
        .ticks(charter)
        .saturating_sub(charter.opening_ticks);
    let draws_ms = time_ms.saturating_add(charter.tick_ms);
    let jury = Jury {
        id: JuryId(next(state.justice.juries.len())),
        case: case.id,
        level: case.level,
        hearing,
        seats,
        sealing_ms: charter.ticks_ms(sealing),
        opening_ms: charter.ticks_ms(charter.opening_ticks),
        candidates,
        receipt: None,
        jurors: Vec::new(),
        stage: JuryStage::Called { draws_ms },
        statement: None,
    };
    Ok(Change::JuryCalled {
        jury: Box::new(jury),
    })
}

fn next(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1)
}

/// Returns who may be drawn for `case`, and how many seats they make. Where that leaves fewer than
/// three, those who served lately may be drawn as well, then those two vouches away, then those one.
fn candidates(
    state: &State,
    (case, parties): (&Case, &Parties),
    size: u32,
    time_ms: u64,
) -> Option<(MemberSet, u32)> {
    let justice = &state.justice;
    let (mut all, _) = state.roll.voters(&state.charter, time_ms, None, &[]);
    for member in parties.near.iter().chain(&parties.named) {
        all.remove(*member);
    }
    let moderators = state.moderation.moderators.value.iter();
    let sat = case.juries.iter().filter_map(|id| state.find_jury(*id));
    let sat = sat.flat_map(|jury| jury.jurors.iter().map(|it| &it.member));
    for member in moderators.chain(sat).chain(&justice.declined) {
        all.remove(*member);
    }
    let rests = || justice.resting.iter().filter(|it| *it.1 > state.round);
    let near = |apart: u32| {
        let parties = parties.near.iter();
        parties.flat_map(move |it| within(state, *it, apart))
    };
    let steps = [
        (VOUCHES_APART, true),
        (VOUCHES_APART, false),
        (VOUCHES_APART.saturating_sub(1), false),
        (0, false),
    ];
    steps.into_iter().find_map(|(apart, is_rested)| {
        let mut left = all.clone();
        for member in near(apart) {
            left.remove(member);
        }
        for (member, _) in rests().filter(|_| is_rested) {
            left.remove(*member);
        }
        let seats = jury_seats(size, left.len())?;
        Some((left, seats))
    })
}

/// Returns `party` and everybody at most `apart` vouches away, in either direction.
pub(super) fn within(state: &State, party: MemberNumber, apart: u32) -> BTreeSet<MemberNumber> {
    let mut found = BTreeSet::from([party]);
    let mut edge = vec![party];
    for _ in 0..apart {
        let mut further = Vec::new();
        for member in edge.iter().filter_map(|it| state.find_member(*it)) {
            let given = member.vouches.iter().map(|it| it.to);
            for other in given.chain(member.vouched_by.iter().copied()) {
                if found.insert(other) {
                    further.push(other);
                }
            }
        }
        edge = further;
    }
    found
}

/// Finds the jury on which the member sits.
pub(super) fn sitting<'a>(ctx: &Context<'a>, id: JuryId) -> Result<&'a Jury, Rejection> {
    let jury = ctx.state.find_jury(id).ok_or(Rejection::JuryNotFound)?;
    jury.find_sitting(ctx.member())
        .map(|_| jury)
        .ok_or(Rejection::NotOnJury)
}

/// Seals a verdict. With the last one they are opened: nobody can come to know any before.
pub(super) fn seal(
    ctx: &Context<'_>,
    id: JuryId,
    seal: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let jury = sitting(ctx, id)?;
    if !matches!(jury.stage, JuryStage::Sealing { .. }) {
        return Err(Rejection::NotSealing);
    }
    let member = ctx.member();
    changes.push(Change::VerdictSealed {
        jury: id,
        member,
        seal,
    });
    let is_sealed = |it: &crate::jury::Juror| it.seal.is_some() || it.member == member;
    let seated = u32::try_from(jury.sitting().count()).unwrap_or(u32::MAX);
    if seated >= jury.seats && jury.sitting().all(is_sealed) {
        changes.push(Change::JuryOpens {
            jury: id,
            until_ms: ctx.time_ms.saturating_add(jury.opening_ms),
        });
    }
    Ok(())
}

/// Opens a verdict. With the last one that was sealed the jury is over.
pub(super) fn open(
    ctx: &Context<'_>,
    id: JuryId,
    verdict: Verdict,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let jury = sitting(ctx, id)?;
    if !matches!(jury.stage, JuryStage::Opening { .. }) {
        return Err(Rejection::NotOpening);
    }
    let member = ctx.member();
    let mut after = jury.clone();
    let juror = after.juror_mut(member).ok_or(Rejection::NotOnJury)?;
    if juror.opened.is_some() {
        return Err(Rejection::OpenedAlready);
    }
    if juror.seal != Some(verdict.seal(ctx.state.network, id, member)) {
        return Err(Rejection::SealUnsound);
    }
    juror.opened = Some((verdict.ruling, verdict.ground));
    changes.push(Change::VerdictOpened {
        jury: id,
        member,
        ruling: verdict.ruling,
        ground: verdict.ground,
    });
    let mut waiting = after.sitting().filter(|it| it.seal.is_some());
    if waiting.all(|it| it.opened.is_some()) {
        changes.extend(ended(ctx.state, &after, ctx.time_ms, ctx.time_ms));
    }
    Ok(())
}

/// Steps aside: the next alternate comes at once.
pub(super) fn step_aside(
    ctx: &Context<'_>,
    id: JuryId,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let jury = sitting(ctx, id)?;
    if !matches!(jury.stage, JuryStage::Sealing { .. }) {
        return Err(Rejection::NotSealing);
    }
    let juror = jury.find_sitting(ctx.member());
    let stratum = juror.map(|it| it.stratum).ok_or(Rejection::NotOnJury)?;
    changes.push(Change::JurorReplaced {
        jury: id,
        member: ctx.member(),
        seat: Seat::Aside,
        by: jury.next_alternate(stratum, |it| is_here(ctx.state, it)),
        since_ms: ctx.time_ms,
    });
    Ok(())
}

fn is_here(state: &State, member: MemberNumber) -> bool {
    state
        .find_member(member)
        .is_some_and(|it| it.left_ms.is_none())
}

pub(super) fn set_duty(
    ctx: &Context<'_>,
    duty: Duty,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let member = ctx.member();
    let has_declined = ctx.state.justice.declined.contains(&member);
    if has_declined == (duty == Duty::Declined) {
        return Err(Rejection::ChangesNothing);
    }
    changes.push(Change::DutySet { member, duty });
    Ok(())
}

/// Gives the statement of a jury, once, by one who ruled with it.
pub(super) fn state_verdict(
    ctx: &Context<'_>,
    id: JuryId,
    text: Digest,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let jury = sitting(ctx, id)?;
    let JuryStage::Over { outcome, .. } = jury.stage else {
        return Err(Rejection::NoRuling);
    };
    let juror = jury.find_sitting(ctx.member());
    let own = juror.and_then(|it| it.opened).map(|it| it.0);
    if own.is_none() || own != outcome.ruling {
        return Err(Rejection::NoRuling);
    }
    if jury.statement.is_some() {
        return Err(Rejection::StatedAlready);
    }
    changes.push(Change::VerdictStated {
        jury: id,
        member: ctx.member(),
        text,
    });
    Ok(())
}

/// Draws a jury by the root of the log so far; one that would hear a case again only if the lot says
/// so.
pub(super) fn draw(state: &State, jury: &Jury, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let draw = state.draw_of(jury);
    let share = state.charter.retrial_share.0;
    if jury.hearing == Hearing::Again && !is_heard_again(draw.seed(), share) {
        return vec![ending(state, jury, due_ms, Outcome::default())];
    }
    vec![Change::JuryDrawn {
        jury: jury.id,
        receipt: Box::new(draw.hold(jury.stratified())),
        until_ms: time_ms.saturating_add(jury.sealing_ms),
    }]
}

/// Lets alternates stand in for jurors who sealed nothing in a third of the time to. Whom no
/// alternate is left for stays.
pub(super) fn stand_in(state: &State, jury: &Jury, due_ms: u64) -> Vec<Change> {
    let third = jury.sealing_ms / 3;
    let is_late = |since_ms: u64| since_ms.saturating_add(third) <= due_ms;
    let absent = jury
        .sitting()
        .filter(|it| it.seal.is_none() && is_late(it.since_ms));
    let absent: Vec<_> = absent.map(|it| (it.member, it.stratum)).collect();
    let mut after = jury.clone();
    let mut changes = Vec::new();
    for (member, stratum) in absent {
        let by = after.next_alternate(stratum, |it| is_here(state, it));
        if by.is_some() {
            after.replace(member, Seat::Absent, by, due_ms);
            changes.push(Change::JurorReplaced {
                jury: jury.id,
                member,
                seat: Seat::Absent,
                by,
                since_ms: due_ms,
            });
        }
    }
    changes
}

/// Begins the opening, counted from the entry, so that nobody's time to open is cut.
pub(super) fn end_sealing(jury: &Jury, time_ms: u64) -> Vec<Change> {
    vec![Change::JuryOpens {
        jury: jury.id,
        until_ms: time_ms.saturating_add(jury.opening_ms),
    }]
}

/// Ends a jury: rules the case, or compares it with the jury that did. An act that no jury can be
/// brought together for at level 1 does not stand.
pub(super) fn ended(state: &State, jury: &Jury, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let Some(case) = state.find_case(jury.case) else {
        return Vec::new();
    };
    if jury.hearing == Hearing::Again {
        let outcome = jury.outcome(Ruling::Uphold);
        let compared = compared(state, case, outcome, due_ms);
        let mut changes = vec![ending(state, jury, due_ms, outcome)];
        changes.extend(compared);
        return changes;
    }
    let outcome = jury.outcome(case.matter.presumed(jury.level, case.ruling));
    let appeal_ms = state.charter.ticks_ms(state.charter.appeal_ticks);
    let ruling = outcome.ruling.unwrap_or(Ruling::Reverse);
    let mut changes = vec![
        ending(state, jury, due_ms, outcome),
        Change::CaseRuled {
            case: case.id,
            ruling,
            until_ms: due_ms.saturating_add(appeal_ms),
        },
    ];
    if ruling == Ruling::Reverse {
        changes.extend(challenging::failed(state, case));
    }
    changes.extend(welcoming::found(state, case, jury, outcome));
    let may_be_heard_again = state.charter.retrial_share.0 > 0 && outcome.ruling.is_some();
    if jury.level == Level::First && may_be_heard_again {
        // Where too few are left for a second hearing there is none.
        let parties = Parties::of_act(case.appellant);
        changes.extend(called(state, (case, &parties), Hearing::Again, time_ms));
    }
    changes
}

fn ending(state: &State, jury: &Jury, at_ms: u64, outcome: Outcome) -> Change {
    let rests = state.charter.jury_rest_rounds;
    Change::JuryEnded {
        jury: jury.id,
        at_ms,
        outcome,
        rests_until: RoundNumber(state.round.0.saturating_add(rests)),
        pay: state.charter.juror_pay,
    }
}

/// Holds the second hearing of `case` against the first, if the rule still reads as it did.
fn compared(state: &State, case: &Case, again: Outcome, at_ms: u64) -> Option<Change> {
    let first = state.find_jury(*case.juries.first()?)?;
    let JuryStage::Over { outcome, .. } = first.stage else {
        return None;
    };
    let (first, again) = (outcome.ruling?, again.ruling?);
    let id = &case.matter.appeal()?.rule;
    let rule = state.moderation.find_rule(id)?;
    if rule.since_ms > case.filed_ms {
        return None;
    }
    let before = state.justice.rules.get(id).copied();
    let fresh = Agreement {
        since_ms: rule.since_ms,
        ..Agreement::default()
    };
    let before = before.filter(|it| it.since_ms == rule.since_ms);
    let mut agreement = before.unwrap_or(fresh);
    agreement.compared = agreement.compared.saturating_add(1);
    agreement.agreed = agreement.agreed.saturating_add(u32::from(first == again));
    agreement.unclear_ms = agreement
        .is_unclear(&state.charter)
        .then(|| agreement.unclear_ms.unwrap_or(at_ms));
    Some(Change::RuleCompared {
        rule: id.clone(),
        agreement,
    })
}
