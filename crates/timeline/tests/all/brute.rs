//! The whole against a brute-force closure, on small random sets.

use std::collections::BTreeMap;

use model::Seq;
use proptest::prelude::*;
use timeline::{Relation, Sighting, build_timeline};

use super::{counted, missing_time, sighting};

/// Which sightings are proven to come before which: the closure (Warshall) of what neighbours of a chain prove.
fn close(sightings: &[Sighting]) -> Vec<Vec<bool>> {
    let count = sightings.len();
    let mut before = vec![vec![false; count]; count];
    for (a, one) in sightings.iter().enumerate() {
        for (b, other) in sightings.iter().enumerate() {
            let (Some(counter), Some(later)) = (&one.counter, &other.counter) else { continue };
            let chain = |of: &&Sighting| {
                of.stream == one.stream && of.counter.as_ref().is_some_and(|it| it.observer == counter.observer)
            };
            let mut members: Vec<&Sighting> = sightings.iter().filter(chain).collect();
            members.sort_by_key(|of| of.position);
            let stands = members.windows(2).all(|pair| {
                let values = [pair[0], pair[1]].map(|of| of.counter.as_ref().unwrap().value);
                values[0] < values[1] && pair[0].position < pair[1].position
            });
            let at = members.iter().position(|of| of.seq == one.seq).unwrap();
            let next = members.get(at + 1).is_some_and(|of| of.seq == other.seq);
            before[a][b] = stands && next && later.observer == counter.observer;
        }
    }
    for through in 0..count {
        for a in 0..count {
            for b in 0..count {
                before[a][b] |= before[a][through] && before[through][b];
            }
        }
    }
    before
}

/// The line by its definition: always the first by (time as read, `seq`) of those that nothing left must precede.
fn line_up(sightings: &[Sighting], before: &[Vec<bool>]) -> Vec<u32> {
    let mut left: Vec<usize> = (0..sightings.len()).collect();
    let mut line = Vec::new();
    while !left.is_empty() {
        let free = left.iter().copied().filter(|&b| left.iter().all(|&a| !before[a][b]));
        let first = free.min_by_key(|&at| (sightings[at].time.at, sightings[at].seq)).expect("no circle");
        left.retain(|&at| at != first);
        line.push(sightings[first].number);
    }
    line
}

prop_compose! {
    /// Up to 14 records of three streams and two devices, with counters that mostly grow, in any order.
    fn sets()(
        drawn in prop::collection::vec((0..3_u64, 0..3_u8, 0..40_i64, 0..10_u8, any::<bool>()), 0..14),
    )(
        shuffled in Just(drawn.iter().enumerate().map(|(index, &(stream, device, at, wild, missing))| {
            let seq = u32::try_from(index).unwrap() + 1;
            let (position, at) = (u64::from(seq) * 10, at);
            let value = if wild == 0 { 15 } else { position };
            let mut drawn = match device {
                0 => sighting(seq, stream, position, at),
                1 => counted(seq, stream, position, at, "fw", value),
                _ => counted(seq, stream, position, at, "vpn", value),
            };
            if missing && wild > 7 {
                drawn.time = missing_time(at);
            }
            drawn
        }).collect::<Vec<_>>()).prop_shuffle(),
    ) -> Vec<Sighting> {
        shuffled
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_line_is_that_of_brute_force(sightings in sets()) {
        let before = close(&sightings);
        let timeline = build_timeline(sightings.clone(), Seq(1_000));
        let line: Vec<u32> = timeline.entries.iter().map(|entry| entry.sighting.number).collect();
        prop_assert_eq!(&line, &line_up(&sightings, &before));

        let index: BTreeMap<u32, usize> = sightings.iter().enumerate().map(|(at, of)| (of.number, at)).collect();
        for (from, one) in line.iter().enumerate() {
            for (to, other) in line.iter().enumerate().skip(from + 1) {
                let stated = timeline.link(from, to).map(|link| link.relation) == Some(Relation::Before);
                prop_assert_eq!(stated, before[index[one]][index[other]], "{} {}", one, other);
                prop_assert!(!before[index[other]][index[one]], "{} is shown after {}", one, other);
            }
            prop_assert_eq!(timeline.entries[from].towards_next, timeline.link(from, from + 1));
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(sightings in sets(), turn in 0..14_usize) {
        let mut turned = sightings.clone();
        if !turned.is_empty() {
            let count = turned.len();
            turned.rotate_left(turn % count);
        }
        prop_assert_eq!(build_timeline(turned, Seq(9)), build_timeline(sightings, Seq(9)));
    }
}
