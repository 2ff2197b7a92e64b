//! JSON objects of no known product.

use crate::{Case, check};

const fn json(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "json.lines", facts }
}

#[test]
fn names_of_ecs_mean_their_fields() {
    check(&[
        json(
            r#"{"@timestamp":"2026-11-20T08:14:02Z","source":{"ip":"203.0.113.66","port":40120},"host":{"ip":["198.51.100.40","2001:db8::40"]}}"#,
            &["source.ip=203.0.113.66", "source.port=40120", "host.ip=198.51.100.40", "host.ip=2001:db8::40"],
        ),
        json(r#"{"source.ip":"203.0.113.66","msg":"text"}"#, &["source.ip=203.0.113.66", "message=text"]),
        // Of the field's name, but not of its kind.
        json(
            r#"{"source":{"ip":"host","port":"ssh"},"message":7,"user":{"name":null}}"#,
            &["source.ip=host", "source.port=ssh"],
        ),
        json(r#"{"own":{"deep":[1,{"x":true}]},"n":null}"#, &["own.deep=1", "own.deep.x=true", "n=null"]),
    ]);
}

#[test]
fn what_is_of_another_kind_means_nothing() {
    let line = br#"{"source":{"ip":"host","port":"ssh"},"message":7,"user":{"name":null}}"#;
    let record = formats::read(line);
    let means: Vec<_> = record.facts.iter().filter(|fact| fact.field.is_some()).collect();
    assert!(means.iter().all(|fact| fact.field == Some(model::Field::EventKind)), "{means:?}");
}

#[test]
fn a_time_is_an_epoch_or_a_date() {
    check(&[
        json(r#"{"timestamp":1795162442123}"#, &["Event/Epoch=1795162442123"]),
        json(r#"{"ts":1795162442.5}"#, &["Event/Epoch=1795162442.5"]),
        json(r#"{"time":"1795162442"}"#, &["Event/Epoch=1795162442"]),
        json(r#"{"time":"2026-11-20 08:14:02"}"#, &["Event/Rfc3339=2026-11-20 08:14:02"]),
        json(r#"{"event":{"start":"2026-11-20T08:14:02Z"}}"#, &["Start/Rfc3339=2026-11-20T08:14:02Z"]),
        json(r#"{"time":"now"}"#, &["time=now", "!Event/Rfc3339", "!Event/Epoch"]),
        json(r#"{"time":1e9}"#, &["time=1e9", "!Event/Epoch"]),
    ]);
}

#[test]
fn damage_is_named() {
    check(&[
        json(r#"{"a":1,"b":"cut"#, &["a=1", "b=cut", "diagnostic/cut_off=cut"]),
        json(r#"{"a":1,"a":2}"#, &["a=1", "a=2", "diagnostic/repeated=a"]),
        json(r#"{"a":1}{"b":2}"#, &["a=1", "!b", "diagnostic/header={\"b\":2}"]),
        Case { line: "{", format: "unknown", facts: &["message={"] },
        Case { line: "{not json", format: "unknown", facts: &["message={not json"] },
    ]);
}
