//! What an object holds at its top, found without reading it.

use model::Span;

use crate::syntax::marks::Marks;

/// The most names that are noted of one object; those behind them are not.
const NAMES_MAX: usize = 48;

/// The names of an object's own members, as they stand in the evidence.
pub(crate) struct Members<'a> {
    names: [&'a [u8]; NAMES_MAX],
    count: usize,
    /// A bit for each name, so that most questions are answered without looking at one.
    bits: u64,
}

impl<'a> Members<'a> {
    /// Finds the names of the object at a place; none for what is no object. Names with escapes stay as written.
    pub(crate) fn find(raw: &'a [u8], span: Span) -> Self {
        let mut members = Self { names: [&[]; NAMES_MAX], count: 0, bits: 0 };
        let text = raw.get(..span.end as usize).unwrap_or(raw);
        let mut marks = Marks::new(text, *b"\"\\{}[]");
        let mut at = span.start as usize;
        let mut depth = 0_usize;
        while let Some(found) = marks.find(at) {
            at = found + 1;
            match text.get(found) {
                Some(b'"') => {
                    let Some(close) = find_close(&mut marks, at) else { break };
                    let name = text.get(at..close).unwrap_or_default();
                    at = close + 1;
                    if depth == 1 && is_name(text, at) && !members.note(name) {
                        break;
                    }
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        members
    }

    /// True where all of these stand at the object's top.
    pub(crate) fn have(&self, wanted: &[&str]) -> bool {
        let names = self.names.get(..self.count).unwrap_or_default();
        wanted.iter().all(|name| self.bits & bit(name.as_bytes()) != 0)
            && wanted.iter().all(|name| names.contains(&name.as_bytes()))
    }

    /// False where there is no more room.
    fn note(&mut self, name: &'a [u8]) -> bool {
        let Some(room) = self.names.get_mut(self.count) else { return false };
        *room = name;
        self.count += 1;
        self.bits |= bit(name);
        true
    }
}

/// Where the string closes whose contents begin at a place.
fn find_close(marks: &mut Marks<'_, 6>, mut from: usize) -> Option<usize> {
    loop {
        let found = marks.find(from)?;
        from = match marks.text().get(found)? {
            b'"' => return Some(found),
            b'\\' => found + 2,
            _ => found + 1,
        };
    }
}

/// True where a colon follows: what stood before it was a name.
fn is_name(text: &[u8], at: usize) -> bool {
    let behind = text.get(at..).unwrap_or_default();
    behind.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// One of 64 bits, by the length and both ends of a name.
fn bit(name: &[u8]) -> u64 {
    let byte = |byte: Option<&u8>| byte.copied().unwrap_or_default();
    let mix = byte(name.first()).wrapping_mul(31) ^ byte(name.last()).wrapping_mul(7) ^ (name.len() as u8);
    1 << (mix & 63)
}
