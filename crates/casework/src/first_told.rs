//! What the same file tells again when it is brought once more: nothing.

use std::collections::{HashMap, HashSet};

use model::{Position, Seq, StreamOrigin};

use crate::{gather::Gathered, shared_keys::digest};

/// Where a record stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PlaceInFile {
    /// A digest of what makes the file itself.
    file: u64,
    position: Position,
}

impl PlaceInFile {
    /// None of a record that came live.
    pub(crate) fn new(origin: &StreamOrigin, position: Position) -> Option<Self> {
        let identity = origin.identity()?;
        Some(Self { file: digest(&[identity.0.as_bytes()]), position })
    }
}

/// Which record told first what stands at each place of each file.
#[derive(Clone, Debug, Default)]
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
