//! From an event to what exact time needs of it: whose clock, what was written, which keys it shares with others.

use intake::ReadEvent;
use model::{Event, EventTime, Field, Reason, StreamOrigin};
use stamp::UtcNanos;
use timeline::{
    Channel, EventId, Key, KeyKind, KeyRole, LagKind, Observation, ReceiptError, StreamOrder, WrittenStamp,
};

use crate::{
    clock_traits::find_traits,
    observers::Observers,
    second_clocks::{Second, list_seconds, read_within},
    shared_keys::{digest, list_keys},
    whose_clock::{Which, Whose, name_observer},
};

/// Offsets of zones are whole quarters of an hour: what an unknown zone leaves open is a multiple of it.
const QUARTER_NANOS: i128 = 900_000_000_000;

impl Observers {
    /// What one record says of time: of the clock that stamped it, and of its header's clock where that is another.
    pub(crate) fn observe(&mut self, read: &ReadEvent, origin: &StreamOrigin, error: ReceiptError) -> Vec<Observation> {
        let (event, raw) = (&read.event, read.raw.as_ref());
        let receipt = event.receipt;
        let whose = name_observer(read, origin);
        let observer = self.number(whose.clone());
        let quoted = event.first(Field::EventOriginal).and_then(|value| value.bytes(raw));
        let quoted = quoted.map(|line| (line, read_within(line, read, origin)));
        let quoted = quoted.as_ref().map(|(line, event)| (*line, event));
        let own = Observation {
            id: EventId::of(receipt.seq),
            observer,
            stream: receipt.stream,
            position: receipt.position,
            channel: if origin.is_live() { Channel::Live } else { Channel::Import },
            received_at: receipt.received_at,
            receipt_error: error,
            written: find_stamp(&event.time),
            clock: find_traits(event, raw, whose.which),
            order: self.find_order(event, raw, &whose),
            lag: if whose.which == Which::Collector { LagKind::Collected } else { find_lag(event, raw) },
            digest: Some(digest(&[&[0], find_message(event, raw)])),
            keys: list_keys(event, raw, quoted),
        };
        let seconds = list_seconds(read, &whose, quoted);
        self.add_seconds(own, seconds)
    }

    /// The record with the further stamps that stand in it; all are of one moment, but for their lags.
    fn add_seconds(&mut self, mut own: Observation, seconds: Vec<Second>) -> Vec<Observation> {
        if seconds.is_empty() {
            return vec![own];
        }
        let same = Key { kind: KeyKind::SameRecord, digest: own.id.seq.0, role: KeyRole::Tells };
        let seconds = (1_u8..).zip(seconds).map(|(part, second)| Observation {
            id: EventId { seq: own.id.seq, part },
            observer: self.number(second.whose),
            written: Some(second.written),
            clock: second.clock,
            order: StreamOrder::Unknown,
            lag: second.lag,
            digest: None,
            keys: if second.keys.is_empty() { vec![same] } else { second.keys },
            ..own.clone()
        });
        let seconds: Vec<Observation> = seconds.collect();
        own.keys.push(same);
        let mut all = vec![own];
        all.extend(seconds);
        all
    }

    fn find_order(&mut self, event: &Event, raw: &[u8], whose: &Whose) -> StreamOrder {
        let count = event.first(Field::EventSequence).and_then(|value| value.number(raw));
        let Some(value) = count else { return StreamOrder::Kept };
        let process = event.first(Field::ProcessName).map(|process| process.text(raw));
        let name = format!("{} {}", whose.name, process.unwrap_or_default());
        let chain = self.number(Whose { name, is_host: false, which: Which::Counter });
        StreamOrder::Counted { chain: chain.0, value }
    }
}

/// The time as written, where one could be read.
pub(crate) fn find_stamp(time: &EventTime) -> Option<WrittenStamp> {
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

pub(crate) fn stamp_of(at: UtcNanos, precision: i128) -> WrittenStamp {
    WrittenStamp { at, precision: i64::try_from(precision).unwrap_or(i64::MAX).max(1) }
}

/// What kind of record it is, as far as the table of lags tells kinds apart.
pub(crate) fn find_lag(event: &Event, raw: &[u8]) -> LagKind {
    let says = |field, word: &[u8]| event.all(field).any(|value| value.bytes(raw) == Some(word));
    if says(Field::EventKind, b"alert") || says(Field::EventKind, b"signal") {
        return LagKind::Alert;
    }
    if says(Field::EventKind, b"metric") || says(Field::EventKind, b"state") {
        return LagKind::Batch;
    }
    if says(Field::EventCode, b"MailItemsAccessed") {
        return LagKind::Aggregated;
    }
    // Zeek stamps a flow with its first packet, however late it writes.
    if !says(Field::EventType, b"end") || event.format.name.starts_with("zeek.") {
        return LagKind::Direct;
    }
    // A sensor sees a flow's end by its silence, a firewall closes it itself.
    match event.format.name {
        "suricata.eve" | "aws.vpcflow" | "google.vpcflow" => LagKind::SessionTimeout,
        _ => LagKind::SessionEnd,
    }
}

/// What the record says, without the header that each way may write anew.
fn find_message<'a>(event: &'a Event, raw: &'a [u8]) -> &'a [u8] {
    event.first(Field::Message).and_then(|message| message.bytes(raw)).unwrap_or(raw)
}
