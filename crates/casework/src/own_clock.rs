//! Our own clock as custody tells it: how far each receipt can be off, and whether anything vouches for that.

use ledger::{EntryType, Ledger, Line};
use model::Seq;
use serde_json::Value as Json;
use timeline::ReceiptError;

use crate::error::{CaseworkError, During};

/// Records that came while the clock stood as one entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// The last record before it.
    after: Seq,
    /// The last that may be in it: a change lies between two looks at the clock, so stretches overlap.
    through: Seq,
    error: ReceiptError,
}

/// How far our own clock can have been off, record by record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnClock {
    stretches: Vec<Stretch>,
}

/// What one entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The clock was set by so many nanoseconds.
    Step(i64),
    State(ReceiptError),
}

impl OwnClock {
    /// Reads every `clock` entry.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, CaseworkError> {
        let mut own = Self::unvouched();
        for entry in ledger.iterate_entries(&[EntryType::Clock]) {
            let line = entry.during("read our own clock")?.parse().during("read our own clock")?;
            if let Some((after, through, told)) = parse(&line) {
                own.add(after, through, told);
            }
        }
        Ok(own)
    }

    fn unvouched() -> Self {
        let error = ReceiptError::default();
        Self { stretches: vec![Stretch { after: Seq(0), through: Seq(u64::MAX), error }] }
    }

    fn add(&mut self, after: Seq, through: Seq, told: Told) {
        let Some(last) = self.stretches.last_mut() else { return };
        last.through = through;
        let standing = last.error;
        let error = match told {
            Told::State(error) => error,
            Told::Step(nanos) => {
                // What was set was wrong before, nobody knows since when; and right now only if somebody says so.
                let wrong = ReceiptError {
                    nanos_max: standing.nanos_max.saturating_add(nanos.saturating_abs()),
                    is_vouched: standing.is_vouched,
                };
                last.error = wrong;
                if standing.is_vouched { wrong } else { standing }
            }
        };
        self.stretches.push(Stretch { after, through: Seq(u64::MAX), error });
    }

    /// How far off a record's receipt can be: where a change lies nearby, the worse of both sides.
    pub(crate) fn error_of(&self, seq: Seq) -> ReceiptError {
        let begun = self.stretches.partition_point(|stretch| stretch.after < seq);
        let held = self.stretches.iter().take(begun).rev().take_while(|stretch| stretch.through >= seq);
        let worse = |one: ReceiptError, other: ReceiptError| ReceiptError {
            nanos_max: one.nanos_max.max(other.nanos_max),
            is_vouched: one.is_vouched && other.is_vouched,
        };
        held.map(|stretch| stretch.error).reduce(worse).unwrap_or_default()
    }
}

/// What a `clock` entry says (crates/ledger/FORMAT.md); none for what a later version may add.
fn parse(line: &Line) -> Option<(Seq, Seq, Told)> {
    let seq = |name: &str| line.detail.get(name).and_then(Json::as_u64).map(Seq);
    let told = match (line.action.as_str(), line.detail.get("state").and_then(Json::as_str)) {
        ("clock.step", _) => Told::Step(line.detail.get("step_ns")?.as_str()?.parse().ok()?),
        ("clock.state", Some("synchronised")) => {
            let nanos_max = line.detail.get("error_max_ns")?.as_i64()?;
            Told::State(ReceiptError { nanos_max, is_vouched: true })
        }
        ("clock.state", Some(_)) => Told::State(ReceiptError::default()),
        _ => return None,
    };
    Some((seq("after_seq")?, seq("through_seq")?, told))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000_000;

    fn vouched(nanos_max: i64) -> ReceiptError {
        ReceiptError { nanos_max, is_vouched: true }
    }

    fn unvouched(nanos_max: i64) -> ReceiptError {
        ReceiptError { nanos_max, is_vouched: false }
    }

    #[test]
    fn a_receipt_is_as_good_as_the_clock_was() {
        let mut own = OwnClock::unvouched();
        let none = ReceiptError::default().nanos_max;
        assert_eq!(own.error_of(Seq(9)), unvouched(none), "before anything is entered");
        own.add(Seq(10), Seq(12), Told::State(vouched(SECOND / 250)));
        own.add(Seq(20), Seq(22), Told::State(ReceiptError::default()));
        own.add(Seq(30), Seq(32), Told::Step(-7 * SECOND));
        own.add(Seq(30), Seq(32), Told::State(vouched(SECOND / 125)));
        own.add(Seq(40), Seq(40), Told::Step(2 * SECOND));
        let table = [
            (10, unvouched(none), "nothing was known"),
            (11, unvouched(none), "the change lies about here"),
            (13, vouched(4_000_000), "vouched for"),
            (21, unvouched(none + 7 * SECOND), "or not any more"),
            (25, unvouched(none + 7 * SECOND), "found to be wrong later"),
            (31, unvouched(none + 7 * SECOND), "before or after the step"),
            (33, vouched(2 * SECOND + 8_000_000), "set again, although vouched for"),
            (41, vouched(2 * SECOND + 8_000_000), "nobody knows which of both was right"),
        ];
        for (seq, error, case) in table {
            assert_eq!(own.error_of(Seq(seq)), error, "{seq}: {case}");
        }
    }
}
