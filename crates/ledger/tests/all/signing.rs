//! The signer and its last head.

use std::{fs, os::unix::fs::PermissionsExt as _};

use ledger::{Actor, EntryType, ErrorKind, Ledger, NewEntry, VerifyOptions, verify_custody};
use seal::{Frontier, leaf_hash, verify};

use crate::site::{Seeded, Site, copy_dir, viewed};

#[test]
fn a_checkpoint_is_signed_at_open_at_stop_and_on_request() {
    let site = Site::new();
    let ledger = site.open();
    let key = ledger.verifying_key().unwrap().clone();
    let size_of = |note: &str| verify(note, &key).unwrap().size;
    assert_eq!(size_of(&ledger.latest_checkpoint().unwrap().unwrap()), 1, "over the key entry");
    ledger.append(viewed(1)).unwrap();
    let signed = ledger.checkpoint().unwrap();
    assert_eq!((size_of(&signed.note), signed.checkpoint.size), (2, 2));
    assert_eq!(ledger.checkpoint().unwrap(), signed, "the same head is the same note");
    let stop = NewEntry::new(EntryType::Stop, Actor::system(), "daemon.stop");
    let (number, signed) = ledger.stop(stop).unwrap();
    let signed = signed.expect("it was signed");
    assert_eq!((number.0, signed.checkpoint.size), (3, 3));
    // The root is that of RFC 6962 over the lines as stored.
    let leaves = ledger.iterate_entries(&[]).map(|entry| leaf_hash(&[entry.unwrap().line.as_bytes()]));
    assert_eq!(signed.checkpoint.root, leaves.collect::<Frontier>().root());
    drop(ledger);
    let ledger = site.open();
    assert_eq!(ledger.custody_root().unwrap(), (3, signed.checkpoint.root), "opening again enters nothing");
    let verdict = site.verify();
    assert_eq!((verdict.entries, verdict.signed_entries, verdict.checkpoints, verdict.wrong), (3, 3, 3, vec![]));
    assert_eq!(verdict.key, Some(key), "it names the key of the signatures");
}

#[test]
fn keys_are_made_once_and_the_secret_is_its_owners_alone() {
    let site = Site::with_signer_outside();
    let key = site.open().verifying_key().unwrap().to_string();
    assert_eq!(site.open().verifying_key().unwrap().to_string(), key);
    let signer = site.path("signer");
    let mode = |name: &str| fs::metadata(signer.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("custody.key"), mode("custody.head"), mode("")), (0o600, 0o600, 0o700));
    assert_eq!(fs::read_to_string(signer.join("custody.vkey")).unwrap().trim(), key);
    assert!(!site.dir().join("keys").exists());
    let entries = site.open().iterate_entries(&[EntryType::Key]).map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].parse().unwrap().detail["vkey"], key.as_str());
}

#[test]
fn another_origin_than_the_keys_is_refused_and_none_takes_it() {
    let mut site = Site::new();
    drop(site.open());
    site.options.origin = Some("ledger.example.com/other".parse().unwrap());
    assert_eq!(site.try_open().unwrap_err().kind(), ErrorKind::Key);
    site.options.origin = None;
    assert_eq!(site.open().verifying_key().unwrap().origin().as_str(), "ledger.example.com/site-1");
    let mut fresh = Site::new();
    fresh.options.origin = None;
    assert!(fresh.open().verifying_key().unwrap().origin().as_str().starts_with("ledgerline/"));
}

#[test]
fn a_spoiled_key_is_refused() {
    let site = Site::new();
    drop(site.open());
    let path = site.dir().join("keys/custody.key");
    let whole = fs::read_to_string(&path).unwrap();
    for spoiled in ["", "PRIVATE+KEY+a+b", &whole.replace("site-1", "site-2"), &whole[..whole.len() - 10]] {
        fs::write(&path, spoiled).unwrap();
        assert_eq!(site.try_open().unwrap_err().kind(), ErrorKind::Key, "{spoiled:?}");
    }
}

#[test]
fn a_ledger_set_back_is_not_signed_again() {
    let site = Site::with_signer_outside();
    let ledger = site.open();
    ledger.append(viewed(1)).unwrap();
    drop(ledger);
    copy_dir(&site.dir(), &site.path("backup"));
    let ledger = site.open();
    ledger.append_all((2..10).map(viewed).collect()).unwrap();
    let published = ledger.checkpoint().unwrap();
    drop(ledger);
    fs::remove_dir_all(site.dir()).unwrap();
    copy_dir(&site.path("backup"), &site.dir());
    assert!(site.wrong().starts_with("last signed head: expected 10 entries"), "{}", site.wrong());

    // It opens, and ingestion goes on, but nothing is signed: neither while it is shorter nor once it is longer.
    let ledger = site.open();
    for seq in 0..20 {
        assert_eq!(ledger.checkpoint().unwrap_err().kind(), ErrorKind::HistoryRewritten);
        ledger.append(viewed(seq)).unwrap();
    }
    assert_eq!(ledger.checkpoint().unwrap_err().kind(), ErrorKind::HistoryRewritten);
    drop(ledger);
    let head = verify(&fs::read_to_string(site.path("signer/custody.head")).unwrap(), &published_key(&site)).unwrap();
    assert_eq!(head, published.checkpoint, "the signer keeps what it published");
    assert!(site.wrong().starts_with("last signed head: expected root"), "{}", site.wrong());
}

#[test]
fn a_ledger_set_back_is_signed_again_once_that_is_declared() {
    let site = Site::with_signer_outside();
    drop(site.open());
    copy_dir(&site.dir(), &site.path("backup"));
    let ledger = site.open();
    ledger.append_all((2..10).map(viewed).collect()).unwrap();
    let given_up = ledger.checkpoint().unwrap().checkpoint;
    assert_eq!(ledger.admit_set_back("nothing to admit", &Actor::system()).unwrap_err().kind(), ErrorKind::Conflict);
    drop(ledger);
    fs::remove_dir_all(site.dir()).unwrap();
    copy_dir(&site.path("backup"), &site.dir());

    let ledger = site.open();
    let trouble = ledger.signing_trouble().expect("nothing is signed");
    assert_eq!(trouble, "the data directory was set back: custody has 1 entries, 9 were signed");
    let (_, unsigned) = ledger.stop(NewEntry::new(EntryType::Stop, Actor::system(), "daemon.stop")).unwrap();
    assert_eq!(unsigned, None, "it stops in order all the same");
    assert_eq!(ledger.admit_set_back(" ", &Actor::system()).unwrap_err().kind(), ErrorKind::Invalid);
    let (number, signed) = ledger.admit_set_back("restored", &Actor::system()).unwrap();
    assert_eq!((ledger.signing_trouble(), signed.checkpoint.size), (None, number.0));
    let entry = ledger.entry(number).unwrap().unwrap().parse().unwrap();
    assert_eq!(entry.entry_type, EntryType::Loss);
    assert_eq!(entry.detail["last_signed"]["size"], given_up.size);
    assert_eq!(entry.detail["last_signed"]["root"], given_up.root.to_string());
    assert!(entry.private.contains_key("reason"), "free text stands in the line as a commitment");
    ledger.append(viewed(1)).unwrap();
    ledger.checkpoint().unwrap();
    drop(ledger);
    assert_eq!(site.wrong(), "");
    let verdict = site.verify();
    assert_eq!(verdict.signed_entries, verdict.entries);
    site.open().checkpoint().unwrap();
}

#[test]
fn no_key_is_made_for_a_ledger_that_has_a_signer() {
    let mut site = Site::with_signer_outside();
    drop(site.open());
    let before = fs::read(site.dir().join("ledger.sqlite3")).unwrap();
    site.options = ledger::LedgerOptions::default();
    let refused = site.try_open().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::OtherSigner);
    assert!(refused.to_string().contains("signed by ledger.example.com/site-1"), "{refused}");
    assert!(!site.dir().join("keys").exists());
    let mut other = Site::new();
    other.randomness = std::sync::Arc::new(Seeded::new(8));
    drop(other.open());
    copy_dir(&other.dir().join("keys"), &site.dir().join("keys"));
    assert_eq!(site.try_open().unwrap_err().kind(), ErrorKind::OtherSigner);
    assert_eq!(fs::read(site.dir().join("ledger.sqlite3")).unwrap(), before, "nothing was entered");
}

#[test]
fn an_entry_changed_with_its_checksum_is_not_signed_over() {
    let site = Site::with_signer_outside();
    let ledger = site.open();
    ledger.append_all((1..5).map(viewed).collect()).unwrap();
    ledger.checkpoint().unwrap();
    drop(ledger);
    change_line(&site, 3);
    let ledger = site.open();
    ledger.append(viewed(9)).unwrap();
    assert_eq!(ledger.checkpoint().unwrap_err().kind(), ErrorKind::HistoryRewritten);
    assert!(site.wrong().starts_with("last signed head: expected root"), "{}", site.wrong());
}

#[test]
fn a_signer_that_lost_its_head_signs_nothing() {
    let site = Site::with_signer_outside();
    let ledger = site.open();
    fs::remove_file(site.path("signer/custody.head")).unwrap();
    ledger.append(viewed(1)).unwrap();
    assert_eq!(ledger.checkpoint().unwrap_err().kind(), ErrorKind::HistoryRewritten);
}

#[test]
fn one_key_does_not_stand_in_for_another() {
    let site = Site::new();
    drop(site.open());
    let mut other = Site::new();
    other.randomness = std::sync::Arc::new(Seeded::new(8));
    let other_key = other.open().verifying_key().unwrap().clone();
    let held = |key| verify_custody(&site.dir(), &VerifyOptions { key: Some(key), signer_dir: None }).unwrap();
    assert!(held(published_key(&site)).is_intact());
    let other_held = held(other_key.clone());
    assert!(!other_held.is_intact());
    assert_eq!((other_held.checkpoints, other_held.signed_entries), (0, 0), "another key's signatures are none");
    // The whole of another ledger, under the first one's key.
    let exchanged = VerifyOptions { key: Some(published_key(&site)), signer_dir: Some(site.path("nowhere")) };
    let wrong = verify_custody(&other.dir(), &exchanged).unwrap().wrong;
    assert!(wrong[0].to_string().starts_with("verifying key: expected"), "{wrong:?}");
}

#[test]
fn a_newer_schema_is_refused_untouched() {
    let site = Site::new();
    drop(site.open());
    site.tamper("PRAGMA user_version = 99");
    let before = fs::read(site.dir().join("ledger.sqlite3")).unwrap();
    assert_eq!(site.try_open().unwrap_err().kind(), ErrorKind::NewerSchema);
    assert_eq!(Ledger::open_read_only(&site.dir()).unwrap_err().kind(), ErrorKind::NewerSchema);
    let refused = verify_custody(&site.dir(), &VerifyOptions::default()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NewerSchema);
    assert_eq!(fs::read(site.dir().join("ledger.sqlite3")).unwrap(), before);
}

#[test]
fn what_is_no_ledger_is_unreadable() {
    let site = Site::new();
    let kind = || verify_custody(&site.dir(), &VerifyOptions::default()).unwrap_err().kind();
    assert_eq!(kind(), ErrorKind::Io);
}

/// Changes a line and the checksum beside it, as somebody who knows the code would.
pub(crate) fn change_line(site: &Site, number: i64) {
    let connection = site.database();
    let sql = "SELECT line FROM custody WHERE number = ?1";
    let line: Vec<u8> = connection.query_row(sql, [number], |row| row.get(0)).unwrap();
    let changed = String::from_utf8(line).unwrap().replace("\"bytes\":312", "\"bytes\":313").into_bytes();
    let leaf = leaf_hash(&[&changed]);
    let sql = "UPDATE custody SET line = ?2, leaf = ?3 WHERE number = ?1";
    assert_eq!(connection.execute(sql, rusqlite::params![number, changed, leaf.as_bytes()]).unwrap(), 1);
}

fn published_key(site: &Site) -> seal::VerifyingKey {
    Ledger::open_read_only(&site.dir()).unwrap();
    let dir = site.options.signer_dir.clone().unwrap_or_else(|| site.dir().join("keys"));
    fs::read_to_string(dir.join("custody.vkey")).unwrap().trim().parse().unwrap()
}
