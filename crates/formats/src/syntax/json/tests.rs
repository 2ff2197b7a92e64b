//! The walk against `serde_json`, and against hostile bytes.

use model::{DiagnosticKind, Format, Record, Span};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::{Kind, LEAVES_MAX, Leaves, NESTING_MAX, Wanted};

type Told = (String, Kind, String);
/// A text, the paths and values that it gives, and what is said of it.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [DiagnosticKind]);

fn walk(raw: &[u8]) -> (Vec<Told>, Vec<DiagnosticKind>) {
    let mut record = Record::new(Format { name: "test", version: 1 });
    let leaves = Leaves::read(raw, Span::new(0, raw.len()));
    let mut told = Vec::new();
    for leaf in leaves.iter(raw) {
        let span = leaf.value.span();
        assert!(span.start <= span.end && span.end as usize <= raw.len(), "{span:?}");
        told.push((String::from_utf8_lossy(leaf.path).into_owned(), leaf.kind, leaf.value.text(raw).into_owned()));
    }
    leaves.diagnose(&mut record);
    (told, record.diagnostics.iter().map(|diagnostic| diagnostic.kind).collect())
}

fn flatten(path: Option<&str>, json: &Json, told: &mut Vec<Told>) {
    let (kind, text) = match json {
        Json::Object(map) => {
            for (name, inner) in map {
                let path = path.map_or_else(|| name.clone(), |path| format!("{path}.{name}"));
                flatten(Some(&path), inner, told);
            }
            return;
        }
        Json::Array(list) => {
            list.iter().for_each(|inner| flatten(path, inner, told));
            return;
        }
        Json::Null => (Kind::Null, "null".to_owned()),
        Json::Bool(flag) => (Kind::Bool, flag.to_string()),
        Json::Number(number) => (Kind::Number, number.to_string()),
        Json::String(text) => (Kind::Text, text.clone()),
    };
    told.push((path.unwrap_or_default().to_owned(), kind, text));
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map("[^\u{0}]{0,8}", inner, 0..6)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn tells_the_same_leaves_as_serde_json(json in any_json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) }.unwrap();
        let mut expected = Vec::new();
        flatten(None, &json, &mut expected);
        let (told, diagnostics) = walk(text.as_bytes());
        prop_assert_eq!(told, expected);
        prop_assert!(diagnostics.is_empty(), "{:?}", diagnostics);
    }

    #[test]
    fn never_panics_on_bytes(raw in prop::collection::vec(any::<u8>(), 0..256)) {
        walk(&raw);
        Leaves::read(&raw, Span::new(0, raw.len())).have(&Wanted::new(&["a"]), &raw);
    }

    #[test]
    fn never_panics_on_damaged_json(json in any_json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut raw = serde_json::to_vec(&json).unwrap();
        let at = at.index(raw.len());
        raw[at] = byte;
        walk(&raw);
    }

    #[test]
    fn a_cut_object_says_so_and_gives_no_other_path(json in any_json(), at in any::<prop::sample::Index>()) {
        let whole = serde_json::to_vec(&serde_json::json!({ "a": json, "b": 1 })).unwrap();
        let cut = &whole[..at.index(whole.len()).max(1)];
        let (whole, _) = walk(&whole);
        let (told, diagnostics) = walk(cut);
        prop_assert_eq!(diagnostics, vec![DiagnosticKind::CutOff]);
        prop_assert!(told.len() <= whole.len());
        for (told, whole) in told.iter().zip(&whole) {
            prop_assert_eq!(&told.0, &whole.0);
        }
    }
}

#[test]
fn reads_what_serde_json_does_not() {
    use DiagnosticKind::{CutOff, Header, Repeated, Value};
    let cases: &[Case] = &[
        (r#"{"a":1,"a":2}"#, &[("a", "1"), ("a", "2")], &[Repeated]),
        (r#"{"a":1,"\u0061":2}"#, &[("a", "1"), ("a", "2")], &[Repeated]),
        (r#"{"a":{"x":1},"b":{"x":2}}"#, &[("a.x", "1"), ("b.x", "2")], &[]),
        (r#"{"a":"\ud83d\ude00 \ud83d"}"#, &[("a", "\u{1f600} \u{fffd}")], &[Value]),
        (r#"{"a":"\ude00\u0041"}"#, &[("a", "\u{fffd}A")], &[Value]),
        (r#"{"a":"C:\Users"}"#, &[("a", "C:\\Users")], &[Value]),
        (
            r#"{"n":123456789012345678901234567890,"f":1.50e+3}"#,
            &[("n", "123456789012345678901234567890"), ("f", "1.50e+3")],
            &[],
        ),
        (r#"{"a":NaN,"b":1}"#, &[("b", "1")], &[Header]),
        (r#"{"a":01}"#, &[], &[Header]),
        (r#"{"a":1} tail"#, &[("a", "1")], &[Header]),
        (r#"{"a":1,"b":"x"#, &[("a", "1"), ("b", "x")], &[CutOff]),
        (r#"{"a":1;"b":2}"#, &[("a", "1")], &[Header]),
        (r#"{"a":[1,[2,{"b":3}]]}"#, &[("a", "1"), ("a", "2"), ("a.b", "3")], &[]),
        (r#"{"a":]"#, &[], &[Header]),
        ("", &[], &[CutOff]),
    ];
    for (text, leaves, diagnostics) in cases {
        let (told, said) = walk(text.as_bytes());
        let told: Vec<(&str, &str)> = told.iter().map(|(path, _, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(told, *leaves, "{text}");
        assert_eq!(said, *diagnostics, "{text}");
    }
}

#[test]
fn bounds_depth_count_and_names() {
    let deep = format!("{{\"a\":{}1{},\"b\":2}}", "[".repeat(NESTING_MAX), "]".repeat(NESTING_MAX));
    assert_eq!(walk(deep.as_bytes()), (vec![("b".into(), Kind::Number, "2".into())], vec![DiagnosticKind::TooMany]));
    let endless = "[".repeat(1 << 20);
    assert_eq!(walk(endless.as_bytes()).0, []);
    let many = format!("[{}1]", "1,".repeat(LEAVES_MAX));
    let (told, said) = walk(many.as_bytes());
    assert_eq!((told.len(), said), (LEAVES_MAX, vec![DiagnosticKind::TooMany]));
    let long = format!("{{\"{}\":{{\"x\":1}},\"b\":2}}", "k".repeat(5000));
    assert_eq!(walk(long.as_bytes()), (vec![("b".into(), Kind::Number, "2".into())], vec![DiagnosticKind::TooMany]));
}

#[test]
fn looks_for_members_at_the_top_only() {
    let text = br#"{"rule":{"id":"1"},"full_log":"{\"event_type\":\"x\"}","agent":"event_type","list":[{"data":1}]}"#;
    let leaves = Leaves::read(text, Span::new(0, text.len()));
    let have = |names: &[&'static str]| leaves.have(&Wanted::new(names), text);
    assert!(have(&["rule", "agent"]));
    assert!(!have(&["rule", "event_type"]));
    assert!(!have(&["id"]));
    assert!(!have(&["data"]));
}

#[test]
fn knows_the_members_at_the_top_of_what_is_not_read_to_its_end() {
    let have = |text: &str, names: &[&'static str]| {
        let raw = text.as_bytes();
        Leaves::read(raw, Span::new(0, raw.len())).have(&Wanted::new(names), raw)
    };
    let many = format!(r#"{{"a":[{{"x":1}}{}],"\u0062":{{"y":1}}}}"#, r#",{"x":1}"#.repeat(LEAVES_MAX));
    assert!(have(&many, &["a", "b"]));
    assert!(!have(&many, &["x"]) && !have(&many, &["y"]));
    assert!(have(r#"{"a":1,"b":{"c":"#, &["a", "b"]));
    assert!(!have(r#"{"a":1,"b":{"c":"#, &["c"]));
    assert!(!have(r#"[{"a":1}]"#, &["a"]));
    assert!(!have(r#"[{"a":1"#, &["a"]));
}

#[test]
fn paths_without_leaves_cost_no_room() {
    let deep = format!(r#"{{"{}":{{{}"z":1}}}}"#, "p".repeat(1000), r#""a":{"b":{}},"#.repeat(5000));
    let raw = deep.as_bytes();
    let leaves = Leaves::read(raw, Span::new(0, raw.len()));
    assert_eq!(leaves.iter(raw).map(|leaf| leaf.path.len()).collect::<Vec<_>>(), [1002]);
    assert!(leaves.paths.len() < 4096, "{}", leaves.paths.len());
}

#[test]
fn an_empty_name_is_a_step_of_the_path() {
    let raw = br#"{"":{"a":"1","":"2"},"a":"3","":"4"}"#;
    let leaves = Leaves::read(raw, Span::new(0, raw.len()));
    let mut names = Vec::new();
    for leaf in leaves.iter(raw) {
        names.push((String::from_utf8_lossy(leaf.path).into_owned(), leaf.own_name()));
    }
    let [(inner, _), (nothing, _), (top, place), (none, unnamed)] = names.as_slice() else { panic!("{names:?}") };
    assert_eq!([inner, nothing, top, none], [".a", ".", "a", ""]);
    assert_eq!((place, unnamed), (&model::Name::Span(Span::new(22, 23)), &model::Name::Known("unnamed")));
}
