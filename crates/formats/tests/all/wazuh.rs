//! Wazuh's alerts.json.

use crate::{Case, check};

const fn alert(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "wazuh.alerts", facts }
}

#[test]
fn the_alert_quotes_a_record() {
    check(&[alert(
        r#"{"timestamp":"2026-11-20T08:14:59.120+0000","rule":{"level":5,"description":"failed","id":"5760",
        "mitre":{"id":["T1110"],"tactic":["Credential Access"],"technique":["Brute Force"]},
        "groups":["syslog","authentication_failed"]},"agent":{"id":"001","name":"web-1","ip":"198.51.100.40"},
        "manager":{"name":"wazuh-1"},"full_log":"a \"quoted\" line","predecoder":{"timestamp":"Nov 20 08:14:59"},
        "data":{"srcip":"203.0.113.66","dstuser":"vera"},"location":"/var/log/auth.log"}"#,
        &[
            "Event/Rfc3339=2026-11-20T08:14:59.120+0000",
            "predecoder.timestamp=Nov 20 08:14:59",
            "event.original=a \"quoted\" line",
            "event.severity=5",
            "rule.id=5760",
            "rule.description=failed",
            "message=failed",
            "rule.category=syslog",
            "event.category=authentication",
            "event.outcome=failure",
            "event.kind=alert",
            "threat.technique.id=T1110",
            "threat.tactic.name=Credential Access",
            "host.name=web-1",
            "host.ip=198.51.100.40",
            "agent.id=001",
            "observer.name=wazuh-1",
            "user.name=vera",
            "log.file.path=/var/log/auth.log",
        ],
    )]);
}

#[test]
fn an_address_may_hold_its_port() {
    // The member's text, and what is read of it.
    let cases: [(&str, &[&str]); 6] = [
        ("198.51.100.40:80", &["destination.ip=198.51.100.40", "destination.port=80"]),
        ("198.51.100.40", &["destination.ip=198.51.100.40", "!destination.port"]),
        ("2001:db8::40", &["destination.ip=2001:db8::40", "!destination.port"]),
        ("198.51.100.40:http", &["destination.address=198.51.100.40:http", "!destination.port"]),
        ("host.example.com", &["destination.address=host.example.com", "!destination.ip"]),
        ("", &["!destination.ip", "!destination.address"]),
    ];
    for (text, facts) in cases {
        let line = format!(
            r#"{{"timestamp":"2026-11-20T08:14:59Z","rule":{{}},"agent":{{}},"manager":{{}},"data":{{"dstip":"{text}"}}}}"#
        );
        let facts: Vec<&'static str> = facts.to_vec();
        check(&[Case { line: line.leak(), format: "wazuh.alerts", facts: facts.leak() }]);
    }
}

#[test]
fn who_acted_depends_on_the_decoder() {
    check(&[
        alert(
            r#"{"timestamp":"","rule":{},"agent":{},"manager":{},"decoder":{"name":"sudo"},
            "data":{"srcuser":"vera","dstuser":"root"}}"#,
            &["user.name=vera", "user.effective.name=root"],
        ),
        alert(
            r#"{"timestamp":"","rule":{},"agent":{},"manager":{},"decoder":{"name":"pam"},
            "data":{"srcuser":"olaf","dstuser":"vera"}}"#,
            &["user.name=vera", "source.user.name=olaf"],
        ),
        alert(
            r#"{"timestamp":"","rule":{},"agent":{},"manager":{},"decoder":{"name":"web-accesslog"},
            "data":{"id":"404","protocol":"GET"}}"#,
            &["http.response.status_code=404", "http.request.method=GET"],
        ),
        alert(
            r#"{"timestamp":"","rule":{},"agent":{},"manager":{},"decoder":{"name":"snort"},"data":{"id":"1:2:3"}}"#,
            &["data.id=1:2:3", "!http.response.status_code"],
        ),
    ]);
}

#[test]
fn locations_that_are_no_files_stay_own() {
    check(&[
        alert(
            r#"{"timestamp":"","rule":{},"agent":{},"manager":{},"location":"C:\\logs\\a.log"}"#,
            &["log.file.path=C:\\logs\\a.log"],
        ),
        alert(
            r#"{"timestamp":"","rule":{},"agent":{},"manager":{},"location":"journald"}"#,
            &["location=journald", "!log.file.path"],
        ),
        Case {
            line: r#"{"timestamp":"2026-11-20T08:14:59Z","rule":{"id":"1"},"agent":{"id":"1"}}"#,
            format: "json.lines",
            facts: &[],
        },
    ]);
}
