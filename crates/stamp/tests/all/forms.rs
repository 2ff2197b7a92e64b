//! What each form takes, and what not.

use stamp::{Form, Parts, Unreadable, YearBasis, ZoneBasis, read};

use crate::{NOTHING, SECOND, near, one, utc};

/// Text, the moment it names, the precision, and where the zone comes from.
type Read = (&'static str, &'static str, u64, ZoneBasis);

const RFC3339: &[Read] = &[
    ("2026-11-20T10:11:12Z", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("2026-11-20t10:11:12z", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("2026-11-20 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("2026-11-20T10:11:12.1+01:00", "2026-11-20T09:11:12.1Z", SECOND / 10, ZoneBasis::Written),
    ("2026-11-20T10:11:12,123456-0330", "2026-11-20T13:41:12.123456Z", 1_000, ZoneBasis::Written),
    ("2026-11-20 10:11:12 +05", "2026-11-20T05:11:12Z", SECOND, ZoneBasis::Written),
    ("2026-11-20T10:11:12-00:00", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("2026-11-20T10:11:12.000000001Z", "2026-11-20T10:11:12.000000001Z", 1, ZoneBasis::Written),
    ("2026-11-20T10:11:12.1234567899Z", "2026-11-20T10:11:12.123456789Z", 1, ZoneBasis::Written),
    ("1969-12-31T23:59:59.9999999999Z", "1969-12-31T23:59:59.999999999Z", 1, ZoneBasis::Written),
    ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", SECOND, ZoneBasis::Written),
    ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z", SECOND, ZoneBasis::Written),
    ("2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z", SECOND, ZoneBasis::Written),
    ("2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775807Z", 1, ZoneBasis::Written),
    ("1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z", 1, ZoneBasis::Written),
];

const RFC3164: &[Read] = &[
    ("Nov 20 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("nov  1 10:11:12", "2026-11-01T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 1 10:11:12", "2026-11-01T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 01 10:11:12.5", "2026-11-01T10:11:12.5Z", SECOND / 10, ZoneBasis::Unknown),
    ("*Nov 20 10:11:12.123 UTC", "2026-11-20T10:11:12.123Z", 1_000_000, ZoneBasis::Written),
    ("Nov 20 2025 10:11:12 CET", "2025-11-20T09:11:12Z", SECOND, ZoneBasis::Written),
    ("2025 Nov 20 10:11:12", "2025-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 20 10:11:12 2025", "2025-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 20 10:11:12 cest 2025", "2025-11-20T08:11:12Z", SECOND, ZoneBasis::Written),
    ("Nov 20 10:11:12 2025 +0100", "2025-11-20T09:11:12Z", SECOND, ZoneBasis::Written),
    ("Nov 20 2025 10:11:12 GMT+08:00", "2025-11-20T02:11:12Z", SECOND, ZoneBasis::Written),
    ("Nov 20 2025 10:11:12 PM", "2025-11-20T22:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 20 2025 12:11:12 AM UTC", "2025-11-20T00:11:12Z", SECOND, ZoneBasis::Written),
    ("Nov 20 10:11:12Z", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("Nov 20 10:11:12+01:00", "2026-11-20T09:11:12Z", SECOND, ZoneBasis::Written),
    // A name that means several offsets, or none that we know, says nothing.
    ("Nov 20 10:11:12 CST", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 20 10:11:12 IST", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Nov 20 10:11:12 HQ", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
];

const FAST_LOG: &[Read] = &[
    ("11/20/2026-10:11:12.123456", "2026-11-20T10:11:12.123456Z", 1_000, ZoneBasis::Unknown),
    ("11/20/26-10:11:12.123456", "2026-11-20T10:11:12.123456Z", 1_000, ZoneBasis::Unknown),
    ("11/20-10:11:12.123456", "2026-11-20T10:11:12.123456Z", 1_000, ZoneBasis::Unknown),
];

const EPOCH: &[Read] = &[
    ("0", "1970-01-01T00:00:00Z", SECOND, ZoneBasis::Written),
    ("1795169472", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("1795169472.25", "2026-11-20T10:11:12.25Z", 10_000_000, ZoneBasis::Written),
    ("1795169472.1234567899", "2026-11-20T10:11:12.123456789Z", 1, ZoneBasis::Written),
    ("1795169472123", "2026-11-20T10:11:12.123Z", 1_000_000, ZoneBasis::Written),
    ("1795169472123.5", "2026-11-20T10:11:12.1235Z", 100_000, ZoneBasis::Written),
    ("1795169472123456", "2026-11-20T10:11:12.123456Z", 1_000, ZoneBasis::Written),
    ("1795169472123456789", "2026-11-20T10:11:12.123456789Z", 1, ZoneBasis::Written),
    ("1795169472123456789.9", "2026-11-20T10:11:12.123456789Z", 1, ZoneBasis::Written),
];

const FILE_TIME: &[Read] = &[
    ("134396430721234567", "2026-11-20T10:11:12.1234567Z", 100, ZoneBasis::Written),
    ("0x1dd78d778383687", "2026-11-20T10:11:12.1234567Z", 100, ZoneBasis::Written),
    ("116444736000000000", "1970-01-01T00:00:00Z", 100, ZoneBasis::Written),
];

const CLF: &[Read] = &[
    ("20/Nov/2026:10:11:12 +0100", "2026-11-20T09:11:12Z", SECOND, ZoneBasis::Written),
    ("20/nov/2026:10:11:12.123", "2026-11-20T10:11:12.123Z", 1_000_000, ZoneBasis::Unknown),
];

const ASCTIME: &[Read] = &[
    ("Fri Nov 20 10:11:12 2026", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("Fri Nov 20 10:11:12.123456 2026", "2026-11-20T10:11:12.123456Z", 1_000, ZoneBasis::Unknown),
    ("Sun Nov  1 10:11:12 CET 2026", "2026-11-01T09:11:12Z", SECOND, ZoneBasis::Written),
];

const RFC5322: &[Read] = &[
    ("Fri, 20 Nov 2026 10:11:12 +0100", "2026-11-20T09:11:12Z", SECOND, ZoneBasis::Written),
    ("1 Nov 2026 10:11:12 GMT", "2026-11-01T10:11:12Z", SECOND, ZoneBasis::Written),
    ("20-Nov-2026 10:11:12.5", "2026-11-20T10:11:12.5Z", SECOND / 10, ZoneBasis::Unknown),
    ("20 Nov 26 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("20 Nov 99 10:11:12", "1999-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("20/Nov/2026 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
];

const YEAR_FIRST: &[Read] = &[
    ("2026/11/20 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("2026-11-20T10:11Z", "2026-11-20T10:11:00Z", 60 * SECOND, ZoneBasis::Written),
    ("2026-11-20-10:11:12.5 +0100", "2026-11-20T09:11:12.5Z", SECOND / 10, ZoneBasis::Written),
    ("2026.1.2 3:04:05 PM", "2026-01-02T15:04:05Z", SECOND, ZoneBasis::Unknown),
    ("2026:11:20-10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
];

const MONTH_FIRST: &[Read] = &[
    ("11/20/2026 10:11:12 AM", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("1/2/26 12:04 AM", "2026-01-02T00:04:00Z", 60 * SECOND, ZoneBasis::Unknown),
    ("1/2/2026, 12:04:05PM", "2026-01-02T12:04:05Z", SECOND, ZoneBasis::Unknown),
];

const DAY_FIRST: &[Read] = &[
    ("20.11.2026 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("1/2/2026 3:04:05 +01:00", "2026-02-01T02:04:05Z", SECOND, ZoneBasis::Written),
];

const COMPACT: &[Read] = &[
    ("20261120T101112Z", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("20261120101112.123+0100", "2026-11-20T09:11:12.123Z", 1_000_000, ZoneBasis::Written),
    ("261120 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("261120  1:11:12", "2026-11-20T01:11:12Z", SECOND, ZoneBasis::Unknown),
    ("20261120 10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Unknown),
    ("20261120:101112.123", "2026-11-20T10:11:12.123Z", 1_000_000, ZoneBasis::Unknown),
];

const UTC: &[Read] = &[
    ("2026-11-20T10:11:12", "2026-11-20T10:11:12Z", SECOND, ZoneBasis::Written),
    ("2026-11-20 10:11:12.123", "2026-11-20T10:11:12.123Z", 1_000_000, ZoneBasis::Written),
    ("2026-11-20T10:11:12+01:00", "2026-11-20T09:11:12Z", SECOND, ZoneBasis::Written),
];

#[test]
fn each_form_reads_to_the_nanosecond() {
    let tables = [
        (Form::Rfc3339, RFC3339),
        (Form::Rfc3164, RFC3164),
        (Form::FastLog, FAST_LOG),
        (Form::Epoch, EPOCH),
        (Form::FileTime, FILE_TIME),
        (Form::Clf, CLF),
        (Form::Asctime, ASCTIME),
        (Form::Rfc5322, RFC5322),
        (Form::YearFirst, YEAR_FIRST),
        (Form::MonthFirst, MONTH_FIRST),
        (Form::DayFirst, DAY_FIRST),
        (Form::Compact, COMPACT),
        (Form::Utc, UTC),
    ];
    for (form, table) in tables {
        for (text, at, precision, zone) in table {
            let stamp = one(form, text, &near("2026-11-23T00:00:00Z")).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(stamp.at.to_string(), utc(at).to_string(), "{text}");
            assert_eq!(stamp.precision_nanos, *precision, "{text}");
            assert_eq!(stamp.zone, *zone, "{text}");
        }
    }
}

#[test]
fn date_and_time_apart() {
    let parts = |first, time, zone| {
        let bytes = |text: Option<&'static str>| text.map(str::as_bytes);
        read(Form::DateTime, Parts { first: str::as_bytes(first), time: bytes(time), zone: bytes(zone) }, &NOTHING)
    };
    let at = |first, time, zone| parts(first, time, zone).map(|stamp| (stamp.at, stamp.zone));
    let written = utc("2026-11-20T09:11:12Z");
    assert_eq!(at("2026-11-20", Some("10:11:12"), Some("+0100")), Ok((written, ZoneBasis::Written)));
    assert_eq!(at("2026-11-20", Some("10:11:12"), Some("+1:00")), Ok((written, ZoneBasis::Written)));
    assert_eq!(at("2026/11/20", Some("09:11:12"), Some("UTC")), Ok((written, ZoneBasis::Written)));
    assert_eq!(at("2026-11-20", Some("09:11:12"), None), Ok((written, ZoneBasis::Unknown)));
    assert_eq!(parts("2026-11-20", None, None), Err(Unreadable::Grammar));
    assert_eq!(parts("2026-11-20", Some("09:11:12x"), None), Err(Unreadable::Grammar));
    assert_eq!(parts("2026-11-20", Some("09:11:12"), Some("")), Err(Unreadable::Grammar));
    assert_eq!(parts("2026-02-30", Some("09:11:12"), None), Err(Unreadable::NoSuchMoment));
}

#[test]
fn the_zone_of_a_bsd_time_may_stand_apart() {
    let at = |first: &str, zone: &str| {
        let parts = Parts { first: first.as_bytes(), time: None, zone: Some(zone.as_bytes()) };
        read(Form::Rfc3164, parts, &NOTHING).map(|stamp| (stamp.at, stamp.zone)).unwrap()
    };
    let utc = at("Nov 20 2026 10:11:12 GMT", "");
    for (first, zone) in [
        ("Nov 20 2026 10:11:12", "UTC"),
        ("Nov 20 2026 11:11:12", "+01:00"),
        ("Nov 20 2026 11:11:12", "GMT+01:00"),
        ("Nov 20 2026 08:11:12", "UTC-0200"),
        ("Nov 20 2026 11:11:12", "Europe/Berlin"),
        ("Nov 20 2026 05:11:12", "America/New_York"),
        // What stands in the time itself counts.
        ("Nov 20 2026 11:11:12 CET", "UTC"),
        ("Nov 20 2026 11:11:12 CET", "America/New_York"),
    ] {
        assert_eq!(at(first, zone), utc, "{first} {zone}");
    }
    // No name of one offset.
    for zone in ["Europe/Nowhere", "EST", "CST", "GMT+x", "+99:99"] {
        let basis = at_or_none("Nov 20 2026 10:11:12", zone);
        assert_ne!(basis, Some(ZoneBasis::Written), "{zone}");
    }
}

#[test]
fn a_region_that_stands_apart_has_its_summer_and_its_hour_told_twice() {
    let at = |first: &str| {
        let parts = Parts { first: first.as_bytes(), time: None, zone: Some(b"Europe/Berlin") };
        read(Form::Rfc3164, parts, &NOTHING).map(|stamp| (stamp.at, stamp.zone))
    };
    assert_eq!(at("Jul 20 2026 10:11:12"), Ok((utc("2026-07-20T08:11:12Z"), ZoneBasis::Written)));
    assert_eq!(at("Oct 25 2026 02:11:12"), Ok((utc("2026-10-25T00:11:12Z"), ZoneBasis::ConfiguredAmbiguous)));
    assert_eq!(at("Mar 29 2026 02:11:12"), Err(Unreadable::SkippedHour));
}

fn at_or_none(first: &str, zone: &str) -> Option<ZoneBasis> {
    let parts = Parts { first: first.as_bytes(), time: None, zone: Some(zone.as_bytes()) };
    read(Form::Rfc3164, parts, &NOTHING).ok().map(|stamp| stamp.zone)
}

#[test]
fn what_follows_no_grammar() {
    let table: &[(Form, &[&str])] = &[
        (
            Form::Rfc3339,
            &[
                "",
                "2026-11-20",
                "2026-11-20T10:11",
                "2026-11-20T10:11:12.",
                "2026-11-20T10:11:12.Z",
                "2026-11-20T10:11:12 ",
                "2026-11-20T10:11:12 UTC UTC",
                "2026-11-20T10:11:12Zx",
                "2026-11-20_10:11:12Z",
                "2026-1-20T10:11:12Z",
                "2026-11-20T10:11:12+1",
                "2026-11-20T10:11:12+1:00",
                "2026-11-20T1x:11:12Z",
                "+026-11-20T10:11:12Z",
            ],
        ),
        (
            Form::Rfc3164,
            &[
                "",
                "Nov",
                "Nov 20",
                "Nov 20 10:11",
                "Abc 20 10:11:12",
                "Nov 20 10:11:12 ",
                "Nov 2010:11:12",
                "Nov 20 2026 10:11:12 2026",
                "Nov 20 10:11:12 UTC UTC",
                "Nov 20 10:11:12 12345",
                "Nov 20  10:11:12",
                "Nov x 10:11:12",
                "Nov 20 10:11:12x",
                "Nov 20 20x6 10:11:12",
                "**Nov 20 10:11:12",
                "2025 Nov 20 2025 10:11:12",
                "2025 Nov 20 10:11:12 2025",
                "2025Nov 20 10:11:12",
            ],
        ),
        (Form::FastLog, &["", "11/20/2026 10:11:12", "11/20/026-10:11:12", "11/20/2026-10:11:12Z", "11-20-10:11:12"]),
        (Form::Epoch, &["", "-1", "+1", "1.", ".5", "1e9", "12a", " 1", "1 "]),
        // Week dates and days of the year (ISO 8601) are no moments that a log should have to be read by.
        (Form::Rfc3339, &["2026-W47-5T10:11:12Z", "2026W475T101112Z", "2026-324T10:11:12Z"]),
        (
            Form::YearFirst,
            &["2026-W47-5 10:11:12", "2026/11-20 10:11:12", "2026/11/20", "2026/11/20 10", "2026/11/20 10:11:12 PMX"],
        ),
        (Form::FileTime, &["", "0x", "-1", "13439639472123456a", "1.5"]),
        (Form::Clf, &["", "20/Nov/2026 10:11:12", "20/Abc/2026:10:11:12", "20/Nov/2026:10:11:12 ?"]),
        (Form::Asctime, &["", "Nov 20 10:11:12", "Fri  Nov 20 10:11:12 2026", "123 Nov 20 10:11:12"]),
        (Form::Rfc5322, &["", "20 Nov-2026 10:11:12", "Fri 20 Nov 2026 10:11:12", "20 Nov 026 10:11:12"]),
        (
            Form::MonthFirst,
            &["", "11/20-2026 10:11:12", "11/20/2026 0:11:12 AM", "11/20/2026 13:11:12 PM", "11 20 2026 10:11:12"],
        ),
        (Form::DayFirst, &["", "20.11.2026", "20.11.2026 10", "20.11.x 10:11:12"]),
        (Form::Utc, &["", "2026-11-20", "2026-11-20T10:11"]),
        (Form::Compact, &["", "20261120", "2026112T101112", "2026112010111", "20261120T1011", "261120x10:11:12"]),
    ];
    for (form, texts) in table {
        for text in *texts {
            assert_eq!(one(*form, text, &near("2026-11-23T00:00:00Z")), Err(Unreadable::Grammar), "{form:?} {text:?}");
        }
    }
}

#[test]
fn what_names_no_moment() {
    use Unreadable::{NoSuchMoment, OutOfRange};
    let table: &[(Form, &str, Unreadable)] = &[
        (Form::Rfc3339, "2026-02-29T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "1900-02-29T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-02-30T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-04-31T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-13-01T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-00-01T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-00T10:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T25:11:12Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T24:00:01Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T24:00:00.1Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T10:60:00Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T10:11:61Z", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T10:11:12+24:00", NoSuchMoment),
        (Form::Rfc3339, "2026-01-01T10:11:12+00:60", NoSuchMoment),
        (Form::Rfc3339, "2262-04-11T23:47:16.854775808Z", OutOfRange),
        (Form::Rfc3339, "1677-09-21T00:12:43.145224191Z", OutOfRange),
        (Form::Rfc3339, "9999-12-31T23:59:59Z", OutOfRange),
        (Form::Rfc3339, "0000-01-01T00:00:00Z", OutOfRange),
        (Form::Rfc3164, "Feb 30 10:11:12", NoSuchMoment),
        (Form::Rfc3164, "Feb 29 2025 10:11:12", NoSuchMoment),
        (Form::FastLog, "13/20/2026-10:11:12.1", NoSuchMoment),
        (Form::Epoch, "9223372037", OutOfRange),
        (Form::Epoch, "9223372036854775808", OutOfRange),
        (Form::Epoch, "99999999999999999999999999999999999", OutOfRange),
    ];
    for (form, text, why) in table {
        assert_eq!(one(*form, text, &near("2026-11-23T00:00:00Z")), Err(*why), "{text}");
    }
}

#[test]
fn marks_of_cisco_say_that_the_clock_was_not_synchronised() {
    let table = [("Nov 20 10:11:12", false), ("*Nov 20 10:11:12", true), (".Nov 20 10:11:12.123", true)];
    for (text, unsynchronised) in table {
        let stamp = one(Form::Rfc3164, text, &near("2026-11-23T00:00:00Z")).expect(text);
        assert_eq!(stamp.unsynchronised, unsynchronised, "{text}");
        assert_eq!(stamp.year, YearBasis::Nearest, "{text}");
    }
}

#[test]
fn a_named_moment_needs_its_offset() {
    assert_eq!(stamp::UtcNanos::parse_rfc3339("2026-11-20T10:11:12"), Err(Unreadable::Grammar));
    assert_eq!(stamp::UtcNanos::parse_rfc3339("tomorrow"), Err(Unreadable::Grammar));
    assert_eq!(utc("1970-01-01T01:00:00.000000001+01:00").0, 1);
}
