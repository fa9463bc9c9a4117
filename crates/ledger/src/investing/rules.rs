//! The rules of class I as pure functions over amounts: who gets how many units, what they return, what
//! is paid for redeeming them, and what goes to them when everything ends.

use std::collections::BTreeMap;

use super::{Holding, Offer, OfferStage, UnitRights, Units, sum};
use crate::ids::{BasisPoints, MemberNumber, MicroShares, Money, ProposalId};
use crate::score::pro_rata;

/// A holding of one offer.
pub type Place = (ProposalId, MemberNumber);

/// Returns how many units more there can be beside `counted` while members hold `issued` shares: investors
/// then have at most `share` of all units and whole shares together, rounded down.
///
/// # Source
///
/// GOVERNANCE §8: at most 2,500 bp of economic rights in all.
#[must_use]
pub fn room(counted: Units, issued: MicroShares, share: BasisPoints) -> Units {
    // c / (c + s) ≤ p  ⇔  c ≤ s·p / (1 − p)
    let whole = issued.0.checked_div(MicroShares::SHARE.0).unwrap_or(0);
    let rest = 10_000_u128.saturating_sub(u128::from(share.0));
    let most = u128::from(whole)
        .saturating_mul(u128::from(share.0))
        .checked_div(rest);
    // Everything is investors': only the pool bounds it.
    let most = most.and_then(|it| u64::try_from(it).ok());
    let most = most.unwrap_or(u64::MAX).min(super::UNITS_MAX.0);
    Units(most.saturating_sub(counted.0))
}

/// Returns the most of `all` units that one investor may hold, rounded down.
#[must_use]
pub fn most_of(all: Units, share: BasisPoints) -> Units {
    let most = u128::from(all.0).saturating_mul(u128::from(share.0));
    let most = most.checked_div(10_000).unwrap_or(0);
    Units(u64::try_from(most).unwrap_or(u64::MAX))
}

/// Returns who gets how many of the units that they paid for, when an offer closes.
///
/// First all together get at most `room`, in proportion, what does not divide by largest remainder. Then
/// nobody gets more than what, with the units `held` before, makes `share` of the class as it then is: each
/// who would is cut down, which makes the class smaller, until it holds for everybody. Fewer than `least` in
/// all: nobody gets any.
#[must_use]
pub fn allot(
    paid: &[(MemberNumber, Units)],
    held: &BTreeMap<MemberNumber, Units>,
    share: BasisPoints,
    room: Units,
    least: Units,
) -> Vec<(MemberNumber, Units)> {
    let wanted: Vec<u64> = paid.iter().map(|it| it.1.0).collect();
    let all = wanted.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
    let mut given = if all > room.0 {
        pro_rata(room.0, &wanted).unwrap_or_default()
    } else {
        wanted
    };
    let before = sum(held.values().copied()).0;
    loop {
        let class = given.iter().fold(before, |sum, it| sum.saturating_add(*it));
        let most = most_of(Units(class), share).0;
        let mut is_cut = false;
        for (units, (member, _)) in given.iter_mut().zip(paid) {
            let has = held.get(member).map_or(0, |it| it.0);
            let may = most.saturating_sub(has);
            if *units > may {
                *units = may;
                is_cut = true;
            }
        }
        if !is_cut {
            break;
        }
    }
    let members = paid.iter().map(|it| it.0);
    let allotted = members.zip(given.into_iter().map(Units));
    let allotted: Vec<_> = allotted.filter(|it| it.1.0 > 0).collect();
    if sum(allotted.iter().map(|it| it.1)) < least {
        return Vec::new();
    }
    allotted
}

/// Returns the most that `units` at `price` ever return, in minor units, rounded down.
#[must_use]
pub fn cap(price: Money, units: Units, rights: &UnitRights) -> Money {
    of_price(price, units, rights.return_cap)
}

fn of_price(price: Money, units: Units, share: BasisPoints) -> Money {
    let paid = u128::from(price.0).saturating_mul(u128::from(units.0));
    let part = paid.saturating_mul(u128::from(share.0)).checked_div(10_000);
    let part = part.and_then(|it| u64::try_from(it).ok());
    Money(part.unwrap_or(u64::MAX))
}

/// Returns what `holding` can still return before its cap, in minor units.
#[must_use]
pub fn left(offer: &Offer, holding: &Holding) -> Money {
    let cap = cap(offer.terms.price, holding.units, &offer.terms.rights);
    let had = holding.returned.0.saturating_add(holding.due.0);
    Money(cap.0.saturating_sub(had))
}

/// Returns what each holding is owed of `surplus`: of each offer its part, for as many of its units as are
/// outstanding, by units; nobody more than what is left to their cap. What is above a cap stays with the
/// commons. All together are at most `most`: if they would be more, each gets less in proportion.
///
/// # Source
///
/// GOVERNANCE §7, surplus of a year; §8, class I.
#[must_use]
pub fn owed(
    surplus: Money,
    most: Money,
    offers: &BTreeMap<ProposalId, Offer>,
) -> BTreeMap<Place, Money> {
    let mut places = Vec::new();
    let mut amounts = Vec::new();
    for (id, offer) in issued(offers) {
        let units: Vec<u64> = offer.holdings.values().map(|it| it.units.0).collect();
        let part = part_of(surplus, offer);
        let split = pro_rata(part.0, &units).unwrap_or_default();
        for ((member, holding), amount) in offer.holdings.iter().zip(split) {
            places.push((id, *member));
            amounts.push(amount.min(left(offer, holding).0));
        }
    }
    let all = amounts
        .iter()
        .fold(0_u64, |sum, it| sum.saturating_add(*it));
    if all > most.0 {
        amounts = pro_rata(most.0, &amounts).unwrap_or_default();
    }
    let owed = places.into_iter().zip(amounts.into_iter().map(Money));
    owed.filter(|it| it.1.0 > 0).collect()
}

/// Returns a part of a surplus in basis points, rounded down.
#[must_use]
pub fn part(surplus: Money, share: BasisPoints) -> Money {
    let product = u128::from(surplus.0).saturating_mul(u128::from(share.0));
    let part = product.checked_div(10_000);
    let part = part.and_then(|it| u64::try_from(it).ok());
    Money(part.unwrap_or(surplus.0).min(surplus.0))
}

/// The part of `surplus` that the outstanding units of `offer` get, rounded down.
fn part_of(surplus: Money, offer: &Offer) -> Money {
    let share = u128::from(offer.terms.rights.surplus_share.0);
    let units = u128::from(offer.outstanding().0);
    let whole = u128::from(offer.terms.units.0).saturating_mul(10_000);
    let part = u128::from(surplus.0)
        .saturating_mul(share)
        .saturating_mul(units)
        .checked_div(whole);
    let part = part.and_then(|it| u64::try_from(it).ok());
    Money(part.unwrap_or(0).min(surplus.0))
}

/// Returns the part of a surplus that `offer` may come to, in basis points rounded up: all of its share
/// while it is open, then for as many of its units as are outstanding.
#[must_use]
pub fn surplus_share(offer: &Offer) -> BasisPoints {
    let share = u128::from(offer.terms.rights.surplus_share.0);
    let part = share
        .saturating_mul(u128::from(offer.counted().0))
        .div_ceil(u128::from(offer.terms.units.0).max(1));
    BasisPoints(u32::try_from(part).unwrap_or(u32::MAX))
}

/// Returns what is paid for redeeming `units` of `holding`: the price that the terms give, but with what
/// these units returned never more than their cap.
#[must_use]
pub fn redemption(offer: &Offer, holding: &Holding, units: Units) -> Money {
    let rights = &offer.terms.rights;
    let price = of_price(offer.terms.price, units, rights.redeem_price);
    let cap = cap(offer.terms.price, units, rights);
    let returned = returned_by(holding, units);
    Money(price.0.min(cap.0.saturating_sub(returned.0)))
}

/// Returns the part of what `holding` returned, or is to return, that goes with `units` of it, rounded up.
#[must_use]
pub fn returned_by(holding: &Holding, units: Units) -> Money {
    let amount = holding.returned.0.saturating_add(holding.due.0);
    if units >= holding.units {
        return Money(amount);
    }
    let product = u128::from(amount).saturating_mul(u128::from(units.0));
    let part = product.div_ceil(u128::from(holding.units.0).max(1));
    Money(u64::try_from(part).unwrap_or(amount).min(amount))
}

/// Returns how many units of those `asked` are redeemed from `pool`, and for how much. If it does not pay
/// for all of them, everybody gets whole units for their part of it, in proportion; the rest waits.
#[must_use]
pub fn serve(
    pool: Money,
    offers: &BTreeMap<ProposalId, Offer>,
    asked: &BTreeMap<Place, Units>,
) -> Vec<(Place, Units, Money)> {
    let of = |place: &Place| {
        let offer = offers.get(&place.0)?;
        Some((offer, offer.holdings.get(&place.1)?))
    };
    let wanted: Vec<_> = asked
        .iter()
        .filter_map(|(place, units)| {
            let (offer, holding) = of(place)?;
            let units = (*units).min(holding.units);
            Some((*place, offer, holding, units))
        })
        .collect();
    let prices: Vec<u64> = wanted
        .iter()
        .map(|(_, offer, holding, units)| redemption(offer, holding, *units).0)
        .collect();
    let all = prices.iter().fold(0_u64, |sum, it| sum.saturating_add(*it));
    let parts = if all > pool.0 {
        pro_rata(pool.0, &prices).unwrap_or_default()
    } else {
        prices
    };
    let served = wanted.into_iter().zip(parts);
    let served = served.map(|((place, offer, holding, most), part)| {
        let units = affordable(offer, holding, most, Money(part));
        (place, units, redemption(offer, holding, units))
    });
    served.filter(|it| it.1.0 > 0 && it.2.0 > 0).collect()
}

/// The most of `most` units whose redemption costs at most `part`.
fn affordable(offer: &Offer, holding: &Holding, most: Units, part: Money) -> Units {
    let (mut fits, mut too_many) = (0_u64, most.0.saturating_add(1));
    while too_many.saturating_sub(fits) > 1 {
        let middle = fits.midpoint(too_many);
        if redemption(offer, holding, Units(middle)) <= part {
            fits = middle;
        } else {
            too_many = middle;
        }
    }
    Units(fits)
}

/// Returns what each holding is to get before members when everything ends: the price of its units once,
/// but with what they returned never more than their cap.
#[must_use]
pub fn claims(offers: &BTreeMap<ProposalId, Offer>) -> BTreeMap<Place, Money> {
    let all = issued(offers).flat_map(|(id, offer)| {
        offer.holdings.iter().map(move |(member, holding)| {
            let price = of_price(offer.terms.price, holding.units, BasisPoints(10_000));
            ((id, *member), price.min(left(offer, holding)))
        })
    });
    all.filter(|it| it.1.0 > 0).collect()
}

/// Returns what each holding gets of `assets` when everything ends, before members: its claim, or if the
/// assets are less than all claims together, its part of them by claims.
#[must_use]
pub fn on_winding_up(
    assets: Money,
    offers: &BTreeMap<ProposalId, Offer>,
) -> BTreeMap<Place, Money> {
    let claims = claims(offers);
    let amounts: Vec<u64> = claims.values().map(|it| it.0).collect();
    let all = amounts
        .iter()
        .fold(0_u64, |sum, it| sum.saturating_add(*it));
    if all <= assets.0 {
        return claims;
    }
    let parts = pro_rata(assets.0, &amounts).unwrap_or_default();
    let paid = claims.into_keys().zip(parts.into_iter().map(Money));
    paid.filter(|it| it.1.0 > 0).collect()
}

fn issued(offers: &BTreeMap<ProposalId, Offer>) -> impl Iterator<Item = (ProposalId, &Offer)> {
    let issued = |it: &Offer| matches!(it.stage, OfferStage::Issued { .. });
    let offers = offers.iter().map(|(id, it)| (*id, it));
    offers.filter(move |(_, it)| issued(it))
}

#[cfg(test)]
mod tests;
