//! The way out: what I take with me, what stays, and signing it.

use maud::html;

use super::{Tabbed, paths, you_tabs};
use crate::components::furniture::{Tone, link_button};
use crate::components::icon::{Icon, icon_small};
use crate::layout::{Page, Place, Shell};
use crate::pages::commons::shares;
use crate::pages::signing::{self, Signer};
use crate::{links, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct LeaveView {
    /// Micro-shares that are mine for good, and that are not yet.
    pub shares: (u64, u64),
    /// Posts that go with me.
    pub posts: u64,
    /// Who signs.
    pub signer: Signer,
}

/// Returns the page.
pub fn leave(shell: &Shell, view: &LeaveView) -> Page {
    let lang = shell.lang;
    let (vested, coming) = view.shares;
    let body = html! {
        (you_tabs(lang, Tabbed::Leave))
        div class="tabbed-head" { h1 { (t!(lang, "leave-title", place = shell.network.name.as_str())) } p class="ask" { (t!(lang, "leave-ask")) } }
        section class="sec first" {
            h2 { (t!(lang, "leave-take")) }
            p { (t!(lang, "leave-take-sentence", posts = view.posts)) }
            div class="btnrow" { (link_button(&t!(lang, "privacy-export-act"), paths::EXPORT, Tone::Primary)) }
        }
        section class="sec" {
            h2 { (t!(lang, "leave-then")) }
            ul class="next" {
                li { (t!(lang, "leave-then-name")) }
                li { (t!(lang, "leave-then-posts")) }
                li { (t!(lang, "leave-then-votes")) }
                li { (t!(lang, "leave-then-shares", vested = shares(lang, vested), coming = shares(lang, coming))) }
                li { (t!(lang, "leave-then-record")) }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "leave-sign")) }
            p { (t!(lang, "leave-sign-sentence")) }
            form class="after" method="post" action=(paths::LEAVE) data-sign="leave" data-then="/left" {
                button class="btn danger" { (icon_small(Icon::Key)) (t!(lang, "leave-act", place = shell.network.name.as_str())) }
            }
        }
        (signing::sheet(shell, &view.signer))
    };
    Page::new(t!(lang, "you-tab-leave"), Place::You, body).script("js/sign.js")
}

/// Returns the page after leaving.
pub fn left(shell: &Shell) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head narrow" {
            h1 { (t!(lang, "left-title")) }
            p class="ask" { (t!(lang, "left-ask")) }
            div class="btnrow" { (link_button(&t!(lang, "door-look"), links::EXPLORE, Tone::Normal)) }
        }
    };
    Page::new(t!(lang, "left-title"), Place::Elsewhere, body)
}
