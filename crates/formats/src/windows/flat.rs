//! The text that Windows makes of an event, all of whose line breaks and tabs have become single blanks: where a value
//! ends, only the label behind it says.

use memchr::memchr_iter;
use model::Value;

use super::{
    event::{Event, Slot},
    meanings::Family,
    rendered::{DATA, SECTIONS, TARGETS, name_datum},
};
use crate::syntax::scan::find_text;

/// A text has no more labels that are read.
const LABELS_MAX: usize = 128;

/// Labels whose datum the event tells by nothing else.
const ACCOUNTS: [&[u8]; 9] = [
    b"Security ID",
    b"User ID",
    b"Group ID",
    b"Account Name",
    b"Group Name",
    b"Account Domain",
    b"Group Domain",
    b"Supplied Realm Name",
    b"Logon ID",
];

/// Labels that only end the value before them.
const OTHERS: [&[u8]; 41] = [
    b"Logon GUID",
    b"Logon Account",
    b"Restricted Admin Mode",
    b"Remote Credential Guard",
    b"Virtual Account",
    b"Elevated Token",
    b"Impersonation Level",
    b"Linked Logon ID",
    b"Network Account Name",
    b"Network Account Domain",
    b"Logon Process",
    b"Authentication Package",
    b"Transited Services",
    b"Package Name (NTLM only)",
    b"Key Length",
    b"Failure Reason",
    b"Token Elevation Type",
    b"Mandatory Label",
    b"Privileges",
    b"Service ID",
    b"Ticket Options",
    b"Ticket Encryption Type",
    b"Pre-Authentication Type",
    b"Certificate Information",
    b"Certificate Issuer Name",
    b"Certificate Serial Number",
    b"Certificate Thumbprint",
    b"Handle ID",
    b"Object Server",
    b"Accesses",
    b"Access Mask",
    b"Access Reasons",
    b"Properties",
    b"Layer Name",
    b"Layer Run-Time ID",
    b"Filter Run-Time ID",
    b"Additional Information",
    b"Resource Attributes",
    b"SAM Account Name",
    b"Display Name",
    b"User Principal Name",
];

/// Sysmon's labels are the names of its data.
const SYSMON: [&[u8]; 44] = [
    b"RuleName",
    b"UtcTime",
    b"ProcessGuid",
    b"ProcessId",
    b"Image",
    b"FileVersion",
    b"Description",
    b"Product",
    b"Company",
    b"OriginalFileName",
    b"CommandLine",
    b"CurrentDirectory",
    b"User",
    b"LogonGuid",
    b"LogonId",
    b"TerminalSessionId",
    b"IntegrityLevel",
    b"HashType",
    b"Hash",
    b"Hashes",
    b"ParentProcessGuid",
    b"ParentProcessId",
    b"ParentImage",
    b"ParentCommandLine",
    b"ParentUser",
    b"Protocol",
    b"Initiated",
    b"SourceIsIpv6",
    b"SourceIp",
    b"SourceHostname",
    b"SourcePort",
    b"SourcePortName",
    b"DestinationIsIpv6",
    b"DestinationIp",
    b"DestinationHostname",
    b"DestinationPort",
    b"DestinationPortName",
    b"TargetFilename",
    b"CreationUtcTime",
    b"PreviousCreationUtcTime",
    b"ImageLoaded",
    b"Signed",
    b"Signature",
    b"TargetObject",
];

/// What stands behind the last value of many texts.
const EXPLANATIONS: [&str; 3] = [" This event is generated", " The subject fields", " Token Elevation Type indicates"];

/// A label and where it stands.
struct Label<'a> {
    name: &'a [u8],
    start: usize,
    colon: usize,
}

/// Reads the text: each label's value is taken as the datum of the name that it has in the event's XML.
pub(super) fn read_flat(text: &[u8], event: &mut Event<'_, '_>) {
    let end = EXPLANATIONS.iter().filter_map(|part| find_text(text, part.as_bytes())).min();
    let text = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
    let is_sysmon = Family::of(event.bytes(Slot::Provider), event.bytes(Slot::Channel)) == Family::Sysmon;
    let find = if is_sysmon { find_datum } else { find_label };
    let labels: Vec<Label<'_>> =
        memchr_iter(b':', text).filter_map(|colon| find(text, colon)).take(LABELS_MAX).collect();
    let mut section: &[u8] = b"";
    for (at, label) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(text.len(), |next| next.start);
        let value = text.get(label.colon + 1..end).unwrap_or_default().trim_ascii();
        let is_section = SECTIONS.contains(&label.name) || TARGETS.contains(&label.name);
        if value.is_empty() && is_section {
            section = label.name;
        } else if !value.is_empty() {
            let own = event.body.name_of(label.name);
            event.take_data(name_datum(section, label.name), own, Value::Span(event.body.span_of(value)));
        }
    }
}

/// The longest label that ends at this colon and stands behind a blank.
fn find_label(text: &[u8], colon: usize) -> Option<Label<'_>> {
    let tables = [&ACCOUNTS[..], &OTHERS, &SECTIONS, &TARGETS];
    cut_label(text, colon, tables.into_iter().flatten().copied().chain(DATA.iter().map(|(shown, _)| *shown)))
}

/// As [`find_label`], of Sysmon's.
fn find_datum(text: &[u8], colon: usize) -> Option<Label<'_>> {
    cut_label(text, colon, SYSMON.into_iter())
}

fn cut_label<'a>(text: &'a [u8], colon: usize, known: impl Iterator<Item = &'static [u8]>) -> Option<Label<'a>> {
    let before = text.get(..colon)?;
    if !matches!(text.get(colon + 1), None | Some(b' ')) {
        return None;
    }
    let ends = |label: &&[u8]| {
        let start = before.len().checked_sub(label.len());
        let is_free = |start: usize| start == 0 || before.get(start - 1) == Some(&b' ');
        before.ends_with(label) && start.is_some_and(is_free)
    };
    let name = known.filter(ends).max_by_key(|label| label.len())?;
    let start = before.len() - name.len();
    Some(Label { name: text.get(start..colon)?, start, colon })
}
