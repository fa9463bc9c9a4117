//! What a proposal would do, in sentences, and what nobody can know.

use maud::{Markup, html};

use crate::t;
use crate::text::Lang;

/// What was found, in words.
#[derive(Clone, Debug, Default)]
pub struct SimulationView {
    /// What would be, one fact each.
    pub findings: Vec<String>,
    /// What the figures leave out.
    pub unknown: Vec<String>,
}

/// Draws it; nothing where there is nothing to run.
pub fn part(lang: Lang, view: &SimulationView) -> Markup {
    html! {
        @if !view.findings.is_empty() {
            section class="sec" id="simulation" {
                h2 { (t!(lang, "simulation-title")) }
                p { (t!(lang, "simulation-ask")) }
                ul class="next" { @for it in &view.findings { li { (it) } } }
                @if !view.unknown.is_empty() {
                    details {
                        summary { (t!(lang, "simulation-unknown")) }
                        ul class="next small" { @for it in &view.unknown { li { (it) } } }
                    }
                }
            }
        }
    }
}
