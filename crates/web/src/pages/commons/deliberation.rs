//! Talking a draft through: the list, the draft with what is said about it, its versions.
//!
//! Every act is a plain form. Only filing, which is signed, needs a script.

pub mod opinions;
mod talk;

use app::deliberation::Consent;
use domain::deliberation::{NOTE_CHARACTERS_MAX, Stage};
use maud::{Markup, html};

pub use opinions::{CaseView, OpinionsView, SideView, StatementPage};

use self::talk::{beside, whole};
use super::diff::{ClauseChange, Line, clause};
use super::propose::{REASONS_CHARS_MAX, TITLE_CHARS_MAX};
use super::simulation::{self, SimulationView};
use super::{Subject, Tabbed, commons_tabs, paths};
use crate::components::decision::{Step, StepState, path};
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, act_form, eyebrow, link_button, older, submit};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::Face;
use crate::components::state::empty;
use crate::layout::{Page, Panel, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{ago_element, date_near, deadline, exact_element, left};
use crate::{links, t};

/// A draft in a list.
#[derive(Clone, Debug)]
pub struct DraftCard {
    /// Opaque id.
    pub id: String,
    /// The question.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// Who brought it; `None` when they left.
    pub author: Option<Face>,
    /// Where it is.
    pub stage: Stage,
    /// Since when it is there, in milliseconds.
    pub since_ms: u64,
}

/// What the list shows.
#[derive(Clone, Debug)]
pub struct ListView {
    /// Latest first.
    pub drafts: Vec<DraftCard>,
    /// The way to older ones.
    pub older: Option<String>,
    /// Whether the reader may begin one.
    pub may_begin: bool,
    /// What was typed in the form, and what was wrong with it: question, text, error.
    pub typed: Option<(String, String, String)>,
}

/// A draft with everything that is said about it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// Opaque id.
    pub id: String,
    /// The question.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// Who brought it; `None` when they left.
    pub author: Option<Face>,
    /// What moderation says beside it.
    pub label: Option<String>,
    /// Its steps.
    pub way: Way,
    /// Number of the version that is shown: the latest.
    pub version: u32,
    /// When it was written, in milliseconds.
    pub written_ms: u64,
    /// What would change, clause by clause.
    pub changes: Vec<ClauseChange>,
    /// What it would do.
    pub simulation: SimulationView,
    /// The text, paragraph by paragraph, each with what is said about it.
    pub paragraphs: Vec<Paragraph>,
    /// What is said about the whole.
    pub notes: Vec<Note>,
    /// What was said about paragraphs that read differently now.
    pub past: Vec<Note>,
    /// What people think.
    pub opinions: OpinionsView,
    /// The cases for and against.
    pub cases: [SideView; 2],
    /// The team's note on costs, with who wrote it.
    pub cost: Option<(Option<Face>, Markup)>,
    /// Whether somebody is in the team that writes it.
    pub has_team: bool,
    /// The reader.
    pub you: You,
}

/// The steps of a deliberation, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Where it is.
    pub stage: Stage,
    /// When it began.
    pub started_ms: u64,
    /// From when on opinions can be asked.
    pub opens_from_ms: u64,
    /// When they were.
    pub opened_ms: Option<u64>,
    /// From when on the text can be frozen.
    pub freezes_from_ms: Option<u64>,
    /// When it was.
    pub frozen_ms: Option<u64>,
    /// The decision that it became, and whether that still waits for its vote.
    pub filed: Option<(u32, bool)>,
}

/// A paragraph of a draft.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its number, from 1.
    pub number: u32,
    /// Made safe.
    pub body: Markup,
    /// What is said about it.
    pub notes: Vec<Note>,
}

/// A comment with its answers.
#[derive(Clone, Debug)]
pub struct Note {
    /// Opaque id.
    pub id: String,
    /// Who wrote it; `None` when its words are gone.
    pub author: Option<Face>,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Made safe.
    pub body: Markup,
    /// What moderation says beside it.
    pub label: Option<String>,
    /// Whether the draft's author called it settled.
    pub resolved: bool,
    /// Whether the reader wrote it.
    pub mine: bool,
    /// The version it was written at.
    pub version: u32,
    /// What its paragraph said then, where that is gone.
    pub quote: Option<String>,
    /// Answers, oldest first.
    pub answers: Vec<Note>,
}

/// What the reader may do.
#[derive(Clone, Debug)]
pub struct You {
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether they may take part.
    pub may_take_part: bool,
    /// Whether they brought it.
    pub is_author: bool,
    /// Whether they are in the team in office.
    pub is_team: bool,
    /// Whether their opinions are kept.
    pub consent: Consent,
    /// For how many days opinions are kept; 0: as long as the account.
    pub kept_days: u16,
    /// Why the last act was refused, with the words that were sent.
    pub refused: Option<Refused>,
}

/// An act that was refused, and what was written with it.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Why.
    pub why: String,
    /// The words, to be copied.
    pub words: String,
}

/// Returns the list.
pub fn list(shell: &Shell, view: &ListView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Decisions))
        div class="tabbed-head" {
            h1 { (t!(lang, "deliberations-title")) }
            p class="ask" { (t!(lang, "deliberations-ask")) }
        }
        @if view.drafts.is_empty() {
            (empty(&t!(lang, "deliberations-empty-title"), &t!(lang, "deliberations-empty"), &[]))
        } @else {
            h2 class="vh" { (t!(lang, "now-deliberations-all")) }
            ul class="decisions first" { @for draft in &view.drafts { li { (card(shell, draft)) } } }
            (older(&t!(lang, "deliberations-older"), view.older.as_deref()))
        }
        @if view.may_begin { (begin(lang, view)) }
    };
    Page::new(t!(lang, "deliberations-title"), Place::Commons, body)
        .description(t!(lang, "deliberations-ask"))
        .canonical(links::DELIBERATIONS)
}

/// A draft in a list.
pub fn card(shell: &Shell, draft: &DraftCard) -> Markup {
    let lang = shell.lang;
    let name = draft.author.as_ref().map(|it| it.name.clone());
    let by = name.unwrap_or_else(|| t!(lang, "person-left").into_owned());
    html! {
        article class="decision-card" {
            p class="eyebrow" { b { (stage_words(lang, draft.stage)) } span { (draft.subject.words(lang)) } span { (by) } span { (ago_element(lang, draft.since_ms, shell.now_ms)) } }
            h3 { a class="t" href=(links::deliberation(&draft.id)) { (draft.title) } }
        }
    }
}

fn stage_words(lang: Lang, stage: Stage) -> std::borrow::Cow<'static, str> {
    match stage {
        Stage::Drafting => t!(lang, "deliberation-stage-drafting"),
        Stage::Opinions => t!(lang, "deliberation-stage-opinions"),
        Stage::Frozen => t!(lang, "deliberation-stage-frozen"),
        Stage::Closed => t!(lang, "deliberation-stage-closed"),
    }
}

fn begin(lang: Lang, view: &ListView) -> Markup {
    let (title, text, error) = view.typed.clone().unwrap_or_default();
    html! {
        section class="sec" id="begin" {
            h2 { (t!(lang, "deliberation-begin")) }
            p { (t!(lang, "deliberation-begin-text")) }
            form class="form proposal" method="post" action=(links::DELIBERATIONS) data-draft="deliberation-new" {
                @if !error.is_empty() { p class="flash-error" role="alert" { (error) } }
                (words_fields(lang, &title, &text))
                div class="btnrow" { (submit(&t!(lang, "deliberation-begin-send"), Tone::Primary)) (link_button(&t!(lang, "deliberation-begin-rule"), paths::PROPOSE, Tone::Normal)) }
            }
        }
    }
}

fn words_fields(lang: Lang, title: &str, text: &str) -> Markup {
    let names = [
        "propose-question",
        "propose-question-hint",
        "deliberation-text",
        "deliberation-text-hint",
    ]
    .map(|key| t!(lang, key));
    html! {
        (field(&Field { value: title, hint: &names[1], required: true, length_max: Some(TITLE_CHARS_MAX), ..Field::text("title", &names[0]) }))
        (field(&Field { value: text, hint: &names[3], required: true, length_max: Some(REASONS_CHARS_MAX), kind: FieldKind::Lines(8), ..Field::text("reasons", &names[2]) }))
    }
}

/// Returns the page of a draft.
pub fn show(shell: &Shell, view: &DraftView) -> Page {
    let lang = shell.lang;
    let body = html! {
        article class="draft" {
            (head(shell, view))
            @if let Some(refused) = &view.you.refused { (refusal(lang, refused)) }
            (next_step(shell, view))
            @if !view.changes.is_empty() {
                section class="sec first col" {
                    h2 { (t!(lang, "decision-changes")) }
                    div class="stack" { @for change in &view.changes { (clause(lang, change)) } }
                }
            }
            (simulation::part(lang, &view.simulation))
            (text(shell, view))
            @if view.way.stage != Stage::Drafting {
                (opinions::part(shell, view))
                (opinions::cases(shell, view))
                (opinions::cost(shell, view))
            }
        }
    };
    Page::new(view.title.clone(), Place::Commons, body)
        .description(t!(lang, "deliberation-description"))
        .canonical(links::deliberation(&view.id))
        .panel(Panel::None)
}

fn head(shell: &Shell, view: &DraftView) -> Markup {
    let lang = shell.lang;
    let name = view.author.as_ref().map(|it| it.name.as_str());
    let by = match name {
        Some(name) => t!(lang, "deliberation-by", name = name),
        None => t!(lang, "decision-by-left"),
    };
    html! {
        div class="head col" {
            (eyebrow(&[&stage_words(lang, view.way.stage), &view.subject.words(lang), &by]))
            h1 { (view.title) }
            @if let Some(label) = &view.label { p class="rule-label" { (icon_small(Icon::Scales)) (label) } }
        }
        div class="col" { (steps(shell, &view.way)) }
    }
}

fn steps(shell: &Shell, way: &Way) -> Markup {
    let lang = shell.lang;
    let day = |at: u64| date_near(lang, at, shell.now_ms);
    let from = |at: u64| {
        if at > shell.now_ms {
            t!(
                lang,
                "deliberation-from",
                when = deadline(lang, at, shell.now_ms)
            )
            .into_owned()
        } else {
            String::new()
        }
    };
    let names = ["draft", "opinions", "frozen", "vote"]
        .map(|key| t!(lang, &format!("deliberation-step-{key}")));
    let at = match (way.stage, way.filed) {
        (Stage::Drafting, _) => 0,
        (Stage::Opinions, _) => 1,
        (Stage::Frozen | Stage::Closed, None) => 2,
        (Stage::Frozen | Stage::Closed, Some(_)) => 3,
    };
    let when = [
        day(way.started_ms),
        way.opened_ms.map_or_else(|| from(way.opens_from_ms), day),
        match (way.frozen_ms, way.freezes_from_ms) {
            (Some(at), _) => day(at),
            (None, Some(from_ms)) => from(from_ms),
            (None, None) => String::new(),
        },
        String::new(),
    ];
    let shown: Vec<Step<'_>> = (0..)
        .zip(names.iter().zip(&when))
        .map(|(place, (name, when))| Step {
            name,
            when,
            state: match place {
                _ if place < at => StepState::Done,
                _ if place == at => StepState::Now,
                _ => StepState::Ahead,
            },
        })
        .collect();
    path(&t!(lang, "deliberation-way"), &shown)
}

fn refusal(lang: Lang, refused: &Refused) -> Markup {
    html! {
        div class="col refused" role="alert" {
            p class="flash-error" { (refused.why) }
            @if !refused.words.is_empty() {
                p class="small quiet" { (t!(lang, "deliberation-kept")) }
                blockquote class="kept" { (refused.words) }
            }
        }
    }
}

/// What comes next, for whom it is to do.
fn next_step(shell: &Shell, view: &DraftView) -> Markup {
    let (lang, way) = (shell.lang, &view.way);
    let part = |name: &str| links::deliberation_part(&view.id, name);
    let waits = |at: u64| {
        at.checked_sub(shell.now_ms)
            .filter(|it| *it > 0)
            .map(|_| left(lang, at, shell.now_ms))
    };
    let button =
        |key: &str, act: &str| act_form(&part(act), &[], &submit(&t!(lang, key), Tone::Primary));
    let (words, main) = match (way.stage, way.filed) {
        (Stage::Closed, _) => (t!(lang, "deliberation-closed").into_owned(), html! {}),
        (_, Some((number, _))) => (
            t!(lang, "deliberation-filed").into_owned(),
            link_button(
                &t!(lang, "decision-number", number = number),
                &links::decision(number.into()),
                Tone::Primary,
            ),
        ),
        (Stage::Drafting, None) => match waits(way.opens_from_ms) {
            Some(left) => (
                t!(lang, "deliberation-drafting-waits", left = left).into_owned(),
                html! {},
            ),
            None if view.you.is_author => (
                t!(lang, "deliberation-drafting-yours").into_owned(),
                button("deliberation-open", "open"),
            ),
            None => (
                t!(lang, "deliberation-drafting-theirs").into_owned(),
                html! {},
            ),
        },
        (Stage::Opinions, None) => match way.freezes_from_ms.and_then(waits) {
            Some(left) => (
                t!(lang, "deliberation-opinions-waits", left = left).into_owned(),
                html! {},
            ),
            None if view.you.is_author => (
                t!(lang, "deliberation-opinions-yours").into_owned(),
                button("deliberation-freeze", "freeze"),
            ),
            None => (
                t!(lang, "deliberation-opinions-theirs").into_owned(),
                html! {},
            ),
        },
        (Stage::Frozen, None) if view.you.is_author => (
            t!(lang, "deliberation-frozen-yours").into_owned(),
            link_button(&t!(lang, "deliberation-file"), &part("file"), Tone::Primary),
        ),
        (Stage::Frozen, None) => (
            t!(lang, "deliberation-frozen-theirs").into_owned(),
            html! {},
        ),
    };
    html! {
        div class="col next-step" {
            p { (words) }
            div class="btnrow" {
                (main)
                @if view.you.is_author && way.stage.is_editable() { (link_button(&t!(lang, "deliberation-edit"), &part("edit"), Tone::Normal)) }
                @if view.you.is_author && way.filed.is_none() && way.stage != Stage::Closed {
                    (act_form(&part("close"), &[], &submit(&t!(lang, "deliberation-close"), Tone::Plain)))
                }
            }
        }
    }
}

/// The text with what is said beside it.
fn text(shell: &Shell, view: &DraftView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec first" id="text" {
            h2 { (t!(lang, "deliberation-the-text")) }
            p class="small quiet" {
                (t!(lang, "deliberation-version", number = view.version)) " · " (ago_element(lang, view.written_ms, shell.now_ms)) " · "
                a class="link tap" href=(links::deliberation_part(&view.id, "versions")) { (t!(lang, "deliberation-history")) }
                @if view.you.signed_in && !view.you.is_author { " · " a class="link tap" href=(links::deliberation_part(&view.id, "report")) { (t!(lang, "deliberation-report")) } }
            }
            div class="beside" {
                @for paragraph in &view.paragraphs {
                    div class="para" id={ "p-" (paragraph.number) } {
                        div class="prose draft-text" { (paragraph.body) }
                        (beside(shell, view, paragraph))
                    }
                }
            }
            (whole(shell, view))
        }
    }
}

/// The form for a new version.
#[derive(Clone, Debug)]
pub struct EditView {
    /// Opaque id.
    pub id: String,
    /// The version that is changed.
    pub version: u32,
    /// What stands in the form.
    pub title: String,
    /// What stands in the form.
    pub text: String,
    /// What stands in the form.
    pub note: String,
    /// Why the last try was refused.
    pub error: Option<String>,
}

/// Returns the page with the form for a new version.
pub fn edit(shell: &Shell, view: &EditView) -> Page {
    let lang = shell.lang;
    let names = ["deliberation-note", "deliberation-note-hint"].map(|key| t!(lang, key));
    let body = html! {
        div class="head" {
            h1 { (t!(lang, "deliberation-edit")) }
            p class="lead quiet" { (t!(lang, "deliberation-edit-text", number = view.version + 1)) }
        }
        form class="form proposal" method="post" action=(links::deliberation_part(&view.id, "edit")) data-draft={ "deliberation-" (view.id) } {
            @if let Some(error) = &view.error { p class="flash-error" role="alert" { (error) } }
            input type="hidden" name="version" value=(view.version);
            (words_fields(lang, &view.title, &view.text))
            (field(&Field { value: &view.note, hint: &names[1], length_max: u32::try_from(NOTE_CHARACTERS_MAX).ok(), ..Field::text("note", &names[0]) }))
            div class="btnrow" {
                (submit(&t!(lang, "deliberation-edit-send"), Tone::Primary))
                (link_button(&t!(lang, "compose-cancel"), &links::deliberation(&view.id), Tone::Plain))
            }
        }
    };
    Page::new(t!(lang, "deliberation-edit"), Place::Commons, body)
}

/// A version in the history.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Its number, from 1.
    pub number: u32,
    /// When it was written, in milliseconds.
    pub at_ms: u64,
    /// What it changes, in its author's words; may be blank.
    pub note: String,
    /// How the question changed, if it did; all of it for the first.
    pub title: Vec<Line>,
    /// How the text changed, paragraph by paragraph.
    pub text: Vec<Line>,
    /// Whether what it would change in the rules changed.
    pub payload_changed: bool,
}

/// Returns the page with every version of a draft, latest first.
pub fn versions(shell: &Shell, id: &str, title: &str, versions: &[VersionView]) -> Page {
    let lang = shell.lang;
    let changed = |title: &str, lines: &[Line]| ClauseChange {
        title: title.to_owned(),
        href: None,
        lines: lines.to_vec(),
    };
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "deliberation-history"), title]))
            h1 { (t!(lang, "deliberation-versions", count = versions.len())) }
            p { a class="link tap" href=(links::deliberation(id)) { (t!(lang, "deliberation-back")) } }
        }
        ol class="versions" {
            @for version in versions {
                li id={ "v" (version.number) } {
                    h2 { (t!(lang, "deliberation-version", number = version.number)) }
                    p class="small quiet" { (exact_element(lang, version.at_ms, shell.now_ms)) }
                    @if !version.note.is_empty() { p { (version.note) } }
                    @if version.payload_changed { p class="small" { (t!(lang, "deliberation-payload-changed")) } }
                    div class="stack" {
                        @if !version.title.is_empty() { (clause(lang, &changed(&t!(lang, "propose-question"), &version.title))) }
                        (clause(lang, &changed(&t!(lang, "deliberation-text"), &version.text)))
                    }
                }
            }
        }
    };
    let page_title = t!(lang, "deliberation-history-of", title = title);
    Page::new(page_title, Place::Commons, body)
}

/// A frozen draft, ready to be signed.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Opaque id.
    pub id: String,
    /// The question.
    pub title: String,
    /// The text, as typed.
    pub text: String,
    /// The text, made safe.
    pub shown: Markup,
    /// What changes.
    pub changes: Vec<ClauseChange>,
    /// What it would do.
    pub simulation: SimulationView,
    /// The payload as the API takes it, in JSON.
    pub payload: String,
    /// Sponsors it will need.
    pub sponsors_needed: u64,
    /// How long the vote, the challenge and the wait take, in words.
    pub lengths: [String; 3],
    /// How long it stands before the vote at least, in words; nothing if it need not.
    pub stands: Option<String>,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the page on which the author files a frozen draft.
pub fn file(shell: &Shell, view: &FileView) -> Page {
    let lang = shell.lang;
    let [voting, challenge, wait] = &view.lengths;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "deliberation-file-eyebrow")]))
            h1 { (view.title) }
            div class="ask prose" { (view.shown) }
        }
        @if !view.changes.is_empty() {
            section class="sec first" {
                h2 { (t!(lang, "decision-changes")) }
                div class="stack" { @for change in &view.changes { (clause(lang, change)) } }
            }
        }
        (simulation::part(lang, &view.simulation))
        section class="sec" {
            h2 { (t!(lang, "propose-what-next")) }
            ol class="next" {
                @if let Some(stands) = &view.stands { li { (t!(lang, "deliberation-stands", length = stands.as_str())) } }
                li { (t!(lang, "propose-next-sponsors", count = view.sponsors_needed)) }
                li { (t!(lang, "propose-next-vote", length = voting.as_str())) }
                li { (t!(lang, "propose-next-force", challenge = challenge.as_str(), wait = wait.as_str())) }
            }
        }
        div class="btnrow sign-row" {
            form method="post" action=(paths::PROPOSE) data-sign="propose" {
                input type="hidden" name="payload" value=(view.payload);
                input type="hidden" name="title" value=(view.title);
                input type="hidden" name="reasons" value=(view.text);
                input type="hidden" name="deliberation" value=(view.id);
                button class="btn primary" { (icon_small(Icon::Key)) (t!(lang, "propose-sign")) }
            }
            (link_button(&t!(lang, "deliberation-back"), &links::deliberation(&view.id), Tone::Plain))
        }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "deliberation-file"), Place::Commons, body).script("js/sign.js")
}
