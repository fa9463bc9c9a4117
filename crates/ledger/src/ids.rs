//! Numbers and quantities of the commons, each a type of its own.
//!
//! Nothing here computes a rule; the types only keep a member number from being taken for a
//! round, or shares for credits.

use borsh::{BorshDeserialize, BorshSerialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
        )]
        pub struct $name(pub $inner);

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number! {
    /// A member for life: dense, in order of joining, from 1. Zero means "not a member yet" and
    /// is valid only in the operation that joins.
    MemberNumber(u32)
}
number! {
    /// A member's key, dense per member from 0; numbers of removed keys are never used again.
    KeyNumber(u32)
}
number! {
    /// A proposal, dense from 1 in order of filing. Zero stands for the founding itself, where a
    /// clause names the decision that adopted it.
    ProposalId(u32)
}
number! {
    /// An election, dense from 1 in order of being called.
    ElectionId(u32)
}
number! {
    /// A case before juries, dense from 1 in order of appeal.
    CaseId(u32)
}
number! {
    /// A jury, dense from 1 in order of being called.
    JuryId(u32)
}
number! {
    /// A transfer in the books, dense from 1 in order of being recorded.
    TransferId(u32)
}
number! {
    /// A call for projects, dense from 1 in order of being made.
    CallId(u32)
}
number! {
    /// A grant, dense from 1 in order of being asked for.
    GrantId(u32)
}
number! {
    /// A claim of work, dense from 1 in order of being made.
    ClaimId(u32)
}
number! {
    /// A call auction, dense from 1 in order of opening.
    AuctionId(u32)
}
number! {
    /// A trade that an auction made, dense from 1.
    TradeId(u32)
}
number! {
    /// Shares that are passed on, dense from 1 in order of being signed.
    AssignmentId(u32)
}
number! {
    /// A round of the commons (168 ticks at the default), from 0.
    RoundNumber(u32)
}
number! {
    /// A quarter of the commons: 13 rounds, from 0.
    Quarter(u32)
}
number! {
    /// Place of an entry in the record, from 0.
    EntryIndex(u64)
}
number! {
    /// Millionths of a share: 1 share = 1,000,000.
    MicroShares(u64)
}
number! {
    /// Thousandths of a credit of appreciation: a member has 100,000 a round.
    MilliCredits(u32)
}
number! {
    /// Minor units of the one currency of the commons; never negative where this type stands.
    Money(u64)
}
number! {
    /// The price of a whole share, in millionths of a minor unit: 1 cent = 1,000,000. A share of a large
    /// commons is worth less than a minor unit, and an auction needs prices to choose from.
    Price(u64)
}
number! {
    /// Basis points, 1/10,000.
    BasisPoints(u32)
}

/// SHA-256 of the founding operation; every other operation carries it, so none can be replayed
/// into another network.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    BorshSerialize,
    BorshDeserialize,
)]
pub struct NetworkId(pub [u8; 32]);

/// A SHA-256 value whose meaning the field that holds it gives.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    BorshSerialize,
    BorshDeserialize,
)]
pub struct Digest(pub [u8; 32]);

impl core::fmt::Display for Digest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl core::fmt::Display for NetworkId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        Digest(self.0).fmt(f)
    }
}

impl RoundNumber {
    /// Returns the quarter that it belongs to.
    #[must_use]
    pub fn quarter(self) -> Quarter {
        Quarter(self.0.checked_div(Quarter::ROUNDS).unwrap_or(0))
    }
}

impl Quarter {
    /// Rounds of a quarter (GOVERNANCE §0).
    pub const ROUNDS: u32 = 13;

    /// Returns the one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Returns its first round.
    #[must_use]
    pub fn first_round(self) -> RoundNumber {
        RoundNumber(self.0.saturating_mul(Self::ROUNDS))
    }
}

impl MicroShares {
    /// One whole share.
    pub const SHARE: Self = Self(1_000_000);
}

impl Price {
    /// A minor unit for a whole share.
    pub const MINOR: Self = Self(1_000_000);
    /// Its decimals beyond a minor unit.
    pub const PLACES: u32 = 6;

    /// Returns it rounded down to so many leading digits, as people name prices.
    #[must_use]
    pub fn to_digits(self, digits: u32) -> Self {
        let has = self.0.checked_ilog10().map_or(0, |it| it.saturating_add(1));
        let unit = 10_u64.checked_pow(has.saturating_sub(digits)).unwrap_or(1);
        Self(self.0.saturating_sub(self.0.checked_rem(unit).unwrap_or(0)))
    }

    /// Returns the price of so many whole minor units.
    #[must_use]
    pub const fn of(money: Money) -> Self {
        Self(money.0.saturating_mul(Self::MINOR.0))
    }
}

impl MilliCredits {
    /// What each member may give in one round (GOVERNANCE §6).
    pub const ROUND: Self = Self(100_000);
    /// The most one member may give one author in one round.
    pub const PER_AUTHOR_MAX: Self = Self(10_000);
}
