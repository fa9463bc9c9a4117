//! Why an author got what they got: typed values for "why did I get this" (GOVERNANCE §6).
//!
//! Everything is recomputed from the round file on its own path, endorsement by endorsement, and
//! must come to the very amount that the score gave; otherwise there is no explanation but
//! [`RoundFault::Unbalanced`]. Sentences are made elsewhere, in the reader's language.

mod alternatives;

use core::num::NonZeroUsize;
use std::collections::BTreeMap;

use super::board::{Rows, Slot, has_two_labels, score_of, sort_best_first};
use super::{
    CLUSTERS_FROM_MEMBERS, Claim, Discount, ENDORSERS_LEAST, Issuance, PartShare, WORKS_COUNTED,
    claims, cluster_score, issuance, later, parts, share, split,
};
use crate::charter::Earning;
use crate::ids::{BasisPoints, MemberNumber, MicroShares, MilliCredits, RoundNumber};
use crate::round::{
    ClusterLabel, LaterPart, Quality, RoundFault, RoundFile, SetAside, Tie, WEIGHT_MEMBER,
    WorkIndex, place,
};

/// Credits of the endorsement that [`Alternative`]s imagine: one.
pub const IMAGINED_CREDITS: MilliCredits = MilliCredits(1_000);

/// Everything that made one member's amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Whose.
    pub member: MemberNumber,
    /// Of which round.
    pub round: RoundNumber,
    /// How the round was shared out.
    pub method: Earning,
    /// What the round issued, and why.
    pub issuance: Issuance,
    /// What the rules say on this member's contribution.
    pub rule: Rule,
    /// Their works, in the file's order.
    pub works: Vec<WorkShare>,
    /// Every endorsement of them, by work and endorser.
    pub endorsements: Vec<EndorsementShare>,
    /// The clusters that counted, ascending by label; their amounts sum to `amount`.
    pub clusters: Vec<ClusterShare>,
    /// What blind review says of their works.
    pub quality: Quality,
    /// P: the member's score, as counted.
    pub score: u64,
    /// Σ P of everybody who shares in the part.
    pub score_total: u128,
    /// What the score alone would give.
    pub in_proportion: MicroShares,
    /// The cap in basis points of the part.
    pub cap_share: BasisPoints,
    /// The cap as an amount.
    pub cap: MicroShares,
    /// What the cap took.
    pub cut: MicroShares,
    /// What others' surplus added.
    pub surplus: MicroShares,
    /// The amount earned by content.
    pub amount: MicroShares,
    /// What the parts beside content gave them.
    pub beside: Vec<PartShare>,
    /// What earlier rounds had set aside until now gave them; one for each such round.
    pub later: Vec<LaterShare>,
    /// What would have made it more; only what would.
    pub alternatives: Vec<WhatIf>,
}

/// What one member gets of what an earlier round set aside, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaterShare {
    /// What was set aside, and what it is measured by.
    pub aside: SetAside,
    /// The least Σ P among which it is split: a point brings no more than it did then.
    pub score_floor: u128,
    /// What came of it, by the same rule: works, endorsements, clusters and amounts are those of the later
    /// part.
    pub why: Explanation,
}

/// What the rules say on a member's contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It counts.
    Counts,
    /// It would not, but the network is too small for the rule of three from two.
    CountsInSmallNetwork,
    /// They took no part (equal shares), or nobody's endorsement is worth anything (score).
    NoContribution,
    /// Fewer than three members endorsed them.
    TooFewEndorsers {
        /// How many did.
        endorsers: u32,
    },
    /// All who endorsed them are of one cluster.
    OneCluster,
    /// Their standing does not let them earn.
    MayNotEarn,
    /// Fraud of theirs was found in the round whose later part it is, or since.
    FraudFound,
}

impl Rule {
    /// Says whether the contribution shares in the round.
    #[must_use]
    pub fn counts(self) -> bool {
        match self {
            Self::Counts | Self::CountsInSmallNetwork => true,
            Self::NoContribution
            | Self::TooFewEndorsers { .. }
            | Self::OneCluster
            | Self::MayNotEarn
            | Self::FraudFound => false,
        }
    }
}

/// One work of the explained member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkShare {
    /// Its place in the file.
    pub work: WorkIndex,
    /// Σ q·c' of its endorsements.
    pub worth: u64,
    /// Whether it is among the best seven.
    pub is_counted: bool,
}

/// One endorsement of the explained member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndorsementShare {
    /// Who gave it.
    pub endorser: MemberNumber,
    /// For what.
    pub work: WorkIndex,
    /// c: how much they gave.
    pub credits: MilliCredits,
    /// q: what their endorsements weigh, of 65,536.
    pub weight: u32,
    /// h: rounds of the last 12 in which they endorsed the member before.
    pub repeats: u32,
    /// Whether the member endorsed them in these rounds.
    pub is_mutual: bool,
    /// c': what is left of the credits after both discounts.
    pub discounted: MilliCredits,
    /// q·c'.
    pub worth: u64,
    /// The cluster they belong to.
    pub cluster: ClusterLabel,
    /// Whether the work is among the best seven.
    pub is_counted: bool,
}

/// What one cluster's joint appreciation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClusterShare {
    /// Which.
    pub cluster: ClusterLabel,
    /// Endorsements counted.
    pub endorsements: u32,
    /// m: their worth together.
    pub worth: u64,
    /// `isqrt(m << 16)`: its part of the score.
    pub score: u64,
    /// Its part of the amount.
    pub amount: MicroShares,
}

/// One thing that could have been otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// Another full member, of a cluster of their own, had given one credit to the best work.
    EndorserOfAnotherCluster,
    /// Another full member, of the strongest cluster, had given one credit to the best work.
    EndorserOfSameCluster,
    /// Nobody had endorsed the member in the 12 rounds before.
    NoRepeats,
    /// The member had endorsed none of their endorsers in the 12 rounds before.
    NoMutuality,
    /// All works counted.
    EveryWorkCounted,
    /// There were no cap.
    NoCap,
    /// The rule of three endorsers from two clusters were waived.
    RuleWaived,
    /// The member's standing let them earn.
    MayEarn,
}

/// What an alternative would have come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// The alternative.
    pub alternative: Alternative,
    /// The amount it would have added, everybody else's contribution being what it is.
    pub adds: MicroShares,
}

/// Explains what `member` earned in the round of `file`. Whoever asks for many members keeps a
/// [`Scoring`].
///
/// # Errors
///
/// As [`super::score`].
pub fn explain(file: &RoundFile, member: MemberNumber) -> Result<Explanation, RoundFault> {
    Scoring::new(file)?.explain(member)
}

/// A scored round, ready to be asked about.
#[derive(Debug)]
pub struct Scoring<'a> {
    file: &'a RoundFile,
    rows: Rows<'a>,
    /// The later part that this is about, if it is not about the round itself.
    part: Option<&'a LaterPart>,
    active: Vec<MemberNumber>,
    claims: Vec<Claim>,
    issuance: Issuance,
    split: share::Split,
    beside: Vec<PartShare>,
    qualities: BTreeMap<MemberNumber, Quality>,
    /// One for each part that is shared out at this close.
    later: Vec<Self>,
}

/// Which rules an alternative sets aside.
#[derive(Clone, Copy, Default)]
struct Waiver {
    repeats: bool,
    mutuality: bool,
    works: bool,
    rule: bool,
    standing: bool,
    cap: bool,
}

impl Explanation {
    /// Returns what the round gave the member in all.
    #[must_use]
    pub fn total(&self) -> MicroShares {
        let beside = self.beside.iter().map(|it| it.amount.0);
        let later = self.later.iter().map(|it| it.why.amount.0);
        MicroShares(beside.chain(later).fold(self.amount.0, u64::saturating_add))
    }
}

impl<'a> Scoring<'a> {
    /// Scores the round of `file`.
    ///
    /// # Errors
    ///
    /// As [`super::score`].
    pub fn new(file: &'a RoundFile) -> Result<Self, RoundFault> {
        file.check()?;
        let active = file.active();
        let claims = claims(file, &active, NonZeroUsize::MIN)?;
        let issuance = issuance(file, &claims)?;
        let split = split(file, &issuance, &claims)?;
        let beside = parts::split(file, &issuance)?;
        let later = file.later.parts.iter();
        Ok(Self {
            file,
            rows: Rows::of(file),
            part: None,
            active,
            claims,
            issuance,
            split,
            beside,
            qualities: file.qualities(),
            later: later
                .map(|part| Self::of_later(file, part, issuance))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Scores what is shared out of an earlier round.
    fn of_later(
        file: &'a RoundFile,
        part: &'a LaterPart,
        issuance: Issuance,
    ) -> Result<Self, RoundFault> {
        let claims = later::claims(file, part, NonZeroUsize::MIN)?;
        Ok(Self {
            file,
            rows: Rows::of_later(file, part),
            part: Some(part),
            active: Vec::new(),
            split: later::split(part, &claims)?,
            claims,
            issuance,
            beside: Vec::new(),
            qualities: BTreeMap::new(),
            later: Vec::new(),
        })
    }

    /// How this is shared out: what was set aside always by score.
    fn method(&self) -> Earning {
        match self.part {
            Some(_) => Earning::Score,
            None => self.file.rules.method,
        }
    }

    /// Explains what `member` earned.
    ///
    /// # Errors
    ///
    /// [`RoundFault::Unbalanced`] if the explanation does not come to the amount that was scored.
    pub fn explain(&self, member: MemberNumber) -> Result<Explanation, RoundFault> {
        let mut endorsements = match self.method() {
            Earning::Score => self.endorsements_of(member),
            Earning::Equal => Vec::new(),
        };
        let works = self.mark_best(member, &mut endorsements);
        let (rule, score) = self.judge(member, &endorsements, Waiver::default());
        let at = self
            .claims
            .binary_search_by_key(&member, |claim| claim.member)
            .ok();
        let scored = at
            .and_then(|at| self.claims.get(at))
            .map_or(0, |claim| claim.score);
        if scored != (if rule.counts() { score } else { 0 }) {
            return Err(RoundFault::Unbalanced);
        }
        let of = |amounts: &[u64]| at.and_then(|at| amounts.get(at)).copied().unwrap_or(0);
        let (in_proportion, amount) = (of(&self.split.in_proportion), of(&self.split.amounts));
        let cut = in_proportion.saturating_sub(self.split.cap);
        Ok(Explanation {
            member,
            round: self.file.round,
            method: self.method(),
            issuance: self.issuance,
            rule,
            clusters: if rule.counts() {
                cluster_shares(&endorsements, amount)?
            } else {
                Vec::new()
            },
            alternatives: self.alternatives(member, &endorsements, &works, amount)?,
            works,
            endorsements,
            quality: self.qualities.get(&member).copied().unwrap_or_default(),
            score: scored,
            score_total: self
                .claims
                .iter()
                .map(|claim| u128::from(claim.score))
                .sum(),
            in_proportion: MicroShares(in_proportion),
            cap_share: BasisPoints(self.cap_basis_points(&self.claims).min(10_000)),
            cap: MicroShares(self.split.cap),
            cut: MicroShares(cut),
            surplus: MicroShares(amount.saturating_sub(in_proportion.min(self.split.cap))),
            amount: MicroShares(amount),
            beside: self
                .beside
                .iter()
                .filter(|it| it.member == member)
                .copied()
                .collect(),
            later: self
                .later
                .iter()
                .filter_map(|it| it.share_of(member))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Explains what `member` gets of the later part that this is about.
    fn share_of(&self, member: MemberNumber) -> Option<Result<LaterShare, RoundFault>> {
        let part = self.part?;
        let share = self.explain(member).map(|why| LaterShare {
            aside: part.aside,
            score_floor: part.aside.score_floor(),
            why,
        });
        Some(share)
    }

    fn cap_basis_points(&self, claims: &[Claim]) -> u32 {
        match self.part {
            Some(part) => later::cap_basis_points(part, claims),
            None => share::cap_basis_points(claims.len()),
        }
    }

    fn endorsements_of(&self, author: MemberNumber) -> Vec<EndorsementShare> {
        let file = self.rows;
        let first = file.works.partition_point(|work| work.author < author);
        let end = file.works.partition_point(|work| work.author <= author);
        let mut rows = Vec::new();
        for run in file.endorsements.runs() {
            let from = run.to.partition_point(|work| place(*work) < first);
            let theirs = run
                .rows()
                .skip(from)
                .take_while(|(work, _)| place(*work) < end);
            let ties = theirs.map(|(to, value)| Tie {
                from: run.from,
                to,
                value,
            });
            rows.extend(ties.map(|tie| self.endorsement(author, tie)));
        }
        rows.sort_unstable_by_key(|row| (row.work, row.endorser));
        rows
    }

    fn endorsement(&self, author: MemberNumber, tie: Tie) -> EndorsementShare {
        let file = self.rows;
        let weight_at = file
            .weights
            .binary_search_by_key(&tie.from, |row| row.member)
            .ok();
        let weight = weight_at
            .and_then(|at| file.weights.get(at))
            .map_or(0, |row| row.weight);
        let label_at = file
            .clusters
            .binary_search_by_key(&tie.from, |row| row.member)
            .ok();
        let label = label_at
            .and_then(|at| file.clusters.get(at))
            .map(|row| row.label)
            .unwrap_or_default();
        let discount = Discount {
            repeats: self.mask(tie.from, author).count_ones(),
            is_mutual: self.mask(author, tie.from) != 0,
        };
        let credits = u32::from(tie.value);
        let discounted = discount.apply(credits);
        EndorsementShare {
            endorser: tie.from,
            work: WorkIndex(tie.to),
            credits: MilliCredits(credits),
            weight,
            repeats: discount.repeats,
            is_mutual: discount.is_mutual,
            discounted: MilliCredits(discounted),
            worth: u64::from(weight).saturating_mul(u64::from(discounted)),
            cluster: if self.needs_clusters() {
                label
            } else {
                ClusterLabel(tie.from.0)
            },
            is_counted: false,
        }
    }

    fn needs_clusters(&self) -> bool {
        self.rows.members >= CLUSTERS_FROM_MEMBERS
    }

    fn mask(&self, from: MemberNumber, to: MemberNumber) -> u16 {
        let run = self.rows.history.find_run(from);
        run.and_then(|run| run.value.get(run.to.binary_search(&to.0).ok()?))
            .copied()
            .unwrap_or(0)
    }

    /// Lists the member's works and marks what counts of them and of their endorsements.
    fn mark_best(&self, member: MemberNumber, rows: &mut [EndorsementShare]) -> Vec<WorkShare> {
        let file = self.rows;
        let first = file.works.partition_point(|work| work.author < member);
        let end = file.works.partition_point(|work| work.author <= member);
        let indices = (0_u32..).take(end).skip(first);
        let mut best: Vec<(u64, u32)> = indices
            .map(|work| {
                (
                    rows.iter()
                        .filter(|row| row.work.0 == work)
                        .map(|row| row.worth)
                        .sum(),
                    work,
                )
            })
            .collect();
        sort_best_first(&mut best);
        let mut works: Vec<WorkShare> = (0..)
            .zip(&best)
            .map(|(rank, (worth, work))| WorkShare {
                work: WorkIndex(*work),
                worth: *worth,
                is_counted: rank < WORKS_COUNTED,
            })
            .collect();
        works.sort_unstable_by_key(|work| work.work);
        for row in rows {
            row.is_counted = works
                .iter()
                .any(|work| work.work == row.work && work.is_counted);
        }
        works
    }

    /// Decides on endorsements as they would be under `waiver`.
    fn judge(
        &self,
        member: MemberNumber,
        rows: &[EndorsementShare],
        waiver: Waiver,
    ) -> (Rule, u64) {
        let may_earn = waiver.standing || self.file.earners.binary_search(&member).is_ok();
        if self.method() == Earning::Equal {
            let is_active = self.active.binary_search(&member).is_ok();
            let rule = match (is_active, may_earn) {
                (false, _) => Rule::NoContribution,
                (true, false) => Rule::MayNotEarn,
                (true, true) => Rule::Counts,
            };
            return (rule, u64::from(rule.counts()));
        }
        let all: Vec<Slot> = rows.iter().map(|row| slot(row, waiver)).collect();
        let counted = rows
            .iter()
            .zip(&all)
            .filter(|(row, _)| waiver.works || row.is_counted);
        let mut chosen: Vec<Slot> = counted.map(|(_, slot)| *slot).collect();
        let quality = self.qualities.get(&member).copied().unwrap_or_default();
        let score = quality.apply(score_of(&mut chosen));

        let mut endorsers: Vec<_> = rows
            .iter()
            .zip(&all)
            .filter(|(_, slot)| slot.worth > 0)
            .map(|it| it.0.endorser)
            .collect();
        endorsers.sort_unstable();
        endorsers.dedup();
        let endorsers = u32::try_from(endorsers.len()).unwrap_or(u32::MAX);
        let broken = if endorsers < ENDORSERS_LEAST {
            Some(Rule::TooFewEndorsers { endorsers })
        } else {
            (!has_two_labels(&all)).then_some(Rule::OneCluster)
        };
        let rule = if score == 0 {
            Rule::NoContribution
        } else {
            match broken {
                Some(broken) if self.needs_clusters() && !waiver.rule => broken,
                _ if !may_earn => Rule::MayNotEarn,
                _ if self.is_barred(member) => Rule::FraudFound,
                Some(_) => Rule::CountsInSmallNetwork,
                None => Rule::Counts,
            }
        };
        (rule, score)
    }

    fn is_barred(&self, member: MemberNumber) -> bool {
        self.part
            .is_some_and(|it| it.barred.binary_search(&member).is_ok())
    }
}

/// One endorsement's worth under `waiver`.
fn slot(row: &EndorsementShare, waiver: Waiver) -> Slot {
    let discount = Discount {
        repeats: if waiver.repeats { 0 } else { row.repeats },
        is_mutual: row.is_mutual && !waiver.mutuality,
    };
    Slot {
        label: row.cluster,
        worth: row.weight.saturating_mul(discount.apply(row.credits.0)),
    }
}

/// The clusters of the counted endorsements, ascending by label, with no amount yet.
fn cluster_sums(rows: &[EndorsementShare]) -> Vec<ClusterShare> {
    let mut counted: Vec<_> = rows
        .iter()
        .filter(|row| row.is_counted && row.worth > 0)
        .collect();
    counted.sort_by_key(|row| row.cluster);
    let groups = counted.chunk_by(|a, b| a.cluster == b.cluster);
    groups
        .map(|group| {
            let worth = group.iter().map(|row| row.worth).sum();
            ClusterShare {
                cluster: group.first().map(|row| row.cluster).unwrap_or_default(),
                endorsements: u32::try_from(group.len()).unwrap_or(u32::MAX),
                worth,
                score: cluster_score(worth),
                amount: MicroShares(0),
            }
        })
        .collect()
}

fn cluster_shares(rows: &[EndorsementShare], amount: u64) -> Result<Vec<ClusterShare>, RoundFault> {
    let mut sums = cluster_sums(rows);
    let scores: Vec<u64> = sums.iter().map(|sum| sum.score).collect();
    let amounts = share::split_uncapped(amount, &scores)?.amounts;
    for (sum, amount) in sums.iter_mut().zip(amounts) {
        sum.amount = MicroShares(amount);
    }
    Ok(sums)
}
