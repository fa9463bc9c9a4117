//! What a round gives beside content: attested work, service, newcomers who stayed.
//!
//! All of it follows from the record; it stands in the file so that the file alone says who earned
//! what.

use super::{RoundFault, RoundFile};
use crate::ids::{BasisPoints, MemberNumber, MicroShares};
use borsh::{BorshDeserialize, BorshSerialize};

/// The charter's parameters of these parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PartRules {
    /// Part of the issuance for attested work (1,500 bp).
    pub work_share: BasisPoints,
    /// Part of the issuance for moderation and for those drawn by lot (1,500 bp).
    pub service_share: BasisPoints,
    /// What each time served gives (20 shares), less if the part does not suffice.
    pub service_amount: MicroShares,
    /// Part of the issuance for newcomers who stay (500 bp).
    pub onboarding_share: BasisPoints,
    /// Part of the issuance for blind review (1,000 bp).
    pub review_share: BasisPoints,
}

/// How much of something a member did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Count {
    /// Who.
    pub member: MemberNumber,
    /// How much; never zero.
    pub count: u32,
}

/// What somebody is to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Due {
    /// Who.
    pub member: MemberNumber,
    /// How much; never zero.
    pub amount: MicroShares,
}

/// What a round gives beside content. Every list ascends by member.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Parts {
    /// The rules.
    pub rules: PartRules,
    /// Sums of the classes attested.
    pub work: Vec<Count>,
    /// Times served.
    pub service: Vec<Count>,
    /// Bonuses for newcomers who stayed.
    pub onboarding: Vec<Due>,
}

impl Parts {
    /// Returns everybody who is in one of the lists, ascending.
    #[must_use]
    pub fn members(&self) -> Vec<MemberNumber> {
        let counts = self.work.iter().chain(&self.service).map(|it| it.member);
        let dues = self.onboarding.iter().map(|it| it.member);
        let mut members: Vec<_> = counts.chain(dues).collect();
        members.sort_unstable();
        members.dedup();
        members
    }
}

impl RoundFile {
    /// Checks the parts beside content.
    pub(super) fn check_parts(&self) -> Result<(), RoundFault> {
        let Parts {
            rules,
            work,
            service,
            onboarding,
        } = &self.parts;
        let shares = [
            self.rules.content_share,
            rules.work_share,
            rules.service_share,
            rules.onboarding_share,
            rules.review_share,
        ];
        let whole = shares.iter().map(|it| u64::from(it.0)).sum::<u64>();
        if whole > 10_000 {
            return Err(RoundFault::Rules);
        }
        let are_sound = self.are_ascending(work.iter().map(|it| it.member))
            && self.are_ascending(service.iter().map(|it| it.member))
            && self.are_ascending(onboarding.iter().map(|it| it.member))
            && work.iter().chain(service).all(|it| it.count > 0)
            && onboarding.iter().all(|it| it.amount.0 > 0);
        if are_sound {
            Ok(())
        } else {
            Err(RoundFault::Parts)
        }
    }
}
