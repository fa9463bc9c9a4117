//! One offer: its terms, how far it is, what the reader has of it, and whose money is awaited.

use app::investing::{AwaitedMoney, OfferView, OwnPart, Refund};
use ledger::investing::{Holding, OfferStage, Payment, Subscription};
use maud::{Markup, html};

use super::{InvestorPage, money, name_of, term_lines};
use crate::components::furniture::{Tone, submit};
use crate::layout::Shell;
use crate::text::Lang;
use crate::text::moment::{date, date_near, deadline};
use crate::text::number::count;
use crate::{links, t};

/// Draws the offer.
pub(super) fn section(shell: &Shell, view: &InvestorPage, it: &OfferView) -> Markup {
    let lang = shell.lang;
    let (number, offer) = (it.id.0, &it.offer);
    let title = it.title.as_deref().unwrap_or_default();
    let terms = term_lines(lang, &view.room.charter, &offer.terms);
    html! {
        section class="sec" id={ "offer-" (number) } {
            h2 { (t!(lang, "offer-title", number = number)) @if !title.is_empty() { ": " (title) } }
            p { b { (state(shell, it)) } }
            @if let Some(own) = &it.own { (own_part(lang, view, it, own)) }
            (progress(lang, it))
            details {
                summary class="tap" { (t!(lang, "offer-terms")) }
                ul class="rows small-rows" { @for line in &terms { li { (line) } } }
                p { a class="link tap" href=(links::decision(number.into())) { (t!(lang, "offer-decision")) } }
            }
            @if !it.awaited.is_empty() { (office(lang, view, it)) }
        }
    }
}

fn state(shell: &Shell, it: &OfferView) -> String {
    let lang = shell.lang;
    let near = |at_ms: u64| date_near(lang, at_ms, shell.now_ms);
    match it.offer.stage {
        OfferStage::Open { until_ms } => t!(
            lang,
            "offer-open",
            until = deadline(lang, until_ms, shell.now_ms)
        ),
        OfferStage::Issued { at_ms } => t!(lang, "offer-issued", date = near(at_ms)),
        OfferStage::Failed { at_ms } => t!(lang, "offer-failed", date = near(at_ms)),
    }
    .into_owned()
}

fn progress(lang: Lang, it: &OfferView) -> Markup {
    let offer = &it.offer;
    let units = |of: ledger::investing::Units| count(lang, of.0);
    let left = it.cap.0.saturating_sub(it.returned.0);
    html! {
        ul class="rows small-rows after" {
            @match offer.stage {
                OfferStage::Open { .. } => {
                    li { span { (t!(lang, "offer-wanted")) small { (t!(lang, "offer-wanted-note", all = units(offer.terms.units))) } } span class="amt" { (units(offer.subscribed())) } }
                    li { span { (t!(lang, "offer-paid")) small { (t!(lang, "offer-paid-note", least = units(offer.terms.least))) } } span class="amt" { (units(offer.escrowed())) } }
                }
                OfferStage::Issued { .. } => {
                    li { span { (t!(lang, "offer-outstanding")) small { (t!(lang, "offer-outstanding-note", all = units(offer.terms.units))) } } span class="amt" { (units(offer.outstanding())) } }
                    li { span { (t!(lang, "offer-returned")) small { (t!(lang, "offer-returned-note", cap = money(lang, it.cap.0), left = money(lang, left))) } } span class="amt" { (money(lang, it.returned.0)) } }
                }
                OfferStage::Failed { .. } => {
                    li { span { (t!(lang, "offer-paid")) small { (t!(lang, "offer-went-back")) } } span class="amt" { (units(offer.escrowed())) } }
                }
            }
        }
    }
}

fn own_part(lang: Lang, view: &InvestorPage, it: &OfferView, own: &OwnPart) -> Markup {
    html! {
        @if it.offer.is_open() {
            @if let Some(subscription) = own.subscription { (subscribed(lang, view, it, (own, subscription))) }
            @if own.subscription.is_none_or(|it| it.payment == Payment::Awaited) && view.room.is_open() {
                @if own.most.0 > 0 { (subscribing(lang, it, own)) }
                @else { p class="small quiet" { (t!(lang, "subscribe-full")) } }
            }
        }
        @if let Some(refund) = own.refund { (refunded(lang, refund)) }
        @if let Some(holding) = own.holding { (held(lang, it, own, holding)) }
    }
}

/// What of the reader's payment goes back to them, or went.
fn refunded(lang: Lang, it: Refund) -> Markup {
    let back = money(lang, it.amount.0);
    html! {
        div class="slip" {
            p {
                @match it.paid_ms {
                    Some(at_ms) => (t!(lang, "refund-paid", money = back, date = date(lang, at_ms))),
                    None => (t!(lang, "refund-owed", money = back)),
                }
            }
            p { a class="link tap" href=(links::transfer(it.transfer.0)) { (t!(lang, "refund-payment")) } }
        }
    }
}

fn subscribed(
    lang: Lang,
    view: &InvestorPage,
    it: &OfferView,
    (own, subscription): (&OwnPart, Subscription),
) -> Markup {
    let (units, costs) = (count(lang, subscription.units.0), money(lang, own.costs.0));
    let key = match subscription.payment {
        Payment::Awaited => "subscribed-awaited",
        Payment::Attested(_) => "subscribed-attested",
        Payment::Escrowed(_) => "subscribed-escrowed",
    };
    html! {
        div class="slip" {
            p { b { (t!(lang, "subscribed-own", units = units, money = costs.as_str())) } }
            p { (t!(lang, key, money = costs.as_str(), offer = it.id.0, member = view.signer.member)) }
            @if subscription.payment == Payment::Awaited {
                form method="post" action=(links::INVESTORS) data-sign="withdraw-subscription" {
                    input type="hidden" name="offer" value=(it.id.0);
                    (submit(&t!(lang, "subscribed-withdraw"), Tone::Plain))
                }
            }
        }
    }
}

/// A field for units; there may be one in each offer.
fn units_field(lang: Lang, id: &str, hint: &str) -> Markup {
    html! {
        div class="field" {
            label for=(id) { (t!(lang, "subscribe-units")) }
            span class="hint" id={ (id) "-hint" } { (hint) }
            input class="input" id=(id) name="units" type="text" inputmode="numeric" autocomplete="off" required aria-describedby={ (id) "-hint" };
        }
    }
}

fn subscribing(lang: Lang, it: &OfferView, own: &OwnPart) -> Markup {
    let id = format!("take-{}", it.id.0);
    let hint = t!(
        lang,
        "subscribe-most",
        units = count(lang, own.most.0),
        price = money(lang, it.offer.terms.price.0)
    );
    let act = if own.subscription.is_some() {
        "subscribe-change"
    } else {
        "subscribe-act"
    };
    html! {
        form class="form after" method="post" action=(links::INVESTORS) data-sign="subscribe" {
            input type="hidden" name="offer" value=(it.id.0);
            (units_field(lang, &id, &hint))
            p class="small quiet" { (t!(lang, "subscribe-care")) }
            (submit(&t!(lang, act), Tone::Primary))
        }
    }
}

/// What the reader holds, how far it is from its cap, and having it redeemed.
fn held(lang: Lang, it: &OfferView, own: &OwnPart, holding: Holding) -> Markup {
    let cost = it.offer.cost(holding.units).unwrap_or_default();
    let rows = [
        ("held-units", count(lang, holding.units.0)),
        ("held-paid", money(lang, cost.0)),
        ("held-returned", money(lang, holding.returned.0)),
        ("held-left", money(lang, own.left.0)),
    ];
    let id = format!("redeem-{}", it.id.0);
    let hint = t!(
        lang,
        "redeem-hint",
        units = count(lang, holding.units.0),
        money = money(lang, own.redeems_for.0)
    );
    html! {
        h3 class="after" { (t!(lang, "held-title")) }
        ul class="rows small-rows" {
            @for (key, amount) in rows { li { span { (t!(lang, key)) } span class="amt" { (amount) } } }
            @if holding.due.0 > 0 { li { span { (t!(lang, "held-due")) } span class="amt" { (money(lang, holding.due.0)) } } }
            @if holding.redeemed.0 > 0 { li { span { (t!(lang, "held-redeemed", units = count(lang, holding.redeemed.0))) } span class="amt" { (money(lang, holding.redeemed_for.0)) } } }
        }
        @if own.asked.0 > 0 { p { (t!(lang, "redeem-asked", units = count(lang, own.asked.0))) } }
        @if own.redeems && holding.units.0 > 0 {
            details {
                summary class="tap" { (t!(lang, "redeem-title")) }
                p { (t!(lang, "redeem-what")) }
                form class="form" method="post" action=(links::INVESTORS) data-sign="redeem-units" {
                    input type="hidden" name="offer" value=(it.id.0);
                    (units_field(lang, &id, &hint))
                    (submit(&t!(lang, "redeem-act"), Tone::Normal))
                }
            }
        }
    }
}

/// Whose money is awaited, for who keeps the books.
fn office(lang: Lang, view: &InvestorPage, it: &OfferView) -> Markup {
    html! {
        h3 class="after" { (t!(lang, "awaited-title")) }
        p { (t!(lang, "awaited-what")) }
        ul class="rows" { @for awaited in &it.awaited { li class="tall" { (awaited_money(lang, view, it, awaited)) } } }
    }
}

fn awaited_money(
    lang: Lang,
    view: &InvestorPage,
    it: &OfferView,
    awaited: &AwaitedMoney,
) -> Markup {
    let (offer, member) = (it.id.0, awaited.member.0);
    let name = name_of(lang, &view.people, member);
    let is_own = member == view.signer.member;
    html! {
        div {
            p { b { (t!(lang, "awaited-line", name = name, units = count(lang, awaited.units.0), money = money(lang, awaited.costs.0))) } }
            @match awaited.transfer {
                Some(transfer) => p { a class="link tap" href={ (links::TREASURY) "#unconfirmed" } { (t!(lang, "awaited-second", transfer = transfer.0)) } },
                None if is_own => p class="small quiet" { (t!(lang, "awaited-own")) },
                None => {
                    details {
                        summary class="tap" { (t!(lang, "awaited-came")) }
                        form class="form" method="post" action=(links::INVESTORS) data-sign="attest-subscription" {
                            input type="hidden" name="offer" value=(offer);
                            input type="hidden" name="investor" value=(member);
                            div class="field" {
                                label for={ "title-" (offer) "-" (member) } { (t!(lang, "awaited-document")) }
                                span class="hint" id={ "hint-" (offer) "-" (member) } { (t!(lang, "awaited-document-hint")) }
                                input class="input" id={ "title-" (offer) "-" (member) } name="title" type="text" maxlength="160" autocomplete="off" required aria-describedby={ "hint-" (offer) "-" (member) };
                            }
                            div class="field" {
                                label for={ "words-" (offer) "-" (member) } { (t!(lang, "awaited-words")) }
                                textarea class="input" id={ "words-" (offer) "-" (member) } name="reasons" rows="2" {}
                            }
                            (submit(&t!(lang, "awaited-act"), Tone::Normal))
                        }
                    }
                }
            }
        }
    }
}
