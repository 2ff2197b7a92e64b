//! The crate at its own door: hand-made cases, and the whole against a brute-force closure.

#[cfg(test)]
mod brute;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod closure;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod hostile;
mod peers;
#[cfg(test)]
mod script;
#[cfg(test)]
mod simulated;

// The simulation's own parts: the tests hold what it measures.
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/classes.rs"]
mod classes;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/device.rs"]
mod device;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/measure.rs"]
mod measure;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/oracle.rs"]
mod oracle;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/random.rs"]
mod random;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/world.rs"]
mod world;

use model::{EventTime, Position, Reason, Reasons, Seq, StreamId};
use stamp::{Interval, UtcNanos};
use timeline::{Counter, Sighting};

const SECOND: i64 = 1_000_000_000;

/// A time of one-second precision, `at` seconds after an arbitrary moment.
fn whole_second(at: i64) -> EventTime {
    let start = UtcNanos(1_794_900_000 * SECOND + at * SECOND);
    let read = Interval { earliest: start, latest: start.saturating_add(SECOND - 1) };
    let mut reasons = Reasons::default();
    for reason in [Reason::Precision, Reason::ZoneWritten, Reason::YearWritten, Reason::ReceiptBound] {
        reasons.insert(reason);
    }
    EventTime { at: start, read, stamped: Interval::UNKNOWN, happened: Interval::UNKNOWN, reasons, text: None }
}

/// A time that could not be read: its place is the receipt.
fn missing_time(received: i64) -> EventTime {
    let mut reasons = Reasons::default();
    reasons.insert(Reason::TimeMissing);
    EventTime { read: Interval::UNKNOWN, reasons, ..whole_second(received) }
}

/// A sighting without a counter; its exhibit has the number of its evidence.
fn sighting(seq: u32, stream: u64, position: u64, at: i64) -> Sighting {
    Sighting {
        number: seq,
        seq: Seq(u64::from(seq)),
        stream: StreamId(stream),
        position: Position(position),
        received_at: whole_second(at + 1).at,
        time: whole_second(at),
        counter: None,
    }
}

/// The same with a counter.
fn counted(seq: u32, stream: u64, position: u64, at: i64, observer: &str, value: u64) -> Sighting {
    Sighting { counter: Some(Counter { observer: observer.to_owned(), value }), ..sighting(seq, stream, position, at) }
}
