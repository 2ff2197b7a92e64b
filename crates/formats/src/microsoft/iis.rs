//! `microsoft.iis`: the logs of Internet Information Services: web sites and FTP sites in W3C extended form, and
//! `HTTPERR` of the kernel's driver in front of them, after
//! <https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging> and
//! <https://learn.microsoft.com/en-us/troubleshoot/developer/webapps/aspnet/site-behavior-performance/error-logging-http-apis>.
//!
//! A line does not say its columns, and an administrator chooses them; their order is fixed. So a line is read from what
//! cannot be mistaken: the method in front, the three numbers of the status behind. Times are UTC.

mod columns;
mod native;
mod other;

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

pub(crate) use self::native::NATIVE;
use self::{
    columns::{Columns, push_web},
    other::{push_fifth, push_ftp, push_http_error},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::cut::{is_ip, is_number},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "microsoft.iis", version: 1 },
    sign: Sign::LookAt(|byte| byte.is_ascii_digit() || *byte == b'#', shows),
    read,
};

/// `2026-11-20 10:11:12 `, or a directive of IIS.
fn shows(body: &Body<'_>) -> bool {
    match body.text() {
        [b'#', ..] => find_directive(body.text()).is_some(),
        [_, _, _, _, b'-', _, _, b'-', _, _, b' ', _, _, b':', _, _, b':', _, _, b' ', _, ..] => true,
        _ => false,
    }
}

/// `#Software:` and `#Fields:` of IIS; any program that writes W3C's form may have written `#Version:` and `#Date:`.
fn find_directive(text: &[u8]) -> Option<(&'static str, &[u8])> {
    if let Some(rest) = text.strip_prefix(b"#Software: ") {
        let is_iis =
            rest.starts_with(b"Microsoft Internet Information Services") || rest.starts_with(b"Microsoft HTTP API");
        return is_iis.then_some(("software", rest));
    }
    let rest = text.strip_prefix(b"#Fields: date time ")?;
    let head = rest.get(..200).unwrap_or(rest);
    let is_iis = [" cs-method ", " cs-uri-stem ", " cs-uri ", "cs-method "]
        .iter()
        .any(|name| memchr::memmem::find(head, name.as_bytes()).is_some());
    is_iis.then_some(("fields", rest))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    if let Some((name, value)) = find_directive(text) {
        record.push(name, None, body.span_of(value));
        record.push_word(Field::EventAction, "log_opened", body.span);
        record.push_word(Field::EventKind, "event", body.span);
        record.push_word(Field::ServiceType, "iis", body.span);
        return true;
    }
    let Some((time, rest)) = text.split_at_checked(19) else { return false };
    let columns = Columns::cut(rest);
    let is_read = if let Some(method) = find_method(&columns) {
        push_web(body, &columns, method, record)
    } else if is_ip(columns.word(0)) && is_number(columns.word(1)) && is_ip(columns.word(2)) {
        push_http_error(body, &columns, record)
    } else {
        is_ip(columns.word(0))
            && is_ip(columns.word(2))
            && (push_ftp(body, &columns, record) || push_fifth(body, &columns, record))
    };
    if !is_read {
        return false;
    }
    record.push_time(TimeRole::Event, Form::Utc, body.span_of(time));
    record.push_word(Field::EventKind, "event", body.span_of(time));
    record.push_word(Field::ServiceType, "iis", body.span_of(time));
    true
}

/// Where the method stands: behind the site's name, the computer's name and the server's address, of which each may be
/// missing, and before the path.
fn find_method(columns: &Columns<'_>) -> Option<usize> {
    const FRONT_MAX: usize = 4;
    (0..FRONT_MAX).find(|at| {
        let word = columns.word(*at);
        let is_method = (3..=20).contains(&word.len())
            && word.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'));
        is_method && matches!(columns.word(at + 1).first(), Some(b'/' | b'*')) && {
            let (port, client) = (columns.word(at + 3), columns.word(at + 5));
            is_number(port) && (is_ip(client) || client == b"-")
        }
    })
}
