//! The written times of a record, read: when it happened, as far as one event alone can say.

use model::{
    DiagnosticKind, EventTime, Fact, Field, HeaderTime, Reason, Reasons, Record, Span, StreamOrigin, TimeRole, Value,
    WrittenTime,
};
use stamp::{Context, Interval, Parts, Stamp, Unreadable, UtcNanos, YearBasis, ZoneBasis};

use crate::{FeedContext, time_quality::insert_quality};

/// A part that stands further apart is not shown with the others.
const TEXT_BYTES_MAX: usize = 64;

/// Reads what the record says of time, and takes the written times out of it. Start, end and creation become facts,
/// what cannot be read becomes a diagnostic.
pub(crate) fn read_times(
    raw: &[u8],
    record: &mut Record,
    received_at: UtcNanos,
    origin: &StreamOrigin,
    feed: &FeedContext,
) -> (EventTime, Option<HeaderTime>) {
    let context = Context { zone: feed.zone, year: feed.year, reference: Some(find_reference(received_at, origin)) };
    let times = std::mem::take(&mut record.times);
    let (mut own, mut header) = (None, None);
    for written in &times {
        // Of the event's and of the header's times the first readable one counts.
        match written.role {
            TimeRole::Event if own.is_none() => own = read_one(written, raw, record, &context),
            TimeRole::Header if header.is_none() => header = read_one(written, raw, record, &context),
            TimeRole::Event | TimeRole::Header => {}
            TimeRole::Start => push_moment(Field::EventStart, written, raw, record, &context),
            TimeRole::End => push_moment(Field::EventEnd, written, raw, record, &context),
            TimeRole::Created => push_moment(Field::EventCreated, written, raw, record, &context),
        }
    }
    let second = header
        .filter(|_| own.is_some())
        .map(|(stamp, _)| HeaderTime { at: stamp.at, precision_nanos: stamp.precision_nanos });
    let mut time = build_time(own.or(header), received_at);
    if own.is_none() && header.is_some() {
        insert_quality(raw, &record.facts, &mut time.reasons);
    }
    (time, second)
}

/// Adds a moment that is neither the event's nor the header's, where it can be read.
fn push_moment(field: Field, written: &WrittenTime, raw: &[u8], record: &mut Record, context: &Context) {
    if let Some((stamp, text)) = read_one(written, raw, record, context) {
        record.facts.push(Fact::of_field(field, moment(stamp.at, text)));
    }
}

/// A moment near which the record was written: the receipt, and for a file the moment it was last written to, unless
/// that lies after the receipt, which a copy's clock can make it.
fn find_reference(received_at: UtcNanos, origin: &StreamOrigin) -> UtcNanos {
    match origin {
        StreamOrigin::File { modified_at: Some(modified_at), .. } => (*modified_at).min(received_at),
        _ => received_at,
    }
}

/// A time that can be read, with its text; else a diagnostic.
fn read_one(written: &WrittenTime, raw: &[u8], record: &mut Record, context: &Context) -> Option<(Stamp, Span)> {
    let parts = Parts {
        first: written.span.of(raw),
        time: written.time.map(|span| span.of(raw)),
        zone: written.zone.map(|span| span.of(raw)),
    };
    match stamp::read(written.form, parts, context) {
        Ok(stamp) => {
            // A zone that nobody understood is no part of what was read.
            let is_understood = !matches!(stamp.zone, ZoneBasis::Unknown | ZoneBasis::Configured);
            let zone = written.zone.filter(|_| is_understood);
            Some((stamp, find_text(&WrittenTime { zone, ..*written })))
        }
        Err(why) => {
            let kind = match why {
                Unreadable::SkippedHour => DiagnosticKind::SkippedHour,
                Unreadable::NoYear => DiagnosticKind::NoYear,
                Unreadable::Grammar | Unreadable::NoSuchMoment | Unreadable::OutOfRange => DiagnosticKind::Time,
            };
            record.diagnose(kind, find_text(written));
            None
        }
    }
}

/// Where a written time stands: its first part, and the others as far as they are near.
fn find_text(written: &WrittenTime) -> Span {
    let others = [written.time, written.zone];
    others.into_iter().flatten().fold(written.span, |near, part| {
        let cover = Span { start: near.start.min(part.start), end: near.end.max(part.end) };
        if cover.len() <= TEXT_BYTES_MAX { cover } else { near }
    })
}

/// A moment as a value: nanoseconds since 1970, RFC 3339 for what lies before.
fn moment(at: UtcNanos, span: Span) -> Value {
    match u64::try_from(at.0) {
        Ok(number) => Value::Number { number, span },
        Err(_before_1970) => Value::Text { text: at.to_string().into(), span },
    }
}

/// Nothing but the receipt bounds the true time until the clock of the writer is modelled: it cannot have been written
/// after it came, which holds for the lines of a file as for those of a connection.
fn build_time(event: Option<(Stamp, Span)>, received_at: UtcNanos) -> EventTime {
    let until_receipt = Interval { earliest: UtcNanos::MIN, latest: received_at };
    let mut reasons = Reasons::default();
    reasons.insert(Reason::ReceiptBound);
    let Some((stamp, text)) = event else {
        reasons.insert(Reason::TimeMissing);
        return EventTime {
            at: received_at,
            read: until_receipt,
            stamped: until_receipt,
            happened: until_receipt,
            reasons,
            text: None,
        };
    };
    insert_bases(&stamp, &mut reasons);
    EventTime {
        at: stamp.at,
        read: stamp.read,
        stamped: until_receipt,
        happened: until_receipt,
        reasons,
        text: Some(text),
    }
}

fn insert_bases(stamp: &Stamp, reasons: &mut Reasons) {
    reasons.insert(Reason::Precision);
    match stamp.zone {
        ZoneBasis::Written => reasons.insert(Reason::ZoneWritten),
        ZoneBasis::Configured => reasons.insert(Reason::ZoneConfigured),
        ZoneBasis::ConfiguredAmbiguous => {
            reasons.insert(Reason::ZoneConfigured);
            reasons.insert(Reason::ZoneAmbiguous);
        }
        ZoneBasis::Unknown => reasons.insert(Reason::ZoneUnknown),
    }
    reasons.insert(match stamp.year {
        YearBasis::Written => Reason::YearWritten,
        YearBasis::Configured => Reason::YearConfigured,
        YearBasis::Nearest => Reason::YearFromReceipt,
    });
    if stamp.unsynchronised {
        reasons.insert(Reason::ClockUnsynchronised);
    }
}
