//! One record more: only what it can change of the order is worked out anew.

use std::collections::BTreeSet;

use super::{
    Order,
    carry::Kind,
    closure::{Carried, is_by_axis},
    relies_on_quotes,
    search::Way,
};
use crate::{AssumptionSet, Observation, Timing, anchor::Rematched, settings::at};

/// What a record more is ordered by: itself and all others.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) index: u32,
    pub(crate) observations: &'a [Observation],
    pub(crate) repeats: &'a [Option<u32>],
    pub(crate) timings: &'a [Timing],
    /// Records whose times are others.
    pub(crate) changed: &'a [u32],
    pub(crate) rematched: &'a Rematched,
    pub(crate) assume: AssumptionSet,
}

impl Order {
    /// Takes in the last record. False where contradictions or circles of quotes are or were there, so that all must be
    /// ordered anew.
    pub(crate) fn insert(&mut self, of: Placed<'_>) -> bool {
        if !self.withdrawn.is_empty() {
            return false;
        }
        for lane in [&mut self.closure.earliest, &mut self.closure.latest, &mut self.closure.best] {
            lane.records.push(Carried::default());
        }
        let inserted = self.axes.insert(of.index, of.observations, of.repeats, of.assume);
        if inserted.as_ref().is_some_and(|inserted| inserted.breaks) {
            return false;
        }
        let on = inserted.as_ref();
        for lane in [&mut self.closure.earliest, &mut self.closure.latest, &mut self.closure.best] {
            lane.gates.resize_with(self.axes.axes.len(), Vec::new);
        }
        // Where a quoting record stands is noted by its best estimate: forgotten first, noted again in the end.
        let mut moved: BTreeSet<u32> = BTreeSet::new();
        let mut begins = of.changed.to_vec();
        if relies_on_quotes(of.assume) {
            for quote in of.rematched.quotes_gone.iter().chain(&of.rematched.quotes_new) {
                begins.extend([quote.one, quote.other]);
                let best = self.closure.best_of(quote.other);
                self.quotes.forget(quote.other, best, of.observations, &self.axes);
                moved.insert(quote.other);
            }
            of.rematched.quotes_gone.iter().for_each(|quote| self.quotes.take(*quote));
            of.rematched.quotes_new.iter().for_each(|quote| self.quotes.add(*quote, of.observations));
        }
        let mut bounded = Vec::new();
        for kind in [Kind::Earliest, Kind::Latest] {
            match self.carry(kind, on, &begins, &of) {
                Some(changed) => bounded.extend(changed.into_iter().map(|(index, _)| index)),
                None => return false,
            }
        }
        bounded.extend(begins);
        bounded.sort_unstable();
        bounded.dedup();
        let Some(best) = self.carry(Kind::Best, on, &bounded, &of) else { return false };
        // Of one that changed more than once the first answer says where it stood.
        for (index, before) in best {
            if self.quotes.quotes_any(index) && moved.insert(index) {
                self.quotes.forget(index, before, of.observations, &self.axes);
            }
        }
        moved.insert(of.index);
        for index in &moved {
            self.quotes.note(*index, of.observations, &self.axes, &self.closure);
        }
        self.is_sound(&bounded, &of)
    }

    /// False where records contradict each other, or quotes make a circle, which then goes through what is new.
    fn is_sound(&self, bounded: &[u32], of: &Placed<'_>) -> bool {
        let mut all = bounded.iter();
        let contradicts = all.any(|index| {
            let timing = at(of.timings, *index as usize);
            self.closure.contradictions_of(*index, &timing).any(|pair| is_by_axis(pair, &self.axes))
        });
        let quoting = of.rematched.quotes_new.iter().map(|quote| quote.other);
        let circles = quoting
            .chain([of.index])
            .any(|index| self.quotes.find_way(index, index, &self.axes, &self.closure) != Way::None);
        !contradicts && !circles
    }
}
