//! The envelope.

use crate::{Case, check};

const fn rfc5424(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "syslog.rfc5424", facts }
}

const fn rfc3164(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "syslog.rfc3164", facts }
}

#[test]
fn reads_rfc5424() {
    check(&[
        rfc5424(
            "<34>1 2026-10-11T22:14:15.003Z www1.example.com app 77 ID47 - it works",
            &[
                "log.syslog.priority=34",
                "log.syslog.version=1",
                "log.syslog.hostname=www1.example.com",
                "host.hostname=www1.example.com",
                "log.syslog.appname=app",
                "process.name=app",
                "log.syslog.procid=77",
                "process.pid=77",
                "log.syslog.msgid=ID47",
                "message=it works",
                "Header/Rfc3339=2026-10-11T22:14:15.003Z",
            ],
        ),
        rfc5424("<0>1 - - - - - -", &["log.syslog.priority=0", "!log.syslog.hostname", "!message", "!process.name"]),
        rfc5424("<13>1 - h a p-1 - - m", &["log.syslog.procid=p-1", "!process.pid", "message=m"]),
        rfc5424("<13>1 - h - 12 - - m", &["log.syslog.procid=12", "!process.name"]),
        rfc5424("<13>1 - - - - - - \u{FEFF}with a mark", &["message=with a mark"]),
        rfc5424(
            "<13>1 2026-10-11T22:14:15.003+02:00 192.0.2.7 - - - - m",
            &["host.ip=192.0.2.7", "host.hostname=192.0.2.7"],
        ),
    ]);
}

#[test]
fn reads_structured_data() {
    check(&[
        rfc5424(
            r#"<13>1 - h a 1 - [meta sequenceId="29"][origin ip="192.0.2.9" software="x"][timeQuality tzKnown="1" isSynced="0"] m"#,
            &[
                "event.sequence=29",
                "host.ip=192.0.2.9",
                "origin.software=x",
                "timeQuality.tzKnown=1",
                "timeQuality.isSynced=0",
                "message=m",
            ],
        ),
        rfc5424(
            r#"<13>1 - h a 1 - [e@32473 a="q\"b\\c\]d" n="x\y" e=""]"#,
            &[r#"e@32473.a=q"b\c]d"#, r"e@32473.n=x\y", "e@32473.e=", "!message"],
        ),
        rfc5424(r#"<13>1 - h a 1 - [meta sequenceId="soon"] m"#, &["meta.sequenceId=soon", "!event.sequence"]),
        rfc5424("<13>1 - h a 1 - [empty@32473] m", &["message=m"]),
    ]);
}

#[test]
fn keeps_what_follows_a_damaged_header() {
    check(&[
        rfc5424(
            r#"<13>1 - h a 1 - [ok@1 a="1"][bad@1 a= "2"] m"#,
            &["ok@1.a=1", r#"message=[bad@1 a= "2"] m"#, r#"diagnostic/header=[bad@1 a= "2"] m"#, "!bad@1.a"],
        ),
        rfc5424(r#"<13>1 - h a 1 - [cut@1 a="1"#, &[r#"message=[cut@1 a="1"#, r#"diagnostic/header=[cut@1 a="1"#]),
        rfc5424("<13>1 - h a 1 - no data", &["message=no data", "diagnostic/header=no data"]),
        rfc5424(r#"<13>1 - h a 1 - [a@1 b="c"]glued"#, &["a@1.b=c", "message=glued", "diagnostic/header=glued"]),
        rfc5424("<13>1 2026-10-11T22:14:15Z h", &["log.syslog.hostname=h", "!message"]),
        rfc5424("<13>1 2026-13-41T99:00:00Z h a - - - m", &["Header/Rfc3339=2026-13-41T99:00:00Z", "message=m"]),
    ]);
}

#[test]
fn reads_rfc3164() {
    check(&[
        rfc3164(
            "<30>Oct  1 22:14:15 web1 agentd[4321]: (root) CMD (true)",
            &[
                "log.syslog.priority=30",
                "log.syslog.hostname=web1",
                "host.hostname=web1",
                "process.name=agentd",
                "process.pid=4321",
                "message=(root) CMD (true)",
                "Header/Rfc3164=Oct  1 22:14:15",
            ],
        ),
        rfc3164(
            "Oct 1 22:14:15 web1 agentd: x",
            &["Header/Rfc3164=Oct 1 22:14:15", "process.name=agentd", "message=x"],
        ),
        rfc3164(
            "<13>Oct 11 22:14:15 web1 no tag here",
            &["host.hostname=web1", "!process.name", "message=no tag here"],
        ),
        rfc3164(
            "<13>Oct 11 22:14:15 agentd[1]: no host",
            &["!log.syslog.hostname", "process.pid=1", "message=no host"],
        ),
        rfc3164(
            "<13>Oct 11 22:14:15 /usr/sbin/agentd[1]: m",
            &["log.syslog.appname=/usr/sbin/agentd", "process.name=agentd"],
        ),
        rfc3164("<13>Oct 11 22:14:15 2026 web1 a: m", &["Header/Rfc3164=Oct 11 22:14:15 2026", "host.hostname=web1"]),
        rfc3164("<13>Oct 11 2026 22:14:15 web1 a: m", &["Header/Rfc3164=Oct 11 2026 22:14:15", "host.hostname=web1"]),
        rfc3164("2026 Oct 11 22:14:15 web1 a: m", &["Header/Rfc3164=2026 Oct 11 22:14:15", "host.hostname=web1"]),
        rfc3164("<13>Oct 11 22:14:15.123456 web1 a: m", &["Header/Rfc3164=Oct 11 22:14:15.123456"]),
        rfc3164(
            "<13>2026-10-11T22:14:15+02:00 web1 a[2]: m",
            &["Header/Rfc3339=2026-10-11T22:14:15+02:00", "process.pid=2"],
        ),
        rfc3164("2026-10-11T22:14:15.5+02:00 web1 a: m", &["host.hostname=web1", "process.name=a", "message=m"]),
        rfc3164("<13>Oct 11 22:14:15 2001:db8::1 a: m", &["host.hostname=2001:db8::1", "host.ip=2001:db8::1"]),
        rfc3164("<13>app: no time", &["process.name=app", "message=no time", "!log.syslog.hostname"]),
        rfc3164("web1 app[12]: no time", &["log.syslog.hostname=web1", "process.pid=12", "message=no time"]),
        rfc3164("<13>", &["log.syslog.priority=13", "!message"]),
        rfc3164("<13>Oct 11 22:14:15 web1", &["host.hostname=web1", "!message"]),
        rfc3164("<13>Oct 11 22:14:15 web1 WEF:0|v|p|1|x|y|1|a=b", &["!process.name", "message=WEF:0|v|p|1|x|y|1|a=b"]),
    ]);
}

#[test]
fn reads_what_cisco_puts_before_the_message() {
    check(&[
        rfc3164(
            "<189>42: r1: *Mar  1 00:00:12.345 UTC: %UCSM-5-CONFIG_I: Configured from console",
            &[
                "event.sequence=42",
                "log.syslog.hostname=r1",
                "Header/Rfc3164=*Mar  1 00:00:12.345 UTC",
                "message=%UCSM-5-CONFIG_I: Configured from console",
            ],
        ),
        rfc3164("<189>43: .Mar  1 00:00:12: %UCSM-5-X: y", &["event.sequence=43", "Header/Rfc3164=.Mar  1 00:00:12"]),
        rfc3164(
            "<190>Nov 20 2026 10:11:12 sw1 : %UCSM-6-302013: Built",
            &["log.syslog.hostname=sw1", "message=%UCSM-6-302013: Built"],
        ),
        rfc3164(
            "<190>Nov 20 2026 10:11:12: %UCSM-6-302013: Built",
            &["!log.syslog.hostname", "message=%UCSM-6-302013: Built"],
        ),
        rfc3164("<190>sw1: %UCSM-6-302013: Built", &["message=%UCSM-6-302013: Built"]),
    ]);
}

#[test]
fn diagnoses_priorities() {
    check(&[
        rfc3164("<192>Oct 11 22:14:15 h a: m", &["diagnostic/priority=192", "!log.syslog.priority", "process.name=a"]),
        rfc3164("<0013>Oct 11 22:14:15 h a: m", &["diagnostic/priority=0013"]),
        rfc3164("<-1>Oct 11 22:14:15 h a: m", &["diagnostic/priority=-1"]),
        rfc3164("<>Oct 11 22:14:15 h a: m", &["diagnostic/priority="]),
        rfc5424("<999>1 - h a 1 - - m", &["diagnostic/priority=999", "message=m"]),
        Case { line: "<13 Oct 11 22:14:15 h a: m", format: "unknown", facts: &["message=<13 Oct 11 22:14:15 h a: m"] },
    ]);
}

#[test]
fn takes_no_words_of_a_message_for_a_program() {
    check(&[
        rfc3164(
            "Nov 20 10:11:12 host1 GET (x sshd[4]: boo",
            &["host.hostname=host1", "message=GET (x sshd[4]: boo", "!process.name"],
        ),
        rfc3164("Nov 20 10:11:12 host1 fetched by sshd[4]: boo", &["host.hostname=host1", "!process.name"]),
        rfc3164("Nov 20 10:11:12 host1 x(y[4]: boo", &["host.hostname=host1", "!process.name"]),
        rfc3164("Nov 20 10:11:12 host1 f(x)y: boo", &["host.hostname=host1", "!process.name"]),
        rfc3164("Nov 20 10:11:12 host1 x)y: boo", &["host.hostname=host1", "!process.name"]),
        rfc3164("Nov 20 10:11:12 host1 (sd-pam)[4]: boo", &["process.name=(sd-pam)"]),
        rfc3164("Nov 20 10:11:12 host1 app(worker)[4]: boo", &["process.name=app(worker)"]),
        rfc3164("Nov 20 10:11:12 host1 Example Browser Helper[4]: boo", &["process.name=Example Browser Helper"]),
        rfc3164("Nov 20 10:11:12 host1 Example Helper (GPU)[4]: boo", &["process.name=Example Helper (GPU)"]),
        rfc3164("Nov 20 10:11:12 host1 gdm-session]: boo", &["process.name=gdm-session]"]),
    ]);
}
