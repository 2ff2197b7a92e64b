//! Cases made by hand.

use std::time::{Duration, Instant};

use model::Seq;
use timeline::{Assumption, Finding, FindingKind, Relation, Timeline, Why, build_timeline};

use super::{counted, missing_time, sighting};

const CUT: Seq = Seq(1_000_000);

fn numbers(timeline: &Timeline) -> Vec<u32> {
    timeline.entries.iter().map(|entry| entry.sighting.number).collect()
}

fn whys(timeline: &Timeline) -> Vec<Option<Why>> {
    timeline.entries.iter().map(|entry| entry.towards_next.map(|link| link.why)).collect()
}

#[test]
fn nothing_makes_an_empty_line() {
    let timeline = build_timeline(Vec::new(), Seq(7));
    assert!(timeline.entries.is_empty() && timeline.findings.is_empty() && timeline.assumptions.is_empty());
    assert_eq!(timeline.cut, Seq(7));
}

#[test]
fn every_reason_for_not_stating_an_order_has_its_case() {
    let mut unread = sighting(2, 20, 0, 1);
    unread.time = missing_time(1);
    let cases = [
        ("other stream", sighting(1, 10, 0, 0), sighting(2, 20, 0, 100), Why::ClocksUnmodelled),
        ("no counter", sighting(1, 10, 0, 0), sighting(2, 10, 1, 100), Why::NoCounter),
        ("one counter", counted(1, 10, 0, 0, "fw", 1), sighting(2, 10, 1, 100), Why::NoCounter),
        ("no time", sighting(1, 10, 0, 0), unread, Why::TimeUnknown),
        ("same record", sighting(1, 10, 0, 0), sighting(1, 10, 0, 0), Why::SameRecord),
        ("two devices", counted(1, 10, 0, 0, "fw", 1), counted(2, 10, 1, 1, "vpn", 2), Why::ClocksUnmodelled),
        ("same count", counted(1, 10, 0, 0, "fw", 1), counted(2, 10, 1, 1, "fw", 1), Why::CounterContradicts),
        ("other stream, counted", counted(1, 10, 0, 0, "fw", 1), counted(2, 20, 0, 1, "fw", 2), Why::ClocksUnmodelled),
    ];
    for (name, one, other, why) in cases {
        let timeline = build_timeline(vec![other, one], CUT);
        assert_eq!(whys(&timeline), [Some(why), None], "{name}");
        assert_eq!(why.relation(), Relation::Undetermined, "{name}");
    }
}

#[test]
fn a_growing_counter_states_the_order_even_through_others() {
    let timeline = build_timeline(
        vec![counted(3, 10, 9, 20, "fw", 40), sighting(2, 20, 0, 10), counted(1, 10, 3, 0, "fw", 7)],
        CUT,
    );
    assert_eq!(numbers(&timeline), [1, 2, 3]);
    assert_eq!(whys(&timeline), [Some(Why::ClocksUnmodelled), Some(Why::ClocksUnmodelled), None]);
    assert_eq!(timeline.link(0, 2).map(|link| link.relation), Some(Relation::Before));
    assert_eq!((timeline.link(2, 0), timeline.link(1, 1), timeline.link(0, 3)), (None, None, None));
}

#[test]
fn a_proven_order_is_never_shown_reversed() {
    // The device's clock went back by 50 s between its two records; another one wrote in the meantime.
    let timeline = build_timeline(
        vec![counted(1, 10, 0, 100, "fw", 1), counted(2, 10, 1, 50, "fw", 2), sighting(3, 20, 0, 70)],
        CUT,
    );
    assert_eq!(numbers(&timeline), [3, 1, 2]);
    assert_eq!(whys(&timeline), [Some(Why::ClocksUnmodelled), Some(Why::CounterGrows), None]);
    assert_eq!(timeline.findings, [Finding { kind: FindingKind::StampsRunBack, exhibits: vec![1, 2] }]);
    assert!(timeline.assumptions.contains(&Assumption::CounterGrows));
}

#[test]
fn one_contradiction_withdraws_the_chain_and_no_other() {
    let timeline = build_timeline(
        vec![
            counted(1, 10, 0, 0, "fw", 1),
            counted(2, 10, 1, 1, "fw", 2),
            counted(3, 10, 2, 2, "fw", 1),
            counted(4, 10, 3, 3, "vpn", 1),
            counted(5, 10, 4, 4, "vpn", 2),
        ],
        CUT,
    );
    let states = [
        Some(Why::CounterContradicts),
        Some(Why::CounterContradicts),
        Some(Why::ClocksUnmodelled),
        Some(Why::CounterGrows),
        None,
    ];
    assert_eq!(whys(&timeline), states);
    assert_eq!(timeline.findings, [Finding { kind: FindingKind::CounterRunsBack, exhibits: vec![2, 3] }]);
}

#[test]
fn a_record_cited_twice_stays_together_and_contradicts_nothing() {
    let mut again = sighting(1, 10, 0, 5);
    again.number = 9;
    let timeline = build_timeline(vec![counted(2, 10, 1, 6, "fw", 2), again, counted(1, 10, 0, 5, "fw", 1)], CUT);
    assert_eq!(numbers(&timeline), [1, 9, 2]);
    assert_eq!(whys(&timeline), [Some(Why::SameRecord), Some(Why::CounterGrows), None]);
    assert!(timeline.findings.is_empty());
}

#[test]
fn what_lies_beyond_the_cut_is_left_out_and_said() {
    let timeline = build_timeline(vec![sighting(1, 10, 0, 0), sighting(8, 10, 1, 1)], Seq(7));
    assert_eq!(numbers(&timeline), [1]);
    assert_eq!(timeline.findings, [Finding { kind: FindingKind::BeyondCut, exhibits: vec![8] }]);
}

#[test]
fn assumptions_are_listed_once_and_only_where_something_rests_on_them() {
    let timeline = build_timeline(vec![sighting(1, 10, 0, 0), sighting(2, 20, 0, 1)], CUT);
    assert_eq!(timeline.assumptions, [Assumption::StampsTruncate, Assumption::OwnClock]);
}

#[test]
fn wire_names_are_those_that_serde_writes_and_every_sentence_ends() {
    fn check(name: &str, serialised: &str, sentence: &str) {
        assert_eq!(serialised, format!("{name:?}"));
        assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    }
    for why in Why::ALL {
        check(why.name(), &serde_json::to_string(&why).unwrap(), why.sentence());
    }
    for assumption in Assumption::ALL {
        check(assumption.name(), &serde_json::to_string(&assumption).unwrap(), assumption.sentence());
    }
    for kind in FindingKind::ALL {
        check(kind.name(), &serde_json::to_string(&kind).unwrap(), kind.sentence());
    }
}

/// A quadratic step would take minutes here; the bound leaves room for an unoptimised build on a busy machine.
#[test]
fn a_hundred_thousand_sightings_take_no_quadratic_time() {
    let sightings = (0..100_000_u32)
        .map(|seq| {
            let (stream, position) = (u64::from(seq % 30), u64::from(seq / 30));
            counted(seq + 1, stream, position, i64::from(seq.wrapping_mul(2_654_435_761) % 86_400), "fw", position)
        })
        .collect();
    let start = Instant::now();
    let timeline = build_timeline(sightings, CUT);
    let took = start.elapsed();
    println!("100 000 sightings in {took:?}");
    assert_eq!(timeline.entries.len(), 100_000);
    assert!(took < Duration::from_secs(10), "{took:?}");
}
