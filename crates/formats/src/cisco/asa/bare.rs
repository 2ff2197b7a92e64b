//! Messages that lost their header, or its `%`, on the way: `ASA-6-302013: Built …`, `302013: Built …`, `Built …`; and
//! the security events of FTD before release 6.3, which had none.
//!
//! Relays and exports cut it off. What has no number is taken for a message only where all of its text follows that
//! message's grammar.

use model::{Field, Format, Record, Span};

use super::{
    Header, claim, conclude,
    matcher::Matcher,
    messages::find_messages,
    security_event::{read_unnumbered, shows_pairs},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_digits, read_number},
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "cisco.asa", version: 6 },
    sign: Sign::LookAt(
        |byte| {
            byte.is_ascii_digit() || matches!(byte, b'A' | b'B' | b'D' | b'F' | b'H' | b'N' | b'P' | b'S' | b'T' | b'a')
        },
        shows,
    ),
    read,
};

/// How texts begin, and the messages that begin so.
const TEXTS: [(&str, &[&str]); 8] = [
    ("Deny inbound ", &["106003", "106018"]),
    ("Deny IP ", &["106016", "106017"]),
    ("Deny ", &["106023", "106001", "106006", "106007", "106014", "106015"]),
    ("Built ", &["302013", "302015", "302017", "302020", "305011", "305009"]),
    ("Teardown ", &["302014", "302016", "302018", "302021", "305012", "305010"]),
    ("Deny TCP ", &["106015"]),
    ("No matching connection for ICMP ", &["313005"]),
    ("access-list ", &["106100"]),
];

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    cut_header(body).is_some()
        || text.first().is_some_and(u8::is_ascii_uppercase) && shows_pairs(text)
        || TEXTS.iter().any(|(start, _)| text.starts_with(start.as_bytes()))
        || text.first().is_some_and(u8::is_ascii_digit) && (matches!(text.get(6..8), Some(b": ")) || find_url(text))
}

/// `192.0.2.7(EXAMPLE\alice) Accessed URL …`: message 304001 begins with an address.
fn find_url(text: &[u8]) -> bool {
    const LEAD_BYTES_MAX: usize = 128;
    find_text(text.get(..LEAD_BYTES_MAX).unwrap_or(text), b" Accessed URL ").is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    if let Some(header) = cut_header(body) {
        claim(body, &header, record);
        return true;
    }
    let text = body.text();
    let origin = Span { end: body.span.end.min(body.span.start + 1), ..body.span };
    if text.first().is_some_and(u8::is_ascii_uppercase) && shows_pairs(text) {
        record.push_word(Field::ObserverVendor, "Cisco", origin);
        record.push_word(Field::ObserverProduct, "ftd", origin);
        record.push_word(Field::ObserverType, "firewall", origin);
        read_unnumbered(body.raw, body.span, origin, record);
        return true;
    }
    let (number, rest) = cut_digits(text);
    if number.len() == 6
        && let Some(rest) = rest.strip_prefix(b": ")
        && let Some(code) = read_number(number).and_then(|number| u32::try_from(number).ok())
    {
        if read_whole(body, rest, code, body.span_of(number), record) {
            record.push("message_id", Some(Field::EventCode), body.span_of(number));
            return true;
        }
        return false;
    }
    let starts = TEXTS.iter().filter(|(start, _)| text.starts_with(start.as_bytes()));
    let url: &[&str] = if find_url(text) { &["304001"] } else { &[] };
    for number in starts.flat_map(|(_, numbers)| *numbers).chain(url) {
        if read_whole(body, text, number.parse().unwrap_or_default(), origin, record) {
            record.push_word(Field::EventCode, number, origin);
            return true;
        }
    }
    false
}

/// Reads a text by the grammar of a message. False where it does not follow all of it.
fn read_whole(body: &Body<'_>, text: &[u8], number: u32, origin: Span, record: &mut Record) -> bool {
    for message in find_messages(number) {
        let facts = record.facts.len();
        let mut matcher = Matcher::new(body.raw, body.span_of(text), false, record);
        if matcher.run(&message.pieces) {
            let verdict = matcher.verdict();
            record.push_word(Field::ObserverVendor, "Cisco", origin);
            record.push_word(Field::ObserverType, "firewall", origin);
            record.push_word(Field::EventKind, "event", origin);
            conclude(message.action, message.sense, verdict, origin, record);
            return true;
        }
        record.facts.truncate(facts);
    }
    false
}

/// `ASA-6-302013: `, at the front of the body.
fn cut_header(body: &Body<'_>) -> Option<Header> {
    const PRODUCTS: [(&str, &str); 4] = [("ASA-", "asa"), ("FTD-", "ftd"), ("PIX-", "pix"), ("FWSM-", "fwsm")];
    let text = body.text();
    let (prefix, word) = PRODUCTS.into_iter().find(|(prefix, _)| text.starts_with(prefix.as_bytes()))?;
    let rest = text.get(prefix.len()..)?;
    let [level @ b'0'..=b'7', b'-', rest @ ..] = rest else { return None };
    let (number, rest) = cut_digits(rest);
    let message = rest.strip_prefix(b":").filter(|_| number.len() == 6)?;
    let message = message.strip_prefix(b" ").unwrap_or(message);
    Some(Header {
        product: body.span_of(text.get(..prefix.len() - 1)?),
        word,
        level: body.span_of(std::slice::from_ref(level)),
        number: body.span_of(number),
        text: body.span_of(message),
    })
}
