//! What `fw log` prints, and gateways send through `logger`: `20Nov2026 10:11:12 drop 192.0.2.1 >eth1 rule: 3; src: …;`.

use model::{Field, TimeRole};
use stamp::Form;

use super::{KEYS, Line};
use crate::syntax::cut::{cut_digits, cut_text, cut_word, trim};

/// The front of such a line, and what follows it.
pub(super) struct Console<'a> {
    time: &'a [u8],
    action: &'a [u8],
    origin: &'a [u8],
    is_inbound: bool,
    interface: &'a [u8],
    pairs: &'a [u8],
}

impl<'a> Console<'a> {
    /// The parts of a line that is written so.
    pub(super) fn cut(text: &'a [u8]) -> Option<Self> {
        let (day, rest) = cut_digits(text);
        let (month, rest) = rest.split_at_checked(3)?;
        let (year, rest) = cut_digits(rest);
        if !matches!(day.len(), 1 | 2) || !month.iter().all(u8::is_ascii_alphabetic) || year.len() != 4 {
            return None;
        }
        let (clock, rest) = cut_word(rest.strip_prefix(b" ")?.trim_ascii_start());
        let time = text.get(..text.len().checked_sub(rest.len())?)?.trim_ascii_end();
        let (action, rest) = cut_word(rest);
        let (origin, rest) = cut_word(rest);
        let (interface, pairs) = cut_word(rest);
        let (direction, interface) = interface.split_first()?;
        let has_pairs = cut_text(pairs, ":").is_some();
        (has_pairs && clock.contains(&b':') && matches!(direction, b'<' | b'>')).then_some(Self {
            time,
            action,
            origin,
            is_inbound: *direction == b'>',
            interface,
            pairs,
        })
    }

    /// Puts all of it into the record.
    pub(super) fn take(&self, line: &mut Line<'_, '_>) {
        let time = line.body.span_of(self.time);
        line.record.push_time(TimeRole::Event, Form::Rfc5322, time);
        line.take(KEYS.find(b"action"), b"action", self.action);
        line.take(KEYS.find(b"origin"), b"origin", self.origin);
        let span = line.body.span_of(self.interface);
        let (field, word) = if self.is_inbound {
            (Field::ObserverIngressInterfaceName, "inbound")
        } else {
            (Field::ObserverEgressInterfaceName, "outbound")
        };
        line.record.push("ifname", Some(field), span);
        line.record.push_word(Field::NetworkDirection, word, span);
        let mut rest = self.pairs;
        while let Some((part, after)) = cut_text(rest, "; ").or_else(|| (!rest.is_empty()).then_some((rest, b""))) {
            rest = after;
            let part = trim(part.strip_suffix(b";").unwrap_or(part));
            match cut_text(part, ":") {
                Some((key, value)) => line.take(KEYS.find(key), key, trim(value)),
                None if part.is_empty() => {}
                None => line.take_word(part),
            }
            // What a stranger asked for can hold the wording of all that follows.
            if part.starts_with(b"resource:") && !rest.is_empty() {
                line.record.push("more", None, line.body.span_of(rest));
                return;
            }
        }
    }
}
