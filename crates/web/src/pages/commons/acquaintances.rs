//! Who says that they know the reader, and whether the reader knows them, too (ADR-0023).

use ledger::State;
use ledger::ids::MemberNumber;
use ledger::trust::VouchAnswer;
use maud::{Markup, html};

use super::paths;
use crate::components::person::{Face, FaceSize, face};
use crate::layout::Shell;
use crate::text::Lang;
use crate::text::moment::date;
use crate::{links, t};

/// How trust reaches the reader.
#[derive(Clone, Copy, Debug)]
pub struct TrustFacts {
    /// Whether the charter asks for a trust cut at all.
    pub has_cut: bool,
    /// Whether there has been one.
    pub is_drawn: bool,
    /// Whether two verified members met them, or they were there at the beginning.
    pub is_verified: bool,
    /// How many said so, of the two that are needed.
    pub met: usize,
    /// Until when being below the cut costs them nothing, in milliseconds; nothing if they are above.
    pub until_ms: Option<u64>,
    /// Whether that time is over.
    pub is_below: bool,
    /// New vouches that they still need.
    pub vouches_missing: usize,
}

impl TrustFacts {
    /// Reads what the record says of `member`.
    pub fn of(state: &State, member: MemberNumber) -> Self {
        let book = &state.trust;
        let notice = book.notices.get(&member);
        let found = state.find_member(member);
        Self {
            has_cut: state.has_trust_cut(),
            is_drawn: book.ranking().is_some(),
            is_verified: state.is_verified(member),
            met: book.met_by(member).len(),
            until_ms: notice.map(|it| it.until_ms),
            is_below: found.is_some_and(|it| it.is_below_cut),
            vouches_missing: usize::from(state.charter.trust_vouches)
                .saturating_sub(notice.map_or(0, |it| it.vouchers.len())),
        }
    }
}

/// How trust reaches the reader, and what they can do where it does not; nothing where there is no cut.
pub fn trust_part(shell: &Shell, facts: &TrustFacts) -> Markup {
    let lang = shell.lang;
    if !facts.has_cut {
        return html! {};
    }
    let sentence = match (facts.until_ms, facts.is_verified) {
        (Some(_), _) if facts.is_below => t!(lang, "trust-below"),
        (Some(until_ms), _) => t!(lang, "trust-notice", date = date(lang, until_ms)),
        (None, true) => t!(lang, "trust-verified"),
        (None, false) if facts.is_drawn => t!(lang, "trust-above"),
        (None, false) => t!(lang, "trust-not-yet"),
    };
    html! {
        section class="sec" id="trust" {
            h2 { (t!(lang, "trust-title")) }
            p { (sentence) }
            @if facts.until_ms.is_some() {
                p { (t!(lang, "trust-what-to-do")) }
                ul class="next" {
                    li { (t!(lang, "trust-by-vouches", count = facts.vouches_missing)) }
                    li { (t!(lang, "trust-by-meeting", met = facts.met)) }
                }
            }
            p class="small quiet after" { (t!(lang, "trust-why")) }
        }
    }
}

/// The form by which a verified member says that they met somebody.
pub fn attest_form(lang: Lang, number: u32, name: &str) -> Markup {
    html! {
        form method="post" action=(paths::PEOPLE) data-sign="attest-person" {
            input type="hidden" name="person" value=(number);
            div class="btnrow" {
                button class="btn plain" name="way" value="in-person" { (t!(lang, "trust-met")) span class="vh" { ": " (name) } }
                button class="btn plain" name="way" value="live" { (t!(lang, "trust-saw")) span class="vh" { ": " (name) } }
            }
        }
    }
}

/// Somebody who vouches for the reader.
#[derive(Clone, Debug)]
pub struct Voucher {
    /// Who.
    pub face: Face,
    /// Member number.
    pub number: u32,
    /// What the reader said of it, if anything.
    pub answer: Option<VouchAnswer>,
}

/// Everybody who vouches for the reader; those who wait for an answer come first.
pub fn vouchers(lang: Lang, vouchers: &[Voucher]) -> Markup {
    if vouchers.is_empty() {
        return html! {};
    }
    let (open, said): (Vec<_>, Vec<_>) = vouchers.iter().partition(|it| it.answer.is_none());
    html! {
        section class="sec" id="vouched-by" {
            h2 { (t!(lang, "vouched-by-title")) }
            p { (t!(lang, "vouched-by-sentence")) }
            ul class="people" { @for it in open.into_iter().chain(said) { li class="asks" { (line(lang, it)) } } }
        }
    }
}

fn line(lang: Lang, it: &Voucher) -> Markup {
    html! {
        (face(&it.face, FaceSize::Medium))
        div class="who" {
            a href=(links::profile(&it.face.handle)) { b { bdi { (it.face.name) } } small { "@" (it.face.handle) } }
            @match it.answer {
                None => {}
                Some(VouchAnswer::Accepted) => { p { (t!(lang, "vouched-by-accepted")) } }
                Some(VouchAnswer::Refused) => { p { (t!(lang, "vouched-by-refused")) } }
            }
        }
        form method="post" action=(paths::PEOPLE) data-sign="answer-vouch" {
            input type="hidden" name="person" value=(it.number);
            div class="btnrow" {
                @if it.answer.is_none() {
                    button class="btn" name="answer" value="accepted" { (t!(lang, "vouched-by-accept")) (whom(it)) }
                    button class="btn plain" name="answer" value="refused" { (t!(lang, "vouched-by-refuse")) (whom(it)) }
                }
                @else if it.answer == Some(VouchAnswer::Accepted) {
                    button class="btn plain" name="answer" value="refused" { (t!(lang, "vouched-by-change")) (whom(it)) }
                }
                @else {
                    button class="btn plain" name="answer" value="accepted" { (t!(lang, "vouched-by-accept")) (whom(it)) }
                }
            }
        }
    }
}

/// The name, for whoever hears the button without the line it stands in.
fn whom(it: &Voucher) -> Markup {
    html! { span class="vh" { ": " (it.face.name) } }
}
