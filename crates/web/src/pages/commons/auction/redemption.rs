//! Being paid out: what the pool holds, at which price it takes shares back, and one's place in the queue.

use ledger::market::trading::Need;
use maud::{Markup, html};

use super::{AuctionPage, money};
use crate::components::form::{Choice, choices};
use crate::components::furniture::{Tone, submit};
use crate::layout::Shell;
use crate::pages::commons::shares_said;
use crate::text::Lang;
use crate::text::number::euro_fine;
use crate::{links, t};

/// Draws the redemption pool and the reader's place in its queue.
pub fn section(shell: &Shell, view: &AuctionPage) -> Markup {
    let lang = shell.lang;
    let it = &view.market.redemption;
    html! {
        section class="sec" id="redemption" {
            h2 { (t!(lang, "redemption-title")) }
            @if view.market.redeems() {
                p { (t!(lang, "redemption-what")) }
                ul class="rows small-rows" {
                    li { span { (t!(lang, "redemption-pool")) } span class="amt" { (money(lang, it.pool.0)) } }
                    li { span { (t!(lang, "redemption-price")) small { (t!(lang, "redemption-price-note")) } } span class="amt" { (euro_fine(lang, it.price.0.into())) } }
                    li { span { (t!(lang, "redemption-waiting", count = it.waiting)) } span class="amt" { (shares_said(lang, it.amount.0)) } }
                    @if it.retired.0 > 0 { li { span { (t!(lang, "redemption-retired")) small { (t!(lang, "redemption-retired-note")) } } span class="amt" { (shares_said(lang, it.retired.0)) } } }
                }
                (own(lang, view))
            } @else { p { (t!(lang, "redemption-closed")) } }
            @if view.market.is_open() && view.market.own.is_some() {
                p class="after small" { a class="link tap" href="/commons/propose/buy-shares" { (t!(lang, "redemption-buy")) } }
            }
        }
    }
}

fn own(lang: Lang, view: &AuctionPage) -> Markup {
    let Some(own) = &view.market.own else {
        return html! {};
    };
    html! {
        @match own.waiting {
            Some(waiting) => {
                p class="after" { b { (t!(lang, "redemption-asked", amount = shares_said(lang, waiting.amount.0).into_owned())) } }
                p class="small quiet" {
                    @match (waiting.need, waiting.confirmed_by) {
                        (Need::Wish, _) => (t!(lang, "redemption-by-age")),
                        (Need::Hardship, None) => (t!(lang, "redemption-unconfirmed")),
                        (Need::Hardship, Some(_)) => (t!(lang, "redemption-confirmed")),
                    }
                }
                form method="post" action=(links::AUCTION) data-sign="withdraw-redemption" {
                    (submit(&t!(lang, "redemption-withdraw"), Tone::Plain))
                }
            }
            None if own.redeemable.0 == 0 => p class="after" { (t!(lang, "redemption-none", weeks = view.market.charter.redemption_rounds)) },
            None => (form(lang, own.redeemable.0)),
        }
    }
}

fn form(lang: Lang, most: u64) -> Markup {
    let labels = (t!(lang, "need-wish"), t!(lang, "need-hardship"));
    let notes = (t!(lang, "need-wish-note"), t!(lang, "need-hardship-note"));
    let needs = [
        Choice {
            value: "wish",
            label: &labels.0,
            note: &notes.0,
            chosen: true,
        },
        Choice {
            value: "hardship",
            label: &labels.1,
            note: &notes.1,
            chosen: false,
        },
    ];
    html! {
        details class="after" {
            summary class="tap" { (t!(lang, "redemption-ask")) }
            form class="form" method="post" action=(links::AUCTION) data-sign="redeem" {
                div class="field" {
                    label for="redeem-amount" { (t!(lang, "redemption-amount")) }
                    input id="redeem-amount" name="amount" type="text" inputmode="decimal" aria-describedby="redeem-most" required;
                    span class="hint" id="redeem-most" { (t!(lang, "redemption-most", amount = shares_said(lang, most).into_owned())) }
                }
                (choices("need", &t!(lang, "redemption-need"), &needs))
                (submit(&t!(lang, "redemption-act"), Tone::Normal))
            }
        }
    }
}
