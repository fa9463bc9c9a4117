//! What could have been otherwise, and what that would have come to.

use super::{
    Alternative, Claim, ClusterLabel, EndorsementShare, IMAGINED_CREDITS, Scoring, WEIGHT_MEMBER,
    Waiver, WhatIf, WorkShare, cluster_sums, issuance, later, split,
};
use crate::charter::Earning;
use crate::ids::{MemberNumber, MicroShares};
use crate::round::RoundFault;

impl Scoring<'_> {
    pub(super) fn alternatives(
        &self,
        member: MemberNumber,
        rows: &[EndorsementShare],
        works: &[WorkShare],
        amount: u64,
    ) -> Result<Vec<WhatIf>, RoundFault> {
        let none = Waiver::default();
        let waivers = [
            (
                Alternative::NoRepeats,
                Waiver {
                    repeats: true,
                    ..none
                },
            ),
            (
                Alternative::NoMutuality,
                Waiver {
                    mutuality: true,
                    ..none
                },
            ),
            (
                Alternative::EveryWorkCounted,
                Waiver {
                    works: true,
                    ..none
                },
            ),
            (Alternative::NoCap, Waiver { cap: true, ..none }),
            (Alternative::RuleWaived, Waiver { rule: true, ..none }),
            (
                Alternative::MayEarn,
                Waiver {
                    standing: true,
                    ..none
                },
            ),
        ];
        let mut found = Vec::new();
        let mut consider =
            |alternative, rows: &[EndorsementShare], waiver| -> Result<(), RoundFault> {
                let other = self.amount_if(member, rows, waiver)?;
                if let Some(adds) = other.checked_sub(amount).filter(|adds| *adds > 0) {
                    found.push(WhatIf {
                        alternative,
                        adds: MicroShares(adds),
                    });
                }
                Ok(())
            };
        if let Some(imagined) = self.imagine(rows, works) {
            for (alternative, row) in imagined {
                let mut rows = rows.to_vec();
                rows.push(row);
                consider(alternative, &rows, none)?;
            }
        }
        for (alternative, waiver) in waivers {
            consider(alternative, rows, waiver)?;
        }
        Ok(found)
    }

    /// The endorsements that the first two alternatives add; none without a work to endorse.
    fn imagine(
        &self,
        rows: &[EndorsementShare],
        works: &[WorkShare],
    ) -> Option<[(Alternative, EndorsementShare); 2]> {
        if self.method() == Earning::Equal {
            return None;
        }
        let best = works
            .iter()
            .max_by(|a, b| a.worth.cmp(&b.worth).then(b.work.cmp(&a.work)))?;
        let of_cluster = |label| EndorsementShare {
            // Nobody has this number or this label.
            endorser: MemberNumber(u32::MAX),
            work: best.work,
            credits: IMAGINED_CREDITS,
            weight: WEIGHT_MEMBER,
            repeats: 0,
            is_mutual: false,
            discounted: IMAGINED_CREDITS,
            worth: u64::from(WEIGHT_MEMBER).saturating_mul(u64::from(IMAGINED_CREDITS.0)),
            cluster: label,
            is_counted: true,
        };
        let stranger = of_cluster(ClusterLabel(u32::MAX));
        let strongest = cluster_sums(rows)
            .into_iter()
            .max_by_key(|sum| sum.worth)
            .map(|sum| sum.cluster);
        let friend = of_cluster(strongest.unwrap_or(stranger.cluster));
        Some([
            (Alternative::EndorserOfAnotherCluster, stranger),
            (Alternative::EndorserOfSameCluster, friend),
        ])
    }

    /// What `member` would have earned with these endorsements: the whole round split anew.
    fn amount_if(
        &self,
        member: MemberNumber,
        rows: &[EndorsementShare],
        waiver: Waiver,
    ) -> Result<u64, RoundFault> {
        let (rule, score) = self.judge(member, rows, waiver);
        if !rule.counts() {
            return Ok(0);
        }
        let mut claims = self.claims.clone();
        let at = match claims.binary_search_by_key(&member, |claim| claim.member) {
            Ok(at) => {
                claims.get_mut(at).ok_or(RoundFault::Unbalanced)?.score = score;
                at
            }
            Err(at) => {
                claims.insert(at, Claim { member, score });
                at
            }
        };
        let split = match self.part {
            Some(part) => later::split(part, &claims)?,
            None => split(self.file, &issuance(self.file, &claims)?, &claims)?,
        };
        let amounts = if waiver.cap {
            split.in_proportion
        } else {
            split.amounts
        };
        amounts.get(at).copied().ok_or(RoundFault::Unbalanced)
    }
}
