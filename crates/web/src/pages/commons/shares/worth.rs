//! What stands behind my shares by the books, and how both went.

use app::share::{Moment, Standing};
use ledger::ids::{MicroShares, Price};
use maud::{Markup, html};

use super::super::{shares as words, shares_said};
use crate::components::chart::{Line, line};
use crate::components::furniture::table_below;
use crate::layout::Shell;
use crate::text::Lang;
use crate::text::moment::{date, date_near};
use crate::text::number::{euro, euro_fine};
use crate::{links, t};

/// Closes that a picture needs to be one.
const CLOSES_MIN: usize = 2;

/// What stands behind one share, in words; nothing where nothing does.
fn of_a_share(lang: Lang, moment: &Moment) -> Option<String> {
    let value = moment.value.per_share(Price::PLACES).filter(|it| *it > 0)?;
    Some(euro_fine(lang, value))
}

fn cents(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

/// Returns the section.
pub(super) fn section(shell: &Shell, standing: &Standing) -> Markup {
    let lang = shell.lang;
    let now = &standing.now;
    html! {
        section class="sec" {
            h2 { (t!(lang, "shares-worth")) }
            @if let Some(one) = of_a_share(lang, now) {
                p {
                    @if now.held > MicroShares(0) {
                        (t!(lang, "shares-worth-yours", amount = euro(lang, cents(now.value.behind(now.held).0)))) " "
                    }
                    (t!(lang, "shares-worth-one", one = one.as_str(), assets = euro(lang, cents(now.value.assets.0)), shares = words(lang, now.value.shares.0)))
                }
                p { b { (t!(lang, "shares-worth-no-price")) } " " (t!(lang, "shares-worth-why")) }
                p { a class="link tap" href=(links::TREASURY) { (t!(lang, "shares-worth-books")) } }
            } @else { p { (t!(lang, "shares-worth-text")) } }
        }
        @if standing.closes.len() >= CLOSES_MIN { (course(shell, standing)) }
    }
}

fn course(shell: &Shell, standing: &Standing) -> Markup {
    let lang = shell.lang;
    let moments = || standing.closes.iter().chain([&standing.now]);
    let day = |at: u64| date_near(lang, at, shell.now_ms);
    let from = day(standing
        .closes
        .first()
        .map_or(standing.now.at_ms, |it| it.at_ms));
    let until = t!(lang, "count-today");
    let value = |it: &Moment| it.value.per_share(Price::PLACES).unwrap_or(0);
    let point = |it: u128| u64::try_from(it).unwrap_or(u64::MAX);
    let values: Vec<(u64, u64)> = moments().map(|it| (it.at_ms, point(value(it)))).collect();
    let held: Vec<(u64, u64)> = moments().map(|it| (it.at_ms, it.held.0)).collect();
    let last_value = euro_fine(lang, value(&standing.now));
    let last_held = shares_said(lang, standing.now.held.0);
    let value_label = t!(
        lang,
        "shares-value-chart",
        from = from.as_str(),
        last = last_value.as_str()
    );
    let held_label = t!(
        lang,
        "shares-held-chart",
        from = from.as_str(),
        last = last_held.as_ref()
    );
    let row = |it: &Moment, words: String| (date(lang, it.at_ms), words);
    let value_rows: Vec<_> = moments()
        .map(|it| row(it, euro_fine(lang, value(it))))
        .collect();
    let held_rows: Vec<_> = moments()
        .map(|it| row(it, shares_said(lang, it.held.0).into_owned()))
        .collect();
    let when = t!(lang, "shares-when");
    html! {
        section class="sec" {
            h2 { (t!(lang, "shares-value-over-time")) }
            (line(&Line { label: &value_label, points: &values, need: None, last: &last_value, ends: (&from, &until) }))
            (table_below(&t!(lang, "count-table"), (&when, &t!(lang, "shares-value-column")), &value_rows))
        }
        section class="sec" {
            h2 { (t!(lang, "shares-held-over-time")) }
            (line(&Line { label: &held_label, points: &held, need: None, last: &last_held, ends: (&from, &until) }))
            (table_below(&t!(lang, "count-table"), (&when, &t!(lang, "shares-held-column")), &held_rows))
        }
    }
}
