//! What a record has in common with others that tell of the same happening.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use model::{Event, Field};
use timeline::{Key, KeyKind, KeyRole, LagKind};

use crate::observe::find_lag;

/// A session's or a request's id of fewer bytes is a counter, which two devices can share.
const TOKEN_BYTES_MIN: usize = 16;
const QUARTER_NANOS: i64 = 900_000_000_000;
const DAY_NANOS: i64 = 86_400_000_000_000;

/// Keys that name one happening, whoever tells of it; of a record that stands whole in this one, too.
pub(crate) fn list_keys(event: &Event, raw: &[u8], quoted: Option<(&[u8], &Event)>) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut push = |kind, role, parts: &[&[u8]]| keys.push(Key { kind, digest: digest(parts), role });
    // A quoted line stands without its priority.
    let line = raw.strip_prefix(b"<").and_then(|rest| rest.splitn(2, |byte| *byte == b'>').nth(1)).unwrap_or(raw);
    push(KeyKind::Quoted, KeyRole::Tells, &[line.trim_ascii()]);
    push_told(event, raw, &mut push);
    if let Some((line, quoted)) = quoted {
        push(KeyKind::Quoted, KeyRole::Quotes, &[line.trim_ascii()]);
        let mut retell = |kind, _, parts: &[&[u8]]| {
            // A flow's ends are used again, and what is quoted may be of another of its moments.
            if matches!(
                kind,
                KeyKind::Alert | KeyKind::Session | KeyKind::Message | KeyKind::Login | KeyKind::LoginProcess
            ) {
                push(kind, KeyRole::Retells, parts);
            }
        };
        push_told(quoted, line, &mut retell);
    }
    keys
}

/// Keys of the begin of a flow whose end a record tells.
pub(crate) fn list_start_keys(event: &Event, raw: &[u8]) -> Vec<Key> {
    let mut keys = Vec::new();
    if find_lag(event, raw) != LagKind::Alert && find_phase(event, raw) == b"end" {
        let mut push = |kind, role, parts: &[&[u8]]| keys.push(Key { kind, digest: digest(parts), role });
        push_flow(event, raw, b"start", &mut push);
    }
    keys
}

/// Keys of the begin of the connection by which somebody came to log in: a server names the client's end alone, and logs
/// in within the time that it grants.
pub(crate) fn list_client_keys(event: &Event, raw: &[u8]) -> Vec<Key> {
    // Of other services nothing says how long after its begin a connection may be used to log in.
    if event.format.name != "linux.sshd" {
        return Vec::new();
    }
    let says = |field, word: &[u8]| event.all(field).any(|value| value.bytes(raw) == Some(word));
    let is_login = says(Field::EventCategory, b"authentication") && says(Field::EventType, b"start");
    let [source, port] =
        [Field::SourceIp, Field::SourcePort].map(|field| event.first(field).and_then(|value| value.bytes(raw)));
    match (source, port) {
        (Some(source), Some(port)) if is_login => {
            vec![Key { kind: KeyKind::Client, digest: digest(&[b"ssh", source, port]), role: KeyRole::Tells }]
        }
        _ => Vec::new(),
    }
}

/// What the record itself tells of.
fn push_told(event: &Event, raw: &[u8], push: &mut impl FnMut(KeyKind, KeyRole, &[&[u8]])) {
    let text = |field| event.first(field).and_then(|value| value.bytes(raw)).unwrap_or_default();
    push_flow(event, raw, find_phase(event, raw), push);
    push_login(event, raw, push);
    for (kind, field) in [(KeyKind::Session, Field::SessionId), (KeyKind::Message, Field::HttpRequestId)] {
        let token = text(field);
        if token.len() >= TOKEN_BYTES_MIN {
            push(kind, KeyRole::Tells, &[token, find_phase(event, raw)]);
        }
    }
    // A record's own id, which whoever passes it on keeps (the audit logs of clouds).
    let id = text(Field::EventId);
    if is_unique(id) {
        push(KeyKind::Message, KeyRole::Tells, &[b"record", id.to_ascii_lowercase().as_slice()]);
    }
    let message = text(Field::EmailMessageId);
    if message.contains(&b'@') {
        push(KeyKind::Message, KeyRole::Tells, &[message, text(Field::EventAction)]);
    }
}

/// True for a UUID (RFC 9562) that is not all zeros, as redacted ones are.
fn is_unique(id: &[u8]) -> bool {
    let is_part = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    id.len() == 36 && id.iter().enumerate().all(is_part) && id.iter().any(|byte| !matches!(byte, b'0' | b'-'))
}

/// A login that succeeded, as its service, PAM and an alert tell it: by the far end of its connection, and by the process
/// that serves it on that day. It names records with each other, and bounds nothing: processes take up old numbers.
fn push_login(event: &Event, raw: &[u8], push: &mut impl FnMut(KeyKind, KeyRole, &[&[u8]])) {
    let says = |field, word: &[u8]| event.all(field).any(|value| value.bytes(raw) == Some(word));
    let is_login = says(Field::EventCategory, b"authentication") || says(Field::EventCategory, b"session");
    if !is_login || !says(Field::EventType, b"start") || !says(Field::EventOutcome, b"success") {
        return;
    }
    let text = |field| event.first(field).and_then(|value| value.bytes(raw)).unwrap_or_default();
    let day = event.time.at.0.div_euclid(DAY_NANOS).to_be_bytes();
    let (user, process) = (text(Field::UserName), text(Field::ProcessPid));
    let (source, port) = (text(Field::SourceIp), text(Field::SourcePort));
    if user.is_empty() {
        return;
    }
    if !source.is_empty() && !port.is_empty() {
        push(KeyKind::Login, KeyRole::Retells, &[b"from", user, source, port, &day]);
    }
    // sudo and cron open a session with each command.
    if !process.is_empty() && text(Field::ProcessName) == b"sshd" {
        push(KeyKind::LoginProcess, KeyRole::Retells, &[b"process", user, text(Field::HostHostname), process, &day]);
    }
}

/// A flow's ends, as each side of an address translation tells them. Alerts tell of a moment within a flow, and are
/// keys by their rule and their stamp.
fn push_flow(event: &Event, raw: &[u8], phase: &[u8], push: &mut impl FnMut(KeyKind, KeyRole, &[&[u8]])) {
    let text = |field| event.first(field).and_then(|value| value.bytes(raw)).unwrap_or_default();
    let or = |field, other| if text(field).is_empty() { text(other) } else { text(field) };
    let inside =
        [Field::SourceIp, Field::SourcePort, Field::DestinationIp, Field::DestinationPort, Field::NetworkTransport]
            .map(text);
    if inside.iter().any(|part| part.is_empty()) {
        return;
    }
    let [source, source_port, destination, destination_port, transport] = inside;
    if find_lag(event, raw) == LagKind::Alert {
        // Of two outputs one may state no zone, and zones are whole quarters of an hour.
        let at = event.time.at.0.rem_euclid(QUARTER_NANOS).to_be_bytes();
        let rule = text(Field::RuleId);
        if !rule.is_empty() {
            push(KeyKind::Alert, KeyRole::Tells, &[rule, source, source_port, destination, destination_port, &at]);
        }
        return;
    }
    // Which end is called the source differs between products that join a flow in its middle.
    let ends = sort_ends([source, source_port], [destination, destination_port]);
    push(KeyKind::Flow, KeyRole::Tells, &[ends[0][0], ends[0][1], ends[1][0], ends[1][1], transport, phase]);
    // Of all flows of a translated address some bear any port; of those of one service few do.
    let is_ssh = destination_port == b"22" || text(Field::NetworkProtocol).eq_ignore_ascii_case(b"ssh");
    if phase == b"start" && transport == b"tcp" && is_ssh {
        push(KeyKind::Client, KeyRole::Tells, &[b"ssh", source, source_port]);
    }
    let outside = [
        or(Field::SourceNatIp, Field::SourceIp),
        or(Field::SourceNatPort, Field::SourcePort),
        or(Field::DestinationNatIp, Field::DestinationIp),
        or(Field::DestinationNatPort, Field::DestinationPort),
    ];
    let [source, source_port, destination, destination_port] = outside;
    let ends = sort_ends([source, source_port], [destination, destination_port]);
    push(KeyKind::Translation, KeyRole::Tells, &[ends[0][0], ends[0][1], ends[1][0], ends[1][1], transport, phase]);
}

type End<'a> = [&'a [u8]; 2];

fn sort_ends<'a>(one: End<'a>, other: End<'a>) -> [End<'a>; 2] {
    if one <= other { [one, other] } else { [other, one] }
}

/// Which moment of a session or flow is told: its begin, its end, or neither.
fn find_phase(event: &Event, raw: &[u8]) -> &'static [u8] {
    let says = |word: &[u8]| event.all(Field::EventType).any(|value| value.bytes(raw) == Some(word));
    // Zeek's flows bear the time of their begin. A filter's verdict falls on a flow's first packet.
    let starts = says(b"start") || event.format.name.starts_with("zeek.") && says(b"end");
    match (starts, says(b"end") && !starts) {
        (true, _) => b"start",
        (_, false) if says(b"allowed") => b"start",
        (false, true) => b"end",
        _ => b"seen",
    }
}

/// A number made of some texts, told apart by their lengths. It reaches no output.
pub(crate) fn digest(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_is_the_same_from_either_end() {
        let (client, server): (End<'_>, End<'_>) = ([b"192.0.2.1", b"49152"], [b"198.51.100.7", b"443"]);
        assert_eq!(sort_ends(client, server), sort_ends(server, client));
        assert_ne!(sort_ends(client, server), sort_ends([b"192.0.2.1", b"443"], [b"198.51.100.7", b"49152"]));
    }
}
