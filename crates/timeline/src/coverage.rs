//! What could be seen when: silence told apart from quiet, from our own absence and from what was dropped.

use stamp::{Interval, UtcNanos};

use crate::settings::SECOND;

/// Why there is no event in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageKind {
    /// We listened and the source was alive: what did not come did not happen, as far as it reports it.
    ObservedQuiet,
    /// The source was silent for longer than its habit.
    SourceSilent,
    /// We did not listen, or no file tells of it.
    NotListening,
    /// Records were dropped on the way: by the kernel, or the device counted more than reached us.
    Dropped,
    /// Nothing tells whether the source was alive: before its first record, behind its last where too few tell of a
    /// habit, and where records were not looked at.
    NotKnown,
}

impl CoverageKind {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ObservedQuiet => "observed_quiet",
            Self::SourceSilent => "source_silent",
            Self::NotListening => "not_listening",
            Self::Dropped => "dropped",
            Self::NotKnown => "not_known",
        }
    }
}

/// A span and what could be seen in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverageSpan {
    /// From its first to its last moment.
    pub at: Interval,
    /// What could be seen.
    pub kind: CoverageKind,
}

/// What is known of one feed or observer.
#[derive(Clone, Debug, Default)]
pub struct CoverageInput {
    /// When its records were written, as far as it is known, in any order.
    pub moments: Vec<UtcNanos>,
    /// When we did not listen: between a stop and the next start, and outside of what a file holds.
    pub absences: Vec<Interval>,
    /// When something was dropped: between two readings of the kernel's count, or of the device's own.
    pub drops: Vec<Interval>,
    /// Where there may be records that were not looked at.
    pub not_looked_at: Vec<Interval>,
}

/// How many times its habit a source may be silent, and how short a silence is never told.
const SILENCE_HABITS: i64 = 5;
const SILENCE_MIN: i64 = 60 * SECOND;

/// A source's habit: the pause that 99 % of its pauses do not exceed, and never the longest of all, which is what is
/// judged by it; none with fewer than 20 records.
#[must_use]
pub fn measure_habit(moments: &[UtcNanos]) -> Option<i64> {
    let mut sorted = moments.to_vec();
    sorted.sort_unstable();
    let mut pauses: Vec<i64> =
        sorted.windows(2).filter_map(|pair| Some(pair.last()?.0.saturating_sub(pair.first()?.0))).collect();
    if pauses.len() < 19 {
        return None;
    }
    let rank = (pauses.len() * 99 / 100).min(pauses.len() - 2);
    let (_, habit, _) = pauses.select_nth_unstable(rank);
    Some(*habit)
}

/// How long a source with such a habit may be silent.
#[must_use]
pub fn silence_allowed(habit: Option<i64>) -> i64 {
    habit.map_or(0, |habit| habit.saturating_mul(SILENCE_HABITS)).max(SILENCE_MIN)
}

/// Splits a span by what could be seen in it, in order and without holes. Where several hold, our own absence stands
/// before drops, drops before silence. Without a habit nothing is called silent.
#[must_use]
pub fn cover(span: Interval, input: &CoverageInput) -> Vec<CoverageSpan> {
    let mut moments = input.moments.clone();
    moments.sort_unstable();
    let habit = measure_habit(&moments);
    let silent = match habit {
        Some(_) => find_silence(span, &moments, silence_allowed(habit)),
        None => Vec::new(),
    };
    let unknown = find_unknown(&moments, habit.is_some());
    let layers = [
        (CoverageKind::NotListening, input.absences.as_slice()),
        (CoverageKind::Dropped, input.drops.as_slice()),
        (CoverageKind::NotKnown, input.not_looked_at.as_slice()),
        (CoverageKind::SourceSilent, silent.as_slice()),
        (CoverageKind::NotKnown, unknown.as_slice()),
    ];
    // +1 where a layer begins, −1 after it ends.
    let mut edges: Vec<(UtcNanos, usize, i32)> = vec![(span.earliest, 0, 0)];
    for (layer, (_, spans)) in layers.iter().enumerate() {
        for of in spans.iter().filter(|of| of.overlaps(&span)) {
            edges.push((of.earliest.max(span.earliest), layer, 1));
            if of.latest < span.latest {
                edges.push((of.latest.saturating_add(1), layer, -1));
            }
        }
    }
    edges.sort_unstable();
    let mut depth = [0_i32; 5];
    let mut covered: Vec<CoverageSpan> = Vec::new();
    let ends = edges.iter().skip(1).map(|edge| edge.0.saturating_sub(1)).chain([span.latest]);
    for ((from, layer, by), to) in edges.iter().zip(ends) {
        if let Some(depth) = depth.get_mut(*layer) {
            *depth += by;
        }
        if to < *from {
            continue;
        }
        let held = layers.iter().zip(depth).find(|(_, depth)| *depth > 0);
        let kind = held.map_or(CoverageKind::ObservedQuiet, |((kind, _), _)| *kind);
        match covered.last_mut() {
            Some(last) if last.kind == kind => last.at.latest = to,
            _ => covered.push(CoverageSpan { at: Interval { earliest: *from, latest: to }, kind }),
        }
    }
    covered
}

/// Where nothing tells that a source was alive: before its first record; behind its last, where no habit tells how long
/// it may be silent.
fn find_unknown(moments: &[UtcNanos], has_habit: bool) -> Vec<Interval> {
    let (Some(first), Some(last)) = (moments.first(), moments.last()) else {
        return vec![Interval { earliest: UtcNanos::MIN, latest: UtcNanos::MAX }];
    };
    let before = Interval { earliest: UtcNanos::MIN, latest: first.saturating_sub(1) };
    let after = Interval { earliest: last.saturating_add(SILENCE_MIN), latest: UtcNanos::MAX };
    if has_habit { vec![before] } else { vec![before, after] }
}

/// Pauses behind a record that are longer than allowed.
fn find_silence(span: Interval, moments: &[UtcNanos], allowed: i64) -> Vec<Interval> {
    let begin = moments.partition_point(|at| *at < span.earliest).saturating_sub(1);
    let end = moments.partition_point(|at| *at <= span.latest);
    // Behind the span's end stands the next record, or nothing.
    let after = moments.get(end).map_or(span.latest.saturating_add(1), |at| *at);
    let inside = moments.get(begin..end).unwrap_or_default();
    let mut silent = Vec::new();
    for (before, at) in inside.iter().zip(inside.iter().skip(1).chain([&after])) {
        if at.0.saturating_sub(before.0) > allowed {
            silent.push(Interval { earliest: before.saturating_add(1), latest: at.saturating_sub(1) });
        }
    }
    silent
}

/// Records that a device counted and that never reached us: (the count before, the count after, how many) for each
/// hole. Counts may be in any order; those that repeat say nothing, and a count that falls to a tenth is a restart.
#[must_use]
pub fn find_count_holes(counts: &[(UtcNanos, u64)]) -> Vec<CountHole> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let mut holes = Vec::new();
    let mut seen: Option<(UtcNanos, u64)> = None;
    let mut pending: Vec<(UtcNanos, u64)> = Vec::new();
    for (at, count) in sorted {
        let restarted = seen.is_some_and(|(_, last)| count < last / 10);
        if restarted {
            close_run(&mut pending, &mut holes);
        }
        pending.push((at, count));
        seen = Some((at, count));
    }
    close_run(&mut pending, &mut holes);
    holes
}

/// A hole in a device's own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountHole {
    /// Between the records on both sides.
    pub at: Interval,
    /// The last count before it.
    pub before: u64,
    /// The first count after it.
    pub after: u64,
}

impl CountHole {
    /// How many records are missing.
    #[must_use]
    pub const fn missing(&self) -> u64 {
        self.after - self.before - 1
    }
}

fn close_run(run: &mut Vec<(UtcNanos, u64)>, holes: &mut Vec<CountHole>) {
    run.sort_unstable_by_key(|(at, count)| (*count, *at));
    for pair in run.windows(2) {
        if let [(one, before), (other, after)] = pair
            && after - before > 1
        {
            let at = Interval { earliest: *one.min(other), latest: *one.max(other) };
            holes.push(CountHole { at, before: *before, after: *after });
        }
    }
    run.clear();
}
