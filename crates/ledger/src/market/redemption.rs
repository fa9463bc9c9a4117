//! Redemption: the commons takes shares back for money of its pool.

use crate::ids::{BasisPoints, MemberNumber, MicroShares, Money, Price, RoundNumber};
use crate::score::pro_rata;

use super::{UNIT, worth};

/// What of a share's part of the redeemable assets is paid at most.
pub const PART: BasisPoints = BasisPoints(8_500);

/// Why somebody redeems; in this order they are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Leaves the commons.
    Leaving,
    /// Is in hardship.
    Hardship,
    /// Neither.
    Wish,
}

/// What somebody asks to have redeemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who; once in a queue.
    pub member: MemberNumber,
    /// Why.
    pub reason: Reason,
    /// Since when it waits.
    pub since: RoundNumber,
    /// How much, held long enough.
    pub amount: MicroShares,
}

/// What is redeemed of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// Whose.
    pub member: MemberNumber,
    /// How much is taken back.
    pub amount: MicroShares,
    /// What is paid for it.
    pub money: Money,
}

/// The price of a redemption: `min(reference, 8,500 bp · assets / shares)`, rounded down.
///
/// Without a reference the second alone; zero where there is no share.
#[must_use]
pub fn price(reference: Option<Price>, assets: Money, shares: MicroShares) -> Price {
    let part = u128::from(assets.0)
        .saturating_mul(u128::from(PART.0))
        .saturating_mul(UNIT);
    let whole = u128::from(shares.0).saturating_mul(10_000);
    let part = part.checked_div(whole).unwrap_or(0);
    let part = Price(u64::try_from(part).unwrap_or(u64::MAX));
    reference.map_or(part, |reference| reference.min(part))
}

/// Serves `queue` from `pool` at `price`: who leaves, who is in hardship, then who waits longest.
/// Those who stand alike and do not all fit share in proportion; the rest waits.
///
/// What is paid is never more than the pool, and what is taken back never more than was asked.
/// `None` if the price is zero or an amount does not fit.
#[must_use]
pub fn serve(pool: Money, price: Price, queue: &[Request]) -> Option<Vec<Redeemed>> {
    let mut queue: Vec<Request> = queue.to_vec();
    queue.sort_unstable_by_key(|it| (it.reason, since(it), it.member));
    let mut left = pool.0;
    let mut served = Vec::new();
    for alike in queue.chunk_by(|a, b| (a.reason, since(a)) == (b.reason, since(b))) {
        let wanted: Vec<u64> = alike.iter().map(|it| it.amount.0).collect();
        let all: u128 = wanted.iter().map(|it| u128::from(*it)).sum();
        let affordable = affordable(left, price)?;
        let is_short = all > u128::from(affordable);
        let given = if is_short {
            pro_rata(affordable, &wanted).ok()?
        } else {
            wanted
        };
        for (request, amount) in alike.iter().zip(given).filter(|it| it.1 > 0) {
            let amount = MicroShares(amount);
            let money = worth(amount, price)?;
            left = left.checked_sub(money.0)?;
            served.push(Redeemed {
                member: request.member,
                amount,
                money,
            });
        }
        if is_short {
            break;
        }
    }
    Some(served)
}

/// Among those who leave or are in hardship nobody is before another.
fn since(request: &Request) -> RoundNumber {
    match request.reason {
        Reason::Leaving | Reason::Hardship => RoundNumber(0),
        Reason::Wish => request.since,
    }
}

/// How many shares `pool` pays for at `price`, rounded down.
fn affordable(pool: u64, price: Price) -> Option<u64> {
    let product = u128::from(pool).checked_mul(UNIT)?;
    let shares = product.checked_div(u128::from(price.0))?;
    Some(u64::try_from(shares).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests;
