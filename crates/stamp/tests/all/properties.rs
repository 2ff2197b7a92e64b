//! What holds for every text.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use stamp::{Context, Form, Parts, Unreadable, UtcNanos, Zone, read};

use crate::{NOTHING, one};

const FORMS: [Form; 5] = [Form::Rfc3339, Form::Rfc3164, Form::DateTime, Form::FastLog, Form::Epoch];

fn zones() -> impl Strategy<Value = Zone> {
    prop_oneof![
        Just(Zone::Unknown),
        (-86_399..86_400).prop_map(Zone::Fixed),
        prop::sample::select(&chrono_tz::TZ_VARIANTS[..]).prop_map(Zone::Named),
    ]
}

fn contexts() -> impl Strategy<Value = Context> {
    (zones(), prop::option::of(any::<i16>()), prop::option::of(any::<i64>())).prop_map(|(zone, year, reference)| {
        Context { zone, year: year.map(i32::from), reference: reference.map(UtcNanos) }
    })
}

/// Bytes of which times are made, so that many get far into a grammar.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        "[0-9]{4}-[0-1][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,12})?(Z|[+-][0-9]{2}:?[0-9]{2})?"
            .prop_map(String::into_bytes),
        "[*.]?(Jan|Feb|Mar|Dec) [ 0-3]?[0-9]( [0-9]{4})? [0-2][0-9]:[0-6][0-9]:[0-6][0-9]( [A-Z]{1,4})?( [0-9]{4})?"
            .prop_map(String::into_bytes),
        "[0-1][0-9]/[0-3][0-9](/[0-9]{2,4})?-[0-2][0-9]:[0-6][0-9]:[0-6][0-9]".prop_map(String::into_bytes),
        "[0-9]{1,22}(\\.[0-9]{1,12})?".prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        first in texts(), time in prop::option::of(texts()), zone in prop::option::of(texts()), context in contexts(),
    ) {
        for form in FORMS {
            let parts = Parts { first: &first, time: time.as_deref(), zone: zone.as_deref() };
            if let Ok(stamp) = read(form, parts, &context) {
                prop_assert!(stamp.read.earliest <= stamp.at && stamp.at <= stamp.read.latest);
                prop_assert!((1..=1_000_000_000).contains(&stamp.precision_nanos));
                let width = i128::from(stamp.read.latest.0) - i128::from(stamp.read.earliest.0);
                let is_at_an_end = stamp.read.latest == UtcNanos::MAX || stamp.read.earliest == UtcNanos::MIN;
                prop_assert!(is_at_an_end || width >= i128::from(stamp.precision_nanos) - 1);
            }
        }
    }

    #[test]
    fn what_was_printed_reads_the_same(nanos in any::<i64>(), coarse in 0_u32..10) {
        let step = 10_i64.pow(coarse);
        let at = UtcNanos(nanos / step * step);
        prop_assert_eq!(UtcNanos::parse_rfc3339(&at.to_string()), Ok(at));
    }

    #[test]
    fn an_epoch_reads_the_same(nanos in 100_000_000_000_000_000..i64::MAX) {
        let at = |text: String| one(Form::Epoch, &text, &NOTHING).map(|stamp| stamp.at);
        prop_assert_eq!(at(nanos.to_string()), Ok(UtcNanos(nanos)));
        let seconds = format!("{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000);
        prop_assert_eq!(at(seconds), Ok(UtcNanos(nanos)));
    }

    /// Another implementation agrees on the calendar.
    #[test]
    fn chrono_counts_the_same_days(
        year in 1678_i32..2262, month in 0_u32..14, day in 0_u32..33, second in 0_u32..86_400,
    ) {
        let text = format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60,
        );
        let theirs = NaiveDate::from_ymd_opt(year, month, day)
            .and_then(|date| date.and_hms_opt(second / 3_600, second / 60 % 60, second % 60))
            .and_then(|local| local.and_utc().timestamp_nanos_opt())
            .map(UtcNanos);
        let ours = one(Form::Rfc3339, &text, &NOTHING).map(|stamp| stamp.at);
        prop_assert_eq!(ours, theirs.ok_or(Unreadable::NoSuchMoment));
    }

    #[test]
    fn a_yearless_time_is_near_its_reference(reference in 0_i64..9_000_000_000_000_000_000, back in 0_i64..350) {
        const DAY: i64 = 86_400_000_000_000;
        let written = DateTime::from_timestamp_nanos(reference - (back - 6) * DAY);
        let text = written.format("%b %e %H:%M:%S").to_string();
        let context = Context { reference: Some(UtcNanos(reference)), ..NOTHING };
        let at = one(Form::Rfc3164, &text, &context).map(|stamp| stamp.at);
        prop_assert_eq!(at, Ok(UtcNanos(written.timestamp() * 1_000_000_000)), "{}", text);
    }
}
