//! Another program's message inside of a JSON string, with escapes: it is read as the program wrote it, and what was read
//! keeps its place in the evidence.

use model::{DiagnosticKind, Format, Name, Record, Span, Value};

use crate::{
    body::Body,
    read::{read_line_of_container, read_message, read_with_header},
    registry::UNKNOWN,
};

/// A longer message stays a text.
const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// Gives a message to the products as [`read_message`] does. `span` is the inside of the string in `body`, `tag` the program's name.
pub(crate) fn read_escaped(body: &Body<'_>, span: Span, tag: Option<Span>, outer: Format, record: &mut Record) {
    read_escaped_by(read_message, body, span, tag, outer, record);
}

/// The same as [`read_with_header`] does.
pub(crate) fn read_escaped_with_header(body: &Body<'_>, span: Span, outer: Format, record: &mut Record) {
    read_escaped_by(read_with_header, body, span, None, outer, record);
}

/// The same as [`read_line_of_container`] does.
pub(crate) fn read_escaped_line_of_container(body: &Body<'_>, span: Span, outer: Format, record: &mut Record) {
    read_escaped_by(read_line_of_container, body, span, None, outer, record);
}

fn read_escaped_by(
    read: fn(&Body<'_>, Format, &mut Record),
    body: &Body<'_>,
    span: Span,
    tag: Option<Span>,
    outer: Format,
    record: &mut Record,
) {
    let raw = body.raw;
    let Some(mut plain) = Plain::decode(raw, span) else { return };
    let message = Span::new(0, plain.text.len());
    let tag = tag.map(|tag| plain.append(raw, tag));
    let mut inner = Record::new(UNKNOWN);
    read(&body.message(&plain.text, message, tag), outer, &mut inner);
    if inner.format == UNKNOWN {
        return;
    }
    if record.format == UNKNOWN {
        record.format = inner.format;
    }
    for mut fact in inner.facts {
        if let Name::Span(name) = fact.name {
            fact.name = Name::Path(String::from_utf8_lossy(name.of(&plain.text)).into());
        }
        fact.value = plain.restore(raw, fact.value);
        record.facts.push(fact);
    }
    for mut time in inner.times {
        let span = time.span;
        let parts = [Some(&mut time.span), time.time.as_mut(), time.zone.as_mut()];
        // A time with an escape in it is no time that can be read where it stands.
        let place = plain.place(span);
        if parts.into_iter().flatten().all(|part| plain.move_exact(raw, part)) {
            record.times.push(time);
        } else {
            record.diagnose(DiagnosticKind::Time, place);
        }
    }
    for diagnostic in inner.diagnostics {
        record.diagnose(diagnostic.kind, plain.place(diagnostic.span));
    }
}

/// A string without its escapes.
struct Plain {
    text: Vec<u8>,
    /// Where in the evidence each byte of the text begins, and the last one ends.
    starts: Vec<u32>,
}

impl Plain {
    /// None where it is too long or holds an escape that JSON does not have.
    fn decode(raw: &[u8], span: Span) -> Option<Self> {
        let escaped = Some(span.of(raw)).filter(|text| text.len() <= MESSAGE_BYTES_MAX)?;
        let mut plain = Self { text: Vec::with_capacity(escaped.len()), starts: Vec::with_capacity(escaped.len() + 1) };
        let mut at = 0;
        while let Some(byte) = escaped.get(at) {
            let start = span.start + u32::try_from(at).ok()?;
            if *byte != b'\\' {
                plain.push(&[*byte], start);
                at += 1;
                continue;
            }
            let (character, len) = read_escape(escaped.get(at..)?)?;
            plain.push(character.encode_utf8(&mut [0; 4]).as_bytes(), start);
            at += len;
        }
        plain.starts.push(span.end);
        Some(plain)
    }

    fn push(&mut self, bytes: &[u8], start: u32) {
        self.text.extend_from_slice(bytes);
        self.starts.extend(bytes.iter().map(|_| start));
    }

    /// Adds another part of the evidence behind the text. Gives its place in it.
    fn append(&mut self, raw: &[u8], part: Span) -> Span {
        // A byte parts the two, so that the end of the one is not the start of the other.
        self.text.push(b' ');
        let start = self.text.len();
        self.text.extend_from_slice(part.of(raw));
        self.starts.extend(part.start..=part.end);
        Span::new(start, self.text.len())
    }

    /// Where a part of the text stands in the evidence.
    fn place(&self, part: Span) -> Span {
        let at = |place: u32| self.starts.get(place as usize).copied();
        match (at(part.start), at(part.end)) {
            (Some(start), Some(end)) if start <= end => Span { start, end },
            _ => Span::NONE,
        }
    }

    fn restore(&self, raw: &[u8], value: Value) -> Value {
        match value {
            Value::Span(part) => {
                let (span, text) = (self.place(part), part.of(&self.text));
                if span.of(raw) == text {
                    return Value::Span(span);
                }
                Value::Text { text: String::from_utf8_lossy(text).into(), span }
            }
            Value::Text { text, span } => Value::Text { text, span: self.place(span) },
            Value::Word { word, span } => Value::Word { word, span: self.place(span) },
            Value::Number { number, span } => Value::Number { number, span: self.place(span) },
        }
    }

    /// Moves a place in the text to that in the evidence. False where not the same bytes stand there.
    fn move_exact(&self, raw: &[u8], part: &mut Span) -> bool {
        let text = part.of(&self.text);
        *part = self.place(*part);
        part.of(raw) == text
    }
}

/// The character of an escape (RFC 8259 §7), and how many bytes it takes.
fn read_escape(text: &[u8]) -> Option<(char, usize)> {
    let character = match text.get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'u' => {
            let high = read_unit(text.get(2..6)?)?;
            if !(0xD800..0xDC00).contains(&high) {
                return Some((char::from_u32(high)?, 6));
            }
            let low = read_unit(text.get(6..)?.strip_prefix(b"\\u")?.get(..4)?)?;
            let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            return Some((char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + low)?, 12));
        }
        _ => return None,
    };
    Some((character, 2))
}

fn read_unit(digits: &[u8]) -> Option<u32> {
    let mut digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
    digits.try_fold(0, |unit, digit| Some(unit << 4 | digit?))
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::{Plain, read_escape};

    #[test]
    fn escapes_are_characters() {
        assert_eq!(read_escape(br"\n"), Some(('\n', 2)));
        assert_eq!(read_escape(br#"\""#), Some(('"', 2)));
        assert_eq!(read_escape(br"\u00e4x"), Some(('ä', 6)));
        assert_eq!(read_escape(br"\ud83d\ude00"), Some(('😀', 12)));
        assert_eq!(read_escape(br"\ud83d\u0041"), None);
        assert_eq!(read_escape(br"\x"), None);
        assert_eq!(read_escape(br"\u12"), None);
    }

    #[test]
    fn places_lead_back_to_the_evidence() {
        let raw = br#"{"log":"a \"b\" \u00e4c","tag":"t"}"#;
        let plain = Plain::decode(raw, Span::new(8, 23)).map(|mut plain| (plain.append(raw, Span::new(32, 33)), plain));
        let Some((tag, plain)) = plain else { panic!("no escape of JSON") };
        assert_eq!(plain.text, "a \"b\" äc t".as_bytes());
        assert_eq!(plain.place(Span::new(3, 4)).of(raw), b"b");
        assert_eq!(plain.place(Span::new(2, 5)).of(raw), br#"\"b\""#);
        assert_eq!(plain.place(Span::new(8, 9)).of(raw), b"c");
        assert_eq!(plain.place(Span::new(6, 8)).of(raw), br"\u00e4");
        assert_eq!(plain.place(tag).of(raw), b"t");
    }
}
