//! The market in shares (GOVERNANCE §8): the call auction and redemption.
//!
//! Both are rules over amounts and know no order of arrival: whoever is first has no advantage.
//! Shares are counted in [`MicroShares`], prices in minor units of [`Money`] for a whole share. No
//! share and no minor unit is made or lost; what does not divide goes by largest remainder.

pub mod auction;
pub mod redemption;
pub mod trading;

use crate::ids::{MicroShares, Money};

/// What a volume is worth at a price, rounded down to a minor unit. `None` if it does not fit.
#[must_use]
pub fn worth(amount: MicroShares, price: Money) -> Option<Money> {
    let product = u128::from(amount.0).checked_mul(u128::from(price.0))?;
    let whole = product.checked_div(u128::from(MicroShares::SHARE.0))?;
    u64::try_from(whole).ok().map(Money)
}
