//! What kind of event a record tells, by the event's name.

use model::{Field, Record, Span};

use crate::{
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::deed::find_deed,
};

/// What the kind follows from.
pub(super) struct Kind<'a> {
    /// The event's name.
    pub(super) event: &'a [u8],
    /// `action`.
    pub(super) action: &'a [u8],
}

const NETWORK: &[&str] = &["network"];
const INTRUSION: &[&str] = &["intrusion_detection", "network"];
const MALWARE: &[&str] = &["malware", "network"];
const WEB: &[&str] = &["web", "network"];

/// An event: how its name begins, its kind, and what it means where no action is written.
struct Row(&'static str, &'static str, Meaning);

const fn row(
    start: &'static str,
    kind: &'static str,
    action: &'static str,
    category: &'static [&'static str],
    types: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Row {
    Row(start, kind, Meaning { action, category, kind: types, outcome })
}

/// The first that fits counts. Behind `_LS` a logical system writes the same events.
#[rustfmt::skip] // One event a row.
static ROWS: [Row; 24] = [
    row("RT_FLOW_SESSION_CREATE", "event", "flow_opened", NETWORK, &["connection", "allowed", "start"], SUCCESS),
    row("RT_FLOW_SESSION_CLOSE", "event", "flow_closed", NETWORK, &["connection", "allowed", "end"], SUCCESS),
    row("RT_FLOW_SESSION_DENY", "event", "flow_denied", NETWORK, &["connection", "denied"], FAILURE),
    row("RT_FLOW", "event", "flow_changed", NETWORK, &["connection", "info"], None),
    row("APPTRACK_SESSION_CREATE", "event", "flow_opened", NETWORK, &["connection", "allowed", "start"], SUCCESS),
    row("APPTRACK_SESSION_CLOSE", "event", "flow_closed", NETWORK, &["connection", "allowed", "end"], SUCCESS),
    row("APPTRACK", "event", "flow_changed", NETWORK, &["connection", "info"], None),
    row("RT_SCREEN", "alert", "screen_attack", INTRUSION, &["connection"], None),
    row("IDP_APPDDOS", "alert", "application_ddos", INTRUSION, &["connection"], None),
    row("IDP_ATTACK", "alert", "attack", INTRUSION, &["connection"], None),
    row("IDP_", "event", "idp_status", INTRUSION, &["info"], None),
    row("WEBFILTER_URL_BLOCKED", "alert", "url_blocked", WEB, &["denied"], FAILURE),
    row("WEBFILTER_URL_PERMITTED", "event", "url_allowed", WEB, &["allowed"], SUCCESS),
    row("WEBFILTER_URL_REDIRECTED", "event", "url_redirected", WEB, &["denied"], FAILURE),
    row("WEBFILTER", "event", "web_filter_status", WEB, &["info"], None),
    row("AV_VIRUS_DETECTED", "alert", "virus_detected", MALWARE, &["denied"], FAILURE),
    row("AV_FILE_NOT_SCANNED_PASSED", "event", "file_not_scanned", MALWARE, &["allowed"], SUCCESS),
    row("AV_FILE_NOT_SCANNED", "event", "file_not_scanned", MALWARE, &["denied"], FAILURE),
    row("AV_", "event", "virus_scanner_status", MALWARE, &["info"], None),
    row("CONTENT_FILTERING_BLOCKED", "alert", "content_blocked", WEB, &["denied"], FAILURE),
    row("ANTISPAM_SPAM_DETECTED", "alert", "spam_detected", &["email", "network"], &["denied"], FAILURE),
    row("SECINTEL_", "alert", "threat_feed_match", INTRUSION, &["connection"], None),
    row("AAMW_", "alert", "malware_detected", MALWARE, &["connection"], None),
    row("SRX_AAMW_", "alert", "malware_detected", MALWARE, &["connection"], None),
];

impl Kind<'_> {
    /// Adds the words. `origin` is where the name stands, `why` where the action does.
    pub(super) fn conclude(&self, origin: Span, why: Span, record: &mut Record) {
        let Some(Row(_, kind, meaning)) = ROWS.iter().find(|row| self.event.starts_with(row.0.as_bytes())) else {
            record.push_word(Field::EventKind, "event", origin);
            return;
        };
        record.push_word(Field::EventKind, kind, origin);
        meaning.push(origin, record);
        // What one of these did with what it found stands in a word of its own.
        let is_told = meaning.outcome.is_some();
        if is_told {
            return;
        }
        if let Some(verdict) = find_deed(self.action) {
            record.push_word(Field::EventType, verdict.kind, why);
            if let Some(outcome) = verdict.outcome {
                record.push_word(Field::EventOutcome, outcome, why);
            }
        }
    }
}
