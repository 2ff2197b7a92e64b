//! Measures the estimate of exact time in worlds whose true times are known, and given to nobody but the measure.
//!
//! `cargo run --release -p timeline --example simulate -- [--class C] [--seed N] [--seeds K] [--events N]
//! [--observers N] [--insert N]`; without a class every class is measured. The last line of each is one JSON object.
//! With `--insert` it is measured instead how long one record more takes on a timeline of all but so many.
#![expect(clippy::indexing_slicing, reason = "a simulation that goes beyond its own lists should stop")]
#![expect(unreachable_pub, reason = "its parts are modules of one program, and of a test")]

mod classes;
mod device;
mod grow;
mod measure;
mod oracle;
mod random;
mod world;

use std::time::Instant;

use classes::{CLASSES, Class, find_class};
use measure::{GAPS, Measured, PRECISIONS, measure};
use serde_json::json;
use timeline::{Chronology, Settings};
use world::World;

struct Arguments {
    classes: Vec<Class>,
    seed: u64,
    seeds: u64,
    events: usize,
    /// None: 8 to 30, by the seed.
    observers: Option<usize>,
    /// So many records are inserted one by one.
    insert: Option<usize>,
}

fn main() -> Result<(), String> {
    let arguments = read_arguments()?;
    for class in &arguments.classes {
        run(*class, &arguments);
    }
    Ok(())
}

fn read_arguments() -> Result<Arguments, String> {
    let mut arguments =
        Arguments { classes: CLASSES.to_vec(), seed: 1, seeds: 1, events: 100_000, observers: None, insert: None };
    let mut words = std::env::args().skip(1);
    while let Some(name) = words.next() {
        let value = words.next().ok_or_else(|| format!("{name} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|error| format!("{name} {value}: {error}"));
        let count = || value.parse::<usize>().map_err(|error| format!("{name} {value}: {error}"));
        match name.as_str() {
            "--class" if value == "all" => {}
            "--class" => {
                let names: Vec<_> = CLASSES.iter().map(|class| class.name).collect();
                let class = find_class(&value).ok_or_else(|| format!("no class {value}: {}", names.join(", ")))?;
                arguments.classes = vec![class];
            }
            "--seed" => arguments.seed = number()?,
            "--seeds" => arguments.seeds = number()?.max(1),
            "--events" => arguments.events = count()?.max(100),
            "--insert" => arguments.insert = Some(count()?.max(1)),
            "--observers" => arguments.observers = Some(count()?.clamp(1, 100_000)),
            _ => return Err(format!("unknown option {name}")),
        }
    }
    Ok(arguments)
}

fn run(class: Class, arguments: &Arguments) {
    let mut measured = Measured::default();
    let mut observers = 0;
    for seed in arguments.seed..arguments.seed + arguments.seeds {
        observers = arguments.observers.unwrap_or(8 + usize::try_from(seed * 7 % 23).unwrap_or(0));
        let world = World::draw(class, seed, arguments.events, observers);
        if let Some(count) = arguments.insert {
            println!("\n{}, seed {seed}, {observers} observers", class.name);
            grow::run(class.name, seed, &world, count);
            continue;
        }
        let observations = world.observations.clone();
        let start = Instant::now();
        let chronology = Chronology::build(observations, &Settings::default());
        let line = chronology.line();
        let seconds = start.elapsed().as_secs_f64();
        assert!(!line.is_empty(), "a line has its records");
        measure(&world, &chronology, seconds, &mut measured);
    }
    if arguments.insert.is_some() {
        return;
    }
    print_table(class, &measured);
    print_json(class, arguments, observers, &measured);
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

fn inverted(measured: &Measured, line: usize) -> f64 {
    if measured.pairs == 0 { 0.0 } else { measured.inversions[line] as f64 / measured.pairs as f64 }
}

fn print_table(class: Class, measured: &Measured) {
    let kept = if class.keeps { "keeps all assumptions" } else { "breaks an assumption" };
    println!("\n{} ({kept}), {} observations", class.name, measured.events);
    println!(
        "  inside {:.4} %, outside {} (unexplained {}) {:?}, early end unknown {:.2} %",
        100.0 * share(measured.inside, measured.events),
        measured.events - measured.inside,
        measured.outside_unexplained,
        measured.broken,
        100.0 * share(measured.unknown, measured.events),
    );
    println!("  wrong pairs: stamped {}, happened {}", measured.wrong_pairs, measured.happening_wrong_pairs);
    let widths: Vec<_> =
        measured.widths.iter().zip(PRECISIONS).map(|(of, name)| format!("{name} {:.2} s", *of as f64 / 1e9)).collect();
    println!("  median width: {}", widths.join(", "));
    print!("  stated %     ");
    GAPS.iter().for_each(|(from, to)| print!("{:>12}", format!("{from}-{to} s")));
    println!();
    for (precision, name) in PRECISIONS.iter().enumerate() {
        print!("  {name:<13}");
        for gap in 0..GAPS.len() {
            match measured.stated.get(&(gap, precision)) {
                Some((asked, stated)) => print!("{:>12.2}", 100.0 * share(*stated, *asked)),
                None => print!("{:>12}", "-"),
            }
        }
        println!();
    }
    println!(
        "  inverted %: by written time {:.4}, by median shift {:.4}, shown {:.5}, with every clock known {:.5}",
        100.0 * inverted(measured, 0),
        100.0 * inverted(measured, 1),
        100.0 * inverted(measured, 2),
        100.0 * inverted(measured, 3),
    );
    println!("  findings: {:?}", measured.findings);
    println!("  {:.2} s", measured.seconds);
}

fn print_json(class: Class, arguments: &Arguments, observers: usize, measured: &Measured) {
    let mut stated = serde_json::Map::new();
    for (precision, name) in PRECISIONS.iter().enumerate() {
        let of_gap = GAPS.iter().enumerate().filter_map(|(gap, (from, to))| {
            let (asked, of) = measured.stated.get(&(gap, precision))?;
            Some((format!("{from}-{to}"), json!(share(*of, *asked))))
        });
        stated.insert((*name).to_owned(), of_gap.collect::<serde_json::Map<_, _>>().into());
    }
    let line = json!({
        "class": class.name,
        "seed": arguments.seed,
        "seeds": arguments.seeds,
        "events": measured.events,
        "observers": observers,
        "inside_share": share(measured.inside, measured.events),
        "outside_unexplained": measured.outside_unexplained,
        "wrong_pairs": measured.wrong_pairs,
        "happening_wrong_pairs": measured.happening_wrong_pairs,
        "stated_by_gap": stated,
        "sort_inverted_share": inverted(measured, 0),
        "median_shift_inverted_share": inverted(measured, 1),
        "shown_inverted_share": inverted(measured, 2),
        "known_clocks_inverted_share": inverted(measured, 3),
        "seconds": measured.seconds,
    });
    println!("{line}");
}
