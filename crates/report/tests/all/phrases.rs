//! What happened, in one phrase.

use report::summarize_event;
use serde_json::{Value, json};

#[test]
fn each_kind_of_event_has_its_phrase() {
    let cases: [(Value, &str); 20] = [
        (
            json!({"event": {"kind": "alert"}, "rule": {"name": ["web out", "Brute force"]}}),
            "alert “web out, Brute force”",
        ),
        (
            json!({"event": {"kind": "alert", "action": "allowed", "category": ["intrusion_detection"]},
                "rule": {"name": "SSH scan"}, "source": {"ip": "192.0.2.1", "port": 4444},
                "destination": {"ip": "2001:db8::7", "port": 22}}),
            "alert “SSH scan”: 192.0.2.1:4444 → [2001:db8::7]:22",
        ),
        (
            json!({"event": {"kind": "alert"}, "rule": {"description": "File changed"}, "file": {"path": "/srv/a"}}),
            "alert “File changed”: file /srv/a",
        ),
        (
            json!({"event": {"action": "mail_delivered", "outcome": "success"}, "process": {"name": "postfix/local"},
                "email": {"from": {"address": "a@example.com"}, "to": {"address": ["b@example.com", "c@example.com"]},
                "local_id": "4F1"}}),
            "postfix/local: mail delivered: a@example.com → b@example.com and 1 more, queue id 4F1, success",
        ),
        (
            json!({"event": {"action": "login_failed", "category": "authentication", "outcome": "failure"},
                "process": {"name": "sshd"}, "user": {"name": "root"}, "source": {"ip": "192.0.2.1"}}),
            "sshd: login failed: account root, from 192.0.2.1, failure",
        ),
        (
            json!({"event": {"category": ["authentication", "process"]}, "process": {"name": "sudo",
                "command_line": "/bin/ls"}, "user": {"name": "a", "effective": {"name": "root"}}}),
            "sudo: command “/bin/ls”: account a as root",
        ),
        (json!({"event": {"action": "fetched"}, "file": {"path": "/x"}}), "fetched: /x"),
        (
            json!({"event": {"type": ["denied"]}, "network": {"transport": "udp"}, "rule": {"id": 4},
                "source": {"ip": "192.0.2.1"}, "destination": {"ip": "192.0.2.2", "port": "53"}}),
            "connection udp: 192.0.2.1 → 192.0.2.2:53, rule “4”, denied",
        ),
        (json!({"message": "hello", "source": {"ip": "192.0.2.1"}}), "hello"),
        (json!({"message": "Started.", "process": {"name": "systemd"}}), "systemd: Started."),
        (json!({"event": {"action": "tunnel_up"}}), "tunnel up"),
        (
            json!({"event": {"action": "http"}, "url": {"domain": "www.example.com", "original": "/a"},
                "source": {"ip": "192.0.2.1"}, "destination": {"ip": "192.0.2.2"}}),
            "http: 192.0.2.1 → 192.0.2.2, url www.example.com/a",
        ),
        (json!({"message": ["level=a msg=b", "b"]}), "b"),
        (json!({"message": "l=a msg=b", "ledgerline": {"format": "v.p"}, "v": {"p": {"msg": "b"}}}), "b"),
        (
            json!({"message": "%ASA-6-113039: Group <G> User <u> session started.", "source": {"ip": "192.0.2.1"}}),
            "Group <G> User <u> session started.",
        ),
        (
            json!({"message": "Edit firewall.policy 118", "event": {"category": "configuration", "action": "Edit"},
                "source": {"ip": "192.0.2.7"}, "user": {"name": "netadmin"}}),
            "Edit firewall.policy 118: account netadmin",
        ),
        (json!({}), "a record without a readable text"),
        (json!("no object"), "a record without a readable text"),
        (json!({"message": ""}), "a record without a readable text"),
        (json!({"message": "a\u{1b}[2Jb"}), "a\\u{1b}[2Jb"),
    ];
    for (event, phrase) in cases {
        assert_eq!(summarize_event(&event), phrase, "{event}");
    }
}

#[test]
fn a_long_text_is_cut() {
    let phrase = summarize_event(&json!({"message": "x".repeat(10_000)}));
    assert_eq!(phrase.chars().count(), 241);
    assert!(phrase.ends_with('…'));
}
