//! What was written, as a condition of the field's kind.

use std::{net::IpAddr, ops::Bound};

use ipnet::IpNet;
use model::FieldKind;
use nom::Err;
use stamp::{Context, Form, Interval, Parts, UtcNanos, Zone};

use crate::{Condition, FieldName, Pattern, Piece, Range, Words, fold, lexeme::Trouble};

/// A value as written.
pub(crate) enum Written {
    Quoted(String),
    Word(Vec<Piece>),
}

impl Written {
    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Self::Word(pieces) if pieces.iter().all(|piece| *piece == Piece::AnyRun))
    }

    /// The text, where it has no wildcard.
    fn literal(&self) -> Option<&str> {
        match self {
            Self::Quoted(text) => Some(text),
            Self::Word(pieces) => match pieces.as_slice() {
                [Piece::Text(text)] => Some(text),
                _ => None,
            },
        }
    }
}

/// One end of a range: where and what was written, none for an open one; and whether it lies inside.
type End<'a> = (Option<(&'a str, Written)>, bool);

/// Both ends of a range as written.
pub(crate) struct Ends<'a> {
    pub(crate) from: End<'a>,
    pub(crate) to: End<'a>,
    pub(crate) at: &'a str,
}

type Typed<'a, T> = Result<T, Err<Trouble<'a>>>;

const NUMBER: &str = "an unsigned number of at most 64 bits";
const ADDRESS: &str = "an IP address or a network such as 192.0.2.0/24";
const MOMENT: &str = "a moment such as 2026-11-20 or 2026-11-20T10:11:12Z";

/// The condition that a value be what is written.
pub(crate) fn condition_of<'a>(name: &FieldName, at: &'a str, written: &Written) -> Typed<'a, Condition> {
    let kind = name.kind();
    if kind == FieldKind::Text {
        let words = match written {
            Written::Quoted(text) => Words::from_text(text),
            Written::Word(pieces) => Words::from_pieces(pieces),
        };
        return words.map(Condition::Words).ok_or_else(|| trouble(at, "a word with a letter or a digit"));
    }
    let Some(text) = written.literal() else {
        let Written::Word(pieces) = written else { return Err(trouble(at, "a value")) };
        return Ok(Condition::Pattern(Pattern::new(pieces.iter().cloned())));
    };
    match kind {
        FieldKind::Keyword | FieldKind::Text => Ok(Condition::Keyword(fold(text).into_owned())),
        FieldKind::Number => read_number(at, text).map(Condition::Number),
        FieldKind::Ip => read_network(at, text).map(Condition::Network),
        FieldKind::Moment => read_moment(at, text).map(Condition::Moment),
    }
}

/// The condition that a value lie between what is written.
pub(crate) fn condition_between<'a>(name: &FieldName, ends: Ends<'a>) -> Typed<'a, Condition> {
    let (from, to) = (literal_end(ends.from)?, literal_end(ends.to)?);
    match name.kind() {
        FieldKind::Text => Err(trouble(ends.at, "words: a text field has no order")),
        FieldKind::Keyword => {
            let is_number = |end: &Bound<(&str, String)>| match end {
                Bound::Included((_, text)) | Bound::Excluded((_, text)) => text.parse::<u64>().is_ok(),
                Bound::Unbounded => true,
            };
            let open = matches!((&from, &to), (Bound::Unbounded, Bound::Unbounded));
            if !open && is_number(&from) && is_number(&to) {
                let range = Range { from: typed(from, read_number)?, to: typed(to, read_number)? };
                return Ok(Condition::NumberRange(range));
            }
            let folded = |_: &'a str, text: &str| Ok(fold(text).into_owned());
            Ok(Condition::KeywordRange(Range { from: typed(from, folded)?, to: typed(to, folded)? }))
        }
        FieldKind::Number => {
            Ok(Condition::NumberRange(Range { from: typed(from, read_number)?, to: typed(to, read_number)? }))
        }
        FieldKind::Ip => {
            let (from, to) = (typed(from, read_address)?, typed(to, read_address)?);
            close_family(ends.at, from, to)
        }
        FieldKind::Moment => {
            let earliest = match typed(from, read_moment)? {
                Bound::Included(moment) => moment.earliest,
                // Beyond the last moment there is none: the interval is then the wrong way round, or touches its end.
                Bound::Excluded(moment) => moment.latest.saturating_add(1),
                Bound::Unbounded => UtcNanos::MIN,
            };
            let latest = match typed(to, read_moment)? {
                Bound::Included(moment) => moment.latest,
                Bound::Excluded(moment) => moment.earliest.saturating_sub(1),
                Bound::Unbounded => UtcNanos::MAX,
            };
            Ok(Condition::Moment(Interval { earliest, latest }))
        }
    }
}

fn trouble<'a>(at: &'a str, expected: &str) -> Err<Trouble<'a>> {
    Err::Failure(Trouble { rest: at, expected: expected.to_owned() })
}

fn literal_end((end, inside): End<'_>) -> Typed<'_, Bound<(&str, String)>> {
    let Some((at, written)) = end else { return Ok(Bound::Unbounded) };
    let text = written.literal().ok_or_else(|| trouble(at, "a value without wildcards, or `*` alone"))?.to_owned();
    Ok(if inside { Bound::Included((at, text)) } else { Bound::Excluded((at, text)) })
}

fn typed<'a, T>(end: Bound<(&'a str, String)>, read: impl Fn(&'a str, &str) -> Typed<'a, T>) -> Typed<'a, Bound<T>> {
    Ok(match end {
        Bound::Included((at, text)) => Bound::Included(read(at, &text)?),
        Bound::Excluded((at, text)) => Bound::Excluded(read(at, &text)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

fn read_number<'a>(at: &'a str, text: &str) -> Typed<'a, u64> {
    text.parse().map_err(|_| trouble(at, NUMBER))
}

fn read_address<'a>(at: &'a str, text: &str) -> Typed<'a, IpAddr> {
    text.parse().map(|address: IpAddr| address.to_canonical()).map_err(|_| trouble(at, "an IP address"))
}

fn read_network<'a>(at: &'a str, text: &str) -> Typed<'a, IpNet> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(IpNet::from(address.to_canonical()));
    }
    text.parse().map(|network: IpNet| network.trunc()).map_err(|_| trouble(at, ADDRESS))
}

/// A range of addresses stays in the family of its bounds: an open end ends where the family does.
fn close_family(at: &str, from: Bound<IpAddr>, to: Bound<IpAddr>) -> Typed<'_, Condition> {
    let is_v4 = |end: &Bound<IpAddr>| match end {
        Bound::Included(address) | Bound::Excluded(address) => Some(address.is_ipv4()),
        Bound::Unbounded => None,
    };
    let range = match (is_v4(&from), is_v4(&to)) {
        (Some(a), Some(b)) if a != b => return Err(trouble(at, "two addresses of one family")),
        (Some(true), None) => Range { from, to: Bound::Included(IpAddr::from([255; 4])) },
        (None, Some(true)) => Range { from: Bound::Included(IpAddr::from([0; 4])), to },
        _ => Range { from, to },
    };
    Ok(Condition::AddressRange(range))
}

/// Every moment that a date, or a date and a time of day, can mean: to its written precision, in UTC where no offset
/// is written.
fn read_moment<'a>(at: &'a str, text: &str) -> Typed<'a, Interval> {
    const DAY_NANOS: i64 = 86_400_000_000_000;
    let context = Context { zone: Zone::Fixed(0), year: None, reference: None };
    let read = |text: &str| {
        let parts = Parts { first: text.as_bytes(), ..Parts::default() };
        stamp::read(Form::Rfc3339, parts, &context).map_err(|_| trouble(at, MOMENT))
    };
    if let Ok(stamp) = read(text) {
        return Ok(stamp.read);
    }
    let day = read(&format!("{text}T00:00:00Z"))?.at;
    Ok(Interval { earliest: day, latest: day.saturating_add(DAY_NANOS - 1) })
}
