//! Digests of an index, by which a rebuilt one is compared.

use model::Seq;
use seal::{Digest, Frontier, leaf_hash, sha256};
use tantivy::{DocSet, SegmentReader, TERMINATED, schema::IndexRecordOption};

use crate::{
    IndexError, IndexErrorKind,
    schema::{AT, LAYOUT, SEQ},
    snapshot::{Snapshot, View},
};

/// What an index was fed, and what it holds. Both depend on the records and the reader alone: not on when it was
/// committed, nor on how tantivy has cut and merged its segments since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Up to which record.
    pub through: Seq,
    /// How many events.
    pub documents: u64,
    /// The RFC 6962 root over what each event handed to tantivy, in `seq` order.
    pub fed: Digest,
    /// The RFC 6962 root over what is read back for each event, in `seq` order: its number, its time, and a sum over
    /// the terms under which it is found.
    pub columns: Digest,
}

/// One document, read back.
struct Row {
    seq: u64,
    at: i64,
    /// The sum, modulo 2^128, of the first half of SHA-256 of each term under which it is found. A sum, because each
    /// segment tells its terms in an order of its own.
    terms: u128,
}

pub(crate) fn read_digests(snapshot: &Snapshot) -> Result<Digests, IndexError> {
    let mut columns = Frontier::new();
    for view in &snapshot.generations {
        let mut rows =
            read_rows(view).map_err(|error| IndexError::new("read the index back", IndexErrorKind::from(error)))?;
        rows.sort_unstable_by_key(|row| row.seq);
        columns.extend(rows.iter().map(|row| {
            let numbers = [row.seq.to_be_bytes(), row.at.to_be_bytes()];
            leaf_hash(&[b"ledgerline/index-row/v1\n", numbers.as_flattened(), &row.terms.to_be_bytes()])
        }));
    }
    let fed = snapshot.payload.fed().unwrap_or_default();
    Ok(Digests { through: snapshot.through(), documents: columns.len(), fed: fed.root(), columns: columns.root() })
}

fn read_rows(view: &View) -> tantivy::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for reader in view.searcher.segment_readers() {
        let at = reader.fast_fields().i64(AT)?.first_or_default_col(0);
        let seq = reader.fast_fields().u64(SEQ)?.first_or_default_col(0);
        let terms = sum_terms(reader)?;
        let documents = (0_u32..).zip(terms);
        rows.extend(documents.map(|(id, terms)| Row { seq: seq.get_val(id), at: at.get_val(id), terms }));
    }
    Ok(rows)
}

/// For each document of a segment the sum over its terms.
fn sum_terms(reader: &SegmentReader) -> tantivy::Result<Vec<u128>> {
    let mut sums = vec![0_u128; reader.max_doc() as usize];
    for (column, entry) in LAYOUT.schema.fields().filter(|(_, entry)| entry.is_indexed()) {
        let inverted = reader.inverted_index(column)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let digest = sha256(&[entry.name().as_bytes(), b"\n", term]);
            let hash = digest.0.iter().take(16).fold(0_u128, |hash, byte| hash << 8 | u128::from(*byte));
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            let mut document = postings.doc();
            while document != TERMINATED {
                if let Some(sum) = sums.get_mut(document as usize) {
                    *sum = sum.wrapping_add(hash);
                }
                document = postings.advance();
            }
        }
    }
    Ok(sums)
}
