//! What kind of event a record tells: by its blade and by what was done.

use model::{Field, Span};

use super::{Line, keys::Slot};
use crate::syntax::deed::find_deed;

/// Adds ECS's words. `origin` is where the blade's name stands.
pub(super) fn conclude(line: &mut Line<'_, '_>, origin: Span) {
    line.record.push_word(Field::ObserverVendor, "Check Point", origin);
    line.record.push_word(Field::ObserverType, "firewall", origin);
    conclude_severity(line);
    let why = line.span(Slot::Action).unwrap_or(origin);
    if line.span(Slot::Operation).is_some() {
        conclude_audit(line, line.span(Slot::Operation).unwrap_or(origin));
        return;
    }
    let (is_threat, category): (bool, &[&str]) = match line.text(Slot::Product) {
        b"Anti Malware" | b"Anti-Malware" | b"Anti-Bot" | b"Anti-Virus" | b"New Anti Virus" | b"Threat Emulation"
        | b"Threat Extraction" | b"Forensics" => (true, &["malware", "network"]),
        b"SmartDefense" | b"IPS" | b"DDoS Protector" | b"Core" | b"Zero Phishing" => {
            (true, &["intrusion_detection", "network"])
        }
        b"Anti-Spam and Email Security" | b"Anti Phishing" | b"MTA" => (false, &["email", "network"]),
        b"URL Filtering" | b"Application Control" | b"HTTPS Inspection" => (false, &["web", "network"]),
        b"Identity Awareness" | b"Identity Logging" => (false, &["authentication"]),
        b"System Monitor" | b"Syslog" | b"Compliance Blade" | b"WEB_API" => (false, &["host"]),
        _ => (false, &["network"]),
    };
    let action = line.text(Slot::Action);
    let deed = find_deed(action);
    // What a threat blade let pass it found clean, unless a protection is named.
    let is_alert = is_threat
        && (deed.is_none_or(|deed| deed.kind != "allowed")
            || line.span(Slot::Protection).is_some()
            || line.span(Slot::Attack).is_some());
    line.record.push_word(Field::EventKind, if is_alert { "alert" } else { "event" }, origin);
    match action {
        b"Log In" | b"Login" | b"Failed Log In" => {
            line.record.push_word(Field::EventAction, "login", why);
            line.record.push_word(Field::EventCategory, "authentication", origin);
            line.record.push_word(Field::EventType, "start", why);
            let is_failed = action.starts_with(b"Failed") || line.text(Slot::Status).starts_with(b"Fail");
            line.record.push_word(Field::EventOutcome, if is_failed { "failure" } else { "success" }, why);
            return;
        }
        b"Log Out" | b"Logout" => {
            line.record.push_word(Field::EventAction, "logout", why);
            line.record.push_word(Field::EventCategory, "authentication", origin);
            line.record.push_word(Field::EventType, "end", why);
            return;
        }
        b"Key Install" => {
            line.record.push_word(Field::EventAction, "vpn_keys_installed", why);
            line.record.push_word(Field::EventCategory, "network", origin);
            line.record.push_word(Field::EventType, "info", why);
            return;
        }
        _ => {}
    }
    category.iter().for_each(|word| line.record.push_word(Field::EventCategory, word, origin));
    if category.contains(&"network") {
        line.record.push_word(Field::EventType, "connection", origin);
    }
    match deed {
        Some(deed) => {
            line.record.push_word(Field::EventAction, deed.action, why);
            line.record.push_word(Field::EventType, deed.kind, why);
            if let Some(outcome) = deed.outcome {
                line.record.push_word(Field::EventOutcome, outcome, why);
            }
        }
        None => line.record.push_word(Field::EventType, "info", why),
    }
}

/// What an administrator did.
fn conclude_audit(line: &mut Line<'_, '_>, why: Span) {
    let (action, category, phase) = match line.text(Slot::Operation) {
        b"Log In" => ("login", "authentication", "start"),
        b"Log Out" => ("logout", "authentication", "end"),
        operation if operation.starts_with(b"Create") => ("configuration_created", "configuration", "creation"),
        operation if operation.starts_with(b"Delete") => ("configuration_deleted", "configuration", "deletion"),
        _ => ("configuration_changed", "configuration", "change"),
    };
    line.record.push_word(Field::EventKind, "event", why);
    line.record.push_word(Field::EventAction, action, why);
    line.record.push_word(Field::EventCategory, category, why);
    line.record.push_word(Field::EventType, phase, why);
    let status = line.text(Slot::AuditStatus);
    let outcome = match (status.is_empty(), line.text(Slot::Action)) {
        (false, _) => {
            if status.starts_with(b"Succ") {
                "success"
            } else {
                "failure"
            }
        }
        (true, b"Accept") => "success",
        (true, b"Reject" | b"Drop") => "failure",
        _ => return,
    };
    line.record.push_word(Field::EventOutcome, outcome, why);
}

/// Threat blades write words, or 0 (informational) to 4 (critical): told on the syslog protocol's scale, 7 to 0.
fn conclude_severity(line: &mut Line<'_, '_>) {
    let Some(span) = line.span(Slot::Severity) else { return };
    let (word, number) = match line.text(Slot::Severity) {
        b"0" | b"Informational" | b"Info" => ("informational", 6),
        b"1" | b"Low" => ("low", 5),
        b"2" | b"Medium" => ("medium", 4),
        b"3" | b"High" => ("high", 3),
        b"4" | b"Critical" => ("critical", 2),
        _ => return,
    };
    line.record.push_word(Field::LogLevel, word, span);
    line.record.push_number(Field::EventSeverity, number, span);
}
