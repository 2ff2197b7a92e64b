//! The text that Windows makes of an event, read back: labels and values in sections, the line breaks and tabs of which
//! senders of text have made into runs of blanks.
//!
//! The labels are those of the English message templates (Microsoft, "Advanced security audit policy settings", the
//! example of each event). A label means the datum that the template has in its place; which one a repeated label is,
//! its section says.

use model::{Field, Value};

use super::event::Event;

/// A text has no more pieces that are read.
const PIECES_MAX: usize = 256;

/// Reads a rendered text: each label's value is taken as the datum of the name that it has in the event's XML.
pub(super) fn read_rendered(text: &[u8], event: &mut Event<'_, '_>) {
    let mut section: &[u8] = b"";
    let mut label: Option<&[u8]> = None;
    // The first is the event's title, which may end with a colon.
    let pieces = split_pieces(text).take(PIECES_MAX).enumerate().filter(|(at, piece)| *at > 0 || !is_label(piece));
    for (_, piece) in pieces {
        let inline = cut_inline(piece);
        // A label that is followed by a label has no value, or begins a section.
        if (is_label(piece) || inline.is_some())
            && let Some(before) = label.take_if(|before| is_section(before))
        {
            section = before;
        }
        if let Some(name) = piece.strip_suffix(b":") {
            label = Some(name);
            continue;
        }
        let (name, value) = match (label.take(), inline) {
            (Some(name), _) => (name, piece),
            (None, Some((name, value))) => (name, value),
            (None, None) => continue,
        };
        let own = event.body.name_of(name);
        event.take_data(name_datum(section, name), own, Value::Span(event.body.span_of(value)));
    }
    for field in [Field::SourceIp, Field::SourcePort, Field::SourceDomain, Field::DestinationIp] {
        event.doubt(field);
    }
}

/// What two blanks or more, tabs or line ends stand between.
fn split_pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        rest = rest.get(start..)?;
        let is_end = |pair: &[u8]| match pair {
            [b' ', next] => next.is_ascii_whitespace(),
            [byte, _] => byte.is_ascii_whitespace(),
            _ => false,
        };
        let end = rest.windows(2).position(is_end).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece.trim_ascii_end())
    })
}

fn is_label(piece: &[u8]) -> bool {
    piece.ends_with(b":")
}

/// `UtcTime: 2026-11-20 10:11:12.123`, `Process Command Line: whoami`: one blank, where a tab stood behind a long label
/// and between Sysmon's names and values.
fn cut_inline(piece: &[u8]) -> Option<(&[u8], &[u8])> {
    const LABEL_BYTES_MAX: usize = 48;
    let end = piece.windows(2).take(LABEL_BYTES_MAX).position(|pair| pair == b": ")?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'(' | b')');
    let name = piece.get(..end).filter(|name| name.first().is_some_and(u8::is_ascii_uppercase))?;
    name.iter().all(plain).then_some((name, piece.get(end + 2..)?))
}

/// Sections whose account is the one that the event is about.
pub(super) const TARGETS: [&[u8]; 13] = [
    b"New Logon",
    b"Account For Which Logon Failed",
    b"Account Whose Credentials Were Used",
    b"Target Account",
    b"New Account",
    b"Account That Was Locked Out",
    b"Target Subject",
    b"Account Information",
    b"Group",
    b"New Group",
    b"Deleted Group",
    b"User",
    b"Target Computer",
];

/// Sections beside [`TARGETS`].
pub(super) const SECTIONS: [&[u8]; 20] = [
    b"Creator Subject",
    b"Subject",
    b"Member",
    b"Process Information",
    b"Process",
    b"Network Information",
    b"Detailed Authentication Information",
    b"Failure Information",
    b"Application Information",
    b"Filter Information",
    b"Object",
    b"Access Request Information",
    b"Service Information",
    b"Target Server",
    b"Task Information",
    b"Share Information",
    b"Additional Information",
    b"Attributes",
    b"Changed Attributes",
    b"Logon Information",
];

fn is_section(name: &[u8]) -> bool {
    SECTIONS.contains(&name) || TARGETS.contains(&name)
}

/// The label and the datum of the event that it shows.
pub(super) const DATA: [(&[u8], &[u8]); 40] = [
    (b"Creator Process ID", b"ProcessId"),
    (b"Logon Type", b"LogonType"),
    (b"Workstation Name", b"WorkstationName"),
    (b"Source Workstation", b"Workstation"),
    (b"Source Network Address", b"IpAddress"),
    (b"Network Address", b"IpAddress"),
    (b"Client Address", b"IpAddress"),
    (b"Client Port", b"IpPort"),
    (b"Source Address", b"SourceAddress"),
    (b"Source Port", b"SourcePort"),
    (b"Destination Address", b"DestAddress"),
    (b"Destination Port", b"DestPort"),
    (b"Direction", b"Direction"),
    (b"Protocol", b"Protocol"),
    (b"Application Name", b"Application"),
    (b"Process ID", b"ProcessId"),
    (b"Caller Process ID", b"ProcessId"),
    (b"Process Name", b"ProcessName"),
    (b"Caller Process Name", b"ProcessName"),
    (b"New Process ID", b"NewProcessId"),
    (b"New Process Name", b"NewProcessName"),
    (b"Creator Process Name", b"ParentProcessName"),
    (b"Process Command Line", b"CommandLine"),
    (b"Exit Status", b"ExitStatus"),
    (b"Service Name", b"ServiceName"),
    (b"Target Server Name", b"TargetServerName"),
    (b"Status", b"Status"),
    (b"Error Code", b"Status"),
    (b"Result Code", b"Status"),
    (b"Failure Code", b"Status"),
    (b"Sub Status", b"SubStatus"),
    (b"Object Name", b"ObjectName"),
    (b"Object Type", b"ObjectType"),
    (b"Relative Target Name", b"RelativeTargetName"),
    (b"Share Path", b"ShareLocalPath"),
    // Of the event that a log was cleared.
    (b"Domain Name", b"SubjectDomainName"),
    (b"Old Account Name", b"OldTargetUserName"),
    (b"New Account Name", b"NewTargetUserName"),
    (b"Object Value Name", b"ObjectValueName"),
    (b"Caller Computer Name", b"Workstation"),
];

/// The datum's name in the event's XML; the label itself where it has no other.
pub(super) fn name_datum<'a>(section: &[u8], label: &'a [u8]) -> &'a [u8] {
    let is_target = TARGETS.contains(&section);
    let is_member = section == b"Member";
    match label {
        b"Security ID" | b"User ID" if is_member => b"MemberSid",
        b"Account Name" if is_member => b"MemberName",
        b"Security ID" | b"Group ID" | b"User ID" if is_target => b"TargetSid",
        b"Account Name" | b"Group Name" if is_target => b"TargetUserName",
        b"Account Domain" | b"Group Domain" | b"Supplied Realm Name" if is_target => b"TargetDomainName",
        b"Logon ID" if is_target => b"TargetLogonId",
        b"Security ID" => b"SubjectUserSid",
        b"Account Name" => b"SubjectUserName",
        b"Account Domain" => b"SubjectDomainName",
        b"Logon ID" => b"SubjectLogonId",
        // 4776 has no sections.
        b"Logon Account" => b"TargetUserName",
        _ => DATA.iter().find(|(shown, _)| *shown == label).map_or(label, |(_, datum)| datum),
    }
}

/// Reads the text of events that tell of Remote Desktop, whose data NXLog has nowhere else: a label and a value a line.
pub(super) fn read_session(text: &str, whole: model::Span, event: &mut Event<'_, '_>) {
    for (label, value) in text.lines().filter_map(|line| line.split_once(':')) {
        let field = match label.trim() {
            "User" | "User Name" => Field::UserName,
            "Domain" => Field::UserDomain,
            "Source Network Address" | "Client Address" => Field::SourceIp,
            _ => continue,
        };
        let value = value.trim();
        if !value.is_empty() && value != "LOCAL" {
            event.derive(field, Value::Text { text: value.into(), span: whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{name_datum, split_pieces};

    #[test]
    fn takes_runs_of_blanks_apart() {
        let text = b"A logon.    Subject:   Account Name:  a b \t\tLogon Type:\t\t3\r\n\r\nEnd";
        let pieces: Vec<_> = split_pieces(text).map(String::from_utf8_lossy).collect();
        assert_eq!(pieces, ["A logon.", "Subject:", "Account Name:", "a b", "Logon Type:", "3", "End"]);
        assert_eq!(split_pieces(b"   ").count(), 0);
    }

    #[test]
    fn a_section_says_whose_account_it_is() {
        assert_eq!(name_datum(b"Subject", b"Account Name"), b"SubjectUserName");
        assert_eq!(name_datum(b"New Logon", b"Account Name"), b"TargetUserName");
        assert_eq!(name_datum(b"Member", b"Security ID"), b"MemberSid");
        assert_eq!(name_datum(b"", b"Key Length"), b"Key Length");
    }
}
