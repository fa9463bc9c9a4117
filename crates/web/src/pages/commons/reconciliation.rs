//! The bank beside the books: both sums, every part of what lies between them, and each line that is on one
//! side only, with what can be done about it.

use maud::{Markup, html};

use super::treasury::TransferLine;
use super::{Tabbed, commons_tabs};
use crate::components::form::{Choice, Field, choices, field};
use crate::components::furniture::{Tone, act_form, eyebrow, submit};
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::euro;
use crate::{links, t};

/// Both sums and what lies between them, in cents.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    /// Until the end of which day, in milliseconds.
    pub day_ms: u64,
    /// At the bank.
    pub bank: i64,
    /// In the books.
    pub books: i64,
    /// The bank's without the books'.
    pub whole: i64,
    /// Each part with the key of its name; parts of zero are left out.
    pub parts: [(&'static str, i64); 5],
}

/// A month of lines.
#[derive(Clone, Debug)]
pub struct MonthLine {
    /// `2026-03`.
    pub name: String,
    /// Lines in it.
    pub lines: u32,
    /// Of these, in the books.
    pub matched: u32,
    /// Whether its lines are shown.
    pub is_shown: bool,
}

/// What can be done about a line.
#[derive(Clone, Debug)]
pub enum LineAct {
    /// Nothing: the books have it; they say so of this transfer, for this reason.
    Matched {
        /// The transfer.
        transfer: u32,
        /// `hand`, `reference`, `name` or `amount`.
        ground: &'static str,
    },
    /// It is a payment that was decided: say that it was paid.
    AttestPayment {
        /// The payment.
        transfer: u32,
    },
    /// Somebody else attested it: confirm.
    Confirm {
        /// The transfer.
        transfer: u32,
    },
    /// It waits for somebody else.
    Waits {
        /// The transfer.
        transfer: u32,
    },
    /// It came in, and nobody has said so.
    AttestIncome,
    /// It went out, and no decision allows it.
    NoDecision,
}

/// A line of the bank.
#[derive(Clone, Debug)]
pub struct LineView {
    /// Its identity.
    pub id: String,
    /// The code by which a document names it.
    pub code: String,
    /// The day, in milliseconds.
    pub day_ms: u64,
    /// Cents; above zero came in.
    pub amount: i64,
    /// Its amount as a form sends it.
    pub typed: String,
    /// Who is on the other side; may be empty.
    pub party: String,
    /// What it says; may be empty.
    pub words: String,
    /// What can be done about it.
    pub act: LineAct,
    /// Transfers that it can be linked with: number and name.
    pub candidates: Vec<(u32, String)>,
    /// Whether somebody linked it.
    pub is_linked: bool,
}

/// A file that was taken in.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// Its identity.
    pub id: String,
    /// What it was called; empty once erased.
    pub name: String,
    /// When it was taken in, in milliseconds.
    pub at_ms: u64,
    /// Lines in it, and how many of them were new.
    pub lines: (u32, u32),
    /// Whether its names and words are gone.
    pub is_erased: bool,
}

/// What was wrong with a file, and what is asked about it.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// In one sentence.
    pub text: String,
    /// Rows that cannot be read: line, and the word for why.
    pub rows: Vec<(usize, &'static str)>,
    /// Headings to choose from, where it is not clear which column is what.
    pub headings: Vec<String>,
    /// Whether the order of day and month is asked.
    pub asks_days: bool,
}

/// What came of a file.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Lines that were not there before.
    pub new: u32,
    /// Lines that were.
    pub known: u32,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct ReconciliationView {
    /// Whether the reader keeps the books.
    pub keeps: bool,
    /// Whether a file was ever taken in.
    pub has_files: bool,
    /// Both sums.
    pub sums: Option<Sums>,
    /// Months, the latest first.
    pub months: Vec<MonthLine>,
    /// Lines that are not in the books.
    pub unmatched: Vec<LineView>,
    /// How many more there are.
    pub unmatched_more: u64,
    /// Transfers that the bank does not have.
    pub missing: Vec<TransferLine>,
    /// Lines of the month shown that are in the books.
    pub matched: Vec<LineView>,
    /// Files.
    pub imports: Vec<ImportLine>,
    /// What was wrong with the file just sent.
    pub problem: Option<Problem>,
    /// What came of the file just sent.
    pub taken: Option<Taken>,
    /// Who signs.
    pub signer: Signer,
}

/// What a table's column can be told to hold: the form's name for it.
pub const ASKED: [&str; 4] = ["day", "amount", "party", "words"];

/// Returns the page.
pub fn reconciliation(shell: &Shell, view: &ReconciliationView) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "bank-title");
    let body = html! {
        (commons_tabs(lang, Tabbed::Treasury))
        div class="tabbed-head" {
            (eyebrow(&[&t!(lang, "treasury-title"), &title]))
            h1 { (title) }
            p class="ask" { (t!(lang, "bank-ask")) }
            p class="small" { a class="link tap" href=(links::TREASURY) { (t!(lang, "treasury-all")) } }
        }
        @if let Some(it) = &view.taken { p class="flash" role="status" { (t!(lang, "bank-taken", new = it.new, known = it.known)) } }
        @if let Some(it) = &view.problem { (problem(lang, it)) }
        @if !view.has_files { section class="sec" { h2 { (t!(lang, "bank-empty")) } p { (t!(lang, "bank-empty-text")) } } }
        @if let Some(sums) = &view.sums { (sums_part(lang, view, sums)) }
        @else if view.has_files { section class="sec" { h2 { (t!(lang, "bank-sums")) } p { (t!(lang, "bank-no-balance")) } } }
        @if view.has_files { (months_part(lang, view)) }
        @if view.keeps { (unmatched_part(lang, view)) }
        (missing_part(lang, view))
        @if view.keeps {
            (matched_part(lang, view))
            (import_part(lang, view.problem.as_ref()))
            (files_part(lang, view))
        } @else { p class="small quiet" { (t!(lang, "bank-hidden")) } }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(title, Place::Commons, body)
        .canonical(links::RECONCILIATION)
        .script("js/sign.js")
}

fn problem(lang: Lang, it: &Problem) -> Markup {
    html! {
        section class="sec wrong" id="problem" role="alert" {
            h2 { (t!(lang, "bank-problem")) }
            p { (it.text) }
            @if !it.rows.is_empty() {
                ul class="rows" {
                    @for (line, word) in &it.rows {
                        li { (t!(lang, "bank-row", line = u64::try_from(*line).unwrap_or(u64::MAX))) " " (t!(lang, &format!("bank-row-{word}"))) }
                    }
                }
            }
            p class="small" { a class="link tap" href="#import" { (t!(lang, "bank-problem-again")) } }
        }
    }
}

fn sums_part(lang: Lang, view: &ReconciliationView, sums: &Sums) -> Markup {
    let title = t!(lang, "bank-sums-of", date = date(lang, sums.day_ms));
    let agrees = sums.whole == 0 && view.months.iter().all(|it| it.lines == it.matched);
    html! {
        section class="sec" id="sums" {
            h2 { (title) }
            p { @if agrees { (t!(lang, "bank-agrees")) } @else if sums.whole == 0 { (t!(lang, "bank-agrees-in-sum")) } @else { (t!(lang, "bank-differs")) } }
            table class="figures" {
                caption class="vh" { (title) }
                thead class="vh" { tr { th scope="col" { (t!(lang, "treasury-flow-what")) } th scope="col" { (t!(lang, "treasury-amount")) } } }
                tbody {
                    tr { th scope="row" { (t!(lang, "bank-at-bank")) } td { (euro(lang, sums.bank)) } }
                    tr { th scope="row" { (t!(lang, "bank-in-books")) } td { (euro(lang, sums.books)) } }
                    tr { th scope="row" { b { (t!(lang, "bank-difference")) } } td { b { (euro(lang, sums.whole)) } } }
                    @for (key, amount) in sums.parts.iter().filter(|it| it.1 != 0) {
                        tr { th scope="row" { (t!(lang, &format!("bank-part-{key}"))) } td { (euro(lang, *amount)) } }
                    }
                }
            }
        }
    }
}

fn months_part(lang: Lang, view: &ReconciliationView) -> Markup {
    html! {
        section class="sec" id="months" {
            h2 { (t!(lang, "bank-months")) }
            ul class="rows" {
                @for it in &view.months {
                    li {
                        span {
                            @if view.keeps { a class="link" href=(format!("{}?month={}", links::RECONCILIATION, it.name)) aria-current=[it.is_shown.then_some("page")] { (it.name) } }
                            @else { (it.name) }
                            small { @if it.lines == it.matched { (t!(lang, "bank-month-done")) } @else { (t!(lang, "bank-month-open", count = it.lines.saturating_sub(it.matched))) } }
                        }
                        span class="amt" { (t!(lang, "bank-month-count", matched = it.matched, lines = it.lines)) }
                    }
                }
            }
        }
    }
}

fn unmatched_part(lang: Lang, view: &ReconciliationView) -> Markup {
    html! {
        @if view.has_files {
            section class="sec" id="unmatched" {
                h2 { (t!(lang, "bank-unmatched")) }
                @if view.unmatched.is_empty() { p class="small quiet" { (t!(lang, "bank-unmatched-none")) } }
                @else {
                    p { (t!(lang, "bank-unmatched-say")) }
                    ul class="rows" { @for it in &view.unmatched { li { (line_row(lang, it)) } } }
                    @if view.unmatched_more > 0 { p class="small quiet" { (t!(lang, "bank-more", count = view.unmatched_more)) } }
                }
            }
        }
    }
}

fn signed(lang: Lang, amount: i64) -> String {
    if amount > 0 {
        format!("+ {}", euro(lang, amount))
    } else {
        euro(lang, amount)
    }
}

fn line_row(lang: Lang, it: &LineView) -> Markup {
    html! {
        span {
            @if it.party.is_empty() { (t!(lang, "bank-nameless")) } @else { (it.party) }
            small { (date(lang, it.day_ms)) @if !it.words.is_empty() { " · " (it.words) } }
            (act_part(lang, it))
        }
        span class="amt" { (signed(lang, it.amount)) }
    }
}

/// What the document behind an attestation is called, and says.
fn document(lang: Lang, it: &LineView) -> (String, String) {
    let day = date(lang, it.day_ms);
    let title = t!(lang, "bank-document", code = it.code.as_str(), date = day);
    let text = [it.party.as_str(), it.words.as_str()].join(" ");
    (title.into_owned(), text.trim().to_owned())
}

fn act_part(lang: Lang, it: &LineView) -> Markup {
    let (title, text) = document(lang, it);
    let documented = html! {
        input type="hidden" name="title" value=(title);
        input type="hidden" name="reasons" value=(text);
    };
    html! {
        @match &it.act {
            LineAct::Matched { transfer, ground } => {
                small { a class="link tap" href=(links::transfer(*transfer)) { (t!(lang, "treasury-transfer", number = *transfer)) } ", " (t!(lang, &format!("bank-ground-{ground}"))) }
            }
            LineAct::AttestPayment { transfer } => {
                small { a class="link tap" href=(links::transfer(*transfer)) { (t!(lang, "bank-is-due", number = *transfer)) } }
                form method="post" action=(links::TREASURY) data-sign="attest-payment" {
                    input type="hidden" name="transfer" value=(transfer);
                    (documented)
                    (submit(&t!(lang, "treasury-paid-act"), Tone::Normal))
                }
            }
            LineAct::Confirm { transfer } => {
                small { a class="link tap" href=(links::transfer(*transfer)) { (t!(lang, "bank-is-said", number = *transfer)) } }
                form method="post" action=(links::TREASURY) data-sign="confirm-transfer" {
                    input type="hidden" name="transfer" value=(transfer);
                    (submit(&t!(lang, "treasury-confirm-act"), Tone::Normal))
                }
            }
            LineAct::Waits { transfer } => {
                small { a class="link tap" href=(links::transfer(*transfer)) { (t!(lang, "bank-waits", number = *transfer)) } }
            }
            LineAct::AttestIncome => {
                form class="inline-form" method="post" action=(links::TREASURY) data-sign="attest-income" {
                    input type="hidden" name="amount" value=(it.typed);
                    (documented)
                    label class="vh" for=(format!("income-{}", it.code)) { (t!(lang, "treasury-source")) }
                    select class="input" id=(format!("income-{}", it.code)) name="income" {
                        @for kind in ledger::books::IncomeKind::ALL {
                            option value=(kind.word()) { (t!(lang, &format!("income-{}", kind.word()))) }
                        }
                    }
                    (submit(&t!(lang, "treasury-attest-act"), Tone::Normal))
                }
            }
            LineAct::NoDecision => {
                small { (t!(lang, "bank-no-decision")) " " a class="link tap" href="/commons/propose/spend" { (t!(lang, "bank-propose")) } }
            }
        }
        @if !it.candidates.is_empty() {
            form class="inline-form" method="post" action=(links::RECONCILIATION_LINK) {
                input type="hidden" name="line" value=(it.id);
                label class="vh" for=(format!("link-{}", it.code)) { (t!(lang, "bank-link-field")) }
                select class="input" id=(format!("link-{}", it.code)) name="transfer" {
                    @for (number, name) in &it.candidates { option value=(number) { (name) } }
                }
                (submit(&t!(lang, "bank-link"), Tone::Normal))
            }
        }
        @if it.is_linked { (act_form(links::RECONCILIATION_LINK, &[("line", &it.id)], &submit(&t!(lang, "bank-unlink"), Tone::Plain))) }
    }
}

fn missing_part(lang: Lang, view: &ReconciliationView) -> Markup {
    html! {
        @if view.has_files {
            section class="sec" id="missing" {
                h2 { (t!(lang, "bank-missing")) }
                @if view.missing.is_empty() { p class="small quiet" { (t!(lang, "bank-missing-none")) } }
                @else {
                    p { (t!(lang, "bank-missing-say")) }
                    ul class="rows" {
                        @for it in &view.missing {
                            li {
                                span {
                                    a class="link" href=(links::transfer(it.id)) { (it.name) }
                                    small { (t!(lang, "treasury-transfer", number = it.id)) ", " (date(lang, it.since_ms)) }
                                }
                                span class="amt" { (signed(lang, if it.is_payment { it.amount.saturating_neg() } else { it.amount })) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn matched_part(lang: Lang, view: &ReconciliationView) -> Markup {
    let month = view.months.iter().find(|it| it.is_shown);
    html! {
        @if let Some(month) = month {
            section class="sec" id="matched" {
                h2 { (t!(lang, "bank-matched", month = month.name.as_str())) }
                @if view.matched.is_empty() { p class="small quiet" { (t!(lang, "bank-matched-none")) } }
                @else {
                    p { (t!(lang, "bank-matched-say")) }
                    ul class="rows" { @for it in &view.matched { li { (line_row(lang, it)) } } }
                }
            }
        }
    }
}

fn import_part(lang: Lang, problem: Option<&Problem>) -> Markup {
    let closing = t!(lang, "bank-closing");
    let closing_hint = t!(lang, "bank-closing-hint");
    html! {
        section class="sec" id="import" {
            h2 { (t!(lang, "bank-import")) }
            p { (t!(lang, "bank-import-say")) }
            form class="form" method="post" action=(links::RECONCILIATION) enctype="multipart/form-data" {
                div class="field" {
                    label for="file" { (t!(lang, "bank-file")) }
                    input class="input" id="file" name="file" type="file" accept=".xml,.csv,.txt,application/xml,text/xml,text/csv" required aria-describedby="file-hint";
                    span class="hint" id="file-hint" { (t!(lang, "bank-file-hint")) }
                }
                @if let Some(it) = problem { (questions(lang, it)) }
                (field(&Field { hint: &closing_hint, length_max: Some(20), ..Field::text("closing", &closing) }))
                div class="btnrow" { (submit(&t!(lang, "bank-import-act"), Tone::Primary)) }
            }
        }
    }
}

/// What a file left open.
fn questions(lang: Lang, it: &Problem) -> Markup {
    let order = |value: &'static str| Choice {
        value,
        label: "",
        note: "",
        chosen: false,
    };
    let (first, second) = (t!(lang, "bank-days-day"), t!(lang, "bank-days-month"));
    html! {
        @if !it.headings.is_empty() {
            @for role in ASKED {
                div class="field" {
                    label for=(format!("column-{role}")) { (t!(lang, &format!("bank-column-{role}"))) }
                    select class="input" id=(format!("column-{role}")) name=(format!("column-{role}")) {
                        option value="" { (t!(lang, "bank-column-as-found")) }
                        @for heading in &it.headings { option value=(heading) { (heading) } }
                    }
                }
            }
        }
        @if it.asks_days {
            (choices("days", &t!(lang, "bank-days"), &[
                Choice { label: &first, ..order("day-first") },
                Choice { label: &second, ..order("month-first") },
            ]))
        }
    }
}

fn files_part(lang: Lang, view: &ReconciliationView) -> Markup {
    html! {
        @if !view.imports.is_empty() {
            section class="sec" id="files" {
                h2 { (t!(lang, "bank-files")) }
                p { (t!(lang, "bank-files-say")) }
                ul class="rows" {
                    @for it in &view.imports {
                        li {
                            span {
                                @if it.name.is_empty() { (t!(lang, "bank-file-erased")) } @else { (it.name) }
                                small { (date(lang, it.at_ms)) " · " (t!(lang, "bank-file-lines", lines = it.lines.0, new = it.lines.1)) }
                            }
                            @if !it.is_erased { (act_form(links::RECONCILIATION_ERASE, &[("import", &it.id)], &submit(&t!(lang, "bank-erase"), Tone::Plain))) }
                        }
                    }
                }
            }
        }
    }
}
