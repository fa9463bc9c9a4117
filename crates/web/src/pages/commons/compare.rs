//! Blind review: two works beside each other, and which one is the better.

use maud::{Markup, html};

use super::jury::Item;
use super::paths;
use crate::components::furniture::{Tone, eyebrow, link_button, submit};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::t;
use crate::text::Lang;
use crate::text::moment::deadline;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct CompareView {
    /// The pair; nothing if none was drawn.
    pub pair: Option<PairItems>,
    /// Whether one can be drawn.
    pub may_draw: bool,
    /// Pairs answered in this round, and pairs of a round.
    pub done: (u32, u32),
    /// When the round closes, in milliseconds.
    pub closes_ms: u64,
}

/// Two works without their makers.
#[derive(Clone, Debug)]
pub struct PairItems {
    /// Which pair of the round.
    pub place: u32,
    /// The works.
    pub items: [Item; 2],
}

/// Returns the page.
pub fn show(shell: &Shell, view: &CompareView) -> Page {
    let lang = shell.lang;
    let (done, all) = view.done;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "compare-eyebrow"), &t!(lang, "compare-done", done = done, all = all)]))
            h1 { (t!(lang, "compare-title")) }
            p class="ask" { (t!(lang, "compare-ask")) }
        }
        @match &view.pair {
            Some(pair) => (choice(lang, pair)),
            None if view.may_draw => (beginning(lang)),
            None if done >= all => (empty(&t!(lang, "compare-all-title"), &t!(lang, "compare-all", when = deadline(lang, view.closes_ms, shell.now_ms)), &[link_button(&t!(lang, "claim-back"), paths::WORK, Tone::Normal)])),
            None => (empty(&t!(lang, "compare-none-title"), &t!(lang, "compare-none"), &[link_button(&t!(lang, "claim-back"), paths::WORK, Tone::Normal)])),
        }
        p class="small quiet after" { (t!(lang, "compare-pay")) }
    };
    Page::new(t!(lang, "compare-title"), Place::Commons, body).script("js/compare.js")
}

/// What draws the first pair: looking at the page does not.
fn beginning(lang: Lang) -> Markup {
    html! {
        form class="after" method="post" action=(paths::COMPARE) {
            (submit(&t!(lang, "compare-begin"), Tone::Primary))
        }
    }
}

fn choice(lang: Lang, pair: &PairItems) -> Markup {
    let [first, second] = &pair.items;
    html! {
        form class="compare" method="post" action=(paths::COMPARE) data-compare="" {
            input type="hidden" name="place" value=(pair.place);
            (side(lang, first, "first"))
            (side(lang, second, "second"))
            div class="btnrow compare-neither" {
                button class="btn" type="submit" name="answer" value="neither" { (t!(lang, "compare-neither")) }
            }
            p class="small quiet compare-keys" { (t!(lang, "compare-keys")) }
        }
    }
}

fn side(lang: Lang, item: &Item, word: &str) -> Markup {
    html! {
        section class="compare-side" {
            h2 class="vh" { (t!(lang, &format!("compare-{word}"))) }
            figure class="hearing-work" {
                @for (src, width, height, alt) in item.pictures.iter().take(4) { img src=(src) width=(width) height=(height) alt=(alt); }
                figcaption { @if !item.title.is_empty() { b { (item.title) } } @if !item.words.is_empty() { p class="as-typed" { (item.words) } } }
            }
            button class="btn primary" type="submit" name="answer" value=(word) { (t!(lang, "compare-pick")) span class="vh" { ": " (t!(lang, &format!("compare-{word}"))) } }
        }
    }
}
