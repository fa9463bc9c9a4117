//! The room of investors: plainly what class I is and is not, each offer with its terms and what came of it, what
//! investors are asked, who observes, and where everything can be read.

use std::collections::BTreeMap;

use app::investing::{ConsentView, InvestorRoom};
use ledger::charter::Charter;
use ledger::investing::{Consent, OfferTerms, UnitRights};
use maud::{Markup, html};

use super::{Tabbed, commons_tabs, paths};
use crate::components::form::{Field, field};
use crate::components::furniture::{Tone, notice, submit};
use crate::components::icon::Icon;
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::span;
use crate::text::number::{count, euro, percent_short};
use crate::{links, t};

mod offers;

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct InvestorPage {
    /// Class I.
    pub room: InvestorRoom,
    /// Names for its numbers.
    pub people: BTreeMap<u32, Face>,
    /// Who signs.
    pub signer: Signer,
}

fn money(lang: Lang, amount: u64) -> String {
    euro(lang, i64::try_from(amount).unwrap_or(i64::MAX))
}

fn name_of(lang: Lang, people: &BTreeMap<u32, Face>, member: u32) -> String {
    people.get(&member).map_or_else(
        || t!(lang, "sheet-person", number = member).into_owned(),
        |it| it.name.clone(),
    )
}

/// The terms of an offer, a sentence each.
pub fn term_lines(lang: Lang, charter: &Charter, terms: &OfferTerms) -> Vec<String> {
    let units = |it: ledger::investing::Units| count(lang, it.0);
    let sum = terms.cost(terms.units).map_or(u64::MAX, |it| it.0);
    let mut lines = vec![
        t!(
            lang,
            "offer-term-price",
            units = units(terms.units),
            price = money(lang, terms.price.0),
            sum = money(lang, sum)
        )
        .into_owned(),
        t!(lang, "offer-term-least", units = units(terms.least)).into_owned(),
        t!(
            lang,
            "offer-term-time",
            time = span(lang, charter.ticks_ms(terms.ticks))
        )
        .into_owned(),
    ];
    lines.extend(right_lines(lang, charter, &terms.rights));
    lines
}

/// What a unit gives, a sentence each.
pub fn right_lines(lang: Lang, charter: &Charter, rights: &UnitRights) -> Vec<String> {
    let percent = |bps: u32| percent_short(lang, bps.into());
    let after = span(
        lang,
        charter
            .round_ms()
            .saturating_mul(rights.redeem_rounds.into()),
    );
    let price = percent(rights.redeem_price.0);
    let redeem = match (rights.redeem_price.0, rights.redeem_rounds) {
        (0, _) => t!(lang, "offer-term-never"),
        (_, 0) => t!(lang, "offer-term-redeem", price = price),
        (_, _) => t!(lang, "offer-term-redeem-after", price = price, time = after),
    };
    vec![
        t!(lang, "offer-term-cap", cap = percent(rights.return_cap.0)).into_owned(),
        t!(
            lang,
            "offer-term-surplus",
            share = percent(rights.surplus_share.0)
        )
        .into_owned(),
        redeem.into_owned(),
        t!(lang, "offer-term-vote").into_owned(),
    ]
}

/// Returns the page.
pub fn show(shell: &Shell, view: &InvestorPage) -> Page {
    let lang = shell.lang;
    let room = &view.room;
    let body = html! {
        (commons_tabs(lang, Tabbed::Shares))
        div class="head tabbed-head" {
            h1 { (t!(lang, "investors-title")) }
            p class="ask" { (t!(lang, "investors-what")) }
        }
        div class="after" { (warning(lang, room.is_open())) }
        (consents(lang, view))
        @for it in &room.offers { (offers::section(shell, view, it)) }
        @if room.offers.is_empty() && room.is_open() { p class="after" { (t!(lang, "investors-none")) } }
        (class(lang, room))
        (observer(lang, view))
        (reading(lang))
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "investors-title"), Place::Commons, body).script(signing::SCRIPTS[0])
}

fn warning(lang: Lang, is_open: bool) -> Markup {
    let (title, text, href, act) = if is_open {
        (
            "investors-open-title",
            "investors-open-warning",
            "/commons/propose/offer",
            "investors-offer",
        )
    } else {
        (
            "investors-closed-title",
            "investors-closed-warning",
            "/commons/propose/charter",
            "investors-propose",
        )
    };
    notice(
        Icon::Care,
        &t!(lang, "investors-warning"),
        &t!(lang, title),
        &html! {
            p { (t!(lang, text)) }
            p { a class="link tap" href=(href) { (t!(lang, act)) } }
        },
    )
}

/// The class as a whole, against its limits.
fn class(lang: Lang, room: &InvestorRoom) -> Markup {
    let percent = |bps: u32| percent_short(lang, bps.into());
    html! {
        section class="sec" {
            h2 { (t!(lang, "investors-class")) }
            ul class="rows small-rows" {
                li { span { (t!(lang, "investors-units")) small { (t!(lang, "investors-units-note", count = room.holders)) } } span class="amt" { (count(lang, room.outstanding.0)) } }
                li { span { (t!(lang, "investors-rights")) small { (t!(lang, "investors-rights-note", most = percent(room.charter.class_i_share.0), one = percent(room.charter.investor_share.0))) } } span class="amt" { (percent(room.rights.0)) } }
                @if room.is_open() { li { span { (t!(lang, "investors-room")) small { (t!(lang, "investors-room-note")) } } span class="amt" { (count(lang, room.room.0)) } } }
                li { span { (t!(lang, "investors-claim")) small { (t!(lang, "investors-claim-note")) } } span class="amt" { (money(lang, room.claim.0)) } }
                li { span { (t!(lang, "investors-pool")) small { (t!(lang, "investors-pool-note")) } } span class="amt" { (money(lang, room.pool.0)) } }
            }
        }
    }
}

/// What class I is asked to consent to; for everybody to see, for its holders to answer.
fn consents(lang: Lang, view: &InvestorPage) -> Markup {
    html! {
        @if !view.room.consents.is_empty() {
            section class="sec" id="consent" {
                h2 { (t!(lang, "consent-asked-title")) }
                p { (t!(lang, "consent-what")) }
                ul class="rows" { @for it in &view.room.consents { li class="tall" { (consent(lang, it)) } } }
            }
        }
    }
}

fn consent(lang: Lang, it: &ConsentView) -> Markup {
    let number = it.id.0;
    let fallback = t!(lang, "sheet-decision", number = number);
    let title = it.title.as_deref().unwrap_or(fallback.as_ref());
    let units = |of: ledger::investing::Units| count(lang, of.0);
    let standing = if it.count.is_given() {
        "consent-is-given"
    } else {
        "consent-is-lacking"
    };
    html! {
        div {
            p { a class="link tap" href=(links::decision(number.into())) { (title) } }
            p { (t!(lang, "consent-count", given = units(it.count.given), refused = units(it.count.refused), all = units(it.count.all))) }
            p class="small quiet" { (t!(lang, standing)) }
            @if let Some(answer) = it.answer { p { b { (t!(lang, &format!("consent-own-{}", answer.word()))) } } }
            @if it.units.0 > 0 {
                div class="btnrow" {
                    @for answer in [Consent::Given, Consent::Refused] {
                        form method="post" action=(links::INVESTORS) data-sign="answer-consent" {
                            input type="hidden" name="proposal" value=(number);
                            input type="hidden" name="answer" value=(answer.word());
                            (submit(&t!(lang, &format!("consent-act-{}", answer.word())), Tone::Normal))
                        }
                    }
                }
            }
        }
    }
}

fn observer(lang: Lang, view: &InvestorPage) -> Markup {
    let room = &view.room;
    let name = |member: ledger::ids::MemberNumber| name_of(lang, &view.people, member.0);
    html! {
        section class="sec" id="observer" {
            h2 { (t!(lang, "observer-title")) }
            p { (t!(lang, "observer-what")) }
            p {
                @match room.observer {
                    Some(it) => b { (t!(lang, "observer-is", name = name(it))) },
                    None => (t!(lang, "observer-none")),
                }
            }
            @if room.holds {
                @if let Some(named) = room.named { p class="small quiet" { (t!(lang, "observer-named", name = name(named))) } }
                form class="form after" method="post" action=(links::INVESTORS) data-sign="name-observer" {
                    (field(&Field { required: true, length_max: Some(40), hint: &t!(lang, "propose-hint-handle"), ..Field::text("handle", &t!(lang, "observer-handle")) }))
                    (submit(&t!(lang, "observer-act"), Tone::Normal))
                }
            }
        }
    }
}

/// Where everything stands that an investor may read: what everybody may.
fn reading(lang: Lang) -> Markup {
    let rooms = [
        (links::TREASURY, "investors-read-treasury"),
        ("/commons/treasury/statement", "investors-read-statement"),
        ("/commons/shares/all", "investors-read-cap"),
        (paths::DECISIONS, "investors-read-decisions"),
        ("/commons/record", "investors-read-record"),
    ];
    html! {
        section class="sec" {
            h2 { (t!(lang, "investors-read-title")) }
            p { (t!(lang, "investors-read-what")) }
            ul class="rows small-rows" {
                @for (href, key) in rooms { li { a class="link tap" href=(href) { (t!(lang, key)) } } }
            }
        }
    }
}
