//! Incidents, their entries, and stored queries.

use ledger::{Actor, EntryNumber, EntryType, ErrorKind, NewIncidentEntry, StoredQuery};
use model::{FrozenEvent, IncidentStatus, Seq};
use seal::sha256;
use stamp::UtcNanos;

use crate::site::{START, Site};

pub(crate) fn frozen(seq: u64) -> FrozenEvent {
    let json = format!("{{\"ledgerline\":{{\"seq\":{seq}}}}}");
    FrozenEvent { sha256: sha256(&[json.as_bytes()]).to_string(), json, reader: "sshd/1".to_owned() }
}

pub(crate) fn cite(seq: u64, query: Option<u64>) -> NewIncidentEntry {
    NewIncidentEntry { seq: Seq(seq), event: frozen(seq), note: Some(format!("Seen at {seq}.")), query }
}

pub(crate) fn query(text: &str) -> StoredQuery {
    StoredQuery {
        text: text.to_owned(),
        from: Some(UtcNanos(START)),
        to: None,
        engine_version: "tantivy 0.27, reader 1f".to_owned(),
        checkpoint_size: 3,
        through_seq: Seq(10),
        hit_count: 2,
        hits_digest: sha256(&[b"hits"]),
    }
}

#[test]
fn a_case_is_kept_with_an_entry_that_does_not_say_what_it_is_about() {
    let site = Site::new();
    let ledger = site.open();
    let by = Actor::token("token-3").named("J. Doe");
    let incident = ledger.create_incident("Phishing of accounting", "A mail to J. Doe.", &by).unwrap();
    assert_eq!((incident.id, incident.status, incident.created_by.as_str()), (1, IncidentStatus::Open, "token-3"));
    assert_eq!(ledger.incident(1).unwrap().as_ref(), Some(&incident));
    assert_eq!(ledger.incident(2).unwrap(), None);
    ledger.create_incident("Another", "", &by).unwrap();
    assert_eq!(ledger.incidents().unwrap().iter().map(|incident| incident.id).collect::<Vec<_>>(), [1, 2]);
    let entry = ledger.entry(EntryNumber(2)).unwrap().unwrap();
    assert_eq!(entry.entry_type, EntryType::Admin);
    assert!(!entry.line.contains("Phishing") && !entry.line.contains("Doe"), "{}", entry.line);
    assert!(entry.openings["after"].value.contains("Phishing of accounting"));
    for (title, summary) in [(" ", "".to_owned()), ("ok", "x".repeat(100_001))] {
        assert_eq!(ledger.create_incident(title, &summary, &by).unwrap_err().kind(), ErrorKind::Invalid);
    }
}

#[test]
fn entries_are_numbered_densely_and_cited_once() {
    let site = Site::new();
    let ledger = site.open();
    let by = Actor::token("token-3");
    let incident = ledger.create_incident("Phishing", "", &by).unwrap().id;
    let other = ledger.create_incident("Another", "", &by).unwrap().id;
    let done = ledger.add_entries(incident, vec![cite(9, None), cite(4, None), cite(9, None)], &by).unwrap();
    assert_eq!(done.added.iter().map(|entry| (entry.number, entry.seq.0)).collect::<Vec<_>>(), [(1, 9), (2, 4)]);
    assert_eq!(done.present, [Seq(9)]);
    assert_eq!(done.added[0].exhibit(), "EX-0001");
    let before = ledger.custody_root().unwrap();
    let again = ledger.add_entries(incident, vec![cite(4, None)], &by).unwrap();
    assert_eq!((again.added.len(), again.present), (0, vec![Seq(4)]));
    assert_eq!(ledger.custody_root().unwrap(), before, "nothing changed, nothing is entered");
    assert_eq!(ledger.add_entries(other, vec![cite(4, None)], &by).unwrap().added[0].number, 1);

    let taken = ledger.retract_entry(incident, 2, "Another host.", &by).unwrap();
    assert_eq!(taken.retraction.as_ref().unwrap().reason, "Another host.");
    assert_eq!(ledger.add_entries(incident, vec![cite(4, None)], &by).unwrap().added[0].number, 3);
    let numbers = |all| ledger.incident_entries(incident, all).unwrap().iter().map(|e| e.number).collect::<Vec<_>>();
    assert_eq!((numbers(false), numbers(true)), (vec![1, 3], vec![1, 2, 3]));
    let shown = ledger.incident_entries(incident, true).unwrap();
    assert_eq!((&shown[0], &shown[1]), (&done.added[0], &taken));
    let told = ledger.iterate_entries(&[]).map(Result::unwrap).find(|e| e.line.contains("retract")).unwrap();
    assert!(told.openings["before"].value.contains("\"retraction\":null"));
    assert!(told.openings["after"].value.contains("Another host."));
    assert_eq!(site.wrong(), "");
}

#[test]
fn what_does_not_fit_is_refused_as_a_whole() {
    let site = Site::new();
    let ledger = site.open();
    let by = Actor::token("token-3");
    let incident = ledger.create_incident("Phishing", "", &by).unwrap().id;
    ledger.add_entries(incident, vec![cite(1, None)], &by).unwrap();
    let forged = NewIncidentEntry { event: FrozenEvent { json: "{}".to_owned(), ..frozen(5) }, ..cite(5, None) };
    let long = NewIncidentEntry { note: Some("x".repeat(100_001)), ..cite(5, None) };
    for (id, entry, kind) in [
        (incident, forged, ErrorKind::Invalid),
        (incident, long, ErrorKind::Invalid),
        (incident, cite(5, Some(77)), ErrorKind::NotFound),
        (99, cite(5, None), ErrorKind::NotFound),
    ] {
        let before = ledger.custody_root().unwrap();
        assert_eq!(ledger.add_entries(id, vec![cite(2, None), entry], &by).unwrap_err().kind(), kind);
        assert_eq!(
            (ledger.custody_root().unwrap(), ledger.incident_entries(incident, true).unwrap().len()),
            (before, 1)
        );
    }
    for (number, reason, kind) in [(1, " ", ErrorKind::Invalid), (7, "why", ErrorKind::NotFound)] {
        assert_eq!(ledger.retract_entry(incident, number, reason, &by).unwrap_err().kind(), kind);
    }
    ledger.retract_entry(incident, 1, "why", &by).unwrap();
    assert_eq!(ledger.retract_entry(incident, 1, "again", &by).unwrap_err().kind(), ErrorKind::Invalid);
}

#[test]
fn a_stored_query_comes_back_and_its_text_is_not_public() {
    let site = Site::new();
    let ledger = site.open();
    let stored = query("user.name:alice AND event.outcome:failure");
    let id = ledger.store_query(&stored, &Actor::token("token-3")).unwrap();
    assert_eq!(ledger.query(id).unwrap(), Some(stored.clone()));
    assert_eq!(ledger.query(id + 1).unwrap(), None);
    let entry = ledger.entry(EntryNumber(2)).unwrap().unwrap();
    assert!(entry.line.contains(&stored.hits_digest.to_string()) && !entry.line.contains("alice"));
    assert_eq!(site.wrong(), "");
}
