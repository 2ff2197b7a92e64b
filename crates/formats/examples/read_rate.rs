//! How fast lines are read: `cargo run --release -p formats --example read_rate -- FILE [TIMES]`.
//!
//! Prints lines per second on one core, and how many lines each format claimed. The file is read into memory first.

use std::{collections::BTreeMap, io::Write, time::Instant};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or_else(|| std::io::Error::other("usage: read_rate FILE [TIMES]"))?;
    let times = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(3_u32);
    let bytes = std::fs::read(path)?;
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let mut out = std::io::stdout().lock();
    for _ in 0..times {
        let mut claimed: BTreeMap<&str, u64> = BTreeMap::new();
        let mut facts = 0;
        let start = Instant::now();
        for line in &lines {
            let record = formats::read(line);
            facts += record.facts.len();
            *claimed.entry(record.format.name).or_default() += 1;
        }
        let seconds = start.elapsed().as_secs_f64();
        let count = u32::try_from(lines.len()).map_or(f64::NAN, f64::from);
        writeln!(out, "{:.0} lines/s, {facts} facts, {claimed:?}", count / seconds)?;
    }
    Ok(())
}
