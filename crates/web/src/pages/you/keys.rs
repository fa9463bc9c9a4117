//! Keys and devices: what may sign in my name, and where I am signed in.

use maud::{Markup, html};

use super::{Tabbed, paths, you_tabs};
use crate::components::form::{Field, field};
use crate::components::furniture::{Tone, submit};
use crate::components::icon::{Icon, icon, icon_small};
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::t;
use crate::text::moment::{ago, date, deadline, span};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct KeysView {
    /// Keys that may sign everything.
    pub keys: Vec<KeyLine>,
    /// Browsers that may cast ballots.
    pub sessions: Vec<SessionKeyLine>,
    /// Where I am signed in.
    pub visits: Vec<VisitLine>,
    /// Keys one may hold.
    pub keys_max: u64,
    /// How long a new key waits, in milliseconds.
    pub delay_ms: u64,
    /// Who signs.
    pub signer: Signer,
}

/// One key.
#[derive(Clone, Debug)]
pub struct KeyLine {
    /// Its number.
    pub number: u32,
    /// What I call it; may be empty.
    pub name: String,
    /// A passkey, or a key of the command line.
    pub is_passkey: bool,
    /// From when it is in force, in milliseconds.
    pub in_force_ms: u64,
}

/// One browser that may cast ballots.
#[derive(Clone, Debug)]
pub struct SessionKeyLine {
    /// Its number among my keys.
    pub number: u32,
    /// Until when, in milliseconds.
    pub until_ms: u64,
}

/// One place where I am signed in.
#[derive(Clone, Debug)]
pub struct VisitLine {
    /// What the browser calls itself, if that may be kept.
    pub browser: Option<String>,
    /// When it was last seen, in milliseconds.
    pub seen_ms: u64,
    /// Whether it is this one.
    pub is_this: bool,
}

/// Returns the page.
pub fn keys(shell: &Shell, view: &KeysView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (you_tabs(lang, Tabbed::Keys))
        div class="tabbed-head" { h1 { (t!(lang, "keys-title")) } p class="ask" { (t!(lang, "keys-ask")) } }
        section class="sec first" {
            h2 { (t!(lang, "keys-yours", count = view.keys.len())) }
            p { (t!(lang, "keys-sentence", max = view.keys_max)) }
            ul class="keys" { @for key in &view.keys { li { (key_line(shell, key, view.keys.len() > 1)) } } }
            @if view.keys.len() == 1 { p class="hintbox" { (t!(lang, "keys-only-one")) } }
        }
        (add_part(shell, view))
        (ballots_part(shell, view))
        (visits_part(shell, view))
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "keys-title"), Place::You, body)
        .script("js/entry.js")
        .script("js/sign.js")
}

fn key_line(shell: &Shell, key: &KeyLine, may_remove: bool) -> Markup {
    let lang = shell.lang;
    let name = if key.name.is_empty() {
        t!(lang, "key-unnamed").into_owned()
    } else {
        key.name.clone()
    };
    let field_id = format!("key-name-{}", key.number);
    html! {
        (icon(if key.is_passkey { Icon::Key } else { Icon::Pen }))
        div class="who" {
            b { (name) }
            small { @if key.is_passkey { (t!(lang, "key-passkey")) } @else { (t!(lang, "key-command-line")) } " · " (t!(lang, "key-number", number = key.number)) }
            @if key.in_force_ms > shell.now_ms { p class="waits" { (t!(lang, "key-waits", at = deadline(lang, key.in_force_ms, shell.now_ms))) } }
            @else { p { (t!(lang, "key-since", date = date(lang, key.in_force_ms))) } }
            details {
                summary { (t!(lang, "key-change")) span class="vh" { ": " (name) } }
                // A name is kept with the passkey that a device holds; the command line has a file for it.
                @if key.is_passkey {
                    form class="say-form" method="post" action="/you/keys/name" {
                        input type="hidden" name="key" value=(key.number);
                        div class="field" { label for=(field_id) { (t!(lang, "key-name")) } input class="input" id=(field_id) name="name" maxlength="60" value=(key.name); }
                        button class="btn" { (t!(lang, "key-name-save")) }
                    }
                }
                @if may_remove {
                    form method="post" action="/you/keys/remove" data-sign="remove-key" {
                        input type="hidden" name="key" value=(key.number);
                        button class="btn plain danger" { (icon_small(Icon::Bin)) (t!(lang, "key-remove")) }
                    }
                }
            }
        }
    }
}

fn add_part(shell: &Shell, view: &KeysView) -> Markup {
    let lang = shell.lang;
    let (label, hint) = (t!(lang, "key-name"), t!(lang, "keys-add-hint"));
    let (public, public_hint) = (t!(lang, "keys-public"), t!(lang, "keys-public-hint"));
    html! {
        section class="sec" id="add" {
            h2 { (t!(lang, "keys-add")) }
            p { (t!(lang, "keys-add-sentence", length = span(lang, view.delay_ms))) }
            form class="form" method="post" action="/you/keys/add" data-entry="add-key" {
                (field(&Field { hint: &hint, required: true, length_max: Some(60), ..Field::text("key_name", &label) }))
                div { button class="btn primary" type="submit" { (icon_small(Icon::Key)) (t!(lang, "keys-add-act")) } }
                p class="flash-error" role="alert" data-error="" hidden {}
            }
            details {
                summary { (t!(lang, "keys-command-line")) }
                p class="small" { (t!(lang, "keys-command-line-text")) }
                pre class="command" { code { "meent key new my.key" } }
                form class="form after" method="post" action="/you/keys/add" data-entry="add-key" {
                    (field(&Field { hint: &public_hint, required: true, length_max: Some(64), ..Field::text("public_key", &public) }))
                    div { button class="btn" type="submit" { (icon_small(Icon::Key)) (t!(lang, "keys-command-line-act")) } }
                    p class="flash-error" role="alert" data-error="" hidden {}
                }
            }
        }
    }
}

fn ballots_part(shell: &Shell, view: &KeysView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="ballots" {
            h2 { (t!(lang, "keys-ballots")) }
            p { (t!(lang, "keys-ballots-sentence")) }
            @if view.sessions.is_empty() { p class="quiet" { (t!(lang, "keys-ballots-none")) } }
            @else {
                ul class="rows" { @for session in &view.sessions { li { span { (t!(lang, "key-number", number = session.number)) } span class="amt" { (t!(lang, "keys-ballots-until", date = date(lang, session.until_ms))) } } } }
                form class="after" method="post" action="/you/keys/revoke" data-sign="revoke-sessions" { (submit(&t!(lang, "keys-ballots-revoke"), Tone::Normal)) }
            }
        }
    }
}

fn visits_part(shell: &Shell, view: &KeysView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="signed-in" {
            h2 { (t!(lang, "keys-visits", count = view.visits.len())) }
            ul class="rows" {
                @for visit in &view.visits {
                    li {
                        span { @match &visit.browser { Some(words) => (words), None => (t!(lang, "keys-some-browser")) } @if visit.is_this { small { (t!(lang, "keys-this-browser")) } } }
                        span class="amt quiet" { (ago(lang, visit.seen_ms, shell.now_ms)) }
                    }
                }
            }
            form class="after" method="post" action=(format!("{}/sign-out-everywhere", paths::KEYS)) { (submit(&t!(lang, "keys-sign-out-everywhere"), Tone::Normal)) }
        }
    }
}
