//! Both policies as documents to be read: each clause with the decision that adopted it.

use ledger::ids::ProposalId;
use ledger::policy::{Audience, Basis, DataItem, Label, LabelDefault, Rule, Step};
use maud::{Markup, html};

use super::diff::{ClauseChange, clause};
use super::{Tabbed, commons_tabs, paths};
use crate::components::furniture::{Tone, eyebrow, link_button};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::{Face, FaceSize, face};
use crate::layout::{Page, Panel, Place, Shell};
use crate::text::Lang;
use crate::text::moment::{date, span};
use crate::text::number::percent;
use crate::{links, t};

/// One clause as it stands, with the decision behind it.
#[derive(Clone, Debug)]
pub struct Standing<T> {
    /// What it says.
    pub value: T,
    /// By which decision; zero for the founding.
    pub adopted_by: ProposalId,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// For, of those who chose a side, in basis points.
    pub approval_bps: Option<u64>,
    /// A decision that would change it and is being voted on.
    pub contested_by: Option<u32>,
}

/// The moderation policy as the page shows it.
#[derive(Clone, Debug)]
pub struct ModerationView {
    /// Its version.
    pub version: u32,
    /// In force since, in milliseconds.
    pub since_ms: u64,
    /// Rules that juries read differently: they went back to those who adopted them.
    pub unclear: Vec<Unclear>,
    /// Rules in order.
    pub rules: Vec<Standing<Rule>>,
    /// Labels in order.
    pub labels: Vec<Standing<Label>>,
    /// Reporters that limit reach.
    pub report_threshold: Standing<u16>,
    /// Time to answer a report, in milliseconds.
    pub deadline_ms: Standing<u64>,
    /// Who may act at level 0.
    pub moderators: Standing<Vec<Face>>,
    /// Jurors at levels 1, 2 and 3.
    pub jury_sizes: Standing<[u16; 3]>,
}

/// The data policy as the page shows it.
#[derive(Clone, Debug)]
pub struct DataView {
    /// Its version.
    pub version: u32,
    /// In force since, in milliseconds.
    pub since_ms: u64,
    /// What may be kept.
    pub items: Vec<Standing<DataItem>>,
    /// Words of what the software could keep but may not.
    pub forbidden: Vec<String>,
}

/// Returns the page that leads to the policies and the charter.
pub fn policies(
    shell: &Shell,
    charter: (u32, u64),
    moderation: (u32, u64),
    data: (u32, u64),
    feed: (u32, u64),
) -> Page {
    let lang = shell.lang;
    let entry = |href: &str, key: &str, (version, since): (u32, u64)| {
        html! {
            li {
                p class="k" { span { (t!(lang, "policy-version", version = version, date = date(lang, since))) } }
                h2 { a class="t" href=(href) { (t!(lang, &format!("{key}-title"))) } }
                p { (t!(lang, &format!("{key}-ask"))) }
            }
        }
    };
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        div class="tabbed-head" { h1 { (t!(lang, "policies-title")) } p class="ask" { (t!(lang, "policies-ask")) } }
        ul class="documents" {
            (entry(paths::MODERATION_POLICY, "moderation-policy", moderation))
            (entry(paths::DATA_POLICY, "data-policy", data))
            (entry(paths::FEED, "feed-policy", feed))
            (entry(paths::CHARTER, "charter", charter))
        }
        p class="after small" {
            a class="link tap" href=(paths::TRANSPARENCY) { (t!(lang, "transparency-title")) } " · "
            a class="link tap" href=(paths::ERASURES) { (t!(lang, "erasures-title")) }
        }
    };
    Page::new(t!(lang, "policies-title"), Place::Commons, body).canonical(paths::POLICIES)
}

/// Returns the moderation policy.
pub fn moderation(shell: &Shell, view: &ModerationView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        (document_head(shell, "moderation-policy", paths::MODERATION_POLICY, view.version, view.since_ms))
        div class="doc" {
            @for (number, rule) in view.rules.iter().enumerate() { (rule_section(shell, number + 1, rule, &view.unclear)) }
            (labels_section(shell, &view.labels))
            (practice_section(shell, view))
        }
        (propose_part(shell, &format!("{}/moderation", paths::PROPOSE)))
    };
    Page::new(t!(lang, "moderation-policy-title"), Place::Commons, body)
        .description(t!(lang, "moderation-policy-ask"))
        .canonical(paths::MODERATION_POLICY)
        .panel(Panel::Own {
            markup: contents(shell, view),
            keep: false,
        })
}

/// What a document is called in a word.
fn short(lang: Lang, key: &str) -> std::borrow::Cow<'static, str> {
    match key {
        "charter" => t!(lang, "charter-short"),
        "data-policy" => t!(lang, "data-policy-short"),
        "feed-policy" => t!(lang, "feed-policy-short"),
        _ => t!(lang, "moderation-policy-short"),
    }
}

/// The head of a document: its title, its version, and the way to its history.
pub fn document_head(shell: &Shell, key: &str, path: &str, version: u32, since_ms: u64) -> Markup {
    let lang = shell.lang;
    html! {
        div class="head tabbed-head" {
            (eyebrow(&[&t!(lang, "policies-title"), &short(lang, key)]))
            h1 { (t!(lang, &format!("{key}-title"))) }
            p class="ask" { (t!(lang, &format!("{key}-ask"))) }
            p class="small quiet" {
                (t!(lang, "policy-version", version = version, date = date(lang, since_ms))) " · "
                a class="link tap" href=(format!("{path}/history")) { (t!(lang, "policy-history")) }
            }
        }
    }
}

fn contents(shell: &Shell, view: &ModerationView) -> Markup {
    let lang = shell.lang;
    html! {
        h2 { (t!(lang, "policy-contents")) }
        ul class="toc" {
            @for (index, rule) in view.rules.iter().enumerate() {
                li { a href=(format!("#{}", rule.value.id)) { span { (index + 1) } (rule.value.title) } }
            }
            li { a href="#labels" { span { (view.rules.len() + 1) } (t!(lang, "policy-labels")) } }
            li { a href="#practice" { span { (view.rules.len() + 2) } (t!(lang, "policy-practice")) } }
        }
    }
}

/// A rule that juries read differently.
#[derive(Clone, Debug)]
pub struct Unclear {
    /// Its id.
    pub rule: String,
    /// Cases that two juries heard.
    pub compared: u32,
    /// Of those, ruled alike.
    pub agreed: u32,
}

fn rule_section(
    shell: &Shell,
    number: usize,
    rule: &Standing<Rule>,
    unclear: &[Unclear],
) -> Markup {
    let lang = shell.lang;
    let value = &rule.value;
    let edit = format!(
        "{}/moderation/rule/{}",
        paths::PROPOSE,
        links::encode(&value.id)
    );
    html! {
        section id=(value.id) {
            h2 { span { (number) } (value.title) }
            div class=(clause_class(rule)) {
                div {
                    p class="x" { (value.text) }
                    @if !value.examples.is_empty() {
                        ul class="examples" { @for example in &value.examples { li { (example) } } }
                    }
                    p class="then" { (t!(lang, "policy-then", steps = ladder(lang, &value.ladder))) }
                    (contested(lang, rule.contested_by))
                    @if let Some(unclear) = unclear.iter().find(|it| it.rule == value.id) {
                        p class="contested" {
                            (icon_small(Icon::Care))
                            span { (t!(lang, "policy-unclear", compared = unclear.compared, agreed = unclear.agreed)) " " a class="link" href=(edit.as_str()) { (t!(lang, "policy-unclear-edit")) } }
                        }
                    }
                    a class="link small tap" href=(edit) { (t!(lang, "policy-edit")) span class="vh" { ": " (value.title) } }
                }
                (adopted(shell, rule))
            }
        }
    }
}

/// Says that a decision being voted on would change it.
pub fn contested(lang: Lang, decision: Option<u32>) -> Markup {
    html! {
        @if let Some(number) = decision {
            p class="contested" {
                (icon_small(Icon::Pen))
                span { (t!(lang, "policy-contested")) " " a class="link" href=(links::decision(number.into())) { (t!(lang, "policy-read-decision", number = number)) } }
            }
        }
    }
}

/// A clause that is being voted on stands out.
pub(super) fn clause_class<T>(clause: &Standing<T>) -> &'static str {
    if clause.contested_by.is_some() {
        "cl open"
    } else {
        "cl"
    }
}

/// The decision that adopted a clause, at its side.
pub(super) fn adopted<T>(shell: &Shell, clause: &Standing<T>) -> Markup {
    let lang = shell.lang;
    html! {
        p class="ad" {
            @if clause.adopted_by.0 == 0 {
                span { (t!(lang, "policy-founding")) }
            } @else {
                a class="link tap" href=(links::decision(clause.adopted_by.0.into())) { (t!(lang, "decision-number", number = clause.adopted_by.0)) }
            }
            span { (date(lang, clause.since_ms)) }
            @if let Some(bps) = clause.approval_bps { span { (t!(lang, "count-for", value = percent(lang, bps as i64))) } }
        }
    }
}

/// The steps of a ladder in words: "label “nude”, 7 days’ pause".
pub fn ladder(lang: Lang, steps: &[Step]) -> String {
    steps
        .iter()
        .map(|step| step_words(lang, step))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One step in words.
pub fn step_words(lang: Lang, step: &Step) -> String {
    match step {
        Step::Label(id) => t!(lang, "step-label", label = id.as_str()),
        Step::Warn => t!(lang, "step-warn"),
        Step::LimitReach => t!(lang, "step-limit-reach"),
        Step::Remove => t!(lang, "step-remove"),
        Step::Suspend(days) => t!(lang, "step-suspend", days = *days),
        Step::Expel => t!(lang, "step-expel"),
    }
    .into_owned()
}

fn labels_section(shell: &Shell, labels: &[Standing<Label>]) -> Markup {
    let lang = shell.lang;
    html! {
        section id="labels" {
            h2 { span {} (t!(lang, "policy-labels")) }
            @if labels.is_empty() { p class="quiet doc-note" { (t!(lang, "policy-no-labels")) } }
            @for label in labels {
                div class=(clause_class(label)) {
                    div {
                        p class="x" { (label.value.title) }
                        p class="then" { (label_default(lang, label.value.default)) }
                        (contested(lang, label.contested_by))
                        a class="link small tap" href=(format!("{}/moderation/label/{}", paths::PROPOSE, links::encode(&label.value.id))) { (t!(lang, "policy-edit")) span class="vh" { ": " (label.value.title) } }
                    }
                    (adopted(shell, label))
                }
            }
        }
    }
}

/// What a label does by default, in words.
pub fn label_default(lang: Lang, default: LabelDefault) -> std::borrow::Cow<'static, str> {
    match default {
        LabelDefault::Show => t!(lang, "label-show"),
        LabelDefault::Cover => t!(lang, "label-cover"),
        LabelDefault::Hide => t!(lang, "label-hide"),
    }
}

fn practice_section(shell: &Shell, view: &ModerationView) -> Markup {
    let lang = shell.lang;
    let edit = |part: &str, name: &str| html! { a class="link small tap" href=(format!("{}/moderation/{part}", paths::PROPOSE)) { (t!(lang, "policy-edit")) span class="vh" { ": " (name) } } };
    let sizes = view.jury_sizes.value;
    html! {
        section id="practice" {
            h2 { span {} (t!(lang, "policy-practice")) }
            div class=(clause_class(&view.report_threshold)) {
                div { p class="x" { (t!(lang, "policy-threshold", count = view.report_threshold.value)) } (contested(lang, view.report_threshold.contested_by)) (edit("threshold", &t!(lang, "policy-threshold-name"))) }
                (adopted(shell, &view.report_threshold))
            }
            div class=(clause_class(&view.deadline_ms)) {
                div { p class="x" { (t!(lang, "policy-deadline", length = span(lang, view.deadline_ms.value))) } (contested(lang, view.deadline_ms.contested_by)) (edit("deadline", &t!(lang, "policy-deadline-name"))) }
                (adopted(shell, &view.deadline_ms))
            }
            div class=(clause_class(&view.jury_sizes)) {
                div { p class="x" { (t!(lang, "policy-juries", first = sizes[0], second = sizes[1], third = sizes[2])) } p class="then" { a class="link tap" href=(links::CASES) { (t!(lang, "juries-title")) } } (contested(lang, view.jury_sizes.contested_by)) (edit("juries", &t!(lang, "policy-juries-name"))) }
                (adopted(shell, &view.jury_sizes))
            }
            div class=(clause_class(&view.moderators)) {
                div {
                    p class="x" { (t!(lang, "policy-moderators", count = view.moderators.value.len())) }
                    ul class="faces" { @for person in &view.moderators.value { li { a class="by" href=(links::profile(&person.handle)) { (face(person, FaceSize::Small)) span class="who" { b { bdi { (person.name) } } } } } } }
                    (contested(lang, view.moderators.contested_by)) (edit("moderators", &t!(lang, "policy-moderators-name")))
                }
                (adopted(shell, &view.moderators))
            }
        }
    }
}

pub(super) fn propose_part(shell: &Shell, href: &str) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (t!(lang, "policy-propose-title")) }
            p { (t!(lang, "policy-propose-sentence")) }
            a class="btn primary" href=(href) { (icon_small(Icon::Pen)) (t!(lang, "now-propose")) }
        }
    }
}

/// Returns the data policy.
pub fn data(shell: &Shell, view: &DataView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        (document_head(shell, "data-policy", paths::DATA_POLICY, view.version, view.since_ms))
        div class="doc" {
            @for (number, item) in view.items.iter().enumerate() { (item_section(shell, number + 1, item)) }
            @if !view.forbidden.is_empty() {
                section id="never" {
                    h2 { span {} (t!(lang, "data-never")) }
                    p class="quiet doc-note" { (t!(lang, "data-never-sentence")) }
                    ul class="never" { @for word in &view.forbidden { li { (t!(lang, &format!("category-{word}"))) } } }
                }
            }
        }
        (propose_part(shell, &format!("{}/data", paths::PROPOSE)))
        p class="after" { (link_button(&t!(lang, "data-what-is-held"), "/you/privacy", Tone::Normal)) }
    };
    Page::new(t!(lang, "data-policy-title"), Place::Commons, body)
        .description(t!(lang, "data-policy-ask"))
        .canonical(paths::DATA_POLICY)
        .panel(Panel::Own {
            markup: data_contents(shell, view),
            keep: false,
        })
}

fn data_contents(shell: &Shell, view: &DataView) -> Markup {
    let lang = shell.lang;
    html! {
        h2 { (t!(lang, "policy-contents")) }
        ul class="toc" {
            @for (index, item) in view.items.iter().enumerate() {
                @let word = item.value.category.word();
                li { a href=(format!("#{word}")) { span { (index + 1) } (t!(lang, &format!("category-{word}"))) } }
            }
        }
    }
}

fn item_section(shell: &Shell, number: usize, item: &Standing<DataItem>) -> Markup {
    let lang = shell.lang;
    let value = &item.value;
    let word = value.category.word();
    html! {
        section id=(word) {
            h2 { span { (number) } (t!(lang, &format!("category-{word}"))) }
            div class=(clause_class(item)) {
                div {
                    p class="x" { (value.purpose) }
                    p class="then" { (terms(lang, value)) }
                    (contested(lang, item.contested_by))
                    @if !value.category.is_needed_to_run() {
                        a class="link small tap" href=(format!("{}/data/{word}", paths::PROPOSE)) { (t!(lang, "data-edit")) span class="vh" { ": " (t!(lang, &format!("category-{word}"))) } }
                    }
                }
                (adopted(shell, item))
            }
        }
    }
}

/// Basis, retention and audience of an item in one line.
pub fn terms(lang: Lang, item: &DataItem) -> String {
    let basis = match item.basis {
        Basis::Needed => t!(lang, "basis-needed"),
        Basis::OptOut => t!(lang, "basis-opt-out"),
        Basis::OptIn => t!(lang, "basis-opt-in"),
    };
    let audience = match item.audience {
        Audience::Everyone => t!(lang, "audience-everyone"),
        Audience::Members => t!(lang, "audience-members"),
        Audience::Offices => t!(lang, "audience-offices"),
        Audience::Oneself => t!(lang, "audience-oneself"),
    };
    format!("{basis} {} {audience}", kept(lang, item.retention_days))
}

/// How long an item is kept: "Kept for 30 days.", "Kept as long as the account."
pub fn kept(lang: Lang, retention_days: u16) -> String {
    if retention_days == 0 {
        t!(lang, "kept-with-account")
    } else {
        t!(lang, "kept-days", days = retention_days)
    }
    .into_owned()
}

/// The lines of a rule, as versions of it are compared.
pub fn rule_lines(lang: Lang, rule: &Rule) -> Vec<String> {
    let mut lines = vec![rule.title.clone(), rule.text.clone()];
    lines.extend(rule.examples.iter().map(|example| format!("– {example}")));
    lines.push(t!(lang, "policy-then", steps = ladder(lang, &rule.ladder)).into_owned());
    lines
}

/// The lines of a label.
pub fn label_lines(lang: Lang, label: &Label) -> Vec<String> {
    vec![
        label.title.clone(),
        label_default(lang, label.default).into_owned(),
    ]
}

/// The lines of an item of the data policy.
pub fn item_lines(lang: Lang, item: &DataItem) -> Vec<String> {
    vec![item.purpose.clone(), terms(lang, item)]
}

/// One version of a policy in its history.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// In force since, in milliseconds.
    pub since_ms: u64,
    /// By which decision; zero for the founding.
    pub adopted_by: u32,
    /// Title of the decision.
    pub title: String,
    /// What it changed against the version before.
    pub changes: Vec<ClauseChange>,
    /// Rules or items it has.
    pub clauses: u64,
}

/// Returns the history of a policy, newest version first, each with its difference.
pub fn history(shell: &Shell, key: &str, path: &str, versions: &[Version]) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        div class="head tabbed-head" {
            (eyebrow(&[&t!(lang, "policies-title"), &short(lang, key)]))
            h1 { (t!(lang, "policy-history-title")) }
            p { a class="link tap" href=(path) { (t!(lang, "policy-current")) } }
        }
        ol class="versions" {
            @for version in versions {
                li id=(format!("v{}", version.number)) {
                    h2 { (t!(lang, "policy-version-number", version = version.number)) }
                    p class="small quiet" {
                        (date(lang, version.since_ms)) " · "
                        @if version.adopted_by == 0 { (t!(lang, "policy-founding")) }
                        @else { a class="link" href=(links::decision(version.adopted_by.into())) { (t!(lang, "decision-number", number = version.adopted_by)) ": " (version.title) } }
                    }
                    @if version.adopted_by == 0 { p class="small" { (t!(lang, "policy-first-version", count = version.clauses)) } }
                    @else { div class="stack" { @for change in &version.changes { (clause(lang, change)) } } }
                }
            }
        }
    };
    Page::new(t!(lang, "policy-history-title"), Place::Commons, body)
        .canonical(format!("{path}/history"))
}
