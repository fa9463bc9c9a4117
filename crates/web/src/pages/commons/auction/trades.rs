//! Trades: what I am to pay or to confirm, and for who keeps the books what waits for their word.

use app::market::TradeView;
use ledger::market::trading::{SettledBy, TradeStage};
use maud::{Markup, html};

use super::{AuctionPage, money, name_of};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, submit};
use crate::layout::Shell;
use crate::pages::commons::shares_said;
use crate::text::moment::{date_near, deadline};
use crate::{links, t};

/// Draws the trades of the reader, and those that wait for an office.
pub fn section(shell: &Shell, view: &AuctionPage) -> Markup {
    let lang = shell.lang;
    let market = &view.market;
    html! {
        @if !market.trades.is_empty() {
            section class="sec" id="trades" {
                h2 { (t!(lang, "trades-title")) }
                p { (t!(lang, "trades-what")) }
                ul class="rows" { @for it in &market.trades { li class="tall" { (line(shell, view, it)) } } }
            }
        }
        @if !market.claimed.is_empty() || !market.hardship.is_empty() {
            section class="sec" id="office" {
                h2 { (t!(lang, "trades-office")) }
                p { (t!(lang, "trades-office-what")) }
                ul class="rows" {
                    @for it in &market.claimed { li class="tall" { (claimed(shell, view, it)) } }
                    @for (member, amount) in &market.hardship {
                        li class="tall" {
                            div {
                                p { (t!(lang, "hardship-says", name = name_of(lang, &view.people, member.0), amount = shares_said(lang, amount.0).into_owned())) }
                                form class="after" method="post" action=(links::AUCTION) data-sign="confirm-hardship" {
                                    input type="hidden" name="person" value=(member.0);
                                    (submit(&t!(lang, "hardship-confirm"), Tone::Normal))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(shell: &Shell, view: &AuctionPage, it: &TradeView) -> Markup {
    let lang = shell.lang;
    let trade = &it.trade;
    let buys = trade.buyer.0 == view.signer.member;
    let other = if buys { trade.seller } else { trade.buyer };
    let name = name_of(lang, &view.people, other.0);
    let (amount, sum) = (
        shares_said(lang, trade.amount.0),
        money(lang, trade.money.0),
    );
    let key = if buys { "trade-bought" } else { "trade-sold" };
    html! {
        div {
            p { b { (t!(lang, key, amount = amount.as_ref(), name = name.as_str(), money = sum.as_str())) } }
            @match trade.stage {
                TradeStage::Open { until_ms } => {
                    @let until = deadline(lang, until_ms, shell.now_ms);
                    @if buys {
                        p { (t!(lang, "trade-pay", name = name.as_str(), money = sum.as_str(), until = until.as_str(), number = trade.id.0)) }
                        @if trade.claim.is_some() { p class="small quiet" { (t!(lang, "trade-claimed-own")) } } @else { (claim_form(shell, trade.id.0)) }
                    } @else {
                        p { (t!(lang, "trade-wait", name = name.as_str(), money = sum.as_str(), until = until.as_str(), number = trade.id.0)) }
                        @if trade.claim.is_some() { p { (t!(lang, "trade-claimed", name = name.as_str(), title = it.evidence.0.as_str())) } }
                        form class="after" method="post" action=(links::AUCTION) data-sign="confirm-paid" {
                            input type="hidden" name="trade" value=(trade.id.0);
                            (submit(&t!(lang, "trade-confirm", money = sum.as_str()), Tone::Primary))
                        }
                    }
                }
                TradeStage::Settled { at_ms, by } => {
                    p class="small quiet" {
                        @let date = date_near(lang, at_ms, shell.now_ms);
                        @match by {
                            SettledBy::Seller => (t!(lang, "trade-settled", date = date)),
                            SettledBy::Office(..) => (t!(lang, "trade-settled-office", date = date)),
                        }
                    }
                }
                TradeStage::Lapsed { at_ms } => p class="small quiet" { (t!(lang, "trade-lapsed", date = date_near(lang, at_ms, shell.now_ms))) },
            }
        }
    }
}

fn claim_form(shell: &Shell, trade: u32) -> Markup {
    let lang = shell.lang;
    html! {
        details {
            summary class="tap" { (t!(lang, "trade-claim")) }
            p { (t!(lang, "trade-claim-what")) }
            form class="form" method="post" action=(links::AUCTION) data-sign="claim-paid" {
                input type="hidden" name="trade" value=(trade);
                (field(&Field { required: true, length_max: Some(160), hint: &t!(lang, "trade-claim-title-hint"), ..Field::text("title", &t!(lang, "trade-claim-title")) }))
                (field(&Field { kind: FieldKind::Lines(3), ..Field::text("reasons", &t!(lang, "trade-claim-words")) }))
                (submit(&t!(lang, "trade-claim-act"), Tone::Normal))
            }
        }
    }
}

fn claimed(shell: &Shell, view: &AuctionPage, it: &TradeView) -> Markup {
    let lang = shell.lang;
    let trade = &it.trade;
    let name = |member: u32| name_of(lang, &view.people, member);
    let first = trade.claim.as_ref().and_then(|it| it.attested_by);
    let said = first.is_some_and(|it| it.0 == view.signer.member);
    html! {
        div {
            p { b { (t!(lang, "trade-office", number = trade.id.0, buyer = name(trade.buyer.0), seller = name(trade.seller.0), money = money(lang, trade.money.0))) } }
            p { (it.evidence.0) }
            @if !it.evidence.1.is_empty() { p class="as-typed small" { (it.evidence.1) } }
            @if let Some(first) = first { p class="small quiet" { (t!(lang, "trade-office-first", name = name(first.0))) } }
            @if !said {
                form class="after" method="post" action=(links::AUCTION) data-sign="attest-paid" {
                    input type="hidden" name="trade" value=(trade.id.0);
                    (submit(&t!(lang, "trade-office-act"), Tone::Normal))
                }
            }
        }
    }
}
