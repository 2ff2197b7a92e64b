//! What holds for any bytes.

use formats::read;
use proptest::prelude::*;

/// True lines, from which nearly true ones are made.
const LINES: &[&str] = &[
    "<38>Nov 20 10:11:12 web1 sshd[911]: Accepted publickey for alice from 192.0.2.7 port 50122 ssh2: ED25519 SHA256:Zm9v",
    "<85>Nov 20 10:11:12 web1 sudo: alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/ls",
    "<86>Nov 20 10:11:12 web1 sshd[9]: pam_unix(sshd:auth): authentication failure; logname= uid=0 rhost=192.0.2.7  user=root",
    "<4>Nov 20 10:11:12 gw1 kernel: [1.5] [UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:00:00:01:52:54:00:12:35:02:08:00 SRC=192.0.2.7 DST=198.51.100.5 PROTO=TCP SPT=1 DPT=22 SYN",
    "<22>Nov 20 10:11:12 mx1 postfix/smtp[9]: 4F1D42C0012: to=<c@example.net>, relay=mx.example.net[198.51.100.25]:25, status=sent (250 Ok: queued as 3XyZ9)",
    "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from bad.example.net[192.0.2.66]: 554 5.7.1 x; from=<s@example.net> to=<x@example.org> helo=<y>",
    r#"<13>1 2026-11-20T10:11:12.5Z h a 1 ID1 [meta sequenceId="29"][e@32473 a="q\"b\\c\]d"] m"#,
    "<189>42: r1: *Mar  1 00:00:12.345 UTC: %SYS-5-CONFIG_I: Configured from console",
    "<166>Nov 20 2026 10:11:12 fw1 : %ASA-6-302013: Built inbound TCP connection 7 for outside:192.0.2.7/4711 (192.0.2.7/4711) to inside:198.51.100.5/22 (198.51.100.5/22)",
    r#"<189>date=2026-11-20 time=10:11:12 devname="fw" devid="FG" logid="0000000013" type="traffic" subtype="forward" srcip=192.0.2.7 dstip=198.51.100.5 action="deny""#,
    r#"{"timestamp":"2026-11-20T10:11:12.5+0000","event_type":"alert","src_ip":"192.0.2.7","alert":{"signature":"x\u00e9","signature_id":1}}"#,
    r#"{"timestamp":"2026-11-20T10:11:12.5+0000","rule":{"level":5,"id":"5710"},"agent":{"id":"1","name":"web1"},"manager":{"name":"m"},"full_log":"x"}"#,
];

#[test]
fn a_time_that_is_not_there_has_no_place() {
    // Found by fuzzing: two blanks where a header has one.
    for line in [r#"1  CheckPoint - [action:"Accept"; src:"192.0.2.7"]"#, r#"1   - [action:"Accept"; src:"192.0.2.7"]"#]
    {
        check_places(line.as_bytes()).unwrap();
    }
}

#[test]
fn a_name_that_is_not_there_has_no_place() {
    let lines = [
        "[2026-11-20T10:11:12.123Z] I santad: action=DISKAPPEAR|mount=|volume=EFI|=TCP",
        "time=2026-11-20T10:11:12Z level=info msg=x =y \"\"=z",
        r#"{"":{"":""}}"#,
    ];
    for line in lines {
        check_places(line.as_bytes()).unwrap();
    }
}

#[test]
fn messages_within_messages_have_an_end() {
    // A container's line and a relay's line, each the message of the other, as only a hostile sender nests them.
    let nested = "2026-11-20T10:11:12.5Z stdout F 2026:11:20-10:11:12 gw1 app[7]: ".repeat(4_000) + "the end";
    let record = read(nested.as_bytes());
    let messages = record.facts.iter().filter(|fact| fact.field == Some(model::Field::Message)).count();
    assert!((1..=8).contains(&messages), "{messages}");
    check_places(nested.as_bytes()).unwrap();
}

/// Every place that a record names lies inside of the bytes.
fn check_places(raw: &[u8]) -> Result<(), TestCaseError> {
    let record = read(raw);
    let inside = |span: model::Span| span.start <= span.end && span.end as usize <= raw.len();
    for fact in &record.facts {
        prop_assert!(inside(fact.value.span()), "{fact:?}");
        if let model::Name::Span(span) = fact.name {
            prop_assert!(inside(span) && !span.is_empty(), "{fact:?}");
        }
    }
    for time in &record.times {
        prop_assert!(inside(time.span) && !time.span.is_empty(), "{time:?}");
        prop_assert!([time.time, time.zone].into_iter().flatten().all(inside), "{time:?}");
    }
    prop_assert!(record.diagnostics.iter().all(|diagnostic| inside(diagnostic.span)), "{:?}", record.diagnostics);
    prop_assert!(formats::formats().contains(&record.format));
    prop_assert_eq!(&read(raw), &record, "read twice");
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read(raw in prop::collection::vec(any::<u8>(), 0..400)) {
        check_places(&raw)?;
    }

    #[test]
    fn any_text_behind_any_header_is_read(
        header in prop::sample::select(vec!["", "<13>", "<13>1 - h a 1 - ", "Nov 20 10:11:12 h sshd[1]: ", "<1>x: ", "{"]),
        text in "[ -~é\\[\\]=\"{}]{0,120}",
    ) {
        check_places(format!("{header}{text}").as_bytes())?;
    }

    #[test]
    fn damaged_lines_are_read(
        line in prop::sample::select(LINES.to_vec()),
        cut in 0..200_usize,
        at in 0..200_usize,
        with in prop::collection::vec(any::<u8>(), 0..6),
        twice in any::<bool>(),
    ) {
        let mut raw = line.as_bytes().to_vec();
        raw.truncate(raw.len().saturating_sub(cut));
        let at = at.min(raw.len());
        raw.splice(at..at, with);
        if twice {
            raw.extend_from_within(..);
        }
        check_places(&raw)?;
    }
}

#[test]
fn long_lines_are_read_in_time_that_grows_with_them() {
    // Shapes that search, and separators that repeat: were the search to grow with the square, this would not end.
    let filler = ["a from b port 1 ", " ; X=", "; from=<", "[x y=\"", "IN=e OUT= ", ": ", "=,", "<1>"];
    for head in LINES {
        for part in filler {
            let line = format!("{head}{}", part.repeat(1 << 16));
            assert!(!read(line.as_bytes()).facts.is_empty());
        }
    }
}
