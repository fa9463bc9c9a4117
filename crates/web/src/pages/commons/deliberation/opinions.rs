//! What people think of a draft: statements one at a time, the map, the cases, the cost.

use app::deliberation::Consent;
use domain::deliberation::Stage;
use domain::text::{CaseText, CostNote, StatementText};
use maud::{Markup, html};

use super::{DraftView, Refused};
use crate::components::decision::{VoteChoice, votes};
use crate::components::furniture::{Tone, act_form, eyebrow, link_button, submit};
use crate::components::icon::{Icon, icon_small};
use crate::components::map::{MapDot, MapGroup, MapYou, map};
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::empty;
use crate::layout::{Page, Panel, Place, Shell};
use crate::text::Lang;
use crate::text::moment::ago_element;
use crate::text::number::{count, percent_short};
use crate::{links, t};

/// What people think of a draft.
#[derive(Clone, Debug, Default)]
pub struct OpinionsView {
    /// How many statements there are.
    pub statements: u64,
    /// How many of them the reader answered.
    pub answered: u64,
    /// How many people answered, when the map was drawn.
    pub people: u64,
    /// When the map was drawn, in milliseconds.
    pub drawn_ms: Option<u64>,
    /// How many people it takes.
    pub people_min: u64,
    /// Sizes of the groups, the largest first; none while too few have answered.
    pub groups: Vec<GroupView>,
    /// Where people stand.
    pub dots: Vec<MapDot>,
    /// Where the reader does, if they answered.
    pub own_place: Option<(u32, u32)>,
    /// Which part of all differences the picture keeps, in basis points.
    pub kept_bps: u64,
    /// What every group leans to agree with, the most agreed first.
    pub bridging: Vec<StatementLine>,
    /// Every other statement.
    pub others: Vec<StatementLine>,
}

/// A group of people who think alike.
#[derive(Clone, Debug)]
pub struct GroupView {
    /// How many they are.
    pub people: u64,
    /// Whether it is told what they think.
    pub is_told: bool,
    /// What sets them apart: the statement, and whether they agree with it.
    pub typical: Vec<(String, bool)>,
}

/// A statement with what each group said.
#[derive(Clone, Debug)]
pub struct StatementLine {
    /// Opaque id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Of each group: how many agree, disagree, and answered; nothing where it is not told.
    pub stances: Vec<Option<(u64, u64, u64)>>,
}

/// The cases of one side.
#[derive(Clone, Debug, Default)]
pub struct SideView {
    /// The one that convinces most across groups first.
    pub cases: Vec<CaseView>,
    /// Whether the reader wrote one.
    pub has_own: bool,
}

/// A case for or against.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Opaque id.
    pub id: String,
    /// Who wrote it.
    pub author: Face,
    /// What it says.
    pub text: String,
    /// How many it convinces, when the map was drawn.
    pub convinces: u64,
    /// Whether the reader finds it convincing.
    pub marked: bool,
    /// Whether the reader wrote it.
    pub mine: bool,
}

/// "Group A".
pub fn group_name(lang: Lang, place: usize) -> String {
    let letter = u8::try_from(place)
        .ok()
        .and_then(|it| b'A'.checked_add(it))
        .map_or('?', char::from);
    t!(lang, "map-group", letter = letter.to_string()).into_owned()
}

/// The part of a draft's page on what people think.
pub(super) fn part(shell: &Shell, view: &DraftView) -> Markup {
    let (lang, shown) = (shell.lang, &view.opinions);
    let statements = links::deliberation_part(&view.id, "statements");
    let left = shown.statements.saturating_sub(shown.answered);
    html! {
        section class="sec col" id="opinions" {
            h2 { (t!(lang, "map-title")) }
            @if view.way.stage == Stage::Opinions {
                p { (t!(lang, "statements-lead", count = shown.statements)) }
                div class="btnrow" {
                    @if view.you.may_take_part && left > 0 { (link_button(&t!(lang, "statements-answer", count = left), &statements, Tone::Primary)) }
                    @else { (link_button(&t!(lang, "statements-see"), &statements, Tone::Normal)) }
                }
            }
            (summary(shell, &view.id, shown))
        }
    }
}

/// The map with what bridges, as a draft's page and the page of its decision show it.
pub fn summary(shell: &Shell, id: &str, shown: &OpinionsView) -> Markup {
    let lang = shell.lang;
    html! {
        @if shown.groups.is_empty() {
            p class="map-none" { (t!(lang, "map-too-few", count = shown.people_min)) }
        } @else {
            p class="map-lead" { (t!(lang, "map-lead", people = count(lang, shown.people), count = shown.statements)) }
            (drawing(lang, shown))
            p class="small quiet" { (t!(lang, "map-nearness", kept = percent_short(lang, i64::try_from(shown.kept_bps).unwrap_or(0)))) }
            (bridging(lang, shown, 3))
            p class="after" { a class="link tap" href=(links::deliberation_part(id, "map")) { (t!(lang, "map-table-link")) } }
        }
    }
}

fn drawing(lang: Lang, shown: &OpinionsView) -> Markup {
    let names: Vec<(String, String)> = shown
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let size = t!(lang, "map-people", count = group.people);
            (group_name(lang, place), size.into_owned())
        })
        .collect();
    let groups: Vec<MapGroup<'_>> = names
        .iter()
        .map(|(name, size)| MapGroup { name, size })
        .collect();
    let listed: Vec<String> = names
        .iter()
        .map(|(name, size)| format!("{name}, {size}"))
        .collect();
    let label = t!(
        lang,
        "map-label",
        people = count(lang, shown.people),
        groups = listed.join("; ")
    );
    let word = t!(lang, "map-you");
    let you = shown.own_place.map(|place| MapYou { word: &word, place });
    map(&label, &groups, &shown.dots, you.as_ref())
}

fn bridging(lang: Lang, shown: &OpinionsView, most: usize) -> Markup {
    html! {
        h3 class="bridging" { (t!(lang, "map-bridging", count = shown.groups.len())) }
        @if shown.bridging.is_empty() { p class="small quiet" { (t!(lang, "map-bridging-none")) } }
        ol class="statements" {
            @for line in shown.bridging.iter().take(most) {
                li { p class="said" { (line.text) } p class="small quiet" { (shares(lang, line)) } }
            }
        }
    }
}

/// "94 %, 97 % and 91 % agree": of each group that is told.
fn shares(lang: Lang, line: &StatementLine) -> String {
    let share = |(agrees, _, seen): (u64, u64, u64)| {
        let bps = (agrees * 10_000).checked_div(seen).unwrap_or(0);
        percent_short(lang, i64::try_from(bps).unwrap_or(0))
    };
    let told: Vec<String> = line
        .stances
        .iter()
        .enumerate()
        .filter_map(|(place, it)| it.map(|it| format!("{} {}", group_name(lang, place), share(it))))
        .collect();
    t!(lang, "map-agree", shares = told.join(", ")).into_owned()
}

/// Returns the page with the map and the table behind it.
pub fn map_page(shell: &Shell, id: &str, title: &str, shown: &OpinionsView) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "map-title"), title]))
            h1 { (t!(lang, "map-title")) }
            p { a class="link tap" href=(links::deliberation(id)) { (t!(lang, "deliberation-back")) } }
        }
        @if shown.groups.is_empty() {
            (empty(&t!(lang, "map-empty-title"), &t!(lang, "map-too-few", count = shown.people_min), &[
                link_button(&t!(lang, "statements-see"), &links::deliberation_part(id, "statements"), Tone::Primary)]))
        } @else {
            p class="ask" { (t!(lang, "map-lead", people = count(lang, shown.people), count = shown.statements)) }
            section class="sec first" {
                (drawing(lang, shown))
                p class="small quiet" { (t!(lang, "map-nearness", kept = percent_short(lang, i64::try_from(shown.kept_bps).unwrap_or(0)))) }
                p class="small quiet" {
                    (t!(lang, "map-nobody"))
                    @if shown.own_place.is_some() { " " (t!(lang, "map-only-you")) }
                    @if let Some(at_ms) = shown.drawn_ms { " " (t!(lang, "map-drawn")) " " (ago_element(lang, at_ms, shell.now_ms)) }
                }
            }
            (groups_part(lang, shown))
            (table(lang, shown))
        }
    };
    Page::new(t!(lang, "map-of", title = title), Place::Commons, body)
}

fn groups_part(lang: Lang, shown: &OpinionsView) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "map-groups")) }
            ul class="rows groups" {
                @for (place, group) in shown.groups.iter().enumerate() {
                    li {
                        span {
                            b { (group_name(lang, place)) }
                            @if group.is_told {
                                @for (text, agrees) in &group.typical {
                                    small { (if *agrees { t!(lang, "map-typical-agree", text = text.as_str()) } else { t!(lang, "map-typical-disagree", text = text.as_str()) }) }
                                }
                            } @else { small { (t!(lang, "map-group-small")) } }
                        }
                        span class="amt" { (t!(lang, "map-people", count = group.people)) }
                    }
                }
            }
        }
    }
}

fn table(lang: Lang, shown: &OpinionsView) -> Markup {
    let cell = |stance: Option<(u64, u64, u64)>| match stance {
        None => html! { span class="faint" { "–" } },
        Some((agrees, disagrees, seen)) => {
            html! { (t!(lang, "map-cell", agrees = agrees, disagrees = disagrees, seen = seen)) }
        }
    };
    html! {
        section class="sec" {
            h2 { (t!(lang, "map-table")) }
            p { (t!(lang, "map-table-text")) }
            div class="scroll" tabindex="0" role="region" aria-label=(t!(lang, "map-table")) {
                table class="stances" {
                    thead { tr {
                        th scope="col" { (t!(lang, "map-statement")) }
                        @for place in 0..shown.groups.len() { th scope="col" { (group_name(lang, place)) } }
                    } }
                    tbody {
                        @for (line, bridges) in shown.bridging.iter().map(|it| (it, true)).chain(shown.others.iter().map(|it| (it, false))) {
                            tr {
                                th scope="row" { (line.text) @if bridges { " " b class="small" { (t!(lang, "map-bridges")) } } }
                                @for stance in &line.stances { td { (cell(*stance)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The strongest case for each side, and the rest.
pub(super) fn cases(shell: &Shell, view: &DraftView) -> Markup {
    let lang = shell.lang;
    let may_write = view.you.may_take_part
        && view.way.stage.takes_cases()
        && view.way.filed.is_none_or(|(_, is_draft)| is_draft);
    html! {
        section class="sec col" id="cases" {
            h2 { (t!(lang, "cases-title")) }
            p { (t!(lang, "cases-lead")) }
            div class="sides" { @for (side, shown) in SIDES.iter().zip(&view.cases) { (side_column(shell, view, side, shown, may_write)) } }
        }
    }
}

/// The word and the keys of each side.
const SIDES: [(&str, &str, &str); 2] = [
    ("for", "cases-for", "cases-for-write"),
    ("against", "cases-against", "cases-against-write"),
];

fn side_column(
    shell: &Shell,
    view: &DraftView,
    (word, name, write): &(&str, &str, &str),
    shown: &SideView,
    may_write: bool,
) -> Markup {
    let lang = shell.lang;
    let id = format!("case-{word}");
    html! {
        div class={ "side is-" (word) } {
            h3 { (t!(lang, name)) }
            @match shown.cases.split_first() {
                None => p class="small quiet" { (t!(lang, "cases-none")) },
                Some((strongest, rest)) => {
                    (case(shell, view, strongest, may_write))
                    @if !rest.is_empty() {
                        details {
                            summary { (t!(lang, "cases-more", count = rest.len())) }
                            div class="stack" { @for it in rest { (case(shell, view, it, may_write)) } }
                        }
                    }
                }
            }
            @if may_write && !shown.has_own {
                details class="answer" {
                    summary { (t!(lang, write)) }
                    form class="note-form" method="post" action=(links::deliberation_part(&view.id, "cases")) data-draft={ (view.id) "-" (id) } {
                        input type="hidden" name="side" value=(word);
                        label class="vh" for=(id) { (t!(lang, write)) }
                        textarea class="input" id=(id) name="text" rows="4" required maxlength=(CaseText::CHARACTERS_MAX) {}
                        (submit(&t!(lang, "cases-send"), Tone::Normal))
                    }
                }
            }
        }
    }
}

fn case(shell: &Shell, view: &DraftView, shown: &CaseView, may_act: bool) -> Markup {
    let lang = shell.lang;
    let part = |name: &str| links::contribution_part(&shown.id, name);
    let may_mark = may_act && !shown.mine && view.you.consent == Consent::Given;
    html! {
        div class="case" id={ "s-" (shown.id) } {
            (case_words(lang, shown))
            @if view.you.signed_in {
                div class="acts" {
                    @if may_act && !shown.mine && view.you.consent == Consent::Asked {
                        a class="act tap" href=(links::deliberation_part(&view.id, "statements")) { (t!(lang, "cases-consent")) }
                    }
                    @if may_mark {
                        form class="act-form" method="post" action=(part("mark")) {
                            input type="hidden" name="convinces" value=(if shown.marked { "no" } else { "yes" });
                            button class="btn" type="submit" aria-pressed=(shown.marked) { @if shown.marked { (icon_small(Icon::Check)) } (t!(lang, "cases-convincing")) }
                        }
                    }
                    @if shown.mine {
                        (act_form(&part("delete"), &[], &html! { button class="act tap" type="submit" { (t!(lang, "deliberation-delete")) } }))
                    } @else { a class="act tap" href=(part("report")) { (t!(lang, "deliberation-report")) } }
                }
            }
        }
    }
}

/// A case with who made it.
fn case_words(lang: Lang, shown: &CaseView) -> Markup {
    html! {
        blockquote { (shown.text) }
        footer {
            (face(&shown.author, FaceSize::Small))
            span { bdi { (shown.author.name) } @if shown.convinces > 0 { br; (t!(lang, "cases-convinces", count = shown.convinces)) } }
        }
    }
}

/// Both strongest cases, as the page of a decision shows them; nothing if there is none.
pub fn strongest(lang: Lang, cases: &[SideView; 2]) -> Markup {
    if cases.iter().all(|it| it.cases.is_empty()) {
        return html! {};
    }
    html! {
        section class="sec" {
            h2 { (t!(lang, "cases-title")) }
            p { (t!(lang, "cases-lead-decision")) }
            div class="sides" {
                @for ((word, name, _), shown) in SIDES.iter().zip(cases) {
                    div class={ "side is-" (word) } {
                        h3 { (t!(lang, name)) }
                        @match shown.cases.first() {
                            Some(case) => (case_words(lang, case)),
                            None => p class="small quiet" { (t!(lang, "cases-none")) },
                        }
                    }
                }
            }
        }
    }
}

/// What it would cost, by the team in office; otherwise said to be missing.
pub(super) fn cost(shell: &Shell, view: &DraftView) -> Markup {
    let lang = shell.lang;
    let may_write = view.you.is_team && view.way.stage.takes_cases();
    html! {
        section class="sec col" id="cost" {
            h2 { (t!(lang, "cost-title")) }
            (cost_words(lang, view.cost.as_ref(), view.has_team))
            @if may_write {
                details class="answer" {
                    summary { (t!(lang, "cost-write")) }
                    form class="note-form" method="post" action=(links::deliberation_part(&view.id, "cost")) data-draft={ (view.id) "-cost" } {
                        label class="vh" for="cost-text" { (t!(lang, "cost-write")) }
                        textarea class="input" id="cost-text" name="text" rows="4" required maxlength=(CostNote::CHARACTERS_MAX) {}
                        (submit(&t!(lang, "cases-send"), Tone::Normal))
                    }
                }
            }
        }
    }
}

/// The note itself.
pub fn cost_words(lang: Lang, note: Option<&(Option<Face>, Markup)>, has_team: bool) -> Markup {
    html! {
        @match note {
            Some((author, text)) => {
                div class="prose serif" { (text) }
                @if let Some(author) = author { p class="small quiet" { (t!(lang, "cost-by", name = author.name.as_str())) } }
            }
            None if has_team => p { (t!(lang, "cost-missing")) },
            None => p { (t!(lang, "cost-no-team")) },
        }
    }
}

/// One statement to answer, or none left.
#[derive(Clone, Debug)]
pub struct StatementPage {
    /// Opaque id of the deliberation.
    pub id: String,
    /// The question of the draft.
    pub title: String,
    /// Where it is.
    pub stage: Stage,
    /// The statement to answer: id, words, and what the reader said to it.
    pub current: Option<(String, String, Option<&'static str>)>,
    /// How many there are, and how many the reader answered.
    pub counts: (u64, u64),
    /// Every statement, for who reads only.
    pub all: Vec<String>,
    /// Every statement that the reader answered, with their answer.
    pub answered: Vec<(String, String, &'static str)>,
    /// How many more the reader may add.
    pub may_add: u64,
    /// Whether the reader may take part.
    pub may_take_part: bool,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether the reader's opinions are kept.
    pub consent: Consent,
    /// For how many days; 0: as long as the account.
    pub kept_days: u16,
    /// What was refused.
    pub refused: Option<Refused>,
}

/// Returns the page on which statements are answered, one at a time.
pub fn statements(shell: &Shell, view: &StatementPage) -> Page {
    let lang = shell.lang;
    let (all, answered) = view.counts;
    let body = html! {
        div class="head" {
            p class="eyebrow" { a class="link tap" href=(links::deliberation(&view.id)) { (view.title) } }
            h1 class="vh" { (t!(lang, "statements-title")) }
        }
        @if let Some(refused) = &view.refused { p class="flash-error" role="alert" { (refused.why) } }
        div class="one-statement" {
            @if view.may_take_part && view.consent == Consent::Asked && view.stage.takes_cases() {
                (consent(lang, view))
            } @else if view.stage != Stage::Opinions {
                (empty(&t!(lang, "statements-closed-title"), &t!(lang, "statements-closed"), &[link_button(&t!(lang, "deliberation-back"), &links::deliberation(&view.id), Tone::Primary)]))
            } @else if !view.signed_in {
                (first_words(view))
                p { (t!(lang, "statements-sign-in")) }
                div class="btnrow" { (link_button(&t!(lang, "nav-sign-in"), &links::sign_in_then(&shell.path), Tone::Primary)) }
            } @else if !view.may_take_part {
                (first_words(view))
                p { (t!(lang, "statements-members")) }
            } @else {
                @match view.consent {
                    Consent::NotPermitted => p { (t!(lang, "consent-not-permitted")) " " a class="link" href=(super::paths::DATA_POLICY) { (t!(lang, "consent-policy")) } },
                    Consent::Asked | Consent::Given => (ask(lang, view, all, answered)),
                }
            }
        }
        @if view.stage == Stage::Opinions && view.may_take_part { (add(lang, view)) }
        @if !view.answered.is_empty() { (own_answers(lang, view)) }
        @if !view.all.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "statements-all", count = view.all.len())) }
                ol class="statements" { @for words in &view.all { li { p class="said" { (words) } } } }
            }
        }
    };
    Page::new(
        t!(lang, "statements-of", title = view.title.as_str()),
        Place::Commons,
        body,
    )
    .panel(Panel::None)
}

fn first_words(view: &StatementPage) -> Markup {
    html! { @if let Some((_, words, _)) = &view.current { blockquote class="statement-words" { (words) } } }
}

fn ask(lang: Lang, view: &StatementPage, all: u64, answered: u64) -> Markup {
    let Some((id, words, own)) = &view.current else {
        let buttons = [link_button(
            &t!(lang, "statements-to-map"),
            &links::deliberation(&view.id),
            Tone::Primary,
        )];
        return if all == 0 {
            empty(
                &t!(lang, "statements-empty-title"),
                &t!(lang, "statements-empty"),
                &[],
            )
        } else {
            empty(
                &t!(lang, "statements-done-title"),
                &t!(lang, "statements-done"),
                &buttons,
            )
        };
    };
    let labels = ["agree", "pass", "disagree"].map(|it| (it, t!(lang, &format!("opinion-{it}"))));
    let entries: Vec<VoteChoice<'_>> = labels
        .iter()
        .map(|(value, label)| VoteChoice {
            value,
            label,
            note: "",
            chosen: *own == Some(*value),
        })
        .collect();
    html! {
        p class="small quiet" { (t!(lang, "statements-progress", answered = answered, all = all)) }
        blockquote class="statement-words" { (words) }
        form method="post" action=(links::contribution_part(id, "answer")) {
            (votes("opinion", &t!(lang, "statements-your-answer"), &entries))
        }
        p class="small statement-acts" {
            a class="link tap" href=(links::contribution_part(id, "report")) { (t!(lang, "deliberation-report")) }
        }
    }
}

fn consent(lang: Lang, view: &StatementPage) -> Markup {
    let kept = if view.kept_days == 0 {
        t!(lang, "consent-kept-account")
    } else {
        t!(lang, "consent-kept-days", count = view.kept_days)
    };
    html! {
        h2 { (t!(lang, "consent-title")) }
        p { (t!(lang, "consent-text")) }
        ul class="next" {
            li { (t!(lang, "consent-nobody")) }
            li { (kept) }
            li { (t!(lang, "consent-back")) }
        }
        form class="act-form" method="post" action=(links::deliberation_part(&view.id, "consent")) {
            div class="btnrow" { (submit(&t!(lang, "consent-yes"), Tone::Primary)) (link_button(&t!(lang, "consent-no"), &links::deliberation(&view.id), Tone::Plain)) }
        }
    }
}

fn add(lang: Lang, view: &StatementPage) -> Markup {
    html! {
        section class="sec" id="add" {
            h2 { (t!(lang, "statements-add")) }
            @if view.may_add == 0 { p class="small quiet" { (t!(lang, "statements-add-none")) } }
            @else {
                p { (t!(lang, "statements-add-text", count = view.may_add)) }
                form class="say-form" method="post" action=(links::deliberation_part(&view.id, "statements")) data-draft={ (view.id) "-statement" } {
                    label class="vh" for="statement" { (t!(lang, "statements-add-label")) }
                    textarea class="input" id="statement" name="text" rows="2" required maxlength=(StatementText::CHARACTERS_MAX) placeholder=(t!(lang, "statements-add-label")) {
                        @if let Some(refused) = &view.refused { "\n" (refused.words) }
                    }
                    (submit(&t!(lang, "statements-add-send"), Tone::Normal))
                }
            }
        }
    }
}

fn own_answers(lang: Lang, view: &StatementPage) -> Markup {
    let may_change = view.stage == Stage::Opinions;
    html! {
        details class="own-answers" {
            summary { (t!(lang, "statements-own", count = view.answered.len())) }
            ul class="rows" {
                @for (id, words, opinion) in &view.answered {
                    li {
                        span { (words) small { (t!(lang, &format!("opinion-you-{opinion}"))) } }
                        @if may_change {
                            a class="link tap" href={ (links::deliberation_part(&view.id, "statements")) "?statement=" (id) } { (t!(lang, "statements-change")) }
                        }
                    }
                }
            }
        }
    }
}
