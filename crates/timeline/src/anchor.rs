//! Which records tell of one happening: found by unique keys only.

use crate::{
    EventId, Key, KeyKind, KeyRole, Observation, ObserverId,
    settings::{SECOND, with_room},
    work::count_work,
};

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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

/// What the keys of all records make. Each list is sorted; what several keys say stands in it as often.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyed {
    /// Who told what: by key, those of one in the order of their records.
    tellings: Vec<Telling>,
    /// Each pair of two observers' records of one happening, from either end.
    pub(crate) partners: Vec<Pair>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) retold: Vec<Retold>,
    /// Keys that one observer told more than once, or that too many told: they name no single happening, and nothing is
    /// made of them.
    pub(crate) repeated: Vec<Repeated>,
    /// Records of one happening, whoever told them and whatever that bounds.
    pub(crate) retellings: Vec<Pair>,
}

/// A key that a record told, and which that was.
type Telling = (Key, u32);

/// A key that was told more often than one happening is, with two of its records.
pub(crate) type Repeated = (KeyKind, u64, EventId, EventId);

/// A key that more records tell than this names no single happening. It bounds what one more of them costs, too.
const TELLINGS_MAX: usize = 64;
/// More tellers of one key than this are compared with the first ones only.
const TELLERS_MAX: usize = 4;
/// As many records of one happening are named with each other.
const RETELLINGS_MAX: usize = 16;
/// What an observer tells again within this is one happening still.
const RETOLD_NANOS: i64 = 30 * SECOND;

/// Finds the records that share a key. Copies (`repeats`) are left out; a key that an observer told twice is dropped, and
/// so is one that too many told.
pub(crate) fn match_keys(observations: &[Observation], repeats: &[Option<u32>]) -> Keyed {
    let mut keyed = Keyed::default();
    for ((index, of), repeat) in (0_u32..).zip(observations).zip(repeats) {
        if repeat.is_none() {
            keyed.tellings.extend(of.keys.iter().map(|key| (*key, index)));
        }
    }
    keyed.tellings.sort_by_cached_key(|telling| sort_key(telling, observations));
    let tellings = std::mem::take(&mut keyed.tellings);
    for same in tellings.chunk_by(|(one, _), (other, _)| (one.kind, one.digest) == (other.kind, other.digest)) {
        match_tellings(observations, same, &mut keyed);
    }
    keyed.tellings = with_room(tellings);
    keyed.partners = with_room(keyed.partners);
    keyed.partners.sort_unstable();
    keyed.quotes.sort_unstable();
    keyed.retold.sort_unstable();
    keyed.repeated.sort_unstable();
    keyed.retellings.sort_unstable();
    keyed
}

fn sort_key((key, index): &Telling, observations: &[Observation]) -> (KeyKind, u64, Option<EventId>, KeyRole) {
    (key.kind, key.digest, observations.get(*index as usize).map(|of| of.id), key.role)
}

/// What the keys of a record more changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rematched {
    /// Records that have got or lost partners.
    pub(crate) records: Vec<u32>,
    pub(crate) quotes_gone: Vec<Quote>,
    pub(crate) quotes_new: Vec<Quote>,
    /// Everybody who told one of its keys.
    pub(crate) tellers: Vec<u32>,
}

impl Keyed {
    /// The other observers' records that tell what this one tells; one as often as keys say so.
    pub(crate) fn partners_of(&self, own: u32) -> impl Iterator<Item = u32> {
        let from = self.partners.partition_point(|of| of.one < own);
        self.partners.iter().skip(from).take_while(move |of| of.one == own).map(|of| of.other)
    }

    /// Takes in the keys of the last record.
    pub(crate) fn insert(&mut self, index: u32, observations: &[Observation]) -> Rematched {
        let mut rematched = Rematched::default();
        let mut keys = observations.get(index as usize).map(|of| of.keys.clone()).unwrap_or_default();
        keys.sort_unstable();
        for same_key in keys.chunk_by(|one, other| (one.kind, one.digest) == (other.kind, other.digest)) {
            let Some(key) = same_key.first() else { continue };
            let (mut gone, mut new) = (Self::default(), Self::default());
            let before = self.list_tellings(key);
            match_tellings(observations, before, &mut gone);
            // What too many told already is told by one more.
            let stands = before.len() <= TELLINGS_MAX;
            for key in same_key {
                let telling = (*key, index);
                let own = sort_key(&telling, observations);
                let place = self.tellings.partition_point(|of| sort_key(of, observations) < own);
                self.tellings.insert(place, telling);
            }
            let after = self.list_tellings(key);
            match_tellings(observations, after, &mut new);
            if stands {
                rematched.tellers.extend(after.iter().map(|(_, index)| *index));
            }
            let (lost, got) = exchange(&mut self.partners, gone.partners, new.partners);
            rematched.records.extend(lost.iter().chain(&got).map(|of| of.one));
            let (lost, got) = exchange(&mut self.quotes, gone.quotes, new.quotes);
            rematched.quotes_gone.extend(lost);
            rematched.quotes_new.extend(got);
            exchange(&mut self.retold, gone.retold, new.retold);
            exchange(&mut self.repeated, gone.repeated, new.repeated);
            exchange(&mut self.retellings, gone.retellings, new.retellings);
        }
        rematched
    }

    /// Everything that told a key.
    fn list_tellings(&self, key: &Key) -> &[Telling] {
        let from = self.tellings.partition_point(|(of, _)| (of.kind, of.digest) < (key.kind, key.digest));
        let to = self.tellings.partition_point(|(of, _)| (of.kind, of.digest) <= (key.kind, key.digest));
        self.tellings.get(from..to).unwrap_or_default()
    }

    /// Notes two observers' records of one happening, from either end.
    fn pair(&mut self, one: u32, other: u32) {
        self.partners.extend([Pair { one, other }, Pair { one: other, other: one }]);
    }
}

/// So many are taken out of a sorted list and put into it one by one.
const MOVED_MAX: usize = 8;

/// Takes some out of a sorted list and puts others in; gives those that are in one of both only.
fn exchange<T: Ord + Copy>(list: &mut Vec<T>, mut gone: Vec<T>, mut new: Vec<T>) -> (Vec<T>, Vec<T>) {
    gone.sort_unstable();
    new.sort_unstable();
    let (mut lost, mut got) = (Vec::new(), Vec::new());
    let (mut before, mut after) = (gone.into_iter().peekable(), new.into_iter().peekable());
    loop {
        match (before.peek(), after.peek()) {
            (Some(one), Some(other)) if one == other => {
                before.next();
                after.next();
            }
            (Some(one), other) if other.is_none_or(|other| one < other) => lost.extend(before.next()),
            (_, Some(_)) => got.extend(after.next()),
            _ => break,
        }
    }
    // Each that goes or comes moves what lies behind it: of more than a few the list is made anew, once.
    if lost.len() + got.len() > MOVED_MAX {
        count_work(list.len() + got.len());
        let mut gone = lost.iter().peekable();
        list.retain(|of| {
            while gone.next_if(|gone| *gone < of).is_some() {}
            gone.next_if_eq(&of).is_none()
        });
        list.extend(&got);
        // Two sorted runs are merged.
        list.sort();
    } else {
        for of in &lost {
            if let Ok(place) = list.binary_search(of) {
                list.remove(place);
            }
        }
        for of in &got {
            let place = list.partition_point(|known| known < of);
            list.insert(place, *of);
        }
    }
    (lost, got)
}

/// Who told a key, in which role, and which record it was.
type Teller<'a> = ((ObserverId, EventId), &'a Key, u32);

fn match_tellings(observations: &[Observation], same: &[Telling], keyed: &mut Keyed) {
    if same.len() < 2 {
        return;
    }
    if same.len() > TELLINGS_MAX {
        keyed.repeated.extend(name_crowd(observations, same));
        return;
    }
    count_work(same.len());
    let told_by = |index: u32| observations.get(index as usize).map(|of| (of.observer, of.id));
    let mut tellers: Vec<Teller> =
        same.iter().filter_map(|(key, index)| Some((told_by(*index)?, key, *index))).collect();
    tellers.sort_unstable_by_key(|((observer, id), key, _)| (*observer, key.role, *id));
    if same.first().is_some_and(|(key, _)| key.kind == KeyKind::SameRecord) {
        // A record that names one clock twice tells its moment once.
        tellers.dedup_by_key(|((observer, _), ..)| *observer);
    }
    if same.first().is_some_and(|(key, _)| key.kind == KeyKind::LoginProcess) && serves_several(observations, &tellers)
    {
        return;
    }
    let all = tellers.clone();
    tellers.retain(|(_, key, _)| key.role != KeyRole::Retells);
    let again = tellers.windows(2).find_map(|pair| match pair {
        [((one, first), key, _), ((other, second), and, _)] if one == other && key.role == and.role => {
            Some((key.kind, key.digest, *first, *second))
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
                keyed.pair(*one, *other);
            }
        }
    }
}

/// True where the records of a process name logins by different ends: then nobody knows which of them those are of that
/// name none.
fn serves_several(observations: &[Observation], tellers: &[Teller<'_>]) -> bool {
    let ends = tellers.iter().filter_map(|(.., index)| {
        let of = observations.get(*index as usize)?;
        of.keys.iter().find(|key| key.kind == KeyKind::Login).map(|key| key.digest)
    });
    let mut ends = ends.peekable();
    let first = ends.peek().copied();
    ends.any(|end| Some(end) != first)
}

/// The first two records of a key that too many told.
fn name_crowd(observations: &[Observation], same: &[Telling]) -> Option<Repeated> {
    let mut records = same.iter().filter_map(|(key, index)| Some((key, observations.get(*index as usize)?.id)));
    let (key, first) = records.next()?;
    let (_, second) = records.find(|(_, id)| *id != first)?;
    Some((key.kind, key.digest, first, second))
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
            let told = observations.get(*index as usize)?;
            (key.role == KeyRole::Tells).then_some((told.written?.at.0, told.id, *index))
        });
        let mut stamps: Vec<(i64, EventId, u32)> = stamps.collect();
        stamps.sort_unstable();
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return false };
        let lasts = last.0.saturating_sub(first.0);
        if stamps.len() < of.len() || lasts > RETOLD_NANOS {
            return false;
        }
        told.push((first.2, lasts));
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
