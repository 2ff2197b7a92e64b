//! What holds of whatever was read, whatever the bytes.

use model::{Name, Record, Span, Value};

use crate::{body::locate, syntax::effort::take_spent};

/// How many facts a record may have beyond those that its bytes allow: the envelope's and the conclusions.
const FACTS_FREE: usize = 128;
/// How many facts a byte may give: a value that means two fields, in a list of one-digit numbers, gives one a byte.
const FACTS_A_BYTE: usize = 4;

/// Takes pieces of a text in their order.
pub(super) struct Order<'a> {
    raw: &'a [u8],
    end: usize,
}

impl<'a> Order<'a> {
    pub(super) const fn new(raw: &'a [u8]) -> Self {
        Self { raw, end: 0 }
    }

    /// The piece is one of the text's, and begins where the one before it ends or further on.
    pub(super) fn take(&mut self, part: &[u8]) {
        check_part(self.raw, part);
        if !part.is_empty() {
            let span = locate(self.raw, part);
            assert!(self.end <= span.start as usize, "{} stands before {}", span.start, self.end);
            self.end = span.end as usize;
        }
    }
}

/// The part is one of the text's, not a copy; an empty one may stand anywhere.
pub(super) fn check_part(raw: &[u8], part: &[u8]) {
    let found = locate(raw, part).of(raw);
    assert!(part.is_empty() || std::ptr::eq(found, part), "{} bytes are no part of the text", part.len());
}

/// The value stands in the text, and what it says is no longer than that: a byte that is no UTF-8 makes three.
pub(super) fn check_value(raw: &[u8], value: &Value) {
    check_span(raw, value.span());
    assert!(value.text(raw).len() <= 3 * raw.len() + 64, "{value:?}");
}

/// The place lies in the text.
pub(super) fn check_span(raw: &[u8], span: Span) {
    assert!(span.start <= span.end && span.end as usize <= raw.len(), "{span:?} of {} bytes", raw.len());
}

/// Every place of a record lies in the frame, and there are no more of them than its bytes allow.
pub(super) fn check_record(raw: &[u8], record: &Record) {
    let most = FACTS_FREE + FACTS_A_BYTE * raw.len();
    assert!(record.facts.len() <= most, "{} facts of {} bytes", record.facts.len(), raw.len());
    assert!(record.times.len() <= most && record.diagnostics.len() <= most);
    for fact in &record.facts {
        check_value(raw, &fact.value);
        if let Name::Span(span) = fact.name {
            check_span(raw, span);
            assert!(!span.is_empty(), "{fact:?}");
        }
    }
    for time in &record.times {
        check_span(raw, time.span);
        assert!(!time.span.is_empty(), "{time:?}");
        [time.time, time.zone].into_iter().flatten().for_each(|span| check_span(raw, span));
    }
    record.diagnostics.iter().for_each(|diagnostic| check_span(raw, diagnostic.span));
}

/// The reading looks at no more bytes than some, and so many times the text: were it to grow with the square, the longest
/// inputs would pass that.
pub(super) fn check_cost<T>(raw: &[u8], free: u64, times: u64, read: impl FnOnce() -> T) -> T {
    take_spent();
    let out = read();
    let spent = take_spent();
    let most = free + times * raw.len() as u64;
    assert!(spent <= most, "{spent} bytes are looked at, for a text of {}", raw.len());
    out
}
