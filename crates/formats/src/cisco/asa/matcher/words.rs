//! Operands of a form of their own: a server, a protocol, a direction, a verdict, a duration.

use model::{DiagnosticKind, Field, Span};

use super::{Matcher, Verdict};
use crate::syntax::{cut::is_number, protocol::find_protocol};

impl Matcher<'_, '_> {
    pub(super) fn take_server(&mut self) -> bool {
        let Some(len) = memchr::memchr(b':', self.rest()) else { return false };
        let (start, end) = (self.at, self.at + len);
        let user = memchr::memrchr(b'@', self.raw.get(start..end).unwrap_or_default());
        if let Some(len) = user {
            self.keep("user.name", Some(Field::UserName), Span::new(start, start + len));
        }
        let start = user.map_or(start, |len| start + len + 1);
        self.keep("destination.ip", Some(Field::DestinationIp), Span::new(start, end));
        self.at = end;
        true
    }

    pub(super) fn take_protocol(&mut self) -> bool {
        // "protocol 47" where Cisco has no name for it.
        if self.rest().starts_with(b"protocol ") {
            self.at += b"protocol ".len();
        }
        let Some(span) = self.take_word() else { return false };
        let text = span.of(self.raw);
        self.record.push("protocol", None, span);
        if let Some((word, number)) = find_protocol(text) {
            self.record.push_word(Field::NetworkTransport, word, span);
            self.record.push_word(Field::NetworkIanaNumber, number, span);
        } else if is_number(text) {
            self.record.push("protocol", Some(Field::NetworkIanaNumber), span);
        }
        true
    }

    pub(super) fn take_direction(&mut self) -> bool {
        let Some(span) = self.take_word() else { return false };
        let word = match span.of(self.raw) {
            b"inbound" | b"Inbound" => "inbound",
            b"outbound" | b"Outbound" => "outbound",
            _ => return false,
        };
        self.is_outbound = Some(word == "outbound");
        self.record.push_word(Field::NetworkDirection, word, span);
        true
    }

    pub(super) fn take_verdict(&mut self) -> bool {
        let Some(span) = self.take_word() else { return false };
        let is_allowed = match span.of(self.raw) {
            b"permitted" | b"est-allowed" | b"allowed" | b"monitored" => true,
            b"denied" | b"dropped" | b"blocked" | b"deny" => false,
            _ => return false,
        };
        self.verdict = Some(Verdict { is_allowed, span });
        self.record.push("verdict", None, span);
        true
    }

    pub(super) fn take_duration(&mut self) -> bool {
        let Some(span) = self.take_word() else { return false };
        self.record.push("duration", None, span);
        if let Some(seconds) = read_duration(span.of(self.raw)) {
            self.record.push_number(Field::EventDuration, seconds.saturating_mul(1_000_000_000), span);
        } else {
            self.record.diagnose(DiagnosticKind::Value, span);
        }
        true
    }
}

/// Seconds of `h:mm:ss` or `0h:05m:12s`.
fn read_duration(text: &[u8]) -> Option<u64> {
    let mut seconds = 0_u64;
    let mut number = None;
    let mut places = 0_u32;
    for byte in text {
        match byte {
            b'0'..=b'9' => number = Some(number.unwrap_or(0_u64).checked_mul(10)?.checked_add(u64::from(byte - b'0'))?),
            b':' | b'h' | b'm' | b's' => {
                let Some(value) = number.take() else { continue };
                seconds = seconds.checked_mul(60)?.checked_add(value)?;
                places += 1;
            }
            _ => return None,
        }
    }
    if let Some(value) = number {
        seconds = seconds.checked_mul(60)?.checked_add(value)?;
        places += 1;
    }
    (places == 3).then_some(seconds)
}
