//! One record as far as exact time depends on it.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;

use crate::LagKind;

/// Which clock wrote a stamp: a number that the caller gives to each observer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObserverId(pub u32);

/// One stamp of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// The record.
    pub seq: Seq,
    /// 0 for the record itself; more for a further clock that stands in it (a relay's header, a device's own field).
    /// Such a part bounds clocks and is never shown.
    pub part: u8,
}

impl EventId {
    /// The last of all.
    pub(crate) const LAST: Self = Self { seq: Seq(u64::MAX), part: u8::MAX };

    /// The record itself.
    #[must_use]
    pub const fn of(seq: Seq) -> Self {
        Self { seq, part: 0 }
    }
}

/// What was written about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenStamp {
    /// The first moment that the text names, by the clock (and in the zone) of who wrote it.
    pub at: UtcNanos,
    /// How long one step of the last written digit is; a fold of the clock (DST) makes it longer.
    pub precision: i64,
}

/// What a record says of how well the clock is kept that stamped it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatedClock {
    /// Nothing.
    #[default]
    Unstated,
    /// That nothing keeps it right.
    Unsynchronised,
    /// That it is synchronised (RFC 5424 §7.1.2).
    Synchronised {
        /// How far from UTC it can stand then, in nanoseconds; none where that is not said.
        nanos_max: Option<i64>,
    },
}

/// What is known of the clock behind a stamp, beside the stamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockTraits {
    /// What the record says of it.
    pub stated: StatedClock,
    /// True where no zone can have been mistaken: the stamp counts from a fixed moment, or it states an offset in
    /// figures.
    pub zone_is_sure: bool,
    /// True where it may be one with the clock of the record's first stamp, as a header's and a message's are.
    pub is_second: bool,
    /// True where it is the clock of who collected what others wrote.
    pub collects: bool,
    /// True where a later record tells again what the clock showed before: a flow's begin in the record of its end. It
    /// says when that was, and nothing of the order of records.
    pub told_later: bool,
    /// True where the stamp states no zone, so that the clock stands off by one whoever is right.
    pub is_local: bool,
}

/// How the bytes came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Sent as it was written: the receipt says something of the time of writing.
    Live,
    /// Read from a file: the receipt is only a bound.
    Import,
}

/// How far our own clock can have stood from UTC when a record was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptError {
    /// To either side, in nanoseconds.
    pub nanos_max: i64,
    /// True where something vouched for it (adjtimex); false where it is an assumption.
    pub is_vouched: bool,
}

impl Default for ReceiptError {
    /// A hundredth of a second, which nobody vouches for.
    fn default() -> Self {
        Self { nanos_max: 10_000_000, is_vouched: false }
    }
}

/// What a stream's order is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamOrder {
    /// Nothing by itself.
    Unknown,
    /// The format or its transport keeps the order of writing; used where that is assumed.
    Kept,
    /// The device counts its records: `chain` tells apart what is counted for itself (a process) in this stream.
    Counted {
        /// What counts, a number that the caller gives.
        chain: u32,
        /// RFC 5424 §7.3.1 `meta sequenceId`, or what the format reads as `event.sequence`.
        value: u64,
    },
}

/// What makes two records tell of one happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A flow's five-tuple with its start or its own id.
    Flow,
    /// A session's id.
    Session,
    /// A message's id (a mail's queue or message id, a request's id).
    Message,
    /// A record that an alert quotes.
    Quoted,
    /// The same alert in two outputs (EVE and fast.log).
    Alert,
    /// One login (sshd, PAM, Wazuh), by the far end of its connection.
    Login,
    /// The process that served a login, whose number others take up later.
    LoginProcess,
    /// Both sides of an address translation.
    Translation,
    /// Two clocks in one record.
    SameRecord,
    /// The client's end of a connection, which its server names by that end alone.
    Client,
}

/// What a record has to do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyRole {
    /// It tells of the happening.
    Tells,
    /// It quotes the record that tells of it: it was written after that one.
    Quotes,
    /// It quotes a record that tells of it, not necessarily the one that is here (of an alert's two outputs a SIEM may
    /// have quoted the other): both are of one happening, and that orders and bounds nothing.
    Retells,
}

/// A key, unique to one happening as far as anybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What kind of key.
    pub kind: KeyKind,
    /// A digest of its text.
    pub digest: u64,
    /// What this record has to do with it.
    pub role: KeyRole,
}

/// One record as far as exact time depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Which.
    pub id: EventId,
    /// Whose clock.
    pub observer: ObserverId,
    /// The stream that brought it.
    pub stream: StreamId,
    /// Its place there.
    pub position: Position,
    /// How it came.
    pub channel: Channel,
    /// When the bytes reached us.
    pub received_at: UtcNanos,
    /// How far our own clock can have stood from UTC then.
    pub receipt_error: ReceiptError,
    /// The time as written; none where none could be read.
    pub written: Option<WrittenStamp>,
    /// What is known of its clock.
    pub clock: ClockTraits,
    /// What the stream's order is worth.
    pub order: StreamOrder,
    /// What kind of record.
    pub lag: LagKind,
    /// A digest of what was said, for finding what came by two ways; none where that is not to be looked for.
    pub digest: Option<u64>,
    /// What it has in common with other observers' records.
    pub keys: Vec<Key>,
}
