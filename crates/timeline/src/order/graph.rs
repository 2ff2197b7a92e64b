//! The proven order as a graph without circles: axes and quotes.
//!
//! Each place of an axis has a gate: a record passes it before every record from there on. So the graph has two nodes
//! a record and a few edges, however many pairs it orders.

use super::axis::Spot;
use crate::{anchor::Quote, settings::at};

/// A step of the walk through the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Record(u32),
    Gate(u32),
}

/// The graph, in an order in which every step comes after all that precede it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    pub(crate) walk: Vec<Step>,
    /// For each record the gate that it waits for and the one that it opens; [`u32::MAX`] for none.
    pub(crate) behind: Vec<u32>,
    pub(crate) before: Vec<u32>,
    /// True where the gate follows another one of the same axis.
    pub(crate) follows: Vec<bool>,
    /// Where the gates of each axis begin.
    pub(crate) bases: Vec<u32>,
    /// Quotes that stand, by the quoting record.
    pub(crate) quotes: Vec<Quote>,
    /// Quotes that would close a circle.
    pub(crate) refused: Vec<Quote>,
}

const NONE: u32 = u32::MAX;

impl Graph {
    /// Sorts records by their spots, on axes of so many places, and quotes; quotes that would close a circle are
    /// refused.
    pub(crate) fn build(places: impl Iterator<Item = u32>, spots: &[Option<Spot>], quotes: Vec<Quote>) -> Self {
        let mut graph = Self { quotes, ..Self::default() };
        for places in places {
            graph.bases.push(u32::try_from(graph.follows.len()).unwrap_or(NONE));
            graph.follows.extend((0..places).map(|place| place > 0));
        }
        graph.bases.push(u32::try_from(graph.follows.len()).unwrap_or(NONE));
        for spot in spots {
            let base = spot.map_or(0, |spot| at(&graph.bases, spot.axis as usize));
            let end = spot.map_or(0, |spot| at(&graph.bases, spot.axis as usize + 1));
            graph.behind.push(spot.map_or(NONE, |spot| base + spot.place));
            let opens = spot.map(|spot| base.saturating_add(spot.clear)).filter(|gate| *gate < end);
            graph.before.push(opens.unwrap_or(NONE));
        }
        // Quotes both of whose ends wait for each other are taken away until nothing waits.
        loop {
            graph.quotes.sort_unstable_by_key(|quote| (quote.other, quote.one));
            let waiting = graph.walk();
            let stuck = |index: u32| waiting.get(index as usize).copied().unwrap_or(false);
            let (refused, kept): (Vec<_>, Vec<_>) =
                graph.quotes.drain(..).partition(|quote| stuck(quote.one) && stuck(quote.other));
            graph.quotes = kept;
            if refused.is_empty() {
                break;
            }
            graph.refused.extend(refused);
        }
        graph
    }

    /// The quotes that a record makes.
    pub(crate) fn quotes_of(&self, index: u32) -> &[Quote] {
        let from = self.quotes.partition_point(|quote| quote.other < index);
        let to = self.quotes.partition_point(|quote| quote.other <= index);
        self.quotes.get(from..to).unwrap_or(&[])
    }

    /// Walks it (Kahn); true for the records that wait in a circle or behind one.
    fn walk(&mut self) -> Vec<bool> {
        let (records, gates) = (self.behind.len(), self.follows.len());
        let mut waits_records = vec![0_u32; records];
        let mut waits_gates: Vec<u32> = self.follows.iter().map(|follows| u32::from(*follows)).collect();
        let add = |of: &mut Vec<u32>, index: u32| {
            if let Some(count) = of.get_mut(index as usize) {
                *count += 1;
            }
        };
        for (index, (behind, before)) in (0_u32..).zip(self.behind.iter().zip(&self.before)) {
            if *behind != NONE {
                add(&mut waits_records, index);
            }
            add(&mut waits_gates, *before);
        }
        self.quotes.iter().for_each(|quote| add(&mut waits_records, quote.other));
        let waiting = Index::build(gates, self.behind.iter().copied());
        let quoted = Index::build(records, self.quotes.iter().map(|quote| quote.one));
        self.walk = Vec::with_capacity(records + gates);
        let free = |of: &[u32], step: fn(u32) -> Step| {
            (0_u32..)
                .zip(of.to_vec())
                .filter(|(_, waits)| *waits == 0)
                .map(|(index, _)| step(index))
                .collect::<Vec<_>>()
        };
        self.walk.extend(free(&waits_gates, Step::Gate));
        self.walk.extend(free(&waits_records, Step::Record));
        let mut next = 0;
        while let Some(step) = self.walk.get(next).copied() {
            next += 1;
            match step {
                Step::Gate(gate) => {
                    if self.follows.get(gate as usize + 1) == Some(&true) {
                        self.release(&mut waits_gates, gate + 1, Step::Gate);
                    }
                    for record in waiting.of(gate) {
                        self.release(&mut waits_records, *record, Step::Record);
                    }
                }
                Step::Record(record) => {
                    self.release(&mut waits_gates, at(&self.before, record as usize), Step::Gate);
                    for quote in quoted.of(record) {
                        let quoting = self.quotes.get(*quote as usize).map_or(NONE, |quote| quote.other);
                        self.release(&mut waits_records, quoting, Step::Record);
                    }
                }
            }
        }
        waits_records.into_iter().map(|waits| waits > 0).collect()
    }

    fn release(&mut self, waits: &mut [u32], index: u32, step: fn(u32) -> Step) {
        if let Some(count) = waits.get_mut(index as usize) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.walk.push(step(index));
            }
        }
    }
}

/// For each key the places at which it stands in a list.
struct Index {
    begins: Vec<u32>,
    places: Vec<u32>,
}

impl Index {
    fn build(keys: usize, of: impl Iterator<Item = u32> + Clone) -> Self {
        let mut begins = vec![0_u32; keys + 1];
        for key in of.clone() {
            if let Some(count) = begins.get_mut((key as usize).saturating_add(1)) {
                *count += 1;
            }
        }
        let mut total = 0;
        for begin in &mut begins {
            total += *begin;
            *begin = total;
        }
        let mut free = begins.clone();
        let mut places = vec![0_u32; total as usize];
        for (place, key) in (0_u32..).zip(of) {
            if (key as usize) < keys
                && let Some(free) = free.get_mut(key as usize)
            {
                if let Some(slot) = places.get_mut(*free as usize) {
                    *slot = place;
                }
                *free += 1;
            }
        }
        Self { begins, places }
    }

    fn of(&self, key: u32) -> &[u32] {
        let range = at(&self.begins, key as usize) as usize..at(&self.begins, key as usize + 1) as usize;
        self.places.get(range).unwrap_or(&[])
    }
}
