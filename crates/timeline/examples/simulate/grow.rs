//! How long one record more takes on a timeline that is there.

use std::{collections::BTreeSet, time::Instant};

use model::Seq;
use serde_json::json;
use stamp::UtcNanos;
use timeline::{Channel, Chronology, EventId, Observation, Settings};

use crate::{classes::SECOND, random::Random, world::World};

/// Each is measured so often and the least counts: other work on the machine makes none quicker.
const RUNS: usize = 3;
/// After one of so many insertions the first question is asked.
const ASKED_OF: usize = 40;

/// Milliseconds: median, 99th percentile, most.
struct Cost {
    median: f64,
    most_of_hundred: f64,
    most: f64,
}

impl Cost {
    fn of(mut milliseconds: Vec<f64>) -> Self {
        milliseconds.sort_by(f64::total_cmp);
        let last = milliseconds.len().saturating_sub(1);
        let at = |share: f64| milliseconds.get(((milliseconds.len() as f64 * share) as usize).min(last)).copied();
        Self { median: at(0.5).unwrap_or(0.0), most_of_hundred: at(0.99).unwrap_or(0.0), most: at(1.0).unwrap_or(0.0) }
    }

    fn print(&self, what: &str) {
        let Self { median, most_of_hundred, most } = self;
        println!("    {what}: median {median:.3} ms, 99 % {most_of_hundred:.3} ms, most {most:.3} ms");
    }
}

/// What was measured of one order of insertion.
struct Costs {
    insert: Cost,
    /// The whole line asked for after an insertion, and all findings: what an insertion left to be worked out is in it.
    line: Cost,
    findings: Cost,
    over_five: usize,
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
        let costs = measure(world, &of);
        println!("  {name}: {count} records into {}", world.observations.len() - count);
        costs.insert.print(&format!("insert, {} of them over 5 ms", costs.over_five));
        costs.line.print("the line, asked for after one");
        costs.findings.print("the findings, asked for after one");
        let line = json!({
            "class": class, "seed": seed, "inserted": name, "count": count,
            "median_ms": costs.insert.median, "p99_ms": costs.insert.most_of_hundred, "max_ms": costs.insert.most,
            "over_5_ms": costs.over_five, "line_ms": costs.line.median, "findings_ms": costs.findings.median,
        });
        println!("{line}");
    }
}

fn measure(world: &World, of: &[Observation]) -> Costs {
    // Copies too: one that is there already would make a copy of what comes.
    let held: BTreeSet<Option<u64>> = of.iter().map(|of| of.digest).collect();
    let kept = world.observations.iter().filter(|known| !held.contains(&known.digest));
    let kept: Vec<Observation> = kept.cloned().collect();
    let settings = Settings::default();
    let mut milliseconds = vec![f64::INFINITY; of.len()];
    let (mut lines, mut findings) = (Vec::new(), Vec::new());
    let mut grown = Chronology::default();
    for run in 0..RUNS {
        grown = Chronology::build(kept.clone(), &settings);
        let mut found = grown.findings().len();
        for (at, observation) in of.iter().enumerate() {
            let observation = observation.clone();
            let start = Instant::now();
            grown.insert(observation);
            milliseconds[at] = milliseconds[at].min(count_milliseconds(start));
            if run == 0 && at % ASKED_OF == 0 {
                let start = Instant::now();
                assert!(!grown.line().is_empty(), "a line has its records");
                lines.push(count_milliseconds(start));
                let start = Instant::now();
                found = found.max(grown.findings().len());
                findings.push(count_milliseconds(start));
            }
        }
        assert!(found < usize::MAX, "findings are asked for");
    }
    let built = Chronology::build(kept.into_iter().chain(of.iter().cloned()).collect(), &settings);
    assert_eq!(grown.line(), built.line(), "what grew is what is built");
    assert!(built.observations().all(|of| grown.timing(of.id) == built.timing(of.id)), "what grew is what is built");
    let over_five = milliseconds.iter().filter(|of| **of > 5.0).count();
    Costs { insert: Cost::of(milliseconds), line: Cost::of(lines), findings: Cost::of(findings), over_five }
}

fn count_milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}
