//! People in office: what they may do, since when, until when, and how they are sent from it.

use ledger::office::GivenBy;
use maud::{Markup, html};

use super::{Tabbed, commons_tabs, paths};
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::euro;
use crate::{links, t};

/// Somebody in an office.
#[derive(Clone, Debug)]
pub struct SeatLine {
    /// Who.
    pub face: Face,
    /// Since when, in Unix milliseconds.
    pub since_ms: u64,
    /// Until when, in Unix milliseconds.
    pub until_ms: u64,
    /// What put them there.
    pub by: GivenBy,
}

/// One office.
#[derive(Clone, Debug)]
pub struct OfficePart {
    /// Its permanent word.
    pub word: &'static str,
    /// Who holds it.
    pub seats: Vec<SeatLine>,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct OfficesView {
    /// Every office.
    pub offices: Vec<OfficePart>,
    /// Cents a round, and the end in Unix milliseconds, of the mandate in force.
    pub mandate: Option<(i64, u64)>,
    /// The end of a pause that lasts.
    pub paused_until_ms: Option<u64>,
    /// Who may act on reports, by the moderation policy.
    pub moderators: Vec<Face>,
}

/// Returns the page.
pub fn offices(shell: &Shell, view: &OfficesView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::People))
        div class="tabbed-head" {
            h1 { (t!(lang, "offices-title")) }
            p class="ask" { (t!(lang, "offices-ask")) }
        }
        @if let Some(until) = view.paused_until_ms {
            p class="flash" { (t!(lang, "offices-paused", date = date(lang, until))) }
        }
        @for office in &view.offices { (office_part(lang, view, office)) }
        section class="sec" {
            h2 { (t!(lang, "offices-moderators")) }
            p { (t!(lang, "offices-moderators-may")) }
            (names(lang, &view.moderators))
            p class="small" { a class="link tap" href={ (paths::PROPOSE) "/moderation/moderators" } { (t!(lang, "offices-moderators-change")) } }
        }
        section class="sec" {
            h2 { (t!(lang, "offices-operators")) }
            p { (t!(lang, "offices-operators-may")) }
        }
    };
    Page::new(t!(lang, "offices-title"), Place::Commons, body).canonical(paths::OFFICES)
}

fn office_part(lang: Lang, view: &OfficesView, office: &OfficePart) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, &format!("office-{}", office.word))) }
            p { (t!(lang, &format!("office-{}-may", office.word))) }
            @if let (Some((per_round, until)), "team") = (view.mandate, office.word) {
                p { (t!(lang, "offices-mandate", amount = euro(lang, per_round), date = date(lang, until))) }
            }
            @if office.seats.is_empty() {
                p class="small quiet" { (t!(lang, "offices-nobody")) }
            } @else {
                ul class="next" {
                    @for seat in &office.seats {
                        li {
                            (name(&seat.face)) " "
                            span class="small quiet" {
                                (t!(lang, "offices-term", since = date(lang, seat.since_ms), until = date(lang, seat.until_ms))) " "
                                @match seat.by {
                                    GivenBy::Proposal(id) => a class="link" href=(links::decision(id.0.into())) { (t!(lang, "offices-by", number = id.0)) },
                                    GivenBy::Election(id) => (t!(lang, "offices-by-election", number = id.0)),
                                }
                            }
                        }
                    }
                }
                p class="small" { a class="link tap" href={ (paths::PROPOSE) "/recall" } { (t!(lang, "offices-recall")) } }
            }
        }
    }
}

fn name(face: &Face) -> Markup {
    html! { a class="link" href=(links::profile(&face.handle)) { bdi { (face.name) } } }
}

fn names(lang: Lang, faces: &[Face]) -> Markup {
    html! {
        @if faces.is_empty() {
            p class="small quiet" { (t!(lang, "offices-nobody")) }
        } @else {
            ul class="next" { @for face in faces { li { (name(face)) } } }
        }
    }
}
