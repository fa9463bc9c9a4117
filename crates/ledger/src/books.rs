//! The commons' own money in double entry (GOVERNANCE §7, ADR-0020).
//!
//! A transfer debits one account and credits another with the same amount. Accounts of the treasury
//! (the envelopes, and income that no budget has given a purpose yet) stand in credit; their
//! counter-accounts outside stand in debit. What is decided but not paid is *held*: it is still
//! there, and can be promised to nobody else. Nothing here pays anybody. People pay, two of them say
//! so with evidence, and the books follow.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::call::ProjectNumber;
use crate::charter::Charter;
use crate::ids::{CallId, Digest, GrantId, MemberNumber, Money, ProposalId, Quarter, TransferId};
use crate::office::MandateInForce;
use crate::payload::{Beneficiary, Envelope, Spend};

mod planning;
mod surplus;

pub(crate) use planning::Recording;
pub(crate) use surplus::Sharers;
pub use surplus::{Owed, Surplus, SurplusParts, SurplusShares, UNPAID_MAX, Year};

/// The largest sum that the treasury may hold, in minor units: what signed books can hold.
pub const MONEY_MAX: u64 = u64::MAX >> 1;

/// Where money that comes in is from. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum IncomeKind {
    /// Given, for nothing in return.
    Gift = 0,
    /// Paid for being a member.
    Dues = 1,
    /// Paid for using something.
    Fees = 2,
    /// Paid for something sold.
    Sales = 3,
}

/// An account of the books. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Account {
    /// Of the treasury, for one purpose.
    Envelope(Envelope) = 0,
    /// Of the treasury: came in and has no purpose yet.
    Income = 1,
    /// Outside: whoever it came from.
    Source(IncomeKind) = 2,
    /// Outside: what was there before the books, as a budget stated it.
    Opening = 3,
    /// Outside: whoever was paid.
    Payees = 4,
    /// Outside: whoever subscribed to units of class I.
    Investors = 40,
}

/// Both sides of one account, for all time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Balance {
    /// Captured, in minor units.
    pub debits: u128,
    /// Captured, in minor units.
    pub credits: u128,
    /// Debits that were decided and are not captured yet.
    pub held: Money,
}

/// Why a transfer is there: the decision that allows it, or money that came. The discriminants are
/// permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Cause {
    /// Money came in.
    Income(IncomeKind) = 0,
    /// A budget opened the books or gave money a purpose.
    Budget(ProposalId) = 1,
    /// A decision to pay once.
    Spend {
        /// The decision.
        proposal: ProposalId,
        /// Who is paid.
        to: Beneficiary,
    } = 2,
    /// A decision to pay each round.
    Stream {
        /// The decision.
        proposal: ProposalId,
        /// Who is paid.
        to: Beneficiary,
    } = 3,
    /// The core team's mandate, which pays it each round.
    Mandate(ProposalId) = 4,
    /// Members funded a project of a call.
    Project {
        /// The call, which is the decision.
        call: CallId,
        /// Which of its projects.
        project: ProjectNumber,
        /// Who is paid.
        to: Beneficiary,
    } = 20,
    /// A grant had enough support.
    Grant {
        /// The grant, which is the decision.
        grant: GrantId,
        /// Who is paid.
        to: Beneficiary,
    } = 21,
    /// Shares that the commons take back (ADR-0027).
    Redemption {
        /// The decision that lets them: zero for the founding.
        proposal: ProposalId,
        /// Whose shares.
        to: MemberNumber,
    } = 22,
    /// Money for units of class I came into escrow (ADR-0032).
    Subscription {
        /// The decision that offers them.
        offer: ProposalId,
        /// Who subscribed.
        by: MemberNumber,
    } = 40,
    /// Units were issued: what was paid for them is the commons'.
    Investment(ProposalId) = 41,
    /// Units were not issued: what was paid for them goes back.
    Refund {
        /// The decision that offered them.
        offer: ProposalId,
        /// Who had subscribed.
        to: MemberNumber,
    } = 42,
    /// What units return of a surplus.
    UnitReturn {
        /// The decision that offered them.
        offer: ProposalId,
        /// Who holds them.
        to: MemberNumber,
    } = 43,
    /// Units are redeemed.
    UnitRedemption {
        /// The decision that offered them.
        offer: ProposalId,
        /// Who held them.
        to: MemberNumber,
    } = 44,
    /// The surplus of a year, divided by the charter's rule.
    Surplus(Year) = 18,
}

/// A payment of each round, until it is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Stream {
    /// The decision.
    pub by: ProposalId,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// From where, to whom, and how much a round.
    pub spend: Spend,
    /// The decision that ended it, and when, in milliseconds.
    pub ended: Option<(ProposalId, u64)>,
}

/// What somebody in office said about the world outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct MoneyAttestation {
    /// Who.
    pub by: MemberNumber,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Until when a second one may confirm it, in milliseconds.
    pub until_ms: u64,
    /// SHA-256 of salt and the document's words, which are kept outside the record.
    pub evidence: Digest,
}

/// Why a transfer will never be captured. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum VoidReason {
    /// Whoever attested it took it back.
    Withdrawn = 0,
    /// Somebody else in office refused it.
    Refused(MemberNumber) = 1,
    /// Its time was over.
    Expired = 2,
}

/// Where a transfer stands. The discriminants are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum TransferStage {
    /// Decided, and held back by the guard on a quarter's outflow.
    Waiting = 0,
    /// Held until it is captured, or voided at `until_ms`.
    Pending {
        /// In milliseconds.
        until_ms: u64,
    } = 1,
    /// It happened.
    Captured {
        /// Who confirmed it; nobody where the decision itself moved it.
        by: Option<MemberNumber>,
        /// When, in milliseconds.
        at_ms: u64,
    } = 2,
    /// It will not happen.
    Voided {
        /// Why.
        why: VoidReason,
        /// When, in milliseconds.
        at_ms: u64,
    } = 3,
}

/// Money on its way from one account to another.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Transfer {
    /// Its number.
    pub id: TransferId,
    /// Where it is taken from.
    pub debit: Account,
    /// Where it goes.
    pub credit: Account,
    /// How much, in minor units; above zero.
    pub amount: Money,
    /// What it rests on.
    pub cause: Cause,
    /// When it was recorded, in milliseconds.
    pub since_ms: u64,
    /// The quarter in which it counts: income when it is captured, outflow when it may be paid.
    pub quarter: Quarter,
    /// What was said about it.
    pub attested: Option<MoneyAttestation>,
    /// Where it stands.
    pub stage: TransferStage,
}

/// What came in and went out in one quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Flow {
    /// Captured income, in minor units.
    pub income: Money,
    /// What may be paid or was paid, in minor units.
    pub outflow: Money,
}

/// The books.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Books {
    /// Every transfer, the first at place 0.
    pub transfers: Vec<Transfer>,
    /// Accounts that something was ever recorded on.
    pub balances: BTreeMap<Account, Balance>,
    /// What each quarter saw.
    pub quarters: BTreeMap<Quarter, Flow>,
    /// Every stream, the first at place 0.
    pub streams: Vec<Stream>,
    /// The surplus of each year that is over, the first at place 0.
    pub surpluses: Vec<Surplus>,
}

impl IncomeKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Gift, Self::Dues, Self::Fees, Self::Sales];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gift => "gift",
            Self::Dues => "dues",
            Self::Fees => "fees",
            Self::Sales => "sales",
        }
    }

    /// Returns the kind of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl Account {
    /// Says whether it is of the treasury.
    #[must_use]
    pub fn is_of_treasury(self) -> bool {
        match self {
            Self::Envelope(_) | Self::Income => true,
            Self::Source(_) | Self::Opening | Self::Payees | Self::Investors => false,
        }
    }

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Envelope(envelope) => envelope.word(),
            Self::Income => "income",
            Self::Source(kind) => kind.word(),
            Self::Opening => "opening",
            Self::Payees => "payees",
            Self::Investors => "investors",
        }
    }
}

impl Balance {
    /// Returns what stands in credit; nothing for an account that stands in debit.
    #[must_use]
    pub fn standing(&self) -> Money {
        let credit = self.credits.saturating_sub(self.debits);
        Money(u64::try_from(credit).unwrap_or(u64::MAX))
    }

    /// Returns what stands in credit and is promised to nobody.
    #[must_use]
    pub fn free(&self) -> Money {
        Money(self.standing().0.saturating_sub(self.held.0))
    }
}

impl Cause {
    /// Returns the proposal that it rests on; nothing for income, what members funded otherwise, and a
    /// surplus, which rests on the charter.
    #[must_use]
    pub fn decision(&self) -> Option<ProposalId> {
        match self {
            Self::Income(_) | Self::Project { .. } | Self::Grant { .. } | Self::Surplus(_) => None,
            Self::Budget(proposal)
            | Self::Spend { proposal, .. }
            | Self::Stream { proposal, .. }
            | Self::Mandate(proposal) => Some(*proposal),
            Self::Redemption { proposal, .. } => Some(*proposal).filter(|it| it.0 > 0),
            Self::Investment(offer)
            | Self::Subscription { offer, .. }
            | Self::Refund { offer, .. }
            | Self::UnitReturn { offer, .. }
            | Self::UnitRedemption { offer, .. } => Some(*offer),
        }
    }

    /// Returns who is paid, if anybody is.
    #[must_use]
    pub fn beneficiary(&self) -> Option<Beneficiary> {
        match self {
            Self::Income(_)
            | Self::Budget(_)
            | Self::Mandate(_)
            | Self::Surplus(_)
            | Self::Subscription { .. }
            | Self::Investment(_) => None,
            Self::Spend { to, .. }
            | Self::Stream { to, .. }
            | Self::Project { to, .. }
            | Self::Grant { to, .. } => Some(*to),
            Self::Redemption { to, .. }
            | Self::Refund { to, .. }
            | Self::UnitReturn { to, .. }
            | Self::UnitRedemption { to, .. } => Some(Beneficiary::Member(*to)),
        }
    }
}

impl Transfer {
    /// Says whether it leaves the treasury.
    #[must_use]
    pub fn is_payment(&self) -> bool {
        self.credit == Account::Payees
    }

    /// Says whether it comes into the treasury by being attested.
    #[must_use]
    pub fn is_income(&self) -> bool {
        matches!(self.cause, Cause::Income(_))
    }

    /// Says whether it is capital of class I on its way into escrow: it comes in by being attested, and is
    /// no income.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        matches!(self.cause, Cause::Subscription { .. })
    }

    /// Says whether it is owed to an investor until it is paid: such a debt does not lapse.
    #[must_use]
    pub fn is_owed_to_investor(&self) -> bool {
        matches!(self.cause, Cause::Refund { .. } | Cause::UnitReturn { .. })
    }

    /// Says whether it is a debt that does not lapse.
    #[must_use]
    pub fn stays_owed(&self) -> bool {
        self.is_of_surplus() || self.is_owed_to_investor()
    }

    /// Says whether it comes from the surplus of a year. Such a debt does not lapse, and is no cost.
    #[must_use]
    pub fn is_of_surplus(&self) -> bool {
        matches!(self.cause, Cause::Surplus(_))
    }

    /// Says whether it leaves the treasury as a cost: every payment but a part of the surplus, which is what
    /// costs left over, and what is owed to investors, which is theirs.
    #[must_use]
    pub fn is_cost(&self) -> bool {
        self.is_payment() && !self.stays_owed()
    }

    /// Says whether it is neither captured nor voided.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.stage,
            TransferStage::Waiting | TransferStage::Pending { .. }
        )
    }

    /// Says whether `member` is the one who is paid.
    #[must_use]
    pub fn is_for(&self, member: MemberNumber) -> bool {
        self.cause.beneficiary() == Some(Beneficiary::Member(member))
    }
}

impl Books {
    /// Returns both sides of `account`.
    #[must_use]
    pub fn balance(&self, account: Account) -> Balance {
        self.balances.get(&account).copied().unwrap_or_default()
    }

    /// Returns what `account` has and nobody was promised.
    #[must_use]
    pub fn free(&self, account: Account) -> Money {
        self.balance(account).free()
    }

    /// Returns what the commons own, paid for or not: the sum of the treasury's accounts.
    #[must_use]
    pub fn treasury(&self) -> Money {
        self.of_treasury(Balance::standing)
    }

    /// Returns what of it was promised to nobody.
    #[must_use]
    pub fn available(&self) -> Money {
        self.of_treasury(Balance::free)
    }

    fn of_treasury(&self, of: impl Fn(&Balance) -> Money) -> Money {
        let own = self.balances.iter().filter(|it| it.0.is_of_treasury());
        Money(own.fold(0, |sum, (_, it)| sum.saturating_add(of(it).0)))
    }

    /// Returns the transfer of this number.
    #[must_use]
    pub fn find(&self, id: TransferId) -> Option<&Transfer> {
        let place = usize::try_from(id.0.checked_sub(1)?).ok()?;
        self.transfers.get(place)
    }

    /// Returns what leaves the treasury, decided or done, in order.
    pub fn payments(&self) -> impl DoubleEndedIterator<Item = &Transfer> {
        self.transfers.iter().filter(|it| it.is_payment())
    }

    /// Returns the stream that `proposal` began, if it still pays.
    #[must_use]
    pub fn find_stream(&self, proposal: ProposalId) -> Option<&Stream> {
        let mut running = self.streams.iter().filter(|it| it.ended.is_none());
        running.find(|it| it.by == proposal)
    }

    /// Returns the surplus of `year`, once it was divided.
    #[must_use]
    pub fn find_surplus(&self, year: Year) -> Option<&Surplus> {
        self.surpluses.iter().find(|it| it.year == year)
    }

    /// Returns what `quarter` has seen.
    #[must_use]
    pub fn flow(&self, quarter: Quarter) -> Flow {
        self.quarters.get(&quarter).copied().unwrap_or_default()
    }

    /// Returns what attested income would bring if it were all confirmed.
    #[must_use]
    pub fn incoming(&self) -> Money {
        let open = self
            .transfers
            .iter()
            .filter(|it| (it.is_income() || it.is_capital()) && it.is_open());
        Money(open.fold(0, |sum, it| sum.saturating_add(it.amount.0)))
    }

    /// Says whether `amount` more would still fit.
    #[must_use]
    pub fn has_room(&self, amount: Money) -> bool {
        self.treasury()
            .0
            .saturating_add(self.incoming().0)
            .checked_add(amount.0)
            .is_some_and(|sum| sum <= MONEY_MAX)
    }

    /// Returns the most that may leave in `quarter`: its income, or the charter's part of what is in
    /// the treasury (a twelfth), whichever is more. Shares of one's own are no money and not counted.
    ///
    /// # Source
    ///
    /// GOVERNANCE §7, guards.
    #[must_use]
    pub fn outflow_limit(&self, charter: &Charter, quarter: Quarter) -> Money {
        let part = u64::from(charter.outflow_part).max(1);
        let part = self.treasury().0.checked_div(part).unwrap_or(0);
        Money(self.flow(quarter).income.0.max(part))
    }

    /// Says whether the guard lets `amount` more out in `quarter`.
    #[must_use]
    pub fn lets_out(&self, charter: &Charter, quarter: Quarter, amount: Money) -> bool {
        let out = self.flow(quarter).outflow.0.saturating_add(amount.0);
        out <= self.outflow_limit(charter, quarter).0
    }

    /// # Panics
    ///
    /// If the books do not balance, or promise what is not there: the replica must stop.
    pub(crate) fn assert_balanced(&self) {
        let sides = self.balances.values().fold((0_u128, 0_u128), |sum, it| {
            (
                sum.0.saturating_add(it.debits),
                sum.1.saturating_add(it.credits),
            )
        });
        assert!(
            sides.0 == sides.1,
            "books balance: debits and credits are equal"
        );
        for (account, it) in &self.balances {
            assert!(
                !account.is_of_treasury() || (it.debits <= it.credits && it.held <= it.standing()),
                "an account of the treasury holds what was promised from it"
            );
        }
    }
}

/// Returns what the safety reserve is to hold: the charter's `reserve_rounds` (26) of what the team
/// costs in a round that begins at `time_ms`.
///
/// # Source
///
/// GOVERNANCE §7, guards.
#[must_use]
pub fn reserve_needed(charter: &Charter, mandate: Option<&MandateInForce>, time_ms: u64) -> Money {
    let cost = mandate.map_or(Money(0), |it| it.budget_at(charter, time_ms));
    Money(cost.0.saturating_mul(charter.reserve_rounds.into()))
}
