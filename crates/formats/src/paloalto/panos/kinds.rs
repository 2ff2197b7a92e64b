//! What kind of event a line tells: in our words, by type, subtype and action.

use model::{Field, Span};

use super::{Line, columns::Slot};
use crate::meaning::{FAILURE, Meaning, SUCCESS};

type Words = &'static [&'static str];

const fn mean(action: &'static str, category: Words, kind: Words, outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const NETWORK: Words = &["network"];
const LOGIN: Words = &["authentication"];
const INTRUSION: Words = &["intrusion_detection", "network"];
const CONNECTION: Words = &["connection"];
const STARTED: Words = &["connection", "start"];
const ENDED: Words = &["connection", "end"];
const INFO: Words = &["info"];

/// What the firewall did, from any column named `action`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Allowed,
    Denied,
    None,
}

impl Line<'_, '_> {
    /// Says what the line tells. `origin` is where the type stands.
    pub(super) fn conclude_kind(&mut self, origin: Span) {
        let log_type = self.text(Slot::Type);
        let is_alert = match log_type {
            b"THREAT" => self.is_alert(),
            b"CORRELATION" | b"CORR" => true,
            _ => false,
        };
        self.record.push_word(Field::EventKind, if is_alert { "alert" } else { "event" }, origin);
        let meaning = match log_type {
            b"TRAFFIC" | b"TUNNEL" | b"START" | b"END" | b"SCTP" | b"GTP" => self.name_traffic(),
            b"THREAT" => self.name_threat(),
            b"CONFIG" => self.name_change(),
            b"GLOBALPROTECT" => self.name_remote_access(),
            b"USERID" | b"USER-ID" => self.name_mapping(),
            b"AUTHENTICATION" | b"AUTH" => self.name_authentication(),
            b"DECRYPTION" => mean("tls_handshake", NETWORK, &["connection", "protocol"], None),
            b"HIPMATCH" | b"HIP-MATCH" => mean("host_profile_match", &["host"], INFO, None),
            b"CORRELATION" | b"CORR" => mean("correlated_event", &["intrusion_detection", "host"], INFO, None),
            b"audit" => mean("administration", &["configuration"], INFO, self.find_audit_outcome()),
            b"IPTAG" | b"IP-TAG" => mean("address_tag", &["network"], INFO, None),
            // SYSTEM says it by itself.
            _ => return,
        };
        let span = self.span(Slot::Subtype).unwrap_or(origin);
        meaning.push(span, self.record);
        if matches!(log_type, b"TRAFFIC" | b"TUNNEL" | b"START" | b"END" | b"SCTP" | b"GTP" | b"THREAT" | b"DECRYPTION")
            && let Some(span) = self.span(Slot::Action)
        {
            let (word, outcome) = match self.verdict() {
                Verdict::Allowed => ("allowed", "success"),
                Verdict::Denied => ("denied", "failure"),
                Verdict::None => return,
            };
            self.record.push_word(Field::EventType, word, span);
            self.record.push_word(Field::EventOutcome, outcome, span);
        }
    }

    fn verdict(&self) -> Verdict {
        match self.text(Slot::Action) {
            // An alert was seen and let pass.
            b"allow" | b"alert" | b"continue" | b"override" | b"forward" | b"syncookie-sent" | b"monitor" => {
                Verdict::Allowed
            }
            action
                if [
                    b"deny".as_slice(),
                    b"drop",
                    b"reset",
                    b"block",
                    b"random-drop",
                    b"sinkhole",
                    b"override-lockout",
                ]
                .iter()
                .any(|word| action.starts_with(word)) =>
            {
                Verdict::Denied
            }
            _ => Verdict::None,
        }
    }

    fn name_traffic(&self) -> Meaning {
        match self.text(Slot::Subtype) {
            b"start" | b"START" => mean("connection_start", NETWORK, STARTED, None),
            b"end" | b"END" => mean("connection_end", NETWORK, ENDED, None),
            b"drop" => mean("connection_drop", NETWORK, CONNECTION, None),
            b"deny" => mean("connection_deny", NETWORK, CONNECTION, None),
            _ => mean("connection", NETWORK, CONNECTION, None),
        }
    }

    /// Filters tell of what people do; of what WildFire looked at only what it found to be bad is an alert.
    fn is_alert(&self) -> bool {
        match self.text(Slot::Subtype) {
            b"url" | b"file" | b"data" | b"dlp" => false,
            b"wildfire" => matches!(self.text(Slot::Category), b"malicious" | b"phishing" | b"grayware" | b"c2"),
            _ => true,
        }
    }

    fn name_threat(&self) -> Meaning {
        match self.text(Slot::Subtype) {
            b"url" => mean("url_access", &["web", "network"], &["access"], None),
            b"file" => mean("file_transfer", &["file", "network"], INFO, None),
            b"data" | b"dlp" => mean("data_match", &["file", "network"], INFO, None),
            b"virus" | b"wildfire-virus" | b"ml-virus" => mean("malware", &["malware", "network"], INFO, None),
            b"wildfire" => mean("file_analysis", &["malware", "file", "network"], INFO, None),
            b"flood" => mean("flood", INTRUSION, INFO, None),
            b"scan" => mean("scan", INTRUSION, INFO, None),
            _ => mean("intrusion", INTRUSION, INFO, None),
        }
    }

    fn name_change(&self) -> Meaning {
        const CHANGE: Words = &["configuration"];
        let outcome = match self.text(Slot::Status) {
            b"Succeeded" | b"Submitted" => SUCCESS,
            b"Failed" | b"Unauthorized" => FAILURE,
            _ => None,
        };
        match self.text(Slot::Action) {
            b"add" | b"clone" => mean("configuration_add", CHANGE, &["creation"], outcome),
            b"delete" => mean("configuration_delete", CHANGE, &["deletion"], outcome),
            command if command.starts_with(b"commit") => mean("configuration_commit", CHANGE, &["change"], outcome),
            _ => mean("configuration_change", CHANGE, &["change"], outcome),
        }
    }

    fn find_audit_outcome(&self) -> Option<&'static str> {
        match self.text(Slot::Status) {
            b"success" => SUCCESS,
            b"failure" | b"failed" => FAILURE,
            _ => None,
        }
    }

    fn name_mapping(&self) -> Meaning {
        match self.text(Slot::Subtype) {
            b"login" => mean("login", LOGIN, &["start"], SUCCESS),
            b"logout" => mean("logout", &["authentication", "session"], &["end"], SUCCESS),
            _ => mean("user_mapping", LOGIN, INFO, None),
        }
    }

    fn name_remote_access(&self) -> Meaning {
        let outcome = match self.text(Slot::Status) {
            b"success" => SUCCESS,
            b"failure" | b"fail" | b"failed" => FAILURE,
            _ => None,
        };
        let event = self.text(Slot::EventId);
        let step = event.iter().position(|byte| *byte == b'-').and_then(|at| event.get(at + 1..)).unwrap_or(event);
        match step {
            b"auth" | b"login" if outcome == FAILURE => mean("login_failed", LOGIN, &["start"], outcome),
            b"auth" | b"login" => mean("login", LOGIN, &["start"], outcome),
            b"connected" => mean("vpn_session_start", &["network", "session"], STARTED, outcome),
            b"logout" | b"inactivity-timeout" => mean("vpn_session_end", &["network", "session"], ENDED, outcome),
            _ => mean("vpn_client", &["network", "session"], &["connection", "info"], outcome),
        }
    }

    fn name_authentication(&self) -> Meaning {
        const FAILED: [&[u8]; 6] = [b"fail", b"denied", b"reject", b"timeout", b"timed out", b"invalid"];
        let said = [self.text(Slot::Status), self.text(Slot::Description)];
        let holds = |words: &[&[u8]]| said.iter().any(|text| words.iter().any(|word| holds_word(text, word)));
        if holds(&FAILED) {
            mean("login_failed", LOGIN, &["start"], FAILURE)
        } else if holds(&[b"success"]) {
            mean("login", LOGIN, &["start"], SUCCESS)
        } else {
            mean("login_step", LOGIN, INFO, None)
        }
    }
}

/// True where this lower-case wording stands anywhere in the text, in any case. Only the front is looked at.
fn holds_word(text: &[u8], word: &[u8]) -> bool {
    const FRONT_BYTES_MAX: usize = 512;
    let front = text.get(..FRONT_BYTES_MAX).unwrap_or(text);
    front.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}
