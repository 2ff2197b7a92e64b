//! What a record says of the clocks that stamped it, beside what they showed.

use model::{Event, Fact, Name, Reason};
use timeline::{ClockTraits, StatedClock};

use crate::whose_clock::Which;

/// Two writings of one moment differ by less, in nanoseconds.
const COUNT_WITHIN: i64 = 2_000_000_000;
/// Microseconds, as `syncAccuracy` counts (RFC 5424 §7.1.3).
const MICROSECOND: i64 = 1_000;

/// Of the clock that wrote the event's own time.
pub(crate) fn find_traits(event: &Event, raw: &[u8], which: Which) -> ClockTraits {
    let says = |reason| event.time.reasons.contains(reason);
    let stated = match (says(Reason::ClockUnsynchronised), says(Reason::ClockSynchronised)) {
        (true, _) => StatedClock::Unsynchronised,
        (false, true) => StatedClock::Synchronised { nanos_max: find_accuracy(event, raw) },
        (false, false) => StatedClock::Unstated,
    };
    let text = event.time.text.map(|span| span.of(raw)).unwrap_or_default();
    let collects = which == Which::Collector;
    let zone_is_sure = collects || is_sure(text) || agrees_with_count(event, raw);
    ClockTraits { stated, zone_is_sure, is_second: false, collects, told_later: false, is_local: which == Which::Local }
}

/// True where the record counts the same moment from 1970, too: FortiOS writes `eventtime` beside date, time and zone.
fn agrees_with_count(event: &Event, raw: &[u8]) -> bool {
    if event.format.name != "fortinet.fortigate" {
        return false;
    }
    let is_count = |fact: &&Fact| matches!(&fact.name, Name::Known("eventtime"));
    let digits = event.facts.iter().find(is_count).map(|fact| fact.value.text(raw).into_owned()).unwrap_or_default();
    // Seconds, or finer by three digits each.
    let unit = match digits.len() {
        10 => 1_000_000_000,
        13 => 1_000_000,
        16 => 1_000,
        19 => 1,
        _ => return false,
    };
    let counted = digits.parse::<i64>().ok().and_then(|count| count.checked_mul(unit));
    counted.is_some_and(|counted| counted.abs_diff(event.time.at.0) < COUNT_WITHIN.unsigned_abs())
}

/// True where no zone can be mistaken: a count of seconds, or an offset in figures, which who writes it has worked out
/// (a letter `Z` is put behind local times by mistake). A collector's own stamp is sure, too: Logstash and Beats write
/// UTC, whatever the zone of their host.
fn is_sure(text: &[u8]) -> bool {
    let is_count = !text.is_empty() && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    is_count || states_offset(text)
}

/// `+01:00`, `-0800` or `+00:00` at the end; `-00:00` says that the offset is not known (RFC 3339 §4.3).
fn states_offset(text: &[u8]) -> bool {
    let Some(sign) = text.iter().rposition(|byte| matches!(byte, b'+' | b'-')) else { return false };
    let (before, offset) = text.split_at(sign);
    let digits = || offset.iter().skip(1).filter(|byte| **byte != b':');
    before.contains(&b':')
        && digits().count() == 4
        && digits().all(u8::is_ascii_digit)
        && (offset.starts_with(b"+") || digits().any(|digit| *digit != b'0'))
}

/// How far the clock may be off by its own word, in nanoseconds.
pub(crate) fn find_accuracy(event: &Event, raw: &[u8]) -> Option<i64> {
    let is_named = |fact: &&Fact| matches!(&fact.name, Name::Path(path) if &**path == "timeQuality.syncAccuracy");
    let text = event.facts.iter().find(is_named)?.value.text(raw).into_owned();
    text.parse::<i64>().ok()?.checked_mul(MICROSECOND).filter(|nanos| *nanos >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_offsets_leave_no_zone_to_mistake() {
        for (text, expected) in [
            ("1588205199.82437", true),
            ("1700000000", true),
            ("2026-11-17T08:52:03.120455+0100", true),
            ("2026-11-17T08:52:03-08:00", true),
            ("2026-11-17T08:52:03+00:00", true),
            ("2026-11-17T08:52:03-00:00", false),
            ("2026-11-17T08:52:03.1Z", false),
            ("2026-11-17 08:52:03", false),
            ("Nov 17 08:52:03", false),
            ("2026-11-17", false),
            ("", false),
        ] {
            assert_eq!(is_sure(text.as_bytes()), expected, "{text}");
        }
    }
}
