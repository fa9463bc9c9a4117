//! Ways in: signing in, and joining by an invitation link.

use maud::{Markup, html};

use crate::components::furniture::{Tone, link_button};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::{Forbidden, forbidden};
use crate::layout::{Page, Place, Shell};
use crate::pages::founding::person_fields;
use crate::pages::signing::{self, Signer};
use crate::text::moment::date_near;
use crate::{links, t};

/// Returns the page to sign in.
pub fn sign_in(shell: &Shell, back: &str, is_open: bool) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="narrow entry" {
            h1 { (t!(lang, "sign-in-title", place = shell.network.name.as_str())) }
            p class="lead quiet" { (t!(lang, "sign-in-ask")) }
            form class="form" method="post" action=(links::SIGN_IN) data-entry="sign-in" data-return=(links::own_path(back)) {
                p class="flash-error" role="alert" data-error="" hidden {}
                button class="btn primary wide pk" type="submit" { (icon_small(Icon::Key)) (t!(lang, "sign-in-act")) }
                noscript { p class="flash-error" { (t!(lang, "entry-script")) } }
            }
            (passkey_note(shell))
            section class="entry-new" {
                h2 { (t!(lang, "sign-in-new")) }
                @if is_open {
                    p { (t!(lang, "sign-in-open")) }
                    div class="btnrow" { (link_button(&t!(lang, "join-act-short"), "/join", Tone::Normal)) }
                } @else { p { (t!(lang, "sign-in-by-invitation")) } }
            }
        }
        (signing::entry_words(lang))
    };
    Page::new(t!(lang, "nav-sign-in"), Place::Elsewhere, body).script("js/entry.js")
}

fn passkey_note(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        details class="entry-note" {
            summary { (t!(lang, "entry-what-passkey")) }
            p class="small" { (t!(lang, "entry-what-passkey-text")) }
            p class="small" { (t!(lang, "entry-lost")) }
        }
    }
}

/// The invitation behind a link.
#[derive(Clone, Debug)]
pub struct JoinView {
    /// Public key of the invitation in base64url; `None` where anyone may join.
    pub invitation: Option<String>,
    /// Who invites.
    pub inviter: Option<Face>,
    /// When the link ends, in milliseconds.
    pub expires_ms: Option<u64>,
    /// Members so far.
    pub members: u64,
    /// Who signs: a newcomer has no number yet.
    pub signer: Signer,
}

/// Returns the page to join.
pub fn join(shell: &Shell, view: &JoinView) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="narrow entry" {
            @if let Some(inviter) = &view.inviter {
                div class="by inviter" { (face(inviter, FaceSize::Medium)) div class="who" { b { bdi { (inviter.name) } } small { (t!(lang, "join-invites")) } } }
            }
            h1 { (t!(lang, "join-title", place = shell.network.name.as_str())) }
            @if !shell.network.sentence.is_empty() { p class="lead" { (shell.network.sentence) } }
            p class="quiet" {
                (t!(lang, "join-ask", count = view.members))
                @if let Some(at) = view.expires_ms { " " (t!(lang, "join-until", date = date_near(lang, at, shell.now_ms))) }
            }
            div class="flash-error" data-secret-missing="" role="alert" hidden { (t!(lang, "join-secret-missing")) }
            form class="form" method="post" action="/join" data-entry="join" data-invitation=[view.invitation.as_deref()] {
                input type="hidden" name="language" value=(lang.tag());
                (person_fields(lang))
                p class="flash-error" role="alert" data-error="" hidden {}
                button class="btn primary wide pk" type="submit" { (icon_small(Icon::Key)) (t!(lang, "join-act")) }
                p class="small quiet" { (t!(lang, "join-agree")) " " a class="link" href="/commons/policies/moderation" { (t!(lang, "join-rules")) } ", " a class="link" href="/commons/policies/data" { (t!(lang, "join-data")) } "." }
                noscript { p class="flash-error" { (t!(lang, "entry-script")) } }
            }
            (passkey_note(shell))
        }
        (signing::sheet(shell, &view.signer))
    };
    let title = t!(lang, "join-title", place = shell.network.name.as_str());
    Page::new(title, Place::Elsewhere, body)
        .description(t!(lang, "join-description"))
        .script("js/entry.js")
}

/// Returns the page for a link that cannot be used any more.
pub fn used(shell: &Shell) -> Page {
    let lang = shell.lang;
    let buttons = [
        link_button(&t!(lang, "used-look"), links::EXPLORE, Tone::Primary),
        link_button(&t!(lang, "nav-sign-in"), links::SIGN_IN, Tone::Normal),
    ];
    let body = html! {
        div class="narrow" {
            (forbidden(&Forbidden { title: &t!(lang, "used-title"), sentence: &t!(lang, "used-sentence"), rule: None, still: &t!(lang, "used-still"), buttons: &buttons, note: "" }))
        }
    };
    Page::new(t!(lang, "used-title"), Place::Elsewhere, body)
}
