//! A value as a condition sees it.

use std::{borrow::Cow, net::IpAddr};

use model::{FieldKind, Value};
use stamp::UtcNanos;

use crate::{Condition, address_number, fold, network_bounds};

/// One value of a field of one event.
#[derive(Clone, Copy)]
pub(crate) enum Seen<'a> {
    Value { value: &'a Value, kind: FieldKind, raw: &'a [u8] },
    Text(&'a str),
    Number(u64),
    Moment(UtcNanos),
}

impl<'a> Seen<'a> {
    pub(crate) fn meets(self, condition: &Condition) -> bool {
        match condition {
            Condition::Keyword(text) => fold(&self.text()) == text.as_str(),
            Condition::Pattern(pattern) => pattern.matches(&fold(&self.text())),
            Condition::Words(words) => words.stand_in(&fold(&self.text())),
            Condition::KeywordRange(range) => range.contains::<str>(&fold(&self.text())),
            Condition::Number(number) => self.number() == Some(*number),
            Condition::NumberRange(range) => self.number().is_some_and(|number| range.contains(&number)),
            Condition::Network(network) => {
                let (first, last) = network_bounds(network);
                self.address().map(address_number).is_some_and(|number| first <= number && number <= last)
            }
            Condition::AddressRange(range) => {
                let range = range.map(|address| address_number(*address));
                self.address().map(address_number).is_some_and(|number| range.contains(&number))
            }
            Condition::Moment(interval) => {
                self.moment().is_some_and(|at| interval.earliest <= at && at <= interval.latest)
            }
        }
    }

    /// The text as it stands on the wire.
    fn text(self) -> Cow<'a, str> {
        match self {
            Self::Value { value, raw, kind } => match kind {
                FieldKind::Ip => self.address().map_or_else(|| value.text(raw), |ip| Cow::Owned(ip.to_string())),
                FieldKind::Number => self.number().map_or_else(|| value.text(raw), |n| Cow::Owned(n.to_string())),
                FieldKind::Moment => self.moment().map_or_else(|| value.text(raw), |at| Cow::Owned(at.to_string())),
                FieldKind::Keyword | FieldKind::Text => value.text(raw),
            },
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Moment(at) => Cow::Owned(at.to_string()),
        }
    }

    fn number(self) -> Option<u64> {
        match self {
            Self::Value { value, raw, .. } => value.number(raw),
            Self::Number(number) => Some(number),
            Self::Text(_) | Self::Moment(_) => None,
        }
    }

    fn address(self) -> Option<IpAddr> {
        match self {
            Self::Value { value, raw, .. } => value.text(raw).parse().ok(),
            _ => None,
        }
    }

    fn moment(self) -> Option<UtcNanos> {
        match self {
            // Only a number is a moment that was read; a text is kept as written.
            Self::Value { value: Value::Number { number, .. }, .. } => {
                Some(UtcNanos(i64::try_from(*number).unwrap_or(i64::MAX)))
            }
            Self::Moment(at) => Some(at),
            _ => None,
        }
    }
}
