//! Tests at the door of `stamp`.

#![expect(clippy::panic, reason = "clippy's leave for tests ends at functions that tests share")]

mod forms;
mod place;
mod properties;
mod zones;

use stamp::{Context, Form, Parts, Stamp, Unreadable, UtcNanos, Zone, read};

const SECOND: u64 = 1_000_000_000;
const HOUR: i64 = 3_600_000_000_000;

const NOTHING: Context = Context { zone: Zone::Unknown, year: None, reference: None };

fn utc(text: &str) -> UtcNanos {
    UtcNanos::parse_rfc3339(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn one(form: Form, text: &str, context: &Context) -> Result<Stamp, Unreadable> {
    read(form, Parts { first: text.as_bytes(), time: None, zone: None }, context)
}

fn near(reference: &str) -> Context {
    Context { reference: Some(utc(reference)), ..NOTHING }
}

fn in_zone(zone: &str) -> Context {
    Context { zone: Zone::parse(zone).unwrap_or_else(|why| panic!("{why}")), ..NOTHING }
}
