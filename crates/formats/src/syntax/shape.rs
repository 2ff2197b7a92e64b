//! Messages of fixed wording with holes in it, as programs print them, matched against shapes that read like them.
//!
//! A shape is the wording itself. In it stand
//! - `{name}`: a word, at least one byte and no blank;
//! - `{name#}`: decimal digits;
//! - `{name*}`: anything, also nothing, and as much as fits: what a stranger wrote may hold the wording that follows;
//! - `[[…]]`: what may be missing (not nested).
//!
//! A shape matches a whole text. Where it could match in several ways, the leftmost hole takes the most.

use memchr::memmem;

/// No shape has more holes.
const CAPTURES_MAX: usize = 12;

/// A text that makes the search longer than this is taken for no match: a hostile one must not cost a second.
const STEPS_MAX: u32 = 20_000;

/// What stood in the holes of a shape, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Captures<'a> {
    list: [(&'static str, &'a [u8]); CAPTURES_MAX],
    len: usize,
    steps: u32,
}

impl<'a> Captures<'a> {
    /// The holes' names and what stood in each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &'a [u8])> {
        self.list.iter().take(self.len).copied()
    }

    /// What stood in one hole.
    pub(crate) fn find(&self, name: &str) -> Option<&'a [u8]> {
        self.iter().find(|(hole, _)| *hole == name).map(|(_, text)| text)
    }

    fn push(&mut self, name: &'static str, text: &'a [u8]) -> bool {
        match self.list.get_mut(self.len) {
            Some(place) => {
                *place = (name, text);
                self.len += 1;
                true
            }
            None => false,
        }
    }

    /// Matches what is left of a shape against what is left of a text.
    fn matches(&mut self, shape: &'static str, text: &'a [u8]) -> bool {
        self.steps += 1;
        if self.steps > STEPS_MAX {
            return false;
        }
        match Token::cut(shape) {
            None => text.is_empty(),
            Some((Token::Close, rest)) => self.matches(rest, text),
            Some((Token::Literal(literal), rest)) => {
                text.strip_prefix(literal.as_bytes()).is_some_and(|text| self.matches(rest, text))
            }
            Some((Token::Open { without }, rest)) => {
                let before = self.len;
                if self.matches(rest, text) {
                    return true;
                }
                self.len = before;
                self.matches(without, text)
            }
            Some((Token::Hole(hole), rest)) => self.matches_hole(hole, rest, text),
        }
    }

    fn matches_hole(&mut self, hole: Hole, rest: &'static str, text: &'a [u8]) -> bool {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let (least, mut end) = match hole.kind {
            HoleKind::Digits => {
                let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
                (end.max(1), end)
            }
            HoleKind::Word => (1, text.iter().position(blank).unwrap_or(text.len())),
            HoleKind::Any => (0, text.len()),
        };
        // Only where the wording goes on can a hole end; that spares most of the ends.
        let next = match Token::cut(rest) {
            Some((Token::Literal(literal), _)) => Some(literal),
            _ => None,
        };
        loop {
            if let Some(next) = next {
                let reach = text.get(..(end + next.len()).min(text.len())).unwrap_or_default();
                match memmem::rfind(reach, next.as_bytes()) {
                    Some(at) => end = at,
                    None => return false,
                }
            }
            if end < least {
                return false;
            }
            let before = self.len;
            let (inside, after) = text.split_at(end.min(text.len()));
            if self.push(hole.name, inside) && self.matches(rest, after) {
                return true;
            }
            self.len = before;
            match end.checked_sub(1) {
                Some(shorter) => end = shorter,
                None => return false,
            }
        }
    }
}

/// Matches a text against a shape.
pub(crate) fn match_shape<'a>(shape: &'static str, text: &'a [u8]) -> Option<Captures<'a>> {
    // Most shapes of a table are told apart by how they begin.
    if let Some((Token::Literal(literal), _)) = Token::cut(shape) {
        text.strip_prefix(literal.as_bytes())?;
    }
    let mut captures = Captures { list: [("", &[]); CAPTURES_MAX], len: 0, steps: 0 };
    captures.matches(shape, text).then_some(captures)
}

#[derive(Clone, Copy)]
enum HoleKind {
    Word,
    Digits,
    Any,
}

#[derive(Clone, Copy)]
struct Hole {
    name: &'static str,
    kind: HoleKind,
}

enum Token {
    Literal(&'static str),
    Hole(Hole),
    /// `[[`; and the shape that goes on behind its `]]`.
    Open {
        without: &'static str,
    },
    Close,
}

impl Token {
    /// The token at the front of a shape, and what follows it.
    fn cut(shape: &'static str) -> Option<(Self, &'static str)> {
        if shape.is_empty() {
            return None;
        }
        if let Some(rest) = shape.strip_prefix("[[") {
            let without = rest.split_once("]]").map_or("", |(_, after)| after);
            return Some((Self::Open { without }, rest));
        }
        if let Some(rest) = shape.strip_prefix("]]") {
            return Some((Self::Close, rest));
        }
        if let Some((name, rest)) = shape.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            let (name, kind) = match (name.strip_suffix('#'), name.strip_suffix('*')) {
                (Some(name), _) => (name, HoleKind::Digits),
                (_, Some(name)) => (name, HoleKind::Any),
                _ => (name, HoleKind::Word),
            };
            return Some((Self::Hole(Hole { name, kind }), rest));
        }
        // A single bracket is wording.
        let double = |at: usize| shape.as_bytes().get(at) == shape.as_bytes().get(at + 1);
        let end = shape
            .char_indices()
            .skip(1)
            .find(|(at, char)| *char == '{' || (matches!(char, '[' | ']') && double(*at)))
            .map_or(shape.len(), |(at, _)| at);
        let (literal, rest) = shape.split_at(end);
        Some((Self::Literal(literal), rest))
    }
}

#[cfg(test)]
mod tests {
    use super::match_shape;

    #[test]
    fn matches_whole_texts_only() {
        let shapes: &[(&str, &str, Option<&[&str]>)] = &[
            ("a {b} c", "a x c", Some(&["b=x"])),
            ("a {b} c", "a x c d", None),
            ("a {b} c", "a  c", None),
            (
                "for {user*} from {ip} port {port#}",
                "for a from b from c port 1",
                Some(&["user=a from b", "ip=c", "port=1"]),
            ),
            ("for {user*} from {ip}[[ port {port#}]]", "for  from c", Some(&["user=", "ip=c"])),
            ("{who}: {what*}", "::1: x: y", Some(&["who=::1", "what=x: y"])),
            (
                "by [[{state} user {user*} ]]{ip}[[ port {port#}]]",
                "by 192.0.2.1 port 5",
                Some(&["ip=192.0.2.1", "port=5"]),
            ),
            (
                "by [[{state} user {user*} ]]{ip}[[ port {port#}]]",
                "by bad user a b 192.0.2.1 port 5",
                Some(&["state=bad", "user=a b", "ip=192.0.2.1", "port=5"]),
            ),
            ("from [{ip}]:{port#}", "from [2001:db8::1]:22", Some(&["ip=2001:db8::1", "port=22"])),
            ("port {port#}", "port x", None),
            ("port {port#}", "port ", None),
        ];
        for (shape, text, want) in shapes {
            let found = match_shape(shape, text.as_bytes()).map(|captures| {
                captures
                    .iter()
                    .map(|(name, text)| format!("{name}={}", String::from_utf8_lossy(text)))
                    .collect::<Vec<_>>()
            });
            assert_eq!(found, want.map(|want| want.iter().map(ToString::to_string).collect()), "{shape} on {text}");
        }
    }

    #[test]
    fn a_hostile_text_ends_the_search() {
        let text = format!("for {}", "a for b from c ".repeat(20_000));
        assert!(match_shape("for {a*} for {b*} from {c*} port {d#}", text.as_bytes()).is_none());
    }
}
