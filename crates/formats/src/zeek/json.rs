//! Zeek's logs as JSON: one object a line, with `_path` (Corelight, `json-streaming-logs`) or without it, as Zeek's
//! own JSON writer has it; then the members tell the log. Shippers write `@stream` for `_path`.
//!
//! Written after the reference of Zeek's logs, versions 2.6 to 7:
//! <https://docs.zeek.org/en/master/script-reference/log-files.html>.

use model::{Format, Record, Span, TimeRole};

use super::{
    logs::{LOGS, Log, find_log, find_sign},
    record::{Line, push_time},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "zeek.json", version: 5 }, sign: Sign::Members(&["ts"]), read };

/// What the members say of the log.
#[derive(Default)]
struct Signs {
    path: Option<(Span, &'static Log)>,
    /// The place of the log that a member gives away.
    place: Option<usize>,
    has_uid: bool,
    has_end: bool,
    has_name: bool,
    has_peer: bool,
}

impl Signs {
    fn note(&mut self, raw: &[u8], member: &[u8], span: Span) {
        match member {
            b"_path" | b"@stream" => self.path = find_log(span.of(raw)).map(|log| (span, log)),
            b"uid" => self.has_uid = true,
            b"id.orig_h" | b"id_orig_h" => self.has_end = true,
            b"name" => self.has_name = true,
            b"peer" => self.has_peer = true,
            _ => {}
        }
        if let Some(place) = find_sign(member) {
            self.place = Some(self.place.map_or(place, |before| before.min(place)));
        }
    }

    /// The log. Members alone give it away only together with what Zeek alone writes: `uid` and its like.
    fn conclude(&self) -> Option<&'static Log> {
        if let Some((_, log)) = self.path {
            return Some(log);
        }
        let of_sign = self.place.and_then(|place| LOGS.get(place));
        let is_own = |log: &Log| {
            matches!(
                log.path,
                "notice"
                    | "signatures"
                    | "files"
                    | "dhcp"
                    | "x509"
                    | "capture_loss"
                    | "pe"
                    | "ocsp"
                    | "known_services"
                    | "software"
                    | "known_certs"
                    | "stats"
            )
        };
        match of_sign {
            _ if self.has_name && self.has_peer && !self.has_uid => find_log(b"weird"),
            Some(log) if log.path == "weird" && !(self.has_name && self.has_peer) => {
                // `addl` stands in IRC's log too.
                (self.has_uid && self.has_end).then(|| find_log(b"irc")).flatten()
            }
            Some(log) if self.has_uid && self.has_end || is_own(log) => Some(log),
            _ if self.has_name && self.has_peer => find_log(b"weird"),
            None if self.has_uid && self.has_end => find_log(b"unknown"),
            _ => None,
        }
    }
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let first = record.facts.len();
    let mut signs = Signs::default();
    let mut time = None;
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        let span = leaf.value.span();
        match leaf.path {
            b"ts" if leaf.says_something() && time.is_none() => {
                time = Some(span);
                continue;
            }
            b"_write_ts" if leaf.says_something() => {
                push_time(body.raw, TimeRole::Created, span, record);
                continue;
            }
            path => signs.note(body.raw, path, span),
        }
        record.facts.push(leaf.into_fact(None, None));
    }
    let Some(log) = signs.conclude() else { return false };
    if let Some(span) = time {
        push_time(body.raw, TimeRole::Event, span, record);
    }
    let front = Span { end: body.span.start + 1, ..body.span };
    let origin = signs.path.map_or(front, |(span, _)| span);
    Line::new(body.raw, log, record).conclude(first, origin);
    leaves.diagnose(record);
    true
}
