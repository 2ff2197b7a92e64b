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
        if let Some(inside) = text.strip_prefix(b"{").filter(|_| name == b"SADDR") {
            // `SADDR={ saddr_fam=inet laddr=192.0.2.1 lport=22 }`.
            let end = memchr(b'}', inside).unwrap_or(inside.len());
            let (inside, rest) = inside.split_at(end);
            self.rest = rest.get(1..).unwrap_or_default();
            return Piece::Inside(inside);
        }
        let end = memchr3(b' ', b'\t', ENRICHED, text).unwrap_or(text.len());
        let end = find_added_name(text.get(..end).unwrap_or(text)).unwrap_or(end);
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
fn find_added_name(value: &[u8]) -> Option<usize> {
    const NAMES: [&[u8]; 18] = [
        b"OLD-AUID",
        b"SYSCALL",
        b"SADDR",
        b"FSUID",
        b"FSGID",
        b"OAUID",
        b"AUID",
        b"EUID",
        b"EGID",
        b"SUID",
        b"SGID",
        b"OUID",
        b"OGID",
        b"IUID",
        b"ARCH",
        b"UID",
        b"GID",
        b"ID",
    ];
    let before = value.get(..memchr(b'=', value)?)?;
    let name = NAMES.iter().find(|name| before.ends_with(name) && before.len() > name.len())?;
    Some(before.len() - name.len())
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
