//! The crash guard of the reader: a range that ended two starts is bisected and set aside.
//!
//! A reader that panics is caught record by record. One that overflows its stack ends the process; the next start would
//! end the same way. So the range about to be read is noted in a file, and a note that is found twice at start halves
//! the range until one record is left, which is then given up.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use model::Seq;
use serde::{Deserialize, Serialize};

/// The note, and where it lies.
#[derive(Debug)]
pub(crate) struct ReadingNote {
    path: PathBuf,
    suspect: Option<Range>,
    given_up: Option<Seq>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Range {
    first: Seq,
    last: Seq,
    /// Starts that ended while this range was read.
    ends: u32,
}

impl ReadingNote {
    /// Takes up the note that an earlier start left, if any. A note that cannot be read counts as none.
    #[must_use]
    pub(crate) fn open(path: &Path) -> Self {
        let left: Option<Range> = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let suspect = left.map(|range| Range { ends: range.ends.saturating_add(1), ..range });
        let given_up = suspect.filter(|range| range.ends >= 2 && range.first == range.last).map(|range| range.first);
        Self { path: path.to_owned(), suspect, given_up }
    }

    /// The record that is not to be read again.
    #[must_use]
    pub(crate) const fn given_up(&self) -> Option<Seq> {
        self.given_up
    }

    /// How far one may read at once from `first`, towards `last`: less where a suspect range lies ahead.
    ///
    /// # Errors
    /// The note could not be written.
    pub(crate) fn begin(&mut self, first: Seq, last: Seq) -> io::Result<Seq> {
        let Some(suspect) = self.suspect.filter(|range| range.last >= first && range.first <= last) else {
            self.write(Range { first, last, ends: 0 })?;
            return Ok(last);
        };
        if suspect.first > first {
            let last = Seq(suspect.first.0.saturating_sub(1));
            self.write(Range { first, last, ends: suspect.ends })?;
            return Ok(last);
        }
        let width = suspect.last.0.saturating_sub(first.0);
        let last = if suspect.ends >= 2 { Seq(first.0.saturating_add(width / 2)) } else { suspect.last };
        // A narrower range starts with one end behind it, so that the next one narrows it again.
        let ends = if suspect.ends >= 2 { 1 } else { suspect.ends };
        self.write(Range { first, last, ends })?;
        if last >= suspect.last {
            self.suspect = None;
        } else {
            self.suspect = Some(Range { first: last.next(), ..suspect });
        }
        Ok(last)
    }

    /// Notes that the range was read.
    pub(crate) fn finish(&self) {
        // Gone already is as good; a note that stays costs one more careful start.
        let _ = fs::remove_file(&self.path);
    }

    fn write(&self, range: Range) -> io::Result<()> {
        fs::write(&self.path, serde_json::to_vec(&range)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Starts over and over with a reader that ends the process at `poison`; gives what was read and what was given up.
    fn run(poison: u64, through: u64) -> (u64, Vec<u64>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reading");
        let (mut at, mut given_up, mut starts) = (1, Vec::new(), 0);
        'start: loop {
            starts += 1;
            assert!(starts < 60, "it does not come to an end");
            let mut note = ReadingNote::open(&path);
            // What was read before the end was not committed, as the worst case has it.
            at = at.min(1);
            while at <= through {
                let last = note.begin(Seq(at), Seq((at + 999).min(through))).unwrap().0;
                for seq in at..=last {
                    if note.given_up() == Some(Seq(seq)) {
                        given_up.push(seq);
                    } else if seq == poison && !given_up.contains(&seq) {
                        continue 'start;
                    }
                }
                note.finish();
                at = last + 1;
            }
            return (at - 1, given_up);
        }
    }

    #[test]
    fn one_record_that_ends_the_process_is_given_up_and_all_others_are_read() {
        for poison in [1, 2, 500, 1000, 1001, 2500, 3000] {
            assert_eq!(run(poison, 3000), (3000, vec![poison]), "{poison}");
        }
    }

    #[test]
    fn nothing_is_given_up_without_cause() {
        assert_eq!(run(u64::MAX, 3000), (3000, vec![]));
    }
}
