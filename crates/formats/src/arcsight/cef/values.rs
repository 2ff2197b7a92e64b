//! What the values of known keys give.

use model::{Field, Name};

use super::{Line, keys::Means};
use crate::syntax::cut::{cut_at, is_ip, is_number, read_number};

impl<'a> Line<'a, '_> {
    /// Takes a value whose key is known.
    pub(super) fn take_meant(&mut self, name: Name, means: Means, value: &'a [u8]) {
        let span = self.body.span_of(value);
        // A template that had nothing to fill in is left standing: `${Alert.username}`.
        let says =
            !matches!(value, b"" | b"null" | b"None" | b"No Authentication Required") && !value.starts_with(b"${");
        let field = |field| Some(field).filter(|_| says);
        match means {
            Means::Is(is) => self.keep(name, field(is), value),
            Means::IsNoted(is, slot) => {
                if says {
                    self.note(slot, span);
                }
                self.keep(name, field(is), value);
            }
            Means::Otherwise(is) if says => self.keep_host(name, is, value),
            Means::Otherwise(_) => self.keep(name, None, value),
            Means::Unless(is, slot) => {
                let is_told = self.span(slot).is_some();
                self.note(slot, span);
                self.keep(name, field(is).filter(|_| !is_told), value);
            }
            Means::Noted(slot) => {
                self.note(slot, span);
                self.keep(name, None, value);
            }
            Means::Named(is) => self.keep(name, field(is).filter(|_| !is_number(value)), value),
            Means::Host(_, addressed) if is_ip(value) => self.keep_host(name, addressed, value),
            Means::Host(named, _) => self.keep(name, field(named), value),
            Means::Kept => self.keep(name, None, value),
            Means::Status => {
                let is_status = is_number(value) && value.len() == 3;
                self.keep(name, Some(Field::HttpResponseStatusCode).filter(|_| is_status), value);
            }
            Means::IfAny(is) => {
                let is_any = value.iter().any(|byte| !matches!(byte, b'0' | b'.' | b':'));
                self.keep(name, field(is).filter(|_| is_any), value);
            }
            Means::Time(role) => {
                self.times.push((role, span));
                self.keep(name, None, value);
            }
            Means::Seconds(is) => {
                self.keep(name, None, value);
                if let Some(nanos) = read_number(value).and_then(|seconds| seconds.checked_mul(1_000_000_000)) {
                    self.record.push_number(is, nanos, span);
                }
            }
            _ => self.take_parts(name, means, value, says),
        }
    }

    /// Takes a value of which only a part means something, or whose kind it tells itself.
    fn take_parts(&mut self, name: Name, means: Means, value: &'a [u8], says: bool) {
        let field = |field| Some(field).filter(|_| says);
        match means {
            Means::Account(is, slot) => {
                let account =
                    cut_at(value, b'(').filter(|_| value.ends_with(b")")).map_or(value, |(account, _)| account);
                if says {
                    self.note(slot, self.body.span_of(account));
                }
                self.keep(name, field(is), account);
            }
            Means::Directory(is, slot) => {
                let at = memchr::memrchr(b'/', value).filter(|_| value.starts_with(b"LDAP://"));
                let account = at.and_then(|at| value.get(at + 1..)).unwrap_or(value);
                if says {
                    self.note(slot, self.body.span_of(account));
                }
                self.keep(name, field(is), account);
            }
            Means::Tls => {
                let (version, cipher) = cut_at(value, b' ').unwrap_or((value, &[]));
                let number = version.strip_prefix(b"TLSv").unwrap_or(version);
                self.keep(name.clone(), field(Field::TlsVersion).filter(|_| !number.is_empty()), number);
                if !cipher.is_empty() {
                    self.keep(name, Some(Field::TlsCipher), cipher);
                }
            }
            Means::Hash => {
                let is = match value.len() {
                    32 => Some(Field::FileHashMd5),
                    40 => Some(Field::FileHashSha1),
                    64 => Some(Field::FileHashSha256),
                    _ => None,
                };
                self.keep(name, is, value);
            }
            _ => self.keep(name, None, value),
        }
    }
}
