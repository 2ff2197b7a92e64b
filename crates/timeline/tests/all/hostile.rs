//! Input that nobody wants: findings, never a crash, never a record lost. What it costs is counted in `src/work.rs`, and
//! measured by the example `crowds`.

use stamp::UtcNanos;
use timeline::{Channel, Chronology, FindingKind, Key, KeyKind, KeyRole, Settings, WrittenStamp};

use super::script::{BEGIN, Part, SECOND, Script};

/// Every record stands in the line once, whatever it says.
#[track_caller]
fn assert_whole(script: &Script, chronology: &Chronology) {
    let mut line = chronology.line();
    assert_eq!(line.len(), script.observations.len());
    line.sort();
    line.dedup();
    assert_eq!(line.len(), script.observations.len());
    for of in &script.observations {
        let timing = chronology.timing(of.id).expect("built from it");
        assert!(timing.earliest <= timing.best && timing.best <= timing.latest, "{timing:?}");
    }
}

#[test]
fn times_far_off_harm_only_themselves() {
    let mut script = Script::default();
    script.add(&Part::default(), 0.0, 4_000.0, 5.0);
    let far = [0, 4_291_747_200 * SECOND, i64::MAX, i64::MIN, BEGIN + 86_340 * SECOND, BEGIN - 86_340 * SECOND];
    let count = script.observations.len();
    for (index, at) in far.into_iter().enumerate() {
        let place = 50 + index * 80;
        script.observations[place].written = Some(WrittenStamp { at: UtcNanos(at), precision: SECOND });
    }
    let chronology = script.build();
    assert_whole(&script, &chronology);
    assert_eq!(script.count_outside(&chronology), 0);
    let known =
        script.observations.iter().filter(|of| chronology.timing(of.id).unwrap().earliest > BEGIN - 60 * SECOND);
    assert!(known.count() > count - 120, "the others keep their bounds");
    assert!(chronology.findings().iter().any(|of| of.kind == FindingKind::StampAstray));
}

#[test]
fn one_stamp_for_all_loses_no_record() {
    let mut script = Script::default();
    for index in 0..30_000 {
        script.add_one(&Part { precision: SECOND, ..Part::default() }, f64::from(index) * 1e-6, Vec::new());
    }
    // Quotes among them, which no stamp orders.
    for index in 0..5_000_usize {
        let key = |role| Key { kind: KeyKind::Quoted, digest: index as u64, role };
        script.observations[index].keys.push(key(KeyRole::Tells));
        script.observations[index + 10_000].keys.push(key(KeyRole::Quotes));
    }
    let chronology = script.build();
    assert_whole(&script, &chronology);
}

#[test]
fn a_hundred_thousand_observers_of_one_record_are_each_there() {
    let mut script = Script::default();
    for observer in 0..100_000 {
        script.add_one(&Part { observer, ..Part::default() }, f64::from(observer) * 0.01, Vec::new());
    }
    let chronology = script.build();
    assert_whole(&script, &chronology);
    assert_eq!(script.count_outside(&chronology), 0);
}

#[test]
fn quotes_in_a_circle_order_nothing_and_are_said() {
    let mut script = Script::default();
    for observer in 0..3 {
        script.add_one(&Part { observer, ..Part::default() }, f64::from(observer), Vec::new());
    }
    for index in 0..3_usize {
        let key = |role| Key { kind: KeyKind::Quoted, digest: index as u64, role };
        script.observations[index].keys.push(key(KeyRole::Tells));
        script.observations[(index + 1) % 3].keys.push(key(KeyRole::Quotes));
    }
    let chronology = script.build();
    assert_whole(&script, &chronology);
    assert!(chronology.findings().iter().any(|of| of.kind == FindingKind::QuotesCircle));
}

#[test]
fn nothing_and_one_record_without_a_time_are_a_chronology() {
    assert!(Chronology::build(Vec::new(), &Settings::default()).line().is_empty());
    let mut script = Script::default();
    script.add_one(&Part::default(), 5.0, Vec::new());
    script.observations[0].written = None;
    script.observations[0].channel = Channel::Import;
    let chronology = script.build();
    assert_whole(&script, &chronology);
    assert_eq!(chronology.timing(script.observations[0].id).unwrap().earliest, i64::MIN);
}
