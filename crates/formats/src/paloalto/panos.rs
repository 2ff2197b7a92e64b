//! PAN-OS: the firewall's comma-separated logs, by syslog or from a file.
//!
//! Written after "Syslog Field Descriptions", PAN-OS 8.0 to 11.1:
//! <https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions>.
//! The cloud's log forwarding sends the same columns with times by RFC 3339 and whole numbers for flags ("Strata Logging
//! Service Log Reference", "Syslog Default Field Order"), and JSON, too. What PAN-OS writes as CEF, LEEF or in a custom
//! format is not claimed here.

mod columns;
mod kinds;
mod object;
mod system;
mod threat;
mod times;
mod types;

use memchr::memchr;
use model::{DiagnosticKind, Fact, Field, Format, Name, Record, Span, Value};

use self::columns::{AUDIT, Column, HEAD, Means, Slot, find_columns};
use self::times::{begins_cloud_time, is_exact_time};
pub(crate) use self::{object::OBJECT, system::read_description};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        csv::{Cell, Cells},
        cut::{is_ip, read_number},
        protocol::find_protocol,
    },
};

/// How far into the body the first comma may stand: behind one digit and what a relay put before it.
const LEAD_BYTES_MAX: usize = 128;
/// Behind so many columns DECRYPTION has no flags but those of the action.
const FLOW_COLUMNS: usize = 32;
/// The column of the flags of the action.
const FLAGS: &str = "actionflags";
/// More columns than any version writes; the rest of a longer line stays in the evidence.
const COLUMNS_MAX: usize = 192;

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "paloalto.panos", version: 4 }, sign: Sign::Look(shows), read };

fn shows(body: &Body<'_>) -> bool {
    find_start(body.text()).is_some()
}

/// Where the record begins: at the digits before the first comma, behind which the time of receipt follows.
fn find_start(text: &[u8]) -> Option<usize> {
    let comma = memchr(b',', text.get(..LEAD_BYTES_MAX).unwrap_or(text))?;
    let time = text.get(comma + 1..)?;
    let [y1, y2, y3, y4, b'/', m1, m2, b'/', d1, d2, b' ', ..] = time else {
        return begins_cloud_time(time).then(|| find_digits(text, comma)).flatten();
    };
    if ![y1, y2, y3, y4, m1, m2, d1, d2].into_iter().all(u8::is_ascii_digit) {
        return None;
    }
    find_digits(text, comma)
}

/// Where the digits begin that end at a comma, if they stand apart from what is before them.
fn find_digits(text: &[u8], comma: usize) -> Option<usize> {
    let before = text.get(..comma)?;
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = comma - digits;
    let is_apart = start == 0 || matches!(before.get(start - 1), Some(b' ' | b'\t' | b':' | b'>'));
    (digits > 0 && is_apart).then_some(start)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let Some(text) = find_start(text).and_then(|start| text.get(start..)) else { return false };
    let mut head = Cells::new(text).skip(1);
    let (Some(receipt), Some(serial), Some(log_type)) = (head.next(), head.next(), head.next()) else { return false };
    // What an administrator did has the device's number in the first column, the type in the third.
    let is_audit = serial.text == b"audit";
    let is_cloud = !is_audit && begins_cloud_time(receipt.text);
    let columns = match is_audit {
        true => Some(AUDIT),
        false => choose_columns(text, serial.text, log_type.text, is_cloud),
    };
    let Some(columns) = columns else { return false };
    let mut line = Line { body, record, is_cloud, seen: [None; Slot::COUNT] };
    let head = if is_audit { &[] } else { HEAD };
    let column_at = |place: usize| head.get(place).or_else(|| columns.get(place.checked_sub(head.len())?));
    let is_tls = log_type.text == b"DECRYPTION";
    let mut missing = 0;
    for (at, cell) in Cells::new(text).enumerate() {
        if at == COLUMNS_MAX {
            line.record.diagnose(DiagnosticKind::TooMany, cell.span(body.raw));
            break;
        }
        // DECRYPTION's first version lacks columns in the middle; the flags of the action show where its end begins.
        if is_tls && at > FLOW_COLUMNS && cell.text.starts_with(b"0x") {
            let left = (at + missing..).map_while(column_at);
            missing += left.take_while(|(name, _)| *name != FLAGS).count();
        }
        line.take(column_at(at + missing).unwrap_or(&("more", Means::Own)), &cell);
    }
    line.conclude();
    true
}

/// The columns of this type. Of a type that is not known those that every type has are read, where the rest of the
/// head looks like one; behind the cloud's time it does not, which anybody's rows may have there.
fn choose_columns(text: &[u8], serial: &[u8], log_type: &[u8], is_cloud: bool) -> Option<&'static [Column]> {
    const SERIAL_BYTES_MIN: usize = 8;
    match find_columns(log_type) {
        // Where what stood before and after is not written, the flags come two columns sooner.
        Some(_) if log_type == b"CONFIG" => {
            let is_short =
                Cells::new(text).nth(15).is_some_and(|cell| matches!(cell.text, [b'0', b'x', ..] | [b'-', ..]));
            Some(if is_short { types::CONFIG_SHORT } else { types::CONFIG })
        }
        Some(columns) => Some(columns),
        None if is_cloud => None,
        None => {
            let is_serial = serial.len() >= SERIAL_BYTES_MIN && serial.iter().all(u8::is_ascii_digit);
            let is_type = !log_type.is_empty() && log_type.iter().all(u8::is_ascii_uppercase);
            (is_serial && is_type).then_some(&[])
        }
    }
}

/// A record in the making.
struct Line<'a, 'r> {
    body: &'a Body<'a>,
    record: &'r mut Record,
    /// True where the cloud's log forwarding wrote it.
    is_cloud: bool,
    /// Where the values stand that a conclusion needs.
    seen: [Option<Span>; Slot::COUNT],
}

impl<'a> Line<'a, '_> {
    fn take(&mut self, (name, means): &Column, cell: &Cell<'_>) {
        let text = cell.text;
        if cell.is_cut_off {
            // Only its beginning is there, so it means nothing for certain.
            let span = cell.span(self.body.raw);
            self.record.diagnose(DiagnosticKind::CutOff, span);
            self.keep(name, None, Value::Span(span));
            return;
        }
        if text.is_empty() {
            return;
        }
        let span = cell.span(self.body.raw);
        let field = match *means {
            // A time with its offset stands in one of the last columns, wherever a version has it.
            Means::Own if !self.is_cloud && is_exact_time(text) => self.note(Slot::Exact, span, None),
            Means::Own => None,
            Means::Is(field) => Some(field),
            Means::Both(first, second) => {
                self.keep(name, Some(first), cell.value(self.body.raw));
                Some(second)
            }
            Means::Ip(field) => Some(field).filter(|_| is_ip(text)),
            Means::Address(field) => {
                let is_address = is_ip(text) && !matches!(text, b"0.0.0.0" | b"::");
                Some(field).filter(|_| is_address)
            }
            Means::Port(field) => Some(field).filter(|_| text != b"0"),
            Means::Country(field) => {
                let is_name = text.first().is_some_and(u8::is_ascii_alphabetic);
                Some(field).filter(|_| is_name)
            }
            Means::Seconds(field) => {
                self.keep(name, None, cell.value(self.body.raw));
                if let Some(nanos) = read_number(text).and_then(|seconds| seconds.checked_mul(1_000_000_000)) {
                    self.record.push_number(field, nanos, span);
                }
                return;
            }
            Means::IsNoted(field, slot) => self.note(slot, span, Some(field)),
            Means::Noted(slot) | Means::When(slot) => self.note(slot, span, None),
        };
        if cell.has_doubled {
            return self.keep(name, field, cell.value(self.body.raw));
        }
        self.record.push(name, field, span);
    }

    #[inline(never)]
    fn keep(&mut self, name: &'static str, field: Option<Field>, value: Value) {
        self.record.facts.push(Fact { name: Name::Known(name), field, value });
    }

    /// Notes where a value stands, and gives its field back.
    #[inline]
    fn note(&mut self, slot: Slot, span: Span, field: Option<Field>) -> Option<Field> {
        if let Some(place) = self.seen.get_mut(slot as usize) {
            place.get_or_insert(span);
        }
        field
    }

    fn span(&self, slot: Slot) -> Option<Span> {
        self.seen.get(slot as usize).copied().flatten()
    }

    fn text(&self, slot: Slot) -> &'a [u8] {
        self.span(slot).map_or(&[], |span| span.of(self.body.raw))
    }

    /// What follows from the line as a whole.
    fn conclude(&mut self) {
        if self.is_cloud {
            self.conclude_cloud_times()
        } else {
            self.conclude_times()
        }
        let origin = self.span(Slot::Type).unwrap_or_default();
        self.record.push_word(Field::ObserverVendor, "Palo Alto Networks", origin);
        self.record.push_word(Field::ObserverProduct, "PAN-OS", origin);
        self.record.push_word(Field::ObserverType, "firewall", origin);
        if let (Some(span), Some((word, number))) =
            (self.span(Slot::Protocol), find_protocol(self.text(Slot::Protocol)))
        {
            self.record.push_word(Field::NetworkTransport, word, span);
            self.record.push_word(Field::NetworkIanaNumber, number, span);
        }
        self.conclude_nat();
        match self.text(Slot::Type) {
            b"THREAT" => self.conclude_threat(),
            b"SYSTEM" => self.conclude_system(),
            b"DECRYPTION" => self.conclude_tls(),
            _ => {}
        }
        self.conclude_kind(origin);
    }

    /// `0.0.0.0` says that nothing was translated, unless the flags say that something was.
    fn conclude_nat(&mut self) {
        /// "Session has been NATed (source and/or destination)".
        const TRANSLATED: u64 = 0x0040_0000;
        let flags = self.text(Slot::Flags);
        let digits = std::str::from_utf8(flags).ok().and_then(|flags| flags.strip_prefix("0x"));
        let flags = match digits {
            Some(digits) => u64::from_str_radix(digits, 16).ok(),
            None => read_number(flags),
        };
        let flags = flags.unwrap_or(0);
        let ends = [(Slot::NatSource, Field::SourceNatIp), (Slot::NatDestination, Field::DestinationNatIp)];
        for (slot, field) in ends {
            let Some(span) = self.span(slot) else { continue };
            let text = span.of(self.body.raw);
            if is_ip(text) && (flags & TRANSLATED != 0 || !matches!(text, b"0.0.0.0" | b"::")) {
                self.record.push(field.name(), Some(field), span);
            }
        }
    }

    fn conclude_tls(&mut self) {
        // "TLS1.2": ECS has the number alone.
        let (version, span) = (self.text(Slot::TlsVersion), self.span(Slot::TlsVersion));
        if let (Some(number), Some(span)) = (version.strip_prefix(b"TLS"), span)
            && number.first().is_some_and(u8::is_ascii_digit)
        {
            self.record.push("tls_version", Some(Field::TlsVersion), Span { start: span.start + 3, ..span });
        }
    }
}
