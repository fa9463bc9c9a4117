//! Investors without a vote: a circle of three allows them and offers units, five people put money in, two in
//! office say that it came, and the units change nothing in any vote; then their terms change with their consent.

use anyhow::{Context as _, Result, ensure};
use app::Companion;
use ledger::ids::{MemberNumber, ProposalId, TransferId};
use ledger::investing::{Consent, Units};
use ledger::operation::{Body, Choice};
use testkit::browser::Screen;

use crate::clocked::Clocked;
use crate::crowd::Crowd;
use crate::person::Person;
use crate::story::{come_together, decide};

const WEEK_HOURS: u64 = 168;
pub(crate) const INVESTORS: &str = "/commons/investors";
const TREASURY: &str = "/commons/treasury";
/// The decision that makes the offer.
const OFFER: ProposalId = ProposalId(2);

#[test]
fn a_circle_lets_five_people_invest_and_none_of_them_vote_by_it() -> Result<()> {
    let site = Clocked::start()?;
    let ana = Person::new(&site, "ana", Screen::Desktop)?;
    let ben = Person::new(&site, "ben", Screen::Phone)?;
    let cem = Person::new(&site, "cem", Screen::Phone)?;
    let all = [&ana, &ben, &cem];
    come_together(&site, &ana, &ben, &cem)?;
    ana.go("/commons/shares/all")?;
    ana.browser.click_with_text("a", "Investors")?;
    ana.browser.wait_for_text("There are no investors here")?;
    ana.look("investing", INVESTORS, "closed")?;
    allow(&site, all)?;
    // A week that is settled: what members hold is what units are measured against.
    while site.app.record.read(|state| state.issued.0)? == 0 {
        site.advance(WEEK_HOURS)?;
    }
    offer(&site, all, &Terms::PRESS)?;
    ana.go("/commons/decisions/2")?;
    ana.browser
        .wait_for_text("100 units at € 10 each, € 1,000 in all.")?;
    ana.browser
        .wait_for_text("A unit never returns more than 200 % of its price")?;
    let crowd = Crowd::join(&site, &ana.invite("Others")?, 4)?;
    subscribe(&site, &cem, &crowd)?;
    money_comes(&ana, &ben, &crowd)?;
    site.advance(1)?;
    units_are_issued(&site, &ana, &cem)?;
    consent(&site, all, &crowd)?;
    for person in all {
        person.expect_quiet_console()?;
    }
    Ok(())
}

/// Lets investors in by a decision.
pub(crate) fn allow(site: &Clocked, all: [&Person<'_>; 3]) -> Result<()> {
    let [ana, ..] = all;
    ana.go("/commons/propose/charter/class-i")?;
    ana.browser.wait_for_text("Some countries ask for more")?;
    ana.browser.type_into("input[name=value]", "1")?;
    let decision = ana.propose("Shall we be able to ask investors?")?;
    decide(site, &decision, all)
}

/// What is asked for, as it is typed, and for what.
pub(crate) struct Terms {
    what: &'static str,
    units: &'static str,
    least: &'static str,
    surplus_share: &'static str,
}

impl Terms {
    /// 100 units at € 10, of which half must come together.
    pub(crate) const PRESS: Self = Self {
        what: "Shall we ask for € 1,000 for a printing press?",
        units: "100",
        least: "50",
        surplus_share: "20",
    };
    /// 30 units at € 10, all of which must come together.
    pub(crate) const KILN: Self = Self {
        what: "Shall we ask for € 300 for a kiln?",
        units: "30",
        least: "30",
        surplus_share: "10",
    };
}

/// Offers units by a decision.
pub(crate) fn offer(site: &Clocked, all: [&Person<'_>; 3], terms: &Terms) -> Result<()> {
    let [ana, ..] = all;
    ana.go("/commons/propose/offer")?;
    for (name, typed) in [
        ("unit-price", "10"),
        ("units", terms.units),
        ("least", terms.least),
        ("open-days", "14"),
        ("return-cap", "200"),
        ("surplus-share", terms.surplus_share),
        ("redeem-rounds", "0"),
        ("redeem-price", "100"),
    ] {
        ana.browser
            .type_into(&format!("input[name={name}]"), typed)?;
    }
    let decision = ana.propose(terms.what)?;
    decide(site, &decision, all)
}

fn subscribe(site: &Clocked, cem: &Person<'_>, crowd: &Crowd<'_>) -> Result<()> {
    cem.go_until(INVESTORS, "You can lose what you put in")?;
    cem.browser.wait_for_text("At most 20, for € 10 each.")?;
    cem.look("investing", INVESTORS, "open")?;
    cem.browser
        .type_into("form[data-sign=subscribe] input[name=units]", "20")?;
    let said = cem.press("subscribe")?;
    ensure!(
        said.contains("subscribes to 20 units of offer 2"),
        "the sheet said: {said}"
    );
    cem.go_until(INVESTORS, "You want 20 units for € 200")?;
    cem.look("investing", INVESTORS, "subscribed")?;
    for place in 0..4 {
        let units = Units(20);
        crowd.act(
            place,
            Body::Subscribe {
                offer: OFFER,
                units,
            },
            None,
        )?;
    }
    let offers = site.app.record.read(|state| state.investing.offers.len())?;
    ensure!(offers == 1, "{offers} offers");
    Ok(())
}

/// Ana sees Cem's money on the bank, Ben confirms it; the others keep the books, too, while nobody holds an office.
fn money_comes(ana: &Person<'_>, ben: &Person<'_>, crowd: &Crowd<'_>) -> Result<()> {
    ana.go_until(INVESTORS, "Waiting for people in office")?;
    ana.look("investing", INVESTORS, "awaited")?;
    ana.browser.click_with_text("summary", "The money came")?;
    ana.browser
        .type_into("#title-2-3", "Bank statement 1, first line")?;
    ana.browser
        .click("form[data-sign=attest-subscription] button")?;
    let said = ana.sign()?;
    ensure!(
        said.contains("the money of Cem (member 3) for offer 2 came"),
        "the sheet said: {said}"
    );
    ben.go_until(&format!("{TREASURY}/transfers/1"), "A second person")?;
    ben.press("confirm-transfer")?;
    for place in 0..4_u32 {
        let words = crowd.words("Bank statement 1");
        let body = Body::AttestSubscription {
            offer: OFFER,
            investor: MemberNumber(4 + place),
            evidence: words.digest(),
        };
        let (first, second) = if place == 0 { (1, 2) } else { (0, 3) };
        crowd.act(first, body, Some(Companion::Words(words)))?;
        let second = if place == 3 { 2 } else { second };
        let transfer = TransferId(2 + place);
        crowd.act(second, Body::ConfirmTransfer(transfer), None)?;
    }
    Ok(())
}

fn units_are_issued(site: &Clocked, ana: &Person<'_>, cem: &Person<'_>) -> Result<()> {
    cem.go_until(
        "/notifications",
        "An offer that you subscribed to has closed",
    )?;
    cem.go_until(INVESTORS, "What you hold")?;
    cem.browser.wait_for_text("Left until the cap")?;
    cem.look("investing", INVESTORS, "held")?;
    ana.go("/commons/shares/all")?;
    ana.browser.wait_for_text("Units of investors")?;
    ana.look("investing", "/commons/shares/all", "cap-table")?;
    let told = "return fetch('/api/meent/v1/class-i').then(answer => answer.json())";
    let class = cem.browser.run(told, &[])?;
    ensure!(
        class["outstanding"] == "100" && class["claim"] == "100000" && class["holders"] == 5,
        "{class}"
    );
    ensure!(
        class["offers"][0]["own"]["units"] == "20" && class["offers"][0]["own"]["left"] == "40000",
        "{class}"
    );
    let (income, escrow) = site.app.record.read(|state| {
        use ledger::books::Account;
        let escrow = Account::Envelope(ledger::payload::Envelope::Escrow);
        (
            state.books.free(Account::Income),
            state.books.balance(escrow).standing(),
        )
    })?;
    ensure!((income.0, escrow.0) == (100_000, 0), "{income} {escrow}");
    ana.go(&format!("{TREASURY}/transfers/1"))?;
    ana.browser.wait_for_text("Cem")?;
    ana.go_until("/commons/treasury/statement", "Investors")
}

/// The members want a lower cap: it is enacted only because more than half of the units consent.
fn consent(site: &Clocked, [ana, ben, cem]: [&Person<'_>; 3], crowd: &Crowd<'_>) -> Result<()> {
    ana.go("/commons/propose/amend-offer")?;
    for (name, typed) in [
        ("offer", "2"),
        ("return-cap", "150"),
        ("surplus-share", "20"),
        ("redeem-rounds", "0"),
        ("redeem-price", "100"),
    ] {
        ana.browser
            .type_into(&format!("input[name={name}]"), typed)?;
    }
    let decision = ana.propose("Shall a unit return half as much again, and no more?")?;
    let proposal = ProposalId(3);
    cem.go_until("/notifications", "It needs the consent of investors")?;
    cem.browser
        .click_with_text("a", "A proposal changes the terms of your units")?;
    cem.browser.wait_for_text("As it stands, it could not be")?;
    cem.look("investing", INVESTORS, "consent")?;
    let said = cem.press("answer-consent")?;
    ensure!(
        said.contains("consents, as an investor"),
        "the sheet said: {said}"
    );
    for place in 0..2 {
        let answer = Consent::Given;
        crowd.act(place, Body::AnswerConsent { proposal, answer }, None)?;
    }
    cem.go_until(INVESTORS, "As it stands, it could be carried out")?;
    for place in 0..4 {
        let choice = Choice::Yes;
        crowd.act(place, Body::Vote { proposal, choice }, None)?;
    }
    decide(site, &decision, [ana, ben, cem])?;
    cem.go_until(INVESTORS, "at most € 1,500")?;
    cem.browser
        .type_into("form[data-sign=name-observer] input[name=handle]", "ben")?;
    let said = cem.press("name-observer")?;
    ensure!(said.contains("names Ben"), "the sheet said: {said}");
    let ben = site.app.record.read(|state| {
        let named = state.investing.named.values().next();
        named.copied()
    })?;
    let ben = ben.context("somebody was named")?;
    for place in 0..2 {
        crowd.act(place, Body::NameObserver(ben), None)?;
    }
    cem.go_until(INVESTORS, "Ben observes.")?;
    cem.look("investing", INVESTORS, "observed")
}
