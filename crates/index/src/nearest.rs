//! Of each group of events the one that is nearest to a moment, found in one pass over the dictionaries.

use std::collections::{BTreeMap, HashMap};

use model::{Field, Seq};
use stamp::UtcNanos;
use tantivy::{DocSet, SegmentReader, TERMINATED, schema::Field as Column, schema::IndexRecordOption};

use crate::{
    Hit, IndexError, IndexErrorKind,
    schema::{AT, LAYOUT, SEQ},
    snapshot::Snapshot,
};

/// What is asked.
#[derive(Clone, Copy)]
pub struct NearestRequest<'a> {
    /// The fields that name an event's group: the first of them with a value does. Events that none of them names are
    /// grouped by feed and format.
    pub fields: &'a [Field],
    /// Values that name no group, in small letters.
    pub nobody: &'a [&'a str],
    /// The nearest to it, by the time as read, come first: those from it on before those before it.
    pub near: UtcNanos,
    /// The first moment of the window, by the time as read.
    pub from: UtcNanos,
    /// The moment after the window.
    pub to: UtcNanos,
    /// Nothing that was indexed later.
    pub through: Seq,
    /// Nothing of these.
    pub without: &'a dyn Fn(Seq) -> bool,
    /// How many groups at most, the nearest.
    pub limit: usize,
}

/// How many groups are held while it is looked for the nearest, at least: their names come from whoever sends.
const GROUPS_MIN: usize = 4_096;

/// How far an event stands from the moment; the nearest has the smallest. At last its time and its number.
type Distance = (bool, u64, i64, u64);

/// What a group has in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Group {
    Named(Vec<u8>),
    Way(Vec<u8>, Vec<u8>),
}

pub(crate) fn find_nearest(snapshot: &Snapshot, request: &NearestRequest<'_>) -> Result<Vec<Hit>, IndexError> {
    let mut nearest: HashMap<Group, Distance> = HashMap::new();
    for view in &snapshot.generations {
        for (reader, bounds) in view.searcher.segment_readers().iter().zip(&view.segments) {
            let is_touched = bounds.at.1 >= request.from.0 && bounds.at.0 < request.to.0;
            if is_touched && bounds.seq.0 <= request.through.0 {
                visit_segment(reader, request, &mut nearest)
                    .map_err(|error| IndexError::new("search a segment", IndexErrorKind::from(error)))?;
            }
        }
    }
    let mut all: Vec<Distance> = nearest.into_values().collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(request.limit);
    Ok(all.into_iter().map(|(.., at, seq)| Hit { at: UtcNanos(at), seq: Seq(seq) }).collect())
}

/// Lets go what others stand nearer than. Distances only shrink, so none of it can be asked for unless it comes again.
fn keep_nearest(nearest: &mut HashMap<Group, Distance>, limit: usize) {
    let mut distances: Vec<Distance> = nearest.values().copied().collect();
    distances.sort_unstable();
    // One event may stand for several groups.
    distances.dedup();
    if let Some(bound) = distances.get(limit) {
        nearest.retain(|_, distance| *distance < *bound);
    }
}

fn visit_segment(
    reader: &SegmentReader,
    request: &NearestRequest<'_>,
    nearest: &mut HashMap<Group, Distance>,
) -> tantivy::Result<()> {
    let at = reader.fast_fields().i64(AT)?.first_or_default_col(0);
    let seq = reader.fast_fields().u64(SEQ)?.first_or_default_col(0);
    let measure = |document: u32| {
        let at = at.get_val(document);
        if at < request.from.0 || at >= request.to.0 {
            return None;
        }
        let seq = seq.get_val(document);
        let is_asked_for = seq <= request.through.0 && !(request.without)(Seq(seq));
        is_asked_for.then(|| (at < request.near.0, at.abs_diff(request.near.0), at, seq))
    };
    let mut offer = |group: Group, distance: Option<Distance>| {
        let Some(distance) = distance else { return };
        nearest.entry(group).and_modify(|best| *best = distance.min(*best)).or_insert(distance);
        if nearest.len() > request.limit.saturating_mul(2).max(GROUPS_MIN) {
            keep_nearest(nearest, request.limit);
        }
    };
    let mut is_named = vec![false; reader.max_doc() as usize];
    for column in request.fields.iter().filter_map(|field| LAYOUT.entity(*field)) {
        let mut named = Vec::new();
        visit_terms(reader, column, |term, documents| {
            if request.nobody.iter().any(|nobody| nobody.as_bytes() == term) {
                return;
            }
            // Another field, which comes first, may name some of them.
            let from = named.len();
            named.extend(documents.iter().filter(|document| is_named.get(**document as usize) == Some(&false)));
            let own = named.iter().skip(from);
            offer(Group::Named(term.to_owned()), own.filter_map(|document| measure(*document)).min());
        })?;
        for document in named {
            is_named.iter_mut().skip(document as usize).take(1).for_each(|of| *of = true);
        }
    }
    if is_named.iter().all(|of| *of) {
        return Ok(());
    }
    // Feeds are few: which one brought a document is kept by its place in their dictionary.
    let (mut feeds, mut feed_of) = (Vec::new(), vec![0_usize; is_named.len()]);
    visit_terms(reader, LAYOUT.feed, |term, documents| {
        feeds.push(term.to_owned());
        for document in documents {
            feed_of.iter_mut().skip(*document as usize).take(1).for_each(|of| *of = feeds.len());
        }
    })?;
    visit_terms(reader, LAYOUT.format, |term, documents| {
        let mut ways: BTreeMap<usize, Distance> = BTreeMap::new();
        for document in documents.iter().filter(|document| is_named.get(**document as usize) == Some(&false)) {
            if let (Some(distance), Some(feed)) = (measure(*document), feed_of.get(*document as usize)) {
                ways.entry(*feed).and_modify(|best| *best = distance.min(*best)).or_insert(distance);
            }
        }
        for (feed, distance) in ways {
            let feed = feed.checked_sub(1).and_then(|place| feeds.get(place)).cloned().unwrap_or_default();
            offer(Group::Way(feed, term.to_owned()), Some(distance));
        }
    })
}

/// Every term of a dictionary with the documents under it.
fn visit_terms(reader: &SegmentReader, column: Column, mut visit: impl FnMut(&[u8], &[u32])) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(column)?;
    let mut terms = inverted.terms().stream()?;
    let mut documents = Vec::new();
    while terms.advance() {
        let mut postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
        documents.clear();
        let mut document = postings.doc();
        while document != TERMINATED {
            documents.push(document);
            document = postings.advance();
        }
        visit(terms.key(), &documents);
    }
    Ok(())
}
