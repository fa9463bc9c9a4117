//! Who says that they know the reader, and whether the reader knows them, too (ADR-0023).

use ledger::trust::VouchAnswer;
use maud::{Markup, html};

use super::paths;
use crate::components::person::{Face, FaceSize, face};
use crate::text::Lang;
use crate::{links, t};

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
