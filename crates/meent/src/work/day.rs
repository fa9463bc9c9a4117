//! Days of the Gregorian calendar, by whole numbers.

/// Seconds of a day.
pub(super) const SECONDS: i64 = 86_400;

/// Returns the day of `YYYY-MM-DD`, counted from 1970-01-01.
pub(super) fn parse_day(text: &str) -> Result<i64, String> {
    let mut parts = text.splitn(3, '-').map(str::parse::<i64>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return Err(String::from("a day is written YYYY-MM-DD"));
    };
    let number = number(year, month, day);
    if (1..=9_999).contains(&year) && name(number) == text {
        Ok(number)
    } else {
        Err(String::from("there is no such day"))
    }
}

/// Returns the moment of `YYYY-MM-DDTHH:MM:SS` with `Z` or an offset, in seconds since 1970.
pub(super) fn parse_moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let day = parse_day(day).ok()?;
    let clock = time.get(..8)?;
    let mut parts = clock.splitn(3, ':').map(str::parse::<i64>);
    let (hours, minutes, seconds) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let offset = match time.get(8..)? {
        "Z" => 0,
        zone => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            sign * (hours.parse::<i64>().ok()? * 3_600 + minutes.parse::<i64>().ok()? * 60)
        }
    };
    Some(day * SECONDS + hours * 3_600 + minutes * 60 + seconds - offset)
}

/// Returns the Monday of the week of a moment, as a day from 1970-01-01, which was a Thursday.
pub(super) fn monday(moment_s: i64) -> i64 {
    let day = moment_s.div_euclid(SECONDS);
    day - (day + 3).rem_euclid(7)
}

/// Writes a day as `YYYY-MM-DD`.
pub(super) fn name(day: i64) -> String {
    // Days since 0000-03-01, in eras of 400 years (H. Hinnant, `civil_from_days`).
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = (month + 9).rem_euclid(12);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
