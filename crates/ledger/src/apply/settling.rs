//! Crediting the shares of a closed round (GOVERNANCE §6).

use crate::change::Change;
use crate::ids::{Digest, MemberNumber, RoundNumber};
use crate::member::Standing;
use crate::rejection::Rejection;
use crate::round::RoundResult;
use crate::state::State;

pub(super) fn settle(
    state: &State,
    round: RoundNumber,
    file: Digest,
    digest: Digest,
    result: Option<&RoundResult>,
) -> Result<Vec<Change>, Rejection> {
    if round != state.settled || round >= state.round {
        return Err(Rejection::RoundNotNext);
    }
    let result = result
        .filter(|it| it.round == round && it.digest() == digest)
        .ok_or(Rejection::ResultMismatch)?;
    let is_ordered =
        result.earned.is_sorted_by(|a, b| a.0 < b.0) && result.active.is_sorted_by(|a, b| a < b);
    let names_nobody_for_nothing = result.earned.iter().all(|(_, amount)| amount.0 > 0);
    if !is_ordered || !names_nobody_for_nothing {
        return Err(Rejection::ResultMismatch);
    }
    let sum = result
        .earned
        .iter()
        .try_fold(0_u64, |sum, (_, amount)| sum.checked_add(amount.0));
    let most = state
        .pool
        .0
        .checked_div(u64::from(state.charter.issuance_divisor))
        .unwrap_or(0);
    // Whoever earns took part, so the quota over all who did is never below that over the earners.
    let active = u64::try_from(result.active.len()).unwrap_or(u64::MAX);
    let most = most.min(state.charter.quota_per_active.0.saturating_mul(active));
    let sum = sum.ok_or(Rejection::IssuesTooMuch)?;
    check_later(state, result, sum, most)?;
    if sum != result.issued.0 {
        return Err(Rejection::ResultMismatch);
    }
    let can_earn = |number: MemberNumber| {
        state
            .find_member(number)
            .is_some_and(|member| member.standing_at_close >= Standing::Associate)
    };
    if !result.earned.iter().all(|(number, _)| can_earn(*number)) {
        return Err(Rejection::EarnerNotFound);
    }
    if !result
        .active
        .iter()
        .all(|number| state.find_member(*number).is_some())
    {
        return Err(Rejection::MemberNotFound);
    }
    Ok(vec![Change::RoundSettled {
        round,
        file,
        earned: result.earned.clone(),
        active: result.active.clone(),
        later: result.later,
    }])
}

/// Checks that no more is issued and set aside than `most`, and that all that was due is shared out or goes
/// back to the pool.
fn check_later(state: &State, result: &RoundResult, sum: u64, most: u64) -> Result<(), Rejection> {
    let later = &result.later;
    let due: u64 = state.later.due(result.round).map(|it| it.amount.0).sum();
    if later.paid.0.checked_add(later.returned.0) != Some(due) {
        return Err(Rejection::ResultMismatch);
    }
    let own = sum
        .checked_sub(later.paid.0)
        .ok_or(Rejection::ResultMismatch)?;
    let all = own.checked_add(later.set_aside.0);
    let waits_most = u128::from(most).saturating_mul(state.charter.later_share.0.into());
    let waits = u128::from(later.set_aside.0).saturating_mul(10_000);
    if all.is_none_or(|all| all > most) || waits > waits_most {
        return Err(Rejection::IssuesTooMuch);
    }
    let says_how = later.at_once.0 > 0 && later.score_total > 0 && later.authors > 0;
    if later.set_aside.0 > 0 && !says_how {
        return Err(Rejection::ResultMismatch);
    }
    Ok(())
}
