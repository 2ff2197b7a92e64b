//! Whatever is changed behind the ledger's back is found and named.

use ledger::{Actor, EntryType, NewEntry, NewToken};
use model::{Feed, FeedKind, Role};
use rusqlite::params;
use serde_json::json;

use crate::{
    batches::{batch_of, sums},
    cases::cite,
    signing::change_line,
    site::{Site, viewed},
};

/// A ledger with one of everything, signed and closed.
fn filled() -> Site {
    let site = Site::new();
    let ledger = site.open();
    let by = Actor::token("token-1").named("J. Doe");
    let feed = Feed {
        name: "syslog".to_owned(),
        kind: FeedKind::SyslogTcp,
        zone: Some("Europe/Vienna".to_owned()),
        year: None,
    };
    let id = ledger.register_feed(&feed).unwrap();
    let token = NewToken { name: "J. Doe".to_owned(), role: Role::Analyst, feeds: Vec::new(), expires_at: None };
    ledger.create_token(&token, &by).unwrap();
    ledger.append_batch(&batch_of(1, 10, [(id, sums(12, 10))])).unwrap();
    let incident = ledger.create_incident("Phishing", "A mail came.", &by).unwrap();
    let query = ledger.store_query(&crate::cases::query("user.name:alice"), &by).unwrap();
    ledger.add_entries(incident.id, vec![cite(4, Some(query)), cite(7, None)], &by).unwrap();
    ledger.retract_entry(incident.id, 2, "Another host.", &by).unwrap();
    ledger.append(viewed(4)).unwrap();
    ledger.checkpoint().unwrap();
    drop(ledger);
    assert_eq!(site.wrong(), "");
    site
}

#[test]
fn every_flipped_bit_of_a_stored_line_is_found() {
    let site = filled();
    let connection = site.database();
    let sql = "SELECT number, line FROM custody ORDER BY number";
    let mut select = connection.prepare(sql).unwrap();
    let lines: Vec<(i64, Vec<u8>)> =
        select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 9);
    let put = |number: i64, line: &[u8]| {
        connection.execute("UPDATE custody SET line = ?2 WHERE number = ?1", params![number, line]).unwrap();
    };
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    for (number, line) in &lines {
        for at in 0..line.len() {
            let mut flipped = line.clone();
            flipped[at] ^= 1 << (at % 8);
            put(*number, &flipped);
            let found = site.wrong();
            assert!(found.starts_with(&format!("custody entry {number}:")), "byte {at} of entry {number}: {found:?}");
        }
        put(*number, line);
    }
    assert_eq!(site.wrong(), "");
}

#[test]
fn every_other_change_is_found_and_named() {
    let swap = "UPDATE custody SET number = CASE number WHEN 3 THEN -4 ELSE -3 END WHERE number IN (3, 4)";
    let cases: &[(&[&str], &str)] = &[
        // Entries taken out, at the front, in the middle and at the end.
        (&["DELETE FROM custody WHERE number = 1"], "custody entry 1: expected an entry, found none; the next is 2"),
        (&["DELETE FROM custody WHERE number = 4"], "custody entry 4: expected an entry, found none; the next is 5"),
        (&["DELETE FROM custody WHERE number > 6"], "checkpoint over 9 entries: expected 9 entries, found 6 entries"),
        (
            &["DELETE FROM custody WHERE number > 6", "DELETE FROM checkpoint WHERE size > 6"],
            "last signed head: expected 9 entries, found 6 entries",
        ),
        (&["DELETE FROM custody"], "checkpoint over 1 entries: expected 1 entries, found 0 entries"),
        (&["UPDATE custody SET leaf = zeroblob(32) WHERE number = 2"], "custody entry 2: expected the line with"),
        (&["UPDATE custody SET type = 'view' WHERE number = 2"], "custody entry 2: expected type feed, found view"),
        // Openings.
        (&["UPDATE opening SET value = 'someone' WHERE field = 'reason'"], "opening of reason of custody entry 9"),
        (&["UPDATE opening SET salt = zeroblob(16) WHERE field = 'peer'"], "opening of peer of custody entry 9"),
        (&["DELETE FROM opening WHERE field = 'reason'"], "opening of reason of custody entry 9: expected an opening"),
        (
            &["INSERT INTO opening VALUES (2, 'forged', zeroblob(16), 'x')"],
            "opening of forged of custody entry 2: expected no opening",
        ),
        (&["INSERT INTO opening VALUES (77, 'forged', zeroblob(16), 'x')"], "ledger database: expected openings of"),
        // Checkpoints.
        (&["UPDATE checkpoint SET size = 8 WHERE size = 9"], "checkpoint over 8 entries: expected size 8, found 9"),
        (&["UPDATE checkpoint SET note = replace(note, 'site-1', 'site-2')"], "checkpoint over 1 entries: expected a"),
        (&["INSERT INTO checkpoint SELECT -1, note, 0 FROM checkpoint LIMIT 1"], "checkpoint over 0 entries"),
        // The tables that custody tells of.
        (&["UPDATE feed SET configuration = replace(configuration, 'Vienna', 'London')"], "feed 1: expected"),
        (&["UPDATE token SET role = 'admin'"], "token token-1: expected"),
        (&["UPDATE token SET secret_sha256 = zeroblob(32)"], "token token-1: expected"),
        (&["UPDATE token SET expires_at = 5"], "token token-1: expected"),
        (
            &["INSERT INTO token SELECT 2, name, role, feeds, secret_sha256, created_at, NULL, NULL FROM token"],
            "token token-2: expected an entry that tells of it, found none",
        ),
        (&["UPDATE feed_sum SET count = 11 WHERE what = 'stored'"], "sum of feed 1, stored: expected 10, found 11"),
        (&["DELETE FROM feed_sum WHERE what = 'rejected:too_long'"], "sum of feed 1, rejected:too_long: expected 2"),
        (&["UPDATE incident SET title = 'Nothing'"], "incident 1: expected"),
        (&["UPDATE incident_entry SET note = 'Nothing' WHERE number = 1"], "incident entry 1/1: expected"),
        (&["UPDATE incident_entry SET event_json = '{}' WHERE number = 1"], "incident entry 1/1: expected an event"),
        (&["UPDATE incident_entry SET retracted_at = NULL"], "incident entry 1/2: expected"),
        (&["DELETE FROM incident_entry WHERE number = 2"], "incident entry 1/2: expected a row"),
        (&["UPDATE stored_query SET text = 'user.name:bob'"], "stored query 1: expected"),
        (&["UPDATE stored_query SET hit_count = 1"], "stored query 1: expected"),
        // The order of entries, and what cannot be read at all.
        (&[swap], ""),
        (&["DROP TABLE custody"], "ledger database: expected a readable ledger"),
    ];
    for (sql, expected) in cases {
        let site = filled();
        if sql.first() == Some(&swap) {
            swap_entries(&site);
            assert_eq!(site.wrong(), "custody entry 3: expected number 3 in its line, found 4");
            continue;
        }
        for sql in *sql {
            site.tamper(sql);
        }
        let found = site.wrong();
        assert!(found.starts_with(expected) && !found.is_empty(), "{sql:?}: {found:?}");
    }
}

#[test]
fn the_check_goes_on_behind_what_is_wrong() {
    let told = |site: &Site| {
        let verdict = site.verify();
        let wrong: Vec<_> = verdict.wrong.iter().map(ToString::to_string).collect();
        assert_eq!(wrong.len() as u64, verdict.wrong_count);
        (verdict, wrong)
    };
    // A line that was changed: its leaf hash and the signature over it still prove the eight others.
    let site = filled();
    let changed = "CAST(replace(CAST(line AS TEXT), 'Vienna', 'London') AS BLOB)";
    site.tamper(&format!("UPDATE custody SET line = {changed} WHERE number = 2"));
    let (verdict, wrong) = told(&site);
    assert!(wrong.len() == 1 && wrong[0].starts_with("custody entry 2: expected the line with"), "{wrong:?}");
    let counts = (verdict.entries, verdict.entries_read, verdict.signed_entries, verdict.checkpoints);
    assert_eq!(counts, (8, 9, 8, 2));
    assert_eq!((verdict.claims.batches.len(), verdict.tables_checked), (1, false));

    // The hash beside it alone: the line itself is what was signed.
    let site = filled();
    site.tamper("UPDATE custody SET leaf = zeroblob(32) WHERE number = 2");
    let (verdict, wrong) = told(&site);
    assert_eq!((wrong.len(), verdict.signed_entries, verdict.checkpoints), (1, 8, 2), "{wrong:?}");

    // An entry that is missing: the others agree by themselves, and no signature behind it can be held against them.
    let site = filled();
    site.tamper("DELETE FROM custody WHERE number = 4");
    let (verdict, wrong) = told(&site);
    assert!(wrong[0].starts_with("custody entry 4: expected an entry"), "{wrong:?}");
    let counts = (verdict.entries, verdict.signed_entries, verdict.checkpoints, verdict.checkpoints_unproven);
    assert_eq!(counts, (8, 1, 1, 1));

    // Two rows beside custody: each is told, and custody itself is whole.
    let site = filled();
    site.tamper("UPDATE incident_entry SET event_json = '{}' WHERE number = 1");
    site.tamper("UPDATE stored_query SET hit_count = 1");
    let (verdict, wrong) = told(&site);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert_eq!((verdict.entries, verdict.signed_entries, verdict.tables_checked), (9, 9, true));
}

#[test]
fn a_change_with_its_checksum_is_found_by_the_next_signature() {
    let site = filled();
    change_line(&site, 9);
    std::fs::remove_file(site.dir().join("keys/custody.head")).unwrap();
    let wrong = site.wrong();
    assert!(wrong.starts_with("checkpoint over 9 entries: expected root"), "{wrong}");
}

#[test]
fn what_is_not_signed_yet_is_said() {
    let site = filled();
    let ledger = site.open();
    ledger.append_all(vec![viewed(1), viewed(2)]).unwrap();
    let verdict = site.verify();
    assert_eq!((verdict.entries, verdict.signed_entries, verdict.is_intact()), (11, 9, true));
}

#[test]
fn an_erased_opening_is_excused_by_the_entry_that_names_it() {
    let site = filled();
    site.tamper("DELETE FROM opening WHERE entry = 9 AND field = 'reason'");
    assert!(!site.verify().is_intact());
    let entry = |field: &str| {
        NewEntry::new(EntryType::Redact, Actor::system(), "opening.erase")
            .detail(json!({ "openings": [{ "entry": 9, "field": field }] }))
    };
    let ledger = site.open();
    ledger.append(entry("peer")).unwrap();
    assert!(!site.verify().is_intact(), "another one was named");
    ledger.append(entry("reason")).unwrap();
    let verdict = site.verify();
    assert_eq!((verdict.wrong, verdict.erased_openings), (vec![], 1));
}

#[test]
fn a_damaged_file_is_a_verdict() {
    let site = filled();
    let path = site.dir().join("ledger.sqlite3");
    let whole = std::fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    // Every page but the first, whose header says what the file is.
    damaged[4096..].fill(0xa5);
    std::fs::write(&path, &damaged).unwrap();
    assert!(site.wrong().starts_with("ledger database: expected a readable ledger"), "{}", site.wrong());
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(site.wrong(), "");
}

#[test]
fn the_check_leaves_the_directory_as_it_is() {
    let site = filled();
    let names = || {
        let list = std::fs::read_dir(site.dir()).unwrap();
        let mut names: Vec<_> = list.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let (before, file) = (names(), std::fs::read(site.dir().join("ledger.sqlite3")).unwrap());
    assert!(site.verify().is_intact());
    assert_eq!(names(), before);
    assert_eq!(std::fs::read(site.dir().join("ledger.sqlite3")).unwrap(), file);
}

/// Lets entries 3 and 4 change places, their types and checksums with them.
fn swap_entries(site: &Site) {
    let connection = site.database();
    connection.pragma_update(None, "ignore_check_constraints", true).unwrap();
    for (from, to) in [(3, 1_000), (4, 3), (1_000, 4)] {
        connection.execute("UPDATE custody SET number = ?2 WHERE number = ?1", [from, to]).unwrap();
        connection.execute("UPDATE opening SET entry = ?2 WHERE entry = ?1", [from, to]).unwrap();
    }
}
