//! What a product reader is given: the bytes behind the envelope.

use std::cell::{Cell, OnceCell};

use model::{Field, Name, Record, Span, Value};

use crate::syntax::json::Leaves;

/// The part of a frame that follows its envelope, and what the envelope said of who wrote it.
#[derive(Debug)]
pub(crate) struct Body<'a> {
    /// The whole frame: every span is a place in it.
    pub(crate) raw: &'a [u8],
    /// What follows the envelope; the whole frame where there is none. No line end stands at its end.
    pub(crate) span: Span,
    /// The program's name (RFC 3164's tag, RFC 5424's APP-NAME), without a process id.
    pub(crate) tag: Option<Span>,
    /// How many messages it lies within: a container's line, the journal.
    pub(crate) depth: u8,
    /// The leaves of the JSON document that it is, once somebody has asked for them.
    leaves: OnceCell<Leaves>,
    /// Whether the first bar stands behind a digit, once somebody has asked for it.
    has_version: Cell<Option<bool>>,
}

impl<'a> Body<'a> {
    /// A part of a frame, and the program that wrote it.
    pub(crate) const fn new(raw: &'a [u8], span: Span, tag: Option<Span>) -> Self {
        Self { raw, span, tag, depth: 0, leaves: OnceCell::new(), has_version: Cell::new(None) }
    }

    /// A message that this body holds: in the same frame, or in a text that was made of a part of it.
    pub(crate) fn message<'m>(&self, raw: &'m [u8], span: Span, tag: Option<Span>) -> Body<'m> {
        Body { depth: self.depth.saturating_add(1), ..Body::new(raw, span, tag) }
    }

    /// Another part of the same frame, by the same program.
    pub(crate) fn part(&self, span: Span) -> Self {
        Self { depth: self.depth, ..Self::new(self.raw, span, self.tag) }
    }

    /// Its leaves, where it is a JSON document: read once, however many ask.
    pub(crate) fn leaves(&self) -> &Leaves {
        self.leaves.get_or_init(|| Leaves::read(self.raw, self.span))
    }

    /// The bytes that follow the envelope.
    #[inline]
    pub(crate) fn text(&self) -> &'a [u8] {
        self.span.of(self.raw)
    }

    /// The program's name, empty where the envelope gives none.
    pub(crate) fn tag_text(&self) -> &'a [u8] {
        self.tag.map_or(&[], |tag| tag.of(self.raw))
    }

    /// The frame from its front to the body's end: for what no header in front of it can be trusted to end at.
    pub(crate) fn whole(&self) -> &'a [u8] {
        self.raw.get(..self.span.end as usize).unwrap_or_default()
    }

    /// Takes back what the envelope read behind a mark that begins the message: senders of CEF and LEEF leave fields
    /// out of the header, and then the message's first words stand in their places.
    pub(crate) fn reclaim(&self, mark: &[u8], record: &mut Record) {
        let start = self.span_of(mark).start;
        if mark.is_empty() || start >= self.span.start && !self.span.is_empty() {
            return;
        }
        let message = Span { start, end: u32::try_from(self.raw.len()).unwrap_or(u32::MAX).min(self.span.end) };
        record.facts.retain_mut(|fact| {
            if fact.field == Some(Field::Message) {
                fact.value = Value::Span(message);
                return true;
            }
            fact.value.span().end <= start
        });
        record.diagnostics.retain(|diagnostic| diagnostic.span.end <= start);
        if record.first(Field::Message).is_none() {
            record.push("message", Some(Field::Message), message);
        }
    }

    /// True where the first bar of the frame stands behind a digit, as it does behind the version of CEF and of LEEF.
    #[inline]
    pub(crate) fn has_version(&self) -> bool {
        self.has_version.get().unwrap_or_else(|| {
            let text = self.whole();
            let bar = memchr::memchr(b'|', text).and_then(|bar| text.get(bar.checked_sub(1)?));
            let has_version = bar.is_some_and(u8::is_ascii_digit);
            self.has_version.set(Some(has_version));
            has_version
        })
    }

    /// Where a part of the frame stands.
    #[inline]
    pub(crate) fn span_of(&self, part: &[u8]) -> Span {
        locate(self.raw, part)
    }

    /// The name that stands in a part of the frame, or in a text that was made of one; what stands under no name is
    /// `unnamed`.
    #[inline]
    pub(crate) fn name_of(&self, part: &[u8]) -> Name {
        if part.is_empty() {
            return Name::Known("unnamed");
        }
        let span = self.span_of(part);
        if span.is_empty() { Name::Path(String::from_utf8_lossy(part).into()) } else { Name::Span(span) }
    }
}

/// Where `part`, a subslice of `raw`, stands in it; [`Span::NONE`] where it is none.
#[inline]
pub(crate) fn locate(raw: &[u8], part: &[u8]) -> Span {
    // The addresses are compared, never followed: a slice from elsewhere gives a start beyond the end.
    let start = (part.as_ptr() as usize).wrapping_sub(raw.as_ptr() as usize);
    // No part is as long as the space that addresses leave: this does not overflow.
    let end = start.wrapping_add(part.len());
    if start > end || end > raw.len() || raw.len() > u32::MAX as usize {
        return locate_afar(raw, start, end);
    }
    // Both are below a length that has room in 32 bits.
    Span { start: start as u32, end: end as u32 }
}

/// As [`locate`], of a part that is none, or of a frame beyond 4 GiB.
#[cold]
fn locate_afar(raw: &[u8], start: usize, end: usize) -> Span {
    if start <= end && end <= raw.len() { Span::new(start, end) } else { Span::NONE }
}
