//! The door of `fuzz/`: a function for each syntax, which reads any bytes and asserts what must hold of what was read.
//!
//! It is there in builds for fuzzing only (`--cfg fuzzing`). What holds of all of them is in [`invariants`].

mod invariants;
mod tables;
mod words;

use model::{DiagnosticKind, Fact, Field, Record, Span};

pub use self::words::{match_shapes, read_words, scan_text};

use self::{
    invariants::{Order, check_cost, check_part, check_record, check_span, check_value},
    tables::{DIALECT, KEYS, Slot},
};
use crate::{
    body::Body,
    registry::UNKNOWN,
    syntax::{
        cef, clf, csv,
        cut::is_number,
        document::{Document, Slot as Part},
        fast_alert::{read_alert, shows_alert},
        front::cut_front,
        http,
        json::{Leaves, Wanted},
        keyed::Keyed,
        leef::{find_leef, split_attributes},
        pairs::{Pairs, Piece},
        syslog_time::cut_time,
        xml,
    },
    syslog::read_envelope,
};

/// A syntax may look at every byte so many times, and at so many bytes of tables.
const TIMES: u64 = 64;
const FREE: u64 = 1 << 12;
/// The whole reader asks every product whether a line is its own, and their tables of wordings.
const READER_TIMES: u64 = 1 << 11;
const READER_FREE: u64 = 1 << 21;

fn whole(raw: &[u8]) -> Body<'_> {
    Body::new(raw, Span::new(0, raw.len()), None)
}

/// Reads what a record is made of, and checks it.
fn read_record(raw: &[u8], read: impl FnOnce(&Body<'_>, &mut Record)) -> Record {
    let mut record = Record::new(UNKNOWN);
    check_cost(raw, FREE, TIMES, || read(&whole(raw), &mut record));
    check_record(raw, &record);
    record
}

/// The whole reader.
pub fn read_frame(raw: &[u8]) {
    let record = check_cost(raw, READER_FREE, READER_TIMES, || crate::read(raw));
    check_record(raw, &record);
    assert!(crate::formats().contains(&record.format), "{:?}", record.format);
}

/// The syslog envelope: what it leaves to be read, the tag and the host are parts of the frame.
pub fn read_syslog(raw: &[u8]) {
    read_record(raw, |body, record| {
        if let Some(envelope) = read_envelope(body.raw, body.text(), record) {
            [Some(envelope.body), envelope.tag, envelope.host].into_iter().flatten().for_each(|at| check_span(raw, at));
        }
    });
}

/// The times at the front of lines: a time is not empty, and what follows it follows at once.
pub fn cut_times(raw: &[u8]) {
    for time in [cut_time(raw), cut_front(raw)].into_iter().flatten() {
        assert!(!time.text.is_empty() && raw.starts_with(time.text), "{time:?}");
        assert!(std::ptr::eq(raw.get(time.text.len()..).unwrap_or_default(), time.rest), "{time:?}");
    }
}

/// CEF: header and pairs stand in their order, and no pair is longer than what it is made of.
pub fn read_cef(raw: &[u8]) {
    check_cost(raw, FREE, TIMES, || {
        let mut extension = raw;
        if let Some(found) = cef::find_cef(raw) {
            let mut order = Order::new(raw);
            order.take(found.mark);
            found.header.iter().for_each(|field| order.take(field));
            order.take(found.extension);
            found.header.iter().for_each(|field| check_unescaped(field, cef::unescape(field).as_deref()));
            extension = found.extension;
        }
        let mut order = Order::new(extension);
        for pair in cef::Pairs::new(extension) {
            order.take(pair.key);
            order.take(pair.value);
            check_unescaped(pair.value, cef::unescape(pair.value).as_deref());
        }
    });
}

/// A byte that is no UTF-8 makes three.
fn check_unescaped(written: &[u8], text: Option<&str>) {
    assert!(text.is_none_or(|text| text.len() <= 3 * written.len()), "{text:?}");
}

/// LEEF: header and attributes stand in their order.
pub fn read_leef(raw: &[u8]) {
    check_cost(raw, FREE, TIMES, || {
        let Some(leef) = find_leef(raw) else { return };
        let mut order = Order::new(raw);
        order.take(leef.mark);
        leef.header.iter().for_each(|field| order.take(field));
        let mut order = Order::new(raw);
        for (key, value) in leef.delimiter.into_iter().flat_map(|by| split_attributes(leef.attributes, by)) {
            order.take(key);
            order.take(value);
        }
    });
}

/// CSV: the cells stand in their order; without quotes they are what stands between the commas.
pub fn read_csv(raw: &[u8]) {
    let count = check_cost(raw, FREE, TIMES, || {
        let mut order = Order::new(raw);
        csv::Cells::new(raw).map(|cell| order.take(cell.text)).count()
    });
    let commas = || raw.split(|byte| *byte == b',');
    assert!((1..=commas().count()).contains(&count));
    csv::Cells::new(raw).for_each(|cell| check_value(raw, &cell.value(raw)));
    if !raw.contains(&b'"') {
        assert!(csv::Cells::new(raw).map(|cell| cell.text).eq(commas()));
    }
}

/// The Common Log Format: what it leaves is a part of the line.
pub fn read_clf(raw: &[u8]) {
    read_record(raw, |body, record| {
        if let Some(rest) = clf::read_line(body, record) {
            check_part(raw, rest);
        }
    });
    if let Some(cut) = clf::cut_at_time(raw) {
        let mut order = Order::new(raw);
        [cut.before, cut.time, cut.after].into_iter().for_each(|part| order.take(part));
    }
    let (group, rest) = clf::cut_group(raw);
    let mut order = Order::new(raw);
    order.take(group);
    order.take(rest);
    read_record(raw, |body, record| clf::push_clients(body, raw, record));
}

/// HTTP: a request line, a target, an authority, a status.
pub fn read_http(raw: &[u8]) {
    if let Some(request) = http::cut_request(raw) {
        let mut order = Order::new(raw);
        [request.method, request.target, request.version].into_iter().for_each(|part| order.take(part));
    }
    for (host, port) in [http::cut_port(raw), http::cut_last_port(raw)] {
        let mut order = Order::new(raw);
        order.take(host);
        order.take(port.unwrap_or_default());
        assert!(port.is_none_or(is_number));
    }
    read_record(raw, |body, record| {
        http::push_request(body, raw, record);
        http::push_target(body, b"GET", raw, record);
        http::push_authority(body, raw, record);
        http::push_status(body, raw, record);
    });
}

/// JSON: every leaf stands in the text. True where nothing was damaged; what is too deep, too much or there twice is not.
pub fn read_json(raw: &[u8]) -> bool {
    let span = Span::new(0, raw.len());
    let record = read_record(raw, |_, record| {
        let leaves = Leaves::read(raw, span);
        for leaf in leaves.iter(raw) {
            let fact: Fact = leaf.into_fact(None, None);
            record.facts.push(fact);
        }
        leaves.diagnose(record);
    });
    check_cost(raw, FREE, TIMES, || Leaves::read(raw, span).have(&Wanted::new(&["a", "b"]), raw));
    record.diagnostics.iter().all(|found| matches!(found.kind, DiagnosticKind::TooMany | DiagnosticKind::Repeated))
}

/// A JSON document whose members a table explains.
pub fn read_document(raw: &[u8]) {
    read_record(raw, |body, record| {
        let mut document = Document::read(body, record, &DIALECT);
        for slot in [Part::Text, Part::Action, Part::Kind] {
            check_span(raw, document.span(slot));
            check_part(raw, document.text(slot));
            document.conclude_sayings(slot, &[("x", &[(Field::EventType, "info")])]);
        }
        document.settle(Part::Text, Field::Message);
        document.conclude_action(Part::Action);
        document.conclude_kind("event");
        document.conclude_observer("a", "b", "c");
    });
}

/// `key=value` pairs: pieces stand in their order, whatever parts them.
pub fn read_pairs(raw: &[u8]) {
    for pairs in [Pairs::new(raw), Pairs::new_by_commas(raw)] {
        check_cost(raw, FREE, TIMES, || {
            let mut order = Order::new(raw);
            for piece in pairs {
                let (key, value) = match piece {
                    Piece::Pair { key, value } | Piece::CutOff { key, value } => (key, value),
                    Piece::Word(word) => (word, &[][..]),
                };
                assert!(!key.is_empty(), "{piece:?}");
                order.take(key);
                order.take(value);
            }
        });
    }
}

/// Pairs whose keys a table explains.
pub fn read_keyed(raw: &[u8]) {
    let has_escapes = raw.len() % 2 == 0;
    read_record(raw, |body, record| {
        let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, |value| matches!(value, b"" | b"-"));
        if has_escapes {
            line = line.with_escapes();
        }
        for piece in Pairs::new(raw) {
            line.take_piece(piece, &KEYS);
        }
        for slot in [Slot::Address, Slot::Number, Slot::Protocol, Slot::Text] {
            check_part(raw, line.text(slot));
        }
        line.give_address(Slot::Address, Field::HostIp);
        line.give(Slot::Text, Field::EventReason);
        line.conclude_transport(Slot::Protocol);
        line.conclude_observer("a", "b", Span::NONE);
    });
}

/// XML: pieces stand in their order, attributes and what they say inside of them.
pub fn read_xml(raw: &[u8]) {
    let body = whole(raw);
    check_cost(raw, FREE, TIMES, || {
        let mut order = Order::new(raw);
        let mut pieces = xml::Pieces::new(raw);
        for piece in pieces.by_ref() {
            match piece {
                xml::Piece::Open { name, attributes, .. } => {
                    order.take(name);
                    order.take(attributes);
                    let mut inner = Order::new(attributes);
                    for (name, value) in xml::cut_attributes(attributes) {
                        inner.take(name);
                        inner.take(value);
                        check_value(raw, &xml::decode(&body, value));
                    }
                }
                xml::Piece::Text(text) => {
                    assert!(!text.is_empty() || raw.len() >= 12, "only CDATA may be empty");
                    order.take(text);
                    check_value(raw, &xml::decode(&body, text));
                }
                xml::Piece::Close => {}
            }
        }
        check_part(raw, pieces.rest());
    });
}

/// The one-line alert: all that it says is part of the line.
pub fn read_fast_alert(raw: &[u8]) {
    check_cost(raw, FREE, TIMES, || {
        shows_alert(raw);
        let Some(alert) = read_alert(raw) else { return };
        let others = alert.others.iter().flatten().chain(&alert.ends).flat_map(|(one, other)| [*one, *other]);
        let parts =
            [alert.time, alert.action, alert.name, alert.class, alert.priority, alert.interface, alert.protocol];
        parts.into_iter().chain(alert.ids).chain(others).for_each(|part| check_part(raw, part));
        assert!(alert.ids.iter().all(|id| is_number(id)));
    });
}
