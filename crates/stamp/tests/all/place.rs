//! Years, leap seconds and intervals.

use stamp::{Context, Form, Interval, Unreadable, YearBasis, ZoneBasis};

use crate::{HOUR, NOTHING, in_zone, near, one, utc};

#[test]
fn the_year_nearest_to_the_reference_at_most_seven_days_after() {
    let table = [
        ("Nov 20 10:11:12", "2026-11-23T00:00:00Z", "2026-11-20T10:11:12Z"),
        ("Dec 31 23:59:59", "2027-01-01T00:00:01Z", "2026-12-31T23:59:59Z"),
        ("Jan  1 00:00:01", "2026-12-31T23:59:59Z", "2027-01-01T00:00:01Z"),
        ("Jan  7 00:00:00", "2026-12-31T00:00:00Z", "2027-01-07T00:00:00Z"),
        ("Jan  7 00:00:01", "2026-12-31T00:00:00Z", "2026-01-07T00:00:01Z"),
        ("Nov 30 00:00:00", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"),
        ("Nov 30 00:00:01", "2026-11-23T00:00:00Z", "2025-11-30T00:00:01Z"),
        ("Nov 30 02:00:00 CEST", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"),
        ("Feb 29 12:00:00", "2024-03-01T00:00:00Z", "2024-02-29T12:00:00Z"),
        ("Feb 29 12:00:00", "2026-11-23T00:00:00Z", "2024-02-29T12:00:00Z"),
        ("Feb 29 12:00:00", "1903-11-23T00:00:00Z", "1896-02-29T12:00:00Z"),
        ("Feb 29 12:00:00", "2028-02-25T00:00:00Z", "2028-02-29T12:00:00Z"),
    ];
    for (text, reference, at) in table {
        let stamp = one(Form::Rfc3164, text, &near(reference)).expect(text);
        assert_eq!(stamp.at.to_string(), at, "{text} near {reference}");
        assert_eq!(stamp.year, YearBasis::Nearest);
    }
}

#[test]
fn a_configured_year_is_taken_before_the_nearest() {
    let context = Context { year: Some(2023), ..near("2026-11-23T00:00:00Z") };
    let stamp = one(Form::Rfc3164, "Nov 20 10:11:12", &context).expect("readable");
    assert_eq!((stamp.at, stamp.year), (utc("2023-11-20T10:11:12Z"), YearBasis::Configured));
    assert_eq!(one(Form::Rfc3164, "Feb 29 10:11:12", &context), Err(Unreadable::NoSuchMoment));
    let written = one(Form::Rfc3164, "Nov 20 2022 10:11:12", &context).expect("readable");
    assert_eq!((written.at, written.year), (utc("2022-11-20T10:11:12Z"), YearBasis::Written));
    assert_eq!(one(Form::Rfc3164, "Nov 20 10:11:12", &NOTHING), Err(Unreadable::NoYear));
    assert_eq!(one(Form::FastLog, "11/20-10:11:12.1", &NOTHING), Err(Unreadable::NoYear));
}

#[test]
fn the_interval_is_what_the_text_can_mean() {
    let stamp = one(Form::Rfc3339, "2026-11-20T22:14:15Z", &NOTHING).expect("readable");
    let second = Interval { earliest: utc("2026-11-20T22:14:15Z"), latest: utc("2026-11-20T22:14:15.999999999Z") };
    assert_eq!(stamp.read, second);

    let nobody_knows = one(Form::Rfc3339, "2026-11-20T22:14:15.25", &NOTHING).expect("readable");
    assert_eq!(nobody_knows.zone, ZoneBasis::Unknown);
    assert_eq!(nobody_knows.read.earliest, utc("2026-11-20T22:14:15.25+14:00"));
    assert_eq!(nobody_knows.read.latest, utc("2026-11-20T22:14:15.259999999-12:00"));
    assert_eq!(nobody_knows.at.0 - nobody_knows.read.earliest.0, 14 * HOUR);
}

#[test]
fn a_leap_second_only_where_utc_can_have_one() {
    let rfc3339 = |text, context: &Context| one(Form::Rfc3339, text, context).map(|stamp| stamp.at);
    let after = utc("2017-01-01T00:00:00Z");
    let berlin = in_zone("Europe/Berlin");
    assert_eq!(rfc3339("2016-12-31T23:59:60Z", &NOTHING), Ok(after));
    assert_eq!(rfc3339("2016-12-31T23:59:60.75Z", &NOTHING), Ok(after));
    assert_eq!(rfc3339("2017-01-01T00:59:60+01:00", &NOTHING), Ok(after));
    assert_eq!(rfc3339("2017-01-01T00:59:60", &berlin), Ok(after));
    // By an unknown zone it may be one, and is read as UTC like every time.
    assert_eq!(rfc3339("2017-01-01T05:29:60", &NOTHING), Ok(utc("2017-01-01T05:30:00Z")));

    for text in [
        "2016-12-31T23:58:60Z",
        "2016-12-30T23:59:60Z",
        "2016-12-31T23:59:60+01:00",
        "2016-12-31T10:11:60Z",
        "2017-01-01T05:30:60",
        "2017-01-02T00:59:60",
    ] {
        assert_eq!(rfc3339(text, &NOTHING), Err(Unreadable::NoSuchMoment), "{text}");
    }
    assert_eq!(rfc3339("2017-01-01T05:29:60", &berlin), Err(Unreadable::NoSuchMoment));

    let stamp = one(Form::Rfc3339, "2016-12-31T23:59:60.75Z", &NOTHING).expect("readable");
    assert_eq!(stamp.read, Interval { earliest: after, latest: utc("2017-01-01T00:00:00.999999999Z") });
}
