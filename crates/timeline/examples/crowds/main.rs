//! What it costs when very many records are alike: each crowd is made, grown record by record, and made twice as large.
//!
//! `cargo run --release -p timeline --example crowds -- [--records N] [--insert N]`
#![expect(unreachable_pub, reason = "its parts are modules of one program, and of a test")]

mod crowd;

use std::{env, time::Instant};

use timeline::{Chronology, Observation, Settings};

use crowd::CROWDS;

/// Milliseconds to make a crowd, and for each record by which it is then grown.
fn measure(crowd: fn(u32) -> Observation, records: u32, inserted: u32) -> (f64, f64) {
    let start = Instant::now();
    let mut chronology = Chronology::build((0..records).map(crowd).collect(), &Settings::default());
    let built = start.elapsed();
    let more: Vec<Observation> = (records..records + inserted).map(crowd).collect();
    let start = Instant::now();
    more.into_iter().for_each(|of| chronology.insert(of));
    let grown = start.elapsed();
    (built.as_secs_f64() * 1e3, grown.as_secs_f64() * 1e3 / f64::from(inserted.max(1)))
}

#[allow(clippy::print_stdout, reason = "what it is for")]
fn main() {
    let arguments: Vec<String> = env::args().collect();
    let option = |name: &str, default: u32| {
        let place = arguments.iter().position(|argument| argument == name);
        place.and_then(|place| arguments.get(place + 1)?.parse().ok()).unwrap_or(default)
    };
    let (records, inserted) = (option("--records", 50_000), option("--insert", 50));
    println!("{:30} {:>9} {:>10} {:>12} {:>12}", "crowd", "records", "made, ms", "one more, ms", "twice: ×");
    for (name, crowd) in CROWDS {
        let (made, grown) = measure(crowd, records, inserted);
        let (made_twice, grown_twice) = measure(crowd, records * 2, inserted);
        let ratio = format!("{:.1} {:.1}", made_twice / made, grown_twice / grown);
        println!("{name:30} {records:>9} {made:>10.0} {grown:>12.3} {ratio:>12}");
    }
}
