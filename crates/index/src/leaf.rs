//! The tests of a query tree, each as a set of documents that holds none too few.

use std::ops::Bound;

use model::FieldKind;
use query::{Condition, FieldName, OwnField, Pattern, Piece, Range, Words, address_number, network_bounds, tokens};
use tantivy::{
    Searcher, Term,
    query::{RangeQuery, RegexQuery, TermQuery},
    schema::{Field as Column, IndexRecordOption},
};

use crate::{
    compile::Plan,
    schema::{LAYOUT, address_term},
    terms::{CUT_WORD, WHOLE_TERM_BYTES_MAX, cut_term},
};

/// Makes sets of documents for one generation.
pub(crate) struct Leaves<'a> {
    pub(crate) searcher: &'a Searcher,
}

impl Leaves<'_> {
    pub(crate) fn exists(&self, name: &FieldName) -> Plan {
        match name {
            FieldName::Timestamp => Plan::ALL,
            FieldName::Ledgerline(OwnField::DiagnosticKind | OwnField::TimeReason) => Plan::UNKNOWN,
            FieldName::Ledgerline(_) => Plan::ALL,
            FieldName::Ecs(_) | FieldName::Own(_) => {
                LAYOUT.column(name).map_or(Plan::UNKNOWN, |column| any_term(column, name.kind()))
            }
        }
    }

    pub(crate) fn bare_words(&self, words: &Words) -> tantivy::Result<Plan> {
        let plans = words.patterns().iter().map(|word| self.word(&[LAYOUT.text], word));
        let plan = Plan::all_of(plans.collect::<tantivy::Result<_>>()?);
        // That they follow one another is not indexed.
        Ok(if words.patterns().len() > 1 { plan.inexact() } else { plan })
    }

    pub(crate) fn condition(&self, name: &FieldName, condition: &Condition) -> tantivy::Result<Plan> {
        match (name, LAYOUT.column(name)) {
            (_, Some(column)) => self.in_dictionary(name, column, condition),
            (FieldName::Timestamp, _) => Ok(match condition {
                Condition::Moment(interval) if interval.earliest > interval.latest => Plan::NONE,
                Condition::Moment(interval) => {
                    let term = |at: i64| Bound::Included(Term::from_field_i64(LAYOUT.at, at));
                    Plan::of(RangeQuery::new(term(interval.earliest.0), term(interval.latest.0)), true)
                }
                _ => Plan::UNKNOWN,
            }),
            (FieldName::Ledgerline(OwnField::Seq), _) => Ok(number_range(LAYOUT.seq, condition)),
            (FieldName::Ledgerline(_), _) => Ok(Plan::UNKNOWN),
            (FieldName::Ecs(_) | FieldName::Own(_), _) => self.by_words(name.kind(), condition),
        }
    }

    /// A test on a field that has a dictionary of its own.
    fn in_dictionary(&self, name: &FieldName, column: Column, condition: &Condition) -> tantivy::Result<Plan> {
        let somewhere = || any_term(column, name.kind()).inexact();
        Ok(match (condition, name.kind()) {
            (Condition::Keyword(text), _) => keyword(column, text),
            (Condition::Pattern(pattern), FieldKind::Keyword) => {
                self.pattern(column, pattern, &Term::from_field_text(LAYOUT.cut, name.name()))?
            }
            (Condition::Pattern(pattern), FieldKind::Ip) => {
                v4_prefix(pattern).map_or_else(somewhere, |(first, last)| addresses(column, first, last).inexact())
            }
            (Condition::KeywordRange(range), _) => keyword_range(column, range).unwrap_or_else(somewhere),
            (Condition::Number(_) | Condition::NumberRange(_), FieldKind::Number) => number_range(column, condition),
            (Condition::Network(network), _) => {
                let (first, last) = network_bounds(network);
                addresses(column, first, last)
            }
            (Condition::AddressRange(range), _) => {
                let term = |address: &_| address_term(column, address_number(*address));
                let Range { from, to } = range.map(term);
                range_between(column, FieldKind::Ip, from, to)
            }
            _ => somewhere(),
        })
    }

    /// A test on a field without a dictionary: the words of what it asks for stand in the record's text, or in what
    /// was made of it.
    fn by_words(&self, kind: FieldKind, condition: &Condition) -> tantivy::Result<Plan> {
        let columns = [LAYOUT.text, LAYOUT.made];
        let words: Vec<Pattern> = match (condition, kind) {
            (Condition::Keyword(text), _) => tokens(text).map(literal).collect(),
            (Condition::Words(words), _) => words.patterns().to_vec(),
            (Condition::Number(number), _) => vec![literal(&number.to_string())],
            (Condition::Pattern(pattern), FieldKind::Keyword) => whole_words(pattern),
            _ => return Ok(Plan::UNKNOWN),
        };
        let plans = words.iter().map(|word| self.word(&columns, word)).collect::<tantivy::Result<_>>()?;
        Ok(Plan::all_of(plans).inexact())
    }

    /// A word in one of the columns.
    fn word(&self, columns: &[Column], word: &Pattern) -> tantivy::Result<Plan> {
        let plan = |column: &Column| self.pattern(*column, word, &Term::from_field_text(*column, CUT_WORD));
        Ok(Plan::any_of(columns.iter().map(plan).collect::<tantivy::Result<_>>()?))
    }

    /// Terms of a pattern. `cut` is the term of the documents in which one was cut, which any pattern may meet.
    fn pattern(&self, column: Column, pattern: &Pattern, cut: &Term) -> tantivy::Result<Plan> {
        if let Some(text) = pattern.literal() {
            return Ok(keyword(column, text));
        }
        if let Some(prefix) = pattern.prefix().filter(|prefix| prefix.len() < WHOLE_TERM_BYTES_MAX) {
            return Ok(prefixed(column, prefix));
        }
        // An automaton that grows too large is refused; then the index cannot tell.
        let Ok(query) = RegexQuery::from_pattern(&regex_of(pattern), column) else { return Ok(Plan::UNKNOWN) };
        let plan = Plan::of(query, true);
        if self.searcher.doc_freq(cut)? == 0 {
            return Ok(plan);
        }
        Ok(Plan::any_of(vec![plan, Plan::of(TermQuery::new(cut.clone(), IndexRecordOption::Basic), true)]).inexact())
    }
}

fn literal(text: &str) -> Pattern {
    Pattern::new([Piece::Text(text.to_owned())])
}

fn keyword(column: Column, text: &str) -> Plan {
    let (term, _) = cut_term(text);
    let query = TermQuery::new(Term::from_field_text(column, term), IndexRecordOption::Basic);
    // A longer one may share its term with others.
    Plan::of(query, text.len() < WHOLE_TERM_BYTES_MAX)
}

fn prefixed(column: Column, prefix: &str) -> Plan {
    let first = Term::from_field_text(column, prefix);
    let mut after = first.clone();
    let Some((last, head)) = prefix.as_bytes().split_last() else { return Plan::UNKNOWN };
    // No byte of UTF-8 is 255, so the next one is a byte, and all that begins with the prefix lies before.
    after.truncate_value_bytes(head.len());
    after.append_bytes(&[last.saturating_add(1)]);
    Plan::of(RangeQuery::new(Bound::Included(first), Bound::Excluded(after)), true)
}

fn keyword_range(column: Column, range: &Range<String>) -> Option<Plan> {
    let is_whole = |end: &Bound<String>| match end {
        Bound::Included(text) | Bound::Excluded(text) => text.len() < WHOLE_TERM_BYTES_MAX,
        Bound::Unbounded => true,
    };
    // Terms that were cut stand on the same side of a shorter bound as what they were cut from.
    (is_whole(&range.from) && is_whole(&range.to)).then(|| {
        let Range { from, to } = range.map(|text| Term::from_field_text(column, text));
        range_between(column, FieldKind::Keyword, from, to)
    })
}

fn number_range(column: Column, condition: &Condition) -> Plan {
    let term = |number: &u64| Term::from_field_u64(column, *number);
    match condition {
        Condition::Number(number) => {
            let bound = Bound::Included(term(number));
            range_between(column, FieldKind::Number, bound.clone(), bound)
        }
        Condition::NumberRange(range) => {
            let Range { from, to } = range.map(term);
            range_between(column, FieldKind::Number, from, to)
        }
        _ => Plan::UNKNOWN,
    }
}

fn addresses(column: Column, first: u128, last: u128) -> Plan {
    let bound = |number| Bound::Included(address_term(column, number));
    range_between(column, FieldKind::Ip, bound(first), bound(last))
}

fn any_term(column: Column, kind: FieldKind) -> Plan {
    range_between(column, kind, Bound::Unbounded, Bound::Unbounded)
}

/// tantivy learns the column from a bound, so the lower one is never left open.
fn range_between(column: Column, kind: FieldKind, from: Bound<Term>, to: Bound<Term>) -> Plan {
    let lowest = || match kind {
        FieldKind::Ip => address_term(column, 0),
        FieldKind::Number => Term::from_field_u64(column, 0),
        FieldKind::Keyword | FieldKind::Text | FieldKind::Moment => Term::from_field_text(column, ""),
    };
    let from = if matches!(from, Bound::Unbounded) { Bound::Included(lowest()) } else { from };
    let value = |bound: &Bound<Term>| match bound {
        Bound::Included(term) | Bound::Excluded(term) => Some(term.serialized_value_bytes().to_vec()),
        Bound::Unbounded => None,
    };
    // A range the wrong way round: not every tantivy query takes it for empty.
    let ends = (value(&from), value(&to));
    let backwards = matches!(&ends, (Some(first), Some(last)) if first > last);
    let point = matches!(&ends, (Some(first), Some(last)) if first == last);
    let closed = matches!((&from, &to), (Bound::Included(_), Bound::Included(_)));
    if backwards || (point && !closed) {
        return Plan::NONE;
    }
    Plan::of(RangeQuery::new(from, to), true)
}

/// The first and the last address whose text begins as the pattern does, where that is octets of IPv4 and points.
fn v4_prefix(pattern: &Pattern) -> Option<(u128, u128)> {
    let Some(Piece::Text(head)) = pattern.pieces().first() else { return None };
    let (octets, _) = head.rsplit_once('.')?;
    let octets = octets.split('.').map(|octet| octet.parse::<u8>().ok()).collect::<Option<Vec<u8>>>()?;
    let filled = |fill: u8| {
        let mut all = octets.iter().copied().chain(std::iter::repeat(fill));
        Some(address_number([all.next()?, all.next()?, all.next()?, all.next()?].into()))
    };
    (octets.len() < 4).then(|| Some((filled(0)?, filled(255)?))).flatten()
}

/// The words that every value of a pattern has: those that no wildcard touches.
fn whole_words(pattern: &Pattern) -> Vec<Pattern> {
    let pieces = pattern.pieces();
    let mut words = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Text(text) = piece else { continue };
        let open_before = at > 0;
        let open_after = at + 1 < pieces.len();
        // A wildcard next to a word, or next to a point beside it, may stand for more of the word.
        let start = if open_before { text.trim_start_matches('.').len() } else { usize::MAX };
        let end = if open_after { text.trim_end_matches('.').len() } else { usize::MAX };
        for word in tokens(text) {
            let from = word.as_ptr() as usize - text.as_ptr() as usize;
            let touches_before = open_before && text.len() - from == start;
            let touches_after = open_after && from + word.len() == end;
            if !touches_before && !touches_after {
                words.push(literal(word));
            }
        }
    }
    words
}

/// The pattern as a regular expression over whole terms.
fn regex_of(pattern: &Pattern) -> String {
    let mut regex = String::from("(?s)");
    for piece in pattern.pieces() {
        match piece {
            Piece::AnyRun => regex.push_str(".*"),
            Piece::One => regex.push('.'),
            Piece::Text(text) => {
                for char in text.chars() {
                    if char.is_ascii_punctuation() {
                        regex.push('\\');
                    }
                    regex.push(char);
                }
            }
        }
    }
    regex
}
