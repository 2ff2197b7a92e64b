//! The proven order against a brute-force closure (Warshall), on small random sets.

use timeline::{Assumption, Chronology, Key, KeyKind, KeyRole, Moment, Observation, Precedence, Settings, StreamOrder};

use super::{
    random::Random,
    script::{Part, SECOND, Script, nanos},
};

/// A small set with counters, quotes and stamps of several precisions, consistent with true times.
fn draw(random: &mut Random) -> Script {
    let mut script = Script::default();
    let observers = 2 + random.below(4);
    let offsets: Vec<f64> = (0..observers).map(|_| random.share() * 200.0 - 100.0).collect();
    let precisions: Vec<i64> = (0..observers).map(|_| [1_000_000, 1_000_000_000][random.below(2)]).collect();
    let mut times: Vec<(f64, usize)> =
        (0..8 + random.below(52)).map(|_| (random.share() * 400.0, random.below(observers))).collect();
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let counted = random.below(observers);
    for (index, (at, observer)) in times.iter().enumerate() {
        let offset = offsets[*observer];
        let delay = 0.01 + random.share() * if random.chance(0.2) { 20.0 } else { 0.3 };
        let delay = if *observer == counted { 0.01 } else { delay };
        let part = Part {
            observer: u32::try_from(*observer).unwrap(),
            offset: &|_| offset,
            delay: &|_| delay,
            precision: precisions[*observer],
            ..Part::default()
        };
        script.add_one(&part, *at, Vec::new());
        if *observer == counted {
            script.observations[index].order = StreamOrder::Counted { chain: 0, value: index as u64 };
        }
    }
    let count = script.observations.len();
    for digest in 0..random.below(12) as u64 {
        let (one, other) = (random.below(count), random.below(count));
        if one < other {
            let key = |role| Key { kind: KeyKind::Quoted, digest, role };
            script.observations[one].keys.push(key(KeyRole::Tells));
            script.observations[other].keys.push(key(KeyRole::Quotes));
        }
    }
    script
}

/// What two records prove by themselves.
fn proves(script: &Script, chronology: &Chronology, one: &Observation, other: &Observation) -> bool {
    let (a, b) = (chronology.timing(one.id).unwrap(), chronology.timing(other.id).unwrap());
    if a.latest < b.earliest {
        return true;
    }
    let quotes = one.keys.iter().any(|told| {
        told.role == KeyRole::Tells
            && other.keys.iter().any(|key| key.role == KeyRole::Quotes && key.digest == told.digest)
    });
    if quotes {
        return true;
    }
    match (one.order, other.order) {
        _ if one.observer != other.observer => false,
        (StreamOrder::Counted { value: first, .. }, StreamOrder::Counted { value: second, .. }) => first < second,
        _ => {
            // Everything from the other's arrival on was stamped after the one, and nothing of it waited with it.
            let end = one.written.map(|of| of.at.0 + of.precision).unwrap();
            let beyond = |of: &Observation| of.written.unwrap().at.0 - of.received_at.0;
            let waited = |of: &Observation| {
                of.received_at.0 <= one.received_at.0 + 30 * SECOND && beyond(of) > beyond(one) + 2 * SECOND
            };
            one.received_at < other.received_at
                && script
                    .observations
                    .iter()
                    .filter(|of| of.observer == one.observer && of.received_at >= other.received_at)
                    .all(|of| of.written.unwrap().at.0 >= end && !waited(of))
        }
    }
}

#[test]
fn two_thousand_random_sets_are_ordered_as_by_brute_force() {
    let mut random = Random::new(99);
    // The records are few: a smaller reach of delay keeps intervals short enough to order some of them.
    let mut settings = Settings { min_delay: nanos(25.0), ..Settings::default() };
    settings.assume = settings.assume.without(Assumption::StreamKeepsOrder);
    let (mut stated, mut by_chain) = (0, 0);
    for round in 0..2_000 {
        let script = draw(&mut random);
        let chronology = Chronology::build(script.observations.clone(), &settings);
        let count = script.observations.len();
        let mut before = vec![vec![false; count]; count];
        for (a, one) in script.observations.iter().enumerate() {
            for (b, other) in script.observations.iter().enumerate() {
                before[a][b] = a != b && proves(&script, &chronology, one, other);
            }
        }
        for through in 0..count {
            let onward = before[through].clone();
            for row in before.iter_mut().filter(|row| row[through]) {
                row.iter_mut().zip(&onward).for_each(|(before, onward)| *before |= onward);
            }
        }
        for (a, one) in script.observations.iter().enumerate() {
            for (b, other) in script.observations.iter().enumerate().skip(a + 1) {
                let expected = match (before[a][b], before[b][a]) {
                    (true, false) => Precedence::Before,
                    (false, true) => Precedence::After,
                    _ => Precedence::Undetermined,
                };
                let precedence = chronology.precedence(one.id, other.id, Moment::Stamped).unwrap();
                assert_eq!(precedence, expected, "round {round}: {a} {b}");
                stated += usize::from(precedence != Precedence::Undetermined);
                if a % 7 == 0 {
                    by_chain += check_statement(&chronology, one, other, precedence);
                }
            }
        }
    }
    assert!(stated > 100_000 && by_chain > 500, "{stated} stated, {by_chain} through others");
}

/// The proof of a statement leads from the earlier to the later record without a gap; 1 where it goes through others.
fn check_statement(chronology: &Chronology, one: &Observation, other: &Observation, precedence: Precedence) -> usize {
    let statement = chronology.relate(one.id, other.id, Moment::Stamped).unwrap();
    assert_eq!(statement.precedence, precedence);
    let (first, last) = match precedence {
        Precedence::Before => (one.id, other.id),
        Precedence::After => (other.id, one.id),
        Precedence::Undetermined => {
            assert!(statement.steps.is_empty());
            return 0;
        }
    };
    assert_eq!(statement.steps.first().unwrap().from, first);
    assert_eq!(statement.steps.last().unwrap().to, last);
    assert!(statement.steps.windows(2).all(|pair| pair[0].to == pair[1].from), "{statement:?}");
    assert!(!statement.assumptions.iter().next().is_none_or(|_| false), "{statement:?}");
    usize::from(statement.steps.len() > 1)
}
