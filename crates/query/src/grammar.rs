//! The grammar: text to tree.

use std::cell::Cell;

use nom::{Err, Parser, branch::alt, bytes::complete::tag, character::complete::char, combinator::opt};

use crate::{
    Condition, FieldName, Piece, Query, QueryBounds, QueryError, Words,
    lexeme::{Read, Trouble, end_of_text, fail, read_name, read_operator, read_quoted, read_word, skip_blanks},
    typing::{Ends, Written, condition_between, condition_of},
};

const TERM: &str = "a word, a quoted phrase, a field or `(`";
const AFTER: &str = "a blank, an operator or the end";
const NAME: &str =
    "the name of a field: one of ECS, `@timestamp`, `ledgerline.…`, or a format's own name with its points";
const NAME_OR_TEXT: &str = "the name of a field before `:`, or `\\:` or quotes to search for the text";

/// Reads a whole query.
pub(crate) fn read_query(text: &str, bounds: &QueryBounds) -> Result<Query, QueryError> {
    if text.len() > bounds.query_bytes_max {
        let expected = format!("at most {} bytes", bounds.query_bytes_max);
        return Err(QueryError { column: 1, found: format!("{} bytes", text.len()), expected });
    }
    let grammar = Grammar { bounds, clauses: Cell::new(0) };
    match grammar.read_whole(text) {
        Ok((_, query)) => Ok(query),
        Err(Err::Error(trouble) | Err::Failure(trouble)) => Err(tell(text, &trouble)),
        Err(Err::Incomplete(_)) => Err(tell(text, &Trouble { rest: "", expected: TERM.to_owned() })),
    }
}

/// Where tests stand: `None` in the open, where a name may come, or in the group of a field.
type Scope<'s> = Option<&'s FieldName>;

struct Grammar<'b> {
    bounds: &'b QueryBounds,
    clauses: Cell<usize>,
}

impl Grammar<'_> {
    fn read_whole<'a>(&self, input: &'a str) -> Read<'a, Query> {
        let (input, _) = skip_blanks(input)?;
        if input.is_empty() {
            return Ok((input, Query::All));
        }
        let (rest, query) = self.read_or(None, 0, input)?;
        if rest.is_empty() { Ok((rest, query)) } else { fail(rest, "an operator, a term or the end") }
    }

    fn read_or<'a>(&self, scope: Scope<'_>, depth: usize, input: &'a str) -> Read<'a, Query> {
        let (mut input, first) = self.read_and(scope, depth, input)?;
        let mut queries = vec![first];
        while let (rest, Some(_)) = opt(read_operator("OR", "||")).parse(input)? {
            let (rest, _) = skip_blanks(rest)?;
            let (rest, query) = self.read_and(scope, depth, rest)?;
            queries.push(query);
            input = rest;
        }
        Ok((input, Query::any_of(queries)))
    }

    fn read_and<'a>(&self, scope: Scope<'_>, depth: usize, input: &'a str) -> Read<'a, Query> {
        let (mut input, first) = self.read_negation(scope, depth, input)?;
        let mut queries = vec![first];
        loop {
            let (rest, joined) = opt(read_operator("AND", "&&")).parse(input)?;
            // Side by side: AND, unless something ends here that this level does not read.
            let ends = rest.is_empty() || rest.starts_with(')') || read_operator("OR", "||").parse(rest).is_ok();
            if joined.is_none() && ends {
                return Ok((input, Query::all_of(queries)));
            }
            let (rest, _) = skip_blanks(rest)?;
            let (rest, query) = self.read_negation(scope, depth, rest)?;
            queries.push(query);
            input = rest;
        }
    }

    fn read_negation<'a>(&self, scope: Scope<'_>, depth: usize, input: &'a str) -> Read<'a, Query> {
        self.check_depth(depth, input)?;
        if let (rest, Some(_)) = opt(alt((read_operator("NOT", "!"), tag("-")))).parse(input)? {
            let (rest, _) = skip_blanks(rest)?;
            let (rest, query) = self.read_negation(scope, depth + 1, rest)?;
            return Ok((rest, Query::Not(Box::new(query))));
        }
        let (input, _) = opt(char('+')).parse(input)?;
        let (rest, query) = self.read_term(scope, depth, input)?;
        let (after, _) = skip_blanks(rest)?;
        let apart = after.len() < rest.len() || after.is_empty() || after.starts_with(')');
        let operator = after.starts_with("&&") || after.starts_with("||");
        if apart || operator { Ok((after, query)) } else { fail(after, AFTER) }
    }

    fn read_term<'a>(&self, scope: Scope<'_>, depth: usize, input: &'a str) -> Read<'a, Query> {
        if input.starts_with('(') {
            return self.read_group(scope, depth, input);
        }
        let word_operator = |word| read_operator(word, "\0").parse(input).is_ok();
        if ["AND", "OR", "NOT"].into_iter().any(word_operator) || input.starts_with("&&") || input.starts_with("||") {
            return fail(input, TERM);
        }
        match scope {
            Some(name) => self.read_value(name, input),
            None => self.read_open(depth, input),
        }
    }

    fn read_group<'a>(&self, scope: Scope<'_>, depth: usize, input: &'a str) -> Read<'a, Query> {
        let (input, _) = char('(').parse(input)?;
        let (input, _) = skip_blanks(input)?;
        let (input, query) = self.read_or(scope, depth + 1, input)?;
        match char::<_, Trouble<'_>>(')').parse(input) {
            Ok((rest, _)) => Ok((rest, query)),
            Err(_) => fail(input, "`)`"),
        }
    }

    /// A term outside of any field: a phrase, a field with its value, a bare word.
    fn read_open<'a>(&self, depth: usize, input: &'a str) -> Read<'a, Query> {
        if input.starts_with('"') {
            self.count_clause(input)?;
            let (rest, text) = read_quoted(input)?;
            return match Words::from_text(&text) {
                Some(words) => Ok((rest, Query::Words(words))),
                None => fail(input, "a phrase with a letter or a digit"),
            };
        }
        if let Ok((rest, name)) = read_name(input) {
            return self.read_field(&name, depth, input, rest);
        }
        self.count_clause(input)?;
        if input.starts_with(['[', '{']) {
            return fail(input, "a field and its colon before a range");
        }
        let Ok((rest, pieces)) = keep_failure(read_word(":", input))? else { return fail(input, TERM) };
        if rest.starts_with(':') {
            return fail(input, NAME_OR_TEXT);
        }
        match Words::from_pieces(&pieces) {
            Some(words) if words.is_any() => Ok((rest, Query::All)),
            Some(words) => Ok((rest, Query::Words(words))),
            None => fail(input, "a word with a letter or a digit"),
        }
    }

    fn read_field<'a>(&self, name: &str, depth: usize, at: &'a str, input: &'a str) -> Read<'a, Query> {
        if name == "_exists_" {
            self.count_clause(at)?;
            let Ok((rest, pieces)) = keep_failure(read_word("", input))? else { return fail(input, NAME) };
            let name = match pieces.as_slice() {
                [Piece::Text(name)] => FieldName::from_name(name),
                _ => None,
            };
            return match name {
                Some(name) => Ok((rest, Query::Exists(name))),
                None => fail(input, NAME),
            };
        }
        match FieldName::from_name(name) {
            Some(name) if input.starts_with('(') => self.read_group(Some(&name), depth, input),
            Some(name) => self.read_value(&name, input),
            None => fail(at, format!("{NAME} (to search for the text: quotes, or `\\:`)")),
        }
    }

    /// What stands after a field's colon, or in its group.
    fn read_value<'a>(&self, name: &FieldName, input: &'a str) -> Read<'a, Query> {
        self.count_clause(input)?;
        let field = |condition| Query::Field { name: name.clone(), condition };
        if let Ok((rest, open)) = alt((char::<_, Trouble<'_>>('['), char('{'))).parse(input) {
            let (rest, ends) = read_range(open == '[', rest)?;
            return Ok((rest, field(condition_between(name, ends)?)));
        }
        let comparison = alt((tag::<_, _, Trouble<'_>>(">="), tag("<="), tag(">"), tag("<"))).parse(input);
        if let Ok((at, sign)) = comparison {
            let (rest, written) = read_written("", at)?;
            let inside = sign.ends_with('=');
            let end = Some((at, written));
            let open = (None, true);
            let (from, to) = if sign.starts_with('>') { ((end, inside), open) } else { (open, (end, inside)) };
            return Ok((rest, field(condition_between(name, Ends { from, to, at: input })?)));
        }
        let (rest, written) = read_written("", input)?;
        if written.is_any() {
            return Ok((rest, Query::Exists(name.clone())));
        }
        match condition_of(name, input, &written)? {
            Condition::Words(words) if words.is_any() => Ok((rest, Query::Exists(name.clone()))),
            condition => Ok((rest, field(condition))),
        }
    }

    fn check_depth<'a>(&self, depth: usize, at: &'a str) -> Result<(), Err<Trouble<'a>>> {
        if depth <= self.bounds.nesting_max {
            return Ok(());
        }
        let expected = format!("at most {} parentheses and negations inside one another", self.bounds.nesting_max);
        Err(Err::Failure(Trouble { rest: at, expected }))
    }

    fn count_clause<'a>(&self, at: &'a str) -> Result<(), Err<Trouble<'a>>> {
        self.clauses.set(self.clauses.get() + 1);
        if self.clauses.get() <= self.bounds.clauses_max {
            return Ok(());
        }
        let expected = format!("at most {} tests", self.bounds.clauses_max);
        Err(Err::Failure(Trouble { rest: at, expected }))
    }
}

/// What follows the bracket that opens a range.
fn read_range(from_inside: bool, input: &str) -> Read<'_, Ends<'_>> {
    let (at, _) = skip_blanks(input)?;
    let (rest, from) = read_written("]}", at)?;
    let (rest, _) = skip_blanks(rest)?;
    let Ok((rest, _)) = read_operator("TO", "\0").parse(rest) else { return fail(rest, "`TO`") };
    let (to_at, _) = skip_blanks(rest)?;
    let (rest, to) = read_written("]}", to_at)?;
    let (rest, _) = skip_blanks(rest)?;
    let Ok((rest, close)) = alt((char::<_, Trouble<'_>>(']'), char('}'))).parse(rest) else {
        return fail(rest, "`]` or `}`");
    };
    let end = |at, written: Written| (!written.is_any()).then_some((at, written));
    Ok((rest, Ends { from: (end(at, from), from_inside), to: (end(to_at, to), close == ']'), at }))
}

fn read_written<'a>(ends: &'static str, input: &'a str) -> Read<'a, Written> {
    if input.starts_with('"') {
        return read_quoted(input).map(|(rest, text)| (rest, Written::Quoted(text)));
    }
    match keep_failure(read_word(ends, input))? {
        Ok((rest, pieces)) => Ok((rest, Written::Word(pieces))),
        Err(_) => fail(input, "a value"),
    }
}

/// Lets a failure through and leaves an error, which an alternative can mend, to the caller.
fn keep_failure<T>(read: Read<'_, T>) -> Result<Result<(&str, T), ()>, Err<Trouble<'_>>> {
    match read {
        Ok(read) => Ok(Ok(read)),
        Err(Err::Failure(trouble)) => Err(Err::Failure(trouble)),
        Err(_) => Ok(Err(())),
    }
}

/// What the person who wrote the query is told.
fn tell(text: &str, trouble: &Trouble<'_>) -> QueryError {
    const SHOWN_CHARS_MAX: usize = 24;
    let before = text.len().saturating_sub(trouble.rest.len());
    let column = text.get(..before).map_or(0, |before| before.chars().count()) + 1;
    let found = match trouble.rest.split_whitespace().next() {
        _ if end_of_text(trouble.rest).is_ok() => "the end of the query".to_owned(),
        Some(word) if trouble.rest.starts_with(word) => {
            let shown: String = word.chars().take(SHOWN_CHARS_MAX).collect();
            let more = if word.chars().nth(SHOWN_CHARS_MAX).is_some() { "…" } else { "" };
            format!("`{shown}{more}`")
        }
        _ => "a blank".to_owned(),
    };
    let expected = if trouble.expected.is_empty() { TERM.to_owned() } else { trouble.expected.clone() };
    QueryError { column, found, expected }
}
