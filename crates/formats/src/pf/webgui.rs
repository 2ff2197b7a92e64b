//! `pf.webgui`: who came to the web interfaces of pfSense (`php-fpm`) and OPNsense (`audit`, `opnsense`):
//! `/index.php: webConfigurator authentication error for user 'admin' from: 192.0.2.7`.
//!
//! Written after `src/etc/inc/auth.inc` of pfSense (<https://github.com/pfsense/pfsense>) and `authgui.inc` of OPNsense
//! (<https://github.com/opnsense/core>).

use std::sync::LazyLock;

use model::{Field, Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{cut::is_ip, scan::find_text, shape::Shapes},
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "pf.webgui", version: 1 }, sign: Sign::LookAt(|byte| *byte == b'/', shows), read };

const LOGIN: Meaning = Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const FAILED: Meaning = Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const LOGOUT: Meaning =
    Meaning { action: "logout", category: &["authentication", "session"], kind: &["end"], outcome: SUCCESS };

#[rustfmt::skip] // One wording a row.
static WORDINGS: [(&str, Meaning); 17] = [
    ("{page}: webConfigurator authentication error for user '{user*}' from: {source}", FAILED),
    ("{page}: webConfigurator authentication error for user '{user*}' from: {source} {note*}", FAILED),
    ("{page}: webConfigurator authentication error for '{user*}' from {source}", FAILED),
    ("{page}: webConfigurator authentication error for '{user*}' from {source} {note*}", FAILED),
    ("{page}: Web GUI authentication error for user '{user*}' from: {source}", FAILED),
    ("{page}: Web GUI authentication error for user '{user*}' from {source}", FAILED),
    ("{page}: Web GUI authentication error for '{user*}' from {source}", FAILED),
    ("{page}: Web GUI authentication error for '{user*}' from: {source}", FAILED),
    ("{page}: Successful webConfigurator login for user '{user*}' from {source}", LOGIN),
    ("{page}: Successful login for user '{user*}' from: {source}", LOGIN),
    ("{page}: Successful login for user '{user*}' from: {source} {note*}", LOGIN),
    ("{page}: Successful login for user '{user*}' from {source}", LOGIN),
    ("{page}: Web GUI login for user '{user*}' from {source}", LOGIN),
    ("{page}: User logged out for user '{user*}' from: {source}", LOGOUT),
    ("{page}: User logged out for user '{user*}' from: {source} {note*}", LOGOUT),
    ("{page}: User logged out for user '{user*}' from {source}", LOGOUT),
    ("{page}: Session timed out for user '{user*}' from: {source}{note*}", LOGOUT),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(&WORDINGS));

/// A page, and somebody who came or went.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    text.starts_with(b"/") && find_text(text, b" for ").is_some() && find_text(text, b".php: ").is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some((captures, meaning)) = SHAPES.find(body.text()) else { return false };
    for (name, value) in captures.iter().filter(|(_, value)| !value.is_empty()) {
        let field = match name {
            "page" => Some(Field::UrlPath),
            "user" => Some(Field::UserName),
            "source" => Some(Field::SourceIp).filter(|_| is_ip(value)),
            _ => None,
        };
        record.push(name, field, body.span_of(value));
    }
    record.push_word(Field::EventKind, "event", body.span);
    meaning.push(body.span, record);
    record.push_word(Field::ObserverType, "firewall", body.span);
    true
}
