//! The auction: when it is, what I want in it, what I am to pay or confirm, what it came to; and being paid
//! out by the commons. Calm: nothing moves between two auctions, and nothing is recommended.

use std::collections::BTreeMap;

use app::market::{MarketView, OwnPlace};
use ledger::ids::Price;
use ledger::market::auction::Side;
use ledger::market::trading::{Auction, AuctionStage};
use maud::{Markup, html};

use super::{Tabbed, commons_tabs, shares_said};
use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::components::furniture::{Tone, notice, submit};
use crate::components::icon::Icon;
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::deadline;
use crate::text::number::{euro, price};
use crate::{links, t};

pub mod redemption;
pub mod results;
pub mod trades;

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct AuctionPage {
    /// The market.
    pub market: MarketView,
    /// Names for its numbers.
    pub people: BTreeMap<u32, Face>,
    /// Who signs.
    pub signer: Signer,
}

/// A sum of money.
pub(super) fn money(lang: Lang, amount: u64) -> String {
    euro(lang, i64::try_from(amount).unwrap_or(i64::MAX))
}

/// The name of a member, or their number where the account is gone.
pub(super) fn name_of(lang: Lang, people: &BTreeMap<u32, Face>, member: u32) -> String {
    people.get(&member).map_or_else(
        || t!(lang, "sheet-person", number = member).into_owned(),
        |it| it.name.clone(),
    )
}

/// Returns the page.
pub fn show(shell: &Shell, view: &AuctionPage) -> Page {
    let lang = shell.lang;
    let market = &view.market;
    let body = html! {
        (commons_tabs(lang, Tabbed::Shares))
        div class="head tabbed-head" {
            h1 { (t!(lang, "auction-title")) }
            p class="ask" { (t!(lang, "auction-what")) }
        }
        div class="after" { (warning(lang, market.is_open())) }
        (dates(shell, market))
        @if let (Some(own), Some(auction)) = (&market.own, &market.running) { (own_order(shell, view, own, auction)) }
        (trades::section(shell, view))
        @if let Some(own) = &market.own { @if market.is_open() { (place(lang, market, own, shell.now_ms)) } }
        (results::section(shell, market))
        (redemption::section(shell, view))
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "auction-title"), Place::Commons, body)
        .script(signing::SCRIPTS[0])
        .script("js/auction.js")
}

fn warning(lang: Lang, is_open: bool) -> Markup {
    let (title, text) = if is_open {
        ("auction-open-title", "auction-open-warning")
    } else {
        ("auction-closed-title", "auction-closed-warning")
    };
    notice(
        Icon::Care,
        &t!(lang, "auction-warning"),
        &t!(lang, title),
        &html! {
            p { (t!(lang, text)) }
            @if !is_open { p { a class="link tap" href="/commons/propose/charter" { (t!(lang, "auction-propose")) } } }
        },
    )
}

fn dates(shell: &Shell, market: &MarketView) -> Markup {
    let lang = shell.lang;
    let until = |at_ms: u64| deadline(lang, at_ms, shell.now_ms);
    let ticks = |count: u32| market.charter.ticks_ms(count);
    let opens = market.next_ms.unwrap_or(0);
    let reveals = opens + ticks(market.charter.order_ticks);
    let ends = reveals + ticks(market.charter.reveal_ticks);
    html! {
        @if market.is_open() {
            section class="sec" {
                @match market.running.as_ref().map(|it| (it.id.0, it.stage)) {
                    Some((number, AuctionStage::Sealing { until_ms })) => {
                        h2 { (t!(lang, "auction-sealing", number = number)) }
                        p { (t!(lang, "auction-sealing-until", until = until(until_ms), then = until(until_ms + ticks(market.charter.reveal_ticks)))) }
                    }
                    Some((number, AuctionStage::Revealing { until_ms })) => {
                        h2 { (t!(lang, "auction-revealing", number = number)) }
                        p { (t!(lang, "auction-revealing-until", until = until(until_ms))) }
                    }
                    Some((_, AuctionStage::Over { .. })) | None => {
                        h2 { (t!(lang, "auction-none")) }
                        p { (t!(lang, "auction-next", opens = until(opens), reveals = until(reveals), ends = until(ends))) }
                    }
                }
                p {
                    @if market.is_traded { (t!(lang, "auction-reference", price = price(lang, market.reference))) }
                    @else { (t!(lang, "auction-reference-books", price = price(lang, market.reference))) }
                }
                @if let Some(it) = market.buyback {
                    p {
                        (t!(lang, "auction-commons-buy", amount = shares_said(lang, it.amount.0).into_owned(), limit = price(lang, it.limit))) " "
                        a class="link tap" href=(links::decision(it.by.0.into())) { (t!(lang, "auction-commons-decision")) }
                    }
                }
            }
        }
    }
}

fn own_order(shell: &Shell, view: &AuctionPage, own: &OwnPlace, auction: &Auction) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="order" {
            h2 { (t!(lang, "order-title")) }
            @match auction.stage {
                AuctionStage::Sealing { .. } => {
                    @if own.barred_until.is_some() { p { (t!(lang, "order-barred")) } }
                    @else {
                        @if let Some(seal) = own.seal { (kept(lang, &seal.to_string(), true)) }
                        (seal_form(lang, view, own, auction))
                    }
                }
                AuctionStage::Revealing { .. } => (reveal_part(lang, own, auction)),
                AuctionStage::Over { .. } => {}
            }
        }
    }
}

/// What this browser keeps of a sealed order; the script fills it in.
fn kept(lang: Lang, seal: &str, is_waiting: bool) -> Markup {
    html! {
        div class="slip" data-kept-order="" data-seal=(seal) data-buy=(t!(lang, "order-kept-buy", amount = "{amount}", price = "€\u{a0}{price}")) data-sell=(t!(lang, "order-kept-sell", amount = "{amount}", price = "€\u{a0}{price}")) {
            div data-here="" hidden {
                p { b { (t!(lang, "order-sealed")) } }
                p data-said="" {}
                @if is_waiting { p class="small quiet" { (t!(lang, "order-kept-note")) } }
                p { a class="link tap" data-copy="" href="#order" { (t!(lang, "order-copy")) } }
            }
            p data-lost="" hidden { (t!(lang, "order-elsewhere")) }
            noscript { p { (t!(lang, "order-script")) } }
        }
    }
}

fn seal_form(lang: Lang, view: &AuctionPage, own: &OwnPlace, auction: &Auction) -> Markup {
    let (low, high) = ledger::market::auction::band(auction.reference);
    let sells = shares_said(lang, own.sells.0);
    let buys = shares_said(lang, own.buys.0);
    let (buy, sell) = (t!(lang, "side-buy-long"), t!(lang, "side-sell-long"));
    let notes = (
        t!(lang, "order-buys-most", amount = buys.as_ref()),
        t!(lang, "order-sells-most", amount = sells.as_ref()),
    );
    let sides = [
        Choice {
            value: "buy",
            label: &buy,
            note: &notes.0,
            chosen: false,
        },
        Choice {
            value: "sell",
            label: &sell,
            note: &notes.1,
            chosen: false,
        },
    ];
    let band = t!(
        lang,
        "order-price-hint",
        low = price(lang, low),
        high = price(lang, high)
    );
    html! {
        @if own.is_insider { p { (t!(lang, "order-insider")) } }
        form class="form after" method="post" action=(links::AUCTION) data-sign="seal-order" {
            input type="hidden" name="auction" value=(auction.id.0);
            (choices("side", &t!(lang, "order-side"), &sides))
            (field(&Field { hint: &t!(lang, "order-amount-hint"), required: true, ..Field::text("amount", &t!(lang, "order-amount")) }))
            (field(&Field { hint: &band, required: true, ..Field::text("price", &t!(lang, "order-price")) }))
            p class="small quiet" role="status" data-reckon="" data-buy=(t!(lang, "order-costs", money = "€\u{a0}{money}")) data-sell=(t!(lang, "order-brings", money = "€\u{a0}{money}")) {}
            p class="small quiet" { (t!(lang, "order-how", days = view.market.charter.trade_ticks / 24)) }
            (submit(&t!(lang, if own.seal.is_some() { "order-seal-anew" } else { "order-seal" }), Tone::Primary))
        }
    }
}

fn reveal_part(lang: Lang, own: &OwnPlace, auction: &Auction) -> Markup {
    html! {
        @match (own.seal, own.revealed) {
            (None, _) => p { (t!(lang, "order-none")) },
            (Some(_), Some(order)) => {
                p { b { (t!(lang, "order-revealed")) } }
                p { (order_words(lang, order.side, order.amount.0, order.limit)) }
            }
            (Some(seal), None) => {
                p { (t!(lang, "order-reveal-now")) }
                (kept(lang, &seal.to_string(), false))
                form class="form after" method="post" action=(links::AUCTION) data-sign="reveal-order" {
                    input type="hidden" name="auction" value=(auction.id.0);
                    input type="hidden" name="seal" value=(seal.to_string());
                    (submit(&t!(lang, "order-reveal"), Tone::Primary))
                    details {
                        summary class="tap" { (t!(lang, "order-from-copy")) }
                        (field(&Field { kind: FieldKind::Lines(3), hint: &t!(lang, "order-from-copy-hint"), ..Field::text("copy", &t!(lang, "order-copy-text")) }))
                        label class="field" { span { (t!(lang, "order-copy-file")) } input type="file" accept="application/json" data-take=""; }
                    }
                }
            }
        }
    }
}

/// An order in words.
pub(super) fn order_words(lang: Lang, side: Side, amount: u64, limit: Price) -> String {
    let key = match side {
        Side::Buy => "order-kept-buy",
        Side::Sell => "order-kept-sell",
    };
    let amount = super::shares(lang, amount);
    t!(lang, key, amount = amount, price = price(lang, limit)).into_owned()
}

/// What I can do in the next auction, and for insiders the announcement.
fn place(lang: Lang, market: &MarketView, own: &OwnPlace, now_ms: u64) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "place-title")) }
            ul class="rows small-rows" {
                li { span { (t!(lang, "place-sells")) small { (t!(lang, "place-sells-note")) } } span class="amt" { (shares_said(lang, own.sells.0)) } }
                li { span { (t!(lang, "place-buys")) small { (t!(lang, "place-buys-note")) } } span class="amt" { (shares_said(lang, own.buys.0)) } }
                @if own.locked.0 > 0 { li { span { (t!(lang, "place-locked")) small { (t!(lang, "place-locked-note")) } } span class="amt" { (shares_said(lang, own.locked.0)) } } }
                @if own.bought.0 > 0 { li { span { (t!(lang, "place-bought")) small { (t!(lang, "place-bought-note")) } } span class="amt" { (shares_said(lang, own.bought.0)) } } }
            }
            @if own.is_insider { (announcing(lang, market, own, now_ms)) }
        }
    }
}

fn announcing(lang: Lang, market: &MarketView, own: &OwnPlace, now_ms: u64) -> Markup {
    let (buy, sell) = (t!(lang, "side-buy-long"), t!(lang, "side-sell-long"));
    let sides = [
        Choice {
            value: "buy",
            label: &buy,
            note: "",
            chosen: false,
        },
        Choice {
            value: "sell",
            label: &sell,
            note: "",
            chosen: false,
        },
    ];
    html! {
        @for it in &own.announced {
            p class="after" {
                (t!(lang, &format!("announced-{}", it.side.word()), amount = shares_said(lang, it.amount.0).into_owned())) " "
                @if it.ready_ms > now_ms { (t!(lang, "announced-from", when = deadline(lang, it.ready_ms, now_ms))) }
            }
        }
        details class="after" {
            summary class="tap" { (t!(lang, "announce-title")) }
            p { (t!(lang, "announce-why", days = market.charter.insider_ticks / 24)) }
            form class="form" method="post" action=(links::AUCTION) data-sign="announce-order" {
                (choices("side", &t!(lang, "order-side"), &sides))
                div class="field" {
                    label for="announce-amount" { (t!(lang, "order-amount")) }
                    input id="announce-amount" name="amount" type="text" inputmode="decimal" required;
                }
                (submit(&t!(lang, "announce-act"), Tone::Normal))
            }
        }
    }
}
