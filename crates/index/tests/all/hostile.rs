//! Events that nobody sends by accident.

use index::{Hit, Order, SearchRequest};
use model::{Field, Seq, Span, Value};
use query::parse;
use stamp::UtcNanos;

use crate::events::{Told, indexed, request};

fn telling() -> Vec<Told> {
    let long = "a".repeat(40_000);
    let other = format!("{}b", "a".repeat(300));
    let wide = "ä".repeat(200);
    let mut numbers = Told::new(u64::MAX - 1, i64::MAX);
    numbers.push(Some(Field::DestinationPort), "", Value::Number { number: u64::MAX, span: Span::NONE });
    numbers.push(Some(Field::SourceBytes), "", Value::Number { number: 1 << 63, span: Span::NONE });
    let mut broken = Told::new(6, 0);
    broken.raw = b"\x00\xff\xfe\xc3(\xed\xa0\x80 ok \x01 \x1b[31m".to_vec();
    broken.push(Some(Field::UserName), "", Value::Span(Span { start: 900, end: 3 }));
    broken.push(Some(Field::HostName), "", Value::Span(Span { start: 1, end: 5 }));
    vec![
        Told::new(1, i64::MIN),
        Told::new(2, 0).with(Some(Field::UserName), "user", &long).with(Some(Field::UrlPath), "path", &long),
        Told::new(3, 0).with(Some(Field::UserName), "user", &other).with(Some(Field::UrlPath), "path", &other),
        Told::new(4, 0).with(Some(Field::UserName), "user", &wide).with_text(&wide),
        Told::new(5, 0).with(Some(Field::UserName), "user", "\u{1}").with_text(" \u{1} "),
        broken,
        numbers,
    ]
}

#[test]
fn are_found_as_others_are() {
    let telling = telling();
    let (_root, _writer, reader) = indexed(&telling, 3);
    assert_eq!(reader.documents(), telling.len() as u64);
    let (a255, a300) = ("a".repeat(255), "a".repeat(300));
    let (long, wide) = ("a".repeat(40_000), "ä".repeat(200));
    for text in [
        "*".to_owned(),
        long.clone(),
        a255.clone(),
        format!("{a300}b"),
        format!("{a255}*"),
        format!("{a300}*"),
        "aaa*".to_owned(),
        "*b".to_owned(),
        "a*a".to_owned(),
        wide.clone(),
        "ää*".to_owned(),
        "*ä".to_owned(),
        format!("user.name:{long}"),
        format!("user.name:{a255}"),
        format!("user.name:{a300}b"),
        format!("user.name:{a300}*"),
        "user.name:*b".to_owned(),
        format!("user.name:>{a255}"),
        format!("user.name:[aa TO {a300}c]"),
        "user.name:[aa TO b]".to_owned(),
        format!("user.name:{wide}"),
        "user.name:\u{1}".to_owned(),
        "user.name:\"\"".to_owned(),
        format!("url.path:{a300}b"),
        "url.path:*b".to_owned(),
        "_exists_:user.name".to_owned(),
        "host.name:*".to_owned(),
        "ok".to_owned(),
        "\"ok 31m\"".to_owned(),
        "destination.port:18446744073709551615".to_owned(),
        "destination.port:>9223372036854775807".to_owned(),
        "source.bytes:9223372036854775808".to_owned(),
        "source.bytes:>=9223372036854775808".to_owned(),
        "@timestamp:[* TO *]".to_owned(),
        "@timestamp:<1800-01-01".to_owned(),
        "ledgerline.seq:18446744073709551614".to_owned(),
        // An automaton that is too large for the index.
        format!("user.name:*a{}", "?".repeat(60)),
        format!("*{}a", "a?".repeat(100)),
    ] {
        for text in [text.clone(), format!("NOT {text}")] {
            let query = parse(&text).unwrap();
            let answer = reader.search_all(&request(&query)).unwrap();
            let meets = |hit: &Hit| telling.iter().any(|told| told.hit() == *hit && told.meets(&query));
            let decided: Vec<Hit> = answer.hits.into_iter().filter(|hit| answer.exact || meets(hit)).collect();
            let mut expected: Vec<Hit> = telling.iter().filter(|told| told.meets(&query)).map(Told::hit).collect();
            expected.sort_unstable();
            assert_eq!(decided, expected, "{}", text.chars().take(60).collect::<String>());
        }
    }
}

#[test]
fn times_at_the_ends() {
    let telling = telling();
    let (_root, _writer, reader) = indexed(&telling, 2);
    let query = parse("*").unwrap();
    let ask = |from: Option<i64>, to: Option<i64>, after, order| {
        let asked = SearchRequest { from: from.map(UtcNanos), to: to.map(UtcNanos), after, order, ..request(&query) };
        reader.search(&asked).unwrap().hits.len()
    };
    let (least, most) = (Order::Ascending, Order::Descending);
    assert_eq!(ask(Some(i64::MIN), Some(i64::MAX), None, least), 6);
    assert_eq!(ask(None, Some(i64::MIN), None, least), 0);
    assert_eq!(ask(Some(i64::MAX), None, None, least), 1);
    assert_eq!(ask(Some(i64::MAX), Some(i64::MIN), None, most), 0);
    let end = |at, seq| Some(Hit { at: UtcNanos(at), seq: Seq(seq) });
    assert_eq!(ask(None, None, end(i64::MAX, u64::MAX), least), 0);
    assert_eq!(ask(None, None, end(i64::MAX, u64::MAX), most), 7);
    assert_eq!(ask(None, None, end(i64::MIN, 0), most), 0);
    assert_eq!(ask(None, None, end(i64::MIN, 0), least), 7);
}
