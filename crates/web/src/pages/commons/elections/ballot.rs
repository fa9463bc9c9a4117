//! One's own ballot: every candidate has buttons, and goes where they say. No dragging, no pointer
//! needed; `js/rank.js` moves what is drawn here.

use maud::{Markup, html};

use super::{Candidate, ElectionPage, turnout, who, words};
use crate::layout::Shell;
use crate::{links, t};

/// The ballot of somebody who may vote now.
pub(super) fn ballot(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let ranked = &view.you.ranking;
    let find = |member| view.candidates.iter().find(|it| it.member == member);
    let on_it = ranked.iter().filter_map(|member| find(*member));
    let rest: Vec<&Candidate> = view
        .candidates
        .iter()
        .filter(|it| !ranked.contains(&it.member) && !it.is_withdrawn)
        .collect();
    let said = serde_json::json!({
        "on": t!(lang, "ballot-said-on", name = "{name}", place = "{place}"),
        "off": t!(lang, "ballot-said-off", name = "{name}"),
    });
    html! {
        section class="sec" {
            h2 { (t!(lang, "ballot-title")) }
            p { (t!(lang, "ballot-how")) }
            @if !ranked.is_empty() { p class="small" { (t!(lang, "ballot-cast")) } }
            (turnout(lang, view))
            template id="rank-words" data-words=(said.to_string()) {}
            form class="rank" method="post" action={ (links::election(view.number.into())) "/rank" } data-sign="rank" data-rank="" {
                input type="hidden" name="election" value=(view.number);
                h3 id="ballot-on" { (t!(lang, "ballot-on")) }
                p class="small quiet" data-none="" hidden[!ranked.is_empty()] { (t!(lang, "ballot-none")) }
                ol class="candidates ballot" data-ballot="" aria-labelledby="ballot-on" {
                    @for it in on_it { (line(shell, view, it, Held::Ranked)) }
                }
                p class="vh" role="status" data-said="" {}
                div class="btnrow" { button class="btn primary" { (t!(lang, if ranked.is_empty() { "ballot-act" } else { "ballot-act-again" })) } }
                h3 id="ballot-rest" { (t!(lang, "ballot-rest")) }
                p class="small quiet" { (t!(lang, "ballot-order")) }
                ul class="candidates rest" data-rest="" aria-labelledby="ballot-rest" {
                    @for it in rest { (line(shell, view, it, Held::Unranked)) }
                }
            }
        }
    }
}

/// Where a candidate stands on the ballot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Ranked,
    Unranked,
}

fn line(shell: &Shell, view: &ElectionPage, it: &Candidate, held: Held) -> Markup {
    let lang = shell.lang;
    let name = it.face.name.as_str();
    let place = view.candidates.iter().position(|c| c.member == it.member);
    let button = |act: &str, key: &str, sign: &str| {
        html! {
            button class="btn small-btn" type="button" data-do=(act) {
                @if !sign.is_empty() { span aria-hidden="true" { (sign) } } (t!(lang, key)) span class="vh" { ": " (name) }
            }
        }
    };
    html! {
        li data-name=(name) data-place=(place.unwrap_or_default()) {
            input type="hidden" name="ranking" value=(it.member.0) disabled[held == Held::Unranked];
            (who(shell, it))
            div class="ranks" {
                span class="on-ballot" { (button("up", "ballot-up", "↑ ")) (button("down", "ballot-down", "↓ ")) (button("off", "ballot-off", "")) }
                span class="off-ballot" { (button("on", "ballot-add", "")) }
            }
            (words(lang, it))
        }
    }
}
