//! Values of an event that hold more than one fact.

use memchr::memchr;
use model::{Fact, Field, Name, Value};

use super::{
    event::Event,
    event_xml::{cut_file_name, cut_value},
};
use crate::{
    holes::cut_port,
    syntax::{cut::is_ip, scan::find_text},
};

impl Event<'_, '_> {
    /// `192.0.2.7:50123`, `[2001:db8::7]:50123`.
    pub(super) fn take_far_end(&mut self, own: Name, value: Value) {
        let raw = self.body.raw;
        // At the computer's own console.
        if value.bytes(raw) == Some(b"LOCAL") {
            self.record.facts.push(Fact { name: own, field: None, value });
            return;
        }
        let (address, port) = cut_port(value.bytes(raw).unwrap_or_default());
        let (address, port) = (address.len(), port.len());
        let end = value.bytes(raw).map_or(0, <[u8]>::len);
        self.derive(Field::SourceIp, cut_value(&value, raw, 0, address));
        if port > 0 {
            self.derive(Field::SourcePort, cut_value(&value, raw, end - port, end));
        }
        self.record.facts.push(Fact { name: own, field: None, value });
    }

    /// `SHA256=…,MD5=…,IMPHASH=…` of Sysmon.
    pub(super) fn take_hashes(&mut self, value: &Value) {
        let raw = self.body.raw;
        let Some(bytes) = value.bytes(raw) else { return };
        let mut start = 0;
        for part in bytes.split(|byte| *byte == b',').take(8) {
            let field = match memchr(b'=', part).map(|at| (part.get(..at).unwrap_or_default(), at)) {
                Some((b"MD5", at)) => Some((Field::ProcessHashMd5, Field::FileHashMd5, at)),
                Some((b"SHA1", at)) => Some((Field::ProcessHashSha1, Field::FileHashSha1, at)),
                Some((b"SHA256", at)) => Some((Field::ProcessHashSha256, Field::FileHashSha256, at)),
                _ => None,
            };
            if let Some((process, file, at)) = field {
                let value = cut_value(value, raw, start + at + 1, start + part.len());
                self.hashes.push((self.record.facts.len(), process, file));
                self.record.facts.push(Fact { name: Name::Known(file.name()), field: None, value });
            }
            start += part.len() + 1;
        }
    }

    /// `type:  5 www.example.com;::ffff:192.0.2.7;` of Sysmon: names with the number of their record's type, addresses
    /// of either kind as IPv6.
    pub(super) fn take_answers(&mut self, value: &Value) {
        const ANSWERS_MAX: usize = 64;
        let raw = self.body.raw;
        let Some(bytes) = value.bytes(raw) else { return };
        let mut start = 0;
        for part in bytes.split(|byte| *byte == b';').take(ANSWERS_MAX) {
            let name_at = if part.starts_with(b"type:") { part.iter().rposition(|byte| *byte == b' ') } else { None };
            let from = name_at.map_or(0, |at| at + 1);
            let answer = part.get(from..).unwrap_or_default();
            if !answer.is_empty() && answer != b"-" {
                let value = cut_value(value, raw, start + from, start + part.len());
                if is_ip(answer) {
                    self.derive(Field::DnsResolvedIp, value.clone());
                }
                self.derive(Field::DnsAnswersData, value);
            }
            start += part.len() + 1;
        }
    }

    /// `file:_C:\\x.com`, `containerfile:_C:\\a.zip;file:_C:\\a.zip->x.com`: what Defender found, and how it came by it.
    pub(super) fn take_found(&mut self, own: Name, value: Value) {
        const SIGN: &[u8] = b"file:_";
        let raw = self.body.raw;
        let bytes = value.bytes(raw).unwrap_or_default();
        let start = find_text(bytes, SIGN).map(|at| at + SIGN.len());
        let path = start.map_or_else(
            || value.clone(),
            |start| {
                let len = bytes.get(start..).and_then(|rest| memchr(b';', rest));
                cut_value(&value, raw, start, len.map_or(bytes.len(), |len| start + len))
            },
        );
        if let Some(name) = cut_file_name(&path, raw) {
            self.derive(Field::FileName, name);
        }
        if start.is_some() {
            self.derive(Field::FilePath, path);
        }
        self.take_other(own, Some(Field::FilePath).filter(|_| start.is_none()), value);
    }
}
