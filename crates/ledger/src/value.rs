//! What shares are worth by the books (GOVERNANCE §8, ADR-0028).
//!
//! Book value says what part of what the commons hold stands behind a share. It is no price: nobody
//! has to pay it, and nobody is paid it on leaving. It follows from the state alone, after every entry.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{MicroShares, Money, Price, RoundNumber};
use crate::state::State;

/// What stands behind the shares that members hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct BookValue {
    /// What the treasury holds and nobody was promised, in minor units, less what investors would get
    /// before members ([`crate::investing::Investing::claim`]). Shares that the commons
    /// hold themselves are on no account of the books and count nothing.
    pub assets: Money,
    /// What members hold, vested or not; what is left to be earned is nobody's.
    pub shares: MicroShares,
}

/// A book value as it stood when a round closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ValueMark {
    /// The round that closed.
    pub round: RoundNumber,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// The value.
    pub value: BookValue,
}

impl BookValue {
    /// Returns the book value that `state` gives.
    ///
    /// # Source
    ///
    /// GOVERNANCE §7 (own shares count 0), §8 (investors before members).
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self {
            assets: Money(
                state
                    .books
                    .available()
                    .0
                    .saturating_sub(state.investing.claim().0),
            ),
            shares: state.issued,
        }
    }

    /// Returns what stands behind a whole share in minor units times 10 to the `places`, rounded
    /// down. `None` where there is no share, or above 19 places.
    #[must_use]
    pub fn per_share(self, places: u32) -> Option<u128> {
        if places > 19 {
            return None;
        }
        // Digit by digit: the whole product would not fit.
        let unit = u128::from(MicroShares::SHARE.0);
        let shares = u128::from(self.shares.0);
        let scaled = u128::from(self.assets.0).checked_mul(unit)?;
        let mut quotient = scaled.checked_div(shares)?;
        let mut rest = scaled.checked_rem(shares)?;
        for _ in 0..places {
            rest = rest.checked_mul(10)?;
            quotient = quotient
                .checked_mul(10)?
                .checked_add(rest.checked_div(shares)?)?;
            rest = rest.checked_rem(shares)?;
        }
        Some(quotient)
    }

    /// Returns what stands behind a whole share, rounded down to three digits: the auction's first
    /// reference, from whose band people choose. `None` where there is no share or nothing behind it.
    #[must_use]
    pub fn price(self) -> Option<Price> {
        let price = u64::try_from(self.per_share(Price::PLACES)?).ok()?;
        Some(Price(price).to_digits(3)).filter(|it| it.0 > 0)
    }

    /// Returns what stands behind `amount`, rounded down to a minor unit: the holdings of everybody
    /// together never come to more than the assets.
    #[must_use]
    pub fn behind(self, amount: MicroShares) -> Money {
        let product = u128::from(self.assets.0).saturating_mul(u128::from(amount.0));
        let whole = product.checked_div(u128::from(self.shares.0)).unwrap_or(0);
        Money(u64::try_from(whole).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::books::{Account, Balance};
    use crate::charter::Template;
    use crate::payload::Envelope;

    fn value(assets: u64, shares: u64) -> BookValue {
        BookValue {
            assets: Money(assets),
            shares: MicroShares(shares),
        }
    }

    #[test]
    fn a_share_stands_for_its_part_of_what_is_there() {
        const SHARE: u64 = 1_000_000;
        // assets, micro-shares, places: value of a share.
        let table = [
            (0, 0, 0, None),
            (500, 0, 2, None),
            (0, SHARE, 2, Some(0)),
            (1_000, 10 * SHARE, 0, Some(100)),
            (1_000, 3 * SHARE, 0, Some(333)),
            (1_000, 3 * SHARE, 3, Some(333_333)),
            (2_000, 3 * SHARE, 1, Some(6_666)),
            // Less than a share in all: a whole one would stand for more than there is.
            (1, 1, 0, Some(1_000_000)),
            (1, 700_000_000 * SHARE, 6, Some(0)),
            (1, 700_000_000 * SHARE, 9, Some(1)),
            (
                crate::books::MONEY_MAX,
                1,
                0,
                Some(9_223_372_036_854_775_807_000_000),
            ),
            (
                crate::books::MONEY_MAX,
                u64::MAX,
                19,
                Some(4_999_999_999_999_999_999_728_949),
            ),
            (1, SHARE, 20, None),
        ];
        for (assets, shares, places, expect) in table {
            let value = value(assets, shares).per_share(places);
            assert_eq!(value, expect, "{assets} / {shares} at {places}");
        }
    }

    #[test]
    fn an_auction_has_no_reference_where_a_share_stands_for_less_than_a_minor_unit() {
        assert_eq!(value(1_000, 10_000_000).price(), Some(Price(100_000_000)));
        assert_eq!(value(9, 10_000_000).price(), Some(Price(900_000)));
        assert_eq!(value(1_000, 3_000_000).price(), Some(Price(333_000_000)));
        assert_eq!(
            value(98_765, 1_000_000).price(),
            Some(Price(98_700_000_000))
        );
        assert_eq!(value(1, 10_000_000_000_000).price(), None);
        assert_eq!(value(9, 0).price(), None);
    }

    #[test]
    fn what_stands_behind_all_holdings_is_never_more_than_there_is() {
        let (assets, held) = (1_001, [333_333_u64, 333_333, 333_334, 5]);
        let all = value(assets, held.iter().sum());
        let behind: Vec<u64> = held.map(|it| all.behind(MicroShares(it)).0).into();
        assert_eq!(behind, [333, 333, 333, 0]);
        assert_eq!(all.behind(all.shares), Money(assets));
        assert_eq!(value(5, 0).behind(MicroShares(7)), Money(0));
    }

    /// What was decided and is not paid yet is promised, and stands behind nothing any more.
    #[test]
    fn a_promise_lowers_it_and_its_payment_does_not_lower_it_again() {
        let mut state = State::empty();
        state.charter = crate::charter::Charter::of(Template::Cooperative);
        state.issued = MicroShares(10_000_000);
        let side = |debits: u128, credits: u128, held: u64| Balance {
            debits,
            credits,
            held: Money(held),
        };
        let grants = Account::Envelope(Envelope::Grants);
        let of = |state: &State| BookValue::of(state).per_share(0);
        state
            .books
            .balances
            .insert(Account::Opening, side(1_000, 0, 0));
        state.books.balances.insert(grants, side(0, 1_000, 0));
        assert_eq!(of(&state), Some(100));
        state.books.balances.insert(grants, side(0, 1_000, 400));
        assert_eq!(of(&state), Some(60));
        state.books.balances.insert(grants, side(400, 1_000, 0));
        state
            .books
            .balances
            .insert(Account::Payees, side(0, 400, 0));
        assert_eq!(of(&state), Some(60));
    }
}
