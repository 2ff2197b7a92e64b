//! Zones that a configuration names.

use stamp::{Context, Form, Unreadable, Zone, ZoneBasis};

use crate::{HOUR, in_zone, near, one, utc};

#[test]
fn zones_are_parsed_once() {
    assert_eq!(Zone::parse("UTC"), Ok(Zone::Fixed(0)));
    assert_eq!(Zone::parse("Z"), Ok(Zone::Fixed(0)));
    assert_eq!(Zone::parse("+02:00"), Ok(Zone::Fixed(7_200)));
    assert_eq!(Zone::parse("-0330"), Ok(Zone::Fixed(-12_600)));
    assert_eq!(Zone::parse("Europe/Berlin"), Ok(Zone::Named(chrono_tz::Europe::Berlin)));
    for text in ["", "Berlin", "Europe/Atlantis", "+25:00", "+01:60", "2"] {
        let error = Zone::parse(text).expect_err(text);
        assert!(error.to_string().contains(&format!("{text:?}")), "{error}");
    }
}

#[test]
fn a_configured_zone_reads_what_has_none() {
    let table = [
        ("Europe/Berlin", "2026-11-20 10:11:12", "2026-11-20T09:11:12Z"),
        ("Europe/Berlin", "2026-07-20 10:11:12", "2026-07-20T08:11:12Z"),
        ("America/St_Johns", "2026-11-20 10:11:12", "2026-11-20T13:41:12Z"),
        ("-05:00", "2026-11-20 10:11:12", "2026-11-20T15:11:12Z"),
    ];
    for (zone, text, at) in table {
        let stamp = one(Form::Rfc3339, text, &in_zone(zone)).expect(text);
        assert_eq!((stamp.at, stamp.zone), (utc(at), ZoneBasis::Configured), "{zone}");
        assert_eq!(stamp.read.earliest, stamp.at, "{zone}");
        let written = one(Form::Rfc3339, &format!("{text}Z"), &in_zone(zone)).expect(text);
        assert_eq!(written.zone, ZoneBasis::Written, "{zone}");
    }
}

#[test]
fn an_hour_told_twice_holds_both_readings() {
    // Berlin, 25 October 2026: at 03:00 summer time the clock goes back to 02:00.
    let berlin = in_zone("Europe/Berlin");
    let stamp = one(Form::Rfc3339, "2026-10-25 02:30:00", &berlin).expect("readable");
    assert_eq!(stamp.zone, ZoneBasis::ConfiguredAmbiguous);
    assert_eq!(stamp.at, utc("2026-10-25T00:30:00Z"));
    assert_eq!(stamp.read.earliest, stamp.at);
    assert_eq!(stamp.read.latest, utc("2026-10-25T01:30:00.999999999Z"));
    for (text, zone) in [("01:59:59", ZoneBasis::Configured), ("03:00:00", ZoneBasis::Configured)] {
        let stamp = one(Form::Rfc3339, &format!("2026-10-25 {text}"), &berlin).expect(text);
        assert_eq!(stamp.zone, zone, "{text}");
        assert!(stamp.read.latest.0 - stamp.read.earliest.0 < HOUR, "{text}");
    }
}

#[test]
fn an_hour_that_the_zone_skips_is_no_moment() {
    // Berlin, 29 March 2026: at 02:00 the clock goes forward to 03:00.
    let berlin = in_zone("Europe/Berlin");
    let read = |text: &str| one(Form::Rfc3339, text, &berlin).map(|stamp| stamp.at);
    assert_eq!(read("2026-03-29 01:59:59"), Ok(utc("2026-03-29T00:59:59Z")));
    assert_eq!(read("2026-03-29 02:00:00"), Err(Unreadable::SkippedHour));
    assert_eq!(read("2026-03-29 02:59:59.9"), Err(Unreadable::SkippedHour));
    assert_eq!(read("2026-03-29 03:00:00"), Ok(utc("2026-03-29T01:00:00Z")));
    assert_eq!(read("2026-03-29 02:30:00+01:00"), Ok(utc("2026-03-29T01:30:00Z")));
}

#[test]
fn year_and_zone_are_found_together() {
    let context = Context { zone: in_zone("Europe/Berlin").zone, ..near("2027-01-01T00:10:00Z") };
    let table = [
        ("Jan  1 01:09:00", "2027-01-01T00:09:00Z"),
        ("Dec 31 23:30:00", "2026-12-31T22:30:00Z"),
        ("Mar 29 03:00:00", "2026-03-29T01:00:00Z"),
    ];
    for (text, at) in table {
        assert_eq!(one(Form::Rfc3164, text, &context).map(|stamp| stamp.at), Ok(utc(at)), "{text}");
    }
    assert_eq!(one(Form::Rfc3164, "Mar 29 02:30:00", &context), Err(Unreadable::SkippedHour));
}
