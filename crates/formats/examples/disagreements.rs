//! What is left of a scoring run's misses behind the known disagreements.
//!
//! ```text
//! SCORE --bin … --must --misses 100000 > misses.txt
//! cargo run -p formats --example disagreements -- misses.txt
//! ```
//!
//! A scoring run compares what we read from logs with what their origins expect: a line a product (`origin/product`,
//! lines, recognised, facts, recall, wrong), below it `    LINE: FACT: expected […], have […]  | …` for each fact that
//! we lack (`have []`) or have with another value, at the end `TOTAL …`. Every miss must be in it.
//! `fixtures/disagreements.csv` lists those in which the origin is wrong or says what cannot be compared; its reasons
//! are the keys of the table in `fixtures/README.md`. Printed are the misses that it does not list, the rows that are
//! stale (their product was run, the miss is gone), and recall and wrong over the facts that can be compared.
//! Exits 1 where something is left, stale, or named by no key.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Error, Result, Write},
    path::Path,
    process::ExitCode,
};

/// One fact of one line: product, line, name.
type Place = (String, u64, String);

/// A scoring run.
#[derive(Default)]
struct Run {
    /// Facts that were compared, by product.
    facts: BTreeMap<String, u64>,
    /// Misses, and whether the event has another value.
    misses: BTreeMap<Place, bool>,
    /// Recall in percent, as the run printed it.
    recall: Option<f64>,
}

fn main() -> Result<ExitCode> {
    let path = std::env::args().nth(1).ok_or_else(|| Error::other("usage: disagreements MISSES"))?;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let run = read_run(&std::fs::read_to_string(path)?)?;
    let listed = read_listed(&std::fs::read_to_string(fixtures.join("disagreements.csv"))?)?;
    let keys = read_keys(&std::fs::read_to_string(fixtures.join("README.md"))?);
    report(&run, &listed, &keys)
}

fn read_run(text: &str) -> Result<Run> {
    let mut run = Run::default();
    let mut product = String::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some(miss) = line.strip_prefix("    ").and_then(|miss| read_miss(&product, miss)) {
            run.misses.insert(miss.0, miss.1);
        } else if let Some(at) = words.iter().position(|word| *word == "recall").filter(|_| line.starts_with("TOTAL "))
        {
            run.recall = words.get(at + 1).and_then(|share| share.strip_suffix('%')?.parse().ok());
        } else if let [name, _lines, _recognised, facts, _recall, _wrong] = words.as_slice()
            && name.contains('/')
        {
            product = (*name).to_owned();
            run.facts.insert(product.clone(), facts.parse().map_err(|_| Error::other(format!("no facts: {line}")))?);
        }
    }
    Ok(run)
}

/// `15: process.name: expected [...], have [...]  | text`: the place, and whether there is another value.
fn read_miss(product: &str, miss: &str) -> Option<(Place, bool)> {
    let (number, rest) = miss.split_once(": ")?;
    let (fact, rest) = rest.split_once(": expected [")?;
    let (said, _) = rest.split_once("]  | ").unwrap_or((rest, ""));
    let (_, have) = said.rsplit_once("], have [")?;
    let is_wrong = !matches!(have, "" | "'-'");
    Some(((product.to_owned(), number.parse().ok()?, fact.to_owned()), is_wrong))
}

/// The rows of the list, with their reasons.
fn read_listed(text: &str) -> Result<BTreeMap<Place, String>> {
    let mut listed = BTreeMap::new();
    for row in text.lines().skip(1) {
        let wrong = || Error::other(format!("disagreements.csv: {row}"));
        let cells: Vec<&str> = row.split(',').collect();
        let [product, line, fact, reason] = cells.as_slice() else { return Err(wrong()) };
        let place = ((*product).to_owned(), line.parse().map_err(|_| wrong())?, (*fact).to_owned());
        if listed.insert(place, (*reason).to_owned()).is_some() {
            return Err(wrong());
        }
    }
    Ok(listed)
}

/// The first cells of the table's rows.
fn read_keys(readme: &str) -> BTreeSet<String> {
    let cells = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    cells.map(|(key, _)| key.to_owned()).collect()
}

fn report(run: &Run, listed: &BTreeMap<Place, String>, keys: &BTreeSet<String>) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let facts: u64 = run.facts.values().sum();
    let missed = run.misses.len() as u64;
    if let Some(recall) = run.recall
        && (share(facts - missed, facts) - recall).abs() > 0.006
    {
        return Err(Error::other(format!("not every miss was printed: {missed} of {facts} facts are not {recall} %")));
    }
    let mut is_clean = true;
    for ((product, line, fact), is_wrong) in run.misses.iter().filter(|(place, _)| !listed.contains_key(*place)) {
        is_clean = false;
        writeln!(out, "left   {product} {line} {fact} ({})", if *is_wrong { "wrong" } else { "missing" })?;
    }
    let was_run = |place: &Place| run.facts.contains_key(&place.0);
    for (place, reason) in listed {
        if was_run(place) && !run.misses.contains_key(place) {
            is_clean = false;
            writeln!(out, "stale  {} {} {} ({reason})", place.0, place.1, place.2)?;
        }
        if !keys.contains(reason) {
            is_clean = false;
            writeln!(out, "no key {} {} {} ({reason})", place.0, place.1, place.2)?;
        }
    }
    let agreed = run.misses.keys().filter(|place| listed.contains_key(*place)).count() as u64;
    let wrong = run.misses.iter().filter(|(place, is_wrong)| **is_wrong && !listed.contains_key(*place)).count() as u64;
    let compared = facts - agreed;
    writeln!(
        out,
        "facts {facts}, listed as disagreement {agreed}, compared {compared}: recall {:.2} %, wrong {:.2} %",
        share(facts - missed, compared),
        share(wrong, compared)
    )?;
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Percent. Counts of facts are far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts of facts are far below 2^52")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}
