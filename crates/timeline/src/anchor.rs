//! Which records tell of one happening: found by unique keys only.

use crate::{EventId, Key, KeyKind, KeyRole, Observation, ObserverId, settings::SECOND};

/// Two observers' records of one happening, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) one: u32,
    pub(crate) other: u32,
}

/// A record and one that quotes it: the second was written after the first.
pub(crate) type Quote = Pair;

/// A pair whose happening one of them told more than once within a short while (a host's firewall and its audit log of
/// one connection): too loose to bound a record, enough to see that two clocks are minutes apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Retold {
    pub(crate) one: u32,
    pub(crate) other: u32,
    /// How long each went on telling it, in nanoseconds.
    pub(crate) one_for: i64,
    pub(crate) other_for: i64,
}

impl Retold {
    pub(crate) const fn turn(self) -> Self {
        Self { one: self.other, other: self.one, one_for: self.other_for, other_for: self.one_for }
    }
}

/// What the keys of all records make.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyed {
    /// Each pair once.
    pub(crate) pairs: Vec<Pair>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) retold: Vec<Retold>,
    /// Keys that one observer told more than once: they name no single happening, and nothing is made of them.
    pub(crate) repeated: Vec<(KeyKind, EventId, EventId)>,
    /// Records of one happening, whoever told them and whatever that bounds.
    pub(crate) retellings: Vec<Pair>,
}

/// More tellers of one key than this are compared with the first ones only.
const TELLERS_MAX: usize = 4;
/// As many records of one happening are named with each other.
const RETELLINGS_MAX: usize = 16;
/// What an observer tells again within this is one happening still.
const RETOLD_NANOS: i64 = 30 * SECOND;

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
    keyed.retellings.sort_unstable();
    keyed.retellings.dedup();
    keyed
}

/// Who told a key, in which role, and which record it was.
type Teller<'a> = ((ObserverId, EventId), &'a Key, u32);

fn match_tellings(observations: &[Observation], same: &[(Key, u32)], keyed: &mut Keyed) {
    let told_by = |index: u32| observations.get(index as usize).map(|of| (of.observer, of.id));
    let mut tellers: Vec<Teller> =
        same.iter().filter_map(|(key, index)| Some((told_by(*index)?, key, *index))).collect();
    tellers.sort_unstable_by_key(|((observer, id), key, _)| (*observer, key.role, *id));
    if same.first().is_some_and(|(key, _)| key.kind == KeyKind::SameRecord) {
        // A record that names one clock twice tells its moment once.
        tellers.dedup_by_key(|((observer, _), ..)| *observer);
    }
    let all = tellers.clone();
    tellers.retain(|(_, key, _)| key.role != KeyRole::Retells);
    let again = tellers.windows(2).find_map(|pair| match pair {
        [((one, first), key, _), ((other, second), and, _)] if one == other && key.role == and.role => {
            Some((key.kind, *first, *second))
        }
        _ => None,
    });
    if let Some(again) = again {
        if match_retold(observations, &tellers, keyed) {
            list_retellings(&all, keyed);
        } else {
            keyed.repeated.push(again);
        }
        return;
    }
    list_retellings(&all, keyed);
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

/// Names the records of one happening with each other.
fn list_retellings(tellers: &[Teller<'_>], keyed: &mut Keyed) {
    let named = tellers.get(..RETELLINGS_MAX.min(tellers.len())).unwrap_or_default();
    for (at, ((_, id), _, one)) in named.iter().enumerate() {
        let others = named.iter().skip(at + 1).filter(|((_, other), ..)| other.seq != id.seq);
        keyed.retellings.extend(others.map(|(.., other)| Pair { one: *one.min(other), other: *one.max(other) }));
    }
}

/// Joins each observer's first telling, where each told the happening within a short while; false where one did not.
fn match_retold(observations: &[Observation], tellers: &[Teller<'_>], keyed: &mut Keyed) -> bool {
    let mut told: Vec<(u32, i64)> = Vec::new();
    for of in tellers.chunk_by(|((one, _), ..), ((other, _), ..)| one == other) {
        let stamps = of.iter().filter_map(|(_, key, index)| {
            let written = observations.get(*index as usize)?.written?;
            (key.role == KeyRole::Tells).then_some((written.at.0, *index))
        });
        let mut stamps: Vec<(i64, u32)> = stamps.collect();
        stamps.sort_unstable();
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return false };
        let lasts = last.0.saturating_sub(first.0);
        if stamps.len() < of.len() || lasts > RETOLD_NANOS {
            return false;
        }
        told.push((first.1, lasts));
    }
    for (at, (one, one_for)) in told.iter().take(TELLERS_MAX).enumerate() {
        keyed.retold.extend(told.iter().skip(at + 1).map(|(other, other_for)| Retold {
            one: *one,
            other: *other,
            one_for: *one_for,
            other_for: *other_for,
        }));
    }
    true
}
