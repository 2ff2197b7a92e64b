//! AWS VPC flow logs: words apart by blanks, in the default format (version 2) or in one of the user's own; an export may
//! part them by commas.
//!
//! Written after the Amazon VPC User Guide, "Flow log records", versions 2 to 8:
//! <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>. A file says its fields in its first
//! line, a
//! record on its own does not: it is read where its words fit one of the layouts that AWS documents, each word being
//! of its field's kind. Counts are those of the one direction that a record tells of.

mod layouts;
mod object;

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use self::layouts::{Means, find_layout, is_account, is_header};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::cut_word, protocol::find_protocol, scan::find_text},
};

/// The most words that a record has: every documented field once, and some to come.
const WORDS_MAX: usize = 48;

/// Its name and version.
const FORMAT: Format = Format { name: "aws.vpcflow", version: 5 };

/// The reader of lines.
pub(crate) const PRODUCT: Product = Product { format: FORMAT, sign: Sign::Look(shows), read };

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: FORMAT,
    sign: Sign::AnyMembers(&[
        &["srcaddr", "dstaddr"],
        &["srcAddr", "dstAddr"],
        &["src_addr", "dst_addr", "interface_id"],
        &["sourceaddress", "destinationaddress", "interfaceid"],
        &["interface-id", "log-status"],
        &["interface_id", "log_status"],
        &["interfaceId", "logStatus"],
        &["p_log_type"],
        &["message", "logGroup"],
        &["message", "timestamp", "id"],
        &["logEvents", "messageType"],
        &["message"],
    ]),
    read: object::read,
};

/// An interface's id stands in most records; where none is known, the version and an account begin one, or those of a
/// transit gateway.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let has_comma = || text.first().is_some_and(u8::is_ascii_digit) && find_text(text, b",eni-").is_some();
    find_text(text, b" eni-").is_some() || begins_record(text) || is_header(text) || has_comma()
}

/// `3 123456789012 - …`, `6 TransitGateway 123456789012 tgw-… …`.
fn begins_record(text: &[u8]) -> bool {
    let ([b'1'..=b'9', b' ', rest @ ..] | [b'1', b'0'..=b'9', b' ', rest @ ..]) = text else { return false };
    let (word, after) = cut_word(rest);
    is_account(word) && after.starts_with(b"- ") || matches!(word, b"TransitGateway" | b"-") && after.len() > 1
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let origin = Span { end: body.span.start + 1, ..body.span };
    if is_header(text) {
        record.push_word(Field::ObserverVendor, "AWS", origin);
        record.push_word(Field::EventKind, "event", origin);
        return true;
    }
    read_record(body, record)
}

/// Reads the words of a record.
fn read_record(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let origin = Span { end: body.span.start + 1, ..body.span };
    let mut words: [&[u8]; WORDS_MAX] = [&[]; WORDS_MAX];
    let mut count = 0;
    let mark = if memchr::memchr(b' ', text).is_none() { b',' } else { b' ' };
    for (place, word) in words.iter_mut().zip(skip_time(text).split(|byte| *byte == mark).take(WORDS_MAX)) {
        *place = word;
        count += 1;
    }
    let words = words.get(..count).unwrap_or_default();
    let Some(layout) = find_layout(words) else { return false };
    let (mut end, mut action, mut status) = (None, None, None);
    for (word, column) in words.iter().zip(layout) {
        let span = body.span_of(word);
        let says = *word != b"-";
        match column.means {
            Means::Own => record.push(column.name, None, span),
            Means::Is(field) => record.push(column.name, Some(field).filter(|_| says), span),
            Means::IsBoth(first, second) => {
                record.push(column.name, Some(first).filter(|_| says), span);
                if says {
                    record.push(column.name, Some(second), span);
                }
            }
            Means::Protocol => {
                record.push(column.name, Some(Field::NetworkIanaNumber).filter(|_| says), span);
                if let Some((name, _)) = find_protocol(word) {
                    record.push_word(Field::NetworkTransport, name, span);
                }
            }
            Means::Time(role) if says => {
                record.push_time(role, Form::Epoch, span);
                if role == TimeRole::End {
                    end = Some(span);
                }
            }
            Means::Time(_) => record.push(column.name, None, span),
            Means::Action => {
                record.push(column.name, None, span);
                action = Some((*word, span));
            }
            Means::Status => {
                record.push(column.name, None, span);
                status = Some((*word, span));
            }
        }
    }
    // The record is of the window that ends then.
    if let Some(span) = end {
        record.push_time(TimeRole::Event, Form::Epoch, span);
    }
    conclude(action, status, origin, record);
    true
}

/// The record behind the time that CloudWatch puts before it where a log group is exported or followed.
fn skip_time(text: &[u8]) -> &[u8] {
    match text {
        [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', ..] => cut_word(text).1,
        _ => text,
    }
}

/// What follows from the record as a whole.
fn conclude(action: Option<(&[u8], Span)>, status: Option<(&[u8], Span)>, origin: Span, record: &mut Record) {
    record.push_word(Field::CloudProvider, "aws", origin);
    record.push_word(Field::ObserverVendor, "AWS", origin);
    record.push_word(Field::ObserverProduct, "VPC Flow Logs", origin);
    record.push_word(Field::ObserverType, "firewall", origin);
    record.push_word(Field::EventKind, "event", origin);
    record.push_word(Field::EventCategory, "network", origin);
    record.push_word(Field::EventType, "connection", origin);
    match action {
        Some((b"ACCEPT", span)) => {
            record.push_word(Field::EventAction, "accept", span);
            record.push_word(Field::EventType, "allowed", span);
            record.push_word(Field::EventOutcome, "success", span);
        }
        Some((b"REJECT", span)) => {
            record.push_word(Field::EventAction, "reject", span);
            record.push_word(Field::EventType, "denied", span);
            record.push_word(Field::EventOutcome, "failure", span);
        }
        _ => {
            // NODATA: nothing flowed. SKIPDATA: records of the window were lost.
            let (word, span) = match status {
                Some((b"SKIPDATA", span)) => ("flow_records_skipped", span),
                Some((b"NODATA", span)) => ("no_flow", span),
                _ => ("flow", origin),
            };
            record.push_word(Field::EventAction, word, span);
        }
    }
}
