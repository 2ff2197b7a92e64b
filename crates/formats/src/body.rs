//! What a product reader is given: the bytes behind the envelope.

use model::Span;

/// The part of a frame that follows its envelope, and what the envelope said of who wrote it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'a> {
    /// The whole frame: every span is a place in it.
    pub(crate) raw: &'a [u8],
    /// What follows the envelope; the whole frame where there is none. No line end stands at its end.
    pub(crate) span: Span,
    /// The program's name (RFC 3164's tag, RFC 5424's APP-NAME), without a process id.
    pub(crate) tag: Option<Span>,
}

impl<'a> Body<'a> {
    /// The bytes that follow the envelope.
    pub(crate) fn text(&self) -> &'a [u8] {
        self.span.of(self.raw)
    }

    /// The program's name, empty where the envelope gives none.
    pub(crate) fn tag_text(&self) -> &'a [u8] {
        self.tag.map_or(&[], |tag| tag.of(self.raw))
    }

    /// Where a part of the frame stands.
    pub(crate) fn span_of(&self, part: &[u8]) -> Span {
        locate(self.raw, part)
    }
}

/// Where `part`, a subslice of `raw`, stands in it; [`Span::NONE`] where it is none.
pub(crate) fn locate(raw: &[u8], part: &[u8]) -> Span {
    // The addresses are compared, never followed: a slice from elsewhere gives a start beyond the end.
    let start = (part.as_ptr() as usize).wrapping_sub(raw.as_ptr() as usize);
    match start.checked_add(part.len()) {
        Some(end) if end <= raw.len() => Span::new(start, end),
        _ => Span::NONE,
    }
}
