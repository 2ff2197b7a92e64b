//! What each commit says of itself.

use std::collections::BTreeMap;

use model::Seq;
use seal::{Digest, Frontier};
use serde::{Deserialize, Serialize};

use crate::{Outcomes, schema::INDEX_VERSION};

/// What a commit says of the whole index up to itself, kept by tantivy beside the documents, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payload {
    pub(crate) version: u32,
    /// The reader's, as the caller gave it.
    pub(crate) fingerprint: String,
    /// Every record up to here has its outcome.
    pub(crate) through: Seq,
    /// The caller's own.
    pub(crate) state: String,
    pub(crate) counts: BTreeMap<String, Outcomes>,
    /// The head of the tree over what was handed over.
    fed_len: u64,
    fed_peaks: Vec<String>,
    pub(crate) generation: GenerationRange,
}

/// What a commit says of its own generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GenerationRange {
    pub(crate) documents: u64,
    /// The day of receipt of the first one, in days since 1970.
    pub(crate) day: i64,
}

impl Payload {
    /// That of an index into which nothing was fed.
    pub(crate) fn new(fingerprint: &str) -> Self {
        Self {
            version: INDEX_VERSION,
            fingerprint: fingerprint.to_owned(),
            through: Seq(0),
            state: String::new(),
            counts: BTreeMap::new(),
            fed_len: 0,
            fed_peaks: Vec::new(),
            generation: GenerationRange::default(),
        }
    }

    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let payload: Self =
            serde_json::from_str(text).map_err(|error| format!("its commit cannot be read: {error}"))?;
        if payload.fed().is_none() {
            return Err("the head of its tree does not fit its length".to_owned());
        }
        Ok(payload)
    }

    pub(crate) fn write(&self) -> String {
        // A map with text keys and plain values always is JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn fed(&self) -> Option<Frontier> {
        let peaks = self.fed_peaks.iter().map(|peak| Digest::from_hex(peak).ok()).collect::<Option<Vec<_>>>()?;
        Frontier::from_parts(self.fed_len, peaks)
    }

    pub(crate) fn set_fed(&mut self, fed: &Frontier) {
        let (len, peaks) = fed.parts();
        self.fed_len = len;
        self.fed_peaks = peaks.iter().map(ToString::to_string).collect();
    }

    pub(crate) const fn fed_len(&self) -> u64 {
        self.fed_len
    }
}
