//! `cisco.fmc`: the audit log of the Secure Firewall (Firepower) Management Center, as it is streamed to syslog:
//! `<14>Nov 20 2026 10:11:12 mojo_server.pl: fmc1: admin@192.0.2.7, System > Monitoring > Syslog, Page View`.
//!
//! Behind the program come the sender, the account and its address, the subsystem as a path of menus, and what was done
//! (Cisco, Management Center Administration Guide, "Audit and Syslog": "Sender: User_Name@User_IP, Subsystem, Action").
//! Work of the manager itself has the words `Default User IP` or `localhost` in place of an address.

use model::{Field, Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::cut::{cut_at, cut_last_text, cut_text, is_ip},
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "cisco.fmc", version: 1 }, sign: Sign::Look(shows), read };

/// How far the account's `@` stands from the front at most: names of managers and accounts are short.
const FRONT_BYTES_MAX: usize = 192;

/// What stands in place of an address.
const NO_ADDRESS: [&[u8]; 3] = [b"Default User IP", b"localhost", b"Default Target IP"];

const LOGIN: Meaning = Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning = Meaning { outcome: FAILURE, ..LOGIN };
const LOGOUT: Meaning = Meaning { action: "logout", kind: &["end"], ..LOGIN };
const VIEWED: Meaning =
    Meaning { action: "page_viewed", category: &["configuration"], kind: &["access"], outcome: None };
const CHANGED: Meaning =
    Meaning { action: "configuration_changed", category: &["configuration"], kind: &["change"], outcome: SUCCESS };
const CREATED: Meaning = Meaning { action: "configuration_created", kind: &["creation"], ..CHANGED };
const DELETED: Meaning = Meaning { action: "configuration_deleted", kind: &["deletion"], ..CHANGED };
const DEPLOYED: Meaning = Meaning { action: "policy_deployed", ..CHANGED };
const DEPLOY_FAILED: Meaning = Meaning { outcome: FAILURE, ..DEPLOYED };
const ACTED: Meaning =
    Meaning { action: "configuration_action", category: &["configuration"], kind: &["info"], outcome: None };

/// How the action begins, and what it means.
const ACTIONS: [(&str, Meaning); 14] = [
    ("Login Success", LOGIN),
    ("Login Fail", LOGIN_FAILED),
    ("Login failed", LOGIN_FAILED),
    ("Logout", LOGOUT),
    ("Log out", LOGOUT),
    ("Page View", VIEWED),
    ("View", VIEWED),
    ("Modified", CHANGED),
    ("Modify", CHANGED),
    ("Save", CHANGED),
    ("Created", CREATED),
    ("Create", CREATED),
    ("Deleted", DELETED),
    ("Delete", DELETED),
];

fn shows(body: &Body<'_>) -> bool {
    body.tag.is_some() && Entry::cut(body.text()).is_some()
}

/// An entry taken apart.
struct Entry<'a> {
    manager: &'a [u8],
    user: &'a [u8],
    address: &'a [u8],
    subsystem: &'a [u8],
    action: &'a [u8],
}

impl<'a> Entry<'a> {
    fn cut(text: &'a [u8]) -> Option<Self> {
        let front = text.get(..FRONT_BYTES_MAX).unwrap_or(text);
        // Most lines are told by having no `@` behind their first colon.
        let (manager, _) = cut_text(front, ": ").filter(|(manager, _)| is_name(manager))?;
        let (user, rest) = cut_at(text.get(manager.len() + 2..)?, b'@').filter(|(user, _)| is_name(user))?;
        let (address, rest) = cut_text(rest, ", ").filter(|(address, _)| is_address(address))?;
        let (subsystem, action) = cut_text(rest, ", ").unwrap_or((&[], rest));
        Some(Self { manager, user, address, subsystem, action: trim_end(action) })
    }
}

fn is_name(word: &[u8]) -> bool {
    !word.is_empty()
        && word.len() <= FRONT_BYTES_MAX
        && !word.iter().any(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'=' | b'"'))
}

fn is_address(word: &[u8]) -> bool {
    is_ip(word) || NO_ADDRESS.contains(&word)
}

/// The line end that the manager writes as text: NUL or a blank, `x0a`, `x00`.
fn trim_end(text: &[u8]) -> &[u8] {
    let mut text = text;
    loop {
        let end = text.iter().rposition(|byte| !matches!(byte, 0 | b' ' | b'\t')).map_or(0, |at| at + 1);
        let shorter = text.get(..end).unwrap_or_default();
        match shorter.strip_suffix(b"x0a").or_else(|| shorter.strip_suffix(b"x00")) {
            Some(rest) if rest.last().is_none_or(|byte| matches!(byte, 0 | b' ')) => text = rest,
            _ => return shorter,
        }
    }
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(entry) = Entry::cut(body.text()) else { return false };
    let at = body.span_of(entry.manager);
    record.push_word(Field::ObserverVendor, "Cisco", at);
    record.push_word(Field::ObserverProduct, "FMC", at);
    record.push_word(Field::ObserverType, "management", at);
    record.push_word(Field::EventKind, "event", at);
    record.push("sender", Some(Field::ObserverHostname), at);
    record.push("sender", Some(Field::ObserverName), at);
    record.push("user", Some(Field::UserName), body.span_of(entry.user));
    record.push("address", Some(Field::SourceIp).filter(|_| is_ip(entry.address)), body.span_of(entry.address));
    if !entry.subsystem.is_empty() {
        record.push("subsystem", None, body.span_of(entry.subsystem));
    }
    record.push("action", None, body.span_of(entry.action));
    find_meaning(entry.action).push(body.span_of(entry.action), record);
    true
}

fn find_meaning(action: &[u8]) -> Meaning {
    // `Policy Deployment to fw1 - SUCCESS`.
    if action.starts_with(b"Policy Deployment") {
        return match cut_last_text(action, " - ") {
            Some((_, end)) if end.eq_ignore_ascii_case(b"SUCCESS") => DEPLOYED,
            Some((_, end)) if end.to_ascii_uppercase().starts_with(b"FAIL") => DEPLOY_FAILED,
            _ => Meaning { outcome: None, ..DEPLOYED },
        };
    }
    let row = ACTIONS.iter().find(|(begin, _)| action.starts_with(begin.as_bytes()));
    row.map_or(ACTED, |(_, meaning)| *meaning)
}
