//! All evidence of a span in exact time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use model::Seq;
use stamp::{Interval, UtcNanos};

use crate::{
    Assumption, AssumptionSet, EventId, EvidenceFinding, Moment, Observation, Precedence, ProofStep, Settings,
    Statement, Timing, Why,
    anchor::{Keyed, match_keys},
    duplicate::Said,
    estimate::{Estimate, estimate},
    inspect::{inspect_clock, inspect_keys, inspect_peers, inspect_sent_again},
    order::{Order, Proof},
    settings::{at, with_room},
};

/// All evidence of a span in exact time: each record's intervals, the proven order, one line, and what was noticed.
#[derive(Clone, Debug, Default)]
pub struct Chronology {
    pub(crate) settings: Settings,
    /// In the order in which they were taken in.
    pub(crate) observations: Vec<Observation>,
    /// Their places there, by id.
    pub(crate) by_id: Vec<u32>,
    pub(crate) said: Said,
    pub(crate) repeats: Vec<Option<u32>>,
    pub(crate) keyed: Keyed,
    pub(crate) estimate: Estimate,
    pub(crate) order: Order,
    /// What was noticed of each clock, and all of it with what was noticed otherwise, once asked.
    pub(crate) noticed: Vec<OnceLock<Vec<EvidenceFinding>>>,
    pub(crate) findings: OnceLock<Vec<EvidenceFinding>>,
    pub(crate) cut: Seq,
}

impl Chronology {
    /// Works everything out. The result depends on the observations and settings alone, not on their order; of two
    /// with one id the first counts. Takes O(n log n) time and memory in proportion.
    #[must_use]
    pub fn build(mut observations: Vec<Observation>, settings: &Settings) -> Self {
        observations.sort_by_key(|of| of.id);
        observations.dedup_by_key(|of| of.id);
        let observations = with_room(observations);
        let (said, repeats) = Said::list(&observations);
        let keyed = match_keys(&observations, &repeats);
        let estimate = estimate(&observations, &repeats, &keyed, settings);
        let order = Order::build(&observations, &repeats, &keyed, &estimate.timings, settings.assume);
        let cut = observations.iter().map(|of| of.id.seq).max().unwrap_or_default();
        let noticed = vec![OnceLock::new(); estimate.clocks.len()];
        Self {
            settings: *settings,
            by_id: with_room((0_u32..).zip(&observations).map(|(index, _)| index).collect()),
            observations,
            said,
            repeats,
            keyed,
            estimate,
            order,
            noticed,
            findings: OnceLock::new(),
            cut,
        }
    }

    /// Forgets what was noticed of these clocks: it is looked for again when asked.
    pub(crate) fn forget_findings(&mut self, clocks: impl IntoIterator<Item = usize>) {
        self.noticed.resize_with(self.estimate.clocks.len(), OnceLock::new);
        for number in clocks {
            self.noticed.iter_mut().skip(number).take(1).for_each(|of| *of = OnceLock::new());
        }
        self.findings = OnceLock::new();
    }

    /// Puts together what was noticed.
    fn list_findings(&self) -> Vec<EvidenceFinding> {
        let (observations, timings) = (&self.observations, &self.estimate.timings);
        let mut findings = inspect_peers(&self.estimate.peers);
        for (clock, noticed) in self.estimate.clocks.iter().zip(&self.noticed) {
            let noticed = noticed.get_or_init(|| inspect_clock(clock, observations, timings, &self.settings));
            findings.extend(noticed.iter().cloned());
        }
        findings.extend(inspect_sent_again(&self.estimate.sent_again));
        findings.extend(inspect_keys(&self.keyed));
        findings.extend(self.order.findings().cloned());
        findings.sort_by_cached_key(EvidenceFinding::sort_key);
        findings
    }

    /// What it was made with.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The last evidence it was made from.
    #[must_use]
    pub const fn cut(&self) -> Seq {
        self.cut
    }

    /// What it was made from, by id.
    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        self.by_id.iter().filter_map(|index| self.observations.get(*index as usize))
    }

    /// What was noticed, sorted.
    #[must_use]
    pub fn findings(&self) -> &[EvidenceFinding] {
        self.findings.get_or_init(|| self.list_findings())
    }

    /// When a record was stamped.
    #[must_use]
    pub fn timing(&self, id: EventId) -> Option<&Timing> {
        self.estimate.timings.get(self.find(id)? as usize)
    }

    /// An interval of a record, narrowed by what precedes and follows it, and what it rests on.
    #[must_use]
    pub fn interval(&self, id: EventId, moment: Moment) -> Option<(Interval, AssumptionSet)> {
        let index = self.find(id)? as usize;
        let (of, timing) = (self.observations.get(index)?, self.estimate.timings.get(index)?);
        let stamped = timing.used_earliest.union(timing.used_latest);
        Some(match moment {
            Moment::Stamped => (timing.stamped(), stamped),
            Moment::Happened => {
                let happened = timing.happened(of.lag, self.settings.assume);
                let is_lagged = happened.earliest != UtcNanos::MIN;
                (happened, if is_lagged { stamped.with(Assumption::Lag) } else { stamped })
            }
        })
    }

    /// The record that this one repeats, where it is a copy.
    #[must_use]
    pub fn repeats(&self, id: EventId) -> Option<EventId> {
        let first = at(&self.repeats, self.find(id)? as usize)?;
        self.observations.get(first as usize).map(|of| of.id)
    }

    /// The shown line: every record once (copies and further clocks of a record are left out), no proven order
    /// reversed.
    #[must_use]
    pub fn line(&self) -> Vec<EventId> {
        let line = self.order.line_up(&self.observations).into_iter();
        line.filter(|index| at(&self.repeats, *index as usize).is_none())
            .filter_map(|index| self.observations.get(index as usize))
            .map(|of| of.id)
            .filter(|id| id.part == 0)
            .collect()
    }

    /// How one record stands to another, without the proof: for asking about many.
    #[must_use]
    pub fn precedence(&self, one: EventId, other: EventId, moment: Moment) -> Option<Precedence> {
        let (one, other) = (self.first_of(self.find(one)?), self.first_of(self.find(other)?));
        Some(match self.prove_both(one, other, moment) {
            (Some(_), None) => Precedence::Before,
            (None, Some(_)) => Precedence::After,
            _ => Precedence::Undetermined,
        })
    }

    /// How one record stands to another, with the proof, what it rests on and the evidence it was made from.
    #[must_use]
    pub fn relate(&self, one: EventId, other: EventId, moment: Moment) -> Option<Statement> {
        let (one, other) = (self.first_of(self.find(one)?), self.first_of(self.find(other)?));
        let undetermined = |why| Statement {
            precedence: Precedence::Undetermined,
            why,
            steps: Vec::new(),
            assumptions: AssumptionSet::NONE,
            cut: self.cut,
        };
        if one == other {
            return Some(undetermined(Why::SameEvent));
        }
        Some(match self.prove_both(one, other, moment) {
            (Some(proof), None) => self.state(Precedence::Before, one, other, proof, moment),
            (None, Some(proof)) => self.state(Precedence::After, other, one, proof, moment),
            (Some(_), Some(_)) => undetermined(Why::ProofsContradict),
            (None, None) => {
                let unread = |index: u32| self.observations.get(index as usize).is_none_or(|of| of.written.is_none());
                undetermined(if unread(one) || unread(other) { Why::TimeUnknown } else { Why::IntervalsOverlap })
            }
        })
    }

    fn prove_both(&self, one: u32, other: u32, moment: Moment) -> (Option<Proof>, Option<Proof>) {
        if one == other {
            return (None, None);
        }
        let timings = &self.estimate.timings;
        let prove = |one: u32, other: u32| match moment {
            Moment::Stamped => self.order.prove_stamped(one, other, timings),
            Moment::Happened => {
                let lag = self.observations.get(other as usize).map_or(i64::MAX, |of| of.lag.nanos_max());
                let lag = if self.settings.assume.contains(Assumption::Lag) { lag } else { i64::MAX };
                self.order.prove_happened(one, other, lag, timings)
            }
        };
        (prove(one, other), prove(other, one))
    }

    fn state(&self, precedence: Precedence, one: u32, other: u32, proof: Proof, moment: Moment) -> Statement {
        let steps = self.order.explain(one, other, proof);
        let id = |index: u32| self.observations.get(index as usize).map(|of| of.id).unwrap_or_default();
        let mut assumptions = AssumptionSet::NONE;
        for (from, to, why) in &steps {
            assumptions = assumptions.union(AssumptionSet::of(why.assumptions()));
            if *why == Why::IntervalsDisjoint {
                assumptions = assumptions
                    .union(at(&self.estimate.timings, *from as usize).used_latest)
                    .union(at(&self.estimate.timings, *to as usize).used_earliest);
            }
        }
        if moment == Moment::Happened {
            assumptions = assumptions.with(Assumption::Lag);
        }
        let why = match proof {
            Proof::Axis(why) => why,
            Proof::Quotes => Why::Quoted,
            Proof::Intervals(..) => Why::IntervalsDisjoint,
        };
        let steps = steps.into_iter().map(|(from, to, why)| ProofStep { from: id(from), to: id(to), why });
        Statement { precedence, why, steps: steps.collect(), assumptions, cut: self.cut }
    }

    /// The other records of the happening that each one tells: an alert in two outputs of its sensor, a session in two
    /// logs. Found by unique keys only, so none where [`Assumption::AnchorKeysUnique`] is not made; no copies.
    #[must_use]
    pub fn retellings(&self) -> BTreeMap<EventId, Vec<EventId>> {
        let mut retellings: BTreeMap<EventId, BTreeSet<EventId>> = BTreeMap::new();
        if !self.settings.assume.contains(Assumption::AnchorKeysUnique) {
            return BTreeMap::new();
        }
        let record = |index: u32| self.observations.get(index as usize).map(|of| EventId::of(of.id.seq));
        for pair in &self.keyed.retellings {
            if let (Some(one), Some(other)) = (record(pair.one), record(pair.other)) {
                retellings.entry(one).or_default().insert(other);
                retellings.entry(other).or_default().insert(one);
            }
        }
        retellings.into_iter().map(|(of, others)| (of, others.into_iter().collect())).collect()
    }

    pub(crate) fn find(&self, id: EventId) -> Option<u32> {
        let id_of = |index: &u32| self.observations.get(*index as usize).map(|of| of.id);
        let place = self.by_id.binary_search_by_key(&Some(id), id_of).ok()?;
        self.by_id.get(place).copied()
    }

    /// A copy stands for what it repeats.
    fn first_of(&self, index: u32) -> u32 {
        at(&self.repeats, index as usize).unwrap_or(index)
    }

    /// How many records repeat each one that is repeated.
    #[must_use]
    pub fn copies(&self) -> BTreeMap<EventId, Vec<EventId>> {
        let mut copies: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
        for index in &self.by_id {
            let first = at(&self.repeats, *index as usize).and_then(|first| self.observations.get(first as usize));
            if let (Some(first), Some(of)) = (first, self.observations.get(*index as usize)) {
                copies.entry(first.id).or_default().push(of.id);
            }
        }
        copies
    }
}
