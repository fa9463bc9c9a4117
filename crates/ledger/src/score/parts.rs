//! What each part beside content gives (GOVERNANCE §6, ADR-0021).
//!
//! Work: the whole part in proportion to the classes attested. Service and newcomers: so much each,
//! and where the part does not suffice, the part in proportion. What is left stays in the pool.

use super::{Issuance, share};
use crate::charter::Earning;
use crate::ids::{MemberNumber, MicroShares};
use crate::round::{RoundFault, RoundFile};

/// A part of the issuance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartName {
    /// Attested work.
    Work,
    /// Moderation, juries, panels, reviews.
    Service,
    /// Newcomers who stayed.
    Onboarding,
    /// Blind review.
    Review,
}

/// What one member gets from one part, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartShare {
    /// Who.
    pub member: MemberNumber,
    /// From which part.
    pub part: PartName,
    /// What they did: sum of classes, times served, known answers met; for newcomers nothing is counted.
    pub count: u32,
    /// The same of everybody who shares.
    pub count_total: u64,
    /// What they were to get, where so much each is given.
    pub due: Option<MicroShares>,
    /// The part, as an amount.
    pub whole: MicroShares,
    /// What they get.
    pub amount: MicroShares,
}

impl PartShare {
    /// Returns what one more point of class would have brought, where a part is split by classes.
    #[must_use]
    pub fn one_more(&self) -> Option<MicroShares> {
        if !matches!(self.part, PartName::Work | PartName::Review) {
            return None;
        }
        let count = u128::from(self.count).saturating_add(1);
        let total = u128::from(self.count_total).saturating_add(1);
        let whole = u128::from(self.whole.0).saturating_mul(count);
        let then = whole
            .checked_div(total)
            .and_then(|it| u64::try_from(it).ok())?;
        then.checked_sub(self.amount.0).map(MicroShares)
    }
}

/// Returns what each part beside content has to give at most.
#[must_use]
pub fn pots(file: &RoundFile, issuance: &Issuance) -> [(PartName, MicroShares); 4] {
    let rules = &file.parts.rules;
    [
        (PartName::Work, rules.work_share),
        (PartName::Service, rules.service_share),
        (PartName::Onboarding, rules.onboarding_share),
        (PartName::Review, rules.review_share),
    ]
    .map(|(part, share)| {
        let whole = share::basis_points(issuance.issuance.0, share.0);
        (part, MicroShares(whole))
    })
}

impl PartName {
    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Service => "service",
            Self::Onboarding => "onboarding",
            Self::Review => "review",
        }
    }
}

/// One row of a part before it is split.
struct Row {
    member: MemberNumber,
    count: u32,
    due: Option<u64>,
}

/// Splits the parts beside content among those who may earn; by member within each part. Equal shares
/// know no parts.
pub(super) fn split(file: &RoundFile, issuance: &Issuance) -> Result<Vec<PartShare>, RoundFault> {
    if file.rules.method == Earning::Equal {
        return Ok(Vec::new());
    }
    let rules = &file.parts.rules;
    let may_earn = |member: MemberNumber| file.earners.binary_search(&member).is_ok();
    let work = file.parts.work.iter().map(|it| Row {
        member: it.member,
        count: it.count,
        due: None,
    });
    let service = file.parts.service.iter().map(|it| Row {
        member: it.member,
        count: it.count,
        due: Some(u64::from(it.count).saturating_mul(rules.service_amount.0)),
    });
    let onboarding = file.parts.onboarding.iter().map(|it| Row {
        member: it.member,
        count: 0,
        due: Some(it.amount.0),
    });
    let review = file.reviews.known.iter().map(|it| Row {
        member: it.reviewer,
        count: it.agreed,
        due: None,
    });
    let parts: [(PartName, u32, Vec<Row>); 4] = [
        (PartName::Work, rules.work_share.0, work.collect()),
        (PartName::Service, rules.service_share.0, service.collect()),
        (
            PartName::Onboarding,
            rules.onboarding_share.0,
            onboarding.collect(),
        ),
        (
            PartName::Review,
            rules.review_share.0,
            review.filter(|it| it.count > 0).collect(),
        ),
    ];
    let mut shares = Vec::new();
    for (part, share, mut rows) in parts {
        rows.retain(|it| may_earn(it.member));
        let whole = share::basis_points(issuance.issuance.0, share);
        let amounts = amounts(whole, &rows)?;
        let count_total = rows.iter().map(|it| u64::from(it.count)).sum();
        shares.extend(rows.iter().zip(amounts).map(|(row, amount)| PartShare {
            member: row.member,
            part,
            count: row.count,
            count_total,
            due: row.due.map(MicroShares),
            whole: MicroShares(whole),
            amount: MicroShares(amount),
        }));
    }
    Ok(shares)
}

fn amounts(whole: u64, rows: &[Row]) -> Result<Vec<u64>, RoundFault> {
    let dues: Option<Vec<u64>> = rows.iter().map(|it| it.due).collect();
    match dues {
        Some(dues) => {
            let sum: u128 = dues.iter().map(|it| u128::from(*it)).sum();
            if sum <= u128::from(whole) {
                Ok(dues)
            } else {
                share::pro_rata(whole, &dues)
            }
        }
        None => {
            let counts: Vec<u64> = rows.iter().map(|it| it.count.into()).collect();
            share::pro_rata(whole, &counts)
        }
    }
}

/// Returns who has an accepted contribution beside content: everybody in a part who may earn.
pub(super) fn contributors(file: &RoundFile) -> Vec<MemberNumber> {
    let mut members = file.parts.members();
    let agreed = file.reviews.known.iter().filter(|it| it.agreed > 0);
    members.extend(agreed.map(|it| it.reviewer));
    members.sort_unstable();
    members.dedup();
    members.retain(|it| file.earners.binary_search(it).is_ok());
    members
}
