//! Suricata's eve.json.

use crate::{Case, check};

const fn eve(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "suricata.eve", facts }
}

#[test]
fn an_alert_names_its_rule_and_whose_bytes_they_are() {
    check(&[
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02+0000","event_type":"alert","src_ip":"203.0.113.66","proto":"TCP",
            "direction":"to_server","alert":{"action":"blocked","signature_id":7,"signature":"A \/ B","severity":1,
            "metadata":{"mitre_technique_id":["T1190","T1210"]}},"flow":{"bytes_toserver":1,"bytes_toclient":2}}"#,
            &[
                "Event/Rfc3339=2026-11-20T08:14:02+0000",
                "event.kind=alert",
                "event.action=blocked",
                "event.type=denied",
                "rule.id=7",
                "rule.name=A / B",
                "message=A / B",
                "threat.technique.id=T1190",
                "threat.technique.id=T1210",
                "source.bytes=1",
                "destination.bytes=2",
                "network.transport=tcp",
            ],
        ),
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"alert","direction":"to_client",
            "flow":{"bytes_toserver":1,"bytes_toclient":2,"pkts_toserver":3}}"#,
            &["destination.bytes=1", "source.bytes=2", "destination.packets=3"],
        ),
        // Nobody says which end sent the packet.
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"alert","flow":{"bytes_toserver":1,"bytes_toclient":2}}"#,
            &["!source.bytes", "!destination.bytes", "flow.bytes_toserver=1"],
        ),
    ]);
}

#[test]
fn the_end_of_a_flow_names_both_times() {
    check(&[eve(
        r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"flow","flow":{"bytes_toserver":1,"age":29,
        "start":"2026-11-20T08:13:01Z","end":"2026-11-20T08:13:30Z"}}"#,
        &[
            "source.bytes=1",
            "event.duration=29000000000",
            "Start/Rfc3339=2026-11-20T08:13:01Z",
            "End/Rfc3339=2026-11-20T08:13:30Z",
            "event.action=flow",
            "event.type=end",
        ],
    )]);
}

#[test]
fn dns_names_the_question_in_every_version() {
    check(&[
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"dns","dns":{"type":"query","rrname":"a.example.com"}}"#,
            &["dns.question.name=a.example.com", "dns.type=query"],
        ),
        // Version 1 answers record by record: the name is the record's.
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"dns","dns":{"type":"answer","rrname":"a.example.com",
            "rdata":"203.0.113.66","rcode":"NOERROR"}}"#,
            &[
                "!dns.question.name",
                "dns.rrname=a.example.com",
                "dns.answers.data=203.0.113.66",
                "event.outcome=success",
            ],
        ),
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"dns","dns":{"version":2,"type":"answer",
            "rrname":"a.example.com","rcode":"NXDOMAIN","grouped":{"A":["203.0.113.66"]}}}"#,
            &["dns.question.name=a.example.com", "dns.resolved_ip=203.0.113.66", "event.outcome=failure"],
        ),
        eve(
            r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"dns","dns":{"version":3,"type":"request",
            "queries":[{"rrname":"a.example.com","rrtype":"A"}]}}"#,
            &["dns.question.name=a.example.com", "dns.question.type=A", "dns.type=query"],
        ),
    ]);
}

#[test]
fn versions_and_mailboxes_lose_their_wrapping() {
    check(&[eve(
        r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"http","http":{"protocol":"HTTP\/1.1"},
        "tls":{"version":"TLS 1.3"},"smtp":{"mail_from":"<a@example.com>"},"email":{"to":["B <b@example.com>"]}}"#,
        &["http.version=1.1", "tls.version=1.3", "email.from.address=a@example.com", "email.to.address=b@example.com"],
    )]);
}

#[test]
fn counters_of_the_sensor_stay_in_the_evidence() {
    check(&[eve(
        r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"stats","stats":{"uptime":1,"decoder":{"pkts":2}}}"#,
        &["event.kind=metric", "!stats.uptime", "!stats.decoder.pkts"],
    )]);
}

#[test]
fn a_cut_document_means_only_what_is_whole() {
    check(&[eve(
        r#"{"timestamp":"2026-11-20T08:14:02Z","event_type":"alert","src_ip":"203.0.113.6","dest_port":44"#,
        &["source.ip=203.0.113.6", "dest_port=44", "!destination.port"],
    )]);
}

#[test]
fn members_below_the_top_claim_nothing() {
    let others = [
        r#"{"data":{"event_type":"alert","timestamp":"2026-11-20T08:14:02Z"},"x":1}"#,
        r#"{"full_log":"{\"event_type\":\"alert\",\"timestamp\":\"\"}","x":1}"#,
        r#"{"list":["event_type","timestamp"],"x":"event_type"}"#,
    ];
    check(&others.map(|line| Case { line, format: "json.lines", facts: &[] }));
}
