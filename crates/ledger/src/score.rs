//! What a round's contributions earn: a pure function of the round file (GOVERNANCE §6).
//!
//! Steps 1 to 6: weights, discounts for repetition and reciprocity, square roots inside clusters, the
//! rule of three endorsers from two clusters, the best seven works, blind review, the cap. Step 7: part of
//! content waits, and is shared out later by the same steps over what members still use (`later.rs`).
//!
//! It works on arrays in the file's order: for each part of the authors one pass that arranges their
//! endorsements by work and one over them, then one that splits. Normative page with a worked example: `docs/protocol/score.md`.

mod board;
mod explanation;
mod later;
mod parts;
mod share;

pub(crate) use share::pro_rata;

pub use explanation::{
    Alternative, ClusterShare, EndorsementShare, Explanation, IMAGINED_CREDITS, LaterShare, Rule,
    Scoring, WhatIf, WorkShare, explain,
};
pub use parts::{PartName, PartShare, pots};

use core::num::NonZeroUsize;

use board::Rows;

use crate::charter::Earning;
use crate::ids::{MemberNumber, MicroShares};
use crate::round::{EarningRules, LaterResult, LaterRules, RoundFault, RoundFile, RoundResult};

/// Works of one author that count: the best so many.
pub const WORKS_COUNTED: usize = 7;
/// Endorsers that an author needs, in a network large enough.
pub const ENDORSERS_LEAST: u32 = 3;
/// From this many members on, clusters count and the rule of three from two holds.
pub const CLUSTERS_FROM_MEMBERS: u32 = 200;
/// No author gets more than this many basis points of a part, or [`CAP_SPREAD`] over the number
/// of authors if that is more.
pub const CAP_FLOOR: u32 = 100;
/// See [`CAP_FLOOR`]; also in basis points.
pub const CAP_SPREAD: u32 = 50_000;

/// What a round issues at most, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issuance {
    /// `R / 400`: what the pool allows.
    pub by_pool: MicroShares,
    /// `Q · A`: what the number of contributors allows.
    pub by_activity: MicroShares,
    /// A: members with an accepted contribution.
    pub contributors: u32,
    /// E: the smaller of the two.
    pub issuance: MicroShares,
    /// The part of E that this round's contributions are paid from at once.
    pub part: MicroShares,
    /// The part of E that is set aside for what members still use later.
    pub later: MicroShares,
}

/// One author who earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Claim {
    member: MemberNumber,
    /// P; never zero.
    score: u64,
}

/// Computes who earned what in the round of `file`.
///
/// # Errors
///
/// The rule of the file that is broken ([`RoundFile::check`]), or [`RoundFault::Unbalanced`] if
/// Σ earned + what stays in the pool is not E: then nothing may be settled.
pub fn score(file: &RoundFile) -> Result<RoundResult, RoundFault> {
    score_on(file, NonZeroUsize::MIN)
}

/// As [`score`], with so many threads: the same bits for any number.
///
/// # Errors
///
/// As [`score`].
pub fn score_on(file: &RoundFile, threads: NonZeroUsize) -> Result<RoundResult, RoundFault> {
    file.check()?;
    let active = file.active();
    let claims = claims(file, &active, threads)?;
    let issuance = issuance(file, &claims)?;
    let amounts = split(file, &issuance, &claims)?.amounts;
    let beside = parts::split(file, &issuance)?;
    let shared = later::share_out(file, threads)?;

    let mut issued = 0_u64;
    let mut earned = Vec::new();
    for (claim, amount) in claims.iter().zip(amounts) {
        issued = issued.checked_add(amount).ok_or(RoundFault::Unbalanced)?;
        if amount > 0 {
            earned.push((claim.member, MicroShares(amount)));
        }
    }
    if issued > issuance.part.0 {
        return Err(RoundFault::Unbalanced);
    }
    for part in &beside {
        issued = issued
            .checked_add(part.amount.0)
            .ok_or(RoundFault::Unbalanced)?;
    }
    let stays = issuance
        .issuance
        .0
        .checked_sub(issued)
        .and_then(|left| left.checked_sub(issuance.later.0))
        .ok_or(RoundFault::Unbalanced)?;
    let beside = beside.iter().map(|it| (it.member, it.amount));
    let earned = with_more(earned, beside.chain(shared.earned));
    let issued = issued
        .checked_add(shared.paid)
        .ok_or(RoundFault::Unbalanced)?;
    let result = RoundResult {
        round: file.round,
        earned,
        active,
        issued: MicroShares(issued),
        stays_in_pool: MicroShares(stays),
        later: LaterResult {
            paid: MicroShares(shared.paid),
            returned: MicroShares(shared.returned),
            ..set_aside(&issuance, &claims)
        },
    };
    check_balance(&result, &issuance)?;
    Ok(result)
}

/// What waits of the round, and what it is to be measured by; nothing if nothing does.
fn set_aside(issuance: &Issuance, claims: &[Claim]) -> LaterResult {
    if issuance.later.0 == 0 {
        return LaterResult::default();
    }
    LaterResult {
        set_aside: issuance.later,
        at_once: issuance.part,
        score_total: claims.iter().map(|claim| u128::from(claim.score)).sum(),
        authors: u32::try_from(claims.len()).unwrap_or(u32::MAX),
        ..LaterResult::default()
    }
}

// Counted again from the finished result, so that a slip above cannot vouch for itself.
fn check_balance(result: &RoundResult, issuance: &Issuance) -> Result<(), RoundFault> {
    let sum = |from: u64| {
        let mut earned = result.earned.iter();
        earned.try_fold(from, |sum, (_, amount)| sum.checked_add(amount.0))
    };
    let rest = result.stays_in_pool.0.checked_add(issuance.later.0);
    let all = issuance.issuance.0.checked_add(result.later.paid.0);
    if all.is_none() || rest.and_then(sum) != all {
        return Err(RoundFault::Unbalanced);
    }
    Ok(())
}

/// Weighs each author's score by what blind review says of their works (step 5).
fn reviewed(file: &RoundFile, mut claims: Vec<Claim>) -> Vec<Claim> {
    let qualities = file.qualities();
    if !qualities.is_empty() {
        for claim in &mut claims {
            let quality = qualities.get(&claim.member).copied().unwrap_or_default();
            claim.score = quality.apply(claim.score);
        }
    }
    claims
}

/// Adds to what content gave what the parts beside it and earlier rounds give; ascending, nobody with nothing.
fn with_more(
    mut earned: Vec<(MemberNumber, MicroShares)>,
    more: impl Iterator<Item = (MemberNumber, MicroShares)>,
) -> Vec<(MemberNumber, MicroShares)> {
    let before = earned.len();
    earned.extend(more);
    if earned.len() == before {
        return earned;
    }
    // A stable order, so that one member's amounts stand together.
    earned.sort_by_key(|it| it.0);
    let mut sums: Vec<(MemberNumber, MicroShares)> = Vec::with_capacity(earned.len());
    for (member, amount) in earned.into_iter().filter(|it| it.1.0 > 0) {
        match sums.last_mut().filter(|it| it.0 == member) {
            Some(last) => last.1.0 = last.1.0.saturating_add(amount.0),
            None => sums.push((member, amount)),
        }
    }
    sums
}

/// A: how many have an accepted contribution, of whatever kind.
fn contributors(file: &RoundFile, claims: &[Claim]) -> usize {
    let is_new = |member: &MemberNumber| {
        let found = claims.binary_search_by_key(member, |claim| claim.member);
        found.is_err()
    };
    let beside = match file.rules.method {
        // Whoever took part has a claim.
        Earning::Equal => Vec::new(),
        Earning::Score => parts::contributors(file),
    };
    claims
        .len()
        .saturating_add(beside.iter().filter(|it| is_new(it)).count())
}

/// Who may share in the round, ascending, and with what score.
fn claims(
    file: &RoundFile,
    active: &[MemberNumber],
    threads: NonZeroUsize,
) -> Result<Vec<Claim>, RoundFault> {
    let scored: Vec<Claim> = match file.rules.method {
        Earning::Equal => active
            .iter()
            .map(|member| Claim {
                member: *member,
                score: 1,
            })
            .collect(),
        Earning::Score => reviewed(file, board::claims(Rows::of(file), threads)?),
    };
    Ok(who_may_earn(file, scored))
}

/// Leaves out whose score is zero and who may not earn; `scored` ascends.
fn who_may_earn(file: &RoundFile, scored: Vec<Claim>) -> Vec<Claim> {
    let mut earners = file.earners.iter().peekable();
    let may_earn = |claim: &Claim| {
        while earners.next_if(|earner| **earner < claim.member).is_some() {}
        claim.score > 0 && earners.peek() == Some(&&claim.member)
    };
    scored.into_iter().filter(may_earn).collect()
}

fn issuance(file: &RoundFile, claims: &[Claim]) -> Result<Issuance, RoundFault> {
    let contributors = contributors(file, claims);
    let contributors = u32::try_from(contributors).map_err(|_| RoundFault::TooLarge)?;
    let later = if claims.is_empty() {
        // Nobody made anything that could be used later: the whole part stays in the pool.
        LaterRules::default()
    } else {
        file.later.rules
    };
    Issuance::of(&file.rules, later, file.remaining, contributors).ok_or(RoundFault::Rules)
}

impl Issuance {
    /// Returns what a round issues by `rules` while so much of the pool is left, with what `later` sets aside
    /// of content; nothing if the rules divide by zero.
    #[must_use]
    pub fn of(
        rules: &EarningRules,
        later: LaterRules,
        remaining: MicroShares,
        contributors: u32,
    ) -> Option<Self> {
        let by_pool = remaining.0.checked_div(rules.issuance_divisor.into())?;
        let quota = rules.quota_per_active.0;
        let by_activity = quota.saturating_mul(u64::from(contributors));
        let issuance = by_pool.min(by_activity);
        let (part, later) = match rules.method {
            Earning::Equal => (issuance, 0),
            Earning::Score => {
                let content = share::basis_points(issuance, rules.content_share.0);
                let later = share::basis_points(content, later.share.0);
                (content.saturating_sub(later), later)
            }
        };
        Some(Self {
            by_pool: MicroShares(by_pool),
            by_activity: MicroShares(by_activity),
            contributors,
            issuance: MicroShares(issuance),
            part: MicroShares(part),
            later: MicroShares(later),
        })
    }
}

fn split(
    file: &RoundFile,
    issuance: &Issuance,
    claims: &[Claim],
) -> Result<share::Split, RoundFault> {
    let scores: Vec<u64> = claims.iter().map(|claim| claim.score).collect();
    match file.rules.method {
        Earning::Equal => share::split_uncapped(issuance.part.0, &scores),
        Earning::Score => {
            let cap = share::cap_basis_points(scores.len());
            share::split_capped(issuance.part.0, &scores, cap)
        }
    }
}

/// The discounts on one endorsement (step 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Discount {
    /// h: rounds of the last 12 in which the endorser endorsed the author.
    repeats: u32,
    /// Whether the author endorsed the endorser in them.
    is_mutual: bool,
}

impl Discount {
    /// `c·4 / (4 + h)`, halved if mutual; rounds down. With c ≤ 10,000 nothing overflows.
    fn apply(self, credits: u32) -> u32 {
        let divisor = self.repeats.saturating_add(4);
        let once = credits.saturating_mul(4).checked_div(divisor).unwrap_or(0);
        if self.is_mutual { once / 2 } else { once }
    }
}

/// `isqrt(m << 16)` (step 3): what a cluster's joint appreciation is worth.
fn cluster_score(appreciation: u64) -> u64 {
    match appreciation.checked_mul(1 << 16) {
        Some(narrow) => narrow.isqrt(),
        None => {
            let wide = u128::from(appreciation).saturating_mul(1 << 16).isqrt();
            // The root of an 80-bit number has 40 bits.
            u64::try_from(wide).unwrap_or(u64::MAX)
        }
    }
}

#[cfg(test)]
mod tests;
