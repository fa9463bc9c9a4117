//! Elections: who stands, one's own ballot, the count as a person can follow it, who is seated.

use ledger::election::ElectionStage;
use ledger::ids::MemberNumber;
use ledger::office::Office;
use maud::{Markup, html};

use super::{Tabbed, commons_tabs, paths};
use crate::components::decision::path_to;
use crate::components::form::{Field, FieldKind, field};
use crate::components::furniture::eyebrow;
use crate::components::icon::{Icon, icon_small};
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::markdown::SafeHtml;
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date, date_near, deadline};
use crate::text::number::count;
use crate::{links, t};

mod account;
mod ballot;

pub use account::Account;
use account::{account, result};
use ballot::ballot;

/// The longest text of somebody who stands, in characters.
const WORDS_MAX: u32 = 2_000;

/// An election in the list.
#[derive(Clone, Debug)]
pub struct ElectionCard {
    /// Its number.
    pub number: u32,
    /// For which office.
    pub office: Office,
    /// Seats to be filled.
    pub seats: u64,
    /// Where it is.
    pub stage: ElectionStage,
    /// How many stand.
    pub standing: u64,
    /// Who took a seat by it.
    pub seated: Vec<Face>,
    /// Whether the reader may vote and has not.
    pub awaits_you: bool,
}

/// Somebody who stands, or stood.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Their number.
    pub member: MemberNumber,
    /// Who they are.
    pub face: Face,
    /// What they say; nothing if it was erased or is not for the reader.
    pub words: Option<SafeHtml>,
    /// A label that moderation put on it.
    pub label: Option<String>,
    /// Where it is reported, by somebody else.
    pub report: Option<String>,
    /// How many support that they stand.
    pub sponsors: u64,
    /// Whether the reader supports it.
    pub is_supported_by_you: bool,
    /// Whether the reader may support it.
    pub may_support: bool,
    /// Whether they have withdrawn.
    pub is_withdrawn: bool,
}

/// What the reader may do here.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Their number, if they are signed in.
    pub member: Option<MemberNumber>,
    /// Whether they stand.
    pub stands: bool,
    /// Whether what they said is still here.
    pub has_words: bool,
    /// Why they cannot stand, in words; nothing if they can.
    pub cannot_stand: Option<String>,
    /// Whether they may vote now.
    pub may_vote: bool,
    /// Their ballot, the best first; empty if they have cast none.
    pub ranking: Vec<MemberNumber>,
    /// Who signs.
    pub signer: Signer,
}

/// Everything that the page of an election shows.
#[derive(Clone, Debug)]
pub struct ElectionPage {
    /// Its number.
    pub number: u32,
    /// For which office.
    pub office: Office,
    /// Seats to be filled.
    pub seats: u64,
    /// Where it is.
    pub stage: ElectionStage,
    /// When it was called.
    pub called_ms: u64,
    /// When its ballots opened.
    pub opened_ms: Option<u64>,
    /// Supporters that a candidate needs.
    pub sponsors_needed: u64,
    /// How many may vote, once ballots are open.
    pub electorate: Option<u64>,
    /// How many have voted, while ballots are open.
    pub ballots: u64,
    /// Who stands: while ballots are open in the reader's own order, else by number.
    pub candidates: Vec<Candidate>,
    /// What the reader may do.
    pub you: You,
    /// The count.
    pub account: Option<Account>,
}

/// Returns the page of all elections.
pub fn elections(shell: &Shell, listed: &[ElectionCard]) -> Page {
    let lang = shell.lang;
    let groups = [
        ("elections-open", is_open as fn(&ElectionCard) -> bool),
        ("elections-nominating", is_nominating),
        ("elections-over", is_over),
    ];
    let body = html! {
        (commons_tabs(lang, Tabbed::People))
        div class="tabbed-head" {
            h1 { (t!(lang, "elections-title")) }
            p class="ask" { (t!(lang, "elections-ask")) }
        }
        @if listed.is_empty() {
            div class="after" { (empty(&t!(lang, "elections-empty-title"), &t!(lang, "elections-empty"), &[])) }
        }
        @for (key, belongs) in groups {
            @let group: Vec<_> = listed.iter().filter(|it| belongs(it)).collect();
            @if !group.is_empty() {
                section class="sec" {
                    h2 { (t!(lang, key)) }
                    ul class="decisions" { @for it in group { li { (card(shell, it)) } } }
                }
            }
        }
        p class="after small" { a class="link tap" href=(paths::OFFICES) { (t!(lang, "elections-offices")) } }
    };
    Page::new(t!(lang, "elections-title"), Place::Commons, body).canonical(paths::ELECTIONS)
}

fn is_open(it: &ElectionCard) -> bool {
    matches!(it.stage, ElectionStage::Voting { .. })
}

fn is_nominating(it: &ElectionCard) -> bool {
    matches!(it.stage, ElectionStage::Nominating { .. })
}

fn is_over(it: &ElectionCard) -> bool {
    !is_open(it) && !is_nominating(it)
}

/// Draws an election in a list.
pub fn card(shell: &Shell, it: &ElectionCard) -> Markup {
    let lang = shell.lang;
    html! {
        article class="decision-card" {
            p class="k" { span { (t!(lang, "election-number", number = it.number)) } span { (until(shell, it.stage)) } }
            h3 { a class="t" href=(links::election(it.number.into())) { (title(lang, it.office)) } }
            p class="k" {
                span { (t!(lang, "election-seats", count = it.seats)) ", " (t!(lang, "election-standing", count = it.standing)) }
                @if it.awaits_you { span class="waits" { (t!(lang, "election-awaits-you")) } }
            }
            @if !it.seated.is_empty() {
                p class="small" { (t!(lang, "election-seated")) " " (names(&it.seated)) }
            }
        }
    }
}

fn names(faces: &[Face]) -> Markup {
    html! {
        @for (at, face) in faces.iter().enumerate() {
            @if at > 0 { ", " }
            bdi { (face.name) }
        }
    }
}

/// What an office is asked for as.
pub fn title(lang: Lang, office: Office) -> String {
    t!(lang, &format!("election-title-{}", office.word())).into_owned()
}

fn until(shell: &Shell, stage: ElectionStage) -> String {
    let lang = shell.lang;
    let near = |at_ms| deadline(lang, at_ms, shell.now_ms);
    match stage {
        ElectionStage::Nominating { closes_ms } => {
            t!(lang, "election-stand-until", until = near(closes_ms)).into_owned()
        }
        ElectionStage::Voting { closes_ms, .. } => {
            t!(lang, "election-vote-until", until = near(closes_ms)).into_owned()
        }
        ElectionStage::Taking { takes_ms } => {
            t!(lang, "election-takes", at = near(takes_ms)).into_owned()
        }
        ElectionStage::Taken { since_ms } => t!(
            lang,
            "election-taken",
            date = date_near(lang, since_ms, shell.now_ms)
        )
        .into_owned(),
        ElectionStage::Void => t!(lang, "election-void").into_owned(),
    }
}

/// Returns the page of one election.
pub fn election(shell: &Shell, view: &ElectionPage) -> Page {
    let lang = shell.lang;
    let title = title(lang, view.office);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "elections-title"), &t!(lang, "election-number", number = view.number)]))
            h1 { (title) }
            p class="ask" { (ask(shell, view)) }
        }
        (way(shell, view))
        @match view.stage {
            ElectionStage::Nominating { .. } => { (standing_part(shell, view)) (stand_part(shell, view)) }
            ElectionStage::Voting { .. } => {
                @if view.you.may_vote { (ballot(shell, view)) } @else { (closed_to_you(shell, view)) (standing_part(shell, view)) }
                (withdraw_part(shell, view))
            }
            ElectionStage::Taking { .. } | ElectionStage::Taken { .. } => {
                (result(shell, view)) (withdraw_part(shell, view)) (account(shell, view)) (standing_part(shell, view))
            }
            ElectionStage::Void => { (account(shell, view)) (standing_part(shell, view)) }
        }
        p class="after small" { a class="link tap" href=(paths::ELECTIONS) { (t!(lang, "elections-all")) } }
        (signing::sheet(shell, &view.you.signer))
    };
    Page::new(title, Place::Commons, body)
        .canonical(links::election(view.number.into()))
        .script("js/sign.js")
        .script("js/rank.js")
}

fn ask(shell: &Shell, view: &ElectionPage) -> String {
    let lang = shell.lang;
    let (seats, needed) = (view.seats, view.sponsors_needed);
    match view.stage {
        ElectionStage::Nominating { closes_ms } => t!(
            lang,
            "election-ask-nominating",
            seats = seats,
            needed = needed,
            until = deadline(lang, closes_ms, shell.now_ms)
        ),
        ElectionStage::Voting { closes_ms, .. } => t!(
            lang,
            "election-ask-voting",
            seats = seats,
            until = deadline(lang, closes_ms, shell.now_ms)
        ),
        ElectionStage::Taking { takes_ms } => t!(
            lang,
            "election-ask-taking",
            at = deadline(lang, takes_ms, shell.now_ms)
        ),
        ElectionStage::Taken { since_ms } => {
            t!(lang, "election-ask-taken", date = date(lang, since_ms))
        }
        ElectionStage::Void => t!(lang, "election-ask-void"),
    }
    .into_owned()
}

/// Where the election is, step by step.
fn way(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let near = |at_ms| date_near(lang, at_ms, shell.now_ms);
    let opened = view.opened_ms.map(near).unwrap_or_default();
    let (place, close, seats) = match view.stage {
        ElectionStage::Nominating { closes_ms } => (0, near(closes_ms), String::new()),
        ElectionStage::Voting { closes_ms, .. } => (1, near(closes_ms), String::new()),
        ElectionStage::Taking { takes_ms } => (2, String::new(), near(takes_ms)),
        ElectionStage::Taken { since_ms } => (4, String::new(), near(since_ms)),
        ElectionStage::Void => return html! {},
    };
    let called = near(view.called_ms);
    let whens = match place {
        0 => [called, close, String::new(), seats],
        1 => [called, opened, close, seats],
        _ => [called, opened, String::new(), seats],
    };
    let names = ["nominations", "ballots", "count", "office"]
        .map(|it| t!(lang, &format!("election-step-{it}")));
    path_to(&t!(lang, "election-way"), &names, &whens, place)
}

/// Those who stand, each with their words.
fn standing_part(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let is_over = view.account.is_some();
    html! {
        section class="sec" {
            h2 { (t!(lang, if is_over { "election-stood" } else { "election-who-stands" })) }
            @if view.candidates.is_empty() {
                p class="quiet" { (t!(lang, "election-nobody-stands")) }
            } @else {
                ul class="candidates" {
                    @for it in &view.candidates {
                        li id={ "c-" (it.member.0) } {
                            (who(shell, it))
                            (words(lang, it))
                            @if let ElectionStage::Nominating { .. } = view.stage { (support(shell, view, it)) }
                        }
                    }
                }
            }
        }
    }
}

/// The name of somebody who stands, with their face.
fn who(shell: &Shell, it: &Candidate) -> Markup {
    let lang = shell.lang;
    html! {
        div class="candidate" {
            (face(&it.face, FaceSize::Medium))
            @if it.face.handle.is_empty() { b { bdi { (it.face.name) } } } @else {
                a class="tap" href=(links::profile(&it.face.handle)) { b { bdi { (it.face.name) } } }
            }
            @if it.is_withdrawn { span class="small quiet" { (t!(lang, "election-withdrew")) } }
        }
    }
}

/// What they say.
fn words(lang: Lang, it: &Candidate) -> Markup {
    html! {
        @match &it.words {
            Some(words) => {
                @if let Some(label) = &it.label { p class="rule-label" { (icon_small(Icon::Scales)) (label) } }
                div class="prose said" { (words) }
                @if let Some(href) = &it.report { p class="small quiet" { a class="link tap" href=(href) rel="nofollow" { (t!(lang, "words-report")) span class="vh" { ": " (it.face.name) } } } }
            }
            None => p class="small quiet" { (t!(lang, "election-no-words")) },
        }
    }
}

fn support(shell: &Shell, view: &ElectionPage, it: &Candidate) -> Markup {
    let lang = shell.lang;
    html! {
        p class="small quiet" { (t!(lang, "election-sponsors", count = it.sponsors, needed = view.sponsors_needed)) }
        @if it.is_supported_by_you {
            p class="small" { (t!(lang, "election-you-support")) }
        } @else if it.may_support {
            form method="post" action={ (links::election(view.number.into())) "/sponsor" } data-sign="sponsor-nomination" {
                input type="hidden" name="election" value=(view.number);
                input type="hidden" name="nominee" value=(it.member.0);
                button class="btn" { (t!(lang, "election-support", name = it.face.name.as_str())) }
            }
        }
    }
}

/// Standing oneself, or no more.
fn stand_part(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let label = t!(lang, "election-words");
    let hint = t!(lang, "election-words-hint");
    html! {
        @if view.you.member.is_none() {
            p class="after quiet" { a class="link" href=(links::sign_in_then(&links::election(view.number.into()))) { (t!(lang, "election-sign-in")) } }
        } @else if view.you.stands {
            (withdraw_part(shell, view))
        } @else if let Some(why) = &view.you.cannot_stand {
            section class="sec" { h2 { (t!(lang, "election-stand")) } p class="quiet" { (why) } }
        } @else {
            section class="sec" {
                h2 { (t!(lang, "election-stand")) }
                p { (t!(lang, "election-stand-text", count = view.sponsors_needed)) }
                form class="form" method="post" action={ (links::election(view.number.into())) "/stand" } data-sign="nominate" {
                    input type="hidden" name="election" value=(view.number);
                    (field(&Field { hint: &hint, kind: FieldKind::Lines(6), required: true, length_max: Some(WORDS_MAX), ..Field::text("text", &label) }))
                    div class="btnrow" { button class="btn primary" { (t!(lang, "election-stand-act")) } }
                }
            }
        }
    }
}

fn withdraw_part(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let action = links::election(view.number.into());
    html! {
        @if view.you.stands {
            section class="sec" {
                h2 { (t!(lang, "election-you-stand")) }
                p { (t!(lang, "election-you-stand-text")) }
                div class="btnrow" {
                    form method="post" action={ (action) "/withdraw" } data-sign="withdraw-nomination" {
                        input type="hidden" name="election" value=(view.number);
                        button class="btn" { (t!(lang, "election-withdraw")) }
                    }
                    @if view.you.has_words {
                        form method="post" action={ (action) "/forget" } {
                            button class="btn plain" { (t!(lang, "election-forget")) }
                        }
                    }
                }
            }
        }
    }
}

fn closed_to_you(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    html! {
        p class="after quiet" {
            @if view.you.member.is_some() { (t!(lang, "election-not-you")) }
            @else { a class="link" href=(links::sign_in_then(&links::election(view.number.into()))) { (t!(lang, "election-sign-in-vote")) } }
        }
        (turnout(lang, view))
    }
}

/// How many have voted so far.
fn turnout(lang: Lang, view: &ElectionPage) -> Markup {
    html! {
        @if let Some(electorate) = view.electorate {
            p class="small quiet" { (t!(lang, "election-turnout", ballots = view.ballots, electorate = count(lang, electorate))) }
        }
    }
}
