//! A chronology that grows.

use std::collections::BTreeSet;

use crate::{
    Chronology, Observation,
    estimate::Arrival,
    order::{Order, Placed},
};

/// One of so many records is inserted about as quickly as all are worked out anew.
const INSERTED_OF: usize = 200;

impl Chronology {
    /// Takes in one more record: exactly what it would be if it had been made from all of them. Of two with one id the
    /// first counts.
    ///
    /// Only what the record can change is worked out: its own clock within reach, what that bounds, and the order where
    /// it is touched. Everything is worked out anew where it touches what clocks that nothing else bounds are compared by,
    /// where it makes what a clock says of itself worth belief or not, where its observer sends again what was kept,
    /// where a copy turns out to be the first telling, and where a file's order is another with it.
    pub fn insert(&mut self, observation: Observation) {
        self.extend(vec![observation]);
    }

    /// The same with more records, where others hold this one still. What would be worked out anew is not copied first.
    #[must_use]
    pub fn extended(&self, observations: Vec<Observation>) -> Self {
        if self.is_built_again_by(observations.len()) {
            let all = self.observations.iter().cloned().chain(observations);
            return Self::build(all.collect(), &self.settings);
        }
        let mut grown = self.clone();
        grown.extend(observations);
        grown
    }

    const fn is_built_again_by(&self, observations: usize) -> bool {
        observations > self.observations.len() / INSERTED_OF + 1
    }

    /// Takes in more records, as if one by one; of so many that it is the quicker way, everything is worked out anew,
    /// once.
    pub fn extend(&mut self, observations: Vec<Observation>) {
        if self.is_built_again_by(observations.len()) {
            self.observations.extend(observations);
            return self.build_again();
        }
        let (mut stands, mut in_order) = (true, true);
        for observation in observations {
            let Some(index) = self.add(observation) else { continue };
            stands = stands && self.take_in(index, &mut in_order).is_some();
        }
        if !stands {
            self.build_again();
        } else if !in_order {
            let timings = &self.estimate.timings;
            self.order = Order::build(&self.observations, &self.repeats, &self.keyed, timings, self.settings.assume);
        }
    }

    fn build_again(&mut self) {
        *self = Self::build(std::mem::take(&mut self.observations), &self.settings);
    }

    /// Gives a record its place in the list, where it is not there yet.
    fn add(&mut self, observation: Observation) -> Option<u32> {
        let id = observation.id;
        let id_of = |index: &u32| self.observations.get(*index as usize).map(|of| of.id);
        let place = self.by_id.binary_search_by_key(&Some(id), id_of).err()?;
        let index = u32::try_from(self.observations.len()).ok()?;
        self.observations.push(observation);
        self.by_id.insert(place, index);
        self.cut = self.cut.max(id.seq);
        Some(index)
    }

    /// None where everything must be worked out anew. Where the order must be, that is noted, and it is not touched any
    /// more: nothing else is worked out from it.
    fn take_in(&mut self, index: u32, in_order: &mut bool) -> Option<()> {
        if !self.said.insert(index, &self.observations, &mut self.repeats) {
            return None;
        }
        let is_copy = self.repeats.get(index as usize).is_none_or(Option::is_some);
        let rematched = if is_copy { Default::default() } else { self.keyed.insert(index, &self.observations) };
        let estimated = self.estimate.insert(Arrival {
            index,
            observations: &self.observations,
            repeats: &self.repeats,
            keyed: &self.keyed,
            rematched: &rematched.records,
            settings: &self.settings,
        })?;
        let tellers = rematched.tellers.iter().filter_map(|index| self.observations.get(*index as usize));
        let observers: BTreeSet<_> = tellers.map(|of| of.observer).collect();
        if observers.len() > 1 && observers.iter().any(|of| self.estimate.is_open(*of)) {
            // One of several that told the same is bounded by nothing: they are compared.
            return None;
        }
        *in_order = *in_order
            && self.order.insert(Placed {
                index,
                observations: &self.observations,
                repeats: &self.repeats,
                timings: &self.estimate.timings,
                changed: &estimated.records,
                rematched: &rematched,
                assume: self.settings.assume,
            });
        self.forget_findings(estimated.clocks);
        Some(())
    }
}
