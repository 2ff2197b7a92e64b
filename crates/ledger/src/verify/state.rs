//! What the tables must hold, by what custody tells.

use std::collections::{BTreeMap, BTreeSet};

use model::{FeedId, Incident};
use rusqlite::Connection;
use seal::sha256;
use serde_json::{Value as Json, json};

use super::{Faults, Halt, Place};
use crate::{
    BatchRecords, EntryType, LedgerError, Line, Opening, Sums,
    batch::{parse_batch, select_sums},
    feed::select_feeds,
    incident::select_incidents,
    incident_entry::{CitedEntry, select_entries},
    stored_query::select_queries,
    token::read_tokens,
};

/// A row: what kind of thing, and which one.
type RowName = (&'static str, String);

/// The rows that custody tells of. None stands for a row whose content was committed to and is erased.
#[derive(Default)]
pub(super) struct State {
    rows: BTreeMap<RowName, Option<Json>>,
    sums: BTreeMap<FeedId, Sums>,
}

impl State {
    /// Takes in what an entry tells; of a batch gives the records that it seals.
    pub(super) fn take(
        &mut self,
        line: &Line,
        openings: &BTreeMap<String, Opening>,
    ) -> Result<Option<BatchRecords>, Halt> {
        let place = || Place::Entry(line.n);
        let id = line.object.as_ref().map(|object| object.id.clone()).unwrap_or_default();
        let opened = |field: &str| openings.get(field).map(|opening| opening.value.clone());
        match (line.entry_type, line.action.as_str()) {
            (EntryType::Batch, _) => {
                let batch = parse_batch(line, openings).map_err(|said| Halt::wrong(place(), "a batch", said))?;
                for (feed, sums) in &batch.batch.feeds {
                    self.sums.entry(*feed).or_default().add(sums);
                }
                return Ok(batch.batch.records);
            }
            (EntryType::Feed, "feed.register") => {
                self.rows.insert(("feed", id), line.member("configuration", openings));
            }
            (EntryType::Admin, "token.create") => {
                let row = opened("name").map(|name| with(line, openings, &[("name", json!(name))]));
                self.rows.insert(("token", id), row);
            }
            (EntryType::Admin, "token.revoke") => {
                if let Some(Some(Json::Object(row))) = self.rows.get_mut(&("token", id)) {
                    row.insert("revoked_at".to_owned(), json!(line.at));
                }
            }
            (EntryType::Access, "query.store") => {
                let row = opened("text").map(|text| with(line, openings, &[("text", json!(text))]));
                self.rows.insert(("stored query", id), row);
            }
            (EntryType::Admin, "incident.create") => {
                let row = opened("after").and_then(|after| serde_json::from_str(&after).ok());
                self.rows.insert(("incident", id), row);
            }
            (EntryType::Admin, "incident.add_entries" | "incident.retract_entry") => {
                self.take_cited(line, &id, opened("after"));
            }
            _ => {}
        }
        Ok(None)
    }

    /// Holds the tables against what was taken in; where an entry was not read, against themselves alone.
    pub(super) fn check(&self, connection: &Connection, is_complete: bool, faults: &mut Faults) -> Result<(), Halt> {
        let stored = read_rows(connection, faults)?;
        if !is_complete {
            return Ok(());
        }
        for (name, row) in &stored {
            let place = || Place::Row { kind: name.0, id: name.1.clone() };
            match (self.rows.get(name), row) {
                (None, _) => faults.add(place(), "an entry that tells of it", "none"),
                (Some(Some(told)), Some(row)) if told != row => faults.add(place(), told, row),
                (Some(_), _) => {}
            }
        }
        for (kind, id) in self.rows.keys().filter(|name| !stored.contains_key(*name)) {
            faults.add(Place::Row { kind, id: id.clone() }, "a row, since an entry tells of it", "none");
        }
        let kept = counts(&select_sums(connection).map_err(LedgerError::database("verify the conservation sums"))?);
        let told = counts(&self.sums);
        let names: BTreeSet<_> = told.keys().chain(kept.keys()).collect();
        for name in names.into_iter().filter(|name| told.get(*name) != kept.get(*name)) {
            let place = Place::Row { kind: "sum of feed", id: format!("{}, {}", name.0, name.1) };
            let count = |of: &BTreeMap<_, u64>| of.get(name).copied().unwrap_or_default();
            faults.add(place, count(&told), count(&kept));
        }
        Ok(())
    }

    /// Takes in cited entries; where what was told of them is erased, they are known by number alone.
    fn take_cited(&mut self, line: &Line, incident: &str, after: Option<String>) {
        let name = |number: u64| ("incident entry", format!("{incident}/{number}"));
        if let Some(cited) = after.and_then(|after| serde_json::from_str::<Vec<CitedEntry>>(&after).ok()) {
            for entry in cited {
                self.rows.insert(name(u64::from(entry.number)), Some(json!(entry)));
            }
            return;
        }
        let number = |member: &str| line.detail.get(member).and_then(Json::as_u64);
        let first = number("first_number").or_else(|| number("number"));
        let last = number("last_number").or(first);
        if let (Some(first), Some(last)) = (first, last) {
            self.rows.extend((first..=last).map(|number| (name(number), None)));
        }
    }
}

/// The detail with more members.
fn with(line: &Line, openings: &BTreeMap<String, Opening>, more: &[(&str, Json)]) -> Json {
    let mut row = line.detail.clone();
    for name in &line.moved {
        row.extend(line.member(name, openings).map(|value| (name.clone(), value)));
    }
    row.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    Json::Object(row)
}

fn counts(sums: &BTreeMap<FeedId, Sums>) -> BTreeMap<(FeedId, String), u64> {
    let all = sums.iter().flat_map(|(feed, sums)| sums.counts().map(|(what, count)| ((*feed, what), count)));
    all.filter(|(_, count)| *count > 0).collect()
}

/// Every row, in the form in which custody tells of it; none for one that was found wrong by itself.
fn read_rows(connection: &Connection, faults: &mut Faults) -> Result<BTreeMap<RowName, Option<Json>>, Halt> {
    let failed = || LedgerError::database("verify the tables beside custody");
    let mut rows = BTreeMap::new();
    for (id, feed) in select_feeds(connection).map_err(failed())? {
        rows.insert(("feed", id.to_string()), Some(json!(feed)));
    }
    for (id, known) in read_tokens(connection)? {
        rows.insert(("token", id.to_string()), Some(known.tell()));
    }
    for (id, query) in select_queries(connection).map_err(failed())? {
        let mut row = query.tell();
        if let Json::Object(row) = &mut row {
            row.insert("text".to_owned(), json!(query.text));
        }
        rows.insert(("stored query", id.to_string()), Some(row));
    }
    for incident in select_incidents(connection).map_err(failed())? {
        read_cited(connection, &incident, &mut rows, faults)?;
        rows.insert(("incident", incident.id.to_string()), Some(json!(incident)));
    }
    Ok(rows)
}

fn read_cited(
    connection: &Connection,
    incident: &Incident,
    rows: &mut BTreeMap<RowName, Option<Json>>,
    faults: &mut Faults,
) -> Result<(), Halt> {
    let entries =
        select_entries(connection, incident.id).map_err(LedgerError::database("verify an incident's entries"))?;
    for entry in entries {
        let name = ("incident entry", format!("{}/{}", incident.id, entry.number));
        let digest = sha256(&[entry.event.json.as_bytes()]).to_string();
        if digest == entry.event.sha256 {
            rows.insert(name, Some(json!(CitedEntry::of(&entry))));
        } else {
            let place = Place::Row { kind: name.0, id: name.1.clone() };
            faults.add(place, format!("an event with the digest {}", entry.event.sha256), digest);
            rows.insert(name, None);
        }
    }
    Ok(())
}
