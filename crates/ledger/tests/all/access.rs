//! Tokens.

use std::sync::atomic::Ordering;

use ledger::{Actor, EntryNumber, ErrorKind, Ledger, NewToken, TokenId};
use model::Role;
use stamp::UtcNanos;

use crate::site::{START, Site};

fn new(role: Role, expires_at: Option<UtcNanos>) -> NewToken {
    NewToken { name: "Jane Doe's sender".to_owned(), role, feeds: vec!["fw".to_owned(), "fw".to_owned()], expires_at }
}

#[test]
fn a_secret_is_known_and_no_other_is() {
    let site = Site::new();
    let ledger = site.open();
    let (id, secret) = ledger.create_token(&new(Role::Sender, None), &Actor::local("uid:1000")).unwrap();
    let secret = secret.reveal().to_owned();
    assert!(secret.starts_with("llt_1_") && secret.len() == "llt_1_".len() + 43, "{secret}");
    let who = ledger.authenticate(&secret).unwrap().unwrap();
    assert_eq!((who.id, who.role, who.name.as_str()), (id, Role::Sender, "Jane Doe's sender"));
    assert_eq!(who.feeds, ["fw"]);
    let other = ledger.create_token(&new(Role::Admin, None), &Actor::local("uid:1000")).unwrap().1;
    for at in 0..secret.len() {
        let mut wrong = secret.clone().into_bytes();
        wrong[at] = if wrong[at] == b'2' { b'3' } else { b'2' };
        let found = ledger.authenticate(&String::from_utf8(wrong).unwrap()).unwrap();
        assert_eq!(found, None, "byte {at} does not count");
    }
    for wrong in ["", "llt_", "llt_1_", "llt_99_x", "llt_-1_x", &secret[..secret.len() - 1], &format!("{secret} ")] {
        assert_eq!(ledger.authenticate(wrong).unwrap(), None, "{wrong:?}");
    }
    assert_eq!(ledger.authenticate(other.reveal()).unwrap().unwrap().id, TokenId(2));
    drop(ledger);
    assert_eq!(site.open().authenticate(&secret).unwrap().unwrap().id, id);
}

#[test]
fn a_token_ends_when_it_expires_or_is_revoked() {
    let site = Site::new();
    let ledger = site.open();
    let by = Actor::local("uid:1000");
    let expires_at = Some(UtcNanos(START + 10));
    let (_, expiring) = ledger.create_token(&new(Role::Analyst, expires_at), &by).unwrap();
    let (id, revoked) = ledger.create_token(&new(Role::Analyst, None), &by).unwrap();
    let is_known =
        |ledger: &Ledger, secret: &ledger::TokenSecret| ledger.authenticate(secret.reveal()).unwrap().is_some();
    site.clock.0.store(START + 9, Ordering::SeqCst);
    assert!(is_known(&ledger, &expiring) && is_known(&ledger, &revoked));
    site.clock.0.store(START + 10, Ordering::SeqCst);
    assert!(!is_known(&ledger, &expiring));
    let clone = ledger.clone();
    ledger.revoke_token(id, &by).unwrap();
    assert!(!is_known(&ledger, &revoked) && !is_known(&clone, &revoked));
    assert_eq!(ledger.revoke_token(id, &by).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(ledger.revoke_token(TokenId(9), &by).unwrap_err().kind(), ErrorKind::NotFound);
    drop((ledger, clone));
    let ledger = site.open();
    assert!(!is_known(&ledger, &revoked));
    let listed = ledger.list_tokens().unwrap();
    assert_eq!(listed.iter().map(|t| t.revoked_at).collect::<Vec<_>>(), [None, Some(UtcNanos(START + 10))]);
    assert_eq!(listed[0].expires_at, expires_at);
    assert_eq!(site.wrong(), "");
}

#[test]
fn neither_name_nor_secret_stands_in_the_line_nor_the_secret_in_the_file() {
    let site = Site::new();
    let ledger = site.open();
    let (id, secret) = ledger.create_token(&new(Role::Admin, None), &Actor::local("uid:1000")).unwrap();
    let entry = ledger.entry(EntryNumber(2)).unwrap().unwrap();
    assert!(!entry.line.contains("Jane") && entry.line.contains(&id.to_string()), "{}", entry.line);
    assert_eq!(format!("{secret:?}"), "TokenSecret(llt_…)");
    drop(ledger);
    let file = std::fs::read(site.dir().join("ledger.sqlite3")).unwrap();
    let random = &secret.reveal().as_bytes()["llt_1_".len()..];
    assert!(!file.windows(random.len()).any(|window| window == random));
    let reader = Ledger::open_read_only(&site.dir()).unwrap();
    assert_eq!(reader.authenticate(secret.reveal()).unwrap(), None, "a reader lets nobody in");
}

#[test]
fn a_token_needs_a_name() {
    let site = Site::new();
    let ledger = site.open();
    for name in [String::new(), "x".repeat(257)] {
        let new = NewToken { name, ..new(Role::Sender, None) };
        assert_eq!(ledger.create_token(&new, &Actor::system()).unwrap_err().kind(), ErrorKind::Invalid);
    }
    assert!("token-x".parse::<TokenId>().is_err());
    assert_eq!("token-7".parse(), Ok(TokenId(7)));
}
