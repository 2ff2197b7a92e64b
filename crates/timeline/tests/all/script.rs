//! Worlds made by hand: what a clock shows and how long the way takes, as functions of true time.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;
use timeline::{
    AssumptionSet, Channel, Chronology, ClockTraits, EventId, FindingKind, Key, KeyKind, KeyRole, LagKind, Moment,
    Observation, ObserverId, Precedence, ReceiptError, Settings, StreamOrder, WrittenStamp,
};

pub(crate) const SECOND: i64 = 1_000_000_000;
/// 2026-11-17T00:00:00Z.
pub(crate) const BEGIN: i64 = 1_794_873_600 * SECOND;

/// Observations with what is true of them.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) observations: Vec<Observation>,
    pub(crate) stamped: Vec<i64>,
}

/// One observer of a script.
pub(crate) struct Part<'a> {
    pub(crate) observer: u32,
    /// What its clock shows, `seconds` after the beginning, beyond true time.
    pub(crate) offset: &'a dyn Fn(f64) -> f64,
    /// How long a record takes, in seconds.
    pub(crate) delay: &'a dyn Fn(f64) -> f64,
    /// True where it writes.
    pub(crate) writes: &'a dyn Fn(f64) -> bool,
    pub(crate) precision: i64,
}

impl Default for Part<'_> {
    fn default() -> Self {
        Self { observer: 0, offset: &|_| 0.0, delay: &|_| 0.02, writes: &|_| true, precision: SECOND / 1_000 }
    }
}

/// Seconds to nanoseconds.
pub(crate) fn nanos(seconds: f64) -> i64 {
    (seconds * 1e9) as i64
}

impl Script {
    /// Lets an observer write every so often, from one second to another.
    pub(crate) fn add(&mut self, part: &Part<'_>, from: f64, to: f64, every: f64) -> &mut Self {
        let mut at = from;
        while at < to {
            if (part.writes)(at) {
                self.add_one(part, at, Vec::new());
            }
            // A little out of step, so that no two observers write together by design.
            at += every * (0.75 + 0.5 * ((at * 7.31).sin().abs()));
        }
        self
    }

    /// Lets an observer write once.
    pub(crate) fn add_one(&mut self, part: &Part<'_>, at: f64, keys: Vec<Key>) {
        let seq = self.observations.len() as u64 + 1;
        let stamped = BEGIN + nanos(at);
        let shown = stamped + nanos((part.offset)(at));
        self.stamped.push(stamped);
        self.observations.push(Observation {
            id: EventId::of(Seq(seq)),
            observer: ObserverId(part.observer),
            stream: StreamId(u64::from(part.observer)),
            position: Position(seq),
            channel: Channel::Live,
            received_at: UtcNanos(stamped + nanos((part.delay)(at))),
            receipt_error: ReceiptError { nanos_max: 10_000_000, is_vouched: true },
            written: Some(WrittenStamp {
                at: UtcNanos(shown.div_euclid(part.precision) * part.precision),
                precision: part.precision,
            }),
            clock: ClockTraits::default(),
            order: StreamOrder::Unknown,
            lag: LagKind::Direct,
            digest: None,
            keys,
        });
    }

    /// Both tell one happening.
    pub(crate) fn add_anchor(&mut self, one: &Part<'_>, other: &Part<'_>, at: f64, digest: u64) {
        for part in [one, other] {
            self.add_one(part, at, vec![Key { kind: KeyKind::Flow, digest, role: KeyRole::Tells }]);
        }
    }

    pub(crate) fn build(&self) -> Chronology {
        self.build_assuming(AssumptionSet::DEFAULT)
    }

    pub(crate) fn build_assuming(&self, assume: AssumptionSet) -> Chronology {
        Chronology::build(self.observations.clone(), &Settings { assume, ..Settings::default() })
    }

    /// How many are outside of their interval.
    pub(crate) fn count_outside(&self, chronology: &Chronology) -> usize {
        let outside = |of: &Observation, stamped: i64| {
            let timing = chronology.timing(of.id).expect("it was built from it");
            stamped < timing.earliest || stamped > timing.latest
        };
        self.observations.iter().zip(&self.stamped).filter(|(of, stamped)| outside(of, **stamped)).count()
    }

    /// Pairs that are stated in the wrong order, of all pairs of every `skip`th record; and how many are stated.
    pub(crate) fn count_wrong(&self, chronology: &Chronology, skip: usize) -> (usize, usize) {
        let (mut wrong, mut stated) = (0, 0);
        let picked: Vec<usize> = (0..self.observations.len()).step_by(skip.max(1)).collect();
        for (at, one) in picked.iter().enumerate() {
            for other in &picked[at + 1..] {
                let ids = (self.observations[*one].id, self.observations[*other].id);
                let before = self.stamped[*one] < self.stamped[*other];
                match chronology.precedence(ids.0, ids.1, Moment::Stamped) {
                    Some(Precedence::Before) => (wrong, stated) = (wrong + usize::from(!before), stated + 1),
                    Some(Precedence::After) => (wrong, stated) = (wrong + usize::from(before), stated + 1),
                    _ => {}
                }
            }
        }
        (wrong, stated)
    }
}

/// The findings of one kind about an observer.
pub(crate) fn findings(chronology: &Chronology, kind: FindingKind, observer: u32) -> Vec<timeline::EvidenceFinding> {
    let about = |of: &&timeline::EvidenceFinding| of.kind == kind && of.observer == Some(ObserverId(observer));
    chronology.findings().iter().filter(about).cloned().collect()
}
