//! What an object holds at its top, found without reading it.

use model::Span;

use super::string::read_text;

/// True where the document at a place is an object that has all of these members at its top, found without reading it.
/// It looks no further than it must.
pub(crate) fn has_members(raw: &[u8], span: Span, wanted: &[&[u8]]) -> bool {
    let end = (span.end as usize).min(raw.len());
    let mut at = span.start as usize;
    let mut depth = 0_usize;
    let mut found = 0_u32;
    let all = (1_u32 << wanted.len()) - 1;
    while let Some(byte) = raw.get(at).filter(|_| at < end) {
        at += 1;
        match byte {
            b'"' => {
                let text = read_text(raw, at, end);
                at = text.after;
                let is_name = depth == 1 && raw.get(at..end).unwrap_or_default().trim_ascii_start().starts_with(b":");
                if is_name && let Some(place) = wanted.iter().position(|name| *name == text.span.of(raw)) {
                    found |= 1 << place;
                    if found == all {
                        return true;
                    }
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}
