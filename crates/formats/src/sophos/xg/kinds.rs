//! What kind of event a line tells: ECS's kind, category, type, outcome, and what was done.

use model::{Field, Record, Span};

use crate::syntax::scan::find_text;

use crate::syntax::deed::{Deed, find_deed};

/// What the kind follows from.
pub(super) struct Kind<'a> {
    /// `log_type`.
    pub(super) log_type: &'a [u8],
    /// `log_component`.
    pub(super) component: &'a [u8],
    /// `log_subtype`.
    pub(super) subtype: &'a [u8],
    /// `status`.
    pub(super) status: &'a [u8],
    /// `action` or `spamaction`.
    pub(super) action: &'a [u8],
    /// `connevent` or `con_event`.
    pub(super) connection: &'a [u8],
    /// `message`.
    pub(super) message: &'a [u8],
    /// `reason`.
    pub(super) reason: &'a [u8],
}

/// What a log's type says: kind, category, and whether its lines are about connections.
type Topic = (&'static str, &'static [&'static str], bool);

impl Kind<'_> {
    /// Adds the words. `origin` is where the type stands, `why` where the subtype does.
    pub(super) fn conclude(&self, origin: Span, why: Span, record: &mut Record) {
        if self.log_type == b"Event" {
            self.conclude_event(origin, why, record);
            return;
        }
        let (kind, category, is_connection) = self.find_topic();
        let verdict = self.find_deed();
        // A clean mail and a permitted page are no alerts, whatever inspected them.
        let kind = if verdict.is_some_and(|verdict| verdict.kind == "allowed") { "event" } else { kind };
        record.push_word(Field::EventKind, kind, origin);
        category.iter().for_each(|word| record.push_word(Field::EventCategory, word, origin));
        if is_connection {
            record.push_word(Field::EventType, "connection", origin);
        }
        match self.connection {
            b"Start" => record.push_word(Field::EventType, "start", origin),
            b"Stop" | b"End" => record.push_word(Field::EventType, "end", origin),
            _ => {}
        }
        match verdict {
            Some(verdict) => {
                record.push_word(Field::EventAction, verdict.action, why);
                record.push_word(Field::EventType, verdict.kind, why);
                if let Some(outcome) = verdict.outcome {
                    record.push_word(Field::EventOutcome, outcome, why);
                }
            }
            None => {
                record.push_word(Field::EventAction, "report", why);
                record.push_word(Field::EventType, "info", why);
            }
        }
    }

    fn find_topic(&self) -> Topic {
        match self.log_type {
            b"Firewall" => match self.component {
                b"DoS Attack" => ("alert", &["network", "intrusion_detection"], true),
                _ => ("event", &["network"], true),
            },
            b"IDP" | b"IPS" => ("alert", &["intrusion_detection", "network"], true),
            b"ATP" | b"Active threat response" => ("alert", &["malware", "network"], true),
            b"Anti-Virus" | b"Anti-virus" | b"Sandbox" | b"Zero-day protection" | b"Zero-Day Protection" => {
                ("alert", &["malware", "network"], false)
            }
            b"Anti-Spam" | b"Email" => ("event", &["email", "network"], false),
            b"Content Filtering" | b"Web" | b"Web filter" => ("event", &["web", "network"], false),
            b"WAF" | b"Web server protection" => ("alert", &["web", "network"], false),
            b"SSL" | b"SSL/TLS inspection" | b"SSL/TLS" => ("event", &["network"], true),
            b"Wireless Protection" | b"Wireless" | b"SD-WAN" => ("event", &["network"], false),
            b"Authentication" => ("event", &["authentication"], false),
            _ => ("event", &["host"], false),
        }
    }

    /// The subtype is the verdict; where it names what was found, the action is.
    fn find_deed(&self) -> Option<&'static Deed> {
        let found: &[u8] = match self.subtype {
            b"Virus" | b"Infected" | b"Do not decrypt and deny" => b"block",
            b"PUA" | b"Malware" => b"block",
            b"Clean" | b"Unscanned" | b"Decrypt" | b"Do not decrypt" => b"allow",
            b"Spam" | b"Probable Spam" | b"Outbound Spam" | b"Outbound Probable Spam" | b"DLP" | b"Dos" | b"Queued" => {
                self.action
            }
            b"Alert" if !self.action.is_empty() => self.action,
            // The web server's protection has no subtype: it gives a reason where it kept something away.
            b"" if self.log_type == b"WAF" && matches!(self.reason, b"" | b"-") => b"allow",
            b"" if self.log_type == b"WAF" => b"block",
            subtype => subtype,
        };
        find_deed(found).or_else(|| find_deed(self.status)).or_else(|| find_deed(self.action))
    }

    /// `log_type="Event"`: accounts, tunnels, the appliance itself.
    fn conclude_event(&self, origin: Span, why: Span, record: &mut Record) {
        record.push_word(Field::EventKind, "event", origin);
        let outcome = match self.status {
            b"Successful" | b"Success" | b"Established" | b"Connected" | b"Started" => "success",
            b"Failed" | b"Failure" | b"Error" => "failure",
            _ => "",
        };
        let (action, category, phase) = self.find_event();
        record.push_word(Field::EventAction, action, why);
        category.iter().for_each(|word| record.push_word(Field::EventCategory, word, origin));
        record.push_word(Field::EventType, phase, why);
        if !outcome.is_empty() {
            record.push_word(Field::EventOutcome, outcome, why);
        }
    }

    fn find_event(&self) -> (&'static str, &'static [&'static str], &'static str) {
        let says = |words: &str| find_text(self.message, words.as_bytes()).is_some();
        let is_over = says("logged out") || says("logout") || says("signed out");
        match (self.subtype, self.component) {
            (b"Authentication", _) if is_over => ("logout", &["authentication", "session"], "end"),
            (b"Authentication", _) => ("login", &["authentication"], "start"),
            (b"Admin", _) if is_over => ("logout", &["authentication", "session"], "end"),
            (b"Admin", _) if says("log in") || says("logged in") || says("login") || says("signed in") => {
                ("login", &["authentication"], "start")
            }
            (b"Admin", _) => ("configuration_changed", &["configuration"], "change"),
            (_, b"SSL VPN" | b"IPSec" | b"IPsec" | b"L2TP" | b"PPTP" | b"RED" | b"Cisco VPN") => match self.status {
                b"Established" | b"Connected" => ("vpn_tunnel_opened", &["network", "session"], "start"),
                b"Terminated" | b"Disconnected" | b"Expire" => ("vpn_tunnel_closed", &["network", "session"], "end"),
                b"Failed" => ("vpn_tunnel_failed", &["network"], "error"),
                _ => ("vpn_tunnel_status", &["network"], "info"),
            },
            (_, b"DHCP Server") => ("dhcp_lease", &["network"], "protocol"),
            (_, b"Interface" | b"Gateway" | b"HA" | b"DDNS" | b"SD-WAN") => ("network_status", &["network"], "info"),
            _ if says("upgraded") || says("updated") => ("updated", &["package"], "change"),
            _ => ("system_status", &["host"], "info"),
        }
    }
}
