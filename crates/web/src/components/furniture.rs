//! What pages are furnished with: buttons, tabs, rows, notices, sections, links to more.

use maud::{Markup, html};

use super::icon::{Icon, icon, icon_small};

/// How loud a button is. One `Primary` a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// The one thing to do here.
    Primary,
    /// Anything else.
    #[default]
    Normal,
    /// A way out: cancel, later.
    Plain,
}

impl Tone {
    /// The class of a button of this tone.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn primary",
            Self::Normal => "btn",
            Self::Plain => "btn plain",
        }
    }
}

/// A link that looks like a button. The label is a verb.
pub fn link_button(label: &str, href: &str, tone: Tone) -> Markup {
    html! { a class=(tone.class()) href=(href) { (label) } }
}

/// A button that sends the form it stands in.
pub fn submit(label: &str, tone: Tone) -> Markup {
    html! { button class=(tone.class()) type="submit" { (label) } }
}

/// A button with an icon that sends the form it stands in.
pub fn submit_with(drawn: Icon, label: &str, tone: Tone) -> Markup {
    html! { button class=(tone.class()) type="submit" { (icon_small(drawn)) (label) } }
}

/// A form of one button: posts to `action` with hidden `fields`.
pub fn act_form(action: &str, fields: &[(&str, &str)], button: &Markup) -> Markup {
    html! {
        form class="act-form" method="post" action=(action) {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            (button)
        }
    }
}

/// Buttons side by side, wrapping on small screens.
pub fn button_row(buttons: &[Markup]) -> Markup {
    html! { div class="btnrow" { @for button in buttons { (button) } } }
}

/// One tab.
pub struct Tab<'a> {
    /// Its name.
    pub label: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A row of tabs, each a page of its own.
pub fn tabs(label: &str, entries: &[Tab<'_>]) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            @for tab in entries {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] { (tab.label) }
            }
        }
    }
}

/// One row: name left, amount right, reason in small below.
pub struct Row {
    /// What it is.
    pub name: Markup,
    /// Why, or what it means.
    pub note: Option<Markup>,
    /// How much, with its unit; or a button.
    pub amount: Option<Markup>,
}

impl Row {
    /// A row of plain text; an empty `note` is left out.
    pub fn text(name: &str, note: &str, amount: &str) -> Self {
        Self {
            name: html! { (name) },
            note: (!note.is_empty()).then(|| html! { (note) }),
            amount: Some(html! { (amount) }),
        }
    }
}

/// Rows between hairlines.
pub fn rows(entries: &[Row]) -> Markup {
    html! {
        ul class="rows" {
            @for row in entries {
                li {
                    span { (row.name) @if let Some(note) = &row.note { small { (note) } } }
                    @if let Some(amount) = &row.amount { span class="amt" { (amount) } }
                }
            }
        }
    }
}

/// A quiet announcement between hairlines: something was decided, something changed.
pub fn notice(drawn: Icon, kicker: &str, title: &str, text: &Markup) -> Markup {
    html! {
        section class="notice" {
            (icon(drawn))
            div {
                @if !kicker.is_empty() { p class="small quiet" { (kicker) } }
                h2 { (title) }
                p class="small" { (text) }
            }
        }
    }
}

/// A short message after an act, read aloud when it appears: "Saved."
pub fn flash(text: &str) -> Markup {
    html! { p class="flash" role="status" { (icon_small(Icon::Check)) (text) } }
}

/// The line above a headline: what kind of page, what it belongs to.
pub fn eyebrow(parts: &[&str]) -> Markup {
    html! {
        p class="eyebrow" {
            @for (index, part) in parts.iter().enumerate() {
                @if index == 0 { b { (part) } } @else { span { (part) } }
            }
        }
    }
}

/// A section with its headline and one sentence.
pub fn section(title: &str, sentence: &str, content: &Markup) -> Markup {
    html! {
        section class="sec" {
            h2 { (title) }
            @if !sentence.is_empty() { p { (sentence) } }
            (content)
        }
    }
}

/// The top of a plain page: headline, and a quiet line at its side.
pub fn masthead(title: &str, side: &Markup) -> Markup {
    html! { div class="masthead" { h1 { (title) } (side) } }
}

/// Facts as pairs: "2,316 followers".
pub fn facts(entries: &[(String, Markup)]) -> Markup {
    html! { ul class="facts" { @for (amount, what) in entries { li { b { (amount) } " " (what) } } } }
}

/// The way to older entries, if there are any.
pub fn older(label: &str, href: Option<&str>) -> Markup {
    html! {
        @if let Some(href) = href {
            nav class="older" { a class="btn" rel="next" href=(href) { (label) } }
        }
    }
}

/// A table that repeats a drawing in figures, folded away below it.
pub fn table_below(summary: &str, head: (&str, &str), lines: &[(String, String)]) -> Markup {
    let marked = lines
        .iter()
        .map(|(name, value)| (name.clone(), html! { (value) }));
    marked_table_below(summary, head, &marked.collect::<Vec<_>>())
}

/// The same with links or other markup for values.
pub fn marked_table_below(summary: &str, head: (&str, &str), lines: &[(String, Markup)]) -> Markup {
    html! {
        details {
            summary { (summary) }
            table {
                thead { tr { th scope="col" { (head.0) } th scope="col" { (head.1) } } }
                tbody { @for (name, value) in lines { tr { td { (name) } td { (value) } } } }
            }
        }
    }
}
