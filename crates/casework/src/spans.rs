//! Which records clocks are modelled from: all of a vault while they are few; else those around what is asked, those
//! around what others told of the same, and the newest.

use model::Seq;
use stamp::UtcNanos;

/// The newest records are always read, so many of those that may be read at once: an eighth. What is chosen beside them
/// is chosen anew only when as many more have come, and stays the same meanwhile.
const NEWEST_PART: u64 = 8;

/// What clocks are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// These records.
    Records(Vec<Seq>),
    /// Whatever was read near the first moment, between the two others.
    Between(UtcNanos, UtcNanos, UtcNanos),
    /// Every clock that there is.
    Clocks,
}

/// How a vault of some size is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Whole.
    Whole,
    /// In part.
    Part(Part),
}

/// What may be read of a vault that holds more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// What is asked.
    pub(crate) asked: Asked,
    /// Records are chosen among those up to here, and all later ones are read.
    pub(crate) base: Seq,
    /// So many around what is asked, at most.
    pub(crate) around: u64,
    /// So many around what others told of the same, at most.
    pub(crate) others: u64,
}

impl Reach {
    /// Of a vault with so many numbers, of which so many may be read at once.
    pub(crate) fn find(asked: Asked, cut: Seq, records_max: u64) -> Self {
        if cut.0 <= records_max {
            return Self::Whole;
        }
        let newest = (records_max / NEWEST_PART).max(1);
        let base = Seq(cut.0 - cut.0 % newest);
        let asked = match asked {
            Asked::Records(mut seqs) => {
                seqs.sort_unstable();
                seqs.dedup();
                Asked::Records(seqs)
            }
            other => other,
        };
        Self::Part(Part { asked, base, around: newest * (NEWEST_PART / 2), others: newest * (NEWEST_PART / 2 - 1) })
    }
}

/// The widest equal neighbourhoods of some records that hold no more than so many together, merged where they meet and
/// cut at both ends of the vault. Records that are more than that stand alone.
pub(crate) fn spread_around(seqs: &[Seq], base: Seq, records_max: u64) -> Vec<(Seq, Seq)> {
    // The width grows with the distance, so the widest that fits lies where halving ends.
    let (mut fits, mut too_wide) = (0, records_max.saturating_add(1));
    while too_wide - fits > 1 {
        let distance = fits.midpoint(too_wide);
        if count_numbers(&list_neighbourhoods(seqs, base, distance)) <= records_max {
            fits = distance;
        } else {
            too_wide = distance;
        }
    }
    list_neighbourhoods(seqs, base, fits)
}

fn list_neighbourhoods(seqs: &[Seq], base: Seq, distance: u64) -> Vec<(Seq, Seq)> {
    let within = seqs.iter().map(|seq| seq.0.min(base.0));
    join_spans(
        within.map(|seq| (Seq(seq.saturating_sub(distance).max(1)), Seq(seq.saturating_add(distance).min(base.0)))),
    )
}

/// Spans in order, merged where they meet.
pub(crate) fn join_spans(spans: impl IntoIterator<Item = (Seq, Seq)>) -> Vec<(Seq, Seq)> {
    let mut spans: Vec<(Seq, Seq)> = spans.into_iter().filter(|(from, through)| from <= through).collect();
    spans.sort_unstable();
    let mut joined: Vec<(Seq, Seq)> = Vec::new();
    for (from, through) in spans {
        match joined.last_mut() {
            Some(last) if from.0 <= last.1.0.saturating_add(1) => last.1 = last.1.max(through),
            _ => joined.push((from, through)),
        }
    }
    joined
}

/// What these spans hold and those do not; both in order.
pub(crate) fn leave_out(spans: &[(Seq, Seq)], those: &[(Seq, Seq)]) -> Vec<(Seq, Seq)> {
    let mut rest = Vec::new();
    for (from, through) in spans {
        let mut next = from.0;
        for (first, last) in those.iter().filter(|(first, last)| last >= from && first <= through) {
            if first.0 > next {
                rest.push((Seq(next), Seq(first.0 - 1)));
            }
            next = next.max(last.0.saturating_add(1));
        }
        if next <= through.0 {
            rest.push((Seq(next), *through));
        }
    }
    rest
}

/// How many numbers some spans hold.
pub(crate) fn count_numbers(spans: &[(Seq, Seq)]) -> u64 {
    spans.iter().map(|(from, through)| (through.0 + 1).saturating_sub(from.0)).sum()
}

/// True where a number stands in one of some spans that are in order.
pub(crate) fn holds(spans: &[(Seq, Seq)], seq: Seq) -> bool {
    let after = spans.partition_point(|(from, _)| *from <= seq);
    after.checked_sub(1).and_then(|at| spans.get(at)).is_some_and(|(_, through)| seq <= *through)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seqs(numbers: &[u64]) -> Vec<Seq> {
        numbers.iter().copied().map(Seq).collect()
    }

    fn spans(pairs: &[(u64, u64)]) -> Vec<(Seq, Seq)> {
        pairs.iter().map(|(from, through)| (Seq(*from), Seq(*through))).collect()
    }

    #[test]
    fn a_vault_is_read_whole_while_it_is_small_and_its_choice_stands_for_a_while() {
        let reach = |cut| Reach::find(Asked::Records(seqs(&[9, 5, 9])), Seq(cut), 1_000);
        assert_eq!(reach(1_000), Reach::Whole);
        let part = Part { asked: Asked::Records(seqs(&[5, 9])), base: Seq(1_000), around: 500, others: 375 };
        assert_eq!((reach(1_001), reach(1_124)), (Reach::Part(part.clone()), Reach::Part(part.clone())));
        assert_eq!(reach(1_125), Reach::Part(Part { base: Seq(1_125), ..part }));
        assert!(matches!(Reach::find(Asked::Clocks, Seq(2), 0), Reach::Part(Part { base: Seq(2), .. })));
    }

    #[test]
    fn neighbourhoods_are_as_wide_as_they_may_be() {
        assert_eq!(spread_around(&[], Seq(10), 5), []);
        assert_eq!(spread_around(&seqs(&[5]), Seq(1_000), 101), spans(&[(1, 101)]));
        assert_eq!(spread_around(&seqs(&[500]), Seq(1_000), 101), spans(&[(450, 550)]));
        assert_eq!(spread_around(&seqs(&[100, 900]), Seq(1_000), 102), spans(&[(75, 125), (875, 925)]));
        assert_eq!(spread_around(&seqs(&[10, 12]), Seq(1_000), 7), spans(&[(8, 14)]), "they share what lies between");
        assert_eq!(spread_around(&seqs(&[2_000]), Seq(1_000), 11), spans(&[(990, 1_000)]), "beyond the base");
        assert_eq!(
            spread_around(&seqs(&[1, 5, 9]), Seq(10), 2),
            spans(&[(1, 1), (5, 5), (9, 9)]),
            "cited all the same"
        );
    }

    #[test]
    fn what_is_held_already_is_left_out() {
        let all = spans(&[(1, 100), (200, 300)]);
        assert_eq!(leave_out(&all, &[]), all);
        assert_eq!(leave_out(&all, &spans(&[(1, 50), (90, 250)])), spans(&[(51, 89), (251, 300)]));
        assert_eq!(leave_out(&all, &spans(&[(1, 300)])), []);
        assert_eq!(count_numbers(&all), 201);
        let held = [1, 100, 101, 199, 200, 300, 301].map(|seq| holds(&all, Seq(seq)));
        assert_eq!(held, [true, true, false, false, true, true, false]);
    }
}
