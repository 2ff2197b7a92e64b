//! Which records tell of one happening: found by unique keys only.

use crate::{EventId, Key, KeyKind, KeyRole, Observation};

/// Two observers' records of one happening, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) one: u32,
    pub(crate) other: u32,
}

/// A record and one that quotes it: the second was written after the first.
pub(crate) type Quote = Pair;

/// What the keys of all records make.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyed {
    /// Each pair once.
    pub(crate) pairs: Vec<Pair>,
    pub(crate) quotes: Vec<Quote>,
    /// Keys that one observer told more than once: they name no single happening, and nothing is made of them.
    pub(crate) repeated: Vec<(KeyKind, EventId, EventId)>,
}

/// More tellers of one key than this are compared with the first ones only.
const TELLERS_MAX: usize = 4;

/// Finds the records that share a key. Copies (`repeats`) are left out; a key that an observer told twice is dropped.
pub(crate) fn match_keys(observations: &[Observation], repeats: &[Option<u32>]) -> Keyed {
    let mut tellings: Vec<(Key, u32)> = Vec::new();
    for ((index, of), repeat) in (0_u32..).zip(observations).zip(repeats) {
        if repeat.is_none() {
            tellings.extend(of.keys.iter().map(|key| (*key, index)));
        }
    }
    tellings.sort_unstable_by_key(|(key, index)| (key.kind, key.digest, key.role, *index));
    let mut keyed = Keyed::default();
    for same in tellings.chunk_by(|(one, _), (other, _)| (one.kind, one.digest) == (other.kind, other.digest)) {
        if same.len() > 1 {
            match_tellings(observations, same, &mut keyed);
        }
    }
    keyed.pairs.sort_unstable();
    keyed.pairs.dedup();
    keyed.quotes.sort_unstable();
    keyed.quotes.dedup();
    keyed
}

fn match_tellings(observations: &[Observation], same: &[(Key, u32)], keyed: &mut Keyed) {
    let told_by = |index: u32| observations.get(index as usize).map(|of| (of.observer, of.id));
    let mut tellers: Vec<_> = same.iter().filter_map(|(key, index)| Some((told_by(*index)?, key, *index))).collect();
    tellers.sort_unstable_by_key(|((observer, id), key, _)| (*observer, key.role, *id));
    let again = tellers.windows(2).find_map(|pair| match pair {
        [((one, first), key, _), ((other, second), and, _)] if one == other && key.role == and.role => {
            Some((key.kind, *first, *second))
        }
        _ => None,
    });
    if let Some(again) = again {
        keyed.repeated.push(again);
        return;
    }
    for (at, ((observer, _), key, one)) in tellers.iter().take(TELLERS_MAX).enumerate() {
        for ((with, _), and, other) in tellers.iter().skip(at + 1) {
            match (key.role, and.role) {
                (KeyRole::Tells, KeyRole::Quotes) => keyed.quotes.push(Pair { one: *one, other: *other }),
                (KeyRole::Quotes, KeyRole::Tells) => keyed.quotes.push(Pair { one: *other, other: *one }),
                _ => {}
            }
            if observer != with {
                keyed.pairs.push(Pair { one: *one.min(other), other: *one.max(other) });
            }
        }
    }
}
