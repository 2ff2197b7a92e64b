//! `juniper.junos`: Junos's own events, of which the name stands in MSGID or in front of the text:
//! `mgd[4711]: UI_AUTH_EVENT: Authenticated user 'alice' at permission level 'j-super-user'`.
//!
//! Written after Juniper's System Log Explorer (<https://apps.juniper.net/syslog-explorer/>). The security services'
//! events are those of `juniper.srx`.

mod wordings;

use model::{Field, Format, Record};

use self::wordings::{KEYS, ROWS, Slot};
use super::structured::{find_data, says_nothing, take_data};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_word, is_ip, trim},
        keyed::Keyed,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "juniper.junos", version: 4 },
    sign: Sign::LookAt(|byte| matches!(byte, b'A'..=b'Z' | b'[' | b'f' | b'n'), shows),
    read,
};

/// How the names of Junos's events begin: with the name of the program or of its part.
const PROGRAMS: [&str; 41] = [
    "UI_",
    "SSHD_",
    "LOGIN_",
    "LIBSERVICE_",
    "PAM_",
    "AUTH",
    "KMD_",
    "SNMP",
    "RPD_",
    "CHASSISD_",
    "ESWD_",
    "DCD_",
    "JSRPD_",
    "EVENTD_",
    "LACPD_",
    "LLDPD_",
    "VRRPD_",
    "BFDD_",
    "DFWD_",
    "PFE_",
    "PFED_",
    "JDHCPD_",
    "DHCPD_",
    "NSD_",
    "RMOPD_",
    "SYSTEM",
    "TFTPD_",
    "FTPD_",
    "LICENSE_",
    "COSD_",
    "RTLOG",
    "PKID_",
    "WEB_",
    "FWAUTH_",
    "DOT1XD_",
    "L2ALD_",
    "L2CPD_",
    "MIB2D_",
    "ALARMD_",
    "DDOS_",
    "FPCLOGIN_",
];

/// The daemons whose events are not named after them.
const DAEMONS: [&str; 11] = [
    "mgd",
    "cli",
    "login",
    "checklogin",
    "sshd",
    "snmpd",
    "mib2d",
    "kernel",
    "chassisd",
    "license-check",
    "web-management",
];

/// How the texts of the key management begin that have no name.
const UNNAMED: [&str; 3] = ["IKE negotiation failed", "IKE negotiation successfully", "IPSec negotiation failed"];

/// How a filter tells of a packet.
const FILTER: &[u8] = b"FW: ";

fn shows(body: &Body<'_>) -> bool {
    find_data(body).is_some() || find_event(body).is_some()
}

/// The name in front of a plain text, upper case with `_`, then a colon and a blank; and the text. Some programs' texts
/// have no name: then it is empty.
fn find_event<'a>(body: &Body<'a>) -> Option<(&'a [u8], &'a [u8])> {
    let text = cut_part(body.text());
    let may_be_unnamed = matches!(text, [b'F', b'W', ..] | [b'I', b'K' | b'P', ..]);
    if may_be_unnamed
        && (UNNAMED.iter().any(|start| text.starts_with(start.as_bytes()))
            || text.strip_prefix(FILTER).is_some_and(is_packet))
    {
        return Some((&[], text));
    }
    // All of them begin with two capitals (or `L2`), and hardly any other text does.
    if !matches!(text, [b'A'..=b'Z', b'A'..=b'Z' | b'2', ..]) {
        return None;
    }
    let is_upper = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let (name, rest) = text.split_at_checked(text.iter().take_while(|byte| is_upper(byte)).count())?;
    let rest = rest.strip_prefix(b": ").filter(|_| name.contains(&b'_'))?;
    let is_named = PROGRAMS.iter().any(|program| name.starts_with(program.as_bytes()));
    (is_named && (is_long(name) || is_of_daemon(body, name))).then_some((name, rest))
}

/// A packet of a filter, behind its mark: the interface, then one letter for what was done.
fn is_packet(text: &[u8]) -> bool {
    text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).nth(1).is_some_and(|word| word.len() == 1)
}

/// Of three parts or more, as hardly anybody else names what happens.
fn is_long(name: &[u8]) -> bool {
    name.iter().filter(|byte| **byte == b'_').count() > 1
}

/// `AUTH_FAILED` and the like are words of many a program: they are Junos's if nobody's name stands before them, or that
/// of one of its daemons, after which it names its events (`RPD_…` by `rpd`) but for those of the CLI and of the logins.
fn is_of_daemon(body: &Body<'_>, name: &[u8]) -> bool {
    let tag = body.tag_text();
    let part = cut_at(name, b'_').map_or(name, |(part, _)| part);
    tag.is_empty() || tag.eq_ignore_ascii_case(part) || DAEMONS.iter().any(|daemon| tag == daemon.as_bytes())
}

/// What follows the part of the chassis that logs for itself: `fpc0 PFE_…`, `node1.fpc0 PFE_…`.
fn cut_part(text: &[u8]) -> &[u8] {
    let (_, rest) = cut_word(text);
    if rest.starts_with(b"PFE_") { rest } else { text }
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let data = find_data(body);
    let (event, text) = match data {
        Some(_) => {
            let name = record.first(Field::LogSyslogMsgid).map(|fact| fact.value.span());
            (name.unwrap_or_default().of(body.raw), &[][..])
        }
        None => find_event(body).unwrap_or_default(),
    };
    // Security services' records have a reader of their own; one without a name is nobody else's.
    let of_services =
        ["RT_", "APPTRACK_", "IDP_", "WEBFILTER_", "AV_", "CONTENT_F", "ANTISPAM_", "AAMW_", "SRX_AAMW_", "SECINTEL_"];
    if of_services.iter().any(|start| event.starts_with(start.as_bytes())) {
        return false;
    }
    let name = if event.is_empty() { body.span } else { body.span_of(event) };
    let mut line: Keyed<'_, '_, Slot> = Keyed::new(body, record, says_nothing).with_escapes();
    if let Some(data) = data {
        take_data(&mut line, &KEYS, data);
    }
    if !event.is_empty() {
        line.record.push("event", Some(Field::EventCode), name);
    }
    line.record.push_word(Field::ObserverVendor, "Juniper", name);
    line.record.push_word(Field::ObserverProduct, "Junos", name);
    line.record.push_word(Field::ObserverType, "router", name);
    // The text repeats the data where there is any.
    if data.is_none() {
        wordings::read_text(&mut line, trim(text));
    }
    let host = line.text(Slot::Host);
    let field = if is_ip(host) { Field::SourceIp } else { Field::SourceDomain };
    line.give(Slot::Host, field);
    line.record.push_word(Field::EventKind, "event", name);
    line.conclude_transport(Slot::Protocol);
    let of_filter = wordings::judge_filter(line.text(Slot::Verdict));
    // What has no name is known by how its text begins.
    let told = if event.is_empty() { text } else { event };
    let of_event = ROWS.iter().find(|(start, _)| told.starts_with(start.as_bytes())).map(|(_, meaning)| meaning);
    if let Some(meaning) = of_filter.or(of_event) {
        meaning.push(name, line.record);
    }
    true
}
