//! Exact splits of an amount: largest remainder, and the cap with its surplus.

use super::{CAP_FLOOR, CAP_SPREAD};
use crate::round::RoundFault;

/// How a part was split among claims, by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// What each gets in proportion alone; the sum is the whole part.
    pub(super) in_proportion: Vec<u64>,
    /// What each gets in the end.
    pub(super) amounts: Vec<u64>,
    /// What nobody may get more than.
    pub(super) cap: u64,
}

/// `amount · basis_points / 10,000`, rounded down; at most the amount.
pub(super) fn basis_points(amount: u64, basis_points: u32) -> u64 {
    let product = u128::from(amount).saturating_mul(u128::from(basis_points.min(10_000)));
    product
        .checked_div(10_000)
        .and_then(|it| u64::try_from(it).ok())
        .unwrap_or(amount)
}

/// Returns the cap in basis points among so many claims: `max(100, 50,000 / claims)`.
pub(super) fn cap_basis_points(claims: usize) -> u32 {
    let claims = u32::try_from(claims).unwrap_or(u32::MAX);
    CAP_SPREAD
        .checked_div(claims)
        .unwrap_or(CAP_SPREAD)
        .max(CAP_FLOOR)
}

/// Splits `whole` by `scores` without a cap.
pub(super) fn split_uncapped(whole: u64, scores: &[u64]) -> Result<Split, RoundFault> {
    let amounts = pro_rata(whole, scores)?;
    Ok(Split {
        in_proportion: amounts.clone(),
        amounts,
        cap: whole,
    })
}

/// Splits `whole` by `scores`; what is above the cap is shared out once among those below it, who
/// stop at the cap too. What is left then stays in the pool.
pub(super) fn split_capped(
    whole: u64,
    scores: &[u64],
    cap_basis_points: u32,
) -> Result<Split, RoundFault> {
    let cap = basis_points(whole, cap_basis_points);
    let in_proportion = pro_rata(whole, scores)?;
    let surplus = in_proportion
        .iter()
        .map(|amount| amount.saturating_sub(cap))
        .sum::<u64>();
    if surplus == 0 {
        return Ok(Split {
            amounts: in_proportion.clone(),
            in_proportion,
            cap,
        });
    }
    let below = |(amount, score): (&u64, &u64)| if *amount < cap { *score } else { 0 };
    let hungry: Vec<u64> = in_proportion.iter().zip(scores).map(below).collect();
    let more = pro_rata(surplus, &hungry)?;
    let both = in_proportion.iter().zip(more);
    let amounts = both
        .map(|(amount, more)| amount.saturating_add(more).min(cap))
        .collect();
    Ok(Split {
        in_proportion,
        amounts,
        cap,
    })
}

/// Splits `whole` in proportion to `scores` by largest remainder, ties to the earlier place: the
/// sum is `whole`, unless every score is zero, when nobody gets anything.
pub(crate) fn pro_rata(whole: u64, scores: &[u64]) -> Result<Vec<u64>, RoundFault> {
    let total: u128 = scores.iter().map(|score| u128::from(*score)).sum();
    if total == 0 {
        return Ok(vec![0; scores.len()]);
    }
    let mut amounts = Vec::with_capacity(scores.len());
    let mut remainders = Vec::new();
    let mut left = whole;
    for (at, score) in (0_u32..).zip(scores) {
        // Two 64-bit factors: the product fits.
        let product = u128::from(whole).saturating_mul(u128::from(*score));
        let amount = product
            .checked_div(total)
            .and_then(|it| u64::try_from(it).ok())
            .ok_or(RoundFault::Unbalanced)?;
        let remainder = product.checked_rem(total).ok_or(RoundFault::Unbalanced)?;
        left = left.checked_sub(amount).ok_or(RoundFault::Unbalanced)?;
        amounts.push(amount);
        if remainder > 0 {
            remainders.push((remainder, at));
        }
    }
    let units = usize::try_from(left).map_err(|_| RoundFault::Unbalanced)?;
    if units < remainders.len() {
        remainders.select_nth_unstable_by(units, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    }
    for (_, at) in remainders.get(..units).ok_or(RoundFault::Unbalanced)? {
        let amount = amounts
            .get_mut(crate::round::place(*at))
            .ok_or(RoundFault::Unbalanced)?;
        *amount = amount.saturating_add(1);
    }
    Ok(amounts)
}

#[cfg(test)]
mod tests;
