//! `sendmail.mail`: what sendmail writes to syslog under any of its daemons' names: `queue-id: key=value, key=value`
//! (Sendmail Installation and Operation Guide §2.1, `srvrsmtp.c`, `deliver.c`).

use std::sync::LazyLock;

use model::{Field, Format, Record};

use crate::{
    body::Body,
    holes::{push_captures, push_hole},
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_text, skip_blanks, trim},
        names::Names,
        scan::find_text,
        shape::Shapes,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "sendmail.mail", version: 2 },
    sign: Sign::Tag(&[
        "sendmail",
        "sm-mta",
        "sm-msp-queue",
        "sm-que",
        "sm-acceptingconnections",
        "sm-client",
        "MTA",
        "MSA",
    ]),
    read: read_mail,
};

/// A line has no more pairs.
const PAIRS_MAX: usize = 48;

const LOGIN: Meaning =
    Meaning { action: "smtp_login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "smtp_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const REJECTED: Meaning =
    Meaning { action: "mail_rejected", category: &["email"], kind: &["denied"], outcome: FAILURE };
const REFUSED: Meaning = Meaning {
    action: "smtp_connection_refused",
    category: &["network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const BROKEN: Meaning = Meaning {
    action: "smtp_connection_failed",
    category: &["network"],
    kind: &["connection", "error"],
    outcome: FAILURE,
};
const SUSPICIOUS: Meaning = Meaning {
    action: "smtp_protocol_error",
    category: &["network", "intrusion_detection"],
    kind: &["protocol", "info"],
    outcome: FAILURE,
};
const TLS: Meaning =
    Meaning { action: "smtp_tls_opened", category: &["network"], kind: &["connection", "protocol"], outcome: SUCCESS };
const RECEIVED: Meaning = Meaning { action: "mail_received", category: &["email"], kind: &["info"], outcome: None };
const SENT: Meaning = Meaning { action: "mail_sent", category: &["email"], kind: &["info"], outcome: SUCCESS };
const DEFERRED: Meaning = Meaning { action: "mail_deferred", category: &["email"], kind: &["info"], outcome: None };
const BOUNCED: Meaning = Meaning { action: "mail_bounced", category: &["email"], kind: &["info"], outcome: FAILURE };

/// Messages that are no list of pairs, behind the queue's name. `far` is the other end.
const MESSAGES: &[(&str, Meaning)] = &[
    ("{far*}: possible SMTP attack: command={smtp_command}, count={count#}", SUSPICIOUS),
    ("AUTH failure ({mechanism}): {reason-}, user={user*}, relay={far*}", LOGIN_FAILED),
    ("AUTH failure ({mechanism}): {reason*}, relay={far*}", LOGIN_FAILED),
    ("AUTH=server, relay={far*}, authid={user}, mech={mechanism}, bits={bits#}", LOGIN),
    ("STARTTLS=server, relay={far*}, version={tls_version}, verify={verify}, cipher={cipher}, bits={bits}", TLS),
    ("rejecting commands from {far*} due to {reason*}", REFUSED),
    ("{far-}: {smtp_command} {argument*} [rejected]", REJECTED),
    ("<{to*}>... No such user here", REJECTED),
    ("<{to*}>... {reason*}", REJECTED),
    ("lost input channel from {far*} to {listener} after {smtp_command}", BROKEN),
    ("timeout waiting for input from {far*} during {smtp_phase*}", BROKEN),
    ("{far*} did not issue MAIL/EXPN/VRFY/ETRN during connection to {listener}", SUSPICIOUS),
    ("{far*}: Possible SMTP RCPT flood, throttling.", SUSPICIOUS),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// What a key of the pairs means; what is not here stays under its own name.
static KEYS: Names<&str, 27> = Names::new([
    ("arg1", "arg1"),
    ("arg2", "arg2"),
    ("authid", "user"),
    ("bits", "bits"),
    ("bodytype", "bodytype"),
    ("cipher", "cipher"),
    ("class", "class"),
    ("ctladdr", "ctladdr"),
    ("daemon", "listener"),
    ("delay", "delay"),
    ("dsn", "dsn"),
    ("from", "from"),
    ("mailer", "mailer"),
    ("mech", "mechanism"),
    ("msgid", "message_id"),
    ("nrcpts", "recipients"),
    ("pri", "pri"),
    ("proto", "proto"),
    ("quarantine", "reason"),
    ("reject", "reason"),
    ("ruleset", "rule"),
    ("size", "size"),
    ("stat", "stat"),
    ("to", "to"),
    ("verify", "verify"),
    ("version", "tls_version"),
    ("xdelay", "xdelay"),
]);

fn read_mail(body: &Body<'_>, record: &mut Record) -> bool {
    let mut text = body.text();
    // libwrap writes this under the name of whatever program is linked with it, and is read with those.
    if text.starts_with(b"refused connect from ") {
        return false;
    }
    if let Some((queue, rest)) = cut_at(text, b':')
        && is_queue(queue)
    {
        push_hole(body, "queue_id", queue, record);
        text = skip_blanks(rest);
    }
    record.push_word(Field::EventKind, "event", body.span);
    if let Some((captures, meaning)) = SHAPES.find(text) {
        if let Some(far) = captures.find("far") {
            push_far(body, far, [Field::SourceIp, Field::SourceDomain], record);
        }
        push_captures(body, &captures, record);
        meaning.push(body.span_of(text), record);
        return true;
    }
    read_pairs(body, text, record);
    true
}

/// `4F1D42C0012` and the like: letters and digits, 8 to 20 of them.
fn is_queue(text: &[u8]) -> bool {
    matches!(text.len(), 8..=20) && text.iter().all(u8::is_ascii_alphanumeric) && text.iter().any(u8::is_ascii_digit)
}

fn read_pairs(body: &Body<'_>, text: &[u8], record: &mut Record) {
    let (mut relay, mut stat, mut rejects, mut is_delivery): (&[u8], &[u8], bool, bool) = (&[], &[], false, false);
    let mut rest = text;
    for _ in 0..PAIRS_MAX {
        let Some((key, after)) = cut_at(rest, b'=').filter(|(key, _)| is_key(trim(key))) else { break };
        let key = trim(key);
        // The reason is the last, and free text.
        let is_last = matches!(key, b"reject" | b"stat" | b"quarantine");
        let end = if is_last { after.len() } else { find_end(after) };
        let (value, after) = after.split_at(end.min(after.len()));
        match key {
            b"relay" => relay = value,
            b"stat" => stat = value,
            b"reject" => rejects = true,
            b"to" => is_delivery = true,
            _ => {}
        }
        if let Some((_, hole)) = KEYS.find(key) {
            let value = if matches!(key, b"from" | b"to" | b"msgid") { strip_angles(value) } else { value };
            push_hole(body, hole, value, record);
        }
        rest = after.strip_prefix(b",").unwrap_or(after);
    }
    let ends = if is_delivery && !rejects {
        [Field::DestinationIp, Field::DestinationDomain]
    } else {
        [Field::SourceIp, Field::SourceDomain]
    };
    push_far(body, relay, ends, record);
    let meaning = match stat {
        _ if rejects => REJECTED,
        b"" if record.first(Field::EmailFromAddress).is_some() => RECEIVED,
        _ if stat.starts_with(b"Sent") => SENT,
        _ if stat.starts_with(b"Deferred") || stat.starts_with(b"queued") => DEFERRED,
        b"" => return,
        _ => BOUNCED,
    };
    meaning.push(body.span_of(text), record);
}

fn is_key(text: &[u8]) -> bool {
    matches!(text.len(), 1..=16) && text.iter().all(u8::is_ascii_alphanumeric)
}

/// Where a value ends: before `, key=`.
fn find_end(text: &[u8]) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| find_text(rest, b", ")) {
        let end = from + at;
        let next = text.get(end + 2..).unwrap_or_default();
        let key = next.iter().take(17).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if key > 0 && next.get(key) == Some(&b'=') {
            return end;
        }
        from = end + 2;
    }
    text.len()
}

fn strip_angles(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">")).unwrap_or(text)
}

/// `host.example.com [192.0.2.7] (may be forged)`, `[192.0.2.7]`, `user@localhost`.
fn push_far(body: &Body<'_>, text: &[u8], [ip, domain]: [Field; 2], record: &mut Record) {
    let (name, address) = match cut_text(text, "[") {
        Some((name, rest)) => (trim(name), cut_at(rest, b']').map_or(rest, |(address, _)| address)),
        None => (trim(text), &[][..]),
    };
    let address = address.strip_prefix(b"IPv6:").unwrap_or(address);
    if !address.is_empty() {
        record.push("relay", Some(ip), body.span_of(address));
    }
    // Two blanks stand where the name is empty; a word with `@` is a local user.
    if !name.is_empty() && !name.contains(&b'@') && !name.contains(&b' ') {
        record.push("relay", Some(domain), body.span_of(name));
    }
}
