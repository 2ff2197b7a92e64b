//! A chronology that grows record by record is the one that is made from all of them at once.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;
use timeline::{
    Assumption, Channel, Chronology, ClockTraits, EventId, Key, KeyKind, KeyRole, LagKind, Moment, Observation,
    ObserverId, Precedence, ReceiptError, Settings, StatedClock, StreamOrder, WrittenStamp,
};

use super::{
    classes::find_class,
    random::Random,
    script::{Part, SECOND, Script},
    world::World,
};

/// Everything that can be asked of both is the same.
fn assert_same(grown: &Chronology, built: &Chronology, random: &mut Random, case: &str) {
    let ids: Vec<EventId> = built.observations().map(|of| of.id).collect();
    assert_eq!(grown.observations().map(|of| of.id).collect::<Vec<_>>(), ids, "{case}");
    assert_eq!(grown.cut(), built.cut(), "{case}");
    for id in &ids {
        assert_eq!(grown.timing(*id), built.timing(*id), "{case}: {id:?}");
        assert_eq!(grown.repeats(*id), built.repeats(*id), "{case}: {id:?}");
        for moment in [Moment::Stamped, Moment::Happened] {
            assert_eq!(grown.interval(*id, moment), built.interval(*id, moment), "{case}: {id:?}");
        }
    }
    assert_eq!(grown.findings(), built.findings(), "{case}");
    assert_eq!(grown.line(), built.line(), "{case}");
    assert_eq!(grown.copies(), built.copies(), "{case}");
    assert_eq!(grown.retellings(), built.retellings(), "{case}");
    let pairs = (ids.len() * ids.len()).min(300);
    for _ in 0..pairs {
        let (one, other) = (random.below(ids.len()), random.below(ids.len()));
        // Neighbours as often as any two.
        let other = if random.chance(0.5) { (one + 1 + random.below(20)) % ids.len() } else { other };
        for moment in [Moment::Stamped, Moment::Happened] {
            let (one, other) = (ids[one], ids[other]);
            let case = format!("{case}: {one:?} {other:?}");
            assert_eq!(grown.relate(one, other, moment), built.relate(one, other, moment), "{case}");
            assert_eq!(grown.precedence(one, other, moment), built.precedence(one, other, moment), "{case}");
        }
    }
}

fn shuffle(of: &mut [Observation], random: &mut Random) {
    for at in (1..of.len()).rev() {
        of.swap(at, random.below(at + 1));
    }
}

/// A few records of everything that makes trouble, close together: few values, so that they meet.
fn draw(random: &mut Random) -> Vec<Observation> {
    let count = 5 + random.below(90);
    let observers = 1 + random.below(4);
    let spread = [20, 300, 6_000][random.below(3)];
    let counted = random.chance(0.3);
    // What one of them sends lay in a file before.
    let resends = random.chance(0.2);
    // Happenings that several tell, enough for clocks to be compared.
    let retold = random.chance(0.4);
    let stated = if random.chance(0.4) { 0.7 } else { 0.0 };
    let mut observations = Vec::with_capacity(count);
    for seq in 1..=count as u64 {
        let observer = random.below(observers);
        let at = random.between(0, spread) * SECOND / 2;
        let offset = [0, 0, 7, -3_600][observer] * SECOND;
        let precision = [1_000_000, SECOND, 60 * SECOND][random.below(3)];
        let delay = if random.chance(0.9) { random.between(0, 3) * SECOND / 4 } else { random.between(0, 90) * SECOND };
        let stamp = (at + offset).div_euclid(precision) * precision;
        let far = [i64::MAX, i64::MIN, stamp + 90_000 * SECOND];
        let stamp = if random.chance(0.02) { far[random.below(3)] } else { stamp };
        let live = random.chance(if observer == 1 { 0.2 } else { 0.95 });
        let keys = (0..random.below(3)).map(|_| Key {
            kind: [KeyKind::Flow, KeyKind::Quoted, KeyKind::Login, KeyKind::LoginProcess][random.below(4)],
            digest: random.below(count) as u64 / 2,
            role: [KeyRole::Tells, KeyRole::Tells, KeyRole::Quotes, KeyRole::Retells][random.below(4)],
        });
        let mut keys: Vec<Key> = keys.collect();
        if retold && random.chance(0.6) {
            let digest = 10_000 + (at / (5 * SECOND)) as u64;
            keys.push(Key { kind: KeyKind::Flow, digest, role: KeyRole::Tells });
        }
        let received = if resends && observer == 2 { at / 50 + delay / 1_000 } else { at + delay };
        observations.push(Observation {
            id: EventId { seq: Seq(seq), part: u8::from(random.chance(0.05)) },
            observer: ObserverId(observer as u32),
            stream: StreamId((observer * 2 + random.below(2)) as u64),
            position: Position(if random.chance(0.1) { random.below(count) as u64 } else { at as u64 / 1_000_000 }),
            channel: if live { Channel::Live } else { Channel::Import },
            received_at: UtcNanos(received + if live { 0 } else { 9_000 * SECOND }),
            receipt_error: ReceiptError { nanos_max: 10_000_000, is_vouched: random.chance(0.99) },
            written: random.chance(0.97).then_some(WrittenStamp { at: UtcNanos(stamp), precision }),
            clock: draw_traits(observer, live, stated, random),
            order: match random.below(8) {
                0 => StreamOrder::Kept,
                _ if counted && observer == 0 => StreamOrder::Counted { chain: 0, value: at as u64 / 500_000_000 },
                _ => StreamOrder::Unknown,
            },
            lag: [LagKind::Direct, LagKind::Alert, LagKind::SessionEnd][random.below(3)],
            digest: random.chance(0.5).then(|| random.below(count) as u64 / 2),
            keys,
        });
    }
    observations
}

/// What a record says of its clock; of one observer most is said wrongly.
fn draw_traits(observer: usize, live: bool, stated: f64, random: &mut Random) -> ClockTraits {
    let stated = match random.below(4) {
        _ if !random.chance(stated) => StatedClock::Unstated,
        0 => StatedClock::Unsynchronised,
        1 => StatedClock::Synchronised { nanos_max: None },
        _ => StatedClock::Synchronised { nanos_max: Some([SECOND / 10, 8 * SECOND][random.below(2)]) },
    };
    ClockTraits {
        stated,
        zone_is_sure: random.chance(if observer == 0 { 1.0 } else { 0.3 }),
        is_second: random.chance(0.05),
        collects: observer == 1 && random.chance(0.1),
        told_later: !live && random.chance(0.2),
        is_local: observer == 3 && random.chance(0.2),
    }
}

fn draw_settings(random: &mut Random) -> Settings {
    let mut settings = Settings::default();
    if random.chance(0.3) {
        settings.min_delay = SECOND / 10;
        settings.step_reach = 120 * SECOND;
    }
    if random.chance(0.3) {
        let without = Assumption::ALL[random.below(Assumption::ALL.len())];
        settings.assume = settings.assume.without(without);
    }
    if random.chance(0.3) {
        settings.assume = settings.assume.with(Assumption::StreamKeepsOrder);
    }
    settings
}

#[test]
fn small_worlds_grow_as_they_are_built() {
    let mut random = Random::new(72);
    for round in 0..200 {
        let mut observations = draw(&mut random);
        let settings = draw_settings(&mut random);
        if random.chance(0.5) {
            shuffle(&mut observations, &mut random);
        }
        let split = random.below(observations.len());
        let mut grown = Chronology::build(observations[..split].to_vec(), &settings);
        for (at, of) in observations.iter().enumerate().skip(split) {
            grown.insert(of.clone());
            if random.chance(0.1) || at + 1 == observations.len() {
                let built = Chronology::build(observations[..=at].to_vec(), &settings);
                assert_same(&grown, &built, &mut random, &format!("round {round}, from {split} to {at}"));
            }
        }
    }
}

#[test]
fn many_are_taken_in_at_once_as_one_by_one() {
    let mut random = Random::new(73);
    for round in 0..60 {
        let observations = draw(&mut random);
        let settings = draw_settings(&mut random);
        let split = random.below(observations.len());
        let mut grown = Chronology::build(observations[..split].to_vec(), &settings);
        let twice = observations[split / 2..].to_vec();
        grown.extend(twice);
        let built = Chronology::build(observations, &settings);
        assert_same(&grown, &built, &mut random, &format!("round {round}, from {split}"));
    }
}

#[test]
fn what_waited_with_the_newest_is_before_what_comes_long_after() {
    let mut script = Script::default();
    // The second stamp leaps ahead of its receipt, so the first may have waited for it; the third did not.
    for (at, ahead) in [(0.0, 0.0), (1.0, 10.0), (100.0, 0.0)] {
        script.add_one(&Part { offset: &|_| ahead, ..Part::default() }, at, Vec::new());
    }
    let settings = Settings::default();
    let mut grown = Chronology::build(script.observations[..2].to_vec(), &settings);
    grown.insert(script.observations[2].clone());
    assert_same(&grown, &script.build(), &mut Random::new(1), "three in a row");
    let first = grown.relate(script.observations[0].id, script.observations[2].id, Moment::Stamped);
    assert_eq!(first.expect("both are there").precedence, Precedence::Before);
}

#[test]
fn simulated_worlds_grow_as_they_are_built() {
    let classes = ["live", "mixed", "steps", "outages", "imports", "retries", "dense-steps", "imports-wrong-zone"];
    for (seed, class) in (41..).zip(classes) {
        let mut random = Random::new(seed);
        let world = World::draw(find_class(class).expect("a class"), seed, 700, 5);
        let settings = Settings::default();
        for order in ["of receipt", "mixed up", "a few late"] {
            let mut observations = world.observations.clone();
            match order {
                "mixed up" => shuffle(&mut observations, &mut random),
                "a few late" => {
                    for _ in 0..40 {
                        let late = observations.remove(random.below(observations.len()));
                        observations.push(late);
                    }
                }
                _ => {}
            }
            let split = observations.len() - 90;
            let mut grown = Chronology::build(observations[..split].to_vec(), &settings);
            for (at, of) in observations.iter().enumerate().skip(split) {
                grown.insert(of.clone());
                if at % 45 == 0 || at + 1 == observations.len() {
                    let built = Chronology::build(observations[..=at].to_vec(), &settings);
                    assert_same(&grown, &built, &mut random, &format!("{class}, {order}, from {split} to {at}"));
                }
            }
        }
    }
}

#[test]
fn crowded_worlds_grow_as_they_are_built() {
    // Hundreds of records an hour, so that anchors push each other out and one observer's records share their axis.
    for (seed, class) in (61..).zip(["live", "mixed", "outages"]) {
        let mut random = Random::new(seed);
        let world = World::draw(find_class(class).expect("a class"), seed, 9_000, 3);
        let settings = Settings::default();
        let mut observations = world.observations.clone();
        for _ in 0..60 {
            let late = observations.remove(random.below(observations.len()));
            observations.push(late);
        }
        let split = observations.len() - 90;
        let mut grown = Chronology::build(observations[..split].to_vec(), &settings);
        for (at, of) in observations.iter().enumerate().skip(split) {
            grown.insert(of.clone());
            if at % 30 == 0 || at + 1 == observations.len() {
                let built = Chronology::build(observations[..=at].to_vec(), &settings);
                assert_same(&grown, &built, &mut random, &format!("{class}, from {split} to {at}"));
            }
        }
    }
}
