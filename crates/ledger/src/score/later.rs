//! Sharing out what earlier rounds set aside, by the same rule over what members still use (GOVERNANCE §6,
//! step 7; ADR-0034).
//!
//! The claims are made by the same board as those of a round. Two things keep the later part from being an
//! easier catch than the first: a point never brings more than it brought in its own round, however few
//! works are still used, and the cap is that of as many authors as shared then, or now if these are more.

use core::num::NonZeroUsize;

use super::board::{self, Rows};
use super::{Claim, share, who_may_earn};
use crate::ids::{MemberNumber, MicroShares};
use crate::round::{LaterPart, RoundFault, RoundFile};

/// What became of everything that was due.
#[derive(Debug, Default)]
pub(super) struct SharedOut {
    /// Part by part, ascending within each.
    pub(super) earned: Vec<(MemberNumber, MicroShares)>,
    /// Σ of `earned`.
    pub(super) paid: u64,
    /// What goes back to the pool.
    pub(super) returned: u64,
}

/// Shares out every part that the file says is due.
pub(super) fn share_out(file: &RoundFile, threads: NonZeroUsize) -> Result<SharedOut, RoundFault> {
    let mut out = SharedOut::default();
    for part in &file.later.parts {
        let claims = claims(file, part, threads)?;
        let amounts = split(part, &claims)?.amounts;
        let mut paid = 0_u64;
        // The last amount is nobody's.
        for (claim, amount) in claims.iter().zip(amounts) {
            paid = paid.checked_add(amount).ok_or(RoundFault::Unbalanced)?;
            out.earned.push((claim.member, MicroShares(amount)));
        }
        let left = part.aside.amount.0.checked_sub(paid);
        let returned = left.and_then(|left| out.returned.checked_add(left));
        out.returned = returned.ok_or(RoundFault::Unbalanced)?;
        out.paid = out.paid.checked_add(paid).ok_or(RoundFault::Unbalanced)?;
    }
    Ok(out)
}

/// Who has a claim on `part`, ascending: who may earn now and of whom no fraud was found since.
pub(super) fn claims(
    file: &RoundFile,
    part: &LaterPart,
    threads: NonZeroUsize,
) -> Result<Vec<Claim>, RoundFault> {
    let scored = board::claims(Rows::of_later(file, part), threads)?;
    let mut claims = who_may_earn(file, scored);
    claims.retain(|claim| part.barred.binary_search(&claim.member).is_err());
    Ok(claims)
}

/// Splits `part` among `claims`, and behind them nobody: who stands for the points that are missing from
/// [`crate::round::SetAside::score_floor`].
pub(super) fn split(part: &LaterPart, claims: &[Claim]) -> Result<share::Split, RoundFault> {
    let mut scores: Vec<u64> = claims.iter().map(|claim| claim.score).collect();
    let sum: u128 = scores.iter().map(|score| u128::from(*score)).sum();
    let nobody = part.aside.score_floor().saturating_sub(sum);
    scores.push(u64::try_from(nobody).unwrap_or(u64::MAX));
    share::split_capped(part.aside.amount.0, &scores, cap_basis_points(part, claims))
}

/// Returns what nobody gets more than, in basis points of the part.
pub(super) fn cap_basis_points(part: &LaterPart, claims: &[Claim]) -> u32 {
    let then = crate::round::place(part.aside.authors);
    share::cap_basis_points(claims.len().max(then))
}

#[cfg(test)]
mod tests;
