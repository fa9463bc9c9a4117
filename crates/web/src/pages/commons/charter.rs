//! The charter as a document to be read: each number with what it does and the decision behind it.

use maud::{Markup, html};

use super::policy::{contested, document_head};
use super::{Tabbed, commons_tabs, paths};
use crate::layout::{Page, Panel, Place, Shell};
use crate::{links, t};

/// A number of the charter.
#[derive(Clone, Debug)]
pub struct NumberLine {
    /// Its permanent word, which is its place on the page.
    pub word: String,
    /// What it is called.
    pub name: String,
    /// Its value with its unit.
    pub value: String,
    /// What it does.
    pub meaning: String,
    /// The decision that put it where it is; none: it stands since the founding.
    pub adopted_by: Option<u32>,
    /// A decision that would change it and is being voted on.
    pub contested_by: Option<u32>,
}

/// Numbers that belong together.
#[derive(Clone, Debug)]
pub struct SectionView {
    /// Its heading.
    pub title: String,
    /// The numbers, in the order of the charter.
    pub numbers: Vec<NumberLine>,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct CharterView {
    /// Counts from 1.
    pub version: u32,
    /// Since when, in milliseconds.
    pub since_ms: u64,
    /// In reading order; none is empty.
    pub sections: Vec<SectionView>,
}

/// Returns the page.
pub fn show(shell: &Shell, view: &CharterView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        (document_head(shell, "charter", paths::CHARTER, view.version, view.since_ms))
        div class="doc" {
            @for (at, section) in view.sections.iter().enumerate() {
                section id=(format!("s{}", at + 1)) {
                    h2 { span { (at + 1) } (section.title) }
                    dl class="numbers" { @for number in &section.numbers { (line(shell, number)) } }
                }
            }
        }
    };
    Page::new(t!(lang, "charter-title"), Place::Commons, body)
        .description(t!(lang, "charter-ask"))
        .canonical(paths::CHARTER)
        .panel(Panel::Own {
            markup: contents(shell, view),
            keep: false,
        })
}

fn contents(shell: &Shell, view: &CharterView) -> Markup {
    html! {
        h2 { (t!(shell.lang, "policy-contents")) }
        ul class="toc" {
            @for (at, section) in view.sections.iter().enumerate() {
                li { a href=(format!("#s{}", at + 1)) { span { (at + 1) } (section.title) } }
            }
        }
    }
}

fn line(shell: &Shell, number: &NumberLine) -> Markup {
    let lang = shell.lang;
    let edit = format!("{}/charter/{}", paths::PROPOSE, number.word);
    html! {
        div id=(number.word) class=(if number.contested_by.is_some() { "open" } else { "" }) {
            dt { (number.name) b { (number.value) } }
            dd {
                p { (number.meaning) }
                (contested(lang, number.contested_by))
                p class="small" {
                    @match number.adopted_by {
                        Some(by) => { a class="link tap" href=(links::decision(by.into())) { (t!(lang, "decision-number", number = by)) } }
                        None => { span class="quiet" { (t!(lang, "policy-founding")) } }
                    }
                    " · " a class="link tap" href=(edit) { (t!(lang, "charter-edit")) span class="vh" { ": " (number.name) } }
                }
            }
        }
    }
}
