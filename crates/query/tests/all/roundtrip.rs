//! The canonical text parses to the same tree; no text makes the parser panic.

use proptest::prelude::*;
use query::{MatchContext, Query, parse};

use crate::event::{RAW, event};

fn term() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[a-zA-Z0-9_.*?äÄß/@-]{1,8}",
        "\"[ -~äÄ]{0,8}\"",
        "\\\\[ -~]",
        "[\\[{][a-z0-9*]{1,3} TO [a-z0-9*]{1,3}[\\]}]",
        "[<>]=?[a-z0-9]{1,3}",
        Just("192.0.2.0/24".to_owned()),
        Just("2001:db8::1".to_owned()),
        Just("[2026-11-20 TO *]".to_owned()),
        Just("2026-11-20T10:11:12.25Z".to_owned()),
    ];
    let name = prop_oneof![
        4 => Just(""),
        2 => Just("user.name:"),
        1 => Just("message:"),
        1 => Just("source.ip:"),
        1 => Just("source.port:"),
        1 => Just("@timestamp:"),
        1 => Just("openssh.sshd.note:"),
        1 => Just("_exists_:"),
    ];
    (name, value).prop_map(|(name, value)| format!("{name}{value}"))
}

fn text() -> impl Strategy<Value = String> {
    term().prop_recursive(4, 24, 4, |inner| {
        let operator = prop_oneof![Just(" "), Just(" AND "), Just(" OR "), Just(" || "), Just(" -"), Just(" NOT ")];
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, op, b)| format!("{a}{op}{b}")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("NOT {a}")),
            inner.prop_map(|a| format!("user.name:({a})")),
        ]
    })
}

fn holds(query: &Query) -> Result<(), TestCaseError> {
    let canonical = query.to_string();
    let again = parse(&canonical);
    prop_assert_eq!(again.as_ref(), Ok(query), "{}", canonical);
    // It never panics, and a negation is the opposite.
    let context = MatchContext { feed: "f" };
    let negated = Query::Not(Box::new(query.clone()));
    let (is, is_not) =
        (query.matches(&event(), RAW.as_bytes(), &context), negated.matches(&event(), RAW.as_bytes(), &context));
    prop_assert_ne!(is, is_not);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn of_queries(text in text()) {
        if let Ok(query) = parse(&text) {
            holds(&query)?;
        }
    }

    #[test]
    fn of_any_text(text in any::<String>()) {
        match parse(&text) {
            Ok(query) => holds(&query)?,
            Err(error) => prop_assert!(error.column >= 1 && error.column <= text.chars().count() + 1),
        }
    }

    #[test]
    fn of_texts_of_signs(text in "[a*?:()\"\\\\ \\[\\]{}<>=!+&|.-]{0,16}") {
        if let Ok(query) = parse(&text) {
            holds(&query)?;
        }
    }
}
