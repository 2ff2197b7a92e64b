//! The way from a record to an event.

use std::fmt::Write;

use model::{DiagnosticKind, Event, Part, Receipt, Record, Span, StreamOrigin};

use crate::{
    FeedContext,
    fit::{Fitted, fit_facts},
    names, related, syslog, time,
};

/// Raised with every change of what an event says of the same record.
const VERSION: u16 = 3;

/// How many facts a record usually gains.
const DERIVED_FACTS: usize = 16;

/// Reads a frame's bytes and makes the event: [`formats::read`], then [`normalize_record`].
///
/// Never fails, whatever the bytes: what could not be read is among the event's diagnostics.
#[must_use]
pub fn read_event(raw: &[u8], receipt: Receipt, origin: &StreamOrigin, feed: &FeedContext) -> Event {
    normalize_record(formats::read(raw), raw, receipt, origin, feed)
}

/// Makes the event of a record that was read from `raw`.
///
/// In this order: every fact is made to fit its field, or keeps the device's own name alone; the times are read; what
/// follows from the facts is added behind them.
#[must_use]
pub fn normalize_record(
    mut record: Record,
    raw: &[u8],
    receipt: Receipt,
    origin: &StreamOrigin,
    feed: &FeedContext,
) -> Event {
    // What is derived seldom needs more: one growth in place of several.
    record.facts.reserve(DERIVED_FACTS);
    let mut fitted = Fitted::default();
    fit_facts(raw, &mut record, &mut fitted);
    let Fitted { firsts, pivots } = &mut fitted;
    let (time, header) = time::read_times(raw, &mut record, receipt.received_at, origin, feed);
    if receipt.flags.part() != Part::Whole {
        record.diagnose(DiagnosticKind::InParts, Span::new(0, raw.len()));
    }
    syslog::derive_priority(raw, &mut record.facts, firsts);
    names::derive_names(&mut record.facts, firsts);
    related::derive_network_type(raw, &mut record.facts, firsts);
    related::derive_related(raw, &mut record.facts, firsts, pivots);
    Event { receipt, format: record.format, time, header, facts: record.facts, diagnostics: record.diagnostics }
}

/// Names every reader that an event depends on, with its version. An index that was built under another fingerprint
/// must be built again.
///
/// One line of ASCII: `normalize/2 stamp/1` and every format as `name/version`, in the order of their names.
#[must_use]
pub fn reader_fingerprint() -> String {
    let mut text = format!("normalize/{VERSION} stamp/{}", stamp::READER_VERSION);
    for format in formats::formats() {
        // Writing to a string does not fail.
        let _ = write!(text, " {}/{}", format.name, format.version);
    }
    text
}
