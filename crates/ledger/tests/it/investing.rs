//! Class I (GOVERNANCE §8, ADR-0032): from a vote on an offer to units, returns and redemption; who says
//! what; every limit at its edge; and that a unit never votes.

use ledger::apply::{consent, observer, room_left, subscribes_at_most};
use ledger::books::Account;
use ledger::charter::Charter;
use ledger::ids::{BasisPoints, Digest, MemberNumber, Money, ProposalId};
use ledger::investing::{Amendment, Consent, OfferStage, OfferTerms, UnitRights, Units};
use ledger::market::trading::Opened;
use ledger::operation::{Body, Payload, Propose};
use ledger::payload::Envelope;
use ledger::state::State;

use crate::script::Network;
use crate::tracks::{forty, quick};

mod attacks;
mod lives;
mod voting;

const SHARE: u64 = 1_000_000;

fn number<T: std::str::FromStr>(word: &str) -> T {
    let parsed = word.parse().ok();
    parsed.unwrap_or_else(|| panic!("a number: {word}"))
}

fn rights(words: &[&str]) -> UnitRights {
    let [cap, share, rounds, price] = words else {
        panic!("four rights: {words:?}");
    };
    UnitRights {
        return_cap: BasisPoints(number(cap)),
        surplus_share: BasisPoints(number(share)),
        redeem_rounds: number(rounds),
        redeem_price: BasisPoints(number(price)),
    }
}

/// Reads `offer:PRICE:UNITS:LEAST:TICKS:CAP:SHARE:ROUNDS:PRICE` and `amend:OFFER:CAP:SHARE:ROUNDS:PRICE`.
pub(crate) fn payload(words: &[&str]) -> Payload {
    match words {
        ["offer", price, units, least, ticks, rest @ ..] => Payload::Offer(OfferTerms {
            price: Money(number(price)),
            units: Units(number(units)),
            least: Units(number(least)),
            ticks: number(ticks),
            rights: rights(rest),
        }),
        ["amend", offer, rest @ ..] => Payload::AmendOffer(Amendment {
            offer: ProposalId(number(offer)),
            rights: rights(rest),
        }),
        other => panic!("no such payload: {other:?}"),
    }
}

/// Reads what follows `invest`: `take 2 500`, `leave 2`, `came 2 ann`, `say 3 given`, `name bob`,
/// `redeem 2 100`.
pub(crate) fn body(network: &Network, words: &[&str]) -> Body {
    let id = |word: &str| ProposalId(number(word));
    match words {
        ["take", offer, units] => Body::Subscribe {
            offer: id(offer),
            units: Units(number(units)),
        },
        ["leave", offer] => Body::WithdrawSubscription(id(offer)),
        ["came", offer, name] => Body::AttestSubscription {
            offer: id(offer),
            investor: network.people[*name].0,
            evidence: Digest([0x43; 32]),
        },
        ["say", proposal, answer] => Body::AnswerConsent {
            proposal: id(proposal),
            answer: Consent::of_word(answer).expect("an answer"),
        },
        ["name", name] => Body::NameObserver(network.people[*name].0),
        ["redeem", offer, units] => Body::RedeemUnits {
            offer: id(offer),
            units: Units(number(units)),
        },
        other => panic!("no such act: {other:?}"),
    }
}

/// Answers what follows `class-i`: `offer 2` (where it stands), `of ann` (units held), `all` (outstanding),
/// `room`, `most 2 ann` (what ann can want), `consent 3`, `observer`, `escrow` (in it, and promised),
/// `claim`, `returned 2 ann`.
pub(crate) fn ask(network: &Network, words: &[&str]) -> String {
    let state = &network.state;
    let investing = &state.investing;
    let who = |name: &str| network.people[name].0;
    let offer = |word: &str| &investing.offers[&ProposalId(number(word))];
    match words {
        ["offer", id] => match offer(id).stage {
            OfferStage::Open { .. } => "open".to_owned(),
            OfferStage::Issued { .. } => "issued".to_owned(),
            OfferStage::Failed { .. } => "failed".to_owned(),
        },
        ["of", name] => {
            let held = investing.held();
            held.get(&who(name))
                .copied()
                .unwrap_or_default()
                .to_string()
        }
        ["all"] => investing.outstanding().to_string(),
        ["room"] => room_left(state).to_string(),
        ["most", id, name] => {
            subscribes_at_most(state, ProposalId(number(id)), who(name)).to_string()
        }
        ["consent", id] => {
            let proposal = state.find_proposal(ProposalId(number(id)));
            consent(state, proposal.expect("a proposal")).map_or("none".to_owned(), |it| {
                format!("{}:{} of {}", it.given, it.refused, it.all)
            })
        }
        ["observer"] => observer(state).map_or("none".to_owned(), |it| {
            let named = network.people.iter().find(|(_, person)| person.0 == it);
            named.expect("somebody").0.clone()
        }),
        ["escrow"] => {
            let balance = state.books.balance(Account::Envelope(Envelope::Escrow));
            format!("{}, {} promised", balance.standing(), balance.held)
        }
        ["claim"] => investing.claim().to_string(),
        ["returned", id, name] => offer(id).holdings[&who(name)].returned.to_string(),
        other => panic!("no such question: {other:?}"),
    }
}

/// One operation of every kind and each payload, for the frozen vectors.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let offer = ProposalId(17);
    let propose = |payload| {
        Body::Propose(Propose {
            payload,
            text: Digest([0x32; 32]),
        })
    };
    vec![
        (
            "propose an offer",
            propose(payload(&[
                "offer", "2500", "40000", "10000", "672", "25000", "1500", "104", "10000",
            ])),
        ),
        (
            "propose other rights",
            propose(payload(&["amend", "17", "30000", "3000", "52", "0"])),
        ),
        (
            "subscribe",
            Body::Subscribe {
                offer,
                units: Units((1 << 53) + 1),
            },
        ),
        ("withdraw-subscription", Body::WithdrawSubscription(offer)),
        (
            "attest-subscription",
            Body::AttestSubscription {
                offer,
                investor: MemberNumber(70_000),
                evidence: Digest([0x43; 32]),
            },
        ),
        (
            "answer-consent given",
            Body::AnswerConsent {
                proposal: ProposalId(18),
                answer: Consent::Given,
            },
        ),
        (
            "answer-consent refused",
            Body::AnswerConsent {
                proposal: ProposalId(18),
                answer: Consent::Refused,
            },
        ),
        ("name-observer", Body::NameObserver(MemberNumber(318))),
        (
            "redeem-units",
            Body::RedeemUnits {
                offer,
                units: Units(500),
            },
        ),
    ]
}

/// [`quick`], where nobody after the first forty is a member by coming alone.
fn closed() -> Charter {
    Charter {
        bootstrap_members: 40,
        ..quick()
    }
}

/// The same with class I open.
pub(crate) fn open() -> Charter {
    Charter {
        class_i: Opened::Open,
        ..closed()
    }
}

/// Forty members with 500 vested shares each, so that investors may have 6,666 units; and eight people with
/// an account and nothing else: i0 to i7.
pub(crate) fn network(charter: Charter) -> Network {
    let mut network = forty(charter);
    network.wait(168);
    let everybody = (0..39).map(|it| format!("m{it}"));
    let rows: Vec<String> = core::iter::once("founder".to_owned())
        .chain(everybody)
        .map(|name| format!("{name} {}", 500 * SHARE))
        .collect();
    network.check(&format!("settle 0 {}", rows.join(" ")));
    for it in 0..8 {
        assert_eq!(network.join(&format!("i{it}"), &format!("m{it}")), Ok(()));
    }
    network
}

/// Passes what was filed as `id`.
pub(crate) fn pass(network: &mut Network, id: u32) {
    network.check(&format!(
        "first 39 vote {id} yes\n wait 504\n proposal {id} => enacted"
    ));
}

/// Two in office say that what `name` owes for offer `id` came.
pub(crate) fn pay(network: &mut Network, id: u32, name: &str) {
    let transfer = network.state.books.transfers.len() + 1;
    network.check(&format!(
        "m30 invest came {id} {name}\n m31 confirm {transfer}"
    ));
}

/// An offer of 1,000 units at 10.00, of which five investors take 200 each, issued: proposal 1.
pub(crate) fn issued(charter: Charter) -> Network {
    let mut network = network(charter);
    network.check("m0 propose offer:1000:1000:500:336:30000:3000:0:10000");
    pass(&mut network, 1);
    for it in 0..5 {
        let name = format!("i{it}");
        network.check(&format!("{name} invest take 1 200"));
        pay(&mut network, 1, &name);
    }
    network.wait(0);
    network.check("class-i offer 1 => issued");
    network
}

/// Nothing of class I can be begun where the charter does not say so, and it takes a vote of class H to say so.
#[test]
fn it_is_off_until_the_charter_turns_it_on() {
    let mut network = network(closed());
    network.check(
        "
        standing i0                  => guest
        m0 propose offer:1000:1000:500:336:30000:3000:0:10000 => class-i-closed
        i0 invest take 1 200         => class-i-closed
        m0 propose charter:class-i=1
        class 1                      => H money-rules
        ",
    );
    pass(&mut network, 1);
    network.check("m0 propose offer:1000:1000:500:336:30000:3000:0:10000");
    network.check("class 2 => H money-rules");
}

/// From the vote to units on the cap table: the thinnest path, with what each step refuses.
#[test]
fn an_offer_goes_from_a_vote_to_units() {
    let mut network = network(open());
    network.check("m0 propose offer:1000:1000:500:336:30000:3000:0:10000");
    network.check("i0 invest take 1 200 => offer-not-found");
    pass(&mut network, 1);
    network.check(
        "
        class-i offer 1              => open
        class-i most 1 i0            => 200
        i0 invest take 1 0           => payload-out-of-bounds
        i0 invest take 1 201         => too-much-of-the-class
        i0 invest take 1 1001        => subscribes-too-much
        i0 invest leave 1            => subscription-not-found
        i0 invest take 1 100
        i0 invest take 1 200
        class-i most 1 i1            => 200
        i1 invest take 1 50
        i1 invest leave 1
        m30 invest came 1 i1         => subscription-not-found
        m30 invest came 7 i0         => offer-not-found
        i1 invest take 1 200
        m30 invest came 1 i0
        m30 invest came 1 i0         => subscription-paid
        i0 invest take 1 150         => subscription-paid
        i0 invest leave 1            => subscription-paid
        class-i escrow               => 0, 0 promised
        m30 confirm 1                => second-person-needed
        m31 confirm 1
        class-i escrow               => 200000, 200000 promised
        class-i all                  => 0
        books total                  => 200000
        treasury                     => 0
        m0 propose budget:200000:grants=1 => treasury-short
        # One who invests does not say in office that their own money came.
        m33 invest take 1 100
        m33 invest came 1 m33        => own-subscription
        m34 invest came 1 m33
        m33 confirm 2                => own-subscription
        m35 refuse 2
        m33 invest leave 1
        i0 invest redeem 1 1         => no-units
        i0 invest name i0            => no-units
        ",
    );
    pay(&mut network, 1, "i1");
    for name in ["i2", "i3", "i4"] {
        network.check(&format!("{name} invest take 1 200"));
        pay(&mut network, 1, name);
    }
    // All of it is there: it closes at once.
    network.wait(0);
    network.check(
        "
        class-i offer 1              => issued
        class-i all                  => 1000
        class-i of i0                => 200
        class-i escrow               => 0, 0 promised
        books income                 => 1000000
        class-i claim                => 1000000
        # What stands behind the members' shares is what it was: nothing.
        books value                  => 0
        i5 invest take 1 1           => offer-closed
        m30 invest came 1 i5         => offer-closed
        ",
    );
    crate::books::check_state(&network.state);
    network.replay();
}

/// Every bound of an offer, one below and one above.
#[test]
fn an_offer_fits_or_is_refused() {
    let mut network = network(open());
    network.check(
        "
        class-i room                 => 6666
        m0 propose offer:0:10:1:1:10000:1:0:0      => payload-out-of-bounds
        m0 propose offer:1:0:0:1:10000:1:0:0       => payload-out-of-bounds
        m0 propose offer:1:10:0:1:10000:1:0:0      => payload-out-of-bounds
        m0 propose offer:1:10:11:1:10000:1:0:0     => payload-out-of-bounds
        m0 propose offer:1:10:1:0:10000:1:0:0      => payload-out-of-bounds
        m0 propose offer:1:10:1:100001:10000:1:0:0 => payload-out-of-bounds
        m0 propose offer:1:10:1:1:9999:1:0:0       => payload-out-of-bounds
        m0 propose offer:1:10:1:1:30001:1:0:0      => payload-out-of-bounds
        m0 propose offer:1:10:1:1:10000:0:0:0      => payload-out-of-bounds
        m0 propose offer:1:10:1:1:10000:3001:0:0   => payload-out-of-bounds
        m0 propose offer:1:10:1:1:10000:1:100001:0 => payload-out-of-bounds
        m0 propose offer:1:10:1:1:10000:1:0:10001  => payload-out-of-bounds
        m0 propose offer:9223372036854775807:10:1:1:10000:1:0:0 => payload-out-of-bounds
        m0 propose offer:1:100000001:1:1:10000:1:0:0 => payload-out-of-bounds
        m0 propose offer:1:6667:1:1:10000:1:0:0    => rights-exceeded
        m0 propose offer:1:6666:1:1:10000:1:0:0
        m0 propose offer:1:6666:6666:100000:30000:3000:100000:30000
        m0 propose amend:1:30000:3000:0:0          => offer-not-found
        m0 propose charter:class-i-share=2501      => payload-out-of-bounds
        m0 propose charter:investor-share=2001     => payload-out-of-bounds
        m0 propose charter:investor-share=0        => payload-out-of-bounds
        m0 propose charter:return-cap=30001        => payload-out-of-bounds
        m0 propose charter:return-cap=9999         => payload-out-of-bounds
        m0 propose charter:return-cap=10000
        ",
    );
}

/// Too little came: everybody gets their money back, and nobody else can have it.
#[test]
fn an_offer_that_fails_gives_everything_back() {
    let mut network = network(open());
    network.check("m0 propose offer:1000:1000:500:336:30000:3000:0:10000");
    pass(&mut network, 1);
    network.check("i0 invest take 1 200\n i1 invest take 1 200\n i2 invest take 1 99");
    for name in ["i0", "i1"] {
        pay(&mut network, 1, name);
    }
    network.check("wait 330\n m30 invest came 1 i2\n wait 6");
    network.check(
        "
        class-i offer 1              => failed
        class-i all                  => 0
        books 3                      => expired
        class-i escrow               => 400000, 400000 promised
        treasury                     => 0
        books 4                      => pending
        books 5                      => pending
        # No guard holds it back, and it does not lapse.
        books flow                   => 0 in, 0 out
        wait 4500
        books 4                      => pending
        m30 paid 4
        wait 336
        books 4                      => pending
        m30 paid 4
        m31 confirm 4
        m30 paid 5
        m31 confirm 5
        class-i escrow               => 0, 0 promised
        books total                  => 0
        books flow                   => 0 in, 0 out
        ",
    );
    crate::books::check_state(&network.state);
    network.replay();
}

/// Whoever would have more than a fifth of what came about gets less, and the rest of their money back.
#[test]
fn nobody_has_more_than_a_fifth_of_what_came_about() {
    let mut network = network(open());
    network.check("m0 propose offer:1000:1000:100:336:30000:3000:0:10000");
    pass(&mut network, 1);
    for (name, units) in [
        ("i0", 200),
        ("i1", 50),
        ("i2", 50),
        ("i3", 50),
        ("i4", 50),
        ("i5", 50),
    ] {
        network.check(&format!("{name} invest take 1 {units}"));
        pay(&mut network, 1, name);
    }
    network.wait(336);
    network.check(
        "
        class-i offer 1              => issued
        class-i of i0                => 62
        class-i of i1                => 50
        class-i all                  => 312
        books income                 => 312000
        class-i escrow               => 138000, 138000 promised
        ",
    );
    crate::books::check_state(&network.state);
    network.replay();
}

/// A change of class I's own terms is not enacted without more than half of its units.
#[test]
fn class_i_consents_to_what_moves_its_own_terms() {
    // (what is proposed, who answers what, what becomes of it)
    type Row = (
        &'static str,
        &'static [(&'static str, &'static str)],
        &'static str,
    );
    let table: [Row; 7] = [
        ("amend:1:20000:3000:0:10000", &[], "failed-consent"),
        (
            "amend:1:20000:3000:0:10000",
            &[("i0", "given"), ("i1", "given")],
            "failed-consent",
        ),
        (
            "amend:1:20000:3000:0:10000",
            &[("i0", "given"), ("i1", "given"), ("i2", "given")],
            "enacted",
        ),
        (
            "amend:1:20000:3000:0:10000",
            &[
                ("i0", "given"),
                ("i1", "given"),
                ("i2", "given"),
                ("i2", "refused"),
            ],
            "failed-consent",
        ),
        ("charter:class-i-share=1000", &[], "failed-consent"),
        (
            "charter:return-cap=20000",
            &[("i0", "refused")],
            "failed-consent",
        ),
        // That no more offers are made moves nothing of what was issued.
        ("charter:class-i=0", &[], "enacted"),
    ];
    for (payload, answers, end) in table {
        let mut network = issued(open());
        network.check(&format!("m0 propose {payload}"));
        if payload != "charter:class-i=0" {
            network.check("class-i consent 2 => 0:0 of 1000");
            network.check("i5 invest say 2 given => no-units");
            network.check("i0 invest say 9 given => proposal-not-found");
            network.check("i0 invest say 1 given => consent-not-asked");
        } else {
            network.check("i0 invest say 2 given => consent-not-asked");
        }
        for (name, answer) in answers {
            network.check(&format!("{name} invest say 2 {answer}"));
        }
        network.check("first 39 vote 2 yes\n wait 504");
        network.check(&format!("proposal 2 => {end}"));
        if payload != "charter:class-i=0" {
            network.check("i0 invest say 2 given => consent-not-asked");
        }
        network.replay();
    }
}

/// Rights change with consent, within the same bounds, and only of units that are there.
#[test]
fn rights_are_amended_within_the_same_bounds() {
    let mut network = issued(open());
    network.check(
        "
        m0 propose amend:1:30000:3000:0:10000 => changes-nothing
        m0 propose amend:1:30001:3000:0:10000 => payload-out-of-bounds
        m0 propose amend:1:30000:3001:0:10000 => payload-out-of-bounds
        m0 propose amend:2:30000:2000:0:10000 => offer-not-found
        m0 propose offer:1000:100:50:336:30000:1:0:10000 => surplus-exceeded
        m0 propose amend:1:30000:2000:0:10000
        i0 invest say 2 given
        i1 invest say 2 given
        i2 invest say 2 given
        ",
    );
    pass(&mut network, 2);
    network.check(
        "
        m0 propose offer:1000:100:50:336:30000:1001:0:10000 => surplus-exceeded
        m0 propose offer:1000:100:50:336:30000:1000:0:10000
        ",
    );
    pass(&mut network, 3);
    network.check("m0 propose amend:3:20000:1000:0:10000 => nothing-issued");
    network.check("m0 propose amend:1:30000:2001:0:10000 => surplus-exceeded");
}

/// One observer, whom more than half of the units name.
#[test]
fn class_i_names_one_observer() {
    let mut network = issued(open());
    network.check(
        "
        class-i observer             => none
        i0 invest name i6
        i1 invest name i6
        class-i observer             => none
        i2 invest name i6
        class-i observer             => i6
        i2 invest name m3
        class-i observer             => none
        i2 invest name i6
        i6 leave
        class-i observer             => none
        i3 invest name i6            => member-left
        m0 invest name m0            => no-units
        ",
    );
}

/// Units are redeemed from what stands in escrow free, for their price; who asks for more than there is
/// shares it in proportion and waits for the rest.
#[test]
fn units_are_redeemed_from_their_own_pool() {
    let mut network = issued(open());
    network.check(
        "
        i0 invest redeem 1 201       => redeems-too-many-units
        i5 invest redeem 1 1         => no-units
        i0 invest redeem 9 1         => offer-not-found
        i0 invest redeem 1 100
        i1 invest redeem 1 200
        i1 invest redeem 1 0
        i1 invest redeem 1 50
        wait 168
        class-i of i0                => 200
        m0 propose budget:1000000:escrow=75000
        ",
    );
    pass(&mut network, 2);
    network.wait(168);
    let first = network.state.books.payments().next().expect("a payment").id;
    // 150 units cost 150,000: half of it is there.
    network.check(&format!(
        "class-i of i0 => 150\n class-i of i1 => 175\n class-i all => 925\n class-i claim => 925000\n \
         books {first} => pending\n m30 paid {first}\n m31 confirm {first}"
    ));
    let second = first.0 + 1;
    // What nobody pays comes back.
    network.check(&format!("wait 4400\n books {second} => expired"));
    network.check("class-i of i0 => 150\n class-i of i1 => 200");
    crate::books::check_state(&network.state);
    network.replay();
}

/// Units that cannot be redeemed yet, or ever.
#[test]
fn units_are_redeemed_when_their_terms_say_so() {
    for (rounds, price, answer) in [
        (0, 0, "not-redeemable"),
        (2, 1, "not-redeemable"),
        (0, 1, "ok"),
    ] {
        let mut network = network(open());
        network.check(&format!(
            "m0 propose offer:1000:1000:500:336:30000:3000:{rounds}:{price}"
        ));
        pass(&mut network, 1);
        for it in 0..5 {
            let name = format!("i{it}");
            network.check(&format!("{name} invest take 1 200"));
            pay(&mut network, 1, &name);
        }
        network.wait(0);
        network.check(&format!("i0 invest redeem 1 1 => {answer}"));
        network.check(&format!("wait 335\n i0 invest redeem 1 1 => {answer}"));
        if rounds == 2 {
            network.check("wait 1\n i0 invest redeem 1 1");
        }
    }
}

/// The surplus of a year pays its part to units first, from escrow, to the cent; it stays owed until it is paid, and
/// what was paid counts towards the cap.
#[test]
fn a_surplus_returns_its_part_to_units_first() {
    let mut network = issued(open());
    let gift = network.state.books.transfers.len() + 1;
    network.check(&format!("m30 came gift 1000003\n m31 confirm {gift}"));
    let settle = |network: &mut Network| {
        while network.state.settled < network.state.round {
            network.check(&format!("settle {}", network.state.settled));
        }
        network.wait(168);
    };
    while network.state.books.surpluses.is_empty() {
        settle(&mut network);
    }
    let parts = network.state.books.surpluses[0].parts;
    // Three tenths of 10,000.03, of which each of five has a fifth.
    assert_eq!(parts.investors, Money(300_000));
    assert_eq!(parts.whole(), Money(1_000_003));
    network.check("class-i escrow => 300000, 300000 promised\n class-i returned 1 i0 => 0");
    let returns = |network: &Network| {
        let all = network.state.books.transfers.iter();
        let mut returns =
            all.filter(|it| matches!(it.cause, ledger::books::Cause::UnitReturn { .. }));
        let amounts: Vec<u64> = returns.clone().map(|it| it.amount.0).collect();
        (returns.next().expect("one").id, amounts)
    };
    let (first, amounts) = returns(&network);
    assert_eq!(amounts, [60_000; 5]);
    // It is no cost of the quarter, nothing lets it lapse, and no budget can have it.
    network.check(&format!(
        "books flow => 0 in, 0 out\n m30 propose budget:1:reserve=0\n m30 paid {first}\n m31 confirm {first}\n \
         class-i returned 1 i0 => 60000\n class-i escrow => 240000, 240000 promised\n wait 5000"
    ));
    network.check(&format!("books {} => pending", first.0 + 1));
    crate::books::check_state(&network.state);
    network.replay();
}

fn everything(state: &State) -> u64 {
    let held = state.investing.outstanding().0;
    let offers = state.investing.offers.values();
    let redeemed: u64 = offers
        .flat_map(|it| it.holdings.values())
        .map(|it| it.redeemed.0)
        .sum();
    let redeeming: u64 = state
        .investing
        .redeeming
        .values()
        .map(|it| it.units.0)
        .sum();
    held + redeemed + redeeming
}
