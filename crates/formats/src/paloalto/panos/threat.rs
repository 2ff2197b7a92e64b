//! What THREAT says beside the flow: the finding, and what it was found in.

use model::{Field, Name, Span, Value};

use super::{Line, columns::Slot};
use crate::syntax::cut::is_number;

impl Line<'_, '_> {
    pub(super) fn conclude_threat(&mut self) {
        self.conclude_signature();
        self.conclude_object();
        // WildFire's and the antivirus' digest is SHA-256.
        let digest = self.text(Slot::Digest);
        if let (64, Some(span)) = (digest.len(), self.span(Slot::Digest)) {
            self.record.push("filedigest", Some(Field::FileHashSha256), span);
        }
    }

    /// `name(id)`. A signature that fired is a rule beside the policy's, which has a name and a UUID but no such id;
    /// filters of URLs, files and data are parts of the policy.
    fn conclude_signature(&mut self) {
        let Some(span) = self.span(Slot::ThreatId) else { return };
        let text = span.of(self.body.raw);
        let (name, id) = match text.strip_suffix(b")").and_then(|open| {
            let at = memchr::memrchr(b'(', open)?;
            Some((at, open.len() - at - 1))
        }) {
            Some((name, id)) => (name, Span::new(span.start as usize + name + 1, span.start as usize + name + 1 + id)),
            None => (if is_number(text) { 0 } else { text.len() }, span),
        };
        if is_number(id.of(self.body.raw)) {
            self.record.push("threat_id", Some(Field::EventCode), id);
        }
        if name == 0 {
            return;
        }
        let name = Span::new(span.start as usize, span.start as usize + name);
        let is_filter = matches!(self.text(Slot::Subtype), b"url" | b"file" | b"data" | b"dlp" | b"wildfire");
        if is_filter {
            self.record.push("threat_name", None, name);
        } else {
            self.record.push("threat_name", Some(Field::RuleName), name);
            if is_number(id.of(self.body.raw)) {
                self.record.push("threat_id", Some(Field::RuleId), id);
            }
        }
    }

    /// What `misc` holds depends on the subtype: a URL, a file's name, a domain.
    fn conclude_object(&mut self) {
        let Some(span) = self.span(Slot::Misc) else { return };
        let text = span.of(self.body.raw);
        let field = match self.text(Slot::Subtype) {
            b"url" => Field::UrlOriginal,
            b"file" | b"data" | b"dlp" | b"virus" | b"wildfire" | b"wildfire-virus" | b"ml-virus" => Field::FileName,
            b"vulnerability" | b"spyware" => match self.text(Slot::Application) {
                b"dns" | b"dns-base" | b"dns-over-tls" => Field::DnsQuestionName,
                _ if text.contains(&b'/') => Field::UrlOriginal,
                _ => Field::FileName,
            },
            _ => return,
        };
        // As it was kept: a value with doubled quotes is no span.
        let kept = self.record.facts.iter().find(|fact| fact.name == Name::Known("misc"));
        let value = kept.map_or(Value::Span(span), |fact| fact.value.clone());
        self.keep("misc", Some(field), value);
        if field == Field::UrlOriginal {
            self.conclude_domain(span, text);
        }
    }

    /// PAN-OS writes URLs without a scheme: host, perhaps a port, path.
    fn conclude_domain(&mut self, span: Span, text: &[u8]) {
        let end = text.iter().position(|byte| matches!(byte, b'/' | b'?' | b':')).unwrap_or(text.len());
        let is_host = text.get(..end).is_some_and(|host| {
            host.contains(&b'.') && host.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        });
        if is_host {
            let start = span.start as usize;
            self.record.push("misc", Some(Field::UrlDomain), Span::new(start, start + end));
        }
    }
}
