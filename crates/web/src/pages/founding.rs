//! The founding conversation: five steps from nothing to a place with members.
//!
//! Each step is a form that carries the answers of the steps before it, so nothing is kept anywhere
//! until the founder signs. Only the fourth, which makes the passkey, needs a script.

pub mod accent;

use domain::founding::RuleSet;
use ledger::charter::Template;
use ledger::policy::{DataItem, Label, Rule};
use maud::{Markup, html};

use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, link_button, submit};
use crate::components::icon::{Icon, icon, icon_small, mark};
use crate::layout::{Page, Place, Shell};
use crate::pages::commons::people::{Invitation, invitation_list, invite_form};
use crate::pages::commons::policy::{ladder, terms};
use crate::pages::signing::{self, Signer};
use crate::t;
use crate::text::Lang;
use accent::HUES;

/// Everything answered so far.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The code that the node printed.
    pub code: String,
    /// The network's name.
    pub name: String,
    /// Degrees of its colour.
    pub hue: u16,
    /// Kind of place.
    pub template: Template,
    /// Its first rules.
    pub rules: RuleSet,
}

/// The step that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Name and look.
    Look,
    /// Kind of place.
    Kind,
    /// First rules.
    Rules,
    /// The founder's passkey.
    Passkey,
    /// Invitations.
    Invite,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 5] = [
        Self::Look,
        Self::Kind,
        Self::Rules,
        Self::Passkey,
        Self::Invite,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Look => "founding-step-look",
            Self::Kind => "founding-step-kind",
            Self::Rules => "founding-step-rules",
            Self::Passkey => "founding-step-passkey",
            Self::Invite => "founding-step-invite",
        }
    }
}

/// Address of the conversation.
pub const PATH: &str = "/found";

/// Word of a template in forms.
pub fn template_word(template: Template) -> &'static str {
    match template {
        Template::Circle => "circle",
        Template::Cooperative => "cooperative",
        Template::Network => "network",
    }
}

/// Reads the word of a template.
pub fn parse_template(word: &str) -> Option<Template> {
    [Template::Circle, Template::Cooperative, Template::Network]
        .into_iter()
        .find(|it| template_word(*it) == word)
}

fn frame(shell: &Shell, step: Step, wide: bool, content: &Markup, aside: &Markup) -> Page {
    let lang = shell.lang;
    let body = html! {
        @if step < Step::Invite { p class="small quiet founding-time" { (t!(lang, "founding-time")) } }
        div class="step" {
            ol class="steps" aria-label=(t!(lang, "founding-steps")) {
                @for (index, it) in Step::ALL.into_iter().enumerate() {
                    li class=[(it < step).then_some("done")] aria-current=[(it == step).then_some("step")] {
                        span class="nn" { @if it < step { (icon(Icon::Check)) } @else { (index + 1) } }
                        span class="step-name" { (t!(lang, it.key())) }
                    }
                }
            }
            div class=(if wide { "talkcol wide2" } else { "talkcol" }) { (content) }
            (aside)
        }
    };
    Page::new(t!(lang, step.key()), Place::Elsewhere, body)
}

fn carried(answers: &Answers) -> Markup {
    html! {
        input type="hidden" name="code" value=(answers.code);
        input type="hidden" name="name" value=(answers.name);
        input type="hidden" name="hue" value=(answers.hue);
        input type="hidden" name="template" value=(template_word(answers.template));
        input type="hidden" name="rules" value=(answers.rules.word());
    }
}

/// The row at the end of a step: back, and on to what comes.
fn onward(lang: Lang, has_back: bool, next: &str) -> Markup {
    html! {
        div class="btnrow" {
            @if has_back { button class="btn plain" type="submit" name="to" value="back" formnovalidate { (t!(lang, "founding-back")) } }
            button class="btn primary" type="submit" name="to" value="next" { (next) }
        }
    }
}

/// Returns the page that asks for the code of the node, when the address did not bring it.
pub fn code(shell: &Shell, error: Option<&str>) -> Page {
    let lang = shell.lang;
    let (label, hint) = (t!(lang, "founding-code"), t!(lang, "founding-code-hint"));
    let body = html! {
        div class="narrow talkcol" {
            h1 { (t!(lang, "founding-code-title")) }
            p class="lead quiet" { (t!(lang, "founding-code-ask")) }
            form class="form" method="get" action=(PATH) {
                (field(&Field { hint: &hint, error, required: true, length_max: Some(20), ..Field::text("code", &label) }))
                div { (submit(&t!(lang, "founding-begin"), Tone::Primary)) }
            }
        }
    };
    Page::new(t!(lang, "founding-code-title"), Place::Elsewhere, body)
}

/// Step 1: name and look.
pub fn look(shell: &Shell, answers: &Answers, error: Option<&str>) -> Page {
    let lang = shell.lang;
    let (label, hint) = (t!(lang, "founding-name"), t!(lang, "founding-name-hint"));
    let chosen = HUES
        .iter()
        .find(|hue| hue.degrees == answers.hue)
        .unwrap_or(&HUES[0]);
    let content = html! {
        h1 { (t!(lang, "founding-look-title")) }
        form class="form" method="post" action=(format!("{PATH}/look")) {
            input type="hidden" name="code" value=(answers.code);
            input type="hidden" name="template" value=(template_word(answers.template));
            input type="hidden" name="rules" value=(answers.rules.word());
            div class="xl-field" { (field(&Field { value: &answers.name, hint: &hint, error, required: true, length_max: Some(80), ..Field::text("name", &label) })) }
            fieldset class="field" {
                legend class="lab" { (t!(lang, "founding-colour")) }
                div class="swatches" {
                    @for hue in HUES {
                        label class={ "swatch hue-" (hue.degrees) } {
                            input class="vh" type="radio" name="hue" value=(hue.degrees) data-name=(t!(lang, hue.name)) checked[hue.degrees == answers.hue];
                            span class="vh" { (t!(lang, hue.name)) }
                        }
                    }
                }
                span class="hint" { b data-hue-name="" { (t!(lang, chosen.name)) } ". " (t!(lang, "founding-colour-hint")) }
            }
            (onward(lang, false, &t!(lang, "founding-next-kind")))
        }
    };
    frame(shell, Step::Look, false, &content, &preview(lang, answers)).script("js/founding.js")
}

fn preview(lang: Lang, answers: &Answers) -> Markup {
    let placeholder = t!(lang, "founding-name-placeholder");
    let name = if answers.name.is_empty() {
        &*placeholder
    } else {
        answers.name.as_str()
    };
    html! {
        div class="prev" role="group" aria-label=(t!(lang, "founding-preview")) data-preview="" {
            p class="caption quiet" { (t!(lang, "founding-preview")) }
            div class="mini" aria-hidden="true" {
                div class="mb" { span class="brand" { (mark()) span data-preview-name="" { (name) } } }
                (hill())
                div class="mt" {
                    b class="serif" { (t!(lang, "founding-preview-work")) }
                    span class="caption quiet" { (t!(lang, "founding-preview-by")) }
                    span class="mbtn" { (t!(lang, "founding-preview-act")) }
                }
            }
        }
    }
}

/// A drawn first work for the preview: two hills and a sun.
fn hill() -> Markup {
    html! {
        svg class="hill" viewBox="0 0 300 188" {
            rect class="hill-sky" width="300" height="188" {}
            circle class="hill-sun" cx="214" cy="66" r="26" {}
            path class="hill-far" d="M0 138C52 96 104 92 150 118S250 150 300 116V188H0z" {}
            path class="hill-near" d="M0 166C70 128 130 140 178 156S268 168 300 150V188H0z" {}
        }
    }
}

/// Step 2: kind of place.
pub fn kind(shell: &Shell, answers: &Answers) -> Page {
    let lang = shell.lang;
    let content = html! {
        h1 { (t!(lang, "founding-kind-title", name = answers.name.as_str())) }
        p class="lead quiet" { (t!(lang, "founding-kind-ask")) }
        form class="form" method="post" action=(format!("{PATH}/kind")) {
            input type="hidden" name="code" value=(answers.code);
            input type="hidden" name="name" value=(answers.name);
            input type="hidden" name="hue" value=(answers.hue);
            input type="hidden" name="rules" value=(answers.rules.word());
            fieldset class="kinds" {
                legend class="vh" { (t!(lang, "founding-step-kind")) }
                @for template in [Template::Circle, Template::Cooperative, Template::Network] { (kind_card(lang, template, answers.template == template)) }
            }
            div class="means" { h3 { (t!(lang, "founding-means")) } p { (t!(lang, "founding-means-text")) } }
            (onward(lang, true, &t!(lang, "founding-next-rules")))
        }
    };
    frame(shell, Step::Kind, true, &content, &html! {})
}

fn kind_card(lang: Lang, template: Template, chosen: bool) -> Markup {
    let word = template_word(template);
    html! {
        label class="kind" {
            input class="vh" type="radio" name="template" value=(word) checked[chosen] required;
            (dots(template))
            span class="kind-name" { (t!(lang, &format!("sheet-template-{word}"))) }
            span class="for" { (t!(lang, &format!("founding-{word}-for"))) }
            ul { @for part in ["join", "decide", "earn"] { li { (t!(lang, &format!("founding-{word}-{part}"))) } } }
            span class="chosen" { (icon(Icon::Check)) (t!(lang, "founding-chosen")) }
        }
    }
}

/// As many dots as there are people: a ring of friends, a crowd, a multitude.
fn dots(template: Template) -> Markup {
    let (count, radius, spread, view) = match template {
        Template::Circle => (7_u32, 4.5, 0.0, "31 0 58 64"),
        Template::Cooperative => (34, 2.8, 5.7, "21 0 78 64"),
        Template::Network => (150, 1.3, 3.85, "3 0 114 64"),
    };
    let place = |index: u32| {
        let index = f64::from(index);
        let (angle, distance) = match template {
            Template::Circle => (index / f64::from(count) * std::f64::consts::TAU, 22.5),
            // The golden angle fills a disc evenly, as a sunflower does.
            Template::Cooperative | Template::Network => (index * 2.399_963, spread * index.sqrt()),
        };
        let flat = if template == Template::Network {
            0.62
        } else if template == Template::Cooperative {
            0.86
        } else {
            1.0
        };
        (
            60.0 + distance * angle.cos(),
            32.0 + flat * distance * angle.sin(),
        )
    };
    html! {
        svg class="dots" viewBox=(view) aria-hidden="true" {
            @for index in 0..count { @let (x, y) = place(index); circle cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(radius) {} }
        }
    }
}

/// What the rule sets say, for step 3.
#[derive(Clone, Debug)]
pub struct RulesView {
    /// Each set with its rules and labels.
    pub sets: Vec<(RuleSet, Vec<Rule>, Vec<Label>)>,
    /// What may be kept about people.
    pub data: Vec<DataItem>,
}

/// Step 3: first rules.
pub fn rules(shell: &Shell, answers: &Answers, view: &RulesView) -> Page {
    let lang = shell.lang;
    let content = html! {
        h1 { (t!(lang, "founding-rules-title")) }
        p class="lead quiet" { (t!(lang, "founding-rules-ask")) }
        form class="form" method="post" action=(format!("{PATH}/rules")) {
            input type="hidden" name="code" value=(answers.code);
            input type="hidden" name="name" value=(answers.name);
            input type="hidden" name="hue" value=(answers.hue);
            input type="hidden" name="template" value=(template_word(answers.template));
            fieldset class="choices rule-sets" {
                legend class="vh" { (t!(lang, "founding-step-rules")) }
                @for (set, rules, _) in &view.sets { (rule_set(lang, *set, rules, answers.rules == *set)) }
            }
            details class="data-first" {
                summary { (t!(lang, "founding-data", count = view.data.len())) }
                p class="small quiet" { (t!(lang, "founding-data-sentence")) }
                ul class="rows small-rows" { @for item in &view.data { li { span { (t!(lang, &format!("category-{}", item.category.word()))) small { (item.purpose) " " (terms(lang, item)) } } } } }
            }
            (onward(lang, true, &t!(lang, "founding-next-passkey")))
        }
    };
    frame(shell, Step::Rules, true, &content, &html! {})
}

fn rule_set(lang: Lang, set: RuleSet, rules: &[Rule], chosen: bool) -> Markup {
    html! {
        label class="choice rule-set" {
            input type="radio" name="rules" value=(set.word()) checked[chosen] required;
            span {
                b { (t!(lang, &format!("founding-set-{}", set.word()))) }
                small { (t!(lang, &format!("founding-set-{}-note", set.word()))) }
                ol class="set-rules" { @for rule in rules { li { span class="x" { (rule.title) } small { (rule.text) } small class="faint" { (t!(lang, "policy-then", steps = ladder(lang, &rule.ladder))) } } } }
            }
        }
    }
}

/// Step 4: the founder's passkey.
pub fn passkey(shell: &Shell, answers: &Answers, signer: &Signer) -> Page {
    let lang = shell.lang;
    let content = html! {
        h1 { (t!(lang, "founding-passkey-title")) }
        p class="lead quiet" { (t!(lang, "founding-passkey-ask")) }
        form class="form" method="post" action=(format!("{PATH}/passkey")) data-entry="found" {
            (carried(answers))
            input type="hidden" name="language" value=(lang.tag());
            (person_fields(lang))
            p class="flash-error" role="alert" data-error="" hidden {}
            div class="btnrow" {
                button class="btn plain" type="submit" name="to" value="back" formnovalidate formaction=(format!("{PATH}/passkey")) { (t!(lang, "founding-back")) }
                button class="btn primary" type="submit" { (icon_small(Icon::Key)) (t!(lang, "founding-found", name = answers.name.as_str())) }
            }
            noscript { p class="flash-error" { (t!(lang, "entry-script")) } }
        }
        (signing::sheet(shell, signer))
    };
    let aside = html! { div class="means aside-note" { h3 { (t!(lang, "entry-what-passkey")) } p { (t!(lang, "entry-what-passkey-text")) } } };
    frame(shell, Step::Passkey, false, &content, &aside).script("js/entry.js")
}

/// Who somebody is when they come in: address, name, device.
pub fn person_fields(lang: Lang) -> Markup {
    let [name, handle, handle_hint, device, device_hint] = [
        "settings-name",
        "settings-handle",
        "entry-handle-hint",
        "entry-device",
        "entry-device-hint",
    ]
    .map(|key| t!(lang, key));
    html! {
        (field(&Field { length_max: Some(60), autocomplete: "name", required: true, ..Field::text("display_name", &name) }))
        (field(&Field { hint: &handle_hint, required: true, length_max: Some(30), autocomplete: "username", kind: FieldKind::Text, ..Field::text("handle", &handle) }))
        (field(&Field { hint: &device_hint, length_max: Some(60), ..Field::text("key_name", &device) }))
    }
}

/// Step 5: invitations.
pub fn invite(shell: &Shell, signer: &Signer, open: &[Invitation]) -> Page {
    let lang = shell.lang;
    let content = html! {
        h1 { (t!(lang, "founding-invite-title", name = shell.network.name.as_str())) }
        p class="lead quiet" { (t!(lang, "founding-invite-ask")) }
        (invite_form(lang, "/commons/people", if open.is_empty() { Tone::Primary } else { Tone::Normal }))
        (invitation_list(shell, open))
        div class="btnrow" { (link_button(&t!(lang, "founding-open"), "/", if open.is_empty() { Tone::Normal } else { Tone::Primary })) }
        (signing::sheet(shell, signer))
    };
    let aside = html! { div class="means aside-note" { h3 { (t!(lang, "founding-invite-means")) } p { (t!(lang, "founding-invite-means-text")) } } };
    frame(shell, Step::Invite, false, &content, &aside)
        .script("js/invite.js")
        .script("js/sign.js")
        .script("js/copy.js")
}
