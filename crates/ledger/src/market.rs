//! The market in shares (GOVERNANCE §8): the call auction and redemption.
//!
//! Both are rules over amounts and know no order of arrival: whoever is first has no advantage.
//! Shares are counted in [`MicroShares`], prices by [`Price`]. No share and no minor unit is made or
//! lost; what does not divide goes by largest remainder.

pub mod auction;
pub mod redemption;
pub mod trading;

use crate::ids::{MicroShares, Money, Price};

/// Micro-shares times their price are these parts of a minor unit.
pub(crate) const UNIT: u128 = 1_000_000 * 1_000_000;

/// What a volume is worth at a price, rounded down to a minor unit. `None` if it does not fit.
#[must_use]
pub fn worth(amount: MicroShares, price: Price) -> Option<Money> {
    let product = u128::from(amount.0).checked_mul(u128::from(price.0))?;
    let whole = product.checked_div(UNIT)?;
    u64::try_from(whole).ok().map(Money)
}
