//! The demo's own page: step in as any member, move the clock. It exists in demo mode only.

use maud::{Markup, html};

use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::{Tone, flash, older, submit};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::{Face, FaceSize, face};
use crate::layout::{Page, Place, Shell};
use crate::pages::commons::people::Standing;
use crate::text::moment::{clock, weekday_date};
use crate::{links, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct DemoView {
    /// The demo's present, in milliseconds.
    pub now_ms: u64,
    /// The current round.
    pub round: u32,
    /// People to step in as.
    pub people: Vec<DemoPerson>,
    /// What was searched for.
    pub query: String,
    /// The way to more.
    pub older: Option<String>,
    /// What the last move of the clock did.
    pub moved: Option<String>,
}

/// Somebody of the demo.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// Name, handle and picture.
    pub face: Face,
    /// Member number.
    pub number: u32,
    /// Where they stand.
    pub standing: Standing,
    /// What makes them interesting: "moderator", "founder"; may be empty.
    pub role: String,
}

/// Returns the page.
pub fn demo(shell: &Shell, view: &DemoView) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            p class="eyebrow" { b { (t!(lang, "demo-label")) } }
            h1 { (t!(lang, "demo-title")) }
            p class="ask" { (t!(lang, "demo-ask")) }
        }
        @if let Some(moved) = &view.moved { (flash(moved)) }
        (clock_part(shell, view))
        (people_part(shell, view))
    };
    Page::new(t!(lang, "demo-label"), Place::Elsewhere, body)
}

fn clock_part(shell: &Shell, view: &DemoView) -> Markup {
    let lang = shell.lang;
    let steps = [
        ("hour", "demo-hour"),
        ("day", "demo-day"),
        ("three-days", "demo-three-days"),
        ("week", "demo-week"),
        ("next", "demo-next"),
    ];
    html! {
        section class="sec first" {
            h2 { (t!(lang, "demo-clock")) }
            p { (t!(lang, "demo-clock-sentence")) }
            p class="demo-now" { (weekday_date(lang, view.now_ms)) ", " (clock(view.now_ms)) span class="small quiet" { (t!(lang, "demo-round", round = view.round)) } }
            form class="btnrow" method="post" action="/demo/clock" {
                @for (value, key) in steps { button class=(if value == "next" { "btn primary" } else { "btn" }) name="by" value=(value) { (icon_small(if value == "next" { Icon::Play } else { Icon::Clock })) (t!(lang, key)) } }
            }
        }
    }
}

fn people_part(shell: &Shell, view: &DemoView) -> Markup {
    let lang = shell.lang;
    let label = t!(lang, "demo-find");
    html! {
        section class="sec" id="people" {
            h2 { (t!(lang, "demo-people")) }
            p { (t!(lang, "demo-people-sentence")) }
            form class="say-form" method="get" action="/demo" {
                (field(&Field { value: &view.query, kind: FieldKind::Search, length_max: Some(60), ..Field::text("q", &label) }))
                (submit(&t!(lang, "nav-search"), Tone::Normal))
            }
            ul class="people after" {
                @for person in &view.people {
                    li {
                        (face(&person.face, FaceSize::Medium))
                        div class="who" {
                            a href=(links::profile(&person.face.handle)) { b { bdi { (person.face.name) } } small { "@" (person.face.handle) } }
                            p { (person.standing.words(lang)) @if !person.role.is_empty() { " · " (person.role) } }
                        }
                        form method="post" action="/demo/step-in" {
                            input type="hidden" name="member" value=(person.number);
                            button class="btn" { (t!(lang, "demo-step-in")) span class="vh" { ": " (person.face.name) } }
                        }
                    }
                }
            }
            @if view.people.is_empty() { p class="quiet after" { (t!(lang, "demo-nobody")) } }
            (older(&t!(lang, "people-older"), view.older.as_deref()))
        }
    }
}
