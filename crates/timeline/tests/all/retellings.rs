//! Which records tell of one happening.

use timeline::{Chronology, EventId, FindingKind, Key, KeyKind, KeyRole, Settings};

use crate::script::{Part, Script};
use model::Seq;

fn key(kind: KeyKind, role: KeyRole) -> Key {
    Key { kind, digest: 7, role }
}

fn list(chronology: &Chronology, seq: u64) -> Vec<u64> {
    let retellings = chronology.retellings();
    let others = retellings.get(&EventId::of(Seq(seq)));
    others.into_iter().flatten().map(|id| id.seq.0).collect()
}

#[test]
fn two_alerts_that_quote_two_outputs_of_one_alert_are_one_happening_and_no_finding() {
    let mut script = Script::default();
    let siem = Part { observer: 1, ..Part::default() };
    for at in [10.0, 10.5] {
        script.add_one(&siem, at, vec![key(KeyKind::Alert, KeyRole::Retells)]);
    }
    script.add_one(&siem, 20.0, Vec::new());
    let chronology = script.build();
    assert_eq!((list(&chronology, 1), list(&chronology, 2), list(&chronology, 3)), (vec![2], vec![1], vec![]));
    assert!(chronology.findings().iter().all(|of| of.kind != FindingKind::KeyRepeats));
}

#[test]
fn a_retelling_orders_and_bounds_nothing() {
    let told = |with: Vec<Key>| {
        let mut script = Script::default();
        // Its stamps say less than its partner's: an anchor would narrow it.
        script.add_one(&Part { precision: 60 * crate::script::SECOND, ..Part::default() }, 10.0, with.clone());
        script.add_one(&Part { observer: 1, ..Part::default() }, 10.0, vec![key(KeyKind::Alert, KeyRole::Tells)]);
        script.build()
    };
    let (apart, retold) = (told(Vec::new()), told(vec![key(KeyKind::Alert, KeyRole::Retells)]));
    assert_eq!(list(&retold, 1), [2]);
    for seq in [1, 2] {
        let id = EventId::of(Seq(seq));
        assert_eq!(apart.timing(id), retold.timing(id));
    }
}

#[test]
fn logins_from_different_ends_are_not_one_by_their_process_number() {
    let login = |from: Option<u64>| {
        let from = from.map(|digest| Key { digest, ..key(KeyKind::Login, KeyRole::Retells) });
        from.into_iter().chain([key(KeyKind::LoginProcess, KeyRole::Retells)]).collect::<Vec<_>>()
    };
    let told = |ends: &[Option<u64>]| {
        let mut script = Script::default();
        for (seconds, end) in (10_u32..).zip(ends) {
            script.add_one(&Part::default(), f64::from(seconds), login(*end));
        }
        let chronology = script.build();
        (1..=ends.len() as u64).map(|seq| list(&chronology, seq)).collect::<Vec<_>>()
    };
    // The service and PAM tell of one login; PAM names no end.
    assert_eq!(told(&[Some(1), None]), [vec![2], vec![1]]);
    // The number was taken up again: which of them PAM tells of is not known.
    assert_eq!(told(&[Some(1), None, Some(2)]), vec![Vec::<u64>::new(); 3]);
}

#[test]
fn without_unique_keys_nothing_is_one_happening() {
    let mut script = Script::default();
    for observer in [1, 2] {
        script.add_one(&Part { observer, ..Part::default() }, 10.0, vec![key(KeyKind::Session, KeyRole::Tells)]);
    }
    assert_eq!(list(&script.build(), 1), [2]);
    let assume = "-anchor_keys_unique".parse().expect("a name of the list");
    let chronology = Chronology::build(script.observations.clone(), &Settings { assume, ..Settings::default() });
    assert_eq!(list(&chronology, 1), Vec::<u64>::new());
}
