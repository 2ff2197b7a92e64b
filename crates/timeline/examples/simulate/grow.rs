//! How long one record more takes on a timeline that is there.

use std::{collections::BTreeSet, time::Instant};

use model::Seq;
use serde_json::json;
use stamp::UtcNanos;
use timeline::{Channel, Chronology, EventId, Observation, Settings};

use crate::{classes::SECOND, random::Random, world::World};

/// Milliseconds of one insertion: median, 99th percentile, most.
struct Cost {
    median: f64,
    most_of_hundred: f64,
    most: f64,
}

/// Inserts so many records into the rest of a world, one by one: the newest in the order of receipt; any of the last
/// hours, each received now; and any as they were received, after all others.
pub fn run(class: &str, seed: u64, world: &World, count: usize) {
    let mut live: Vec<Observation> =
        world.observations.iter().filter(|of| of.channel == Channel::Live).cloned().collect();
    live.sort_by_key(|of| of.received_at);
    let count = count.min(live.len() / 4);
    let newest = live[live.len() - count..].to_vec();
    let mut random = Random::new(seed);
    let mut pick = |from: usize| {
        let mut rest = live[live.len() - from..].to_vec();
        (0..count).map(|_| rest.swap_remove(random.below(rest.len()))).collect::<Vec<_>>()
    };
    let (recent, any) = (pick(count * 4), pick(live.len()));
    let end = world.observations.iter().map(|of| of.received_at.0).max().unwrap_or(0);
    let last = world.observations.iter().map(|of| of.id.seq.0).max().unwrap_or(0);
    let late = (1_u64..).zip(&recent).map(|(number, of)| Observation {
        id: EventId::of(Seq(last + number)),
        received_at: UtcNanos(end + SECOND / 1_000 * i64::try_from(number).unwrap_or(0)),
        ..of.clone()
    });
    for (name, of) in [("in order", newest), ("late", late.collect()), ("after others", any)] {
        let cost = measure(world, &of);
        println!(
            "  {name}: {count} records into {}: median {:.3} ms, 99 % {:.3} ms, most {:.3} ms",
            world.observations.len() - count,
            cost.median,
            cost.most_of_hundred,
            cost.most,
        );
        let line = json!({
            "class": class, "seed": seed, "inserted": name, "count": count,
            "median_ms": cost.median, "p99_ms": cost.most_of_hundred, "max_ms": cost.most,
        });
        println!("{line}");
    }
}

fn measure(world: &World, of: &[Observation]) -> Cost {
    // Copies too: one that is there already would make a copy of what comes.
    let held: BTreeSet<Option<u64>> = of.iter().map(|of| of.digest).collect();
    let kept = world.observations.iter().filter(|known| !held.contains(&known.digest));
    let kept: Vec<Observation> = kept.cloned().collect();
    let settings = Settings::default();
    let mut grown = Chronology::build(kept.clone(), &settings);
    let mut milliseconds: Vec<f64> = Vec::with_capacity(of.len());
    for observation in of {
        let observation = observation.clone();
        let start = Instant::now();
        grown.insert(observation);
        milliseconds.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    let built = Chronology::build(kept.into_iter().chain(of.iter().cloned()).collect(), &settings);
    assert_eq!(grown.line(), built.line(), "what grew is what is built");
    assert!(built.observations().all(|of| grown.timing(of.id) == built.timing(of.id)), "what grew is what is built");
    milliseconds.sort_by(f64::total_cmp);
    let at = |share: f64| milliseconds.get(((milliseconds.len() as f64 * share) as usize).min(milliseconds.len() - 1));
    Cost {
        median: at(0.5).copied().unwrap_or(0.0),
        most_of_hundred: at(0.99).copied().unwrap_or(0.0),
        most: at(1.0).copied().unwrap_or(0.0),
    }
}
