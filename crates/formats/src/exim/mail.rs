//! `exim.mail`: Exim's main, reject and panic log, written to files or through syslog, after
//! <https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html> and Exim's sources (4.8x to 4.98).
//!
//! `[time [zone]] [[pid]] [message id] what happened`. What happened is a flag (`<=`, `=>`, `**`, …), an address and
//! items, or words about a client (`wordings`). Every client is written in the same way (`items`).

mod items;
mod verdicts;
mod wordings;

use model::{Field, Format, Record, TimeRole};

use self::{
    items::{Side, read_items},
    wordings::read_wording,
};
use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, cut_word, is_number, skip_blanks},
        front::cut_front,
    },
};

const FORMAT: Format = Format { name: "exim.mail", version: 3 };

/// The reader, where the header names the program (`exim`, `exim4`, `exim-in`).
pub(crate) const TAGGED: Product = Product { format: FORMAT, sign: Sign::TagStart(&["exim"]), read: read_line };

/// The reader of Exim's own files.
pub(crate) const PRODUCT: Product =
    Product { format: FORMAT, sign: Sign::LookAt(u8::is_ascii_digit, shows_exim), read: read_line };

const fn mail(action: &'static str, outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["email"], kind: &["info"], outcome }
}

const RECEIVED: Meaning = mail("mail_received", None);
const SENT: Meaning = mail("mail_sent", SUCCESS);
const NOT_SENT: Meaning = mail("mail_handled", Some("unknown"));
const BOUNCED: Meaning = mail("mail_bounced", FAILURE);
const DEFERRED: Meaning = mail("mail_deferred", FAILURE);
const REMOVED: Meaning = mail("mail_removed", SUCCESS);

/// The flags (`log.c`, chapter 52.7 of the specification), and which end the host behind each is.
const FLAGS: [(&[u8], Side, Meaning); 8] = [
    (b"<=", Side::Client, RECEIVED),
    // Accepted, while the client was told that it was not.
    (b"(=", Side::Client, RECEIVED),
    (b"=>", Side::Server, SENT),
    (b"->", Side::Server, SENT),
    (b">>", Side::Server, SENT),
    (b"*>", Side::Server, NOT_SENT),
    (b"**", Side::Server, BOUNCED),
    (b"==", Side::Server, DEFERRED),
];

/// A time at the front, and no program before it.
fn shows_exim(body: &Body<'_>) -> bool {
    let is_time = matches!(
        body.text(),
        [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', _, _, b'-', _, _, b' ', _, _, b':', ..]
    );
    is_time && body.tag.is_none()
}

fn read_line(body: &Body<'_>, record: &mut Record) -> bool {
    let time = cut_front(body.text());
    let mut text = match &time {
        Some(time) => {
            record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
            skip_blanks(time.rest)
        }
        None => body.text(),
    };
    let mut is_sure = body.tag.is_some();
    if let Some((pid, rest)) = text.strip_prefix(b"[").and_then(|rest| cut_text(rest, "] "))
        && is_number(pid)
    {
        record.push("pid", Some(Field::ProcessPid), body.span_of(pid));
        text = skip_blanks(rest);
    }
    if let Some((id, rest)) = cut_message_id(text) {
        record.push("message_id", Some(Field::EmailLocalId), body.span_of(id));
        text = rest;
        is_sure = true;
    }
    let is_known = is_sure && read_flag(body, text, record) || read_wording(body, text, record);
    // In a file, any program's line may begin as one of Exim's: a client written in Exim's way tells it.
    let tells_exim = is_known
        && (record.first(Field::SourceIp).is_some()
            || record.first(Field::DestinationIp).is_some()
            || is_daemon_line(text));
    if !is_sure && !tells_exim {
        return false;
    }
    record.push_word(Field::ServiceType, "exim", body.span_of(text));
    record.push_word(Field::EventKind, "event", body.span_of(text));
    true
}

/// Lines that name neither a mail nor a client, or none for certain.
fn is_daemon_line(text: &[u8]) -> bool {
    [
        "Start queue run: pid=",
        "End queue run: pid=",
        "exim 4.",
        "no IP address found for host ",
        "SMTP protocol synchronization error (",
    ]
    .iter()
    .any(|lead| text.starts_with(lead.as_bytes()))
}

/// `1abcde-000001-2B`, since Exim 4.97 `1abcde-00000000001-2Bcd`.
fn cut_message_id(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (id, rest) = cut_word(text);
    let (first, last) = match (id.len(), id.get(6)?) {
        (16, b'-') => (id.get(7..13)?, id.get(13..)?),
        (23, b'-') => (id.get(7..18)?, id.get(18..)?),
        _ => return None,
    };
    let is_part = |part: &[u8]| part.iter().all(u8::is_ascii_alphanumeric);
    (is_part(id.get(..6)?) && is_part(first) && is_part(last.strip_prefix(b"-")?)).then_some((id, rest))
}

/// What happened to a mail: `=> vera@example.com R=dnslookup T=remote_smtp H=…`, `Completed`.
fn read_flag(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    if let Some(rest) = text.strip_prefix(b"Completed") {
        read_items(body, rest, Side::Server, record);
        REMOVED.push(body.span_of(text), record);
        return true;
    }
    let (word, rest) = cut_word(text);
    let Some((_, side, meaning)) = FLAGS.iter().find(|(flag, ..)| *flag == word) else { return false };
    if !rest.contains(&b'=') && !rest.contains(&b'@') && !rest.contains(&b':') {
        return false;
    }
    record.push("flag", None, body.span_of(word));
    meaning.push(body.span_of(word), record);
    let rest = match side {
        Side::Client => read_sender(body, rest, record),
        Side::Server => read_recipient(body, rest, record),
    };
    let rest = read_items(body, rest, *side, record);
    match side {
        Side::Client => read_recipients(body, rest, record),
        Side::Server => read_reason(body, rest, record),
    }
    true
}

fn read_sender<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let (sender, rest) = cut_word(text);
    push_address(body, "from", Field::EmailFromAddress, sender, record);
    // A bounce names the mail that it is about.
    if let Some((reference, rest)) = rest.strip_prefix(b"R=").map(cut_word) {
        record.push("reference", None, body.span_of(reference));
        return rest;
    }
    rest
}

/// ` from <sender> for one@example.com two@example.com`, with `+received_sender` and `+received_recipients`.
fn read_recipients(body: &Body<'_>, text: &[u8], record: &mut Record) {
    /// More are kept in the message alone.
    const RECIPIENTS_MAX: usize = 256;
    let mut rest = text;
    if let Some((sender, after)) = rest.strip_prefix(b"from ").map(cut_word) {
        record.push("received_from", None, body.span_of(sender));
        rest = after;
    }
    let Some(mut rest) = rest.strip_prefix(b"for ").map(skip_blanks) else { return };
    for _ in 0..RECIPIENTS_MAX {
        if rest.is_empty() {
            return;
        }
        let (recipient, after) = cut_word(rest);
        push_address(body, "to", Field::EmailToAddress, recipient, record);
        rest = after;
    }
}

/// `vera@example.com <info@example.com>`, `vera <vera@example.com>`, `/var/mail/vera <vera@example.com>`, `|/bin/filter
/// -x <vera@example.com>`, `vera@example.com:`: where it went, and the address that was asked for.
fn read_recipient<'a>(body: &Body<'_>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let is_command = matches!(text.first(), Some(b'|' | b'/' | b'"' | b':'));
    let (first, mut rest) = match cut_text(text, " <").filter(|_| is_command) {
        Some((command, _)) => (command, skip_blanks(text.get(command.len()..).unwrap_or_default())),
        None => cut_word(text),
    };
    let first = match first.strip_suffix(b":") {
        Some(bare) => {
            rest = text.get(bare.len()..).unwrap_or_default();
            bare
        }
        None => first,
    };
    // A parent stands in parentheses before the original.
    if let Some((parent, after)) = rest.strip_prefix(b"(").and_then(|rest| cut_at(rest, b')')) {
        record.push("parent", None, body.span_of(parent));
        rest = skip_blanks(after);
    }
    let original = rest.strip_prefix(b"<").and_then(|rest| cut_at(rest, b'>'));
    let is_address = first.contains(&b'@') && !is_command;
    let (main, other) = if is_address || original.is_none() {
        (Some(Field::EmailToAddress).filter(|_| !is_command), None)
    } else {
        (None, Some(Field::EmailToAddress))
    };
    record.push("to", main.filter(|_| !first.is_empty()), body.span_of(first));
    if let Some((address, after)) = original {
        record.push("orig_to", other.filter(|_| !address.is_empty()), body.span_of(address));
        rest = skip_blanks(after);
    }
    rest
}

/// `: reason`, `defer (110): reason`, `defer (-44) H=mx.example.com [192.0.2.25]: reason`.
fn read_reason(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let mut rest = text;
    if let Some((code, after)) = rest.strip_prefix(b"defer (").and_then(|rest| cut_at(rest, b')')) {
        record.push("defer", Some(Field::ErrorCode), body.span_of(code));
        rest = read_items(body, skip_blanks(after), Side::Server, record);
    }
    let reason = skip_blanks(rest.strip_prefix(b":").unwrap_or(rest));
    if reason.is_empty() {
        return;
    }
    record.push("reason", Some(Field::EventReason), body.span_of(reason));
    // Before 4.87 the server stood inside of the reason.
    if record.first(Field::DestinationIp).is_none()
        && let Some((_, host)) =
            cut_text(reason, ": host ").or_else(|| cut_text(reason, "host ").filter(|_| reason.starts_with(b"host ")))
    {
        items::push_host(body, host, Side::Server, record);
    }
}

/// Adds an address, which `<>` and nothing are not.
fn push_address(body: &Body<'_>, name: &'static str, field: Field, text: &[u8], record: &mut Record) {
    let bare = text.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">")).unwrap_or(text);
    record.push(name, Some(field).filter(|_| !bare.is_empty()), body.span_of(bare));
}
