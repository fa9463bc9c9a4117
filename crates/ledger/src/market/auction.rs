//! The call auction: one price for everybody.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::{BasisPoints, MemberNumber, MicroShares, Money, Price};
use crate::score::pro_rata;

use super::worth;

/// How far from the reference a price may be, in basis points of it.
pub const BAND: BasisPoints = BasisPoints(2_000);

/// Auctions whose outcome makes the reference.
pub const REFERENCE_AUCTIONS: usize = 4;

/// Whoever trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Trader {
    /// The commons itself, which only buys.
    Treasury = 0,
    /// A member.
    Member(MemberNumber) = 1,
}

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Side {
    /// To buy at the limit or below.
    Buy = 0,
    /// To sell at the limit or above.
    Sell = 1,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Buy, Self::Sell];

    /// Returns the permanent word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Sell => "sell",
        }
    }

    /// Returns the side of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// What was revealed: at most one by each trader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Order {
    /// Whose.
    pub trader: Trader,
    /// Which way.
    pub side: Side,
    /// The worst price that is still wanted.
    pub limit: Price,
    /// How much at most.
    pub amount: MicroShares,
}

/// What of an order was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Whose order.
    pub trader: Trader,
    /// Which way.
    pub side: Side,
    /// How much.
    pub amount: MicroShares,
    /// What is paid for it, or received.
    pub money: Money,
}

/// The outcome of an auction in which something was traded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// The price of all trades.
    pub price: Price,
    /// What changed hands.
    pub volume: MicroShares,
    /// What buyers pay and sellers receive together.
    pub money: Money,
    /// The orders that were carried out in whole or in part, in the order of their traders.
    pub fills: Vec<Fill>,
}

/// The lowest and the highest price of an auction, both allowed.
#[must_use]
pub fn band(reference: Price) -> (Price, Price) {
    let whole = u128::from(reference.0);
    let part = |points: u32| whole.saturating_mul(u128::from(points));
    let low = part(10_000_u32.saturating_sub(BAND.0)).div_ceil(10_000);
    let high = part(10_000_u32.saturating_add(BAND.0)).div_euclid(10_000);
    let price = |it| Price(u64::try_from(it).unwrap_or(u64::MAX));
    (price(low), price(high))
}

/// Carries out an auction around `reference`.
///
/// The price is the limit inside the band with the most volume, then the least surplus, then the
/// nearest to the reference, then the lower. Better limits are served first, and a limit beyond
/// the band counts as the band's edge; where the last that are served do not all fit, they share in
/// proportion. `None` if nothing is traded or an amount does not fit.
#[must_use]
pub fn clear(reference: Price, orders: &[Order]) -> Option<Clearing> {
    let (low, high) = band(reference);
    let mut orders: Vec<Order> = orders.to_vec();
    orders.sort_unstable_by_key(|order| order.trader);
    let book = Book::of(&orders, low, high);
    let candidates = orders.iter().map(|order| order.limit);
    let candidates = candidates.filter(|limit| (low..=high).contains(limit));
    let (price, volume) = candidates
        .map(|price| (price, book.demand(price), book.supply(price)))
        .min_by_key(|(price, demand, supply)| {
            let volume = core::cmp::Reverse(*demand.min(supply));
            let surplus = demand.abs_diff(*supply);
            (volume, surplus, price.0.abs_diff(reference.0), *price)
        })
        .map(|(price, demand, supply)| (price, demand.min(supply)))?;
    let volume = u64::try_from(volume).ok().map(MicroShares)?;
    if volume.0 == 0 {
        return None;
    }
    let money = worth(volume, price)?;
    let mut fills = Vec::new();
    for side in [Side::Buy, Side::Sell] {
        let amounts = serve(&orders, side, price, volume, (low, high))?;
        let paid = pro_rata(money.0, &amounts).ok()?;
        let of_side = orders.iter().zip(amounts.into_iter().zip(paid));
        fills.extend(of_side.filter(|(_, (amount, _))| *amount > 0).map(
            |(order, (amount, money))| Fill {
                trader: order.trader,
                side,
                amount: MicroShares(amount),
                money: Money(money),
            },
        ));
    }
    fills.sort_by_key(|fill| fill.trader);
    Some(Clearing {
        price,
        volume,
        money,
        fills,
    })
}

/// The reference of the next auction: the median price of the last [`REFERENCE_AUCTIONS`], each
/// weighted with what it traded, the lower one where it falls between two. `None` if none traded.
#[must_use]
pub fn reference(last: &[(Price, MicroShares)]) -> Option<Price> {
    let from = last.len().saturating_sub(REFERENCE_AUCTIONS);
    let mut last: Vec<_> = last.iter().skip(from).filter(|it| it.1.0 > 0).collect();
    last.sort_unstable_by_key(|(price, _)| *price);
    let all: u128 = last.iter().map(|(_, volume)| u128::from(volume.0)).sum();
    let mut below = 0_u128;
    for (price, volume) in last {
        below = below.saturating_add(u128::from(volume.0));
        if below.saturating_mul(2) >= all {
            return Some(*price);
        }
    }
    None
}

/// Running sums of both sides, by limit.
struct Book {
    /// Of buyers, the dearest limit first: what is wanted at this limit or above.
    demand: Vec<(Price, u128)>,
    /// Of sellers, the cheapest limit first: what is offered at this limit or below.
    supply: Vec<(Price, u128)>,
}

impl Book {
    fn of(orders: &[Order], low: Price, high: Price) -> Self {
        let of = |side| {
            let limits = orders.iter().filter(move |order| order.side == side);
            let mut limits: Vec<_> = limits
                .map(|order| (at(order, (low, high)), u128::from(order.amount.0)))
                .collect();
            limits.sort_unstable_by_key(|(limit, _)| *limit);
            limits
        };
        let sums = |limits: Vec<(Price, u128)>| {
            let mut sum = 0_u128;
            let add = move |(limit, amount): (Price, u128)| {
                sum = sum.saturating_add(amount);
                (limit, sum)
            };
            limits.into_iter().map(add).collect::<Vec<_>>()
        };
        let mut buyers = of(Side::Buy);
        buyers.reverse();
        Self {
            demand: sums(buyers),
            supply: sums(of(Side::Sell)),
        }
    }

    fn demand(&self, price: Price) -> u128 {
        let served = self.demand.partition_point(|(limit, _)| *limit >= price);
        last_sum(&self.demand, served)
    }

    fn supply(&self, price: Price) -> u128 {
        let served = self.supply.partition_point(|(limit, _)| *limit <= price);
        last_sum(&self.supply, served)
    }
}

fn last_sum(sums: &[(Price, u128)], served: usize) -> u128 {
    let last = served.checked_sub(1).and_then(|at| sums.get(at));
    last.map_or(0, |(_, sum)| *sum)
}

/// The limit of `order`, as the band lets it count: nobody is served first for a price that nobody
/// can be asked for. A buyer below the band or a seller above it keeps a limit that is never met.
fn at(order: &Order, (low, high): (Price, Price)) -> Price {
    match order.side {
        Side::Buy => order.limit.min(high),
        Side::Sell => order.limit.max(low),
    }
}

/// How much each order of `side` gets of `volume`, by the places of `orders`.
fn serve(
    orders: &[Order],
    side: Side,
    price: Price,
    volume: MicroShares,
    band: (Price, Price),
) -> Option<Vec<u64>> {
    let mut amounts = vec![0; orders.len()];
    let mut places: Vec<(u64, usize)> = orders
        .iter()
        .enumerate()
        .filter(|(_, order)| order.side == side)
        .filter_map(|(place, order)| {
            let limit = at(order, band);
            let better_by = match side {
                Side::Buy => limit.0.checked_sub(price.0)?,
                Side::Sell => price.0.checked_sub(limit.0)?,
            };
            Some((better_by, place))
        })
        .collect();
    places.sort_unstable_by_key(|(better_by, place)| (core::cmp::Reverse(*better_by), *place));
    let mut left = volume.0;
    for alike in places.chunk_by(|a, b| a.0 == b.0) {
        let wanted = alike.iter().map(|(_, place)| orders.get(*place));
        let wanted: Option<Vec<u64>> = wanted.map(|it| it.map(|it| it.amount.0)).collect();
        let wanted = wanted?;
        let all: u128 = wanted.iter().map(|amount| u128::from(*amount)).sum();
        let given = match u64::try_from(all) {
            Ok(all) if all <= left => wanted,
            _ => pro_rata(left, &wanted).ok()?,
        };
        for ((_, place), amount) in alike.iter().zip(given) {
            left = left.checked_sub(amount)?;
            *amounts.get_mut(*place)? = amount;
        }
    }
    (left == 0).then_some(amounts)
}

#[cfg(test)]
mod tests;
