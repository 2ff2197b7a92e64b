//! `syslog.rfc5424`: RFC 5424 §6, and what is left of it when it is damaged.

use model::{Fact, Field, Format, Name, Record, Span, TimeRole, Value};
use nom::{
    IResult, Parser,
    bytes::complete::{take_till1, take_while_m_n},
    character::complete::char,
    sequence::{preceded, terminated},
};
use stamp::Form;

use super::{Envelope, diagnose_header, push_host, push_program, rfc3164::cut_sure_tag};
use crate::{
    body::locate,
    registry::DATA_OF_PRODUCTS,
    syntax::{
        cut::{is_ip, skip_blanks},
        pairs::find_quote,
        scan::find1,
    },
};

/// Its name and version.
pub(crate) const FORMAT: Format = Format { name: "syslog.rfc5424", version: 2 };

/// The NILVALUE.
const NIL: &[u8] = b"-";

/// The byte order mark that may begin a message in UTF-8 (§6.4).
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Reads the header that follows the priority. None where it is not RFC 5424's: no version, or no time behind it.
pub(super) fn read_header(raw: &[u8], text: &[u8], record: &mut Record) -> Option<Envelope> {
    let (rest, version) = cut_version(text).ok()?;
    let (rest, time) = cut_field(rest).ok()?;
    if time != NIL && !starts_date(time) {
        return None;
    }
    record.push("version", Some(Field::LogSyslogVersion), locate(raw, version));
    if time != NIL {
        record.push_time(TimeRole::Header, Form::Rfc3339, locate(raw, time));
    }
    let mut envelope = Envelope { format: FORMAT, body: Span::NONE, tag: None, host: None };
    let message = match read_fields(raw, rest, &mut envelope, record) {
        Ok(message) => message,
        Err(damaged) => {
            diagnose_header(raw, damaged, record);
            damaged
        }
    };
    let message = skip_blanks(message.strip_prefix(BOM).unwrap_or(message));
    envelope.body = locate(raw, message);
    if envelope.tag.is_none()
        && let Some((name, process, rest)) = cut_sure_tag(message)
    {
        // A relay that made this of RFC 3164 without looking for the tag.
        push_program(raw, name, Some(process), record);
        envelope.tag = Some(locate(raw, name));
        envelope.body = locate(raw, rest);
    }
    Some(envelope)
}

/// Reads HOSTNAME, APP-NAME, PROCID, MSGID and the structured data; gives the message, or the rest from where the
/// header is damaged.
fn read_fields<'a>(
    raw: &[u8],
    text: &'a [u8],
    envelope: &mut Envelope,
    record: &mut Record,
) -> Result<&'a [u8], &'a [u8]> {
    let field = |text: &'a [u8]| cut_field(text).map_err(|_| text);
    let given = |value: &'a [u8]| (value != NIL).then_some(value);
    let (rest, host) = field(text)?;
    if let Some(host) = given(host) {
        envelope.host = Some(push_host(raw, host, record));
    }
    let (rest, app) = field(rest)?;
    let (rest, process) = field(rest)?;
    match (given(app), given(process)) {
        (Some(app), process) => {
            push_program(raw, app, process, record);
            envelope.tag = Some(locate(raw, app));
        }
        (None, Some(process)) => record.push("procid", Some(Field::LogSyslogProcid), locate(raw, process)),
        (None, None) => {}
    }
    let (rest, message_id) = field(rest)?;
    if let Some(message_id) = given(message_id) {
        record.push("msgid", Some(Field::LogSyslogMsgid), locate(raw, message_id));
    }
    if DATA_OF_PRODUCTS.iter().any(|start| rest.starts_with(start.as_bytes())) {
        return Ok(rest);
    }
    let rest = read_structured_data(raw, rest, record)?;
    match rest.strip_prefix(b" ") {
        Some(message) => Ok(message),
        None if rest.is_empty() => Ok(rest),
        None => Err(rest),
    }
}

/// VERSION: a digit that is not zero, two more at most, and the blank.
fn cut_version(text: &[u8]) -> IResult<&[u8], &[u8]> {
    let (rest, version) = terminated(take_while_m_n(1, 3, |byte: u8| byte.is_ascii_digit()), char(' ')).parse(text)?;
    if version.starts_with(b"0") {
        return Err(nom::Err::Error(nom::error::Error::new(text, nom::error::ErrorKind::Digit)));
    }
    Ok((rest, version))
}

/// A header field and the blank behind it, which a cut off message may lack.
fn cut_field(text: &[u8]) -> IResult<&[u8], &[u8]> {
    match find1(b' ', text) {
        None if !text.is_empty() => Ok((text.get(text.len()..).unwrap_or_default(), text)),
        Some(at) if at > 0 => Ok((text.get(at + 1..).unwrap_or_default(), text.get(..at).unwrap_or_default())),
        _ => Err(nom::Err::Error(nom::error::Error::new(text, nom::error::ErrorKind::TakeTill1))),
    }
}

/// True where a full date begins: the rest is `stamp`'s to judge.
fn starts_date(text: &[u8]) -> bool {
    text.len() >= 5 && text.iter().take(4).all(u8::is_ascii_digit) && text.get(4) == Some(&b'-')
}

/// Reads STRUCTURED-DATA (§6.3): `-`, or one element after the other. Gives what follows, or the rest from where it is
/// damaged; what was read before stays.
fn read_structured_data<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> Result<&'a [u8], &'a [u8]> {
    if let Some(rest) = text.strip_prefix(NIL) {
        return Ok(rest);
    }
    if !text.starts_with(b"[") {
        return Err(text);
    }
    let mut rest = text;
    while rest.starts_with(b"[") {
        rest = read_element(raw, rest, record).ok_or(rest)?;
    }
    Ok(rest)
}

/// Reads `[id name="value" …]`.
fn read_element<'a>(raw: &[u8], text: &'a [u8], record: &mut Record) -> Option<&'a [u8]> {
    let (mut rest, id) = preceded(char('['), cut_name).parse(text).ok()?;
    let before = record.facts.len();
    loop {
        if let Some(after) = rest.strip_prefix(b"]") {
            return Some(after);
        }
        let Some((after, name, value)) = cut_param(rest) else {
            record.facts.truncate(before);
            return None;
        };
        push_param(raw, id, name, value, record);
        rest = after;
    }
}

/// SD-NAME (§6.3.2), without its bound of 32 bytes, which senders do not keep.
fn cut_name(text: &[u8]) -> IResult<&[u8], &[u8]> {
    take_till1(|byte: u8| matches!(byte, b'=' | b' ' | b']' | b'"')).parse(text)
}

/// ` name="value"`: what follows, the name, the value with its escapes.
fn cut_param(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (rest, name) = preceded(char(' '), cut_name).parse(text).ok()?;
    let quoted = rest.strip_prefix(b"=\"")?;
    let end = find_quote(quoted)?;
    Some((quoted.get(end + 1..)?, name, quoted.get(..end)?))
}

fn push_param(raw: &[u8], id: &[u8], name: &[u8], value: &[u8], record: &mut Record) {
    let span = locate(raw, value);
    let field = match (id, name) {
        // §7.3.1; where it is no number it keeps its own name.
        (b"meta", b"sequenceId") if crate::syntax::cut::read_number(value).is_some() => Some(Field::EventSequence),
        // §7.2.1: an address that the sender knows it had.
        (b"origin", b"ip") if is_ip(value) => Some(Field::HostIp),
        _ => None,
    };
    let value = match unescape(value) {
        Some(text) => Value::Text { text, span },
        None => Value::Span(span),
    };
    record.facts.push(Fact { name: Name::Path(join_name(id, name)), field, value });
}

/// `origin.ip`.
fn join_name(id: &[u8], name: &[u8]) -> Box<str> {
    let mut joined = Vec::with_capacity(id.len() + 1 + name.len());
    joined.extend_from_slice(id);
    joined.push(b'.');
    joined.extend_from_slice(name);
    // A dot parts no character: what is no UTF-8 is the same in the parts and in the whole.
    String::from_utf8(joined)
        .unwrap_or_else(|not_utf8| String::from_utf8_lossy(not_utf8.as_bytes()).into_owned())
        .into()
}

/// Takes the backslash from `\"`, `\\` and `\]`; before any other byte it means itself (§6.3.3). None where nothing is
/// to be taken.
fn unescape(value: &[u8]) -> Option<Box<str>> {
    memchr::memchr(b'\\', value)?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut at = value.iter().copied().peekable();
    while let Some(byte) = at.next() {
        match (byte, at.peek()) {
            (b'\\', Some(next @ (b'"' | b'\\' | b']'))) => {
                bytes.push(*next);
                at.next();
            }
            _ => bytes.push(byte),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into())
}
