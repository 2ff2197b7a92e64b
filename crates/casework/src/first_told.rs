//! What the same file tells again when it is brought once more: nothing.

use std::collections::{HashMap, HashSet};

use model::{Position, Seq, StreamOrigin};

use crate::{gather::Gathered, shared_keys::digest};

/// A digest of what makes a file itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct File(u64);

impl File {
    /// None of what comes live.
    pub(crate) fn of(origin: &StreamOrigin) -> Option<Self> {
        origin.identity().map(|identity| Self(digest(&[identity.0.as_bytes()])))
    }
}

/// Where a record stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PlaceInFile {
    pub(crate) file: File,
    pub(crate) position: Position,
}

/// Which record told first what stands at each place of each file.
#[derive(Debug, Default)]
pub(crate) struct FirstTold(HashMap<PlaceInFile, Seq>);

impl FirstTold {
    /// Takes the records out that tell again what was told before, by the same file brought another time: whoever
    /// imports it twice, perhaps by two zones, has neither a second witness nor a second clock.
    pub(crate) fn take_out_repeats(&mut self, gathered: &mut Gathered) {
        let repeats: HashSet<Seq> = gathered
            .places
            .drain(..)
            .filter(|(seq, place)| *self.0.entry(*place).or_insert(*seq) != *seq)
            .map(|(seq, _)| seq)
            .collect();
        if !repeats.is_empty() {
            gathered.observations.retain(|of| !repeats.contains(&of.id.seq));
            gathered.records -= repeats.len();
        }
    }
}
