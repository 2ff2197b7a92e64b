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

#[cfg(test)]
mod tests {
    use model::{Position, Seq, StreamId};
    use stamp::UtcNanos;

    use crate::{
        Channel, Chronology, ClockTraits, EventId, LagKind, Moment, Observation, ObserverId, ReceiptError, Settings,
        StreamOrder, WrittenStamp, settings::SECOND, work::tests::count_steps,
    };

    /// One observer's records, so many each second, with stamps of this precision.
    #[derive(Clone, Copy)]
    struct Flow {
        a_second: u64,
        precision: i64,
    }

    impl Flow {
        fn record(self, number: u64) -> Observation {
            let every = SECOND / i64::try_from(self.a_second).expect("few");
            let at = every * i64::try_from(number).expect("few");
            let late = every / 100 * i64::try_from(number * 7_919 % 50).expect("few");
            Observation {
                id: EventId::of(Seq(number + 1)),
                observer: ObserverId(0),
                stream: StreamId(0),
                position: Position(number),
                channel: Channel::Live,
                received_at: UtcNanos(at + SECOND / 50 + late),
                receipt_error: ReceiptError { nanos_max: SECOND / 1_000, is_vouched: true },
                written: Some(WrittenStamp { at: UtcNanos(at - at % self.precision), precision: self.precision }),
                clock: ClockTraits::default(),
                order: StreamOrder::Unknown,
                lag: LagKind::Direct,
                digest: None,
                keys: Vec::new(),
            }
        }

        /// The steps of each of so many of the newest, on top of so many seconds of others, from least to most.
        fn insert(self, seconds: u64, newest: u64) -> Vec<usize> {
            let (kept, all) = (self.a_second * seconds, self.a_second * seconds + newest);
            let mut grown = Chronology::build((0..kept).map(|of| self.record(of)).collect(), &Settings::default());
            let mut steps: Vec<usize> = (kept..all)
                .map(|of| {
                    count_steps(|| {
                        grown.insert(self.record(of));
                        0
                    })
                })
                .collect();
            let built = Chronology::build((0..all).map(|of| self.record(of)).collect(), &Settings::default());
            assert_eq!(grown.line(), built.line());
            for id in built.observations().map(|of| of.id) {
                assert_eq!(grown.timing(id), built.timing(id), "{id:?}");
                assert_eq!(grown.interval(id, Moment::Stamped), built.interval(id, Moment::Stamped), "{id:?}");
            }
            steps.sort_unstable();
            steps
        }
    }

    #[test]
    fn the_newest_record_places_its_delivery_anew_and_not_all_in_reach() {
        let flow = Flow { a_second: 20, precision: SECOND / 1_000 };
        for seconds in [400, 800] {
            let steps = flow.insert(seconds, 60);
            // Three rounds of a few deliveries of twenty, and each record's place in the order.
            assert!(steps.iter().all(|of| *of < 50 * 20), "{seconds} s: {steps:?}");
        }
    }

    #[test]
    fn a_crowded_delivery_is_ordered_anew_and_not_all_of_its_axis() {
        // Longer than two windows: in between there would be records that have no bound but what others' carry to them.
        let flow = Flow { a_second: 400, precision: SECOND };
        let steps = flow.insert(130, 420);
        // Three bounds of a few deliveries, of the 52 000 records that stand on the axis.
        assert!(steps.iter().all(|of| *of < 40 * 400), "{steps:?}");
    }
}
