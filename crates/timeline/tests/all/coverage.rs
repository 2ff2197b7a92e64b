//! Silence, absence, drops, holes in counts; durations.

use stamp::{Interval, UtcNanos};
use timeline::{CoverageInput, CoverageKind, Moment, cover, find_count_holes, measure_habit};

use super::script::{BEGIN, Part, SECOND, Script, nanos};

fn at(seconds: i64) -> UtcNanos {
    UtcNanos(BEGIN + seconds * SECOND)
}

fn span(from: i64, to: i64) -> Interval {
    Interval { earliest: at(from), latest: at(to) }
}

#[test]
fn a_silent_hour_is_told_apart_from_quiet_absence_and_drops() {
    // A record every ten seconds, but none in the second hour; we were down for ten minutes of the third.
    let alive = (0..14_400).step_by(10).filter(|of| !(3_600..7_200).contains(of) && !(9_000..9_600).contains(of));
    let input = CoverageInput {
        moments: alive.map(at).collect(),
        absences: vec![span(9_000, 9_600)],
        drops: vec![span(12_000, 12_010)],
        ..CoverageInput::default()
    };
    assert_eq!(measure_habit(&input.moments), Some(10 * SECOND));
    let covered = cover(span(0, 14_390), &input);
    let kinds: Vec<_> = covered.iter().map(|of| of.kind).collect();
    use CoverageKind::{Dropped, NotListening, ObservedQuiet, SourceSilent};
    // The pause around our absence is a second longer than it on both sides: nobody knows whether it was silent.
    let long = |of: &&timeline::CoverageSpan| of.at.latest.0 - of.at.earliest.0 > 11 * SECOND || of.kind == Dropped;
    let known: Vec<_> = covered.iter().filter(long).map(|of| of.kind).collect();
    assert_eq!(
        known,
        [ObservedQuiet, SourceSilent, ObservedQuiet, NotListening, ObservedQuiet, Dropped, ObservedQuiet]
    );
    assert!(kinds.len() <= 9, "{covered:?}");
    assert_eq!((covered[0].at.earliest, covered.last().unwrap().at.latest), (at(0), at(14_390)));
    assert!(covered.windows(2).all(|pair| pair[0].at.latest.saturating_add(1) == pair[1].at.earliest), "{covered:?}");
    let silent = covered.iter().find(|of| of.kind == SourceSilent).unwrap().at;
    assert_eq!((silent.earliest, silent.latest), (at(3_590).saturating_add(1), at(7_200).saturating_sub(1)));
}

#[test]
fn one_silence_is_no_habit_of_its_own() {
    // Thirty records a few minutes apart, and one pause of an hour among them.
    let moments: Vec<_> = (0..30).map(|of| at(of * 300 + if of < 15 { 0 } else { 3_300 })).collect();
    assert_eq!(measure_habit(&moments), Some(300 * SECOND));
    let silent = cover(span(0, 12_000), &CoverageInput { moments, ..CoverageInput::default() });
    let silent: Vec<_> = silent.iter().filter(|of| of.kind == CoverageKind::SourceSilent).map(|of| of.at).collect();
    assert_eq!(silent, [Interval { earliest: at(4_200).saturating_add(1), latest: at(7_800).saturating_sub(1) }]);
}

#[test]
fn too_few_records_have_no_habit_and_are_not_called_silent() {
    let input = CoverageInput { moments: (0..10).map(at).collect(), ..CoverageInput::default() };
    let covered = cover(span(-3_600, 86_400), &input);
    // Alive between the first and the last, and for the shortest silence that would be told behind it.
    use CoverageKind::{NotKnown, ObservedQuiet};
    let told: Vec<_> = covered.iter().map(|of| (of.kind, of.at)).collect();
    let before = Interval { earliest: at(-3_600), latest: at(0).saturating_sub(1) };
    let alive = Interval { earliest: at(0), latest: at(69).saturating_sub(1) };
    assert_eq!(told, [(NotKnown, before), (ObservedQuiet, alive), (NotKnown, span(69, 86_400))]);
}

#[test]
fn nothing_is_known_of_a_source_before_its_first_record() {
    // A habit tells of silence behind a record only.
    let input = CoverageInput { moments: (0..100).map(|of| at(of * 10)).collect(), ..CoverageInput::default() };
    let kinds = |from, to| cover(span(from, to), &input).iter().map(|of| of.kind).collect::<Vec<_>>();
    use CoverageKind::{NotKnown, ObservedQuiet, SourceSilent};
    assert_eq!(kinds(-7_200, 7_200), [NotKnown, ObservedQuiet, SourceSilent]);
    assert_eq!(kinds(500, 510), [ObservedQuiet]);
    assert_eq!(kinds(-20, -10), [NotKnown]);
    assert_eq!(kinds(5_000, 5_010), [SourceSilent]);
    assert_eq!(cover(span(0, 1), &CoverageInput::default())[0].kind, NotKnown);
}

#[test]
fn holes_in_counts_are_found_in_any_order_and_over_a_restart() {
    let counts = [(0, 100), (1, 101), (3, 105), (2, 104), (4, 107), (5, 106), (6, 1), (7, 2), (8, 4)];
    let counts: Vec<_> = counts.map(|(second, count)| (at(second), count)).to_vec();
    let holes = find_count_holes(&counts);
    let told: Vec<_> = holes.iter().map(|of| (of.before, of.after, of.missing())).collect();
    assert_eq!(told, [(101, 104, 2), (2, 4, 1)]);
    assert_eq!(holes[0].at, span(1, 2));
}

#[test]
fn durations_hold_the_truth_and_name_what_they_rest_on() {
    let mut script = Script::default();
    let parts = [Part::default(), Part { observer: 1, offset: &|_| 500.0, ..Part::default() }];
    for part in &parts {
        script.add(part, 0.0, 4_000.0, 10.0);
    }
    let chronology = script.build();
    let (mut checked, mut at) = (0, 0);
    while let (Some(one), Some(other)) = (script.observations.get(at), script.observations.get(at + 60)) {
        let truth = script.stamped[at + 60] - script.stamped[at];
        let duration = chronology.duration(one.id, other.id, Moment::Stamped).unwrap();
        assert!(duration.shortest.unwrap() <= truth && truth <= duration.longest.unwrap(), "{duration:?} {truth}");
        assert!(duration.longest.unwrap() - duration.shortest.unwrap() < nanos(4.0));
        assert!(duration.assumptions.contains(timeline::Assumption::MinDelay));
        (checked, at) = (checked + 1, at + 13);
    }
    assert!(checked > 20);
}
