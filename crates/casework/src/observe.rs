//! From an event to what exact time needs of it: whose clock, what was written, which keys it shares with others.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use intake::ReadEvent;
use model::{Event, EventTime, Field, Reason, StreamOrigin};
use stamp::UtcNanos;
use timeline::{Channel, EventId, Key, KeyKind, KeyRole, LagKind, Observation, ObserverId, StreamOrder, WrittenStamp};

/// Offsets of zones are whole quarters of an hour: what an unknown zone leaves open is a multiple of it.
const QUARTER_NANOS: i128 = 900_000_000_000;
/// A session's or a request's id of fewer bytes is a counter, which two devices can share.
const TOKEN_BYTES_MIN: usize = 16;

/// The observers of some evidence, numbered as they are met.
#[derive(Debug, Default)]
pub(crate) struct Observers {
    numbers: BTreeMap<String, ObserverId>,
    names: Vec<String>,
}

impl Observers {
    /// The number of a clock.
    fn number(&mut self, name: String) -> ObserverId {
        let next = ObserverId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        *self.numbers.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        })
    }

    /// The number of a clock that was met.
    pub(crate) fn find(&self, name: &str) -> Option<ObserverId> {
        self.numbers.get(name).copied()
    }

    /// The name of a clock.
    pub(crate) fn name(&self, id: ObserverId) -> &str {
        self.names.get(id.0 as usize).map_or("", String::as_str)
    }

    /// What one record says of time: of the clock that stamped it, and of its header's clock where that is another.
    pub(crate) fn observe(&mut self, read: &ReadEvent, origin: &StreamOrigin) -> Vec<Observation> {
        let (event, raw) = (&read.event, read.raw.as_ref());
        let receipt = event.receipt;
        let name = name_observer(read, origin);
        let observer = self.number(name.clone());
        let own = Observation {
            id: EventId::of(receipt.seq),
            observer,
            stream: receipt.stream,
            position: receipt.position,
            channel: if origin.is_live() { Channel::Live } else { Channel::Import },
            received_at: receipt.received_at,
            written: find_stamp(&event.time),
            order: self.find_order(event, raw, &name),
            lag: find_lag(event, raw),
            digest: Some(digest(&[&[0], find_message(event, raw)])),
            keys: list_keys(event, raw),
        };
        let Some(header) = event.header else { return vec![own] };
        // The header is another clock's: of the relay, or of the system below the program.
        let clock = self.number(format!("{name} (header)"));
        let same = Key { kind: KeyKind::SameRecord, digest: receipt.seq.0, role: KeyRole::Tells };
        let second = Observation {
            id: EventId { seq: receipt.seq, part: 1 },
            observer: clock,
            written: Some(stamp_of(header.at, i128::from(header.precision_nanos))),
            order: StreamOrder::Unknown,
            lag: LagKind::Relayed,
            digest: None,
            keys: vec![same],
            ..own.clone()
        };
        let mut own = own;
        own.keys.push(same);
        vec![own, second]
    }

    fn find_order(&mut self, event: &Event, raw: &[u8], name: &str) -> StreamOrder {
        let count = event.first(Field::EventSequence).and_then(|value| value.number(raw));
        let Some(value) = count else { return StreamOrder::Kept };
        let process = event.first(Field::ProcessName).map(|process| process.text(raw));
        let chain = self.number(format!("{name} counts {}", process.unwrap_or_default()));
        StreamOrder::Counted { chain: chain.0, value }
    }
}

/// Whose clock wrote the record's time: the observer or host that it names, else the way by which it came.
pub(crate) fn name_observer(read: &ReadEvent, origin: &StreamOrigin) -> String {
    const NAMES: [Field; 5] =
        [Field::ObserverName, Field::ObserverHostname, Field::HostName, Field::HostHostname, Field::LogSyslogHostname];
    let (event, raw) = (&read.event, read.raw.as_ref());
    let named = NAMES.into_iter().find_map(|field| event.first(field)).map(|name| name.text(raw).into_owned());
    match (named, origin.peer_ip()) {
        (Some(name), _) => name,
        (None, Some(peer)) => format!("{} from {peer}", read.feed.name),
        (None, None) => read.feed.name.clone(),
    }
}

/// The time as written, where one could be read.
fn find_stamp(time: &EventTime) -> Option<WrittenStamp> {
    if time.reasons.contains(Reason::TimeMissing) {
        return None;
    }
    let width = i128::from(time.read.latest.0) - i128::from(time.read.earliest.0) + 1;
    // An unknown zone is part of the clock's offset, which the model finds; an hour told twice is not.
    let step = match width % QUARTER_NANOS {
        0 if time.reasons.contains(Reason::ZoneUnknown) => QUARTER_NANOS,
        rest if time.reasons.contains(Reason::ZoneUnknown) => rest,
        _ => width,
    };
    Some(stamp_of(time.at, step))
}

fn stamp_of(at: UtcNanos, precision: i128) -> WrittenStamp {
    WrittenStamp { at, precision: i64::try_from(precision).unwrap_or(i64::MAX).max(1) }
}

/// What kind of record it is, as far as the table of lags tells kinds apart.
fn find_lag(event: &Event, raw: &[u8]) -> LagKind {
    let says = |field, word: &[u8]| event.all(field).any(|value| value.bytes(raw) == Some(word));
    if says(Field::EventKind, b"alert") || says(Field::EventKind, b"signal") {
        return LagKind::Alert;
    }
    if says(Field::EventKind, b"metric") || says(Field::EventKind, b"state") {
        return LagKind::Batch;
    }
    if !says(Field::EventType, b"end") {
        return LagKind::Direct;
    }
    // A sensor sees a flow's end by its silence, a firewall closes it itself.
    match event.format.name {
        "suricata.eve" | "zeek.json" | "zeek.tsv" | "aws.vpcflow" | "google.vpcflow" => LagKind::SessionTimeout,
        _ => LagKind::SessionEnd,
    }
}

/// What the record says, without the header that each way may write anew.
fn find_message<'a>(event: &'a Event, raw: &'a [u8]) -> &'a [u8] {
    event.first(Field::Message).and_then(|message| message.bytes(raw)).unwrap_or(raw)
}

/// Keys that name one happening, whoever tells of it.
fn list_keys(event: &Event, raw: &[u8]) -> Vec<Key> {
    let text = |field| event.first(field).and_then(|value| value.bytes(raw)).unwrap_or_default();
    let mut keys = Vec::new();
    let mut push = |kind, role, parts: &[&[u8]]| keys.push(Key { kind, digest: digest(parts), role });
    // A quoted line stands without its priority.
    let line = raw.strip_prefix(b"<").and_then(|rest| rest.splitn(2, |byte| *byte == b'>').nth(1)).unwrap_or(raw);
    push(KeyKind::Quoted, KeyRole::Tells, &[line.trim_ascii()]);
    if let Some(quoted) = event.first(Field::EventOriginal).and_then(|value| value.bytes(raw)) {
        push(KeyKind::Quoted, KeyRole::Quotes, &[quoted.trim_ascii()]);
    }
    push_flow(event, raw, &mut push);
    for (kind, field) in [(KeyKind::Session, Field::SessionId), (KeyKind::Message, Field::HttpRequestId)] {
        let token = text(field);
        if token.len() >= TOKEN_BYTES_MIN {
            push(kind, KeyRole::Tells, &[token, find_phase(event, raw)]);
        }
    }
    let message = text(Field::EmailMessageId);
    if message.contains(&b'@') {
        push(KeyKind::Message, KeyRole::Tells, &[message, text(Field::EventAction)]);
    }
    keys
}

/// A flow's ends, as each side of an address translation tells them. Alerts tell of a moment within a flow, and are
/// keys by their rule and their stamp.
fn push_flow(event: &Event, raw: &[u8], push: &mut impl FnMut(KeyKind, KeyRole, &[&[u8]])) {
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
        let at = event.time.at.0.to_be_bytes();
        let rule = text(Field::RuleId);
        if !rule.is_empty() {
            push(KeyKind::Alert, KeyRole::Tells, &[rule, source, source_port, destination, destination_port, &at]);
        }
        return;
    }
    let phase = find_phase(event, raw);
    push(KeyKind::Flow, KeyRole::Tells, &[source, source_port, destination, destination_port, transport, phase]);
    let outside = [
        or(Field::SourceNatIp, Field::SourceIp),
        or(Field::SourceNatPort, Field::SourcePort),
        or(Field::DestinationNatIp, Field::DestinationIp),
        or(Field::DestinationNatPort, Field::DestinationPort),
    ];
    let [source, source_port, destination, destination_port] = outside;
    push(KeyKind::Translation, KeyRole::Tells, &[source, source_port, destination, destination_port, transport, phase]);
}

/// Which moment of a session or flow is told: its begin, its end, or neither.
fn find_phase(event: &Event, raw: &[u8]) -> &'static [u8] {
    let says = |word: &[u8]| event.all(Field::EventType).any(|value| value.bytes(raw) == Some(word));
    match (says(b"start"), says(b"end")) {
        (true, false) => b"start",
        (false, true) => b"end",
        _ => b"seen",
    }
}

/// A number made of some texts, told apart by their lengths. It reaches no output.
fn digest(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}
