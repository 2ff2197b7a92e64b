//! What OSSEC, Splunk and ArcSight pass on: their own words apart from those of the record that they quote.

use crate::{Case, check};

#[test]
fn ossec_pairs_end_where_the_quoted_record_begins() {
    check(&[
        Case {
            line: r#"Nov 20 10:00:00 h ossec: crit=5 id=31101 description="Web" component="web1->/var/log/a.log", classification="web,accesslog,", src_ip="192.0.2.1", message="198.51.100.9 - - "GET /?a=1 HTTP/1.0" user="root" src_ip="203.0.113.66" acct=evil 404""#,
            format: "ossec.alerts",
            facts: &[
                "source.ip=192.0.2.1",
                "!user.name",
                "!acct",
                r#"event.original=198.51.100.9 - - "GET /?a=1 HTTP/1.0" user="root" src_ip="203.0.113.66" acct=evil 404"#,
            ],
        },
        Case {
            line: r#"ossec: crit=5 id=31101 description="Web" component="web1->/var/log/a.log", message="cut " user=evil"#,
            format: "ossec.alerts",
            facts: &[r#"event.original=cut " user=evil"#, "!user.name"],
        },
    ]);
}

#[test]
fn ossec_claims_only_what_has_its_shape() {
    check(&[
        Case { line: r#"crit=1 host=web1 msg="disk full" user=bob"#, format: "unknown", facts: &["!observer.vendor"] },
        Case { line: r#"crit=1 id=x component="a->b" user=bob"#, format: "unknown", facts: &[] },
        Case { line: r#"crit=1 id=2 description="a->b" user=bob"#, format: "unknown", facts: &[] },
        Case {
            line: r#"{"crit":5,"id":"INC-1","component":"billing","description":"Payment failed","classification":"ops","user":"bob"}"#,
            format: "json.lines",
            facts: &["!observer.vendor"],
        },
        Case {
            line: r#"{"crit":5,"id":7,"component":"billing","description":"Payment failed"}"#,
            format: "json.lines",
            facts: &["!observer.vendor"],
        },
        Case {
            line: r#"{"crit":"high","id":7,"component":"a->b","description":"Payment failed"}"#,
            format: "json.lines",
            facts: &["!observer.vendor"],
        },
        Case {
            line: r#"{"crit":5,"id":7,"component":"web1->/var/log/a.log","description":"Web"}"#,
            format: "ossec.alerts",
            facts: &["rule.id=7", "host.name=web1"],
        },
    ]);
}

#[test]
fn splunk_claims_only_results_of_its_own() {
    check(&[
        Case { line: r#"{"preview":"data:image/png","result":"ok","user":"bob"}"#, format: "json.lines", facts: &[] },
        Case { line: r#"{"preview":"a","result":{"user":"bob"}}"#, format: "json.lines", facts: &[] },
        Case { line: r#"{"preview":true,"result":"ok"}"#, format: "json.lines", facts: &[] },
        Case { line: r#"{"preview":true,"result":{"user":"bob"}}"#, format: "splunk.alert", facts: &["user.name=bob"] },
    ]);
}

#[test]
fn splunk_exports_are_read_behind_their_syslog_headers() {
    check(&[
        Case {
            line: r#"{"preview":false,"offset":0,"result":{"_time":"2026-11-20T10:00:00.000+00:00","host":"h1","_raw":"Nov 20 10:00:00 h1 sshd[1]: Failed password for root from 192.0.2.1 port 22 ssh2"}}"#,
            format: "linux.sshd",
            facts: &[
                "source.ip=192.0.2.1",
                "user.name=root",
                "event.outcome=failure",
                "process.name=sshd",
                "host.name=h1",
                "message=Nov 20 10:00:00 h1 sshd[1]: Failed password for root from 192.0.2.1 port 22 ssh2",
                "Header/Rfc3339=2026-11-20T10:00:00.000+00:00",
                "Header/Rfc3164=Nov 20 10:00:00",
            ],
        },
        Case {
            line: r#"{"preview":false,"offset":0,"result":{"_time":"2026-11-20T10:00:00.000+00:00","_raw":"<134>1 2026-11-20T10:00:00Z h1 sshd 7 - - Failed password for \"root\" from 192.0.2.1 port 22 ssh2"}}"#,
            format: "linux.sshd",
            facts: &["source.ip=192.0.2.1", "event.outcome=failure", "log.syslog.appname=sshd", "process.pid=7"],
        },
        Case {
            line: r#"<14>Nov 20 10:00:01 siem1 splunkd[9]: {"preview":false,"result":{"_raw":"Nov 20 10:00:00 h1 sshd[1]: Failed password for root from 192.0.2.1 port 22 ssh2"}}"#,
            format: "linux.sshd",
            facts: &["log.syslog.hostname=h1", "relay=siem1", "process.name=sshd", "relay_app-name=splunkd"],
        },
        Case {
            line: r#"{"preview":false,"result":{"_raw":"Nov 20 10:00:00 h1 app: nobody reads this"}}"#,
            format: "splunk.alert",
            facts: &["message=Nov 20 10:00:00 h1 app: nobody reads this", "log.syslog.appname=app"],
        },
    ]);
}

#[test]
fn a_host_of_cef_is_the_address_only_where_none_is_told() {
    check(&[
        Case {
            line: "CEF:0|A|B|1|1|x|3|src=192.0.2.1 shost=198.51.100.7 dst=203.0.113.1 dhost=203.0.113.9 act=blocked",
            format: "arcsight.cef",
            facts: &[
                "source.ip=192.0.2.1",
                "destination.ip=203.0.113.1",
                "shost=198.51.100.7",
                "dhost=203.0.113.9",
                "!source.domain",
            ],
        },
        Case {
            line: "CEF:0|A|B|1|1|x|3|shost=198.51.100.7 src=192.0.2.1",
            format: "arcsight.cef",
            facts: &["source.ip=192.0.2.1", "shost=198.51.100.7"],
        },
        Case {
            line: "CEF:0|A|B|1|1|x|3|shost=198.51.100.7 dhost=db1.example.com dst=192.0.2.1 act=blocked",
            format: "arcsight.cef",
            facts: &["source.ip=198.51.100.7", "destination.domain=db1.example.com", "event.category=network"],
        },
    ]);
}

#[test]
fn an_outcome_of_cef_is_a_whole_word() {
    for (written, outcome) in [
        ("Suspended", None),
        ("Forwarded", None),
        ("Success", Some("success")),
        ("/Success", Some("success")),
        ("SUCCEEDED", Some("success")),
        ("successful", Some("success")),
        ("/Failure", Some("failure")),
        ("failed", Some("failure")),
        ("Fail", Some("failure")),
    ] {
        let line = format!("CEF:0|A|B|1|1|x|3|src=192.0.2.1 outcome={written}");
        let record = formats::read(line.as_bytes());
        let read = record.first(model::Field::EventOutcome).map(|fact| fact.value.text(line.as_bytes()).into_owned());
        assert_eq!(read.as_deref(), outcome, "{written}");
    }
}

#[test]
fn reads_a_paragraph_of_ossecs_own_file() {
    check(&[Case {
        line: "** Alert 1795165872.104: mail  - syslog,sshd,authentication_failed,\n2026 Nov 20 10:11:12 (jump1) 192.0.2.22->/var/log/auth.log\nRule: 5716 (level 5) -> 'SSHD authentication failed.'\nSrc IP: 203.0.113.9\nSrc Port: 40000\nUser: root\nNov 20 10:11:11 jump1 sshd[9]: Failed password for root from 203.0.113.9 port 40000 ssh2\n",
        format: "ossec.alerts",
        facts: &[
            "source.ip=203.0.113.9",
            "source.port=40000",
            "user.name=root",
            "rule.id=5716",
            "rule.name=SSHD authentication failed.",
            "host.name=jump1",
            "host.ip=192.0.2.22",
            "log.file.path=/var/log/auth.log",
            "event.outcome=failure",
            "event.original=Nov 20 10:11:11 jump1 sshd[9]: Failed password for root from 203.0.113.9 port 40000 ssh2",
            "Event/Epoch=1795165872",
        ],
    }]);
}
