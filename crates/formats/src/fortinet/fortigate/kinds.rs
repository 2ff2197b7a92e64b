//! What kind of event a line tells: ECS's category, type, outcome.

use model::{Field, Record, Span};

/// What the kind follows from.
pub(super) struct Kind<'a> {
    /// `type`.
    pub(super) log_type: &'a [u8],
    /// `subtype`.
    pub(super) subtype: &'a [u8],
    /// `logid`: two digits of type, two of subtype, six of message.
    pub(super) log_id: &'a [u8],
    /// `action`.
    pub(super) action: &'a [u8],
    /// `status`.
    pub(super) status: &'a [u8],
    /// True where the line names a path of the configuration.
    pub(super) is_change: bool,
}

/// ECS's words for a line.
struct Words {
    kind: &'static str,
    category: &'static [&'static str],
    types: [&'static str; 3],
    outcome: &'static str,
}

impl Kind<'_> {
    /// Adds the words. `origin` is where the type stands, `why` where action or status does.
    pub(super) fn conclude(&self, origin: Span, why: Span, record: &mut Record) {
        let words = match self.log_type {
            b"traffic" => self.name_traffic(),
            b"utm" | b"ips" | b"virus" | b"webfilter" | b"app-ctrl" | b"anomaly" | b"dns" | b"emailfilter"
            | b"spamfilter" | b"spam" | b"dlp" | b"waf" | b"voip" | b"ssl" | b"ssh" | b"file-filter" | b"cifs"
            | b"icap" | b"gtp" | b"casb" | b"virtual-patch" | b"sctp-filter" | b"ztna" => self.name_inspection(),
            b"event" => self.name_event(),
            _ => Words { kind: "event", category: &[], types: ["info", "", ""], outcome: "" },
        };
        record.push_word(Field::EventKind, words.kind, origin);
        words.category.iter().for_each(|word| record.push_word(Field::EventCategory, word, origin));
        for word in words.types.into_iter().filter(|word| !word.is_empty()) {
            record.push_word(Field::EventType, word, why);
        }
        if !words.outcome.is_empty() {
            record.push_word(Field::EventOutcome, words.outcome, why);
        }
    }

    fn name_traffic(&self) -> Words {
        // LOG_ID_TRAFFIC_*: 13 and 14 end a session, 15 and 16 begin one, 11 is a connection that failed.
        let phase = match self.log_id.get(4..) {
            Some(b"000013" | b"000014") => "end",
            Some(b"000015" | b"000016") => "start",
            _ => "",
        };
        let (verdict, outcome) = match self.action {
            b"deny" | b"blocked" => ("denied", "failure"),
            // The policy let it pass, the connection failed.
            b"ip-conn" | b"dns" => ("allowed", "failure"),
            b"accept" | b"close" | b"client-rst" | b"server-rst" | b"timeout" | b"start" => ("allowed", "success"),
            _ => ("", ""),
        };
        Words { kind: "event", category: &["network"], types: ["connection", verdict, phase], outcome }
    }

    fn name_inspection(&self) -> Words {
        let (verdict, outcome) = match self.action {
            b"block"
            | b"blocked"
            | b"dropped"
            | b"deny"
            | b"denied"
            | b"reset"
            | b"reset_client"
            | b"reset_server"
            | b"drop_session"
            | b"clear_session"
            | b"quarantine"
            | b"ban"
            | b"drop"
            | b"erased"
            | b"quarantine-ip"
            | b"quarantine-port"
            | b"quarantine-interface"
            | b"redirect"
            | b"ssl-cert-blocked" => ("denied", "failure"),
            b"pass" | b"passthrough" | b"allow" | b"allowed" | b"permit" | b"exempt" | b"bypass" | b"detected"
            | b"monitored" | b"pass_session" | b"monitor" | b"log-only" | b"exempted" | b"tagged" | b"sanitized" => {
                ("allowed", "success")
            }
            _ => ("info", ""),
        };
        let subtype = if self.log_type == b"utm" { self.subtype } else { self.log_type };
        let (kind, category): (_, &[&str]) = match subtype {
            b"ips" | b"anomaly" => ("alert", &["intrusion_detection", "network"]),
            b"virus" => ("alert", &["malware", "network"]),
            b"waf" => ("alert", &["web", "intrusion_detection"]),
            b"webfilter" => ("event", &["web", "network"]),
            b"emailfilter" | b"spamfilter" | b"spam" => ("event", &["email", "network"]),
            b"casb" => ("event", &["web", "network"]),
            b"dlp" | b"file-filter" | b"cifs" => ("event", &["file", "network"]),
            _ => ("event", &["network"]),
        };
        Words { kind, category, types: [verdict, "", ""], outcome }
    }

    fn name_event(&self) -> Words {
        let outcome = match self.status {
            b"success" | b"logon" | b"succeed" | b"logout" => "success",
            b"failure" | b"failed" | b"fail" | b"error" | b"timed_out" => "failure",
            _ => "",
        };
        let words = |category, phase, outcome| Words { kind: "event", category, types: [phase, "", ""], outcome };
        if self.is_change {
            return words(&["configuration"], "change", outcome);
        }
        match self.action {
            b"login" | b"FSSO-logon" | b"auth-logon" | b"authentication" => {
                let outcome = if outcome.is_empty() && !matches!(self.action, b"login" | b"authentication") {
                    "success"
                } else {
                    outcome
                };
                words(&["authentication"], "start", outcome)
            }
            b"logout" | b"FSSO-logoff" | b"auth-logout" => words(&["authentication", "session"], "end", "success"),
            b"ssl-login-fail" | b"ssl-exit-fail" => words(&["authentication", "network"], "start", "failure"),
            b"ssl-new-con" => words(&["network"], "connection", outcome),
            b"tunnel-up" | b"ssl-web-add" => words(&["network", "session"], "start", "success"),
            b"tunnel-down" | b"ssl-web-del" => words(&["network", "session"], "end", "success"),
            _ => match self.subtype {
                b"user" => words(&["authentication"], "info", outcome),
                b"objcfg" | b"devcfg" | b"devops" => words(&["configuration"], "change", outcome),
                b"vpn" => words(&["network"], "connection", outcome),
                _ => words(&["host"], "info", outcome),
            },
        }
    }
}
