//! The roadmap of a quarter: its items, the ballot that ranks them, the order, and the page that says
//! what is in force.

use std::collections::BTreeMap;

use ledger::operation::Choice;
use ledger::roadmap::ItemRanking;
use maud::{Markup, html};

use super::{Stage, Tabbed, commons_tabs, paths};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, link_button};
use crate::components::meter::bar;
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::text::Lang;
use crate::text::moment::{date, deadline};
use crate::text::number::{count, euro, percent};
use crate::{links, t};

/// Longest title of an item in characters.
const TITLE_CHARS_MAX: u32 = 160;
/// Longest text of an item in characters.
const TEXT_CHARS_MAX: u32 = 8_000;

/// Something that could be done.
#[derive(Clone, Debug)]
pub struct ItemView {
    /// Its number, from 1.
    pub number: u16,
    /// What it is called.
    pub title: String,
    /// What it is, already made safe; may be empty.
    pub text: Markup,
    /// Who added it; `None` when they left.
    pub author: Option<Face>,
    /// What it costs, in cents; nothing if the team has not said.
    pub cost: Option<i64>,
}

/// What those who earned say to an order, while they can.
#[derive(Clone, Copy, Debug)]
pub struct Judgement {
    /// Whether the reader may say something.
    pub may_judge: bool,
    /// What they said.
    pub said: Option<Choice>,
    /// Weight against it.
    pub no: u64,
    /// Weight that chose a side.
    pub sides: u64,
    /// Weight of all who said something.
    pub given: u64,
    /// All weight.
    pub total: u64,
    /// Share of the sides against it that sends it back, in basis points.
    pub against_bps: u64,
    /// Share of all weight that must be given, in basis points.
    pub turnout_bps: u64,
}

/// A roadmap on the page of its decision.
#[derive(Clone, Debug)]
pub struct RankedView {
    /// The items in the reader's order until they are counted, then by number.
    pub items: Vec<ItemView>,
    /// Until when items are added, in milliseconds.
    pub items_until_ms: u64,
    /// Whether an order is asked for; else whether the members insist on it.
    pub is_ranking: bool,
    /// Whether the reader may add an item.
    pub may_add: bool,
    /// Whether the reader may say what items cost.
    pub may_cost: bool,
    /// Whether the reader may rank.
    pub may_rank: bool,
    /// The reader's rank of each item by number, from 1.
    pub own: BTreeMap<u16, usize>,
    /// How many ranked, how many must, and how many may.
    pub turnout: Option<(u64, u64, u64)>,
    /// What was counted.
    pub counted: Option<OrderView>,
    /// What those who earned say, while they can.
    pub judgement: Option<Judgement>,
    /// When it was sent back, in milliseconds.
    pub sent_back_ms: Option<u64>,
}

/// An order that was counted.
#[derive(Clone, Debug, Default)]
pub struct OrderView {
    /// Item numbers, the first first; what stands together is tied.
    pub order: Vec<Vec<u16>>,
    /// How many put the row's item before the column's, by number.
    pub preferred: Vec<Vec<u64>>,
    /// The weakest link of the strongest chain from the row's item to the column's.
    pub strongest: Vec<Vec<u64>>,
}

impl OrderView {
    fn cell(table: &[Vec<u64>], row: u16, column: u16) -> u64 {
        let row = table.get(usize::from(row).saturating_sub(1));
        let column = usize::from(column).saturating_sub(1);
        row.and_then(|it| it.get(column)).copied().unwrap_or(0)
    }

    fn votes(&self, row: u16, column: u16) -> u64 {
        Self::cell(&self.preferred, row, column)
    }
}

/// Returns an order of item numbers as a line: `3 > 1 = 2`.
pub fn order_text(order: &ItemRanking) -> String {
    let group = |group: &Vec<ledger::roadmap::ItemNumber>| {
        let items: Vec<String> = group.iter().map(|it| it.0.to_string()).collect();
        items.join(" = ")
    };
    order.iter().map(group).collect::<Vec<_>>().join(" > ")
}

/// The items, and what the reader can do with them now.
pub fn part(shell: &Shell, number: u32, stage: Stage, view: &RankedView) -> Markup {
    let lang = shell.lang;
    html! {
        @if let Some(counted) = &view.counted {
            section class="sec first" {
                h2 { (t!(lang, "roadmap-order-title")) }
                @if let Some(at) = view.sent_back_ms { p { (t!(lang, "roadmap-sent-back", date = date(lang, at))) } }
                (order(lang, &view.items, counted))
            }
        }
        @if let Some(judgement) = &view.judgement { (judge(shell, number, judgement)) }
        @match stage {
            Stage::Draft { opens_ms, .. } => (draft(shell, number, view, opens_ms)),
            Stage::Open { .. } if view.is_ranking => (open(shell, number, view)),
            _ => section class=(if view.counted.is_some() { "sec" } else { "sec first" }) {
                h2 { (t!(lang, "roadmap-items-title")) }
                (items(lang, &view.items))
            },
        }
    }
}

fn draft(shell: &Shell, number: u32, view: &RankedView, opens_ms: u64) -> Markup {
    let lang = shell.lang;
    let when = |at| deadline(lang, at, shell.now_ms);
    html! {
        section class="sec first" {
            h2 { (t!(lang, "roadmap-items-title")) }
            @if view.items_until_ms > shell.now_ms {
                p { (t!(lang, "roadmap-items-until", until = when(view.items_until_ms), opens = when(opens_ms))) }
            } @else {
                p { (t!(lang, "roadmap-items-closed", opens = when(opens_ms))) }
            }
            @if view.items.is_empty() {
                p class="quiet" { (t!(lang, "roadmap-items-none")) }
            } @else if view.may_cost {
                ol class="roadmap-items" { @for it in &view.items { li { (item(lang, it)) (cost_form(lang, number, it)) } } }
            } @else { (items(lang, &view.items)) }
        }
        @if view.may_add { (add_form(lang, number)) }
    }
}

fn add_form(lang: Lang, number: u32) -> Markup {
    let (title, text) = (t!(lang, "roadmap-add-item"), t!(lang, "roadmap-add-text"));
    let hint = t!(lang, "roadmap-add-hint");
    html! {
        section class="sec" id="add" {
            h2 { (t!(lang, "roadmap-add-title")) }
            form class="form" method="post" action=(format!("{}/items", links::decision(number.into()))) data-sign="add-item" {
                input type="hidden" name="proposal" value=(number);
                (field(&Field { required: true, length_max: Some(TITLE_CHARS_MAX), ..Field::text("title", &title) }))
                (field(&Field { kind: FieldKind::Lines(4), hint: &hint, length_max: Some(TEXT_CHARS_MAX), ..Field::text("reasons", &text) }))
                div class="btnrow" { button class="btn primary" { (t!(lang, "roadmap-add-act")) } }
            }
        }
    }
}

fn cost_form(lang: Lang, number: u32, it: &ItemView) -> Markup {
    let id = format!("cost-{}", it.number);
    html! {
        form class="cost-form" method="post" action=(format!("{}/items", links::decision(number.into()))) data-sign="cost-item" {
            input type="hidden" name="proposal" value=(number);
            input type="hidden" name="item" value=(it.number);
            label for=(id) { (t!(lang, "roadmap-cost-label")) }
            input class="input" id=(id) name="amount" inputmode="decimal" autocomplete="off" required;
            button class="btn" { (t!(lang, "roadmap-cost-act")) }
        }
    }
}

fn items(lang: Lang, all: &[ItemView]) -> Markup {
    html! { ol class="roadmap-items" { @for it in all { li { (item(lang, it)) } } } }
}

fn item(lang: Lang, it: &ItemView) -> Markup {
    html! {
        h3 { (it.title) }
        p class="k" {
            span { @match &it.author {
                Some(author) => (t!(lang, "roadmap-item-by", name = author.name.as_str())),
                None => (t!(lang, "decision-by-left")),
            } }
            span { (cost(lang, it)) }
        }
        div class="prose small" { (it.text) }
    }
}

fn cost(lang: Lang, it: &ItemView) -> String {
    match it.cost {
        Some(cents) => t!(lang, "roadmap-costs", amount = euro(lang, cents)).into_owned(),
        None => t!(lang, "roadmap-cost-unknown").into_owned(),
    }
}

fn open(shell: &Shell, number: u32, view: &RankedView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec first" id="ballot" {
            h2 { (t!(lang, "roadmap-ballot-title")) }
            @if view.may_rank { (ballot(lang, number, view)) } @else { (items(lang, &view.items)) }
        }
        @if let Some((ranked, needed, electorate)) = view.turnout {
            section class="sec" {
                h2 { (t!(lang, "roadmap-turnout-title")) }
                p { (t!(lang, "roadmap-turnout-text")) }
                (turnout(lang, ranked, needed, electorate))
                p class="small quiet" { (t!(lang, "roadmap-public")) }
            }
        }
    }
}

fn turnout(lang: Lang, ranked: u64, needed: u64, electorate: u64) -> Markup {
    let share = |part: u64| {
        let bps = (part * 10_000).checked_div(electorate).unwrap_or(0);
        u32::try_from(bps).unwrap_or(10_000)
    };
    let line = t!(
        lang,
        "roadmap-turnout",
        count = ranked,
        electorate = electorate,
        needed = needed
    );
    html! {
        (bar(share(ranked), Some(share(needed)), &line))
        p class="k" { span { (line) } }
    }
}

/// Every item with the rank that the reader gives it: a list to choose from, so that thumbs, keys and
/// screen readers do without dragging.
fn ballot(lang: Lang, number: u32, view: &RankedView) -> Markup {
    html! {
        p { (t!(lang, "roadmap-ballot-how")) }
        form method="post" action=(format!("{}/vote", links::decision(number.into()))) data-sign="rank-items" {
            input type="hidden" name="proposal" value=(number);
            ol class="roadmap-ballot" {
                @for it in &view.items {
                    @let id = format!("rank-{}", it.number);
                    @let own = view.own.get(&it.number).copied();
                    li {
                        input type="hidden" name="item" value=(it.number);
                        select class="input" id=(id) name="rank" {
                            option value="" selected[own.is_none()] { (t!(lang, "roadmap-rank-none")) }
                            @for rank in 1..=view.items.len() { option value=(rank) selected[own == Some(rank)] { (rank) } }
                        }
                        div {
                            label for=(id) { (it.title) }
                            p class="small quiet" { (cost(lang, it)) }
                            @if !it.text.0.trim().is_empty() { details { summary { (t!(lang, "roadmap-item-more")) } div class="prose small" { (it.text) } } }
                        }
                    }
                }
            }
            div class="btnrow" {
                button class="btn primary" { @if view.own.is_empty() { (t!(lang, "roadmap-ballot-act")) } @else { (t!(lang, "roadmap-ballot-change")) } }
            }
        }
    }
}

/// The order, each place with how it stands against the next, and the table that it follows from.
pub fn order(lang: Lang, items: &[ItemView], counted: &OrderView) -> Markup {
    let title = |number: u16| {
        let found = items.iter().find(|it| it.number == number);
        found.map_or_else(|| number.to_string(), |it| it.title.clone())
    };
    let mut place = 1_usize;
    let mut places = Vec::new();
    for group in &counted.order {
        places.push(place);
        place += group.len();
    }
    html! {
        ol class="roadmap-order" {
            @for (at, (group, place)) in counted.order.iter().zip(&places).enumerate() {
                li {
                    span class="place" { (place) }
                    div {
                        @for number in group {
                            h3 { (title(*number)) }
                            @if let Some(it) = items.iter().find(|it| it.number == *number) { p class="small quiet" { (cost(lang, it)) } }
                        }
                        @if group.len() > 1 { p class="small" { (t!(lang, "roadmap-tied", count = group.len())) } }
                        @if let (Some(one), Some(other)) = (group.first(), counted.order.get(at + 1).and_then(|it| it.first())) {
                            p class="small quiet" { (margin(lang, counted, *one, *other, &title(*other))) }
                        }
                    }
                }
            }
        }
        (pairs(lang, items, counted))
    }
}

/// By how much one stands before the next.
fn margin(lang: Lang, counted: &OrderView, one: u16, other: u16, title: &str) -> String {
    let (pro, contra) = (counted.votes(one, other), counted.votes(other, one));
    if pro > contra {
        t!(
            lang,
            "roadmap-margin",
            pro = pro,
            contra = contra,
            title = title
        )
    } else {
        let votes = OrderView::cell(&counted.strongest, one, other);
        t!(lang, "roadmap-margin-chain", votes = votes, title = title)
    }
    .into_owned()
}

fn pairs(lang: Lang, items: &[ItemView], counted: &OrderView) -> Markup {
    let mut sorted: Vec<&ItemView> = items.iter().collect();
    sorted.sort_by_key(|it| it.number);
    let caption = t!(lang, "roadmap-pairs");
    html! {
        details {
            summary { (caption) }
            p class="small quiet" { (t!(lang, "roadmap-pairs-how")) }
            div class="wide-table" role="region" aria-label=(caption) tabindex="0" {
                table class="pairs" {
                    thead { tr { th scope="col" { (t!(lang, "roadmap-pairs-before")) } @for it in &sorted { th scope="col" { (it.number) } } } }
                    tbody {
                        @for row in &sorted {
                            tr {
                                th scope="row" { (row.number) ". " (row.title) }
                                @for column in &sorted {
                                    @let (pro, contra) = (counted.votes(row.number, column.number), counted.votes(column.number, row.number));
                                    td class=[(pro > contra).then_some("won")] {
                                        @if row.number == column.number { "–" } @else { (count(lang, pro)) }
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

fn judge(shell: &Shell, number: u32, it: &Judgement) -> Markup {
    let lang = shell.lang;
    let small = |part: u64, whole: u64| {
        let bps = (part * 10_000).checked_div(whole).unwrap_or(0);
        u32::try_from(bps).unwrap_or(10_000)
    };
    let bps = |value: u64| percent(lang, i64::try_from(value).unwrap_or(i64::MAX));
    let narrow = |value: u64| u32::try_from(value).unwrap_or(10_000);
    let against = t!(
        lang,
        "roadmap-judge-against",
        value = bps(small(it.no, it.sides).into()),
        need = bps(it.against_bps)
    );
    let given = t!(
        lang,
        "roadmap-judge-given",
        value = bps(small(it.given, it.total).into()),
        need = bps(it.turnout_bps)
    );
    html! {
        section class="sec" id="judge" {
            h2 { (t!(lang, "roadmap-judge-title")) }
            p { (t!(lang, "roadmap-judge-text")) }
            (bar(small(it.no, it.sides), Some(narrow(it.against_bps)), &against))
            p class="k" { span { (against) } }
            (bar(small(it.given, it.total), Some(narrow(it.turnout_bps)), &given))
            p class="k" { span { (given) } }
            @if it.may_judge {
                form method="post" action=(format!("{}/vote", links::decision(number.into()))) data-sign="vote" {
                    input type="hidden" name="proposal" value=(number);
                    div class="btnrow" {
                        button class="btn" name="choice" value="yes" aria-pressed=(it.said == Some(Choice::Yes)) { (t!(lang, "roadmap-judge-stand")) }
                        button class="btn" name="choice" value="no" aria-pressed=(it.said == Some(Choice::No)) { (t!(lang, "roadmap-judge-back")) }
                    }
                }
            }
        }
    }
}

/// A roadmap that is in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Which quarter, from 0.
    pub quarter: u32,
    /// The decision.
    pub decision: u32,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// Its items.
    pub items: Vec<ItemView>,
    /// Their order.
    pub counted: OrderView,
}

/// Everything the page of the roadmap shows.
#[derive(Clone, Debug)]
pub struct RoadmapView {
    /// The quarter that is running, from 0.
    pub quarter: u32,
    /// When the next one begins, in milliseconds.
    pub next_from_ms: u64,
    /// What is in force for this quarter and the next.
    pub in_force: Vec<InForce>,
    /// What is being made: quarter and decision.
    pub underway: Vec<(u32, u32)>,
    /// Earlier ones: quarter and decision, the latest first.
    pub earlier: Vec<(u32, u32)>,
    /// Whether the reader may propose one.
    pub may_propose: bool,
}

/// Returns the page.
pub fn roadmap(shell: &Shell, view: &RoadmapView) -> Page {
    let lang = shell.lang;
    let of = |quarter: u32| view.in_force.iter().find(|it| it.quarter == quarter);
    let next = view.quarter + 1;
    let body = html! {
        (commons_tabs(lang, Tabbed::Decisions))
        div class="tabbed-head" {
            h1 { (t!(lang, "roadmap-title")) }
            p class="ask" { (t!(lang, "roadmap-ask")) }
        }
        section class="sec" {
            h2 { (t!(lang, "roadmap-this", quarter = view.quarter + 1)) }
            p { (t!(lang, "roadmap-until", date = date(lang, view.next_from_ms))) }
            (quarter_part(lang, view, view.quarter, of(view.quarter)))
        }
        section class="sec" {
            h2 { (t!(lang, "roadmap-next", quarter = next + 1)) }
            p { (t!(lang, "roadmap-from", date = date(lang, view.next_from_ms))) }
            (quarter_part(lang, view, next, of(next)))
        }
        @if !view.earlier.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "roadmap-earlier")) }
                ul class="rows targets" {
                    @for (quarter, decision) in &view.earlier {
                        li { a class="link tap" href=(links::decision((*decision).into())) { (t!(lang, "roadmap-of", quarter = quarter + 1)) } }
                    }
                }
            }
        }
    };
    Page::new(t!(lang, "roadmap-title"), Place::Commons, body).canonical(paths::ROADMAP)
}

fn quarter_part(
    lang: Lang,
    view: &RoadmapView,
    quarter: u32,
    in_force: Option<&InForce>,
) -> Markup {
    let underway = view.underway.iter().find(|it| it.0 == quarter);
    html! {
        @if let Some(it) = in_force {
            p class="small quiet" { (t!(lang, "roadmap-since", date = date(lang, it.since_ms))) " " a class="link tap" href=(links::decision(it.decision.into())) { (t!(lang, "roadmap-decision", number = it.decision)) } }
            (order(lang, &it.items, &it.counted))
        }
        @if let Some((_, decision)) = underway {
            p class="after" { (link_button(&t!(lang, "roadmap-underway"), &links::decision((*decision).into()), Tone::Primary)) }
        } @else if in_force.is_none() {
            p class="quiet" { (t!(lang, "roadmap-none")) }
            @if view.may_propose { p class="after" { (link_button(&t!(lang, "roadmap-propose"), &format!("{}/roadmap", paths::PROPOSE), Tone::Normal)) } }
        }
    }
}
