//! What a query says of one event.

use query::{MatchContext, parse};

use crate::event::{RAW, event};

fn matches(text: &str) -> bool {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).matches(
        &event(),
        RAW.as_bytes(),
        &MatchContext { feed: "Syslog-TCP" },
    )
}

const MET: &[&str] = &[
    "",
    "*",
    "failed",
    "FAILED Password",
    "\"failed password\"",
    "failed-password-for",
    "fail*",
    "*ssw?rd",
    "203.0.113.7",
    "203.0.113.*",
    "\"port 0022\"",
    "1.5",
    "müller",
    "MÜLL*",
    // What the device wrote, unescaped; a value that is part of a word.
    "abc",
    "aile",
    "admin",
    "user.name:root",
    "user.name:ROOT",
    "user.name:\"admin ä\"",
    "user.name:ro*",
    "user.name:adm*Ä",
    "user.name:(x OR root)",
    "user.name:(root admin*)",
    "user.name:[admin TO root]",
    "user.name:{admin TO b}",
    "NOT user.name:x",
    "failed -absent",
    "!absent && failed",
    "absent || failed",
    "absent OR failed AND password",
    "(absent OR failed) AND password",
    "+failed +password",
    "message:password",
    "message:\"password for\"",
    "source.ip:203.0.113.7",
    "source.ip:203.0.113.0/24",
    "source.ip:203.0.113.200/24",
    "source.ip:::ffff:203.0.113.7",
    "source.ip:203.0.113.*",
    "source.ip:[203.0.113.0 TO 203.0.113.7]",
    "source.ip:>=203.0.113.7",
    "source.port:22",
    "source.port:[1 TO 22]",
    "source.port:{21 TO 23}",
    "source.port:>21",
    "source.port:<=22",
    "source.port:2?",
    "process.executable:\"C:\\Windows\\x.exe\"",
    "process.executable:C:\\\\windows\\\\*",
    "event.outcome:failure",
    "event.start:2026-11-20T10:11:10Z",
    "_exists_:event.start",
    "event.start:*",
    "@timestamp:2026-11-20",
    "@timestamp:2026-11-20T10:11:12Z",
    "@timestamp:2026-11-20T11:11:12+01:00",
    "@timestamp:[2026-11-19 TO 2026-11-20]",
    "@timestamp:<2026-11-21",
    "@timestamp:>=2026-11-20T10:11:12Z",
    "ledgerline.seq:42",
    "ledgerline.seq:>=42",
    "ledgerline.stream:7",
    "ledgerline.position:3",
    "ledgerline.format:openssh.*",
    "ledgerline.feed:syslog-tcp",
    "ledgerline.received_at:2026-11-20T10:11:17Z",
    "ledgerline.diagnostics.kind:not_utf8",
    "ledgerline.time.reasons:precision",
    "openssh.sshd.note:ABC",
    "openssh.sshd.tries:>=9",
    "openssh.sshd.tries:[9 TO 10]",
    "openssh.sshd.tries:[\"1\" TO \"x\"]",
    "_exists_:openssh.sshd.tries",
];

#[test]
fn meets() {
    for text in MET {
        assert!(matches(text), "{text}");
    }
}

const NOT_MET: &[&str] = &[
    "fail",
    "faile",
    "\"password failed\"",
    "\"failed for\"",
    "failed.password.x",
    "203.0.113",
    "203.0.113.70",
    "absent",
    // A word of ours is not the record's text.
    "failure",
    "NOT failed",
    "failed NOT password",
    "failed AND absent OR absent",
    "user.name:roo",
    "user.name:\"ro*\"",
    "user.name:(root AND x)",
    "user.name:{\"admin ä\" TO root}",
    "message:passwor",
    "message:\"for password\"",
    "source.ip:203.0.113.8",
    "source.ip:198.51.100.0/24",
    "source.ip:{203.0.113.7 TO *}",
    "source.ip:>2001:db8::",
    "source.port:2",
    "source.port:{22 TO *]",
    "source.port:0022*",
    "event.outcome:success",
    "event.start:2026-11-20T10:11:11Z",
    "_exists_:user.email",
    "@timestamp:2026-11-21",
    "@timestamp:{2026-11-20 TO *}",
    "@timestamp:{* TO 2026-11-20}",
    "ledgerline.seq:41",
    "ledgerline.feed:syslog",
    "openssh.sshd.user:root",
    "openssh.other.note:abc",
    // Numbers are compared as numbers: as text, 10 stands before 9.
    "openssh.sshd.tries:<9",
    "openssh.sshd.note:>=1",
];

#[test]
fn does_not_meet() {
    for text in NOT_MET {
        assert!(!matches(text), "{text}");
    }
}

#[test]
fn words_of_bytes_that_are_no_text() {
    let mut event = event();
    event.facts.clear();
    let raw = b"\xff\xfeabc\x00def \xc3\x9f";
    let feed = MatchContext { feed: "f" };
    for (text, expected) in [("abc", true), ("\"abc def\"", true), ("\u{df}", true), ("xyz", false)] {
        assert_eq!(parse(text).unwrap().matches(&event, raw, &feed), expected, "{text}");
    }
    assert!(!parse("a*").unwrap().matches(&event, b"", &feed));
    assert!(parse("*").unwrap().matches(&event, b"", &feed));
}
