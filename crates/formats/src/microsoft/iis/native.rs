//! IIS's own form: fifteen columns in a fixed order, a comma and a blank between them, in the server's local time:
//! `client, user, date, time, service, server, address, ms taken, bytes received, bytes sent, status, windows status,
//! method, target, parameters,`
//! (<https://learn.microsoft.com/en-us/windows/win32/http/iis-logging>).

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::columns::{push, push_address, push_url};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{is_ip, is_number, read_number},
        http::{push_access, push_status},
    },
};

/// The reader of IIS's own form.
pub(crate) const NATIVE: Product = Product {
    format: super::PRODUCT.format,
    sign: Sign::LookAt(|byte| byte.is_ascii_hexdigit() || *byte == b':', shows),
    read,
};

const COLUMNS: usize = 15;

/// A client, a user, a date with slashes.
fn shows(body: &Body<'_>) -> bool {
    let mut cells = cut_cells(body.text());
    let (client, date) = (cells.next().unwrap_or_default(), cells.nth(1).unwrap_or_default());
    is_ip(client) && date.iter().filter(|byte| **byte == b'/').count() == 2
}

fn cut_cells(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.splitn(COLUMNS, |byte| *byte == b',').map(<[u8]>::trim_ascii)
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut cells = [&[][..]; COLUMNS];
    for (place, cell) in cells.iter_mut().zip(cut_cells(body.text())) {
        *place = cell;
    }
    let [
        client,
        user,
        date,
        time,
        service,
        server,
        address,
        taken,
        received,
        sent,
        status,
        error,
        method,
        target,
        rest,
    ] = cells;
    if !is_ip(address) || !is_number(status) || !is_number(error) || method.is_empty() {
        return false;
    }
    push_access(body.span_of(method), record);
    push_address(body, "c-ip", Field::SourceIp, client, record);
    push(body, "cs-username", Some(Field::UserName), user, record);
    push(body, "s-sitename", None, service, record);
    push(body, "s-computername", Some(Field::HostName), server, record);
    push_address(body, "s-ip", Field::DestinationIp, address, record);
    push(body, "time-taken", None, taken, record);
    if let Some(nanos) = read_number(taken).and_then(|millis| millis.checked_mul(1_000_000)) {
        record.push_number(Field::EventDuration, nanos, body.span_of(taken));
    }
    push(body, "cs-bytes", Some(Field::HttpRequestBytes), received, record);
    push(body, "cs-bytes", Some(Field::SourceBytes), received, record);
    push(body, "sc-bytes", Some(Field::HttpResponseBytes), sent, record);
    push(body, "sc-bytes", Some(Field::DestinationBytes), sent, record);
    push_status(body, status, record);
    push(body, "sc-win32-status", None, error, record);
    push(body, "cs-method", Some(Field::HttpRequestMethod), method, record);
    push_url(body, target, rest.strip_suffix(b",").unwrap_or(rest), record);
    let (date, time) = (body.span_of(date), body.span_of(time));
    record.push_time(TimeRole::Event, Form::MonthFirst, model::Span { start: date.start, end: time.end });
    record.push_word(Field::EventKind, "event", date);
    record.push_word(Field::ServiceType, "iis", date);
    true
}
