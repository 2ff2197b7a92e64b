//! `isc.named`: BIND 9's name server, through syslog (`named[931]: client @0x7f… 192.0.2.7#53211 (www.example.com): …`)
//! and in files of its own (`20-Nov-2026 10:11:12.345 queries: info: client …`), where category and severity are written
//! if `print-category` and `print-severity` say so
//! (<https://bind9.readthedocs.io/en/latest/reference.html#logging-block-definition-and-usage>).

mod messages;

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};

use self::messages::{MESSAGES, OF_CLIENTS};
use crate::{
    body::Body,
    holes::{push_captures, push_hole},
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, cut_text, cut_word, is_ip, skip_blanks},
        front::cut_front,
        shape::Shapes,
    },
    wording::release_writer,
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "isc.named", version: 1 },
    sign: Sign::LookBy(TAGS, |byte| byte.is_ascii_digit() || byte.is_ascii_lowercase(), shows_named),
    read: read_named,
};

/// The program, and the categories that stand in its place where a header has no program's name.
const TAGS: &[&str] = &[
    "named",
    "named-sdb",
    "named-pkcs11",
    "client",
    "cname",
    "config",
    "database",
    "default",
    "delegation-only",
    "dispatch",
    "dnssec",
    "dnstap",
    "edns-disabled",
    "general",
    "lame-servers",
    "network",
    "notify",
    "nsid",
    "queries",
    "query-errors",
    "rate-limit",
    "resolver",
    "responses",
    "rpz",
    "rpz-passthru",
    "security",
    "serve-stale",
    "spill",
    "sslkeylog",
    "trust-anchor-telemetry",
    "unmatched",
    "update",
    "update-security",
    "xfer-in",
    "xfer-out",
    "zoneload",
];

const LEVELS: [&str; 6] = ["critical", "error", "warning", "notice", "info", "debug"];

static CLIENTS: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(OF_CLIENTS));
static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

fn is_category(word: &[u8]) -> bool {
    TAGS.iter().any(|tag| tag.len() == word.len() && tag.as_bytes() == word)
}

fn is_named(body: &Body<'_>) -> bool {
    body.tag_text().starts_with(b"named")
}

/// True for the program's own name, and for a line of its own file, whose time, if it has one, names the month.
fn shows_named(body: &Body<'_>) -> bool {
    if body.tag.is_some() {
        let is_client = || begins_with_client(skip_level(skip_blanks(body.text())));
        return is_named(body) || is_category(body.tag_text()) && is_client();
    }
    match body.text() {
        [b'0'..=b'9', ..] => is_own_time(body.text()),
        text => {
            begins_with_client(text)
                || cut_text(text, ": ").is_some_and(|(part, rest)| is_category(part) && begins_with_client(rest))
        }
    }
}

/// What stands behind `info: `.
fn skip_level(text: &[u8]) -> &[u8] {
    cut_text(text, ": ")
        .filter(|(level, _)| LEVELS.iter().any(|known| known.as_bytes() == *level))
        .map_or(text, |(_, rest)| rest)
}

/// `client @0x7f 192.0.2.7#53124`: words that many programs use are BIND's only where such an end follows.
fn begins_with_client(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"client ") else { return false };
    let (word, after) = cut_word(rest);
    let word = if word.starts_with(b"@0x") { cut_word(skip_blanks(after)).0 } else { word };
    cut_at(word, b'#').is_some_and(|(address, port)| is_ip(address) && port.first().is_some_and(u8::is_ascii_digit))
}

/// `20-Nov-2026 10:11:12.345`.
fn is_own_time(text: &[u8]) -> bool {
    matches!(text, [_, _, b'-', b'A'..=b'Z', _, _, b'-', ..])
}

/// Claims what the program writes to syslog; a line of another origin only where it is BIND's wording.
fn read_named(body: &Body<'_>, record: &mut Record) -> bool {
    let mut text = skip_blanks(body.text()).trim_ascii_end();
    // A file that was handed to syslog has its own time behind the header's.
    if is_own_time(text)
        && let Some(time) = cut_front(text)
    {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        text = skip_blanks(time.rest);
    }
    let text = cut_category(body, text, record);
    let is_known = read_client(body, text, record) || read_wording(body, text, &SHAPES, record);
    if !is_known && !is_named(body) {
        return false;
    }
    if body.tag.is_some() && !is_named(body) {
        // What looked like a program's name is the category.
        release_writer(record);
        record.push("category", Some(Field::LogLogger), body.span_of(body.tag_text()));
    }
    record.push_word(Field::ServiceType, "named", body.span_of(text));
    record.push_word(Field::NetworkProtocol, "dns", body.span_of(text));
    record.push_word(Field::EventKind, "event", body.span_of(text));
    if record.first(Field::ProcessName).is_none() {
        record.push_word(Field::ProcessName, "named", body.span_of(text));
    }
    true
}

/// `queries: info: `, of which each may be missing; `debug 3: ` has a number.
fn cut_category<'a>(body: &Body<'a>, text: &'a [u8], record: &mut Record) -> &'a [u8] {
    let mut text = text;
    if let Some((category, rest)) = cut_text(text, ": ").filter(|(category, _)| is_category(category)) {
        record.push("category", Some(Field::LogLogger), body.span_of(category));
        text = rest;
    }
    if let Some((level, rest)) = cut_text(text, ": ")
        && let (word, digits) = cut_at(level, b' ').unwrap_or((level, &[]))
        && LEVELS.iter().any(|known| known.as_bytes() == word)
        && digits.iter().all(u8::is_ascii_digit)
    {
        record.push("severity", Some(Field::LogLevel), body.span_of(word));
        text = rest;
    }
    text
}

/// `client @0x7f6450002ef0 192.0.2.7#53211/key tsig (www.example.com): view internal: query: …`.
///
/// What the client asked for may hold anything: it is the address at the front that counts.
fn read_client(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let Some(rest) = text.strip_prefix(b"client ") else { return false };
    let rest = match rest.strip_prefix(b"@").and_then(|rest| cut_at(rest, b' ')) {
        Some((id, rest)) => {
            record.push("client_id", None, body.span_of(id));
            rest
        }
        None => rest,
    };
    let Some((source, rest)) = cut_at(rest, b'#') else { return false };
    let (port, rest) = cut_digits(rest);
    let Some((marks, mut rest)) = cut_text(rest, ": ") else { return false };
    push_hole(body, "source", source, record);
    push_hole(body, "source_port", port, record);
    push_marks(body, marks, record);
    if let Some((view, after)) = rest.strip_prefix(b"view ").and_then(|rest| cut_text(rest, ": ")) {
        record.push("view", None, body.span_of(view));
        rest = after;
    }
    // Most refusals do not tell the type of the request otherwise.
    if !read_wording(body, rest, &CLIENTS, record) {
        messages::OF_CLIENT.push(body.span_of(rest), record);
    }
    true
}

/// `/key tsig (www.example.com)`.
fn push_marks(body: &Body<'_>, marks: &[u8], record: &mut Record) {
    let (key, name) = cut_at(marks, b'(').unwrap_or((marks, &[]));
    if let Some(key) = key.strip_prefix(b"/key ") {
        push_hole(body, "key", key, record);
    }
    if let Some(name) = name.strip_suffix(b")") {
        push_hole(body, "requested", name, record);
    }
}

fn read_wording(body: &Body<'_>, text: &[u8], shapes: &Shapes<Meaning>, record: &mut Record) -> bool {
    let Some((captures, meaning)) = shapes.find(text) else { return false };
    push_captures(body, &captures, record);
    meaning.push(body.span_of(text), record);
    true
}
