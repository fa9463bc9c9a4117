//! What auctions came to: one price, how much, and the two stairs that met there.

use app::market::MarketView;
use ledger::ids::Price;
use ledger::market::auction::{Side, band};
use ledger::market::trading::{Auction, AuctionStage};
use maud::{Markup, html};

use super::money;
use crate::components::curves::{Curves, curves};
use crate::components::furniture::table_below;
use crate::layout::Shell;
use crate::pages::commons::{shares, shares_said};
use crate::t;
use crate::text::moment::date_near;
use crate::text::number::price as price_words;

/// Draws the last auction, and a line for each before it.
pub fn section(shell: &Shell, market: &MarketView) -> Markup {
    let lang = shell.lang;
    html! {
        @if let Some((last, before)) = market.past.split_first() {
            section class="sec" id="results" {
                h2 { (t!(lang, "results-title", number = last.id.0)) }
                (outcome(shell, last))
                (picture(shell, last))
                @if !before.is_empty() {
                    h3 class="after" { (t!(lang, "results-before")) }
                    ul class="rows small-rows" {
                        @for it in before {
                            li {
                                span { (t!(lang, "results-number", number = it.id.0)) small { (ended(shell, it)) } }
                                span class="amt" {
                                    @match it.cleared {
                                        Some(cleared) => { (shares_said(lang, cleared.volume.0)) small { (price_words(lang, cleared.price)) } }
                                        None => (t!(lang, "results-nothing")),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ended(shell: &Shell, it: &Auction) -> String {
    match it.stage {
        AuctionStage::Over { at_ms } => date_near(shell.lang, at_ms, shell.now_ms),
        AuctionStage::Sealing { .. } | AuctionStage::Revealing { .. } => String::new(),
    }
}

fn outcome(shell: &Shell, it: &Auction) -> Markup {
    let lang = shell.lang;
    html! {
        @match it.cleared {
            Some(cleared) => p { (t!(lang, "results-traded", date = ended(shell, it), amount = shares_said(lang, cleared.volume.0).into_owned(), price = price_words(lang, cleared.price), money = money(lang, cleared.money.0))) },
            None => p { (t!(lang, "results-untraded", date = ended(shell, it))) },
        }
    }
}

/// The picture names nobody: limits and amounts, as the record holds them.
fn picture(shell: &Shell, it: &Auction) -> Markup {
    let lang = shell.lang;
    let (low, high) = band(it.reference);
    let of = |side: Side| -> Vec<(u64, u64)> {
        let orders = it.orders.iter().filter(|order| order.side == side);
        orders
            .map(|order| (order.limit.0, order.amount.0))
            .collect()
    };
    let (demand, supply) = (of(Side::Buy), of(Side::Sell));
    if demand.is_empty() && supply.is_empty() {
        return html! {};
    }
    let sum = |orders: &[(u64, u64)]| shares(lang, orders.iter().map(|it| it.1).sum());
    let label = t!(
        lang,
        "results-label",
        wanted = sum(&demand),
        offered = sum(&supply)
    );
    let at = it
        .cleared
        .map(|it| price_words(lang, it.price))
        .unwrap_or_default();
    let (wanted, offered) = (t!(lang, "results-wanted"), t!(lang, "results-offered"));
    let (first, last) = (price_words(lang, low), price_words(lang, high));
    let row = |side: &'static str| {
        move |(limit, amount): &(u64, u64)| {
            let words = t!(
                lang,
                &format!("results-row-{side}"),
                amount = shares(lang, *amount)
            );
            (words.into_owned(), price_words(lang, Price(*limit)))
        }
    };
    let rows: Vec<(String, String)> = demand
        .iter()
        .map(row("buy"))
        .chain(supply.iter().map(row("sell")))
        .collect();
    html! {
        div class="after" {
            (curves(&Curves { label: &label, band: (low.0, high.0), demand: &demand, supply: &supply, price: it.cleared.map(|it| it.price.0), names: (&wanted, &offered, &at), ends: (&first, &last) }))
            (table_below(&t!(lang, "results-table"), (&t!(lang, "results-order"), &t!(lang, "results-limit")), &rows))
        }
    }
}
