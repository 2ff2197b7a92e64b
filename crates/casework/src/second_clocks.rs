//! Further clocks that stamped a record: a header's, a collector's, that of a record which is quoted.

use intake::ReadEvent;
use model::{Event, Field, Receipt, StreamOrigin, Value};
use stamp::UtcNanos;
use timeline::{ClockTraits, Key, LagKind, WrittenStamp};

use crate::{
    clock_traits::find_traits,
    observe::{find_lag, find_stamp, stamp_of},
    shared_keys::{list_client_keys, list_start_keys},
    whose_clock::{Which, Whose, find_host, has_collectors_stamp},
};

/// Collectors write milliseconds.
const COLLECTED_NANOS: i128 = 1_000_000;

/// Begins of flows are seldom written finer.
const STARTED_NANOS: i128 = 1_000_000_000;

/// A further stamp of a record.
#[derive(Clone, Debug)]
pub(crate) struct Second {
    /// Whose clock.
    pub(crate) whose: Whose,
    /// What it wrote.
    pub(crate) written: WrittenStamp,
    /// How late it can have written.
    pub(crate) lag: LagKind,
    /// What is known of it.
    pub(crate) clock: ClockTraits,
    /// What it tells, where that is another moment than the record's own.
    pub(crate) keys: Vec<Key>,
}

/// Every further stamp of a record whose first one is of this clock.
pub(crate) fn list_seconds(read: &ReadEvent, whose: &Whose, quoted: Option<(&[u8], &Event)>) -> Vec<Second> {
    let mut seconds = Vec::new();
    seconds.extend(find_header(read, whose));
    seconds.extend(find_created(read, whose));
    seconds.extend(quoted.and_then(|(raw, quoted)| find_quoted(read, raw, quoted)));
    // Two names of one clock in one record are one stamp.
    seconds.retain(|of| of.whose.key() != whose.key());
    seconds.extend(find_start(read, whose));
    seconds.extend(find_client(read, whose));
    seconds
}

/// Reads a record that stands whole in another, as of the time that the other one tells: it is no older than that.
pub(crate) fn read_within(quoted: &[u8], read: &ReadEvent, origin: &StreamOrigin) -> Event {
    let receipt = Receipt { received_at: read.event.time.at, ..read.event.receipt };
    normalize::read_event(quoted, receipt, origin, &read.feed.context)
}

/// The header's clock is another one's: of a relay, or of the system below the program.
fn find_header(read: &ReadEvent, whose: &Whose) -> Option<Second> {
    let header = read.event.header?;
    let written = stamp_of(header.at, i128::from(header.precision_nanos));
    if whose.which == Which::Collector {
        // The first stamp is the collector's, so the other one is the host's.
        let name = find_host(&read.event, read.raw.as_ref())?;
        let whose = Whose { name, is_host: true, which: Which::Header };
        let lag = find_lag(&read.event, read.raw.as_ref());
        return Some(Second { whose, written, lag, clock: ClockTraits::default(), keys: Vec::new() });
    }
    let clock = ClockTraits { is_second: true, ..ClockTraits::default() };
    Some(Second { whose: whose.with(Which::Header), written, lag: LagKind::Relayed, clock, keys: Vec::new() })
}

/// The stamp of who wrote the record down, where that is another than who saw what it tells.
fn find_created(read: &ReadEvent, whose: &Whose) -> Option<Second> {
    let Some(Value::Number { number, .. }) = read.event.first(Field::EventCreated) else { return None };
    let written = stamp_of(UtcNanos(i64::try_from(*number).ok()?), COLLECTED_NANOS);
    let name = read.event.format.name;
    if has_collectors_stamp(&read.event, read.raw.as_ref()) {
        let clock = ClockTraits { zone_is_sure: true, collects: true, ..ClockTraits::default() };
        let whose = Whose { name: format!("{} {name}", read.feed.name), is_host: false, which: Which::Collector };
        return Some(Second { whose, written, lag: LagKind::Collected, clock, keys: Vec::new() });
    }
    let lag = match name {
        // Sysmon says when it happened, the log when that was entered.
        name if name.starts_with("windows.") => LagKind::Relayed,
        // Generated where the packets pass, received where logs are kept.
        "paloalto.panos" => LagKind::Collected,
        _ => return None,
    };
    let clock = ClockTraits { is_second: true, ..ClockTraits::default() };
    Some(Second { whose: whose.with(Which::Entered), written, lag, clock, keys: Vec::new() })
}

/// A flow's begin as its end tells it: another moment of the same clock.
fn find_start(read: &ReadEvent, whose: &Whose) -> Option<Second> {
    let Some(Value::Number { number, .. }) = read.event.first(Field::EventStart) else { return None };
    let keys = list_start_keys(&read.event, read.raw.as_ref());
    let written = stamp_of(UtcNanos(i64::try_from(*number).ok()?), STARTED_NANOS);
    tell_later(read, whose, written, LagKind::Direct, keys)
}

/// The begin of the connection by which a login came: the same stamp, as long after it as a login may take.
fn find_client(read: &ReadEvent, whose: &Whose) -> Option<Second> {
    let keys = list_client_keys(&read.event, read.raw.as_ref());
    let written = find_stamp(&read.event.time)?;
    tell_later(read, whose, written, LagKind::Login, keys)
}

/// An earlier moment of the record's own clock; none where it has no key that others could tell it by.
fn tell_later(read: &ReadEvent, whose: &Whose, written: WrittenStamp, lag: LagKind, keys: Vec<Key>) -> Option<Second> {
    if keys.is_empty() {
        return None;
    }
    let clock = find_traits(&read.event, read.raw.as_ref(), whose.which);
    let clock = ClockTraits { told_later: true, ..clock };
    Some(Second { whose: whose.clone(), written, lag, clock, keys })
}

/// The stamp of a quoted record: the clock of the host that the record names, else of the one whose records the alert
/// is about.
fn find_quoted(read: &ReadEvent, raw: &[u8], quoted: &Event) -> Option<Second> {
    let (event, all) = (&read.event, read.raw.as_ref());
    let about = || event.first(Field::HostName).or_else(|| event.first(Field::HostHostname));
    let name = find_host(quoted, raw).or_else(|| Some(about()?.text(all).into_owned()))?;
    let which = Which::of(quoted);
    let written = find_stamp(&quoted.time)?;
    let clock = find_traits(quoted, raw, which);
    Some(Second {
        whose: Whose { name, is_host: true, which },
        written,
        lag: find_lag(quoted, raw),
        clock,
        keys: Vec::new(),
    })
}
