//! Fields with their label, hint and what was wrong with the last answer.

use maud::{Markup, html};

/// What kind of answer a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// An address for mail.
    Email,
    /// A search term.
    Search,
    /// Several lines, this many high at first.
    Lines(u8),
    /// A whole number.
    Number,
}

/// One field of a form.
pub struct Field<'a> {
    /// Name in the form and id on the page.
    pub name: &'a str,
    /// The question.
    pub label: &'a str,
    /// What helps to answer it; may be empty.
    pub hint: &'a str,
    /// What stands in it.
    pub value: &'a str,
    /// What was wrong with the last answer.
    pub error: Option<&'a str>,
    /// Kind of answer.
    pub kind: FieldKind,
    /// Whether an answer is needed.
    pub required: bool,
    /// The longest answer in characters.
    pub length_max: Option<u32>,
    /// The `autocomplete` token; `off` if none fits.
    pub autocomplete: &'a str,
}

impl<'a> Field<'a> {
    /// A field for one line of text, empty and not needed.
    pub fn text(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            hint: "",
            value: "",
            error: None,
            kind: FieldKind::Text,
            required: false,
            length_max: None,
            autocomplete: "off",
        }
    }
}

/// Draws a field. Hint and error are tied to it for screen readers.
pub fn field(shown: &Field<'_>) -> Markup {
    let hint_id = format!("{}-hint", shown.name);
    let error_id = format!("{}-error", shown.name);
    let described = match (shown.hint.is_empty(), shown.error) {
        (true, None) => None,
        (false, None) => Some(hint_id.clone()),
        (true, Some(_)) => Some(error_id.clone()),
        (false, Some(_)) => Some(format!("{error_id} {hint_id}")),
    };
    html! {
        div class=(if shown.error.is_some() { "field wrong" } else { "field" }) {
            label for=(shown.name) { (shown.label) }
            (control(shown, described.as_deref()))
            @if let Some(error) = shown.error { span class="error" id=(error_id) { (error) } }
            @if !shown.hint.is_empty() { span class="hint" id=(hint_id) { (shown.hint) } }
        }
    }
}

fn control(shown: &Field<'_>, described: Option<&str>) -> Markup {
    let invalid = shown.error.map(|_| "true");
    let kind = match shown.kind {
        FieldKind::Text | FieldKind::Lines(_) => "text",
        FieldKind::Email => "email",
        FieldKind::Search => "search",
        FieldKind::Number => "number",
    };
    html! {
        @match shown.kind {
            FieldKind::Lines(rows) => {
                textarea class="input" id=(shown.name) name=(shown.name) rows=(rows) required[shown.required]
                    maxlength=[shown.length_max] aria-describedby=[described] aria-invalid=[invalid] { "\n" (shown.value) }
            }
            FieldKind::Text | FieldKind::Email | FieldKind::Search | FieldKind::Number => {
                input class="input" id=(shown.name) name=(shown.name) type=(kind) value=(shown.value)
                    required[shown.required] maxlength=[shown.length_max] autocomplete=(shown.autocomplete)
                    aria-describedby=[described] aria-invalid=[invalid];
            }
        }
    }
}

/// One choice of a group.
pub struct Choice<'a> {
    /// Value sent.
    pub value: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// What it means; may be empty.
    pub note: &'a str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A question with one answer out of a few, each with its meaning.
pub fn choices(name: &str, question: &str, entries: &[Choice<'_>]) -> Markup {
    html! {
        fieldset class="choices" {
            legend { (question) }
            @for entry in entries {
                label class="choice" {
                    input type="radio" name=(name) value=(entry.value) checked[entry.chosen] required;
                    span { b { (entry.label) } @if !entry.note.is_empty() { small { (entry.note) } } }
                }
            }
        }
    }
}

/// A yes-or-no question.
pub fn check(name: &str, label: &str, note: &str, checked: bool) -> Markup {
    html! {
        label class="choice" {
            input type="checkbox" name=(name) value="yes" checked[checked];
            span { b { (label) } @if !note.is_empty() { small { (note) } } }
        }
    }
}
