//! `ftp.vsftpd`: vsftpd's own log (`vsftpd_log_file`) and what it writes to syslog, after `logging.c` of vsftpd 2 and 3:
//! `Fri Nov 20 10:11:12 2026 [pid 2101] [vera] OK DOWNLOAD: Client "192.0.2.77", "/file", 12 bytes, 1.23Kbyte/sec`.

use model::{Field, Format, Record, Span, TimeRole};

use super::meanings::{
    CHANGE_FAILED, CHANGED, COMMAND, CREATE_FAILED, CREATED, DELETE_FAILED, DELETED, DOWNLOAD_FAILED, DOWNLOADED,
    LOGIN, LOGIN_FAILED, OPENED, REFUSED, REMOVE_FAILED, REMOVED, RENAME_FAILED, RENAMED, TOLD, UPLOAD_FAILED,
    UPLOADED,
};
use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, cut_digits, cut_last_text, cut_text, is_ip, skip_blanks},
        front::cut_front,
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "ftp.vsftpd", version: 2 },
    sign: Sign::LookBy(&["vsftpd"], u8::is_ascii_uppercase, shows),
    read,
};

/// What was done, and what it means.
static DEEDS: [(&str, Meaning); 23] = [
    ("CONNECT", OPENED),
    ("OK LOGIN", LOGIN),
    ("FAIL LOGIN", LOGIN_FAILED),
    ("OK DOWNLOAD", DOWNLOADED),
    ("FAIL DOWNLOAD", DOWNLOAD_FAILED),
    ("OK UPLOAD", UPLOADED),
    ("FAIL UPLOAD", UPLOAD_FAILED),
    ("OK APPEND", UPLOADED),
    ("FAIL APPEND", UPLOAD_FAILED),
    ("OK MKDIR", CREATED),
    ("FAIL MKDIR", CREATE_FAILED),
    ("OK RMDIR", REMOVED),
    ("FAIL RMDIR", REMOVE_FAILED),
    ("OK DELETE", DELETED),
    ("FAIL DELETE", DELETE_FAILED),
    ("OK RENAME", RENAMED),
    ("FAIL RENAME", RENAME_FAILED),
    ("OK CHMOD", CHANGED),
    ("FAIL CHMOD", CHANGE_FAILED),
    ("FTP command", COMMAND),
    ("FTP response", COMMAND),
    ("DEBUG", TOLD),
    ("INFO", TOLD),
];

/// What parts a deed from its client.
const MARK: &str = ": Client \"";

/// Behind so many no deed is looked for.
const PLACES_MAX: usize = 8;

/// How far from the front the client stands at most.
const FRONT_BYTES_MAX: usize = 512;

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    find_text(text.get(..FRONT_BYTES_MAX).unwrap_or(text), MARK.as_bytes()).is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut text = body.text();
    if let Some(time) = cut_front(text) {
        record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
        text = skip_blanks(time.rest);
    }
    if let Some((pid, rest)) = text.strip_prefix(b"[pid ").map(cut_digits) {
        record.push("pid", Some(Field::ProcessPid), body.span_of(pid));
        text = skip_blanks(rest.strip_prefix(b"]").unwrap_or(rest));
    }
    let parts = match Parts::cut(text) {
        Told::One(parts) => parts,
        // A stranger's words name another client.
        Told::Two => {
            push_service(body.span_of(text), record);
            return true;
        }
        Told::None => return false,
    };
    let Parts { user, deed, meaning, client } = parts;
    if let Some(user) = user {
        record.push("user", Some(Field::UserName).filter(|_| !user.is_empty()), body.span_of(user));
    }
    let Some((client, rest)) = cut_at(client, b'"') else { return false };
    record.push("deed", None, body.span_of(deed));
    record.push("client", Some(Field::SourceIp).filter(|_| is_ip(client)), body.span_of(client));
    let meaning = push_rest(body, rest, deed, meaning, record);
    meaning.push(body.span_of(deed), record);
    push_service(body.span_of(deed), record);
    true
}

fn push_service(span: Span, record: &mut Record) {
    record.push_word(Field::NetworkProtocol, "ftp", span);
    record.push_word(Field::ServiceType, "vsftpd", span);
    record.push_word(Field::EventKind, "event", span);
}

/// How many lines a line can be.
enum Told<'a> {
    None,
    One(Parts<'a>),
    Two,
}

/// A line behind its time, taken apart.
struct Parts<'a> {
    user: Option<&'a [u8]>,
    deed: &'a [u8],
    meaning: &'static Meaning,
    /// From the client's address on.
    client: &'a [u8],
}

impl<'a> Parts<'a> {
    /// The name is what the client sent, and so is what follows the address: where a deed and a client stand in either,
    /// nobody knows which are vsftpd's.
    fn cut(text: &'a [u8]) -> Told<'a> {
        let places = memchr::memmem::find_iter(text, MARK.as_bytes()).take(PLACES_MAX);
        let mut found = places.filter_map(|at| Self::cut_at(text.get(..at)?, text.get(at + MARK.len()..)?));
        match (found.next(), found.next()) {
            (Some(parts), None) => Told::One(parts),
            (Some(_), Some(_)) => Told::Two,
            (None, _) => Told::None,
        }
    }

    fn cut_at(head: &'a [u8], client: &'a [u8]) -> Option<Self> {
        let (user, deed) = match head.strip_prefix(b"[") {
            Some(rest) => cut_last_text(rest, "] ").map(|(user, deed)| (Some(user), deed))?,
            None => (None, head),
        };
        let (_, meaning) = DEEDS.iter().find(|(name, _)| name.as_bytes() == deed)?;
        Some(Self { user, deed, meaning, client })
    }
}

/// `, "/file", 12 bytes, 1.23Kbyte/sec`, `, anon password "x"`, `, "USER vera"`.
fn push_rest<'m>(body: &Body<'_>, text: &[u8], deed: &[u8], meaning: &'m Meaning, record: &mut Record) -> &'m Meaning {
    if let Some((password, _)) = text.strip_prefix(b", anon password \"").and_then(|rest| cut_last_text(rest, "\"")) {
        record.push("anonymous_password", None, body.span_of(password));
        return meaning;
    }
    let Some((said, rest)) = text.strip_prefix(b", \"").and_then(|rest| cut_last_text(rest, "\"")) else {
        return meaning;
    };
    if let Some((size, rate)) = cut_text(rest.strip_prefix(b", ").unwrap_or(rest), " bytes") {
        record.push("bytes", Some(Field::FileSize), body.span_of(size));
        record.push("rate", None, body.span_of(rate.strip_prefix(b", ").unwrap_or(rate)));
    }
    match deed {
        b"FTP command" => {
            record.push("ftp_command", None, body.span_of(said));
            if let Some(user) = said.strip_prefix(b"USER ").filter(|_| record.first(Field::UserName).is_none()) {
                record.push("user", Some(Field::UserName), body.span_of(user));
            }
        }
        b"FTP response" => record.push("ftp_response", Some(Field::EventReason), body.span_of(said)),
        b"CONNECT" => {
            record.push("reason", Some(Field::EventReason), body.span_of(said));
            return if said.starts_with(b"Connection refused") { &REFUSED } else { meaning };
        }
        b"DEBUG" | b"INFO" => record.push("reason", Some(Field::EventReason), body.span_of(said)),
        // Both names, a blank between.
        b"OK RENAME" | b"FAIL RENAME" => record.push("names", None, body.span_of(said)),
        _ => record.push("file", Some(Field::FilePath), body.span_of(said)),
    }
    meaning
}
