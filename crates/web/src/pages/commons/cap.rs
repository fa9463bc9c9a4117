//! The cap table: how many shares there are and how they are spread. It names nobody.

use app::cap::{Band, CapTable};
use maud::html;

use super::{Tabbed, commons_tabs, paths, shares, shares_said};
use crate::chart::{Split, split};
use crate::components::chart::{Bar, bars};
use crate::components::furniture::{Tone, link_button, table_below};
use crate::layout::{Page, Place, Shell};
use crate::t;
use crate::text::Lang;
use crate::text::number::{count, percent_short};

fn band_words(lang: Lang, band: &Band) -> String {
    match (band.from_shares, band.below_shares) {
        (0, _) => t!(lang, "cap-band-first"),
        (from, Some(below)) => t!(
            lang,
            "cap-band",
            from = count(lang, from),
            below = count(lang, below)
        ),
        (from, None) => t!(lang, "cap-band-last", from = count(lang, from)),
    }
    .into_owned()
}

/// Returns the page.
pub fn show(shell: &Shell, table: &CapTable) -> Page {
    let lang = shell.lang;
    let coming = table.issued.0.saturating_sub(table.vested.0);
    let (have_words, coming_words) = (
        t!(lang, "cap-vested", amount = shares(lang, table.vested.0)),
        t!(lang, "cap-coming", amount = shares(lang, coming)),
    );
    let chart = t!(
        lang,
        "cap-chart",
        vested = shares(lang, table.vested.0),
        coming = shares(lang, coming)
    );
    let rows: Vec<(String, String)> = table
        .bands
        .iter()
        .map(|band| {
            let people = t!(lang, "cap-members", count = band.holders).into_owned();
            (band_words(lang, band), people)
        })
        .collect();
    let drawn: Vec<Bar<'_>> = table
        .bands
        .iter()
        .zip(&rows)
        .map(|(band, (name, words))| Bar {
            name,
            words,
            value: band.holders,
        })
        .collect();
    let body = html! {
        (commons_tabs(lang, Tabbed::Shares))
        div class="head tabbed-head" {
            h1 { (t!(lang, "cap-title", place = shell.network.name.as_str())) }
            p class="ask" { (t!(lang, "cap-ask")) }
        }
        section class="sec first" {
            h2 { (t!(lang, "cap-held", amount = shares(lang, table.issued.0), count = table.holders)) }
            @if table.issued.0 > 0 { (split(&Split { label: &chart, have: table.vested.0, coming, words: [&have_words, &coming_words] })) }
            ul class="rows small-rows after" {
                li { span { (t!(lang, "cap-pool")) small { (t!(lang, "cap-pool-note", rounds = table.rounds)) } } span class="amt" { (shares_said(lang, table.pool.0)) } }
                li { span { (t!(lang, "cap-bought")) small { (t!(lang, "cap-bought-note")) } } span class="amt" { (shares_said(lang, table.bought.0)) } }
                @if table.units.0 > 0 { li { span { (t!(lang, "cap-units")) small { (t!(lang, "cap-units-note", count = table.investors, percent = percent_short(lang, table.units_bps.0.into()))) } } span class="amt" { (t!(lang, "cap-units-amount", count = count(lang, table.units.0))) } } }
                @if table.returned.0 > 0 { li { span { (t!(lang, "cap-returned")) small { (t!(lang, "cap-returned-note")) } } span class="amt" { (shares_said(lang, table.returned.0)) } } }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "cap-spread")) }
            p { (t!(lang, "cap-spread-sentence")) }
            (bars(&t!(lang, "cap-spread"), &drawn))
            @if let Some(bps) = table.tenth_bps { p class="after" { (t!(lang, "cap-tenth", percent = percent_short(lang, bps.into()))) } }
            (table_below(&t!(lang, "cap-table"), (&t!(lang, "cap-size"), &t!(lang, "cap-who")), &rows))
        }
        div class="btnrow" {
            (link_button(&t!(lang, "cap-csv"), "/commons/shares/csv", Tone::Normal))
            (link_button(&t!(lang, "cap-ocf"), "/commons/shares/ocf", Tone::Normal))
            (link_button(&t!(lang, "cap-investors"), crate::links::INVESTORS, Tone::Plain))
            (link_button(&t!(lang, "cap-own"), paths::SHARES, Tone::Plain))
        }
    };
    Page::new(
        t!(lang, "cap-title", place = shell.network.name.as_str()),
        Place::Commons,
        body,
    )
}
