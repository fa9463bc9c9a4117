//! Proposing: choose a clause, edit it in place, say why, see the difference, sign.
//!
//! Every step is a plain form. Only the last one, signing, needs a script.

mod data;

use ledger::charter::Template;
use ledger::policy::{DataItem, Label, LabelDefault, Recipe, Rule, Step};
use maud::{Markup, html};

use super::diff::{ClauseChange, clause};
use super::policy::{ladder, terms};
use super::simulation::{self, SimulationView};
use super::{Subject, paths};
use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::components::furniture::{Tone, eyebrow, link_button, submit};
use crate::components::icon::{Icon, icon_small};
use crate::components::state::{Forbidden, forbidden};
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::{links, t};

/// Longest question in characters.
pub const TITLE_CHARS_MAX: u32 = 160;
/// Longest reasons in characters.
pub const REASONS_CHARS_MAX: u32 = 8_000;

/// Returns the page that asks what to change. `instructions` are the words of what else can be decided.
/// A circle reads of them in words of its own.
pub fn start(shell: &Shell, template: Template, instructions: &[&str]) -> Page {
    let lang = shell.lang;
    let instruction = |word: &str| match template {
        Template::Circle => (
            t!(lang, &format!("propose-circle-{word}")),
            t!(lang, &format!("propose-circle-{word}-text")),
        ),
        Template::Cooperative | Template::Network => (
            t!(lang, &format!("propose-{word}")),
            t!(lang, &format!("propose-{word}-text")),
        ),
    };
    let entry = |href: String, key: &str| {
        html! {
            li {
                h2 { a class="t" href=(href) { (t!(lang, &format!("propose-{key}"))) } }
                p { (t!(lang, &format!("propose-{key}-text"))) }
            }
        }
    };
    let body = html! {
        (steps(lang, 0))
        div class="head" {
            h1 { (t!(lang, "propose-title")) }
            p class="ask" { (t!(lang, "propose-ask")) }
        }
        ul class="documents" {
            (entry(format!("{}/moderation", paths::PROPOSE), "moderation"))
            (entry(format!("{}/data", paths::PROPOSE), "data"))
            (entry(format!("{}/feed", paths::PROPOSE), "feed"))
            (entry(format!("{}/charter", paths::PROPOSE), "charter"))
            (entry(format!("{}/statement", paths::PROPOSE), "statement"))
        }
        @if !instructions.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "propose-instructions")) }
                ul class="rows targets" {
                    @for word in instructions {
                        @let (name, text) = instruction(word);
                        li { span { a class="link tap" href={ (paths::PROPOSE) "/" (word) } { (name) } small { (text) } } }
                    }
                }
            }
        }
        p class="after small" { a class="link tap" href={ (links::DELIBERATIONS) "#begin" } { (t!(lang, "propose-unsure")) } }
    };
    Page::new(t!(lang, "propose-title"), Place::Commons, body)
}

fn steps(lang: Lang, current: usize) -> Markup {
    let names = [
        "propose-step-choose",
        "propose-step-edit",
        "propose-step-sign",
    ]
    .map(|key| t!(lang, key));
    html! {
        ol class="trail" aria-label=(t!(lang, "propose-steps")) {
            @for (index, name) in names.iter().enumerate() {
                li class=[(index < current).then_some("done")] aria-current=[(index == current).then_some("step")] { span class="nn" { @if index < current { (icon_small(Icon::Check)) } @else { (index + 1) } } span class="step-name" { (name) } }
            }
        }
    }
}

/// A clause that can be chosen.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is edited.
    pub href: String,
    /// Its title.
    pub title: String,
    /// What it says now.
    pub text: String,
}

/// Returns the page that lists the clauses of a policy, and where to add one.
pub fn choose(
    shell: &Shell,
    subject: Subject,
    targets: &[Target],
    add: &[(String, String)],
) -> Page {
    let lang = shell.lang;
    let body = html! {
        (steps(lang, 0))
        div class="head" {
            (eyebrow(&[&t!(lang, "propose-title"), &subject.words(lang)]))
            h1 { (t!(lang, "propose-choose")) }
        }
        ul class="rows targets" {
            @for target in targets {
                li { span { a class="link tap" href=(target.href) { (target.title) } small { (target.text) } } }
            }
        }
        @if !add.is_empty() {
            div class="btnrow" { @for (label, href) in add { (link_button(label, href, Tone::Normal)) } }
        }
    };
    Page::new(t!(lang, "propose-choose"), Place::Commons, body)
}

/// What is edited, with what stands in the form.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A rule; `is_new` asks for its id too.
    Rule {
        /// As it stands in the form.
        rule: Rule,
        /// Whether it is new.
        is_new: bool,
        /// Ids of labels that a step may put on.
        labels: Vec<String>,
    },
    /// A label.
    Label {
        /// As it stands in the form.
        label: Label,
        /// Whether it is new.
        is_new: bool,
    },
    /// A number, such as the report threshold, with what it means.
    Number {
        /// Its name in the form: `threshold`, `deadline`.
        name: &'static str,
        /// As it stands in the form.
        value: u32,
    },
    /// The sizes of juries.
    Juries([u16; 3]),
    /// Who may act, as handles, one a line.
    Moderators(String),
    /// An item of the data policy: keep it shorter, for fewer, or not at all.
    Item {
        /// As it stands in the form.
        item: DataItem,
        /// Whether it is to be removed.
        removes: bool,
    },
    /// An item of the data policy: keep more of it, of those who say yes.
    MoreItem {
        /// As it stands in the form.
        item: DataItem,
        /// As it is kept now; nothing where it is not.
        now: Option<DataItem>,
    },
    /// A recipe of the feed; `is_new` asks for its id too.
    Recipe {
        /// As it stands in the form.
        recipe: Recipe,
        /// Whether it is new.
        is_new: bool,
    },
    /// Which recipe is the default.
    FeedDefault {
        /// Ids and titles.
        recipes: Vec<(String, String)>,
        /// Id of the one that stands in the form.
        chosen: String,
    },
    /// A number of the charter.
    Parameter {
        /// What it is called.
        name: String,
        /// What it does.
        meaning: String,
        /// What it is now, in words.
        now: String,
        /// What it is typed in.
        hint: String,
        /// As it stands in the form.
        typed: String,
    },
    /// Nothing but words.
    Statement,
    /// Something that people are told to do.
    Instruction {
        /// Key of the page's title.
        title: &'static str,
        /// What is asked.
        inputs: Vec<Input>,
    },
}

/// One question of an instruction's form.
#[derive(Clone, Debug)]
pub struct Input {
    /// Name in the form.
    pub name: String,
    /// The question.
    pub label: String,
    /// How it is answered.
    pub kind: InputKind,
    /// As it stands in the form.
    pub value: String,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A handle.
    Text,
    /// A handle, or nothing.
    TextOrNothing,
    /// What somebody is called who is no member, or nothing.
    NameOrNothing,
    /// Handles, one a line.
    Lines,
    /// A whole number.
    Number,
    /// An amount of money.
    Money,
    /// The same, or nothing.
    MoneyOrNothing,
    /// One of these words, each with its name.
    Choice(Vec<(&'static str, String)>),
}

/// The form of a proposal.
#[derive(Clone, Debug)]
pub struct EditView {
    /// Where it posts to.
    pub action: String,
    /// What it is about.
    pub subject: Subject,
    /// What is edited.
    pub edit: Edit,
    /// The question.
    pub title: String,
    /// Why.
    pub reasons: String,
    /// What was wrong with the last attempt.
    pub error: Option<String>,
}

/// Returns the page on which a clause is edited in place.
pub fn edit(shell: &Shell, view: &EditView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (steps(lang, 1))
        div class="head" {
            (eyebrow(&[&t!(lang, "propose-title"), &view.subject.words(lang)]))
            h1 { (t!(lang, edit_title(&view.edit))) }
        }
        form class="form proposal" method="post" action=(view.action) data-draft=(view.action) {
            @if let Some(error) = &view.error { p class="flash-error" role="alert" { (error) } }
            (edit_fields(shell, &view.edit))
            (words_fields(shell, view))
            div class="btnrow" { (submit(&t!(lang, "propose-preview"), Tone::Primary)) }
            p class="small quiet" { (t!(lang, "propose-not-yet")) }
        }
    };
    Page::new(t!(lang, edit_title(&view.edit)), Place::Commons, body)
}

fn edit_title(edit: &Edit) -> &'static str {
    match edit {
        Edit::Rule { is_new: true, .. } => "propose-rule-new",
        Edit::Rule { is_new: false, .. } => "propose-rule",
        Edit::Label { is_new: true, .. } => "propose-label-new",
        Edit::Label { is_new: false, .. } => "propose-label",
        Edit::Number { .. } | Edit::Juries(_) | Edit::Parameter { .. } => "propose-number",
        Edit::Moderators(_) => "propose-moderators",
        Edit::Item { .. } => "propose-item",
        Edit::MoreItem { .. } => "propose-more",
        Edit::Recipe { is_new: true, .. } => "recipe-add",
        Edit::Recipe { is_new: false, .. } => "propose-recipe",
        Edit::FeedDefault { .. } => "feed-default-edit",
        Edit::Statement => "propose-statement-title",
        Edit::Instruction { title, .. } => title,
    }
}

fn words_fields(shell: &Shell, view: &EditView) -> Markup {
    let lang = shell.lang;
    let (title, title_hint) = (
        t!(lang, "propose-question"),
        t!(lang, "propose-question-hint"),
    );
    let (reasons, reasons_hint) = (
        t!(lang, "propose-reasons"),
        t!(lang, "propose-reasons-hint"),
    );
    html! {
        (field(&Field { value: &view.title, hint: &title_hint, required: true, length_max: Some(TITLE_CHARS_MAX), ..Field::text("title", &title) }))
        (field(&Field { value: &view.reasons, hint: &reasons_hint, required: true, length_max: Some(REASONS_CHARS_MAX), kind: FieldKind::Lines(6), ..Field::text("reasons", &reasons) }))
    }
}

fn edit_fields(shell: &Shell, edit: &Edit) -> Markup {
    let lang = shell.lang;
    match edit {
        Edit::Rule {
            rule,
            is_new,
            labels,
        } => rule_fields(lang, rule, *is_new, labels),
        Edit::Label { label, is_new } => label_fields(lang, label, *is_new),
        Edit::Recipe { recipe, is_new } => super::feed::recipe_fields(lang, recipe, *is_new),
        Edit::FeedDefault { recipes, chosen } => super::feed::default_fields(lang, recipes, chosen),
        Edit::Number { name, value } => {
            let label = t!(lang, &format!("propose-field-{name}"));
            let hint = t!(lang, &format!("propose-field-{name}-hint"));
            let value = value.to_string();
            html! { (field(&Field { value: &value, hint: &hint, required: true, kind: FieldKind::Number, ..Field::text("value", &label) })) }
        }
        Edit::Juries(sizes) => html! {
            div class="three" {
                @for (index, size) in sizes.iter().enumerate() {
                    @let label = t!(lang, "propose-field-jury", level = index + 1);
                    @let name = format!("jury_{}", index + 1);
                    @let value = size.to_string();
                    (field(&Field { value: &value, required: true, kind: FieldKind::Number, ..Field::text(&name, &label) }))
                }
            }
        },
        Edit::Moderators(handles) => {
            let (label, hint) = (
                t!(lang, "propose-field-moderators"),
                t!(lang, "propose-field-moderators-hint"),
            );
            html! { (field(&Field { value: handles, hint: &hint, kind: FieldKind::Lines(5), ..Field::text("moderators", &label) })) }
        }
        Edit::Item { item, removes } => data::item_fields(lang, item, *removes),
        Edit::MoreItem { item, now } => data::more_fields(lang, item, now.as_ref()),
        Edit::Parameter {
            name,
            meaning,
            now,
            hint,
            typed,
        } => {
            let label = t!(lang, "propose-parameter-value");
            html! {
                div class="in-place" {
                    h2 { (name) }
                    p { (meaning) }
                    p class="small quiet" { (t!(lang, "propose-parameter-is", value = now.as_str())) }
                    (field(&Field { value: typed, hint, required: true, kind: FieldKind::Number, ..Field::text("value", &label) }))
                }
            }
        }
        Edit::Statement => html! {},
        Edit::Instruction { inputs, .. } => {
            html! { div class="in-place" { @for it in inputs { (input_field(lang, it)) } } }
        }
    }
}

fn input_field(lang: Lang, input: &Input) -> Markup {
    let (kind, hint) = match &input.kind {
        InputKind::Choice(words) => return select_field(input, words),
        InputKind::Text => (FieldKind::Text, t!(lang, "propose-hint-handle")),
        InputKind::TextOrNothing => (FieldKind::Text, t!(lang, "propose-hint-member")),
        InputKind::NameOrNothing => (FieldKind::Text, t!(lang, "propose-hint-outside")),
        InputKind::Lines => (FieldKind::Lines(3), t!(lang, "propose-hint-handles")),
        InputKind::Number => (FieldKind::Number, "".into()),
        InputKind::Money => (FieldKind::Text, t!(lang, "propose-hint-money")),
        InputKind::MoneyOrNothing => (FieldKind::Text, "".into()),
    };
    field(&Field {
        value: &input.value,
        hint: &hint,
        kind,
        required: !matches!(
            input.kind,
            InputKind::MoneyOrNothing | InputKind::TextOrNothing | InputKind::NameOrNothing
        ),
        ..Field::text(&input.name, &input.label)
    })
}

fn select_field(input: &Input, words: &[(&'static str, String)]) -> Markup {
    html! {
        div class="field" {
            label for=(input.name) { (input.label) }
            select class="input" id=(input.name) name=(input.name) {
                @for (word, name) in words { option value=(word) selected[*word == input.value] { (name) } }
            }
        }
    }
}

/// A rule as it is written: its words in the place where they will stand.
fn rule_fields(lang: Lang, rule: &Rule, is_new: bool, labels: &[String]) -> Markup {
    let names = [
        "propose-field-id",
        "propose-field-name",
        "propose-field-text",
        "propose-field-examples",
    ]
    .map(|key| t!(lang, key));
    let (id_hint, examples_hint) = (
        t!(lang, "propose-field-id-hint"),
        t!(lang, "propose-field-examples-hint"),
    );
    let examples = rule.examples.join("\n");
    html! {
        div class="in-place" {
            @if is_new {
                (field(&Field { value: &rule.id, hint: &id_hint, required: true, length_max: Some(32), ..Field::text("id", &names[0]) }))
            } @else { input type="hidden" name="id" value=(rule.id); }
            (field(&Field { value: &rule.title, required: true, length_max: Some(120), ..Field::text("rule_title", &names[1]) }))
            (field(&Field { value: &rule.text, required: true, length_max: Some(4_000), kind: FieldKind::Lines(4), ..Field::text("text", &names[2]) }))
            (field(&Field { value: &examples, hint: &examples_hint, kind: FieldKind::Lines(2), ..Field::text("examples", &names[3]) }))
            (ladder_fields(lang, &rule.ladder, labels))
            @if !is_new {
                label class="choice" { input type="checkbox" name="remove" value="yes"; span { b { (t!(lang, "propose-remove-rule")) } small { (t!(lang, "propose-remove-rule-note")) } } }
            }
        }
    }
}

/// Up to eight steps, each a choice; an empty one ends the ladder.
fn ladder_fields(lang: Lang, steps: &[Step], labels: &[String]) -> Markup {
    let shown = (steps.len() + 2).clamp(3, 8);
    html! {
        fieldset class="ladder" {
            legend { (t!(lang, "propose-ladder")) }
            p class="hint small quiet" { (t!(lang, "propose-ladder-hint")) }
            ol {
                @for index in 0..shown {
                    @let id = format!("step_{}", index + 1);
                    @let current = steps.get(index);
                    li {
                        label for=(id) { (t!(lang, "propose-ladder-step", number = index + 1)) }
                        select class="input" id=(id) name="step" {
                            option value="" { (t!(lang, "propose-ladder-none")) }
                            option value="warn" selected[matches!(current, Some(Step::Warn))] { (t!(lang, "step-warn")) }
                            @for label in labels {
                                option value=(format!("label:{label}")) selected[matches!(current, Some(Step::Label(id)) if id == label)] { (t!(lang, "step-label", label = label.as_str())) }
                            }
                            option value="limit-reach" selected[matches!(current, Some(Step::LimitReach))] { (t!(lang, "step-limit-reach")) }
                            option value="remove" selected[matches!(current, Some(Step::Remove))] { (t!(lang, "step-remove")) }
                            @for days in suspensions(current) {
                                option value=(format!("suspend:{days}")) selected[matches!(current, Some(Step::Suspend(it)) if *it == days)] { (t!(lang, "step-suspend", days = days)) }
                            }
                            option value="expel" selected[matches!(current, Some(Step::Expel))] { (t!(lang, "step-expel")) }
                        }
                    }
                }
            }
        }
    }
}

/// The lengths that are offered, and the one that stands there.
fn suspensions(current: Option<&Step>) -> Vec<u16> {
    let mut days = vec![3, 7, 14, 30, 90];
    if let Some(Step::Suspend(own)) = current {
        days.push(*own);
        days.sort_unstable();
        days.dedup();
    }
    days
}

fn label_fields(lang: Lang, label: &Label, is_new: bool) -> Markup {
    let names = ["propose-field-id", "propose-field-label"].map(|key| t!(lang, key));
    let id_hint = t!(lang, "propose-field-id-hint");
    let words = ["label-show", "label-cover", "label-hide"].map(|key| t!(lang, key));
    let defaults = [
        ("show", LabelDefault::Show),
        ("cover", LabelDefault::Cover),
        ("hide", LabelDefault::Hide),
    ];
    let entries: Vec<Choice<'_>> = defaults
        .iter()
        .zip(&words)
        .map(|((value, default), words)| Choice {
            value,
            label: words,
            note: "",
            chosen: label.default == *default,
        })
        .collect();
    html! {
        div class="in-place" {
            @if is_new { (field(&Field { value: &label.id, hint: &id_hint, required: true, length_max: Some(32), ..Field::text("id", &names[0]) })) }
            @else { input type="hidden" name="id" value=(label.id); }
            (field(&Field { value: &label.title, required: true, length_max: Some(120), ..Field::text("label_title", &names[1]) }))
            (choices("default", &t!(lang, "propose-label-default"), &entries))
            @if !is_new { label class="choice" { input type="checkbox" name="remove" value="yes"; span { b { (t!(lang, "propose-remove-label")) } } } }
        }
    }
}

/// A proposal ready to be signed.
#[derive(Clone, Debug)]
pub struct PreviewView {
    /// What it is about.
    pub subject: Subject,
    /// The question.
    pub title: String,
    /// Why, as written.
    pub reasons: String,
    /// Why, made safe.
    pub reasons_shown: Markup,
    /// What changes.
    pub changes: Vec<ClauseChange>,
    /// What it would do.
    pub simulation: SimulationView,
    /// The payload as the API takes it, in JSON.
    pub payload: String,
    /// Name and salt of whom it pays outside.
    pub payee: Option<(String, String)>,
    /// Sponsors it will need.
    pub sponsors_needed: u64,
    /// How long the vote, the challenge and the wait take, in words.
    pub lengths: [String; 3],
    /// The way back to the form with everything in it.
    pub back: Vec<(String, String)>,
    /// Where the form is.
    pub action: String,
    /// Who signs.
    pub signer: Signer,
    /// Talking it through first, where that is done.
    pub offer: Option<Offer>,
}

/// What is offered for talking a draft through first.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Whether changes like this one are talked through here.
    pub asked: bool,
    /// Drafts of the reader's that this could be a new version of: id and question.
    pub own: Vec<(String, String)>,
}

/// Returns the page that shows the difference and asks for the signature.
pub fn preview(shell: &Shell, view: &PreviewView) -> Page {
    let lang = shell.lang;
    let [voting, challenge, wait] = &view.lengths;
    let body = html! {
        (steps(lang, 2))
        div class="head" {
            (eyebrow(&[&t!(lang, "propose-preview-eyebrow"), &view.subject.words(lang)]))
            h1 { (view.title) }
            div class="ask prose" { (view.reasons_shown) }
        }
        section class="sec first" {
            h2 { (t!(lang, "decision-changes")) }
            @if view.changes.is_empty() { p { (t!(lang, "decision-changes-nothing")) } }
            div class="stack" { @for change in &view.changes { (clause(lang, change)) } }
        }
        (simulation::part(lang, &view.simulation))
        section class="sec" {
            h2 { (t!(lang, "propose-what-next")) }
            ol class="next" {
                li { (t!(lang, "propose-next-sponsors", count = view.sponsors_needed)) }
                li { (t!(lang, "propose-next-vote", length = voting.as_str())) }
                li { (t!(lang, "propose-next-force", challenge = challenge.as_str(), wait = wait.as_str())) }
            }
        }
        @if let Some(offer) = &view.offer { (talk_first(lang, view, offer)) }
        div class="btnrow sign-row" {
            form method="post" action=(paths::PROPOSE) data-sign="propose" {
                input type="hidden" name="payload" value=(view.payload);
                input type="hidden" name="title" value=(view.title);
                input type="hidden" name="reasons" value=(view.reasons);
                (payee_fields(view))
                button class=(if view.offer.as_ref().is_some_and(|it| it.asked) { "btn" } else { "btn primary" }) { (icon_small(Icon::Key)) (t!(lang, "propose-sign")) }
            }
            form method="post" action=(view.action) {
                input type="hidden" name="again" value="yes";
                @for (name, value) in &view.back { input type="hidden" name=(name) value=(value); }
                button class="btn" { (t!(lang, "propose-edit-again")) }
            }
        }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "propose-preview-eyebrow"), Place::Commons, body).script("js/sign.js")
}

fn payee_fields(view: &PreviewView) -> Markup {
    html! {
        @if let Some((name, salt)) = &view.payee {
            input type="hidden" name="payee" value=(name);
            input type="hidden" name="payee_salt" value=(salt);
        }
    }
}

/// The way to talk it through first: as a draft, or as a new version of one.
fn talk_first(lang: Lang, view: &PreviewView, offer: &Offer) -> Markup {
    let words = html! {
        input type="hidden" name="payload" value=(view.payload);
        input type="hidden" name="title" value=(view.title);
        input type="hidden" name="reasons" value=(view.reasons);
        (payee_fields(view))
    };
    let tone = if offer.asked {
        Tone::Primary
    } else {
        Tone::Normal
    };
    html! {
        section class="sec" {
            h2 { (t!(lang, "deliberation-first")) }
            @if offer.asked { p { (t!(lang, "deliberation-first-asked")) } }
            p { (t!(lang, "deliberation-first-text")) }
            div class="btnrow" {
                form method="post" action=(links::DELIBERATIONS) { (words) (submit(&t!(lang, "deliberation-begin-send"), tone)) }
                @for (id, title) in &offer.own {
                    form method="post" action=(links::deliberation_part(id, "edit")) { (words) (submit(&t!(lang, "deliberation-as-version", title = title.as_str()), Tone::Normal)) }
                }
            }
        }
    }
}

/// Returns the page for somebody whose standing does not let them propose yet.
pub fn not_yet(shell: &Shell) -> Page {
    let lang = shell.lang;
    let buttons = [link_button(
        &t!(lang, "vote-how-to-member"),
        paths::PEOPLE,
        Tone::Primary,
    )];
    let body = forbidden(&Forbidden {
        title: &t!(lang, "propose-standing-title"),
        sentence: &t!(lang, "propose-standing"),
        rule: None,
        still: &t!(lang, "propose-standing-still"),
        buttons: &buttons,
        note: "",
    });
    Page::new(t!(lang, "propose-title"), Place::Commons, body)
}

/// What a rule leads to, for lists of clauses to choose from.
pub fn rule_target(lang: Lang, rule: &Rule) -> String {
    t!(lang, "policy-then", steps = ladder(lang, &rule.ladder)).into_owned()
}

/// What an item keeps, for lists of clauses to choose from.
pub fn item_target(lang: Lang, item: &DataItem) -> String {
    terms(lang, item)
}
