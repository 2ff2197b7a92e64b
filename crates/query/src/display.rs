//! The canonical text of a query.

use std::{fmt, ops::Bound};

use stamp::{Interval, UtcNanos};

use crate::{Condition, FieldName, Pattern, Piece, Query, Range, Words};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::And(queries) => write_joined(f, queries, " AND "),
            Self::Or(queries) => write_joined(f, queries, " OR "),
            Self::Not(query) => {
                f.write_str("NOT ")?;
                write_inside(f, query)
            }
            Self::Exists(name) => {
                f.write_str("_exists_:")?;
                write_name(f, name)
            }
            Self::Words(words) => write!(f, "{words}"),
            Self::Field { name, condition } => {
                write_name(f, name)?;
                write!(f, ":{condition}")
            }
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keyword(text) => write_text(f, text),
            Self::Pattern(pattern) => write!(f, "{pattern}"),
            Self::Words(words) => write!(f, "{words}"),
            Self::KeywordRange(range) => write_range(f, range, |f, text| write_quoted(f, text)),
            Self::Number(number) => write!(f, "{number}"),
            Self::NumberRange(range) => write_range(f, range, |f, number| write!(f, "{number}")),
            Self::Network(network) if network.prefix_len() == network.max_prefix_len() => {
                write!(f, "{}", network.addr())
            }
            Self::Network(network) => write!(f, "{network}"),
            Self::AddressRange(range) => write_range(f, range, |f, address| write!(f, "{address}")),
            Self::Moment(interval) => write_interval(f, interval),
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Option<Vec<&str>> = self.patterns().iter().map(Pattern::literal).collect();
        match texts.as_deref() {
            Some([word]) => f.write_str(word),
            Some(words) => write!(f, "\"{}\"", words.join(" ")),
            // A wildcard has a meaning outside of quotes only; the hyphen parts the words there.
            None => self.patterns().iter().enumerate().try_for_each(|(at, word)| {
                if at > 0 {
                    f.write_str("-")?;
                }
                write!(f, "{word}")
            }),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().iter().try_for_each(|piece| match piece {
            Piece::AnyRun => f.write_str("*"),
            Piece::One => f.write_str("?"),
            Piece::Text(text) => write_escaped(f, text),
        })
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, queries: &[Query], operator: &str) -> fmt::Result {
    for (at, query) in queries.iter().enumerate() {
        if at > 0 {
            f.write_str(operator)?;
        }
        write_inside(f, query)?;
    }
    Ok(())
}

/// In parentheses, where it would be read otherwise without.
fn write_inside(f: &mut fmt::Formatter<'_>, query: &Query) -> fmt::Result {
    match query {
        Query::And(_) | Query::Or(_) => write!(f, "({query})"),
        _ => write!(f, "{query}"),
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, name: &FieldName) -> fmt::Result {
    write_escaped(f, name.name())
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let plain = !text.is_empty() && text.chars().all(is_plain);
    if plain { f.write_str(text) } else { write_quoted(f, text) }
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    text.chars().try_for_each(|char| if is_plain(char) { write!(f, "{char}") } else { write!(f, "\\{char}") })
}

/// Characters that never have a meaning of their own where a value stands.
const fn is_plain(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '_' | '.' | '-' | '/' | '@')
}

fn write_range<T>(
    f: &mut fmt::Formatter<'_>,
    range: &Range<T>,
    write: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    let end = |f: &mut fmt::Formatter<'_>, bound: &Bound<T>| match bound {
        Bound::Included(value) | Bound::Excluded(value) => write(f, value),
        Bound::Unbounded => f.write_str("*"),
    };
    f.write_str(if matches!(range.from, Bound::Excluded(_)) { "{" } else { "[" })?;
    end(f, &range.from)?;
    f.write_str(" TO ")?;
    end(f, &range.to)?;
    f.write_str(if matches!(range.to, Bound::Excluded(_)) { "}" } else { "]" })
}

/// With nine digits of fraction, so that each end is read as the moment that it is.
fn write_interval(f: &mut fmt::Formatter<'_>, interval: &Interval) -> fmt::Result {
    let end = |at: UtcNanos, open: UtcNanos| if at == open { "*".to_owned() } else { with_nanos(at) };
    write!(f, "[{} TO {}]", end(interval.earliest, UtcNanos::MIN), end(interval.latest, UtcNanos::MAX))
}

fn with_nanos(at: UtcNanos) -> String {
    let text = at.to_string();
    let text = text.trim_end_matches('Z');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}.{fraction:0<9}Z")
}
