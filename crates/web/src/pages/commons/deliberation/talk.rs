//! What is said about a draft, beside the paragraph it is about.

use domain::text::CommentText;
use maud::{Markup, html};

use super::{DraftView, Note, Paragraph};
use crate::components::furniture::{Tone, act_form, submit};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::{FaceSize, face};
use crate::layout::Shell;
use crate::text::moment::ago_element;
use crate::{links, t};

/// What is said about one paragraph, and the form to say more.
pub(super) fn beside(shell: &Shell, view: &DraftView, paragraph: &Paragraph) -> Markup {
    html! {
        aside class="notes" aria-label=(t!(shell.lang, "deliberation-notes-on", number = paragraph.number)) {
            (notes(shell, view, &paragraph.notes))
            (say(shell, view, Where::Paragraph(paragraph.number)))
        }
    }
}

/// What is said about the whole, and about paragraphs that read differently now.
pub(super) fn whole(shell: &Shell, view: &DraftView) -> Markup {
    let lang = shell.lang;
    html! {
        div class="col whole" id="whole" {
            h3 { (t!(lang, "deliberation-whole")) }
            @if view.notes.is_empty() && view.past.is_empty() { p class="small quiet" { (t!(lang, "deliberation-whole-empty")) } }
            (notes(shell, view, &view.notes))
            @if !view.past.is_empty() {
                h4 { (t!(lang, "deliberation-past")) }
                (notes(shell, view, &view.past))
            }
            (say(shell, view, Where::Paragraph(0)))
        }
    }
}

/// Open comments first; those that are settled are folded away.
fn notes(shell: &Shell, view: &DraftView, list: &[Note]) -> Markup {
    let settled: Vec<&Note> = list.iter().filter(|it| it.resolved).collect();
    html! {
        @if list.iter().any(|it| !it.resolved) {
            ol class="thread" { @for it in list.iter().filter(|it| !it.resolved) { (item(shell, view, it)) } }
        }
        @if !settled.is_empty() {
            details class="settled" {
                summary { (t!(shell.lang, "deliberation-settled", count = settled.len())) }
                ol class="thread" { @for it in settled { (item(shell, view, it)) } }
            }
        }
    }
}

fn item(shell: &Shell, view: &DraftView, note: &Note) -> Markup {
    html! {
        li id={ "s-" (note.id) } {
            @if let Some(quote) = &note.quote { blockquote class="quote small" { (quote) } }
            (content(shell, view, note, false))
            @if !note.answers.is_empty() {
                ol class="thread answers" { @for it in &note.answers { li id={ "s-" (it.id) } { (content(shell, view, it, true)) } } }
            }
            @if note.author.is_some() { (say(shell, view, Where::Answer(&note.id))) }
        }
    }
}

fn content(shell: &Shell, view: &DraftView, note: &Note, is_answer: bool) -> Markup {
    let lang = shell.lang;
    let Some(author) = &note.author else {
        return html! { p class="gone small faint" { (t!(lang, "deliberation-gone")) } };
    };
    html! {
        article class="comment" {
            (face(author, FaceSize::Small))
            div {
                p class="comment-by" {
                    a href=(links::profile(&author.handle)) { b { bdi { (author.name) } } } " "
                    span class="faint" { (ago_element(lang, note.at_ms, shell.now_ms)) }
                    @if note.version != view.version && !is_answer { span class="faint" { " · " (t!(lang, "deliberation-at-version", number = note.version)) } }
                }
                div class="prose" { (note.body) }
                @if let Some(label) = &note.label { p class="rule-label" { (icon_small(Icon::Scales)) (label) } }
                (acts(shell, view, note, is_answer))
            }
        }
    }
}

fn acts(shell: &Shell, view: &DraftView, note: &Note, is_answer: bool) -> Markup {
    let lang = shell.lang;
    let part = |name: &str| links::contribution_part(&note.id, name);
    let resolve = if note.resolved {
        ("no", "deliberation-reopen")
    } else {
        ("yes", "deliberation-resolve")
    };
    html! {
        @if view.you.signed_in {
            div class="acts" {
                @if view.you.is_author && !is_answer {
                    (act_form(&part("resolve"), &[("resolved", resolve.0)], &html! { button class="act tap" type="submit" { (t!(lang, resolve.1)) } }))
                }
                @if note.mine {
                    (act_form(&part("delete"), &[], &html! { button class="act tap" type="submit" { (t!(lang, "deliberation-delete")) } }))
                } @else {
                    a class="act tap" href=(part("report")) { (t!(lang, "deliberation-report")) }
                }
            }
        }
    }
}

/// Where something is to be said.
#[derive(Clone, Copy)]
enum Where<'a> {
    Paragraph(u32),
    Answer(&'a str),
}

fn say(shell: &Shell, view: &DraftView, place: Where<'_>) -> Markup {
    let lang = shell.lang;
    if !view.you.may_take_part || !view.way.stage.is_editable() {
        return html! {};
    }
    let (id, key) = match &place {
        Where::Paragraph(number) => (format!("say-{number}"), "deliberation-comment"),
        Where::Answer(note) => (format!("say-{note}"), "deliberation-answer"),
    };
    html! {
        details class="answer" {
            summary { @if matches!(place, Where::Paragraph(_)) { (icon_small(Icon::Talk)) } (t!(lang, key)) }
            form class="note-form" method="post" action=(links::deliberation_part(&view.id, "comments")) data-draft={ (view.id) "-" (id) } {
                @match place {
                    Where::Paragraph(number) => {
                        input type="hidden" name="version" value=(view.version);
                        input type="hidden" name="paragraph" value=(number);
                    }
                    Where::Answer(note) => input type="hidden" name="parent" value=(note);,
                }
                label class="vh" for=(id) { (t!(lang, key)) }
                textarea class="input" id=(id) name="text" rows="3" required maxlength=(CommentText::CHARACTERS_MAX) {}
                (submit(&t!(lang, "talk-send"), Tone::Normal))
            }
        }
    }
}
