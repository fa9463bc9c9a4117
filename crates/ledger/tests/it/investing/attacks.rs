//! Investor creep, from the catalogue of attacks: control or claims that grow by many small steps, each of
//! which is allowed.

use ledger::ids::{MicroShares, ProposalId};
use ledger::investing::rules::surplus_share;

use super::{SHARE, issued, network, open, pass, pay};

/// Many offers, each under the limit: all of them together are measured.
#[test]
fn many_small_offers_are_one() {
    let mut network = network(open());
    // Twenty thousand shares of members leave room for 6,666 units.
    for id in 1..=6 {
        network.check("m0 propose offer:1000:1000:5:9000:30000:500:0:10000");
        pass(&mut network, id);
    }
    network.check(
        "
        class-i room                 => 666
        m0 propose offer:1000:667:5:336:30000:1:0:10000 => rights-exceeded
        # Six offers of five hundredths are the three tenths: nothing is left of the surplus.
        m0 propose offer:1000:666:5:336:30000:1:0:10000 => surplus-exceeded
        # One of them that fails makes room again.
        wait 6600
        class-i offer 1              => failed
        class-i room                 => 1666
        ",
    );
    let offers = &network.state.investing.offers;
    let all: u32 = offers.values().map(|it| surplus_share(it).0).sum();
    assert_eq!(all, 2_500, "what failed gets nothing of a surplus");
}

/// Two offers that are voted on at the same time: the one that is enacted last no longer fits.
#[test]
fn offers_filed_together_do_not_pass_together() {
    let mut network = network(open());
    network.check(
        "
        m0 propose offer:1000:4000:5:336:30000:1500:0:10000
        m1 propose offer:1000:4000:5:336:30000:1500:0:10000
        first 39 vote 1 yes
        first 39 vote 2 yes
        wait 504
        proposal 1                   => enacted
        proposal 2                   => failed-conflict
        ",
    );
}

/// One investor under two names gets a fifth with each: the record knows accounts, not people. The money of
/// each is seen by two people in office, with the name on the bank's paper; what stops it is them. But no
/// name of theirs gets a vote.
#[test]
fn one_investor_with_many_names_gets_no_vote_for_any() {
    let mut network = issued(open());
    network.check("m0 propose statement");
    for name in ["i0", "i1", "i2", "i3", "i4"] {
        network.check(&format!("{name} vote 2 yes => not-in-electorate"));
    }
    // Their claim is what they paid, once, and their part of the surplus is bounded whoever they are.
    network.check("class-i claim => 1000000");
}

/// A fifth is measured over all offers, so that it cannot be taken anew with each.
#[test]
fn a_fifth_is_measured_over_all_offers() {
    let mut network = issued(open());
    network.state.investing.offers.values_mut().for_each(|it| {
        it.terms.rights.surplus_share.0 = 1_000;
    });
    network.check("m0 propose offer:1000:1000:5:336:30000:1000:0:10000");
    pass(&mut network, 2);
    network.check(
        "
        class-i most 2 i0            => 200
        class-i most 2 i5            => 400
        i0 invest take 2 201         => too-much-of-the-class
        i0 invest take 2 200
        i5 invest take 2 401         => too-much-of-the-class
        ",
    );
    pay(&mut network, 2, "i0");
    network.wait(336);
    // Only they came: with 1,200 units in all nobody has more than 240.
    network.check("class-i of i0 => 200\n class-i all => 1000\n class-i offer 2 => failed");
}

/// Members' shares that are bought back make room for nobody: there is less room than before.
#[test]
fn buying_shares_back_makes_no_room() {
    let mut network = issued(open());
    network.check("class-i room => 5666");
    network.state.issued = MicroShares(network.state.issued.0 - 9_000 * SHARE);
    network.check("class-i room => 2666");
    network.state.issued = MicroShares(2_000 * SHARE);
    network.check("class-i room => 0");
}

/// Units that are redeemed make room for as many, and for no more; what they returned stays returned.
#[test]
fn buying_units_back_makes_room_for_as_many() {
    let mut network = issued(open());
    network.check("m0 propose budget:1000000:escrow=500000");
    pass(&mut network, 2);
    network.check("i0 invest redeem 1 200\n i1 invest redeem 1 200\n wait 168");
    network.check("class-i all => 600\n class-i room => 6066");
    let offer = &network.state.investing.offers[&ProposalId(1)];
    assert_eq!(surplus_share(offer).0, 1_800, "their part goes with them");
    network.check("m0 propose offer:1000:400:5:336:30000:1201:0:10000 => surplus-exceeded");
    network.check("m0 propose offer:1000:400:5:336:30000:1200:0:10000");
}

/// Shares that are taken back while an offer is open: what would be too much when it closes goes back.
#[test]
fn what_no_longer_fits_when_an_offer_closes_goes_back() {
    let mut network = network(open());
    network.check("m0 propose offer:1000:1000:5:336:30000:3000:0:10000");
    pass(&mut network, 1);
    for it in 0..5 {
        let name = format!("i{it}");
        network.check(&format!("{name} invest take 1 180"));
        pay(&mut network, 1, &name);
    }
    // As if the members had sold most of theirs to the commons.
    let gone = network.state.issued.0 - 1_500 * SHARE;
    network.state.issued.0 -= gone;
    network.state.pool.0 += gone;
    network.wait(336);
    network.check(
        "
        class-i offer 1              => issued
        class-i all                  => 500
        class-i of i0                => 100
        class-i escrow               => 400000, 400000 promised
        books income                 => 500000
        ",
    );
}
