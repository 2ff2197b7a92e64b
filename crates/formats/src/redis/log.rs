//! `redis.log`: the server's log, from 1.2 (`20 Nov 10:11:12 * …`) to today (`7:M 20 Nov 2026 10:11:12.345 * …`)
//! (`serverLogRaw` of `server.c`).

use std::sync::LazyLock;

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    holes::{push_captures, push_hole},
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, skip_blanks},
        shape::Shapes,
    },
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "redis.log", version: 1 },
    sign: Sign::LookAt(|byte| matches!(byte, b'0'..=b'9' | b'['), shows_redis),
    read: read_log,
};

const CONNECTED: Meaning = Meaning {
    action: "database_connection_opened",
    category: &["database", "network"],
    kind: &["connection", "start"],
    outcome: None,
};
const REFUSED: Meaning = Meaning {
    action: "database_connection_refused",
    category: &["database", "network"],
    kind: &["connection", "denied"],
    outcome: FAILURE,
};
const ATTACKED: Meaning = Meaning {
    action: "database_attack_suspected",
    category: &["database", "intrusion_detection"],
    kind: &["denied"],
    outcome: FAILURE,
};
const REPLICATED: Meaning =
    Meaning { action: "database_replication", category: &["database"], kind: &["info"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "database_started", category: &["database"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "database_stopped", category: &["database"], kind: &["end"], outcome: SUCCESS };

const MESSAGES: &[(&str, Meaning)] = &[
    ("Accepted {source_end}", CONNECTED),
    ("Denied connection from {source_end}{note*}", REFUSED),
    (
        "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis.{note*}\
      Connection from {source_end} aborted.",
        ATTACKED,
    ),
    ("Possible SECURITY ATTACK detected.{note*}", ATTACKED),
    ("Synchronization with {role} {source_end} succeeded", REPLICATED),
    ("Replica {source_end} asks for synchronization", REPLICATED),
    ("Slave {source_end} asks for synchronization", REPLICATED),
    ("Connecting to MASTER {destination_end}", REPLICATED),
    ("Server started, Redis version {version}", STARTED),
    ("Server initialized", STARTED),
    (
        "Redis version={version}, bits={bits#}, commit={commit}, modified={modified}, pid={server_pid#}, just started",
        STARTED,
    ),
    ("The server is now ready to accept connections on port {listen_port#}", STARTED),
    ("Ready to accept connections{note*}", STARTED),
    ("User requested shutdown...", STOPPED),
    ("Redis is now ready to exit, bye bye...", STOPPED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

fn shows_redis(body: &Body<'_>) -> bool {
    Line::cut(body.text()).is_some()
}

/// A line taken apart.
struct Line<'a> {
    pid: &'a [u8],
    role: &'a [u8],
    form: Form,
    time: &'a [u8],
    level: &'a [u8],
    message: &'a [u8],
}

impl<'a> Line<'a> {
    fn cut(text: &'a [u8]) -> Option<Self> {
        let (pid, role, rest) = match text {
            [b'[', inside @ ..] => {
                let (pid, rest) = cut_at(inside, b']')?;
                (pid, &[][..], skip_blanks(rest))
            }
            _ => match cut_digits(text) {
                (pid, [b':', role @ (b'M' | b'S' | b'C' | b'X'), b' ', rest @ ..]) => {
                    (pid, std::slice::from_ref(role), rest)
                }
                (pid, [b':', ..]) => return Self::cut_signal(text, pid),
                _ => (&[][..], &[][..], text),
            },
        };
        let (day, after) = cut_digits(rest);
        let ([b' ', _, _, _, b' ', clock @ ..], 1 | 2) = (after, day.len()) else { return None };
        let year = if clock.get(4) == Some(&b' ') { 5 } else { 0 };
        let clock = clock.get(year..)?;
        let [_, _, b':', _, _, b':', _, _, tail @ ..] = clock else { return None };
        let fraction = tail.strip_prefix(b".").map_or(0, |digits| 1 + cut_digits(digits).0.len());
        let (b" ", marked) = tail.get(fraction..)?.split_at_checked(1)? else { return None };
        let (level, message) = marked.split_at_checked(1)?;
        let message = message.strip_prefix(b" ")?;
        matches!(level, b"." | b"-" | b"*" | b"#").then_some(())?;
        let time = rest.get(..rest.len() - tail.len() + fraction)?;
        Some(Self { pid, role, form: Form::Rfc5322, time, level, message })
    }

    /// `7:signal-handler (1496141561) Received SIGINT scheduling shutdown...`
    fn cut_signal(text: &'a [u8], pid: &'a [u8]) -> Option<Self> {
        let rest = text.get(pid.len() + 1..)?.strip_prefix(b"signal-handler (")?;
        let (time, message) = cut_at(rest, b')')?;
        let role = text.get(pid.len() + 1..pid.len() + 15)?;
        Some(Self { pid, role, form: Form::Epoch, time, level: &[], message: skip_blanks(message) })
    }
}

fn read_log(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(line) = Line::cut(body.text()) else { return false };
    push_hole(body, "pid", line.pid, record);
    push_hole(body, "role", line.role, record);
    record.push_time(TimeRole::Event, line.form, body.span_of(line.time));
    let level = match line.level {
        b"." => "debug",
        b"-" => "verbose",
        b"*" => "notice",
        b"#" => "warning",
        _ => "",
    };
    if !level.is_empty() {
        record.push_word(Field::LogLevel, level, body.span_of(line.level));
    }
    let span = body.span_of(line.message);
    record.push_word(Field::EventKind, "event", span);
    match SHAPES.find(line.message) {
        Some((captures, meaning)) => {
            push_captures(body, &captures, record);
            meaning.push(span, record);
        }
        None => {
            record.push_word(Field::EventCategory, "database", span);
            record.push_word(Field::EventType, "info", span);
        }
    }
    true
}
