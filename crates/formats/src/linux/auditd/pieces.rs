//! The pieces of an audit record: `name=value`, `name="value"`, words between.
//!
//! Nothing is escaped: a value that could not stand between quotes is written in hexadecimal (`audit_encode_nv_string(3)`).

use memchr::{memchr, memchr2, memchr3, memrchr};

use crate::syntax::scan::find_text;

/// What parts the fields of the kernel or the program from the names that the daemon added (`log_format = ENRICHED`).
pub(super) const ENRICHED: u8 = 0x1D;

/// One piece of a record.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// `name=value`, and whether quotes stood around the value, which are not part of it.
    Pair { name: &'a [u8], value: &'a [u8], is_quoted: bool },
    /// `msg='…'`: what a program said, whose pieces are pieces of the record.
    Inside(&'a [u8]),
    /// `{ read write }`.
    Set(&'a [u8]),
    /// Any other word.
    Word(&'a [u8]),
}

/// Goes through a text, piece by piece; it never fails and never goes back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    pub(super) const fn new(text: &'a [u8]) -> Self {
        Self { rest: text }
    }

    /// What a value is that begins here, with its opening quote, if it has one.
    fn cut_value(&mut self, name: &'a [u8], text: &'a [u8]) -> Piece<'a> {
        // Programs that pass records on in quotes of their own: `msg="op=x acct=\"y\""`.
        if let Some(quoted) = text.strip_prefix(b"\\\"") {
            let end = find_text(quoted, b"\\\"").unwrap_or(quoted.len());
            let (value, rest) = quoted.split_at(end);
            self.rest = rest.get(2..).unwrap_or_default();
            return Piece::Pair { name, value, is_quoted: true };
        }
        if let Some(quoted) = text.strip_prefix(b"\"").filter(|_| name != b"msg") {
            let end = memchr(b'"', quoted).unwrap_or(quoted.len());
            let (value, rest) = quoted.split_at(end);
            self.rest = rest.get(1..).unwrap_or_default();
            return Piece::Pair { name, value, is_quoted: true };
        }
        if let Some((quote @ (b'\'' | b'"'), quoted)) = text.split_first() {
            // What stands inside may hold such a quote; the last one before the names that the daemon added closes.
            let own = memchr(ENRICHED, quoted).map_or(quoted, |end| quoted.get(..end).unwrap_or(quoted));
            let (inside, rest) = match memrchr(*quote, own) {
                Some(end) => (quoted.get(..end), quoted.get(end + 1..)),
                None => (Some(quoted), None),
            };
            self.rest = rest.unwrap_or_default();
            return Piece::Inside(inside.unwrap_or_default());
        }
        if let Some(inside) = text.strip_prefix(b"{").filter(|_| matches!(name, b"SADDR" | b"saddr")) {
            // `SADDR={ saddr_fam=inet laddr=192.0.2.1 lport=22 }`.
            let end = memchr(b'}', inside).unwrap_or(inside.len());
            let (inside, rest) = inside.split_at(end);
            self.rest = rest.get(1..).unwrap_or_default();
            return Piece::Inside(inside);
        }
        if name == b"proctitle" {
            // A whole command line, where a tool has decoded it; nothing else follows it.
            let end = memchr(ENRICHED, text).unwrap_or(text.len());
            let (value, rest) = text.split_at(end);
            self.rest = rest;
            return Piece::Pair { name, value: value.trim_ascii_end(), is_quoted: false };
        }
        let end = find_added_name(text).or_else(|| memchr3(b' ', b'\t', ENRICHED, text)).unwrap_or(text.len());
        let end = if name == b"exit" { find_reason_end(text, end).unwrap_or(end) } else { end };
        let (value, rest) = text.split_at(end);
        self.rest = rest;
        // `acct=6162: exe=… (hostname=?, addr=?, terminal=pts/0 res=success)`, as Red Hat Enterprise Linux 5 wrote it.
        let value = if value == b"(null)" || value == b"(none)" { value } else { trim_end(value) };
        Piece::Pair { name, value, is_quoted: false }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let blanks = self.rest.iter().take_while(|byte| matches!(**byte, b' ' | b'\t' | ENRICHED | b',')).count();
        let text = self.rest.get(blanks..).filter(|text| !text.is_empty())?;
        if let Some(inside) = text.strip_prefix(b"{ ") {
            let end = memchr(b'}', inside).unwrap_or(inside.len());
            let (inside, rest) = inside.split_at(end);
            self.rest = rest.get(1..).unwrap_or_default();
            return Some(Piece::Set(inside.strip_suffix(b" ").unwrap_or(inside)));
        }
        let end = memchr2(b'=', b' ', text).unwrap_or(text.len());
        let (head, tail) = text.split_at(end);
        match tail.strip_prefix(b"=").filter(|_| !head.is_empty()) {
            Some(value) => Some(self.cut_value(head.strip_prefix(b"(").unwrap_or(head), value)),
            None => {
                self.rest = tail.strip_prefix(b"=").unwrap_or(tail);
                Some(Piece::Word(head))
            }
        }
    }
}

/// Where a name that the daemon added begins in a value, as `res=1AUID="alice"` has one: what parted them is a control
/// character, and many a way loses those.
///
/// A key, a path or a parameter may hold such a name too, and whoever chooses it must not choose the user along with it:
/// only behind what the kernel itself writes last is there one. No further than to the next `=` is looked, where the
/// next value begins at the earliest: so a byte is looked at once, however many names a record holds.
fn find_added_name(text: &[u8]) -> Option<usize> {
    let (before, after) = text.split_at_checked(memchr(b'=', text)?)?;
    let (name, marks) = NAMES.iter().find(|(name, _)| before.ends_with(name))?;
    let own = before.strip_suffix(*name)?;
    (marks.iter().any(|mark| after.starts_with(mark)) && is_closed(own)).then_some(own.len())
}

/// How a name begins that stands in quotes, also within those of a program that passed the record on.
const QUOTED: &[&[u8]] = &[b"=\"", b"=\\\""];

/// The names that the daemon adds, and what follows each. Longer ones come before those that they end with.
const NAMES: [(&[u8], &[&[u8]]); 18] = [
    (b"OLD-AUID", QUOTED),
    (b"SYSCALL", &[b"="]),
    (b"SADDR", &[b"={"]),
    (b"FSUID", QUOTED),
    (b"FSGID", QUOTED),
    (b"OAUID", QUOTED),
    (b"AUID", QUOTED),
    (b"EUID", QUOTED),
    (b"EGID", QUOTED),
    (b"SUID", QUOTED),
    (b"SGID", QUOTED),
    (b"OUID", QUOTED),
    (b"OGID", QUOTED),
    (b"IUID", QUOTED),
    (b"ARCH", &[b"="]),
    (b"UID", QUOTED),
    (b"GID", QUOTED),
    (b"ID", QUOTED),
];

/// True for what nobody chose: numbers, in hexadecimal also addresses and what a terminal was typed, and the kernel's
/// own words.
fn is_closed(value: &[u8]) -> bool {
    const WORDS: [&[u8]; 14] = [
        b"(null)", b"(none)", b"?", b"yes", b"no", b"success", b"failed", b"unset", b"NORMAL", b"PARENT", b"CREATE",
        b"DELETE", b"UNKNOWN", b"(unset)",
    ];
    if WORDS.contains(&value) {
        return true;
    }
    let value = value.strip_suffix(b"'").unwrap_or(value);
    let value = value.strip_suffix(b")").unwrap_or(value);
    if let Some(digits) = value.strip_prefix(b"0x") {
        return digits.iter().all(u8::is_ascii_hexdigit);
    }
    let digits = value.strip_prefix(b"-").unwrap_or(value);
    // What is encoded takes two digits a byte.
    let is_encoded =
        value.len().is_multiple_of(2) && value.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    WORDS.contains(&value) || !digits.is_empty() && (is_encoded || digits.iter().all(u8::is_ascii_digit))
}

/// Where `EACCES(Permission denied)` ends, as `ausearch --interpret` writes a number that says why.
fn find_reason_end(text: &[u8], end: usize) -> Option<usize> {
    const REASON_BYTES_MAX: usize = 80;
    let open = memchr(b'(', text.get(..end)?)?;
    let close = memchr(b')', text.get(open..text.len().min(open + REASON_BYTES_MAX))?)?;
    Some(open + close + 1)
}

fn trim_end(value: &[u8]) -> &[u8] {
    let value = value.strip_suffix(b"'").unwrap_or(value);
    let value = value.strip_suffix(b")").filter(|inner| !inner.contains(&b'(')).unwrap_or(value);
    // `2001:db8::` is an address.
    let of_colon = value.strip_suffix(b":").filter(|before| !before.ends_with(b":"));
    value.strip_suffix(b",").or(of_colon).unwrap_or(value)
}
