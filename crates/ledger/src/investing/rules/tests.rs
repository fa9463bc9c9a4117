use super::*;

fn member(number: u32) -> MemberNumber {
    MemberNumber(number)
}

fn terms(units: u64, rights: UnitRights) -> Offer {
    Offer {
        terms: super::super::OfferTerms {
            price: Money(1_000),
            units: Units(units),
            least: Units(1),
            ticks: 1,
            rights,
        },
        opened_ms: 0,
        stage: OfferStage::Issued { at_ms: 0 },
        amended: None,
        subscriptions: BTreeMap::new(),
        holdings: BTreeMap::new(),
    }
}

/// An issued offer of so many units at 10.00 each, with a cap of three times and three tenths of a surplus;
/// who holds how many, and what that returned.
fn offer(units: u64, held: &[(u32, u64, u64)]) -> Offer {
    let rights = UnitRights {
        return_cap: BasisPoints(30_000),
        surplus_share: BasisPoints(3_000),
        redeem_rounds: 0,
        redeem_price: BasisPoints(10_000),
    };
    let mut offer = terms(units, rights);
    offer.holdings = held
        .iter()
        .map(|(number, units, returned)| {
            let holding = Holding {
                units: Units(*units),
                returned: Money(*returned),
                ..Holding::default()
            };
            (member(*number), holding)
        })
        .collect();
    offer
}

fn one(offer: Offer) -> BTreeMap<ProposalId, Offer> {
    BTreeMap::from([(ProposalId(1), offer)])
}

fn amounts(of: &BTreeMap<Place, Money>) -> Vec<(u32, u64)> {
    of.iter().map(|((_, it), money)| (it.0, money.0)).collect()
}

#[test]
fn a_quarter_of_all_rights_is_a_third_of_the_members_shares() {
    const SHARE: u64 = 1_000_000;
    // units there are, micro-shares of members, the most for investors in basis points: room
    let table = [
        (0, 0, 2_500, 0),
        (0, 2 * SHARE, 2_500, 0),
        (0, 3 * SHARE, 2_500, 1),
        (0, 3 * SHARE - 1, 2_500, 0),
        (1, 3 * SHARE, 2_500, 0),
        (2, 3 * SHARE, 2_500, 0),
        (0, 20_000 * SHARE, 2_500, 6_666),
        (6_665, 20_000 * SHARE, 2_500, 1),
        (0, 20_000 * SHARE, 1_000, 2_222),
        (0, 20_000 * SHARE, 0, 0),
        (0, 700_000_000 * SHARE, 2_500, 100_000_000),
        (99_999_999, 700_000_000 * SHARE, 2_500, 1),
    ];
    for (counted, issued, share, expect) in table {
        let room = room(Units(counted), MicroShares(issued), BasisPoints(share));
        assert_eq!(room, Units(expect), "{counted} beside {issued} at {share}");
        // The sentence itself, at its edge.
        let whole = issued / SHARE;
        let is_within = |units: u64| units * 10_000 <= u64::from(share) * (units + whole);
        let all = counted + expect;
        assert!(expect == 0 || is_within(all), "{all}");
        assert!(all == 100_000_000 || !is_within(all + 1), "{all}");
    }
}

#[test]
fn whoever_would_have_too_much_gets_less() {
    type Row = (
        &'static [(u32, u64)],
        &'static [(u32, u64)],
        (u64, u64),
        &'static [(u32, u64)],
    );
    // paid, held before, room and least: issued
    let table: [Row; 11] = [
        (&[], &[], (100, 1), &[]),
        // A fifth each, to the unit.
        (
            &[(1, 20), (2, 20), (3, 20), (4, 20), (5, 20)],
            &[],
            (100, 100),
            &[(1, 20), (2, 20), (3, 20), (4, 20), (5, 20)],
        ),
        // Four can never have a fifth each at most.
        (&[(1, 20), (2, 20), (3, 20), (4, 20)], &[], (100, 1), &[]),
        // Cut down, the class is smaller, and a fifth of it, too.
        (
            &[(1, 40), (2, 10), (3, 10), (4, 10), (5, 10), (6, 10)],
            &[],
            (100, 1),
            &[(1, 12), (2, 10), (3, 10), (4, 10), (5, 10), (6, 10)],
        ),
        // One less than the least: nobody gets any.
        (
            &[(1, 40), (2, 10), (3, 10), (4, 10), (5, 10), (6, 10)],
            &[],
            (100, 63),
            &[],
        ),
        // What one holds already counts.
        (
            &[(1, 20), (2, 20)],
            &[(1, 20), (3, 20), (4, 20), (5, 20), (6, 20)],
            (100, 1),
            &[(1, 5), (2, 20)],
        ),
        // Who holds more than a fifth already gets nothing.
        (
            &[(1, 20), (2, 20)],
            &[(1, 80), (3, 10), (4, 10)],
            (100, 1),
            &[(2, 20)],
        ),
        // Less room than was paid for: in proportion, by largest remainder.
        (
            &[(1, 20), (2, 20), (3, 20), (4, 20), (5, 20), (6, 1)],
            &[],
            (50, 1),
            &[(1, 10), (2, 10), (3, 10), (4, 10), (5, 10)],
        ),
        (
            &[(1, 20), (2, 20), (3, 20), (4, 20), (5, 20)],
            &[],
            (4, 1),
            &[],
        ),
        (&[(1, 1)], &[], (0, 1), &[]),
        (&[(1, u64::MAX), (2, u64::MAX)], &[], (u64::MAX, 1), &[]),
    ];
    for (paid, held, (room, least), expect) in table {
        let pairs = |of: &[(u32, u64)]| -> Vec<(MemberNumber, Units)> {
            of.iter()
                .map(|(it, units)| (member(*it), Units(*units)))
                .collect()
        };
        let held = pairs(held).into_iter().collect();
        let share = BasisPoints(2_000);
        let issued = allot(&pairs(paid), &held, share, Units(room), Units(least));
        assert_eq!(issued, pairs(expect), "{paid:?} beside {held:?}");
    }
}

#[test]
fn a_surplus_returns_its_part_up_to_the_cap() {
    type Row = (
        u64,
        u64,
        (u64, &'static [(u32, u64, u64)]),
        &'static [(u32, u64)],
    );
    // surplus, the most for investors, units offered and who holds what: who is owed what
    let table: [Row; 12] = [
        (0, 0, (100, &[(1, 100, 0)]), &[]),
        (10_000, 3_000, (100, &[]), &[]),
        // Three tenths.
        (10_000, 3_000, (100, &[(1, 100, 0)]), &[(1, 3_000)]),
        (3, 3, (100, &[(1, 100, 0)]), &[]),
        (4, 4, (100, &[(1, 100, 0)]), &[(1, 1)]),
        // By units; what does not divide by largest remainder.
        (
            10_000,
            3_000,
            (100, &[(1, 50, 0), (2, 30, 0), (3, 20, 0)]),
            &[(1, 1_500), (2, 900), (3, 600)],
        ),
        (
            10,
            3,
            (3, &[(1, 1, 0), (2, 1, 0), (3, 1, 0)]),
            &[(1, 1), (2, 1), (3, 1)],
        ),
        // For as many of the offered units as somebody holds.
        (
            10_000,
            3_000,
            (100, &[(1, 25, 0), (2, 25, 0)]),
            &[(1, 750), (2, 750)],
        ),
        // One unit of 10.00 returns 30.00 and no cent more.
        (100_000, 30_000, (1, &[(1, 1, 0)]), &[(1, 3_000)]),
        (100_000, 30_000, (1, &[(1, 1, 2_999)]), &[(1, 1)]),
        (100_000, 30_000, (1, &[(1, 1, 3_000)]), &[]),
        // The charter may give investors less than their terms ask.
        (
            10_000,
            1_000,
            (100, &[(1, 50, 0), (2, 30, 0), (3, 20, 0)]),
            &[(1, 500), (2, 300), (3, 200)],
        ),
    ];
    for (surplus, most, (units, held), expect) in table {
        let owed = owed(Money(surplus), Money(most), &one(offer(units, held)));
        assert_eq!(amounts(&owed), expect, "{surplus} to {held:?}");
    }
}

#[test]
fn what_is_due_counts_as_returned() {
    let mut it = offer(1, &[(1, 1, 1_000)]);
    let holding = it.holdings.values_mut().next().expect("one");
    holding.due = Money(1_500);
    assert_eq!(
        amounts(&owed(Money(100_000), Money(100_000), &one(it.clone()))),
        [(1, 500)]
    );
    assert_eq!(amounts(&claims(&one(it))), [(1, 500)]);
}

#[test]
fn an_offer_that_was_not_issued_returns_nothing() {
    for stage in [
        OfferStage::Open { until_ms: 9 },
        OfferStage::Failed { at_ms: 9 },
    ] {
        let mut it = offer(1, &[(1, 1, 0)]);
        it.stage = stage;
        let offers = one(it);
        assert!(owed(Money(1_000), Money(1_000), &offers).is_empty());
        assert!(claims(&offers).is_empty());
    }
}

#[test]
fn a_redemption_pays_its_price_within_the_cap() {
    // units held, returned, units redeemed, its price in basis points: paid, and returned by them
    let table = [
        (10, 0, 10, 10_000, 10_000, 0),
        (10, 0, 1, 10_000, 1_000, 0),
        (10, 0, 3, 9_999, 2_999, 0),
        (10, 0, 10, 0, 0, 0),
        (10, 20_000, 10, 10_000, 10_000, 20_000),
        (10, 20_001, 10, 10_000, 9_999, 20_001),
        (10, 30_000, 10, 10_000, 0, 30_000),
        (10, 29_999, 1, 10_000, 0, 3_000),
        (10, 20_001, 1, 10_000, 999, 2_001),
        (10, 0, 10, 30_000, 30_000, 0),
        (10, 15_000, 10, 30_000, 15_000, 15_000),
    ];
    for (held, returned, units, price, paid, went) in table {
        let mut it = offer(10, &[(1, held, returned)]);
        it.terms.rights.redeem_price = BasisPoints(price);
        let holding = it.holdings[&member(1)];
        let units = Units(units);
        assert_eq!(
            redemption(&it, &holding, units),
            Money(paid),
            "{held} {returned} {units} {price}"
        );
        assert_eq!(returned_by(&holding, units), Money(went));
        assert!(
            paid + went <= 3_000 * units.0,
            "with what it returned within the cap"
        );
    }
}

#[test]
fn a_pool_that_is_short_is_shared_in_whole_units() {
    // pool: what member 1, who asks for 10, and member 2, who asks for 30, get
    type Row = (u64, &'static [(u32, u64, u64)]);
    let table: [Row; 7] = [
        (0, &[]),
        (999, &[]),
        (40_000, &[(1, 10, 10_000), (2, 30, 30_000)]),
        (39_999, &[(1, 10, 10_000), (2, 29, 29_000)]),
        (20_000, &[(1, 5, 5_000), (2, 15, 15_000)]),
        (4_000, &[(1, 1, 1_000), (2, 3, 3_000)]),
        (2_000, &[(2, 1, 1_000)]),
    ];
    let offers = one(offer(100, &[(1, 50, 0), (2, 50, 0)]));
    let asked = BTreeMap::from([
        ((ProposalId(1), member(1)), Units(10)),
        ((ProposalId(1), member(2)), Units(30)),
        // Who holds nothing, and an offer that is none, get nothing.
        ((ProposalId(1), member(3)), Units(30)),
        ((ProposalId(2), member(1)), Units(30)),
    ]);
    for (pool, expect) in table {
        let served = serve(Money(pool), &offers, &asked);
        let served: Vec<_> = served
            .into_iter()
            .map(|((_, it), units, money)| (it.0, units.0, money.0))
            .collect();
        assert_eq!(served, expect, "{pool}");
    }
}

/// One times the price before members, less where the cap is nearer; short, in proportion.
#[test]
fn at_the_end_the_price_comes_back_once() {
    type Row = (u64, &'static [(u32, u64, u64)], &'static [(u32, u64)]);
    let table: [Row; 8] = [
        (0, &[(1, 10, 0)], &[]),
        (10_000, &[(1, 10, 0)], &[(1, 10_000)]),
        (50_000, &[(1, 10, 0)], &[(1, 10_000)]),
        (9_999, &[(1, 10, 0)], &[(1, 9_999)]),
        (10_000, &[(1, 10, 0), (2, 30, 0)], &[(1, 2_500), (2, 7_500)]),
        (
            50_000,
            &[(1, 10, 20_000), (2, 30, 0)],
            &[(1, 10_000), (2, 30_000)],
        ),
        (
            50_000,
            &[(1, 10, 20_001), (2, 30, 0)],
            &[(1, 9_999), (2, 30_000)],
        ),
        (50_000, &[(1, 10, 30_000), (2, 30, 0)], &[(2, 30_000)]),
    ];
    for (assets, held, expect) in table {
        let offers = one(offer(40, held));
        let paid = on_winding_up(Money(assets), &offers);
        assert_eq!(amounts(&paid), expect, "{assets} to {held:?}");
        assert!(amounts(&paid).iter().map(|it| it.1).sum::<u64>() <= assets);
    }
}

#[test]
fn an_offer_takes_of_a_surplus_what_its_units_do() {
    let mut it = offer(1_000, &[(1, 333, 0)]);
    assert_eq!(surplus_share(&it), BasisPoints(999));
    it.stage = OfferStage::Open { until_ms: 9 };
    assert_eq!(
        surplus_share(&it),
        BasisPoints(3_000),
        "while it can still be all"
    );
    assert_eq!(surplus_share(&offer(1_000, &[])), BasisPoints(0));
    assert_eq!(surplus_share(&offer(10_000, &[(1, 1, 0)])), BasisPoints(1));
}
