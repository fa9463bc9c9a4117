//! The surplus of a year: what is left of its income, divided by the charter's rule (GOVERNANCE §7, ADR-0030).
//!
//! It is divided once, when the last round of the year is settled. What is owed to members is one
//! obligation, one transfer; what each of them gets of it is computed from their own earnings, exact to the
//! last unit, and kept as short as that allows: a number for each who earned, a bit for each member.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Account, Books, Cause, Transfer, TransferStage};
use crate::charter::Charter;
use crate::ids::{BasisPoints, MemberNumber, MicroShares, Money, Quarter, RoundNumber, TransferId};
use crate::payload::Envelope;
use crate::score::pro_rata;

/// The most members who can be named at once as those whose part could not be paid.
pub const UNPAID_MAX: usize = 10_000;

/// A year of 52 rounds, counted from the founding; the first is 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct Year(pub u32);

/// What one member is owed of a surplus, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// By what they earned in the year.
    pub patronage: Money,
    /// As every member.
    pub equal: Money,
}

/// How a surplus is divided, in minor units. Together they are the whole surplus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SurplusParts {
    /// To investors, up to their capped return; nothing while nobody holds units of class I.
    pub investors: Money,
    /// To those who earned in the year, by what they earned.
    pub patronage: Money,
    /// To every member alike.
    pub equal: Money,
    /// Into the redemption pool.
    pub redemption: Money,
    /// Stays with the commons.
    pub reinvested: Money,
}

/// The charter's numbers by which a surplus was divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SurplusShares {
    /// The most for investors, of the whole.
    pub investors: BasisPoints,
    /// For those who earned, of the rest, as all below.
    pub patronage: BasisPoints,
    /// For every member alike.
    pub equal: BasisPoints,
    /// For the redemption pool.
    pub redemption: BasisPoints,
    /// For the commons.
    pub reinvested: BasisPoints,
}

/// The surplus of a year.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Surplus {
    /// Of which year.
    pub year: Year,
    /// When it was divided, in milliseconds.
    pub decided_ms: u64,
    /// By when what is owed to members is to be paid, in milliseconds.
    pub due_ms: u64,
    /// What came in during the year, in minor units.
    pub income: Money,
    /// What left in it, or may leave.
    pub outflow: Money,
    /// What of the rest the safety reserve lacks.
    pub reserved: Money,
    /// What of the rest has been given a purpose or promised already.
    pub assigned: Money,
    /// By which numbers what is left is divided.
    pub shares: SurplusShares,
    /// How it is divided.
    pub parts: SurplusParts,
    /// All shares earned in the year.
    pub earned: MicroShares,
    /// How many members share alike.
    pub member_count: u32,
    /// The obligation towards them, if they are owed anything.
    pub transfer: Option<TransferId>,
    /// Who earned and what they are owed for it, ascending.
    pub patrons: Vec<(MemberNumber, Money)>,
    /// A bit for each member number from 0: who shares alike. Eight to a byte, the lowest first.
    pub members: Vec<u8>,
    /// The last of them who gets one unit more, since the division left a rest.
    pub last_with_more: Option<MemberNumber>,
    /// Who was named, after the day of the obligation, as one whose part could not be paid, ascending.
    pub unpaid: Vec<MemberNumber>,
    /// What went into the redemption pool when the others were paid, since nobody could be paid it.
    pub returned: Money,
}

/// Who shares in a surplus, in order of numbers.
pub(crate) struct Sharers {
    /// Those who earned in the year, and what.
    pub(crate) patrons: Vec<(MemberNumber, MicroShares)>,
    /// Members when it is divided.
    pub(crate) members: Vec<MemberNumber>,
}

impl Year {
    /// Rounds of a year.
    pub const ROUNDS: u32 = 52;

    /// Returns its first round.
    #[must_use]
    pub fn first_round(self) -> RoundNumber {
        RoundNumber(self.0.saturating_mul(Self::ROUNDS))
    }

    /// Returns the round after its last one.
    #[must_use]
    pub fn end(self) -> RoundNumber {
        RoundNumber(self.first_round().0.saturating_add(Self::ROUNDS))
    }

    /// Returns its four quarters.
    pub fn quarters(self) -> impl Iterator<Item = Quarter> {
        (self.first_round().quarter().0..self.end().quarter().0).map(Quarter)
    }
}

impl SurplusShares {
    fn of(charter: &Charter) -> Self {
        Self {
            investors: charter.surplus_investors,
            patronage: charter.surplus_patronage,
            equal: charter.surplus_equal,
            redemption: charter.surplus_redemption,
            reinvested: charter.surplus_reinvested,
        }
    }
}

impl SurplusParts {
    /// Divides `whole` by the shares: investors first, up to what they are owed and to their part; of the
    /// rest each its part, rounded down; what is left over by rounding is reinvested, and so is a part that
    /// nobody could get.
    fn of(
        shares: SurplusShares,
        whole: Money,
        owed_to_investors: Money,
        sharers: &Sharers,
    ) -> Self {
        let investors = part(whole, shares.investors).min(owed_to_investors.0);
        let rest = Money(whole.0.saturating_sub(investors));
        let some = |share: BasisPoints, is_anybody: bool| {
            if is_anybody { part(rest, share) } else { 0 }
        };
        let patronage = some(shares.patronage, !sharers.patrons.is_empty());
        let equal = some(shares.equal, !sharers.members.is_empty());
        let redemption = part(rest, shares.redemption);
        let given = patronage.saturating_add(equal).saturating_add(redemption);
        Self {
            investors: Money(investors),
            patronage: Money(patronage),
            equal: Money(equal),
            redemption: Money(redemption),
            reinvested: Money(rest.0.saturating_sub(given)),
        }
    }

    /// Returns all of them together.
    #[must_use]
    pub fn whole(&self) -> Money {
        let parts = [
            self.investors,
            self.patronage,
            self.equal,
            self.redemption,
            self.reinvested,
        ];
        Money(parts.iter().fold(0, |sum, it| sum.saturating_add(it.0)))
    }

    /// Returns what is owed to members.
    #[must_use]
    pub fn to_members(&self) -> Money {
        Money(self.patronage.0.saturating_add(self.equal.0))
    }
}

fn part(whole: Money, share: BasisPoints) -> u64 {
    let product = u128::from(whole.0).saturating_mul(u128::from(share.0));
    let part = product.checked_div(10_000).unwrap_or(0);
    u64::try_from(part).unwrap_or(whole.0).min(whole.0)
}

impl Owed {
    /// Returns both parts together.
    #[must_use]
    pub fn together(self) -> Money {
        Money(self.patronage.0.saturating_add(self.equal.0))
    }
}

impl Surplus {
    /// Says whether `member` was named as one whose part could not be paid.
    #[must_use]
    pub fn is_unpaid(&self, member: MemberNumber) -> bool {
        self.unpaid.binary_search(&member).is_ok()
    }

    /// Returns what `member` is owed.
    #[must_use]
    pub fn owed(&self, member: MemberNumber) -> Owed {
        let found = self.patrons.binary_search_by_key(&member, |it| it.0);
        let patronage = found.ok().and_then(|at| self.patrons.get(at));
        Owed {
            patronage: patronage.map_or(Money(0), |it| it.1),
            equal: self.equal_of(member),
        }
    }

    fn equal_of(&self, member: MemberNumber) -> Money {
        if !self.shares_alike(member) {
            return Money(0);
        }
        let count = u64::from(self.member_count);
        let each = self.parts.equal.0.checked_div(count).unwrap_or(0);
        let more = self.last_with_more.is_some_and(|last| member <= last);
        Money(each.saturating_add(u64::from(more)))
    }

    /// Says whether `member` shares alike with all members.
    #[must_use]
    pub fn shares_alike(&self, member: MemberNumber) -> bool {
        let (byte, bit) = place(member);
        self.members.get(byte).is_some_and(|it| it & bit != 0)
    }

    /// Returns everybody who is owed something, in order, and what.
    pub fn everybody(&self) -> impl Iterator<Item = (MemberNumber, Owed)> {
        let last_bit = u32::try_from(self.members.len().saturating_mul(8)).unwrap_or(u32::MAX);
        let last_patron = self.patrons.last().map_or(0, |it| it.0.0.saturating_add(1));
        let all = (0..last_bit.max(last_patron)).map(MemberNumber);
        all.map(|it| (it, self.owed(it)))
            .filter(|(_, it)| it.patronage.0 > 0 || it.equal.0 > 0)
    }
}

/// Where a member's bit is.
fn place(member: MemberNumber) -> (usize, u8) {
    let byte = usize::try_from(member.0 >> 3).unwrap_or(usize::MAX);
    (byte, 1_u8 << (member.0 & 7))
}

/// What there is to divide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct YearResult {
    income: Money,
    outflow: Money,
    reserved: Money,
    assigned: Money,
    whole: Money,
}

impl Books {
    /// What is left of a year, after its costs and what the reserve lacks, as far as nobody was promised it
    /// and no budget gave it a purpose. The books hold no negative surplus: a loss is divided among nobody.
    fn result_of(&self, year: Year, reserve_needed: Money) -> YearResult {
        let flows = year.quarters().map(|it| self.flow(it));
        let (mut income, mut outflow) = (0_u64, 0_u64);
        for flow in flows {
            income = income.saturating_add(flow.income.0);
            outflow = outflow.saturating_add(flow.outflow.0);
        }
        let gain = income.saturating_sub(outflow);
        let held = self
            .balance(Account::Envelope(Envelope::Reserve))
            .standing();
        let reserved = reserve_needed.0.saturating_sub(held.0).min(gain);
        let rest = gain.saturating_sub(reserved);
        let whole = rest.min(self.free(Account::Income).0);
        YearResult {
            income: Money(income),
            outflow: Money(outflow),
            reserved: Money(reserved),
            assigned: Money(rest.saturating_sub(whole)),
            whole: Money(whole),
        }
    }

    /// Returns what there is to divide of `year`, in minor units.
    pub(crate) fn surplus_of(&self, year: Year, reserve_needed: Money) -> Money {
        self.result_of(year, reserve_needed).whole
    }

    /// Divides the surplus of `year`. The transfers come after those `planned`.
    ///
    /// # Panics
    ///
    /// If the parts are not the whole, or the members' amounts not their part: the replica must stop.
    pub(crate) fn plan_surplus(
        &self,
        charter: &Charter,
        (year, reserve_needed, owed_to_investors): (Year, Money, Money),
        sharers: &Sharers,
        planned: &[Transfer],
        (quarter, now_ms): (Quarter, u64),
    ) -> (Surplus, Vec<Transfer>) {
        let result = self.result_of(year, reserve_needed);
        let shares = SurplusShares::of(charter);
        let parts = SurplusParts::of(shares, result.whole, owed_to_investors, sharers);
        assert!(parts.whole() == result.whole, "a surplus is divided whole");
        let rounds_ms = charter
            .round_ms()
            .saturating_mul(charter.surplus_rounds.into());
        let due_ms = now_ms.saturating_add(rounds_ms);
        let mut all = planned.to_vec();
        let cause = Cause::Surplus(year);
        let pots = [
            (parts.investors, Envelope::Escrow),
            (parts.redemption, Envelope::Redemption),
        ];
        for (amount, envelope) in pots.into_iter().filter(|it| it.0.0 > 0) {
            let sides = (Account::Income, Account::Envelope(envelope));
            all.push(self.next(&all, sides, amount, cause, (quarter, now_ms)));
        }
        let mut transfer = None;
        if parts.to_members().0 > 0 {
            let sides = (Account::Income, Account::Payees);
            let mut owed = self.next(&all, sides, parts.to_members(), cause, (quarter, now_ms));
            owed.stage = TransferStage::Pending { until_ms: due_ms };
            transfer = Some(owed.id);
            all.push(owed);
        }
        let surplus = divided(parts, sharers);
        let surplus = Surplus {
            year,
            decided_ms: now_ms,
            due_ms,
            income: result.income,
            outflow: result.outflow,
            reserved: result.reserved,
            assigned: result.assigned,
            shares,
            transfer,
            ..surplus
        };
        let made = all.split_off(planned.len());
        (surplus, made)
    }
}

/// Divides the members' parts among them.
fn divided(parts: SurplusParts, sharers: &Sharers) -> Surplus {
    let weights: Vec<u64> = sharers.patrons.iter().map(|it| it.1.0).collect();
    let amounts = pro_rata(parts.patronage.0, &weights).unwrap_or_default();
    let paid: u128 = amounts.iter().map(|it| u128::from(*it)).sum();
    assert!(
        paid == u128::from(parts.patronage.0),
        "patronage is divided whole"
    );
    let patrons = sharers.patrons.iter().zip(amounts);
    let mut members = Vec::new();
    for (byte, bit) in sharers.members.iter().map(|it| place(*it)) {
        if members.len() <= byte {
            members.resize(byte.saturating_add(1), 0);
        }
        if let Some(held) = members.get_mut(byte) {
            *held |= bit;
        }
    }
    let member_count = u32::try_from(sharers.members.len()).unwrap_or(u32::MAX);
    // Largest remainder among equals: the rest goes, one unit each, to the smallest numbers.
    let rest = parts.equal.0.checked_rem(member_count.into()).unwrap_or(0);
    let last = usize::try_from(rest).ok().and_then(|it| it.checked_sub(1));
    Surplus {
        year: Year(0),
        decided_ms: 0,
        due_ms: 0,
        income: Money(0),
        outflow: Money(0),
        reserved: Money(0),
        assigned: Money(0),
        shares: SurplusShares::default(),
        parts,
        earned: MicroShares(weights.iter().fold(0, |sum, it| sum.saturating_add(*it))),
        member_count,
        transfer: None,
        patrons: patrons.map(|(it, amount)| (it.0, Money(amount))).collect(),
        members,
        last_with_more: last.and_then(|it| sharers.members.get(it)).copied(),
        unpaid: Vec::new(),
        returned: Money(0),
    }
}

#[cfg(test)]
mod tests;
