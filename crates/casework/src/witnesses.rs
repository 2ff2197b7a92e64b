//! Records that say how the clocks of others stand, found by the index where a vault is too large to be read whole.

use std::collections::{BTreeMap, BTreeSet};

use index::{IndexReader, NearestRequest, Order, SearchRequest};
use intake::ReadEvent;
use model::{Field, Seq};
use query::{Condition, FieldName, OwnField, Query, Words};
use stamp::UtcNanos;
use timeline::{Key, KeyKind, Observation, ReceiptError};

use crate::{
    Casework,
    error::{CaseworkError, During},
    observers::Observers,
    spans::holds,
    whose_clock::{HOST_FIELDS, NOBODY, find_host_field, name_observer},
};

/// Observers of which one record each is looked for.
const OBSERVERS_MAX: usize = 64;
/// Records to either side that are read to tell ways apart.
const WAYS_MAX: usize = 128;
/// Records of one clock or stream of which others are looked for that told the same.
const TOLD_BY_CLOCK: usize = 16;
/// The same of all together.
const TOLD_MAX: usize = 512;
/// Others that may have told one happening, to either side of it.
const TELLERS_MAX: usize = 16;

/// Where records are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// The nearest to it, by the time as read, come first.
    pub(crate) near: UtcNanos,
    pub(crate) from: UtcNanos,
    pub(crate) to: UtcNanos,
}

impl Casework {
    /// One record of each observer, the nearest by the time as read: of each host or device that the index knows, and of
    /// each way by which comes what names none.
    pub(crate) fn find_observed(&self, times: Times, through: Seq) -> Result<Vec<Seq>, CaseworkError> {
        let (reader, erased) = (self.index.current(), self.list_erased()?);
        let nearest = reader.find_nearest(&NearestRequest {
            fields: &HOST_FIELDS,
            nobody: &NOBODY,
            near: times.near,
            from: times.from,
            to: times.to,
            through,
            without: &|seq| erased.holds(seq),
            limit: OBSERVERS_MAX,
        });
        let mut seqs = Vec::new();
        for hit in nearest.during("look for observers")? {
            seqs.push(hit.seq);
            let Some(read) = self.read_event(hit.seq)? else { continue };
            let is_named = find_host_field(&read.event, read.raw.as_ref()).is_some();
            if !is_named && seqs.len() < 2 * OBSERVERS_MAX {
                seqs.extend(self.find_other_ways(&reader, &read, times, through)?);
            }
        }
        Ok(seqs)
    }

    /// One record of each other way by which came what names no host, as the records nearby tell: the index knows feeds
    /// and formats only.
    fn find_other_ways(
        &self,
        reader: &IndexReader,
        read: &ReadEvent,
        times: Times,
        through: Seq,
    ) -> Result<Vec<Seq>, CaseworkError> {
        const DOING: &str = "look for observers";
        let origin = self.events.origin(read.event.receipt.stream).during(DOING)?;
        let mut met = BTreeSet::from([name_observer(read, &origin).key()]);
        let mut seqs = Vec::new();
        for seq in list_nearest(reader, &name_way(read), times, through, WAYS_MAX)? {
            let Some(other) = self.read_event(seq)? else { continue };
            let origin = self.events.origin(other.event.receipt.stream).during(DOING)?;
            if met.insert(name_observer(&other, &origin).key()) {
                seqs.push(seq);
            }
        }
        Ok(seqs)
    }

    /// Records outside of these spans that tell of the same happenings as these.
    pub(crate) fn find_tellers(
        &self,
        told: impl Iterator<Item = Seq>,
        held: &[(Seq, Seq)],
        through: Seq,
    ) -> Result<Vec<Seq>, CaseworkError> {
        let reader = self.index.current();
        let mut tellers = BTreeSet::new();
        for seq in told {
            let Some(read) = self.read_event(seq)? else { continue };
            let keys = self.list_keys_told(&read)?;
            let is_login = keys.iter().any(|(kind, _)| *kind == KeyKind::Client);
            let Some(query) = tell_in_query(&read, is_login) else { continue };
            let times = Times { near: read.event.time.at, from: UtcNanos::MIN, to: UtcNanos::MAX };
            for seq in list_nearest(&reader, &query, times, through, TELLERS_MAX)? {
                if holds(held, seq) || tellers.contains(&seq) {
                    continue;
                }
                let Some(other) = self.read_event(seq)? else { continue };
                if self.list_keys_told(&other)?.iter().any(|key| keys.contains(key)) {
                    tellers.insert(seq);
                }
            }
        }
        Ok(tellers.into_iter().collect())
    }

    /// The keys of what a record tells of, but for those that only a copy has.
    fn list_keys_told(&self, read: &ReadEvent) -> Result<BTreeSet<(KeyKind, u64)>, CaseworkError> {
        let origin = self.events.origin(read.event.receipt.stream).during("look for who told the same")?;
        let said = Observers::default().observe(read, &origin, ReceiptError::default());
        Ok(said.iter().flat_map(|of| &of.keys).filter(|key| is_told(key)).map(|key| (key.kind, key.digest)).collect())
    }
}

/// The records that a query finds on either side of the moment, so many at most on each, those from it on first.
fn list_nearest(
    reader: &IndexReader,
    query: &Query,
    times: Times,
    through: Seq,
    limit: usize,
) -> Result<Vec<Seq>, CaseworkError> {
    let ways = [(times.near, times.to, Order::Ascending), (times.from, times.near, Order::Descending)];
    let mut seqs = Vec::new();
    for (from, to, order) in ways {
        let request = SearchRequest { query, from: Some(from), to: Some(to), after: None, through, limit, order };
        let answer = reader.search(&request).during("look for records nearby")?;
        seqs.extend(answer.hits.iter().map(|hit| hit.seq));
    }
    Ok(seqs)
}

/// Some records of each clock that others can have told of, evenly taken.
pub(crate) fn sample_evenly(observations: &[Observation]) -> Vec<Seq> {
    let told = list_told(observations.iter(), |of| of.observer);
    let of_clock = TOLD_BY_CLOCK.min(TOLD_MAX / told.len().max(1)).max(1);
    let even = told.values().flat_map(|seqs| seqs.iter().step_by(seqs.len().div_ceil(of_clock).max(1)));
    even.copied().take(TOLD_MAX).collect()
}

/// The first ones of each stream: those that stay the same while more come in.
pub(crate) fn sample_first<'a>(observations: impl Iterator<Item = &'a Observation>) -> Vec<Seq> {
    let told = list_told(observations, |of| of.stream);
    told.values().flat_map(|seqs| seqs.iter().take(TOLD_BY_CLOCK)).copied().take(TOLD_MAX).collect()
}

/// The records that others can have told of, by what they have in common.
fn list_told<'a, K: Ord>(
    observations: impl Iterator<Item = &'a Observation>,
    by: impl Fn(&Observation) -> K,
) -> BTreeMap<K, Vec<Seq>> {
    let mut told: BTreeMap<K, Vec<Seq>> = BTreeMap::new();
    for of in observations.filter(|of| of.keys.iter().any(is_told)) {
        let seqs = told.entry(by(of)).or_default();
        // What one record tells twice is looked for once.
        if seqs.last() != Some(&of.id.seq) {
            seqs.push(of.id.seq);
        }
    }
    told
}

/// True for what two observers have in common.
fn is_told(key: &Key) -> bool {
    matches!(key.kind, KeyKind::Flow | KeyKind::Translation | KeyKind::Client | KeyKind::Session | KeyKind::Message)
}

fn field_is(field: Field, text: String) -> Query {
    Query::Field { name: FieldName::Ecs(field), condition: Condition::Keyword(text) }
}

/// What finds the records of the same feed and format that name no host, as this one.
fn name_way(read: &ReadEvent) -> Query {
    let own = |field, text: &str| Query::Field {
        name: FieldName::Ledgerline(field),
        condition: Condition::Keyword(text.to_owned()),
    };
    let mut all = vec![own(OwnField::Feed, &read.feed.name), own(OwnField::Format, read.event.format.name)];
    // A name that names nobody is a value all the same: of such it is looked among all.
    let unnamed = HOST_FIELDS.into_iter().filter(|field| read.event.first(*field).is_none());
    all.extend(unnamed.map(|field| Query::Not(Box::new(Query::Exists(FieldName::Ecs(field))))));
    Query::all_of(all)
}

/// What finds the records that tell of the same, and others: the ends of a flow in either order, the client's end of a
/// login, a session, a message.
fn tell_in_query(read: &ReadEvent, is_login: bool) -> Option<Query> {
    let (event, raw) = (&read.event, read.raw.as_ref());
    let text = |field| event.first(field).map(|value| value.text(raw).into_owned());
    let address = |field| {
        let network = text(field)?.parse::<std::net::IpAddr>().ok()?;
        let name = FieldName::Ecs(Field::RelatedIp);
        Some(Query::Field { name, condition: Condition::Network(network.into()) })
    };
    let port = |field| Some(Query::Words(Words::from_text(&text(field)?)?));
    let flow = || {
        Some(Query::all_of(vec![
            address(Field::SourceIp)?,
            address(Field::DestinationIp)?,
            port(Field::SourcePort)?,
            port(Field::DestinationPort)?,
        ]))
    };
    let client = || Some(Query::all_of(vec![address(Field::SourceIp)?, port(Field::SourcePort)?]));
    let id = |field| Some(field_is(field, text(field)?));
    // A flow that has an id of its sensor's own is told by others without it.
    let all = [flow(), client().filter(|_| is_login), id(Field::SessionId), id(Field::EmailMessageId)];
    let told: Vec<Query> = all.into_iter().flatten().collect();
    (!told.is_empty()).then(|| Query::any_of(told))
}
