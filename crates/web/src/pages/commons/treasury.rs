//! The commons' money: what is there and how long it lasts, where it came from and went, and every payment
//! with the decision that allows it.

use maud::{Markup, html};

use super::surplus::{self, SurplusLine};
use super::{Tabbed, commons_tabs};
use crate::components::flow::{Band, Flow, flow};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, eyebrow, marked_table_below, older, submit};
use crate::components::meter::bar;
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date, date_near, deadline};
use crate::text::number::euro;
use crate::{links, t};

/// One envelope.
#[derive(Clone, Debug)]
pub struct PurposeLine {
    /// Its permanent word.
    pub word: &'static str,
    /// Cents that are there and promised to nobody.
    pub free: i64,
    /// Cents that are promised.
    pub held: i64,
    /// Cents that the last budget gave.
    pub given: i64,
}

/// A quarter's sums.
#[derive(Clone, Copy, Debug)]
pub struct QuarterLine {
    /// Counts from 1.
    pub number: u32,
    /// From when to when, in milliseconds.
    pub dates: (u64, u64),
    /// Cents that came in.
    pub income: i64,
    /// Cents that may be paid or were.
    pub outflow: i64,
}

/// A band of the picture.
#[derive(Clone, Debug)]
pub struct FlowLine {
    /// What it is.
    pub name: String,
    /// Cents.
    pub amount: u64,
    /// The way to what it is made of.
    pub href: String,
}

/// A quarter as a picture: names and cents.
#[derive(Clone, Debug)]
pub struct FlowView {
    /// Which quarter.
    pub quarter: QuarterLine,
    /// Where it came from.
    pub sources: Vec<FlowLine>,
    /// Where it went.
    pub uses: Vec<FlowLine>,
}

/// Who said something, and when.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who; nobody where their account is gone.
    pub by: Option<Face>,
    /// In milliseconds.
    pub at_ms: u64,
}

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Decided; the quarter lets out no more.
    Waiting,
    /// Decided, to be paid until.
    Due {
        /// Milliseconds.
        until_ms: u64,
    },
    /// One said so; a second may confirm until.
    Attested {
        /// Milliseconds.
        until_ms: u64,
    },
    /// It happened.
    Captured {
        /// Milliseconds.
        at_ms: u64,
    },
    /// It will not happen.
    Voided {
        /// Milliseconds.
        at_ms: u64,
        /// Why: `withdrawn`, `refused` or `expired`.
        word: &'static str,
    },
}

/// A payment or income.
#[derive(Clone, Debug)]
pub struct TransferLine {
    /// Its number in the books.
    pub id: u32,
    /// Who is paid, or what came.
    pub name: String,
    /// The envelope that pays.
    pub purpose: Option<&'static str>,
    /// Cents.
    pub amount: i64,
    /// Since when it is in the books, in milliseconds.
    pub since_ms: u64,
    /// Whether it leaves the treasury.
    pub is_payment: bool,
    /// What allows it: its address, and what it is called.
    pub basis: Option<(String, String)>,
    /// Who attested it.
    pub attested: Option<Said>,
    /// Who confirmed it.
    pub confirmed: Option<Said>,
    /// Where it stands.
    pub state: LineState,
}

/// What is paid each week.
#[derive(Clone, Debug)]
pub struct StreamLine {
    /// To whom.
    pub name: String,
    /// From which envelope.
    pub purpose: &'static str,
    /// Cents a week.
    pub amount: i64,
    /// The decision behind it, and its title.
    pub decision: (u32, String),
    /// When it ends by itself, in milliseconds, if it does.
    pub until_ms: Option<u64>,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct TreasuryView {
    /// Cents in all.
    pub total: i64,
    /// Cents that nobody was promised.
    pub available: i64,
    /// Cents that came in and have no purpose yet.
    pub unassigned: i64,
    /// The envelopes that hold something or were given something.
    pub purposes: Vec<PurposeLine>,
    /// The decision that made them, and since when in milliseconds.
    pub budget: Option<(u32, u64)>,
    /// Cents that the reserve is to hold.
    pub reserve_needed: i64,
    /// Weeks for which it lasts; nothing where nothing is spent.
    pub runway_rounds: Option<u64>,
    /// Cents that a week costs.
    pub round_cost: i64,
    /// Cents that may leave in this quarter.
    pub outflow_limit: i64,
    /// The last quarter in which something moved.
    pub flow: Option<FlowView>,
    /// Every quarter, the latest first.
    pub quarters: Vec<QuarterLine>,
    /// What waits for a second person.
    pub unconfirmed: Vec<TransferLine>,
    /// What was decided and is not paid.
    pub due: Vec<TransferLine>,
    /// What is over, the latest first.
    pub past: Vec<TransferLine>,
    /// The way to older ones.
    pub older: Option<String>,
    /// Whether the list begins with the latest.
    pub is_first_page: bool,
    /// What is paid each week.
    pub streams: Vec<StreamLine>,
    /// Surpluses of the years that are over, the latest first.
    pub surpluses: Vec<SurplusLine>,
    /// Whether the reader attests and confirms.
    pub keeps: bool,
    /// Who signs.
    pub signer: Signer,
}

/// One transfer with what may be done about it.
#[derive(Clone, Debug)]
pub struct TransferPage {
    /// The transfer.
    pub line: TransferLine,
    /// Digest of the evidence in hex.
    pub digest: Option<String>,
    /// What the document is and says; nothing for whoever does not keep the books.
    pub evidence: Option<(String, String)>,
    /// Whether the reader may say that it was paid.
    pub may_attest: bool,
    /// Whether the reader may confirm.
    pub may_confirm: bool,
    /// Whether the reader may take it back or refuse it.
    pub may_refuse: bool,
    /// Whether the reader attested it.
    pub is_own_word: bool,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the page of the books.
pub fn treasury(shell: &Shell, view: &TreasuryView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "treasury-title"), &t!(lang, "treasury-as-of", date = date(lang, shell.now_ms))]))
            h1 { span class="vh" { (t!(lang, "treasury-title")) ": " } span class="big num" { a href=(links::payments(&[("account", "treasury")])) { (euro(lang, view.total)) } } }
            p class="ask" { (lasting(lang, view)) " " (t!(lang, "treasury-ask")) }
        }
        @if view.is_first_page {
            (standing_part(lang, view))
            @if let Some(it) = &view.flow { (flow_part(lang, it)) }
            (purposes_part(lang, view))
            (streams_part(lang, view))
            (open_part(shell, view))
            (surplus::section(lang, &view.surpluses))
        }
        (past_part(shell, view))
        @if view.is_first_page {
            (quarters_part(lang, view))
            @if view.keeps { (attest_part(lang)) }
        }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "treasury-title"), Place::Commons, body)
        .canonical(links::TREASURY)
        .script("js/sign.js")
}

/// How long it lasts, in words.
fn lasting(lang: Lang, view: &TreasuryView) -> String {
    match view.runway_rounds {
        _ if view.total == 0 => t!(lang, "treasury-empty").into_owned(),
        None => t!(lang, "treasury-no-costs").into_owned(),
        Some(rounds) => t!(
            lang,
            "treasury-lasts",
            count = rounds,
            cost = euro(lang, view.round_cost)
        )
        .into_owned(),
    }
}

fn standing_part(lang: Lang, view: &TreasuryView) -> Markup {
    let promised = view.total.saturating_sub(view.available);
    let this = view.quarters.first();
    html! {
        dl class="pairs" {
            div { dt { (t!(lang, "treasury-available")) } dd { (figure(lang, view.available, &[("account", "treasury")])) } }
            @if promised > 0 { div { dt { (t!(lang, "treasury-promised")) } dd { (figure(lang, promised, &[("from", "treasury"), ("which", "open")])) } } }
            @if view.unassigned > 0 { div { dt { (t!(lang, "treasury-unassigned")) } dd { (figure(lang, view.unassigned, &[("account", "income")])) } } }
            @if let Some(it) = this {
                @let quarter = it.number.to_string();
                div { dt { (t!(lang, "treasury-in")) } dd { (figure(lang, it.income, &counted_in(&quarter))) } }
                div { dt { (t!(lang, "treasury-out")) } dd { a class="link" href=(links::payments(&counted_out(&quarter))) { (t!(lang, "treasury-out-of", amount = euro(lang, it.outflow), limit = euro(lang, view.outflow_limit))) } } }
            }
        }
    }
}

/// An amount that leads to what it is made of.
pub(super) fn figure(lang: Lang, amount: i64, asked: &[(&str, &str)]) -> Markup {
    html! { a class="link" href=(links::payments(asked)) { (euro(lang, amount)) } }
}

/// What came in a quarter.
fn counted_in(quarter: &str) -> [(&'static str, &str); 4] {
    let (from, to) = (("from", "outside"), ("to", "treasury"));
    [from, to, ("quarter", quarter), ("which", "counted")]
}

/// What left in a quarter, or may leave.
fn counted_out(quarter: &str) -> [(&'static str, &str); 4] {
    let (from, to) = (("from", "treasury"), ("to", "payees"));
    [from, to, ("quarter", quarter), ("which", "counted")]
}

fn flow_part(lang: Lang, it: &FlowView) -> Markup {
    let sum = |side: &[FlowLine]| side.iter().map(|it| it.amount).sum::<u64>();
    let (came, went) = (sum(&it.sources), sum(&it.uses));
    let said = |amount: u64| euro(lang, i64::try_from(amount).unwrap_or(i64::MAX));
    let band = |it: &FlowLine| Band {
        name: it.name.clone(),
        amount: it.amount,
        said: said(it.amount),
        is_kept: false,
        href: it.href.clone(),
    };
    // What was there before, or stayed, is everything up to this quarter or the one before.
    let up_to =
        |number: u32| links::payments(&[("account", "treasury"), ("until", &number.to_string())]);
    let filled = |side: &[FlowLine], more: u64, key: &'static str, until: u32| {
        let mut bands: Vec<Band> = side.iter().map(band).collect();
        if more > 0 {
            bands.push(Band {
                is_kept: true,
                ..band(&FlowLine {
                    name: t!(lang, key).into_owned(),
                    amount: more,
                    href: up_to(until),
                })
            });
        }
        bands
    };
    let sources = filled(
        &it.sources,
        went.saturating_sub(came),
        "treasury-from-before",
        it.quarter.number.saturating_sub(1),
    );
    let kept = came.saturating_sub(went);
    let uses = filled(&it.uses, kept, "treasury-kept", it.quarter.number);
    let label = t!(
        lang,
        "treasury-flow-label",
        income = said(came),
        outflow = said(went)
    );
    let head = (t!(lang, "treasury-flow-what"), t!(lang, "treasury-amount"));
    let rows = |bands: &[Band], key: &'static str| {
        let side = t!(lang, key).into_owned();
        let link = |it: &Band| html! { a class="link" href=(it.href) { (it.said) } };
        let row = |it: &Band| (format!("{side}: {}", it.name), link(it));
        bands.iter().map(row).collect::<Vec<_>>()
    };
    let lines = [
        rows(&sources, "treasury-side-in"),
        rows(&uses, "treasury-side-out"),
    ]
    .concat();
    html! {
        section class="sec" {
            h2 { (t!(lang, "treasury-flow")) }
            p { (quarter_words(lang, &it.quarter)) }
            (flow(&Flow { label: &label, sources: &sources, uses: &uses, sum: &said(came.max(went)) }))
            (marked_table_below(&t!(lang, "treasury-table"), (&head.0, &head.1), &lines))
        }
    }
}

fn quarter_words(lang: Lang, it: &QuarterLine) -> String {
    t!(
        lang,
        "treasury-quarter",
        number = it.number,
        from = date(lang, it.dates.0),
        until = date(lang, it.dates.1)
    )
    .into_owned()
}

fn purposes_part(lang: Lang, view: &TreasuryView) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "treasury-envelopes")) }
            @if view.purposes.is_empty() {
                p class="small quiet" { (t!(lang, "treasury-no-budget")) }
            } @else {
                p { (t!(lang, "treasury-envelopes-say")) }
                ul class="purposes" { @for it in &view.purposes { li { (purpose(lang, view, it)) } } }
            }
            p class="small" { a class="link tap" href=(links::BUDGETS) { (t!(lang, "treasury-budgets")) } }
            @if let Some((number, since)) = view.budget {
                p class="small" { a class="link tap" href=(links::decision(number.into())) { (t!(lang, "treasury-budget", number = number, date = date(lang, since))) } }
            }
        }
    }
}

fn purpose(lang: Lang, view: &TreasuryView, it: &PurposeLine) -> Markup {
    let most = it.given.max(it.free.saturating_add(it.held)).max(1);
    let share = i128::from(it.free) * 10_000 / i128::from(most);
    let share = u32::try_from(share).unwrap_or(0);
    let label = t!(
        lang,
        "treasury-envelope-left",
        amount = euro(lang, it.free),
        given = euro(lang, most)
    );
    html! {
        div class="purpose-head" {
            b { (t!(lang, &format!("envelope-{}", it.word))) }
            span class="num" { (figure(lang, it.free, &[("account", it.word)])) " " span class="quiet" { (t!(lang, "treasury-of", amount = euro(lang, most))) } }
        }
        (bar(share, None, &label))
        @if it.held > 0 { p class="small" { a class="link tap" href=(links::payments(&[("from", it.word), ("which", "open")])) { (t!(lang, "treasury-held", amount = euro(lang, it.held))) } } }
        @if it.word == "reserve" && view.reserve_needed > 0 {
            p class="small quiet" { (t!(lang, "treasury-reserve", amount = euro(lang, view.reserve_needed))) }
        }
    }
}

fn streams_part(lang: Lang, view: &TreasuryView) -> Markup {
    html! {
        @if !view.streams.is_empty() {
            section class="sec" id="streams" {
                h2 { (t!(lang, "treasury-streams")) }
                p { (t!(lang, "treasury-streams-say")) }
                ul class="rows" {
                    @for it in &view.streams {
                        li {
                            span {
                                (it.name)
                                small {
                                    (t!(lang, &format!("envelope-{}", it.purpose)))
                                    @if let Some(until) = it.until_ms { " · " (t!(lang, "treasury-team-until", date = date(lang, until))) }
                                }
                                small { a class="link tap" href=(links::decision(it.decision.0.into())) { (t!(lang, "treasury-by-decision", number = it.decision.0, title = it.decision.1.as_str())) } }
                            }
                            span class="amt" { a class="link" href=(links::payments(&[("decision", &it.decision.0.to_string())])) { (t!(lang, "treasury-stream", amount = euro(lang, it.amount))) } }
                        }
                    }
                }
            }
        }
    }
}

fn open_part(shell: &Shell, view: &TreasuryView) -> Markup {
    let lang = shell.lang;
    html! {
        @if !view.unconfirmed.is_empty() {
            section class="sec" id="unconfirmed" {
                h2 { (t!(lang, "treasury-unconfirmed")) }
                p { (t!(lang, "treasury-unconfirmed-say")) }
                (transfers(shell, &view.unconfirmed))
            }
        }
        @if !view.due.is_empty() {
            section class="sec" id="due" {
                h2 { (t!(lang, "treasury-due")) }
                p { (t!(lang, "treasury-due-say")) }
                (transfers(shell, &view.due))
            }
        }
    }
}

fn past_part(shell: &Shell, view: &TreasuryView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="past" {
            h2 { (t!(lang, "treasury-past")) }
            @if view.past.is_empty() {
                p class="small quiet" { (t!(lang, "treasury-past-none")) }
            } @else {
                p { (t!(lang, "treasury-past-say")) }
                (transfers(shell, &view.past))
            }
            (older(&t!(lang, "treasury-older"), view.older.as_deref()))
        }
    }
}

pub(super) fn transfers(shell: &Shell, lines: &[TransferLine]) -> Markup {
    html! { ul class="rows" { @for it in lines { li { (transfer_row(shell, it)) } } } }
}

fn transfer_row(shell: &Shell, it: &TransferLine) -> Markup {
    let lang = shell.lang;
    html! {
        span {
            a class="link" href=(links::transfer(it.id)) { (it.name) }
            small {
                @if let Some(word) = it.purpose { (t!(lang, &format!("envelope-{word}"))) " · " }
                (state_words(shell, it))
            }
            @if let Some((href, words)) = &it.basis { small { a class="link tap" href=(href) { (words) } } }
            @if let Some(words) = people_words(lang, it) { small { (words) } }
        }
        span class="amt" { (signed(lang, it)) }
    }
}

/// A plus where it came; a payment is a plain amount.
fn signed(lang: Lang, it: &TransferLine) -> String {
    let amount = euro(lang, it.amount);
    if it.is_payment {
        amount
    } else {
        format!("+ {amount}")
    }
}

fn state_words(shell: &Shell, it: &TransferLine) -> String {
    let lang = shell.lang;
    let words = match it.state {
        LineState::Waiting => t!(lang, "treasury-state-waiting"),
        LineState::Due { until_ms } => {
            t!(lang, "treasury-state-due", until = date(lang, until_ms))
        }
        LineState::Attested { until_ms } => t!(
            lang,
            "treasury-state-attested",
            until = deadline(lang, until_ms, shell.now_ms)
        ),
        LineState::Captured { at_ms } => {
            let date = date_near(lang, at_ms, shell.now_ms);
            if it.is_payment {
                t!(lang, "treasury-state-paid", date = date)
            } else {
                t!(lang, "treasury-state-came", date = date)
            }
        }
        LineState::Voided { at_ms, word } => t!(
            lang,
            &format!("treasury-state-{word}"),
            date = date_near(lang, at_ms, shell.now_ms)
        ),
    };
    words.into_owned()
}

/// Who attested and who confirmed.
fn people_words(lang: Lang, it: &TransferLine) -> Option<String> {
    let name = |said: &Said| {
        said.by.as_ref().map_or_else(
            || t!(lang, "treasury-somebody").into_owned(),
            |it| it.name.clone(),
        )
    };
    let attested = name(it.attested.as_ref()?);
    Some(match &it.confirmed {
        Some(confirmed) => t!(
            lang,
            "treasury-both",
            one = attested,
            other = name(confirmed)
        )
        .into_owned(),
        None => t!(lang, "treasury-one", one = attested).into_owned(),
    })
}

fn quarters_part(lang: Lang, view: &TreasuryView) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "treasury-quarters")) }
            p class="small" { a class="link tap" href=(links::STATEMENT) { (t!(lang, "statement-link")) } }
            p class="small" { a class="link tap" href=(links::RECONCILIATION) { (t!(lang, "bank-link-page")) } }
            div class="scroll" tabindex="0" role="region" aria-label=(t!(lang, "treasury-quarters")) {
                table class="figures" {
                    caption class="vh" { (t!(lang, "treasury-quarters")) }
                    thead { tr { th scope="col" { (t!(lang, "treasury-quarter-head")) } th scope="col" { (t!(lang, "treasury-side-in")) } th scope="col" { (t!(lang, "treasury-side-out")) } } }
                    tbody {
                        @for it in &view.quarters {
                            @let quarter = it.number.to_string();
                            tr { th scope="row" { (quarter_words(lang, it)) } td { (figure(lang, it.income, &counted_in(&quarter))) } td { (figure(lang, it.outflow, &counted_out(&quarter))) } }
                        }
                    }
                }
            }
        }
    }
}

fn attest_part(lang: Lang) -> Markup {
    let (amount, hint) = (
        t!(lang, "treasury-amount"),
        t!(lang, "treasury-amount-hint"),
    );
    html! {
        section class="sec" id="attest" {
            h2 { (t!(lang, "treasury-attest")) }
            p { (t!(lang, "treasury-attest-say")) }
            form class="form" method="post" action=(links::TREASURY) data-sign="attest-income" {
                div class="field" {
                    label for="income" { (t!(lang, "treasury-source")) }
                    select class="input" id="income" name="income" {
                        @for kind in ledger::books::IncomeKind::ALL {
                            option value=(kind.word()) { (t!(lang, &format!("income-{}", kind.word()))) }
                        }
                    }
                }
                (field(&Field { hint: &hint, required: true, length_max: Some(20), ..Field::text("amount", &amount) }))
                (evidence_fields(lang))
                div class="btnrow" { (submit(&t!(lang, "treasury-attest-act"), Tone::Primary)) }
            }
        }
    }
}

fn evidence_fields(lang: Lang) -> Markup {
    let (title, title_hint) = (
        t!(lang, "treasury-document"),
        t!(lang, "treasury-document-hint"),
    );
    let (text, text_hint) = (
        t!(lang, "treasury-document-text"),
        t!(lang, "treasury-document-text-hint"),
    );
    html! {
        (field(&Field { hint: &title_hint, required: true, length_max: Some(160), ..Field::text("title", &title) }))
        (field(&Field { hint: &text_hint, kind: FieldKind::Lines(4), length_max: Some(8_000), ..Field::text("reasons", &text) }))
    }
}

/// Returns the page of one transfer.
pub fn transfer(shell: &Shell, view: &TransferPage) -> Page {
    let lang = shell.lang;
    let it = &view.line;
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "treasury-title"), &t!(lang, "treasury-transfer", number = it.id)]))
            h1 { span class="num" { (signed(lang, it)) } " " (it.name) }
            p class="ask" { (state_words(shell, it)) }
            p class="small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "treasury-all")) } }
        }
        dl class="pairs" {
            div { dt { (t!(lang, "treasury-since")) } dd { (date(lang, it.since_ms)) } }
            @if let Some(word) = it.purpose { div { dt { (t!(lang, "treasury-envelope")) } dd { (t!(lang, &format!("envelope-{word}"))) } } }
            @if let Some((href, words)) = &it.basis { div { dt { (t!(lang, "treasury-allowed-by")) } dd { a class="link" href=(href) { (words) } } } }
            @if let Some(said) = &it.attested { div { dt { (t!(lang, "treasury-attested-by")) } dd { (said_words(lang, said)) } } }
            @if let Some(said) = it.confirmed.as_ref().filter(|_| it.attested.is_some()) { div { dt { (t!(lang, "treasury-confirmed-by")) } dd { (said_words(lang, said)) } } }
        }
        @if let Some(digest) = &view.digest {
            section class="sec" {
                h2 { (t!(lang, "treasury-evidence")) }
                @if let Some((title, text)) = &view.evidence {
                    p { b { (title) } }
                    @if !text.is_empty() { p class="document" { (text) } }
                    p class="small quiet" { (t!(lang, "treasury-evidence-seen")) }
                } @else { p { (t!(lang, "treasury-evidence-hidden")) } }
                p class="small quiet digest" { (digest) }
            }
        }
        (acts_part(lang, view))
        (signing::sheet(shell, &view.signer))
    };
    Page::new(
        t!(lang, "treasury-transfer", number = it.id),
        Place::Commons,
        body,
    )
    .canonical(links::transfer(it.id))
    .script("js/sign.js")
}

fn said_words(lang: Lang, said: &Said) -> Markup {
    html! {
        @if let Some(face) = &said.by {
            @if face.handle.is_empty() { bdi { (face.name) } } @else { a class="link" href=(links::profile(&face.handle)) { bdi { (face.name) } } }
        } @else { (t!(lang, "treasury-somebody")) }
        ", " (date(lang, said.at_ms))
    }
}

fn acts_part(lang: Lang, view: &TransferPage) -> Markup {
    let id = view.line.id;
    html! {
        @if view.may_attest {
            section class="sec" id="attest" {
                h2 { (t!(lang, "treasury-paid")) }
                p { (t!(lang, "treasury-paid-say")) }
                form class="form" method="post" action=(links::TREASURY) data-sign="attest-payment" {
                    input type="hidden" name="transfer" value=(id);
                    (evidence_fields(lang))
                    div class="btnrow" { (submit(&t!(lang, "treasury-paid-act"), Tone::Primary)) }
                }
            }
        }
        @if view.may_confirm || view.may_refuse {
            section class="sec" id="confirm" {
                h2 { (t!(lang, "treasury-second")) }
                p { @if view.may_confirm { (t!(lang, "treasury-second-say")) } @else { (t!(lang, "treasury-second-own")) } }
                div class="btnrow" {
                    @if view.may_confirm {
                        form method="post" action=(links::TREASURY) data-sign="confirm-transfer" {
                            input type="hidden" name="transfer" value=(id);
                            (submit(&t!(lang, "treasury-confirm-act"), Tone::Primary))
                        }
                    }
                    @if view.may_refuse {
                        form method="post" action=(links::TREASURY) data-sign="refuse-transfer" {
                            input type="hidden" name="transfer" value=(id);
                            @if view.is_own_word { (submit(&t!(lang, "treasury-withdraw-act"), Tone::Normal)) }
                            @else { (submit(&t!(lang, "treasury-refuse-act"), Tone::Normal)) }
                        }
                    }
                }
            }
        }
    }
}
