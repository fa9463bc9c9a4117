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
    if !is_ordered {
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
    if sum.is_none_or(|sum| sum > most) {
        return Err(Rejection::IssuesTooMuch);
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
        earned: result.earned.clone(),
        active: result.active.clone(),
    }])
}
