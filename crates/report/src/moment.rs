//! How a time is shown: with the digits that it has, and with how its zone and year are known.

use model::{EventTime, Reason, Reasons};
use serde_json::{Value, json};
use stamp::{Interval, UtcNanos};

use crate::{ReportEntry, clock::show_nanos};

const SECOND: i128 = 1_000_000_000;

/// Offsets of zones are whole quarters of an hour, so what an unknown zone leaves open is a multiple of it.
const QUARTER: i128 = 15 * 60 * SECOND;

/// How long one step of the last written digit is, in nanoseconds; none where no time could be read.
pub(crate) fn find_precision(time: &EventTime) -> Option<u64> {
    if time.reasons.contains(Reason::TimeMissing) {
        return None;
    }
    let width = i128::from(time.read.latest.0) - i128::from(time.read.earliest.0) + 1;
    let is_open = time.reasons.contains(Reason::ZoneUnknown) || time.reasons.contains(Reason::ZoneAmbiguous);
    let step = if is_open && width % QUARTER != 0 { width % QUARTER } else { width };
    u64::try_from(step).ok()
}

/// The time as read, in UTC, with no digit that was not written: `2026-11-17 08:14:15Z`. A missing time is shown by its
/// only bound, the receipt: `≤ 2026-11-17 08:14:15.123Z`.
pub(crate) fn show_time(time: &EventTime) -> String {
    match find_precision(time) {
        Some(precision) => cut_digits(&time.at.to_string(), precision),
        None => format!("≤ {}", time.at.to_string().replacen('T', " ", 1)),
    }
}

/// When it happened in true time, and how far the clock that wrote it stood off where that is more than is left open:
/// `08:14:13.2 … 08:14:15.9 (2.7 s)`, `clock +7 h 00 min`. Empty where there is nothing but the receipt.
pub(crate) fn show_true_time(of: &ReportEntry) -> Vec<String> {
    let Interval { earliest, latest } = of.time.happened;
    if earliest == UtcNanos::MIN && latest == UtcNanos::MAX {
        return vec!["true time not bounded".to_owned()];
    }
    let day = |at: UtcNanos| at.to_string().chars().take(10).collect::<String>();
    let written_day = day(of.time.at);
    let is_open = earliest == UtcNanos::MIN || of.time.reasons.contains(Reason::TimeMissing);
    let is_other_day = day(latest) != written_day || !is_open && day(earliest) != written_day;
    let show = |at: UtcNanos| if is_other_day { format!("{} {}", day(at), cut_tenths(at)) } else { cut_tenths(at) };
    if is_open {
        return vec![format!("true ≤ {}", show(latest))];
    }
    let width = latest.0.saturating_sub(earliest.0);
    let mut lines =
        vec![format!("{} … {} ({})", show(earliest), show(latest), show_nanos(width).trim_start_matches('+'))];
    let offset = of.time.at.0.saturating_sub(of.best.0);
    let is_outside = of.time.at < of.time.stamped.earliest || of.time.at > of.time.stamped.latest;
    if is_outside {
        lines.push(format!("clock {}", show_nanos(offset)));
    }
    lines
}

/// A moment of a finding, to the second.
pub(crate) fn show_moment(at: UtcNanos) -> String {
    match at {
        UtcNanos::MIN | UtcNanos::MAX => "?".to_owned(),
        at => at.to_string().replacen('T', " ", 1).chars().take(19).collect::<String>() + "Z",
    }
}

/// The time of day in UTC, with tenths of a second.
fn cut_tenths(at: UtcNanos) -> String {
    let text = at.to_string();
    let clock = text.trim_end_matches('Z').split_once('T').map_or(text.as_str(), |(_, clock)| clock);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    format!("{whole}.{}", fraction.chars().next().unwrap_or('0'))
}

/// Cuts or fills an RFC 3339 time in UTC to the digits of a precision.
fn cut_digits(text: &str, precision_nanos: u64) -> String {
    const MINUTE_NANOS: u64 = 60_000_000_000;
    const SECOND_NANOS: u64 = 1_000_000_000;
    let text = text.trim_end_matches('Z').replacen('T', " ", 1);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if precision_nanos >= MINUTE_NANOS {
        return format!("{}Z", whole.rsplit_once(':').map_or(whole, |(minutes, _)| minutes));
    }
    if precision_nanos >= SECOND_NANOS {
        return format!("{whole}Z");
    }
    let digits = 9_usize.saturating_sub(precision_nanos.max(1).ilog10() as usize);
    format!("{whole}.{fraction:0<digits$.digits$}Z")
}

/// How zone and year are known, in words.
pub(crate) fn name_basis(reasons: &dyn Fn(Reason) -> bool) -> String {
    let first = |words: &[(Reason, &'static str)]| words.iter().find(|(reason, _)| reasons(*reason)).map(|of| of.1);
    if reasons(Reason::TimeMissing) {
        return "no readable time".to_owned();
    }
    let zone = first(&[
        (Reason::ZoneWritten, "written"),
        (Reason::ZoneAmbiguous, "configured, hour told twice"),
        (Reason::ZoneConfigured, "configured"),
        (Reason::ZoneUnknown, "unknown"),
    ]);
    let year = first(&[
        (Reason::YearWritten, "written"),
        (Reason::YearConfigured, "configured"),
        (Reason::YearFromReceipt, "from receipt"),
    ]);
    match (zone, year) {
        (Some(zone), Some(year)) if zone == year => format!("both {zone}"),
        (Some(zone), Some(year)) => format!("zone {zone}, year {year}"),
        (Some(zone), None) => format!("zone {zone}"),
        (None, Some(year)) => format!("year {year}"),
        (None, None) => "–".to_owned(),
    }
}

/// The same for the names that an event's JSON has under `ledgerline.time.reasons`.
pub(crate) fn name_basis_of_json(event: &Value) -> String {
    let names = event.pointer("/ledgerline/time/reasons").and_then(Value::as_array);
    name_basis(&|reason| names.is_some_and(|names| names.iter().any(|name| name == reason.name())))
}

/// The names of the reasons, in order.
pub(crate) fn list_reasons(reasons: Reasons) -> Vec<&'static str> {
    reasons.iter().map(Reason::name).collect()
}

/// Both ends of an interval as RFC 3339; none where an end is unknown.
pub(crate) fn list_ends(interval: Interval) -> [Option<String>; 2] {
    let end = |at: UtcNanos, unknown: UtcNanos| (at != unknown).then(|| at.to_string());
    [end(interval.earliest, UtcNanos::MIN), end(interval.latest, UtcNanos::MAX)]
}

/// An interval in words: `2026-11-17 08:14:13.2 … 2026-11-17 08:14:15.9`; `?` for an unknown end.
pub(crate) fn show_interval(ends: [Option<UtcNanos>; 2]) -> String {
    let show = |at: Option<UtcNanos>| {
        at.map_or_else(
            || "?".to_owned(),
            |at| format!("{} {}", at.to_string().get(..10).unwrap_or_default(), cut_tenths(at)),
        )
    };
    let [earliest, latest] = ends.map(show);
    format!("{earliest} … {latest}")
}

/// An interval as JSON; an unknown end is null.
pub(crate) fn render_interval(interval: Interval) -> Value {
    let [earliest, latest] = list_ends(interval);
    json!({"earliest": earliest, "latest": latest})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_shown_that_was_not_written() {
        let cases = [
            ("2026-11-17T08:14:15Z", 60_000_000_000, "2026-11-17 08:14Z"),
            ("2026-11-17T08:14:15Z", 1_000_000_000, "2026-11-17 08:14:15Z"),
            ("2026-11-17T08:14:15Z", 1_000_000, "2026-11-17 08:14:15.000Z"),
            ("2026-11-17T08:14:15.120Z", 100_000_000, "2026-11-17 08:14:15.1Z"),
            ("2026-11-17T08:14:15.123456Z", 1_000, "2026-11-17 08:14:15.123456Z"),
            ("2026-11-17T08:14:15.123456789Z", 1, "2026-11-17 08:14:15.123456789Z"),
        ];
        for (text, precision, shown) in cases {
            assert_eq!(cut_digits(text, precision), shown, "{precision}");
        }
    }

    #[test]
    fn an_unknown_zone_does_not_blur_the_precision() {
        let nanos = |seconds: i64| UtcNanos(seconds * 1_000_000_000);
        let mut reasons = Reasons::default();
        reasons.insert(Reason::ZoneUnknown);
        let read = Interval { earliest: nanos(-14 * 3600), latest: nanos(12 * 3600 + 1).saturating_sub(1) };
        let time = EventTime { at: UtcNanos(0), read, stamped: read, happened: read, reasons, text: None };
        assert_eq!(find_precision(&time), Some(1_000_000_000));
        assert_eq!(show_time(&time), "1970-01-01 00:00:00Z");
    }
}
