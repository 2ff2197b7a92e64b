//! Crowds: very many records that are alike in one way.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;
use timeline::{
    Channel, ClockTraits, EventId, Key, KeyKind, KeyRole, LagKind, Observation, ObserverId, ReceiptError, StreamOrder,
    WrittenStamp,
};

const SECOND: i64 = 1_000_000_000;
const BEGIN: i64 = 1_794_873_600 * SECOND;

/// A crowd: its name, and its record of a number.
pub type Crowd = (&'static str, fn(u32) -> Observation);

/// Every crowd.
pub const CROWDS: [Crowd; 8] = [
    ("one line again and again", |n| Observation { digest: Some(7), ..stamp_once(n, 0) }),
    ("one line by two ways", |n| Observation {
        digest: Some(7),
        stream: StreamId(u64::from(n % 2)),
        ..stamp_once(n, 0)
    }),
    ("one counted line by two ways", |n| Observation {
        digest: Some(7),
        stream: StreamId(u64::from(n % 2)),
        order: StreamOrder::Counted { chain: 0, value: u64::from(n / 2) },
        ..stamp_once(n, 0)
    }),
    ("one stamp", |n| stamp_once(n, 0)),
    ("observers of one record each", |n| record(n, n)),
    ("one happening told by all", |n| Observation { keys: vec![tell(KeyRole::Tells)], ..record(n, n) }),
    ("one record quoted by all", |n| Observation {
        keys: vec![tell(if n == 0 { KeyRole::Tells } else { KeyRole::Quotes })],
        ..record(n, n)
    }),
    ("one key told again and again", |n| Observation { keys: vec![tell(KeyRole::Tells)], ..record(n, n % 3) }),
];

/// A record that its observer wrote in its second, on a way of its own.
fn record(number: u32, observer: u32) -> Observation {
    let at = BEGIN + i64::from(number) * SECOND / 100;
    Observation {
        id: EventId::of(Seq(u64::from(number) + 1)),
        observer: ObserverId(observer),
        stream: StreamId(u64::from(observer)),
        position: Position(u64::from(number)),
        channel: Channel::Live,
        received_at: UtcNanos(at + SECOND / 50),
        receipt_error: ReceiptError { nanos_max: SECOND / 100, is_vouched: true },
        written: Some(WrittenStamp { at: UtcNanos(at), precision: SECOND / 1_000 }),
        clock: ClockTraits::default(),
        order: StreamOrder::Unknown,
        lag: LagKind::Direct,
        digest: None,
        keys: Vec::new(),
    }
}

/// The same with the stamp of the first one.
fn stamp_once(number: u32, observer: u32) -> Observation {
    let written = Some(WrittenStamp { at: UtcNanos(BEGIN), precision: SECOND });
    Observation { written, ..record(number, observer) }
}

fn tell(role: KeyRole) -> Key {
    Key { kind: KeyKind::Flow, digest: 7, role }
}
