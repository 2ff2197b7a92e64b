//! What SonicOS's messages mean, by number; where the number is not known, by what it says.

use model::{Field, Span};

use super::keys::Slot;
use crate::{
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::{cut::read_number, deed::find_deed, keyed::Keyed, scan::find_text},
};

const fn row(
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const NETWORK: &[&str] = &["network"];
const INTRUSION: &[&str] = &["intrusion_detection", "network"];
const OPENED: Meaning = row("flow_opened", NETWORK, &["connection", "allowed", "start"], SUCCESS);
const CLOSED: Meaning = row("flow_closed", NETWORK, &["connection", "allowed", "end"], SUCCESS);
const DROPPED: Meaning = row("drop", NETWORK, &["connection", "denied"], FAILURE);
const LOGIN: Meaning = row("login", &["authentication"], &["start"], SUCCESS);
const LOGIN_FAILED: Meaning = row("login", &["authentication"], &["start"], FAILURE);
const LOGOUT: Meaning = row("logout", &["authentication", "session"], &["end"], SUCCESS);
const WEB_DENIED: Meaning = row("url_blocked", &["web", "network"], &["denied"], FAILURE);
const WEB_ALLOWED: Meaning = row("url_allowed", &["web", "network"], &["allowed"], SUCCESS);
const ATTACK: Meaning = row("attack", INTRUSION, &["connection", "denied"], FAILURE);
const ATTACK_SEEN: Meaning = row("attack", INTRUSION, &["connection", "info"], None);
const VIRUS: Meaning = row("virus_detected", &["malware", "network"], &["denied"], FAILURE);
const TUNNEL: Meaning = row("vpn_tunnel_status", NETWORK, &["info"], None);
const TRANSLATED: Meaning = row("nat", NETWORK, &["connection", "info"], None);
const CHANGED: Meaning = row("configuration_changed", &["configuration"], &["change"], SUCCESS);
const APPLICATION: Meaning = row("application_detected", NETWORK, &["protocol", "info"], None);
const APPLICATION_DENIED: Meaning = row("application_blocked", NETWORK, &["protocol", "denied"], FAILURE);
const NOTICE: Meaning = row("traffic_notice", NETWORK, &["connection", "info"], None);
const STATUS: Meaning = row("system_status", &["host"], &["info"], None);

/// Ranges of numbers, both ends included.
#[rustfmt::skip] // One meaning a row.
static ROWS: [(u64, u64, &Meaning); 46] = [
    (14, 14, &WEB_DENIED), (15, 15, &WEB_DENIED), (16, 16, &WEB_ALLOWED), (97, 97, &WEB_ALLOWED), (1599, 1601, &WEB_DENIED),
    (22, 23, &ATTACK), (25, 25, &ATTACK), (27, 28, &ATTACK), (81, 83, &ATTACK), (177, 179, &ATTACK), (267, 267, &ATTACK),
    (29, 29, &LOGIN), (31, 31, &LOGIN), (236, 237, &LOGIN), (1080, 1080, &LOGIN), (199, 200, &LOGIN), (1008, 1009, &LOGOUT),
    (30, 30, &LOGIN_FAILED), (32, 33, &LOGIN_FAILED), (35, 35, &LOGIN_FAILED), (238, 238, &LOGIN_FAILED), (329, 329, &LOGIN_FAILED), (1035, 1036, &LOGIN_FAILED), (1334, 1336, &LOGIN_FAILED),
    (24, 24, &LOGOUT), (261, 265, &LOGOUT),
    (36, 38, &DROPPED), (41, 43, &DROPPED), (173, 175, &DROPPED), (524, 525, &DROPPED), (646, 647, &DROPPED), (713, 714, &DROPPED), (1233, 1233, &DROPPED), (1387, 1387, &DROPPED),
    (98, 98, &OPENED), (537, 537, &CLOSED), (1197, 1197, &TRANSLATED),
    (608, 608, &ATTACK_SEEN), (609, 609, &ATTACK), (789, 790, &ATTACK), (794, 795, &VIRUS), (809, 809, &VIRUS),
    (1154, 1154, &APPLICATION), (1155, 1155, &APPLICATION_DENIED),
    (1382, 1383, &CHANGED), (1388, 1388, &TUNNEL),
];

/// Words of messages whose number is not known. The first that stands there counts.
#[rustfmt::skip] // One meaning a row.
static WORDS: [(&str, &Meaning); 14] = [
    ("login denied", &LOGIN_FAILED), ("login failed", &LOGIN_FAILED), ("Login failed", &LOGIN_FAILED),
    ("logged out", &LOGOUT), ("logout", &LOGOUT), ("login", &LOGIN), ("logged in", &LOGIN),
    ("dropped", &DROPPED), ("denied", &DROPPED), ("blocked", &DROPPED),
    ("attack", &ATTACK_SEEN), ("scan", &ATTACK_SEEN), ("VPN", &TUNNEL), ("IKE", &TUNNEL),
];

/// Adds the words. `origin` is where the message's number stands.
pub(super) fn conclude(line: &mut Keyed<'_, '_, Slot>, origin: Span) {
    let number = read_number(line.text(Slot::Message)).filter(|_| line.text(Slot::Device) != b"sslvpn");
    let by_number =
        number.and_then(|number| ROWS.iter().find(|(from, to, _)| (*from..=*to).contains(&number)).map(|row| row.2));
    let says = |words: &str| find_text(line.text(Slot::Text), words.as_bytes()).is_some();
    // What has two ends is of the network, whatever it says.
    let ends = [Field::SourceIp, Field::DestinationIp];
    let rest = if ends.iter().all(|end| line.record.first(*end).is_some()) { &NOTICE } else { &STATUS };
    let meaning = by_number.or_else(|| WORDS.iter().find(|(words, _)| says(words)).map(|row| row.1)).unwrap_or(rest);
    let is_alert = matches!(meaning.category.first(), Some(&"intrusion_detection" | &"malware"));
    line.record.push_word(Field::EventKind, if is_alert { "alert" } else { "event" }, origin);
    meaning.push(origin, line.record);
    // What it did is told apart where the message only tells what it saw.
    if let (Some(deed), Some(why), None) =
        (find_deed(line.text(Slot::Action)), line.span(Slot::Action), meaning.outcome)
    {
        line.record.push_word(Field::EventType, deed.kind, why);
        if let Some(outcome) = deed.outcome {
            line.record.push_word(Field::EventOutcome, outcome, why);
        }
    }
}
