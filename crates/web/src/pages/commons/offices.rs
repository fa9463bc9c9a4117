//! People in office: what they may do, since when, until when, and how they are sent from it.

use ledger::office::GivenBy;
use maud::{Markup, html};

use super::{Tabbed, commons_tabs, paths};
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date, deadline};
use crate::text::number::euro;
use crate::{links, t};

mod report;

pub use report::{ReportCard, ReportPage, Written, report, reports};
use report::{reports_part, write_part};

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
    /// Whether it is the reader.
    pub is_you: bool,
}

/// One office.
#[derive(Clone, Debug)]
pub struct OfficePart {
    /// Its permanent word.
    pub word: &'static str,
    /// Who holds it.
    pub seats: Vec<SeatLine>,
}

/// The core team's mandate.
#[derive(Clone, Debug)]
pub struct MandateView {
    /// The decision that gave it.
    pub decision: u32,
    /// Its title.
    pub title: String,
    /// What it is to do; nothing if the words were erased.
    pub text: Option<SafeHtml>,
    /// Since when, in Unix milliseconds.
    pub since_ms: u64,
    /// Until when, in Unix milliseconds.
    pub until_ms: u64,
    /// Cents a round, while it lasts.
    pub per_round: i64,
    /// Cents a round, now.
    pub budget: i64,
    /// When it gives nothing any more, in Unix milliseconds.
    pub nothing_from_ms: u64,
    /// When its renewal was asked for, in Unix milliseconds.
    pub renewal_asked_ms: Option<u64>,
    /// When somebody was recalled from its team, in Unix milliseconds.
    pub recalled_ms: Option<u64>,
    /// Since when its team is a caretaker, in Unix milliseconds.
    pub caretaker_since_ms: Option<u64>,
    /// Whether it has ended.
    pub is_over: bool,
}

/// Who may act on reports of what breaks a rule.
#[derive(Clone, Debug)]
pub struct ModeratorsView {
    /// Who.
    pub faces: Vec<Face>,
    /// Since when, in Unix milliseconds.
    pub since_ms: u64,
    /// The decision that named them; 0: the founding.
    pub by: u32,
}

/// Who is drawn by lot.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Decisions on which a panel sits, and until when, in Unix milliseconds.
    pub panels: Vec<(u32, u64)>,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct OfficesView {
    /// Every office.
    pub offices: Vec<OfficePart>,
    /// The mandate in force, or the one that lapsed.
    pub mandate: Option<MandateView>,
    /// The end of a pause that lasts.
    pub paused_until_ms: Option<u64>,
    /// The decision by which guardians may pause again without waiting.
    pub pause_permitted_by: Option<u32>,
    /// Who may act on reports, by the moderation policy.
    pub moderators: ModeratorsView,
    /// Who is drawn by lot.
    pub drawn: Drawn,
    /// The office that the reader holds.
    pub own_office: Option<&'static str>,
    /// What people in office told last.
    pub reports: Vec<ReportCard>,
    /// What the reader wrote and was refused.
    pub written: Written,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the page.
pub fn offices(shell: &Shell, view: &OfficesView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::People))
        div class="tabbed-head" {
            h1 { (t!(lang, "offices-title")) }
            p class="ask" { (t!(lang, "offices-ask")) }
            p class="small" { a class="link tap" href=(paths::ELECTIONS) { (t!(lang, "elections-all")) } }
        }
        @if let Some(until) = view.paused_until_ms {
            p class="flash" { (t!(lang, "offices-paused", date = date(lang, until))) }
        }
        @for office in &view.offices { (office_part(shell, view, office)) }
        (moderators_part(lang, &view.moderators))
        (drawn_part(shell, &view.drawn))
        section class="sec" {
            h2 { (t!(lang, "offices-operators")) }
            p { (t!(lang, "offices-operators-may")) }
        }
        (reports_part(shell, &view.reports))
        @if let Some(office) = view.own_office { (write_part(lang, office, &view.written)) }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "offices-title"), Place::Commons, body)
        .canonical(paths::OFFICES)
        .script("js/sign.js")
}

fn office_part(shell: &Shell, view: &OfficesView, office: &OfficePart) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id=(office.word) {
            h2 { (t!(lang, &format!("office-{}", office.word))) }
            p { (t!(lang, &format!("office-{}-may", office.word))) }
            @if let (Some(mandate), "team") = (&view.mandate, office.word) { (mandate_part(shell, mandate)) }
            @if let (Some(by), "guardian") = (view.pause_permitted_by, office.word) {
                p { (t!(lang, "offices-pause-permitted")) " " a class="link" href=(links::decision(by.into())) { (t!(lang, "offices-by", number = by)) } }
            }
            @if office.seats.is_empty() {
                p class="small quiet" { (t!(lang, "offices-nobody")) }
            } @else {
                ul class="rows holders" { @for seat in &office.seats { li { (seat_line(lang, office, seat)) } } }
                p class="small" { a class="link tap" href={ (paths::PROPOSE) "/recall" } { (t!(lang, "offices-recall")) } }
            }
        }
    }
}

fn seat_line(lang: Lang, office: &OfficePart, seat: &SeatLine) -> Markup {
    html! {
        div {
            (name(&seat.face)) " "
            small {
                (t!(lang, "offices-term", since = date(lang, seat.since_ms), until = date(lang, seat.until_ms))) " "
                @match seat.by {
                    GivenBy::Proposal(id) => a class="link" href=(links::decision(id.0.into())) { (t!(lang, "offices-by", number = id.0)) },
                    GivenBy::Election(id) => a class="link" href=(links::election(id.0.into())) { (t!(lang, "offices-by-election", number = id.0)) },
                }
            }
        }
        @if seat.is_you {
            form method="post" action="/commons/offices/resign" data-sign="resign" {
                input type="hidden" name="office" value=(office.word);
                button class="btn plain" { (t!(lang, "offices-resign")) }
            }
        }
    }
}

/// What the team is to do, what it may cost, and what it may do without the members' trust.
fn mandate_part(shell: &Shell, it: &MandateView) -> Markup {
    let lang = shell.lang;
    html! {
        @if let Some(since) = it.caretaker_since_ms {
            div class="alarm caretaker" role="note" {
                b { (t!(lang, "mandate-caretaker")) }
                p {
                    @if it.recalled_ms == Some(since) { (t!(lang, "mandate-caretaker-recall", date = date(lang, since))) }
                    @else { (t!(lang, "mandate-caretaker-lapsed", date = date(lang, since))) }
                    " " (t!(lang, "mandate-caretaker-may"))
                }
                a class="link tap" href={ (paths::PROPOSE) "/mandate" } { (t!(lang, "mandate-propose")) }
            }
        } @else if it.renewal_asked_ms.is_some() {
            p class="hintbox" {
                (t!(lang, "mandate-renewal", until = deadline(lang, it.until_ms, shell.now_ms))) " "
                a class="link" href={ (paths::PROPOSE) "/mandate" } { (t!(lang, "mandate-propose")) }
            }
        }
        h3 class="after" { (t!(lang, "mandate-title")) }
        p { a class="link" href=(links::decision(it.decision.into())) { (it.title) } }
        @if let Some(text) = &it.text { div class="prose" { (text) } }
        @if it.is_over {
            p { (t!(lang, "mandate-over", date = date(lang, it.until_ms), amount = euro(lang, it.budget), nothing = date(lang, it.nothing_from_ms))) }
        } @else {
            p { (t!(lang, "offices-mandate", amount = euro(lang, it.per_round), date = date(lang, it.until_ms))) }
            p class="small quiet" { (t!(lang, "mandate-after", since = date(lang, it.since_ms), nothing = date(lang, it.nothing_from_ms))) }
        }
    }
}

fn moderators_part(lang: Lang, it: &ModeratorsView) -> Markup {
    html! {
        section class="sec" id="moderators" {
            h2 { (t!(lang, "offices-moderators")) }
            p { (t!(lang, "offices-moderators-may")) }
            (names(lang, &it.faces))
            p class="small quiet" {
                (t!(lang, "offices-moderators-since", date = date(lang, it.since_ms))) " "
                @if it.by == 0 { (t!(lang, "offices-by-founding")) } @else {
                    a class="link" href=(links::decision(it.by.into())) { (t!(lang, "offices-by", number = it.by)) }
                }
            }
            p class="small" { a class="link tap" href={ (paths::PROPOSE) "/moderation/moderators" } { (t!(lang, "offices-moderators-change")) } }
        }
    }
}

/// Those who are drawn have a power for days; nobody can be named or sent from it.
fn drawn_part(shell: &Shell, it: &Drawn) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="drawn" {
            h2 { (t!(lang, "offices-drawn")) }
            p { (t!(lang, "offices-drawn-may")) }
            @if it.panels.is_empty() { p class="small quiet" { (t!(lang, "offices-drawn-none")) } } @else {
                ul class="next" {
                    @for (number, until) in &it.panels {
                        li { a class="link" href=(links::decision((*number).into())) { (t!(lang, "offices-drawn-panel", number = *number, until = deadline(lang, *until, shell.now_ms))) } }
                    }
                }
            }
        }
    }
}

fn name(face: &Face) -> Markup {
    html! {
        @if face.handle.is_empty() { bdi { (face.name) } } @else {
            a class="link" href=(links::profile(&face.handle)) { bdi { (face.name) } }
        }
    }
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
