//! What a wrong query is answered.

use query::{QueryBounds, parse, parse_within};

#[test]
fn where_and_what() {
    let wrong = [
        "a AND",
        "AND a",
        "a OR OR b",
        "a NOT",
        "(a",
        "a)",
        "()",
        "\"open",
        "a \"b\"c",
        "sorce:x",
        "ledgerline.nothing:x",
        "http://example.com",
        "a 12:30",
        "user.name:",
        "user.name: x",
        "user.name:(a",
        "user.name:[a TO b",
        "user.name:[a b]",
        "user.name:[a* TO b]",
        "source.ip:192.0.2.300",
        "source.ip:192.0.2.0/33",
        "source.ip:[192.0.2.1 TO 2001:db8::1]",
        "grün source.port:http",
        "source.port:18446744073709551616",
        "source.port:[1 TO x]",
        "@timestamp:yesterday",
        "message:[a TO b]",
        "message:...",
        "!!!",
        "...",
        "\"...\"",
        "_exists_:",
        "_exists_:nothing",
        "a\\",
        "[a TO b]",
        "an-extraordinarily-long-name-that-is-none:x",
    ];
    let told: Vec<String> = wrong
        .iter()
        .map(|text| match parse(text) {
            Ok(query) => format!("{text}\n    parses: {query}"),
            Err(error) => format!("{text}\n    {error}"),
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn bounds() {
    let bounds = QueryBounds { nesting_max: 3, clauses_max: 4, query_bytes_max: 40 };
    let told =
        |text: &str| parse_within(text, &bounds).map_or_else(|error| error.to_string(), |query| query.to_string());
    assert_eq!(told("(((a)))"), "a");
    assert_eq!(
        told("((((a))))"),
        "column 5: found `a))))`, expected at most 3 parentheses and negations inside one another"
    );
    assert_eq!(
        told("- - - -a"),
        "column 8: found `a`, expected at most 3 parentheses and negations inside one another"
    );
    assert_eq!(told("a b c d"), "a AND b AND c AND d");
    assert_eq!(told("a b c d e"), "column 9: found `e`, expected at most 4 tests");
    assert_eq!(told(&"a".repeat(41)), "column 1: found 41 bytes, expected at most 40 bytes");
}

#[test]
fn depth_is_bounded_by_default() {
    for opening in ["(", "!", "NOT ", "-", "user.name:("] {
        assert!(parse(&opening.repeat(5_000)).is_err(), "{opening}");
    }
}
