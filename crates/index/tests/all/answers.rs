//! Answers equal those of matching every event in memory.

use index::{Hit, IndexReader, Order, SearchRequest};
use model::{Field, Seq, Span, Value};
use proptest::{collection::vec, option, prelude::*, sample::select};
use query::{Query, parse};
use stamp::UtcNanos;

use crate::events::{Told, indexed, request};

const USERS: &[&str] = &["root", "Root", "admin", "a b", "ROBERT", "", "müller"];
const ADDRESSES: &[&str] = &["192.0.2.1", "192.0.2.77", "203.0.113.9", "2001:db8::1", "::ffff:192.0.2.1"];
const NUMBERS: &[&str] = &["22", "022", "443", "18446744073709551615", "0"];
const PATHS: &[&str] = &["/admin/x.php", "/Admin", "/a/b?c=1.5", "C:\\Windows\\x.exe", "/admin.d/1.2"];
const TEXTS: &[&str] = &["Failed password", "password failed", "failed", "x failedlogin 1.5", "übel ÜBEL", ""];
const WORDS: &[&str] = &["failure", "success", "test_word"];

fn told() -> impl Strategy<Value = Told> {
    let values = (
        vec(select(USERS), 0..3),
        option::of(select(ADDRESSES)),
        option::of(select(NUMBERS)),
        option::of(select(NUMBERS)),
        option::of(select(PATHS)),
        option::of(select(WORDS)),
        option::of(select(WORDS)),
    );
    let rest = (select(TEXTS), option::of(select(TEXTS)), -2_i64..3, any::<bool>(), option::of(0_u64..30));
    (values, rest).prop_map(|((users, ip, port, bytes, path, outcome, reason), (text, note, at, udp, own))| {
        let mut told = Told::new(0, at * 1_000_000_000).with_text(text);
        for user in users {
            told = told.with(Some(Field::UserName), "user", user);
        }
        for (field, name, value) in [
            (Field::SourceIp, "src", ip),
            (Field::DestinationPort, "dpt", port),
            (Field::SourceBytes, "bytes", bytes),
            (Field::UrlPath, "path", path),
        ] {
            if let Some(value) = value {
                told = told.with(Some(field), name, value);
            }
        }
        told = outcome.into_iter().fold(told, |told, word| told.with_word(Field::EventOutcome, word));
        told = reason.into_iter().fold(told, |told, word| told.with_word(Field::LogLevel, word));
        if let Some(note) = note {
            told.push(Some(Field::RuleDescription), "", Value::Text { text: note.into(), span: Span::NONE });
        }
        if let Some(number) = own {
            told.push(None, "own", Value::Number { number, span: Span::NONE });
            // A value inside of a word.
            let inside = Span::new(1, told.raw.len().min(3));
            told.push(None, "part", Value::Span(inside));
        }
        told.feed = if udp { "UDP:514" } else { "tcp" };
        told
    })
}

fn telling() -> impl Strategy<Value = Vec<Told>> {
    vec(told(), 0..25).prop_map(|mut telling| {
        for (told, seq) in telling.iter_mut().zip((1..).map(|seq| seq * 2)) {
            told.event.receipt.seq = Seq(seq);
            told.event.receipt.received_at = UtcNanos(seq as i64 / 9 * 86_400_000_000_000);
        }
        telling
    })
}

/// Each construct of the language, on fields of every kind: with a dictionary and without.
const TESTS: &[&str] = &[
    "*",
    "failed",
    "fail*",
    "*ed",
    "f?iled",
    "*",
    "\"failed password\"",
    "failed-pass*",
    "absent",
    "übel",
    "1.5",
    "192.0.2.1",
    "192.0.2.*",
    "user",
    "ai",
    "failure",
    "user.name:root",
    "user.name:\"a b\"",
    "user.name:\"\"",
    "user.name:ro*",
    "user.name:*o*t",
    "user.name:r??t",
    "user.name:[a TO root]",
    "user.name:{a TO root}",
    "user.name:>r",
    "user.name:<b",
    "_exists_:user.name",
    "user.name:m?ller",
    "user.name:[1 TO 5]",
    "source.ip:192.0.2.1",
    "source.ip:192.0.2.0/24",
    "source.ip:2001:db8::/32",
    "source.ip:::/0",
    "source.ip:0.0.0.0/0",
    "source.ip:192.0.2.*",
    "source.ip:192.0.2.7*",
    "source.ip:*9",
    "source.ip:192.*",
    "_exists_:source.ip",
    "source.ip:[192.0.2.2 TO 203.0.113.9]",
    "source.ip:{192.0.2.1 TO 203.0.113.9}",
    "source.ip:>192.0.2.76",
    "source.ip:<=2001:db8::1",
    "destination.port:22",
    "destination.port:>=443",
    "destination.port:{22 TO 443}",
    "destination.port:{22 TO 22]",
    "destination.port:[443 TO 22]",
    "destination.port:18446744073709551615",
    "destination.port:4*",
    "_exists_:destination.port",
    "destination.port:<1",
    "source.bytes:22",
    "source.bytes:>22",
    "source.bytes:0",
    "_exists_:source.bytes",
    "source.bytes:1844*",
    "url.path:\"/admin\"",
    "url.path:/admin*",
    "url.path:*/x.php",
    "url.path:/a?min*",
    "url.path:*1.5",
    "url.path:*.2",
    "url.path:/admin.*",
    "url.path:C:\\\\win*",
    "url.path:[\"/a\" TO \"/b\"]",
    "_exists_:url.path",
    "url.path:\"\"",
    "event.outcome:failure",
    "event.outcome:f*",
    "log.level:failure",
    "log.level:test_word",
    "log.level:fail*",
    "rule.description:failed",
    "rule.description:\"password failed\"",
    "rule.description:pass*",
    "_exists_:rule.description",
    "test.pairs.own:7",
    "test.pairs.own:>=7",
    "_exists_:test.pairs.own",
    "test.pairs.part:ai",
    "test.pairs.part:a*",
    "other.format.own:7",
    "ledgerline.feed:udp\\:514",
    "ledgerline.feed:t*",
    "ledgerline.format:test.pairs",
    "ledgerline.format:x",
    "ledgerline.seq:4",
    "ledgerline.seq:[3 TO 9}",
    "ledgerline.seq:>18446744073709551614",
    "ledgerline.stream:1",
    "ledgerline.position:2",
    "_exists_:ledgerline.seq",
    "_exists_:ledgerline.diagnostics.kind",
    "@timestamp:1970-01-01",
    "@timestamp:>=1970-01-01T00:00:01Z",
    "@timestamp:{1970-01-01T00:00:00Z TO *}",
    "@timestamp:[1970-01-02 TO 1970-01-01]",
    "@timestamp:1969-*",
    "_exists_:@timestamp",
];

fn tree() -> impl Strategy<Value = Query> {
    select(TESTS).prop_map(|text| parse(text).unwrap()).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Query::all_of),
            vec(inner.clone(), 2..4).prop_map(Query::any_of),
            inner.prop_map(|query| Query::Not(Box::new(query))),
        ]
    })
}

/// What the index is to answer: every event that meets the query, in order.
fn expected(telling: &[Told], query: &Query) -> Vec<Hit> {
    let mut hits: Vec<Hit> = telling.iter().filter(|told| told.meets(query)).map(Told::hit).collect();
    hits.sort_unstable();
    hits
}

/// What a caller makes of an answer: hits that are not sure are matched in memory.
fn decide(telling: &[Told], query: &Query, hits: &[Hit], exact: bool) -> Vec<Hit> {
    let meets = |hit: &Hit| telling.iter().any(|told| told.hit() == *hit && told.meets(query));
    hits.iter().copied().filter(|hit| exact || meets(hit)).collect()
}

fn check(reader: &IndexReader, telling: &[Told], query: &Query) -> Result<(), TestCaseError> {
    let expected = expected(telling, query);
    let all = reader.search_all(&request(query)).unwrap();
    prop_assert_eq!(&decide(telling, query, &all.hits, all.exact), &expected, "{}", query);
    prop_assert_eq!(reader.count(&request(query)).unwrap(), (all.hits.len() as u64, all.exact));
    prop_assert_eq!(&reader.search(&request(query)).unwrap(), &all);
    Ok(())
}

/// All pages of a request, joined.
fn turn_pages(reader: &IndexReader, first: SearchRequest<'_>) -> Vec<Hit> {
    let (mut joined, mut request) = (Vec::new(), first);
    loop {
        let page = reader.search(&request).unwrap().hits;
        assert!(page.len() <= request.limit);
        joined.extend_from_slice(&page);
        let Some(last) = page.last() else { return joined };
        request.after = Some(*last);
    }
}

#[test]
fn of_each_construct() {
    let pool = [USERS, ADDRESSES, NUMBERS, PATHS, TEXTS].map(<[&str]>::len).into_iter().max().unwrap_or(0);
    let pick = |values: &'static [&'static str], at: usize| values[at % values.len()];
    let telling: Vec<Told> = (0..pool * 3)
        .map(|at| {
            let mut told = Told::new(at as u64 + 1, (at as i64 % 5 - 2) * 1_000_000_000)
                .with_text(pick(TEXTS, at))
                .with(Some(Field::UserName), "user", pick(USERS, at))
                .with(Some(Field::SourceIp), "src", pick(ADDRESSES, at))
                .with(Some(Field::DestinationPort), "dpt", pick(NUMBERS, at))
                .with(Some(Field::SourceBytes), "bytes", pick(NUMBERS, at + 1))
                .with(Some(Field::UrlPath), "path", pick(PATHS, at))
                .with_word(Field::EventOutcome, pick(WORDS, at))
                .with_word(Field::LogLevel, pick(WORDS, at + 1));
            told.push(
                Some(Field::RuleDescription),
                "",
                Value::Text { text: pick(TEXTS, at + 2).into(), span: Span::NONE },
            );
            told.push(None, "own", Value::Number { number: at as u64, span: Span::NONE });
            told.push(None, "part", Value::Span(Span::new(1, 3)));
            told
        })
        .collect();
    let (_root, _writer, reader) = indexed(&telling, 7);
    for text in TESTS {
        let query = parse(text).unwrap();
        let negated = Query::Not(Box::new(query.clone()));
        check(&reader, &telling, &query).unwrap();
        check(&reader, &telling, &negated).unwrap();
    }
    // These the index answers alone; a count needs no reading again.
    for text in [
        "*",
        "failed",
        "fail*",
        "*ed",
        "user.name:root",
        "user.name:ro*",
        "user.name:*o*t",
        "_exists_:user.name",
        "source.ip:192.0.2.0/24",
        "destination.port:>=443",
        "event.outcome:failure",
        "@timestamp:1970-01-01",
        "ledgerline.feed:tcp",
        "NOT user.name:root",
        "user.name:root OR (failed AND NOT destination.port:22)",
    ] {
        assert!(reader.search_all(&request(&parse(text).unwrap())).unwrap().exact, "{text}");
    }
    // These are narrowed at least.
    for text in ["\"failed password\"", "url.path:\"/admin/x.php\"", "source.bytes:443", "log.level:failure"] {
        let answer = reader.search_all(&request(&parse(text).unwrap())).unwrap();
        assert!(!answer.exact && answer.hits.len() < telling.len(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn of_any_tree(telling in telling(), trees in vec(tree(), 12), commit_every in 1_usize..12) {
        let (_root, _writer, reader) = indexed(&telling, commit_every);
        for query in &trees {
            check(&reader, &telling, query)?;
        }
    }

    #[test]
    fn in_pages(
        telling in telling(),
        query in tree(),
        limit in 1_usize..6,
        through in 0_u64..60,
        window in (option::of(-2_i64..3), option::of(-2_i64..3)),
        descending: bool,
    ) {
        let (_root, _writer, reader) = indexed(&telling, 5);
        let (from, to) = (window.0.map(|s| UtcNanos(s * 1_000_000_000)), window.1.map(|s| UtcNanos(s * 1_000_000_000)));
        let order = if descending { Order::Descending } else { Order::Ascending };
        let asked = SearchRequest { from, to, through: Seq(through), limit, order, ..request(&query) };
        let inside = |hit: &Hit| {
            hit.seq.0 <= through && from.is_none_or(|from| hit.at >= from) && to.is_none_or(|to| hit.at < to)
        };
        let mut expected: Vec<Hit> = expected(&telling, &query).into_iter().filter(inside).collect();
        if descending {
            expected.reverse();
        }
        let exact = reader.search_all(&asked).unwrap().exact;
        prop_assert_eq!(decide(&telling, &query, &turn_pages(&reader, asked), exact), expected);
    }
}

#[test]
fn pages_stay_while_more_comes_in() {
    let telling: Vec<Told> = (1..=30).map(|seq| Told::new(seq, 0).with_text("x")).collect();
    let (_root, mut writer, reader) = indexed(&telling[..20], 20);
    let query = parse("x").unwrap();
    let first = SearchRequest { limit: 7, through: reader.through(), ..request(&query) };
    let page = reader.search(&first).unwrap().hits;
    crate::events::feed(&mut writer, &telling[20..], 3);
    assert_eq!(reader.search(&first).unwrap().hits, page);
    let rest = turn_pages(&reader, SearchRequest { after: page.last().copied(), ..first });
    let seqs: Vec<u64> = page.iter().chain(&rest).map(|hit| hit.seq.0).collect();
    assert_eq!(seqs, (1..=20).collect::<Vec<_>>());
}

#[test]
fn no_hit_is_asked_for() {
    let (_root, _writer, reader) = indexed(&[Told::new(1, 0)], 1);
    let answer = reader.search(&SearchRequest { limit: 0, ..request(&Query::All) }).unwrap();
    assert_eq!(answer.hits, []);
}
