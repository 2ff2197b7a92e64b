//! `ledgerline parse`: the contract of scripts that score readers.

use serde_json::{Value as Json, json};

use crate::program::{Place, Ran};

const LINES: &str = "<34>1 2026-11-17T07:36:12.118204Z jump1 sshd 41922 - - Accepted password for ops14 from 192.0.2.201 port 51514 ssh2
<86>Nov 17 09:36:12 files1 sshd[41922]: Failed password for root from 192.0.2.20 port 50010 ssh2
nobody knows this line
{\"message\":\"a JSON line\"}
<166>Nov 17 2026 06:15:13 asa1 : %ASA-6-113004: AAA user authentication Successful : server =  192.0.2.12 : user = ops11
";

fn parse(arguments: &[&str], input: &[u8]) -> Ran {
    Place::new().run_with(&[&["parse"], arguments].concat(), input)
}

#[test]
fn as_many_come_out_as_went_in_in_their_order() {
    let table: [(&[u8], usize); 12] = [
        (b"", 0),
        (b"\n", 1),
        (b"\n\n\n", 3),
        (b"a", 1),
        (b"a\n", 1),
        (b"a\r\nb", 2),
        (b"a\n\nb\n", 3),
        (b"<13>\n", 1),
        (b"\0\0\n\0", 2),
        (b"\xff\xfe\n<34>\xc3\x28\n", 2),
        (b"{\n}\n[]\n", 3),
        (LINES.as_bytes(), 5),
    ];
    for (input, count) in table {
        let ran = parse(&["--received-at", "2026-11-20T00:00:00Z"], input);
        let events = ran.expect_code(0).lines();
        assert_eq!(events.len(), count, "{:?}", String::from_utf8_lossy(input));
        for (event, number) in events.iter().zip(1..) {
            assert_eq!(event["ledgerline"]["seq"], json!(number));
            assert!(event["ledgerline"]["format"].as_str().is_some_and(|format| !format.is_empty()), "{event}");
            assert!(event["@timestamp"].is_string(), "{event}");
        }
    }
}

#[test]
fn a_long_input_keeps_its_order() {
    let lines: String = (0..20_000).map(|number| format!("line {number}\n")).collect();
    let events = parse(&[], lines.as_bytes()).expect_code(0).lines();
    assert_eq!(events.len(), 20_000);
    for (event, number) in events.iter().zip(0..) {
        assert_eq!(event["message"], json!(format!("line {number}")));
    }
}

#[test]
fn each_line_says_who_read_it() {
    let events = parse(&["--received-at", "2026-11-20T00:00:00Z", "--zone", "UTC"], LINES.as_bytes()).lines();
    let formats: Vec<_> = events.iter().map(|event| event["ledgerline"]["format"].as_str().expect("a name")).collect();
    assert_eq!(formats[2], "unknown");
    assert_eq!(formats[4], "cisco.asa");
    assert_eq!(formats[0], formats[1], "one daemon, two syslogs: {formats:?}");
    assert_eq!(events[0]["source"]["ip"], "192.0.2.201");
    assert_eq!(events[0]["user"]["name"], "ops14");
    assert_eq!(events[0]["event"]["outcome"], "success");
    assert_eq!(events[1]["event"]["outcome"], "failure");
}

#[test]
fn zone_and_receipt_decide_what_the_line_leaves_open() {
    let line = b"<86>Nov 17 09:36:12 files1 sshd[7]: Failed password for root from 192.0.2.20 port 50010 ssh2\n";
    let table = [
        ("UTC", "2026-11-20T00:00:00Z", "2026-11-17T09:36:12Z"),
        ("Europe/Athens", "2026-11-20T00:00:00Z", "2026-11-17T07:36:12Z"),
        ("+05:30", "2026-11-20T00:00:00Z", "2026-11-17T04:06:12Z"),
        // The year nearest to receipt, at most seven days after it.
        ("UTC", "2021-01-03T12:00:00+01:00", "2020-11-17T09:36:12Z"),
        ("UTC", "2021-11-12T00:00:00Z", "2021-11-17T09:36:12Z"),
    ];
    for (zone, received_at, expected) in table {
        let ran = parse(&["--zone", zone, "--received-at", received_at], line);
        let events = ran.expect_code(0).lines();
        assert_eq!(events[0]["@timestamp"], expected, "{zone} {received_at}");
        let reasons = events[0]["ledgerline"]["time"]["reasons"].as_array().expect("reasons").clone();
        assert!(reasons.contains(&json!("zone_configured")), "{reasons:?}");
    }
    let unzoned = parse(&["--received-at", "2026-11-20T00:00:00Z"], line).lines();
    let reasons = unzoned[0]["ledgerline"]["time"]["reasons"].as_array().expect("reasons").clone();
    assert!(reasons.contains(&json!("zone_unknown")), "{reasons:?}");
}

#[test]
fn receipt_bounds_every_time() {
    let events = parse(&["--received-at", "2026-11-20T00:00:00Z", "--zone", "UTC"], LINES.as_bytes()).lines();
    for event in &events {
        assert_eq!(event["ledgerline"]["received_at"], "2026-11-20T00:00:00Z");
        let stamped = &event["ledgerline"]["time"]["stamped"];
        assert_eq!(stamped["latest"], "2026-11-20T00:00:00Z", "{event}");
        assert_eq!(stamped["earliest"], Json::Null, "no clock is known to be right");
    }
}

#[test]
fn wrong_options_are_wrong_usage() {
    let table: [(&[&str], &str); 6] = [
        (&["--zone", "Atlantis/Capital"], "--zone"),
        (&["--zone", "+99:00"], "--zone"),
        (&["--received-at", "yesterday"], "--received-at"),
        (&["--received-at", "2026-11-20T00:00:00"], "--received-at"),
        (&["--received-at", "2026-02-30T00:00:00Z"], "--received-at"),
        (&["--no-such-option"], "--no-such-option"),
    ];
    for (arguments, named) in table {
        let ran = parse(arguments, b"a\n");
        ran.expect_code(64);
        assert!(ran.err.contains(named), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "nothing is printed");
    }
}

#[test]
fn no_data_directory_is_made() {
    let place = Place::new();
    place.run_with(&["parse"], b"a\n").expect_code(0);
    assert!(!place.data().exists());
}
