//! The nearest of each group, against a look at every event.

use std::collections::BTreeMap;

use index::{Hit, NearestRequest};
use model::{Field, Seq};
use proptest::prelude::*;
use stamp::UtcNanos;

use crate::events::{Told, indexed};

const FIELDS: [Field; 2] = [Field::ObserverName, Field::HostName];
const NOBODY: [&str; 1] = ["localhost"];
const NAMES: [&str; 4] = ["gate", "Spare", "gate.example.com", "localhost"];

/// An event's moment, which of the names stand in its fields, and which feed brought it.
type Drawn = (i64, [Option<usize>; 2], usize);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let name = || proptest::option::of(0..NAMES.len());
    proptest::collection::vec((-30_i64..30, [name(), name()], 0_usize..2), 1..40)
}

fn tell(seq: u64, (at, names, feed): &Drawn) -> Told {
    let mut told = Told { feed: ["tcp", "udp"][*feed], ..Told::new(seq, *at) };
    for (field, name) in FIELDS.into_iter().zip(names) {
        if let Some(name) = name {
            told = told.with(Some(field), "name", NAMES[*name]);
        }
    }
    told
}

/// The name of an event's group.
fn group((_, names, feed): &Drawn) -> String {
    let named = names.iter().flatten().map(|name| NAMES[*name].to_lowercase());
    named.into_iter().find(|name| !NOBODY.contains(&name.as_str())).unwrap_or_else(|| format!("feed {feed}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn is_found_in_one_pass(events in drawn(), near in -30_i64..30, commit_every in 1_usize..20, limit in 1_usize..8) {
        let told: Vec<Told> = (1..).zip(&events).map(|(seq, drawn)| tell(seq, drawn)).collect();
        let (_folder, _writer, reader) = indexed(&told, commit_every);
        let (from, to, through) = (-25, 25, Seq(35));
        let is_without = |seq: Seq| seq.0.is_multiple_of(7);
        let found = reader.find_nearest(&NearestRequest {
            fields: &FIELDS,
            nobody: &NOBODY,
            near: UtcNanos(near),
            from: UtcNanos(from),
            to: UtcNanos(to),
            through,
            without: &is_without,
            limit,
        });
        let mut nearest: BTreeMap<String, (bool, u64, i64, u64)> = BTreeMap::new();
        for (seq, drawn) in (1..).zip(&events) {
            let at = drawn.0;
            if (from..to).contains(&at) && seq <= through.0 && !is_without(Seq(seq)) {
                let distance = (at < near, at.abs_diff(near), at, seq);
                nearest.entry(group(drawn)).and_modify(|best| *best = distance.min(*best)).or_insert(distance);
            }
        }
        let mut expected: Vec<_> = nearest.into_values().collect();
        expected.sort_unstable();
        expected.truncate(limit);
        let expected: Vec<Hit> =
            expected.into_iter().map(|(.., at, seq)| Hit { at: UtcNanos(at), seq: Seq(seq) }).collect();
        prop_assert_eq!(found.unwrap(), expected);
    }
}
