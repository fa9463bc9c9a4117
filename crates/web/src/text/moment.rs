//! Dates and times in words.
//!
//! Times are Unix milliseconds. Pages are written in UTC, since a page is the same for everyone who
//! may see it; `js/enhance.js` puts exact times into the reader's own zone where it matters.

use maud::{Markup, html};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Lang;
use crate::t;

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

fn civil(at_ms: u64) -> OffsetDateTime {
    let seconds = i64::try_from(at_ms / 1000).unwrap_or_default();
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The machine's form, for `datetime` attributes and feeds: `2026-11-23T09:12:00Z`.
pub fn machine(at_ms: u64) -> String {
    civil(at_ms).format(&Rfc3339).unwrap_or_default()
}

/// The form RSS asks for: `Mon, 23 Nov 2026 09:12:00 +0000`.
pub fn rfc822(at_ms: u64) -> String {
    use time::macros::format_description;
    let shape = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] +0000"
    );
    civil(at_ms).format(&shape).unwrap_or_default()
}

fn month(lang: Lang, at: OffsetDateTime) -> String {
    let key = format!("month-{}", u8::from(at.month()));
    t!(lang, &key).into_owned()
}

fn weekday(lang: Lang, at: OffsetDateTime) -> String {
    let key = format!("weekday-{}", at.weekday().number_from_monday());
    t!(lang, &key).into_owned()
}

/// `23 November 2026`.
pub fn date(lang: Lang, at_ms: u64) -> String {
    let at = civil(at_ms);
    t!(
        lang,
        "date-full",
        day = at.day(),
        month = month(lang, at),
        year = at.year().to_string()
    )
    .into_owned()
}

/// `23 November`, with the year only when it is not the year of `now_ms`.
pub fn date_near(lang: Lang, at_ms: u64, now_ms: u64) -> String {
    let at = civil(at_ms);
    if at.year() != civil(now_ms).year() {
        return date(lang, at_ms);
    }
    t!(lang, "date-short", day = at.day(), month = month(lang, at)).into_owned()
}

/// `Monday 23 November`.
pub fn weekday_date(lang: Lang, at_ms: u64) -> String {
    let at = civil(at_ms);
    t!(
        lang,
        "date-weekday",
        weekday = weekday(lang, at),
        day = at.day(),
        month = month(lang, at)
    )
    .into_owned()
}

/// `Friday 18:00` within a week of `now_ms`, else `7 December, 18:00`.
pub fn deadline(lang: Lang, at_ms: u64, now_ms: u64) -> String {
    let at = civil(at_ms);
    let clock = clock(at_ms);
    if at_ms.abs_diff(now_ms) < 6 * DAY_MS {
        return t!(
            lang,
            "moment-weekday-clock",
            weekday = weekday(lang, at),
            clock = clock
        )
        .into_owned();
    }
    t!(
        lang,
        "moment-date-clock",
        date = date_near(lang, at_ms, now_ms),
        clock = clock
    )
    .into_owned()
}

/// `18:00`, in UTC.
pub fn clock(at_ms: u64) -> String {
    let at = civil(at_ms);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// How long ago: "just now", "2 hours ago", "yesterday", then the date.
pub fn ago(lang: Lang, at_ms: u64, now_ms: u64) -> String {
    let past_ms = now_ms.saturating_sub(at_ms);
    let days = civil(now_ms).to_julian_day() - civil(at_ms).to_julian_day();
    let text = match past_ms {
        0..MINUTE_MS => t!(lang, "ago-now"),
        MINUTE_MS..HOUR_MS => t!(lang, "ago-minutes", count = past_ms / MINUTE_MS),
        HOUR_MS..DAY_MS if days == 0 || past_ms < 12 * HOUR_MS => {
            t!(lang, "ago-hours", count = past_ms / HOUR_MS)
        }
        _ if days <= 1 => t!(lang, "ago-yesterday"),
        _ if days < 7 => weekday(lang, civil(at_ms)).into(),
        _ => date_near(lang, at_ms, now_ms).into(),
    };
    text.into_owned()
}

/// The moment until which [`ago`] says the same as at `now_ms`.
pub fn ago_until(at_ms: u64, now_ms: u64) -> u64 {
    let past_ms = now_ms.saturating_sub(at_ms);
    let midnight = (now_ms / DAY_MS + 1) * DAY_MS;
    let next = |step_ms: u64| at_ms.saturating_add((past_ms / step_ms + 1) * step_ms);
    match past_ms {
        0..HOUR_MS => next(MINUTE_MS),
        HOUR_MS..DAY_MS => next(HOUR_MS).min(midnight),
        _ => midnight,
    }
}

/// How long still: "4 days left", "6 hours left", "closing now".
pub fn left(lang: Lang, until_ms: u64, now_ms: u64) -> String {
    let left_ms = until_ms.saturating_sub(now_ms);
    let text = match left_ms {
        0..MINUTE_MS => t!(lang, "left-now"),
        MINUTE_MS..HOUR_MS => t!(lang, "left-minutes", count = left_ms / MINUTE_MS),
        HOUR_MS..DAY_MS => t!(lang, "left-hours", count = left_ms / HOUR_MS),
        _ => t!(lang, "left-days", count = left_ms / DAY_MS),
    };
    text.into_owned()
}

/// A length of time: "3 days", "12 hours", "4 minutes".
pub fn span(lang: Lang, length_ms: u64) -> String {
    let text = match length_ms {
        0..HOUR_MS => t!(lang, "span-minutes", count = length_ms / MINUTE_MS),
        HOUR_MS..DAY_MS => t!(lang, "span-hours", count = length_ms / HOUR_MS),
        _ => t!(lang, "span-days", count = length_ms / DAY_MS),
    };
    text.into_owned()
}

/// A `time` element that says how long ago, with the exact moment for machines.
pub fn ago_element(lang: Lang, at_ms: u64, now_ms: u64) -> Markup {
    html! { time datetime=(machine(at_ms)) { (ago(lang, at_ms, now_ms)) } }
}

/// A `time` element with an exact moment; the script turns it into the reader's zone.
pub fn exact_element(lang: Lang, at_ms: u64, now_ms: u64) -> Markup {
    html! { time datetime=(machine(at_ms)) data-local="" { (deadline(lang, at_ms, now_ms)) " UTC" } }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Monday 23 November 2026, 09:12 UTC.
    const NOW_MS: u64 = 1_795_425_120_000;

    #[test]
    fn moments_are_said_as_people_say_them() {
        let said = |past_ms| ago(Lang::En, NOW_MS - past_ms, NOW_MS);
        assert_eq!(said(5_000), "just now");
        assert_eq!(said(MINUTE_MS), "1 minute ago");
        assert_eq!(said(2 * HOUR_MS), "2 hours ago");
        assert_eq!(said(20 * HOUR_MS), "yesterday");
        assert_eq!(said(3 * DAY_MS), "Friday");
        assert_eq!(said(40 * DAY_MS), "14 October");
        assert_eq!(said(400 * DAY_MS), "19 October 2025");
        assert_eq!(ago(Lang::Nl, NOW_MS - 2 * HOUR_MS, NOW_MS), "2 uur geleden");
        assert_eq!(weekday_date(Lang::Nl, NOW_MS), "maandag 23 november");
        for past_ms in (0..3 * DAY_MS).step_by(613_000) {
            let (at_ms, until_ms) = (NOW_MS - past_ms, ago_until(NOW_MS - past_ms, NOW_MS));
            assert!(until_ms > NOW_MS);
            let same = |now_ms| ago(Lang::En, at_ms, now_ms) == ago(Lang::En, at_ms, NOW_MS);
            assert!(
                same(until_ms - 1),
                "{past_ms} ms ago changes before {until_ms}"
            );
        }
        assert_eq!(
            deadline(Lang::En, NOW_MS + 4 * DAY_MS, NOW_MS),
            "Friday 09:12"
        );
        assert_eq!(rfc822(NOW_MS), "Mon, 23 Nov 2026 09:12:00 +0000");
    }
}
