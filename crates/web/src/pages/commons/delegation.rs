//! Who votes for me, on what, until when; and for whom I vote.

use maud::{Markup, html};

use super::paths;
use crate::components::form::{Field, field};
use crate::components::furniture::eyebrow;
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::links;
use crate::pages::signing::{self, Signer};
use crate::t;
use crate::text::Lang;
use crate::text::number::count;

/// One subject.
#[derive(Clone, Debug)]
pub struct TopicLine {
    /// Its permanent word.
    pub word: &'static str,
    /// Whose vote counts, in order.
    pub delegates: Vec<Face>,
    /// Weeks until it ends by itself.
    pub weeks_left: u64,
    /// How many have named the reader for it.
    pub named_by: u64,
}

/// A vote in which the reader had named somebody.
#[derive(Clone, Debug)]
pub struct DelegatedLine {
    /// The decision.
    pub proposal: u32,
    /// What it is called.
    pub title: String,
    /// What came of the reader's vote, in one sentence.
    pub outcome: String,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct DelegationView {
    /// Every subject, in order.
    pub topics: Vec<TopicLine>,
    /// The last votes in which the reader had named somebody, latest first.
    pub votes: Vec<DelegatedLine>,
    /// How many one can name for a subject.
    pub delegates_max: u64,
    /// Hours before the end at which their votes stand.
    pub lock_hours: u64,
    /// Whether the reader may vote at all.
    pub is_member: bool,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the page.
pub fn delegation(shell: &Shell, view: &DelegationView) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "commons-tab-decisions")]))
            h1 { (t!(lang, "delegation-title")) }
            p class="ask" { (t!(lang, "delegation-ask", hours = view.lock_hours)) }
        }
        @for topic in view.topics.iter().filter(|topic| !topic.delegates.is_empty()) { (topic_part(shell, view, topic)) }
        (votes(shell, view))
        (named_by(shell, view))
        @if view.is_member { (name_form(shell, view)) }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "delegation-title"), Place::Commons, body).script("js/sign.js")
}

/// A subject for which the reader named somebody.
fn topic_part(shell: &Shell, view: &DelegationView, topic: &TopicLine) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (topic_name(lang, topic)) }
            ol class="next" {
                @for face in &topic.delegates { li { a class="link tap" href=(links::profile(&face.handle)) { bdi { (face.name) } } } }
            }
            p class="small quiet" { (t!(lang, "delegation-ends", count = count(lang, topic.weeks_left))) }
            @if view.is_member {
                form method="post" action=(paths::DELEGATION) data-sign="undelegate" {
                    input type="hidden" name="topic" value=(topic.word);
                    button class="btn plain" { (t!(lang, "delegation-end")) }
                }
            }
        }
    }
}

/// How those voted whom the reader named, and what came of it.
fn votes(shell: &Shell, view: &DelegationView) -> Markup {
    html! {
        @if !view.votes.is_empty() {
            section class="sec" {
                h2 { (t!(shell.lang, "delegation-votes")) }
                ul class="rows" {
                    @for vote in &view.votes {
                        li { span { a class="link" href=(links::decision(vote.proposal.into())) { (vote.title) } small { (vote.outcome) } } }
                    }
                }
            }
        }
    }
}

/// For whom the reader votes, and that they named nobody, if so.
fn named_by(shell: &Shell, view: &DelegationView) -> Markup {
    let lang = shell.lang;
    let named: Vec<_> = view.topics.iter().filter(|it| it.named_by > 0).collect();
    html! {
        @if view.topics.iter().all(|topic| topic.delegates.is_empty()) {
            p class="quiet" { (t!(lang, "delegation-none")) }
        }
        @if !named.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "delegation-for-whom")) }
                ul class="next" {
                    @for topic in named {
                        li { b { (topic_name(lang, topic)) } ". " (t!(lang, "delegation-named-by", count = topic.named_by)) }
                    }
                }
            }
        }
    }
}

/// The name of a subject as a heading: the messages have it as it stands in a sentence.
fn topic_name(lang: Lang, topic: &TopicLine) -> String {
    let name = t!(lang, &format!("topic-{}", topic.word));
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

/// One form for all subjects: naming somebody again takes the place of what was named before.
fn name_form(shell: &Shell, view: &DelegationView) -> Markup {
    let lang = shell.lang;
    let label = t!(lang, "delegation-field");
    let hint = t!(lang, "delegation-hint", count = view.delegates_max);
    html! {
        section class="sec" {
            h2 { (t!(lang, "delegation-name")) }
            form class="form" method="post" action=(paths::DELEGATION) data-sign="delegate" {
                div class="field" {
                    label for="topic" { (t!(lang, "delegation-topic")) }
                    select class="input" id="topic" name="topic" {
                        @for topic in &view.topics { option value=(topic.word) { (topic_name(lang, topic)) } }
                    }
                }
                (field(&Field { hint: &hint, required: true, ..Field::text("to", &label) }))
                div class="btnrow" { button class="btn primary" { (t!(lang, "delegation-act")) } }
            }
        }
    }
}
