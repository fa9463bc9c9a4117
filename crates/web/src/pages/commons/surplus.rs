//! The surplus of a year: how it came about, how it is divided, and what the reader is owed of it.

use std::borrow::Cow;

use maud::{Markup, html};

use super::treasury::figure;
use super::{Tabbed, commons_tabs};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, eyebrow, link_button, submit};
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::{decimal, euro, percent_short};
use crate::{links, t};

/// Where the obligation towards members stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paid {
    /// Nobody is owed anything.
    Nothing,
    /// To be paid by, in milliseconds.
    By(u64),
    /// Paid at, in milliseconds.
    At(u64),
}

/// What the reader is owed, in cents.
#[derive(Clone, Copy, Debug)]
pub struct OwnView {
    /// For what they earned.
    pub patronage: i64,
    /// As every member.
    pub equal: i64,
    /// Micro-shares that they earned in the year.
    pub earned: i64,
    /// Whether they share alike.
    pub shares_alike: bool,
    /// Whether they were named as somebody who could not be paid.
    pub is_named: bool,
}

impl OwnView {
    fn together(&self) -> i64 {
        self.patronage.saturating_add(self.equal)
    }
}

/// A part with the charter's number for it.
#[derive(Clone, Copy, Debug)]
pub struct PartView {
    /// `investors`, `patronage`, `equal`, `redemption` or `reinvested`.
    pub word: &'static str,
    /// Cents.
    pub amount: i64,
    /// Of 10,000 of what it is a part of.
    pub basis_points: i64,
}

/// A surplus in a list.
#[derive(Clone, Debug)]
pub struct SurplusLine {
    /// Counts from 1.
    pub year: u32,
    /// Cents that were divided.
    pub whole: i64,
    /// What the reader is owed, who is signed in.
    pub own: Option<OwnView>,
    /// Where it stands.
    pub paid: Paid,
}

/// Everything the page shows, in cents.
#[derive(Clone, Debug)]
pub struct SurplusView {
    /// Counts from 1.
    pub number: u32,
    /// Years that have one, the latest first.
    pub others: Vec<u32>,
    /// When it was divided, in milliseconds.
    pub decided_ms: u64,
    /// The sum.
    pub whole: i64,
    /// What came in.
    pub income: i64,
    /// What left.
    pub outflow: i64,
    /// What the reserve lacked.
    pub reserved: i64,
    /// What had a purpose already.
    pub assigned: i64,
    /// How it is divided.
    pub parts: Vec<PartView>,
    /// Micro-shares that all earned.
    pub earned: i64,
    /// How many earned.
    pub patrons: u64,
    /// How many share alike.
    pub members: u32,
    /// What the reader is owed.
    pub own: Option<OwnView>,
    /// Where it stands.
    pub paid: Paid,
    /// The obligation's number.
    pub transfer: Option<u32>,
    /// Days since it was to be paid, while it is not.
    pub late_days: u64,
    /// Cents that nobody can be paid as it stands.
    pub unpayable: i64,
    /// Cents that went into the pool since nobody could be paid them.
    pub returned: i64,
    /// Members who were named as such, by number.
    pub named: Vec<u32>,
    /// Whether the reader may name somebody.
    pub may_name: bool,
    /// Who signs.
    pub signer: Signer,
}

/// Micro-shares as shares.
fn shares(lang: Lang, micro: i64) -> String {
    decimal(lang, micro, 6, 1)
}

/// Returns the page.
pub fn surplus(shell: &Shell, view: &SurplusView) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "surplus-of", year = view.number);
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "treasury-title"), &title]))
            h1 { span class="vh" { (title) ": " } span class="big num" { (euro(lang, view.whole)) } }
            p class="ask" { (t!(lang, "surplus-ask", date = date(lang, view.decided_ms))) }
            p class="small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "treasury-all")) } }
            @if view.others.len() > 1 {
                nav class="quarters" aria-label=(t!(lang, "surplus-others")) {
                    @for it in &view.others {
                        a class="link tap" href=(links::surplus(*it)) aria-current=[(*it == view.number).then_some("page")] { (t!(lang, "surplus-year", year = *it)) }
                    }
                }
            }
        }
        (own_part(lang, view))
        (how_part(lang, view))
        (came_part(lang, view))
        (parts_part(lang, view))
        @if view.may_name { (name_part(lang, view)) }
        section class="sec" {
            h2 { (t!(lang, "surplus-files")) }
            p { (t!(lang, "surplus-files-say")) }
            div class="btnrow" { (link_button(&t!(lang, "surplus-csv"), &format!("{}/csv", links::surplus(view.number)), Tone::Normal)) }
        }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(title, Place::Commons, body)
        .canonical(links::surplus(view.number))
        .script("js/sign.js")
}

fn own_part(lang: Lang, view: &SurplusView) -> Markup {
    html! {
        @if let Some(own) = &view.own {
            section class="sec" id="own" {
                h2 { @if matches!(view.paid, Paid::At(_)) { (t!(lang, "surplus-own-part")) } @else { (t!(lang, "surplus-own")) } }
                p { b class="num" { (euro(lang, own.together())) } " " (paid_words(lang, view.paid)) }
                @if own.is_named {
                    p { @if matches!(view.paid, Paid::By(_)) { (t!(lang, "surplus-own-unpaid")) } @else { (t!(lang, "surplus-own-lost")) } }
                }
                dl class="pairs" {
                    div {
                        dt { (t!(lang, "surplus-own-patronage", own = shares(lang, own.earned), all = shares(lang, view.earned))) }
                        dd { (euro(lang, own.patronage)) }
                    }
                    div {
                        dt { @if own.shares_alike { (t!(lang, "surplus-own-equal", count = view.members)) } @else { (t!(lang, "surplus-own-not-member")) } }
                        dd { (euro(lang, own.equal)) }
                    }
                }
            }
        }
    }
}

fn paid_words(lang: Lang, paid: Paid) -> Cow<'static, str> {
    match paid {
        Paid::Nothing => t!(lang, "surplus-paid-nothing"),
        Paid::By(at_ms) => t!(lang, "surplus-paid-by", date = date(lang, at_ms)),
        Paid::At(at_ms) => t!(lang, "surplus-paid-at", date = date(lang, at_ms)),
    }
}

/// How members get it, until when, and what becomes of what nobody can be paid.
fn how_part(lang: Lang, view: &SurplusView) -> Markup {
    html! {
        @if view.paid != Paid::Nothing {
            section class="sec" id="how" {
                h2 { (t!(lang, "surplus-how")) }
                @match view.paid {
                    Paid::By(at_ms) => p { (t!(lang, "surplus-how-say", date = date(lang, at_ms))) },
                    Paid::At(at_ms) => p { (t!(lang, "surplus-how-done", date = date(lang, at_ms))) },
                    Paid::Nothing => {},
                }
                @if view.late_days > 0 { p { b { (t!(lang, "surplus-late", count = view.late_days)) } } }
                p { (t!(lang, "surplus-how-nobody")) }
                @if let Some(number) = view.transfer { p class="small" { a class="link tap" href=(links::transfer(number)) { (t!(lang, "surplus-transfer", number = number)) } } }
            }
        }
    }
}

/// For those who keep the books, after the day: whom they could not pay.
fn name_part(lang: Lang, view: &SurplusView) -> Markup {
    let (people, hint) = (
        t!(lang, "surplus-name-people"),
        t!(lang, "surplus-name-people-hint"),
    );
    let named: Vec<String> = view.named.iter().map(ToString::to_string).collect();
    let named = named.join(" ");
    html! {
        section class="sec" id="name" {
            h2 { (t!(lang, "surplus-name")) }
            p { (t!(lang, "surplus-name-say")) }
            @if !named.is_empty() { p class="small" { (t!(lang, "surplus-name-now", members = named.as_str())) } }
            form class="form" method="post" action=(links::TREASURY) data-sign="name-unpaid" {
                input type="hidden" name="year" value=(view.number);
                (field(&Field { hint: &hint, kind: FieldKind::Lines(3), length_max: Some(60_000), ..Field::text("people", &people) }))
                div class="btnrow" { (submit(&t!(lang, "surplus-name-act"), Tone::Normal)) }
            }
        }
    }
}

/// The surpluses on the page of the books.
pub(super) fn section(lang: Lang, lines: &[SurplusLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section class="sec" id="surplus" {
                h2 { (t!(lang, "surplus-section")) }
                p { (t!(lang, "surplus-section-say")) }
                ul class="rows" {
                    @for it in lines {
                        li {
                            span {
                                a class="link" href=(links::surplus(it.year)) { (t!(lang, "surplus-of", year = it.year)) }
                                @if let Some(own) = &it.own { small { (t!(lang, "surplus-section-own", amount = euro(lang, own.together()))) } }
                            }
                            span class="amt" { (euro(lang, it.whole)) }
                        }
                    }
                }
            }
        }
    }
}

/// What the reader gets of each year's surplus, on the page of their shares: how much, why, until when.
pub(super) fn mine(lang: Lang, lines: &[SurplusLine]) -> Markup {
    html! {
        section class="sec" id="surplus" {
            h2 { (t!(lang, "surplus-mine")) }
            @if lines.is_empty() { p { (t!(lang, "surplus-mine-none")) } }
            @else {
                ul class="rows" {
                    @for (it, own) in lines.iter().filter_map(|it| Some((it, it.own.as_ref()?))) {
                        li {
                            span {
                                (t!(lang, "surplus-year", year = it.year))
                                small { (t!(lang, "surplus-mine-why", patronage = euro(lang, own.patronage), equal = euro(lang, own.equal))) }
                                @if own.is_named { small { @if matches!(it.paid, Paid::By(_)) { (t!(lang, "surplus-own-unpaid")) } @else { (t!(lang, "surplus-own-lost")) } } }
                                @else if own.together() > 0 { small { (mine_state(lang, it.paid)) } }
                                small { a class="link tap" href=(links::surplus(it.year)) { (t!(lang, "surplus-mine-more", year = it.year)) } }
                            }
                            span class="amt" { (euro(lang, own.together())) }
                        }
                    }
                }
            }
        }
    }
}

fn mine_state(lang: Lang, paid: Paid) -> Cow<'static, str> {
    match paid {
        Paid::Nothing => t!(lang, "surplus-paid-nothing"),
        Paid::By(at_ms) => t!(lang, "surplus-mine-by", date = date(lang, at_ms)),
        Paid::At(at_ms) => t!(lang, "surplus-mine-at", date = date(lang, at_ms)),
    }
}

fn came_part(lang: Lang, view: &SurplusView) -> Markup {
    let title = t!(lang, "surplus-came");
    // Four quarters make a year.
    let last = view.number.saturating_mul(4);
    let (since, until) = (last.saturating_sub(3).to_string(), last.to_string());
    let span = (("since", since.as_str()), ("until", until.as_str()));
    html! {
        section class="sec" {
            h2 { (title) }
            table class="figures" {
                caption class="vh" { (title) }
                thead class="vh" { tr { th scope="col" { (t!(lang, "treasury-flow-what")) } th scope="col" { (t!(lang, "treasury-amount")) } } }
                tbody {
                    tr { th scope="row" { (t!(lang, "surplus-income")) } td { (figure(lang, view.income, &[("from", "outside"), ("to", "treasury"), span.0, span.1, ("which", "counted")])) } }
                    tr { th scope="row" { (t!(lang, "surplus-outflow")) } td { (figure(lang, view.outflow.saturating_neg(), &[("from", "treasury"), ("to", "payees"), span.0, span.1, ("which", "counted")])) } }
                    @if view.reserved > 0 { tr { th scope="row" { (t!(lang, "surplus-reserved")) } td { (euro(lang, view.reserved.saturating_neg())) } } }
                    @if view.assigned > 0 { tr { th scope="row" { (t!(lang, "surplus-assigned")) } td { (euro(lang, view.assigned.saturating_neg())) } } }
                    tr { th scope="row" { b { (t!(lang, "surplus-whole")) } } td { b { (euro(lang, view.whole)) } } }
                }
            }
        }
    }
}

fn parts_part(lang: Lang, view: &SurplusView) -> Markup {
    let title = t!(lang, "surplus-parts");
    html! {
        section class="sec" {
            h2 { (title) }
            p { (t!(lang, "surplus-parts-say")) " " a class="link tap" href="/commons/policies/charter" { (t!(lang, "surplus-rule")) } }
            table class="figures" {
                caption class="vh" { (title) }
                thead class="vh" { tr { th scope="col" { (t!(lang, "treasury-flow-what")) } th scope="col" { (t!(lang, "surplus-share")) } th scope="col" { (t!(lang, "treasury-amount")) } } }
                tbody {
                    @for it in &view.parts {
                        tr { th scope="row" { (part_words(lang, view, it)) } td { (percent_short(lang, it.basis_points)) } td { (part_figure(lang, view, it)) } }
                    }
                    @if view.unpayable > 0 { tr { th scope="row" { (t!(lang, "surplus-unpayable")) } td {} td { (euro(lang, view.unpayable)) } } }
                    @if view.returned > 0 { tr { th scope="row" { (t!(lang, "surplus-part-returned")) } td {} td { (euro(lang, view.returned)) } } }
                }
            }
        }
    }
}

/// What was moved leads to the transfer that did; what stayed was not.
fn part_figure(lang: Lang, view: &SurplusView, it: &PartView) -> Markup {
    let year = view.number.to_string();
    let to = match it.word {
        "investors" => "escrow",
        "redemption" => "redemption",
        _ => "payees",
    };
    html! {
        @if it.amount == 0 || it.word == "reinvested" { (euro(lang, it.amount)) }
        @else if let ("payees", Some(number)) = (to, view.transfer) { a class="link" href=(links::transfer(number)) { (euro(lang, it.amount)) } }
        @else { (figure(lang, it.amount, &[("surplus", &year), ("to", to)])) }
    }
}

fn part_words(lang: Lang, view: &SurplusView, it: &PartView) -> String {
    match it.word {
        "patronage" => t!(lang, "surplus-part-patronage", count = view.patrons).into_owned(),
        "equal" => t!(lang, "surplus-part-equal", count = view.members).into_owned(),
        word => t!(lang, &format!("surplus-part-{word}")).into_owned(),
    }
}
