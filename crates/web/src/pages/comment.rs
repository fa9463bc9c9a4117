//! A comment on pages of its own: what it said before, and the form to change it.

use domain::text::CommentText;
use maud::html;

use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, link_button, submit};
use crate::components::person::Face;
use crate::components::state::{Failure, failure};
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::text::moment::exact_element;
use crate::{links, t};

/// One state of a comment.
pub struct Version {
    /// Its number, 1 being the first.
    pub number: u64,
    /// Since when it was shown, in Unix milliseconds.
    pub since_ms: u64,
    /// Its text, sanitised.
    pub body: SafeHtml,
}

/// Every version of a comment by `author`, newest first. `back` leads to its place in the thread.
pub fn history(shell: &Shell, author: &Face, versions: &[Version], back: &str) -> Page {
    let lang = shell.lang;
    let changes = versions.len().saturating_sub(1);
    let title = t!(lang, "comment-history-title", name = author.name.as_str());
    let body = html! {
        div class="head" {
            h1 { (title) }
            p class="lead quiet" { @if changes == 0 { (t!(lang, "comment-history-none")) } @else { (t!(lang, "comment-history-lead", count = changes)) } }
            p { a class="link tap" href=(back) { (t!(lang, "comment-history-back")) } }
        }
        @for (index, version) in versions.iter().enumerate() {
            section class="sec version" {
                h2 { @if index == 0 { (t!(lang, "history-now")) } @else { (t!(lang, "history-version", number = version.number)) } }
                p { (exact_element(lang, version.since_ms, shell.now_ms)) }
                div class="prose" { (version.body) }
            }
        }
    };
    Page::new(title, Place::Explore, body)
}

/// What the form to change a comment shows.
pub struct EditView {
    /// Opaque id of the comment.
    pub id: String,
    /// The source, or what was just sent.
    pub text: String,
    /// The comment's place in its thread.
    pub back: String,
    /// Why the last try was refused.
    pub problem: Option<String>,
}

/// The form to change what a comment says.
pub fn edit(shell: &Shell, view: &EditView) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "comment-edit-title");
    let body = html! {
        div class="head" {
            h1 { (title) }
            p class="lead quiet" { (t!(lang, "comment-edit-lead")) }
        }
        @if let Some(problem) = &view.problem {
            (failure(lang, &Failure {
                title: &t!(lang, "comment-edit-kept-title"),
                sentence: problem,
                kept: &t!(lang, "talk-kept"),
                missing: "",
                buttons: &[],
                reference: "",
            }))
        }
        form class="form" method="post" action=(links::comment_part(&view.id, "edit")) data-draft={ "comment-edit-" (view.id) } {
            (field(&Field {
                kind: FieldKind::Lines(6),
                value: &view.text,
                required: true,
                length_max: u32::try_from(CommentText::CHARACTERS_MAX).ok(),
                ..Field::text("text", &t!(lang, "talk-label"))
            }))
            div class="btnrow" {
                (submit(&t!(lang, "compose-save"), Tone::Primary))
                (link_button(&t!(lang, "compose-cancel"), &view.back, Tone::Plain))
            }
        }
    };
    Page::new(title, Place::Elsewhere, body)
}
