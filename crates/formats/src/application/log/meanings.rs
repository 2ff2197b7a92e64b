//! What the wordings mean.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

pub(super) const LOGIN: Meaning =
    Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
pub(super) const LOGIN_FAILED: Meaning =
    Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
pub(super) const LOGIN_TRIED: Meaning =
    Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: Some("unknown") };
pub(super) const MFA_FAILED: Meaning =
    Meaning { action: "mfa_verification", category: &["authentication"], kind: &["info"], outcome: FAILURE };
pub(super) const CONNECTED: Meaning =
    Meaning { action: "connection_opened", category: &["network"], kind: &["connection", "start"], outcome: None };
pub(super) const DISCONNECTED: Meaning =
    Meaning { action: "connection_closed", category: &["network"], kind: &["connection", "end"], outcome: None };
pub(super) const REFUSED: Meaning =
    Meaning { action: "connection_refused", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };
pub(super) const BROKEN: Meaning =
    Meaning { action: "connection_failed", category: &["network"], kind: &["connection", "error"], outcome: FAILURE };
pub(super) const BANNED: Meaning = Meaning {
    action: "address_banned",
    category: &["network", "intrusion_detection"],
    kind: &["denied"],
    outcome: SUCCESS,
};
pub(super) const RELEASED: Meaning = Meaning {
    action: "address_unbanned",
    category: &["network", "intrusion_detection"],
    kind: &["allowed"],
    outcome: SUCCESS,
};
pub(super) const ATTACKED: Meaning = Meaning {
    action: "attack_detected",
    category: &["network", "intrusion_detection"],
    kind: &["info"],
    outcome: None,
};
pub(super) const INFECTED: Meaning =
    Meaning { action: "malware_found", category: &["malware"], kind: &["info"], outcome: None };
pub(super) const ADDRESS_SEEN: Meaning =
    Meaning { action: "address_seen", category: &["network"], kind: &["info"], outcome: None };
pub(super) const ADDRESS_MOVED: Meaning =
    Meaning { action: "address_moved", category: &["network"], kind: &["change"], outcome: None };
pub(super) const SCANNED: Meaning = Meaning {
    action: "port_scan_detected",
    category: &["network", "intrusion_detection"],
    kind: &["info"],
    outcome: None,
};
pub(super) const LEASED: Meaning =
    Meaning { action: "dhcp_message", category: &["network"], kind: &["protocol"], outcome: None };
pub(super) const QUERIED: Meaning =
    Meaning { action: "dns_query", category: &["network"], kind: &["protocol"], outcome: None };
pub(super) const TUNNEL_PACKET: Meaning =
    Meaning { action: "vpn_packet", category: &["network"], kind: &["connection", "protocol"], outcome: None };
pub(super) const TUNNEL_TRIED: Meaning =
    Meaning { action: "vpn_negotiation", category: &["network"], kind: &["connection", "start"], outcome: None };
pub(super) const TUNNEL_OPENED: Meaning =
    Meaning { action: "vpn_connected", category: &["network"], kind: &["connection", "start"], outcome: SUCCESS };
pub(super) const TUNNEL_CLOSED: Meaning =
    Meaning { action: "vpn_disconnected", category: &["network"], kind: &["connection", "end"], outcome: SUCCESS };
pub(super) const TUNNEL_FAILED: Meaning =
    Meaning { action: "vpn_negotiation", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };
pub(super) const ADDRESS_GIVEN: Meaning =
    Meaning { action: "vpn_address_assigned", category: &["network"], kind: &["connection", "info"], outcome: SUCCESS };
pub(super) const STATION_JOINED: Meaning =
    Meaning { action: "station_joined", category: &["network"], kind: &["connection", "start"], outcome: SUCCESS };
pub(super) const STATION_LEFT: Meaning =
    Meaning { action: "station_left", category: &["network"], kind: &["connection", "end"], outcome: None };
pub(super) const STATION_FAILED: Meaning =
    Meaning { action: "station_joined", category: &["network"], kind: &["connection", "denied"], outcome: FAILURE };
pub(super) const ACCOUNTED: Meaning =
    Meaning { action: "session_accounted", category: &["network", "session"], kind: &["info"], outcome: None };
pub(super) const ADMINISTERED: Meaning =
    Meaning { action: "accounts_administered", category: &["iam"], kind: &["admin", "info"], outcome: SUCCESS };
pub(super) const ADMINISTERED_NOT: Meaning =
    Meaning { action: "accounts_administered", category: &["iam"], kind: &["admin", "info"], outcome: FAILURE };
pub(super) const SHARED: Meaning =
    Meaning { action: "share_opened", category: &["network"], kind: &["connection", "start"], outcome: SUCCESS };
pub(super) const RESOLVED: Meaning =
    Meaning { action: "dns_answer", category: &["network"], kind: &["protocol"], outcome: None };
pub(super) const BLOCKED_NAME: Meaning =
    Meaning { action: "dns_answer", category: &["network"], kind: &["protocol", "denied"], outcome: None };
pub(super) const MAIL_GREYLISTED: Meaning =
    Meaning { action: "mail_greylisted", category: &["email"], kind: &["info"], outcome: None };
pub(super) const MAIL_CHECKED: Meaning =
    Meaning { action: "mail_checked", category: &["email"], kind: &["info"], outcome: None };
pub(super) const REQUESTED: Meaning =
    Meaning { action: "http_request", category: &["web"], kind: &["access"], outcome: None };
pub(super) const REQUEST_REFUSED: Meaning =
    Meaning { action: "http_request", category: &["web"], kind: &["access", "denied"], outcome: FAILURE };
pub(super) const MAIL_REJECTED: Meaning =
    Meaning { action: "mail_rejected", category: &["email"], kind: &["denied"], outcome: FAILURE };
pub(super) const MAIL_INFECTED: Meaning =
    Meaning { action: "mail_blocked", category: &["email", "malware"], kind: &["denied"], outcome: SUCCESS };
pub(super) const MAIL_SPAM: Meaning =
    Meaning { action: "mail_is_spam", category: &["email"], kind: &["info"], outcome: None };
pub(super) const COMMAND: Meaning =
    Meaning { action: "command_requested", category: &["process", "session"], kind: &["start"], outcome: None };
pub(super) const SESSION: Meaning =
    Meaning { action: "session_requested", category: &["session"], kind: &["start"], outcome: None };
pub(super) const CHANNEL: Meaning =
    Meaning { action: "ssh_channel", category: &["session"], kind: &["info"], outcome: None };
pub(super) const FORWARDED: Meaning = Meaning {
    action: "ssh_forwarding_requested",
    category: &["network", "session"],
    kind: &["connection", "start"],
    outcome: None,
};
pub(super) const ZONE_REFUSED: Meaning =
    Meaning { action: "zone_transfer", category: &["network"], kind: &["protocol", "denied"], outcome: FAILURE };
pub(super) const TOLD: Meaning = Meaning { action: "notice", category: &["web"], kind: &["info"], outcome: None };
