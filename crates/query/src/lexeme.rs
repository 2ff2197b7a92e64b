//! The smallest parts of a query: blanks, quotes, words, names; and how a failure says where it was.

use nom::{
    Err, IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_while},
    character::complete::{anychar, char, none_of, satisfy},
    combinator::{peek, recognize, value, verify},
    error::{ErrorKind, ParseError},
    multi::{many0, many1},
    sequence::{preceded, terminated},
};

use crate::Piece;

/// Where reading stopped, and what could have stood there.
#[derive(Clone, Debug)]
pub(crate) struct Trouble<'a> {
    pub(crate) rest: &'a str,
    pub(crate) expected: String,
}

impl<'a> ParseError<&'a str> for Trouble<'a> {
    fn from_error_kind(rest: &'a str, _: ErrorKind) -> Self {
        Self { rest, expected: String::new() }
    }

    fn append(_: &'a str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

pub(crate) type Read<'a, T> = IResult<&'a str, T, Trouble<'a>>;

/// A failure that no alternative can mend.
pub(crate) fn fail<T>(rest: &str, expected: impl Into<String>) -> Read<'_, T> {
    Err(Err::Failure(Trouble { rest, expected: expected.into() }))
}

pub(crate) fn skip_blanks(input: &str) -> Read<'_, &str> {
    take_while(char::is_whitespace).parse(input)
}

/// An operator that is a word: nothing that continues a word follows it.
pub(crate) fn read_operator<'a>(word: &'static str, sign: &'static str) -> impl FnMut(&'a str) -> Read<'a, &'a str> {
    move |input| {
        let end = peek(alt((recognize(satisfy(|c| c.is_whitespace() || "()\"".contains(c))), end_of_text)));
        alt((terminated(tag(word), end), tag(sign))).parse(input)
    }
}

pub(crate) fn end_of_text(input: &str) -> Read<'_, &str> {
    verify(take_while(|_| false), |_: &str| input.is_empty()).parse(input)
}

/// What stands between quotes. A backslash counts before a quote and a backslash only.
pub(crate) fn read_quoted(input: &str) -> Read<'_, String> {
    let (inside, _) = char('"').parse(input)?;
    let escaped = preceded(char('\\'), alt((char('"'), char('\\'))));
    let (rest, text) = many0(alt((escaped, none_of("\"")))).parse(inside)?;
    match char::<_, Trouble<'_>>('"').parse(rest) {
        Ok((rest, _)) => Ok((rest, text.into_iter().collect())),
        Err(_) => fail(rest, "a closing quote"),
    }
}

/// A word: escapes taken away, wildcards apart. `ends` are the characters that end it beside blanks, quotes and
/// parentheses.
pub(crate) fn read_word<'a>(ends: &'static str, input: &'a str) -> Read<'a, Vec<Piece>> {
    let plain = satisfy(move |c| !c.is_whitespace() && !"()\"\\*?".contains(c) && !ends.contains(c));
    let escaped = preceded(char('\\'), anychar);
    let text = many1(alt((plain, escaped))).map(|chars: Vec<char>| Piece::Text(chars.into_iter().collect()));
    let (rest, pieces) =
        many1(alt((value(Piece::AnyRun, char('*')), value(Piece::One, char('?')), text))).parse(input)?;
    if rest == "\\" { fail(rest, "a character after the backslash") } else { Ok((rest, pieces)) }
}

/// A field's name and its colon.
pub(crate) fn read_name(input: &str) -> Read<'_, String> {
    let plain = satisfy(|c| !c.is_whitespace() && !"()\"\\*?:".contains(c));
    let escaped = preceded(char('\\'), anychar);
    let name = many1(alt((plain, escaped))).map(|chars: Vec<char>| chars.into_iter().collect());
    terminated(name, char(':')).parse(input)
}
