//! Bonuses for newcomers who stay, and what a finding of fraud takes back (GOVERNANCE §1, §6).

use super::Context;
use crate::change::{Change, GrantChange, TrustChange};
use crate::delegation::Topic;
use crate::ids::{MemberNumber, MicroShares, RoundNumber};
use crate::jury::{Case, Jury, Level, Outcome, Ruling};
use crate::member::{Grant, Member, Standing};
use crate::rejection::Rejection;
use crate::state::State;
use crate::work::Sanction;

/// The id of the rule that an account is one person's; a finding under it concerns vouchers too.
pub const RULE_FAKE_ACCOUNT: &str = "fake-account";
/// The id of the rule that contributions are what they seem.
pub const RULE_FRAUD: &str = "fraud";
/// Rounds of which a finding takes what is not vested.
const TAKEN_ROUNDS: u32 = 26;
/// Rounds after which a newcomer who is still a member brings the second bonus.
const STAYED_ROUNDS: u32 = 52;
/// Rounds for which whoever vouched for a fake account cannot vouch, and the second time not vote.
const SANCTION_ROUNDS: u32 = 13;
/// Rounds within which a second finding is one.
const AGAIN_ROUNDS: u32 = 52;

/// Returns what the round that closes owes to vouchers of newcomers and to moderators.
pub(super) fn at_round_close(state: &State, round: RoundNumber, due_ms: u64) -> Vec<Change> {
    let moderators = state.moderation.moderators.value.iter();
    let moderated = moderators.filter_map(|member| {
        let found = state.find_member(*member)?;
        let has_acted = found.left_ms.is_none() && found.active_rounds & 1 == 1;
        has_acted.then_some(Change::Moderated { member: *member })
    });
    let welcomed = state
        .numbered_members()
        .filter_map(|(number, member)| welcomed(state, number, member, round, due_ms));
    moderated.chain(welcomed).collect()
}

/// Returns the bonus that `member` brings now to those who vouched for them: when they close a round as
/// a member for the first time, and 52 rounds later if they still are.
fn welcomed(
    state: &State,
    newcomer: MemberNumber,
    member: &Member,
    round: RoundNumber,
    due_ms: u64,
) -> Option<Change> {
    if member.is_bootstrap || member.vouched_by.is_empty() {
        return None;
    }
    let is_due = match member.member_since {
        None => true,
        Some(since) => since.0.checked_add(STAYED_ROUNDS) == Some(round.0),
    };
    if !is_due || member.standing(&state.charter, due_ms) != Standing::Member {
        return None;
    }
    let is_here = |it: &&MemberNumber| {
        let found = state.find_member(**it);
        found.is_some_and(|it| it.left_ms.is_none())
    };
    let vouchers: Vec<_> = member.vouched_by.iter().filter(is_here).copied().collect();
    let people = u64::try_from(vouchers.len()).unwrap_or(u64::MAX);
    let bonus = state.charter.onboarding_amount.0.checked_div(people);
    Some(Change::Welcomed {
        newcomer,
        vouchers,
        bonus: MicroShares(bonus.unwrap_or(0)),
    })
}

/// Says whether `rule` is one of the two under which a jury of level 2 finds fraud.
#[must_use]
pub fn is_of_fraud(rule: &str) -> bool {
    rule == RULE_FRAUD || rule == RULE_FAKE_ACCOUNT
}

/// Returns what follows where a jury of level 2 lets an act stand that cites one of the two rules. Two
/// thirds of all its seats must say so: whoever stays away finds nobody guilty.
pub(super) fn found(state: &State, case: &Case, jury: &Jury, outcome: Outcome) -> Vec<Change> {
    let rule = case.matter.appeal().map(|it| it.rule.as_str());
    let is_fake = rule == Some(RULE_FAKE_ACCOUNT);
    let needed = jury.level.needed(jury.seats, jury.seats);
    let is_found = jury.level == Level::Second
        && outcome.ruling == Some(Ruling::Uphold)
        && outcome.uphold >= needed;
    if !is_found || !rule.is_some_and(is_of_fraud) {
        return Vec::new();
    }
    let Some(member) = state.find_member(case.appellant) else {
        return Vec::new();
    };
    let since = state.round.0.saturating_sub(TAKEN_ROUNDS);
    let recent = member.grants.iter().filter(|it| it.round.0 >= since);
    let mut changes: Vec<_> = recent
        .filter_map(|grant| returned(state, case.appellant, *grant, MicroShares(u64::MAX)))
        .collect();
    changes.push(Change::LaterLost {
        member: case.appellant,
    });
    if is_fake {
        changes.extend(bonuses_back(state, case.appellant));
        let met = state.trust.met_by(case.appellant);
        let mut answerable: Vec<_> = met.iter().map(|it| it.by).collect();
        answerable.extend(&member.vouched_by);
        answerable.sort_unstable();
        answerable.dedup();
        for voucher in answerable {
            sanctioned(state, voucher, &mut changes);
        }
        if !met.is_empty() {
            let member = case.appellant;
            changes.push(Change::Trust(TrustChange::VerificationLost { member }));
        }
    }
    changes
}

/// Returns what of `grant` goes back: what is not vested, at most `most`.
fn returned(
    state: &State,
    member: MemberNumber,
    grant: Grant,
    most: MicroShares,
) -> Option<Change> {
    let vested = state.charter.schedule().vested(grant, state.round);
    let amount = grant.amount.0.saturating_sub(vested.0).min(most.0);
    (amount > 0).then_some(Change::SharesReturned {
        member,
        round: grant.round,
        amount: MicroShares(amount),
        vested,
    })
}

/// Takes back, as far as it is not vested, what vouchers got for `newcomer`.
fn bonuses_back(state: &State, newcomer: MemberNumber) -> Vec<Change> {
    let Some(welcome) = state.work.welcomed.get(&newcomer) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (round, bonus) in &welcome.bonuses {
        for voucher in &welcome.vouchers {
            let found = state.find_member(*voucher);
            let mut grants = found.iter().flat_map(|it| &it.grants);
            let grant = grants.find(|it| it.round == *round);
            changes.extend(grant.and_then(|it| returned(state, *voucher, *it, *bonus)));
        }
    }
    changes
}

/// Takes vouching for 13 rounds; the second time within 52 rounds the vote as well.
fn sanctioned(state: &State, member: MemberNumber, changes: &mut Vec<Change>) {
    let round = state.round;
    let until = RoundNumber(round.0.saturating_add(SANCTION_ROUNDS));
    let before = state.work.sanctions.get(&member).copied();
    let is_again = before.is_some_and(|it| round.0.saturating_sub(it.found.0) < AGAIN_ROUNDS);
    let votes_from = if is_again {
        until
    } else {
        before.unwrap_or_default().votes_from
    };
    changes.push(Change::VoucherSanctioned {
        member,
        sanction: Sanction {
            found: round,
            vouches_from: until,
            votes_from,
        },
    });
    if is_again {
        // Whoever cannot vote cannot have others vote for them.
        let topics = Topic::ALL
            .into_iter()
            .filter(|topic| state.delegations.contains_key(&(*topic, member)));
        changes.extend(topics.map(|topic| Change::Undelegated { member, topic }));
        if state.grants.given.contains_key(&member) {
            changes.push(Change::Grant(GrantChange::SupportLost { member }));
        }
    }
}

/// Refuses a vouch or an invitation of whoever may not give one now.
pub(super) fn check_may_vouch(ctx: &Context<'_>) -> Result<(), Rejection> {
    let sanction = ctx.state.work.sanctions.get(&ctx.member());
    if sanction.is_some_and(|it| it.vouches_from > ctx.state.round) {
        return Err(Rejection::VouchingLost);
    }
    Ok(())
}

/// Refuses a ballot or a delegation of whoever may not vote now.
pub(super) fn check_may_vote(ctx: &Context<'_>) -> Result<(), Rejection> {
    let sanction = ctx.state.work.sanctions.get(&ctx.member());
    if sanction.is_some_and(|it| it.votes_from > ctx.state.round) {
        return Err(Rejection::VoteLost);
    }
    Ok(())
}
