//! From the members of a log's line to a record, in whichever way they were written.

use model::{Fact, Field, Name, Record, Span, TimeRole, Value};
use stamp::Form;

use crate::syntax::{cut::is_ip, scan::find_text};

use super::{
    logs::Log,
    members::{COMMON, Means, Slot, judge_ldap},
};
use crate::syntax::protocol::find_protocol;

/// A record whose members are known and do not mean anything yet.
pub(super) struct Line<'a, 'r> {
    pub(super) raw: &'a [u8],
    pub(super) record: &'r mut Record,
    pub(super) log: &'static Log,
    /// Where in the record's facts those stand that a conclusion needs.
    seen: [Option<usize>; Slot::COUNT],
    /// True where it names the two ends of a connection.
    has_ends: bool,
    /// True where TLS ran over datagrams.
    is_datagram: bool,
}

/// A word that says yes in a log, in either writing.
fn is_true(text: &[u8]) -> bool {
    matches!(text, b"true" | b"T")
}

/// Adds the time: seconds with a fraction, milliseconds, or ISO 8601, as the writer was told to.
pub(super) fn push_time(raw: &[u8], role: TimeRole, span: Span, record: &mut Record) {
    let form = if span.of(raw).get(4) == Some(&b'-') { Form::Rfc3339 } else { Form::Epoch };
    record.push_time(role, form, span);
}

impl<'a, 'r> Line<'a, 'r> {
    pub(super) fn new(raw: &'a [u8], log: &'static Log, record: &'r mut Record) -> Self {
        Self { raw, record, log, seen: [None; Slot::COUNT], has_ends: false, is_datagram: false }
    }

    /// Gives the facts from `first` on their meaning, and says what follows from them. `origin` is where the log's
    /// name stands, or the line's front.
    pub(super) fn conclude(mut self, first: usize, origin: Span) {
        let own = self.record.facts.get(first..).unwrap_or_default();
        self.has_ends = own.iter().any(|fact| {
            let is_end = matches!(self.name(fact), b"id.orig_h" | b"id_orig_h");
            is_end && !matches!(fact.value.bytes(self.raw), None | Some(b"" | b"-"))
        });
        for at in first..self.record.facts.len() {
            self.settle(at);
        }
        let log = self.log;
        let is_alert = matches!(log.path, "notice" | "signatures" | "intel" | "suricata_corelight");
        let kind = match log.path {
            "stats" | "capture_loss" => "metric",
            _ if is_alert => "alert",
            _ => "event",
        };
        self.record.push_word(Field::ObserverVendor, "Zeek", origin);
        self.record.push_word(Field::ObserverProduct, "Zeek", origin);
        self.record.push_word(Field::ObserverType, "ids", origin);
        self.record.push_word(Field::EventKind, kind, origin);
        log.category.iter().for_each(|word| self.record.push_word(Field::EventCategory, word, origin));
        if self.record.first(Field::EventAction).is_none() {
            self.record.push_word(Field::EventAction, log.action, origin);
        }
        if self.text(Slot::Command).0 == b"login" {
            self.give(Slot::Argument, Field::UserName);
        }
        self.conclude_network(origin);
        self.conclude_type(is_alert, origin);
        self.conclude_outcome();
    }

    fn name<'n>(&self, fact: &'n Fact) -> &'n [u8]
    where
        'a: 'n,
    {
        match &fact.name {
            Name::Span(span) => span.of(self.raw),
            Name::Path(path) => path.as_bytes(),
            Name::Known(name) => name.as_bytes(),
        }
    }

    /// Gives a fact of note its field.
    fn give(&mut self, slot: Slot, field: Field) {
        let at = self.seen.get(slot as usize).copied().flatten();
        if let Some(fact) = at.and_then(|at| self.record.facts.get_mut(at)) {
            fact.field = Some(field);
        }
    }

    fn settle(&mut self, at: usize) {
        let Some(fact) = self.record.facts.get(at) else { return };
        let name = self.name(fact);
        let own = self.log.members.iter().find(|(member, _)| member.as_bytes() == name).copied();
        let Some((name, means)) = own.or_else(|| COMMON.find(name).copied()) else { return };
        let span = fact.value.span();
        let text = fact.value.bytes(self.raw).unwrap_or_default();
        if matches!(text, b"" | b"-" | b"(empty)" | b"null") {
            return;
        }
        let mut field = None;
        match means {
            Means::Is(is) => field = Some(is),
            Means::End(is) => field = Some(is).filter(|_| !self.has_ends),
            Means::Answers => {
                field = Some(Field::DnsAnswersData);
                if is_ip(text) {
                    let again =
                        Fact { name: Name::Known(name), field: Some(Field::DnsResolvedIp), value: fact.value.clone() };
                    self.record.facts.push(again);
                }
            }
            Means::Principal => match split_principal(span, text) {
                Some([user, realm]) => {
                    self.record.push(name, Some(Field::UserName), user);
                    self.record.push(name, Some(Field::UserDomain), realm);
                }
                None => field = Some(Field::UserName),
            },
            Means::IsNoted(is, slot) => {
                field = Some(is);
                self.note(slot, at);
            }
            Means::Noted(slot) => self.note(slot, at),
            Means::IsBoth(first, second) => {
                field = Some(first);
                let again = Fact { name: Name::Known(name), field: Some(second), value: fact.value.clone() };
                self.record.facts.push(again);
            }
            Means::Mailbox(is) => {
                let inner = text.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">"));
                let value = match (&fact.value, inner) {
                    (Value::Span(span), Some(_)) => Value::Span(Span { start: span.start + 1, end: span.end - 1 }),
                    (other, _) => other.clone(),
                };
                self.record.facts.push(Fact { name: Name::Known(name), field: Some(is), value });
            }
            Means::Seconds => {
                if let Some(nanos) = read_seconds(text) {
                    self.record.push_number(Field::EventDuration, nanos, span);
                }
            }
            Means::TlsVersion => {
                self.is_datagram = text.starts_with(b"DTLS");
                if let Some(word) = name_tls(text) {
                    self.record.push_word(Field::TlsVersion, word, span);
                }
            }
            Means::Hash => {
                field = match text.len() {
                    32 => Some(Field::FileHashMd5),
                    40 => Some(Field::FileHashSha1),
                    64 => Some(Field::FileHashSha256),
                    _ => None,
                };
            }
        }
        if let (Some(_), Some(fact)) = (field, self.record.facts.get_mut(at)) {
            fact.name = Name::Known(name);
            fact.field = field;
        }
    }

    fn note(&mut self, slot: Slot, at: usize) {
        if let Some(place) = self.seen.get_mut(slot as usize) {
            place.get_or_insert(at);
        }
    }

    fn text(&self, slot: Slot) -> (&[u8], Span) {
        let at = self.seen.get(slot as usize).copied().flatten();
        let value = at.and_then(|at| self.record.facts.get(at)).map(|fact| &fact.value);
        value.map_or((&[], Span::NONE), |value| (value.bytes(self.raw).unwrap_or_default(), value.span()))
    }

    fn conclude_network(&mut self, origin: Span) {
        let log = self.log;
        let (proto, span) = self.text(Slot::Transport);
        let (path, path_span) = self.text(Slot::SipPath);
        let of_path = [("/UDP", "udp"), ("/TCP", "tcp"), ("/TLS", "tcp")];
        let sip = of_path.iter().find(|(mark, _)| find_text(path, mark.as_bytes()).is_some());
        if let Some((word, _)) = find_protocol(proto) {
            self.record.push_word(Field::NetworkTransport, word, span);
        } else if let Some((_, word)) = sip {
            self.record.push_word(Field::NetworkTransport, word, path_span);
        } else if self.is_datagram {
            self.record.push_word(Field::NetworkTransport, "udp", origin);
        } else if !log.transport.is_empty() {
            self.record.push_word(Field::NetworkTransport, log.transport, origin);
        }
        if !log.protocol.is_empty() && self.record.first(Field::NetworkProtocol).is_none() {
            self.record.push_word(Field::NetworkProtocol, log.protocol, origin);
        }
        if log.path == "dhcp" && !self.has_ends {
            // RFC 2131 §4.1: the ports are fixed, so the log does not name them.
            for (end, port, number) in
                [(Field::SourceIp, Field::SourcePort, 68), (Field::DestinationIp, Field::DestinationPort, 67)]
            {
                if let Some(span) = self.record.first(end).map(|fact| fact.value.span()) {
                    self.record.push_number(port, number, span);
                }
            }
        }
        let (ours, span) = self.text(Slot::LocalOrig);
        let (theirs, _) = self.text(Slot::LocalResp);
        if !ours.is_empty() && !theirs.is_empty() {
            let word = match (is_true(ours), is_true(theirs)) {
                (true, true) => "internal",
                (true, false) => "outbound",
                (false, true) => "inbound",
                (false, false) => "external",
            };
            self.record.push_word(Field::NetworkDirection, word, span);
        }
    }

    fn conclude_type(&mut self, is_alert: bool, origin: Span) {
        let (dropped, span) = self.text(Slot::Dropped);
        let types: &[&str] = match self.log.path {
            "notice" if is_true(dropped) => &["denied"],
            "suricata_corelight" if self.text(Slot::AlertAction).0 == b"allowed" => &["allowed"],
            "suricata_corelight" if self.text(Slot::AlertAction).0 == b"blocked" => &["denied"],
            "conn" => &["connection", "end"],
            "software" | "weird" | "stats" | "capture_loss" | "reporter" | "pe" | "x509" | "files" => &["info"],
            "smb_files" => &["access"],
            "intel" => &["indicator"],
            _ if is_alert => &["info"],
            "unknown" => &["connection"],
            _ => &["connection", "protocol"],
        };
        let span = if span.is_empty() { origin } else { span };
        types.iter().for_each(|word| self.record.push_word(Field::EventType, word, span));
    }

    fn conclude_outcome(&mut self) {
        let (state, state_span) = self.text(Slot::ConnState);
        let (success, success_span) = self.text(Slot::Success);
        let (ldap, ldap_span) = self.text(Slot::LdapResult);
        let (code, code_span) = self.text(Slot::ReplyCode);
        let (_, failure_span) = self.text(Slot::Failure);
        let (is_done, span) = if !state.is_empty() {
            // Answered, and by more than a reset.
            let is_done = matches!(state, b"SF" | b"S1" | b"S2" | b"S3" | b"RSTO" | b"RSTR");
            if state == b"OTH" {
                return;
            }
            (is_done, state_span)
        } else if !success.is_empty() {
            (is_true(success) || matches!(success, b"success" | b"succeeded" | b"SUCCESS"), success_span)
        } else if !ldap.is_empty() {
            let Some(is_done) = judge_ldap(ldap) else { return };
            (is_done, ldap_span)
        } else if !code.is_empty() {
            let is_done = code == b"NOERROR" || code.first().is_some_and(|digit| matches!(digit, b'1'..=b'3'));
            (is_done, code_span)
        } else if !failure_span.is_empty() {
            (false, failure_span)
        } else {
            return;
        };
        self.record.push_word(Field::EventOutcome, if is_done { "success" } else { "failure" }, span);
    }
}

/// `user/REALM`. A name of several parts has slashes of its own; the realm follows the last.
fn split_principal(span: Span, text: &[u8]) -> Option<[Span; 2]> {
    let (start, end) = (span.start as usize, span.end as usize);
    let slash = memchr::memrchr(b'/', text).filter(|at| *at > 0 && at + 1 < text.len())?;
    // Escapes make the text shorter than where it stands.
    (end - start == text.len()).then(|| [Span::new(start, start + slash), Span::new(start + slash + 1, end)])
}

/// Nanoseconds of seconds with a fraction.
fn read_seconds(text: &[u8]) -> Option<u64> {
    let point = memchr::memchr(b'.', text).unwrap_or(text.len());
    let (whole, fraction) = text.split_at_checked(point)?;
    let digits = fraction.get(1..).unwrap_or_default();
    let mut nanos = 0_u64;
    for at in 0..9 {
        let digit = digits.get(at).copied().unwrap_or(b'0');
        nanos = nanos * 10 + u64::from(digit.checked_sub(b'0').filter(|digit| *digit <= 9)?);
    }
    crate::syntax::cut::read_number(whole)?.checked_mul(1_000_000_000)?.checked_add(nanos)
}

fn name_tls(text: &[u8]) -> Option<&'static str> {
    Some(match text {
        b"SSLv2" => "2.0",
        b"SSLv3" => "3.0",
        b"TLSv10" => "1.0",
        b"TLSv11" => "1.1",
        b"TLSv12" | b"DTLSv12" => "1.2",
        b"TLSv13" | b"DTLSv13" => "1.3",
        b"DTLSv10" => "1.0",
        _ => return None,
    })
}
