//! `ftp.xferlog`: the list of transfers that WU-FTPD began, and ProFTPD, vsftpd and Pure-FTPd write (`xferlog(5)`):
//! `Fri Nov 20 10:11:12 2026 1 192.0.2.77 1234 /file b _ o r vera ftp 0 * c`.

use model::{Field, Format, Record, TimeRole};

use super::meanings::{DELETED, DOWNLOAD_FAILED, DOWNLOADED, UPLOAD_FAILED, UPLOADED};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_last_text, cut_word, is_ip, is_number, read_number, skip_blanks},
        front::cut_front,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "ftp.xferlog", version: 1 },
    sign: Sign::LookAt(u8::is_ascii_uppercase, shows),
    read,
};

/// The words behind the file's name, the last first.
const BEHIND: usize = 9;

/// A weekday in front, the mark of what became of the transfer at the end.
fn shows(body: &Body<'_>) -> bool {
    matches!(body.text(), [_, _, _, b' ', _, _, _, b' ', ..]) && matches!(body.text(), [.., b' ', b'c' | b'i'])
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(time) = cut_front(body.text()) else { return false };
    let (taken, rest) = cut_word(skip_blanks(time.rest));
    let (remote, rest) = cut_word(rest);
    let (size, mut name) = cut_word(rest);
    if !is_number(taken) || !is_number(size) {
        return false;
    }
    // A file's name may hold blanks: what stands behind it is counted from the end.
    let mut words = [&[][..]; BEHIND];
    for word in &mut words {
        let Some((head, last)) = cut_last_text(name, " ") else { return false };
        (name, *word) = (head, last);
    }
    let [status, auth_user, auth_method, service, user, mode, direction, flag, kind] = words;
    let is_row = matches!(mode, b"a" | b"g" | b"r") && matches!(direction, b"i" | b"o" | b"d") && kind.len() == 1;
    if !is_row || name.is_empty() {
        return false;
    }
    record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
    record.push("transfer-time", None, body.span_of(taken));
    if let Some(nanos) = read_number(taken).and_then(|seconds| seconds.checked_mul(1_000_000_000)) {
        record.push_number(Field::EventDuration, nanos, body.span_of(taken));
    }
    let field = if is_ip(remote) { Field::SourceIp } else { Field::SourceDomain };
    record.push("remote-host", Some(field), body.span_of(remote));
    record.push("file-size", Some(Field::FileSize), body.span_of(size));
    record.push("filename", Some(Field::FilePath), body.span_of(name));
    record.push("transfer-type", None, body.span_of(kind));
    record.push("special-action-flag", None, body.span_of(flag));
    record.push("direction", None, body.span_of(direction));
    record.push("access-mode", None, body.span_of(mode));
    record.push("username", Some(Field::UserName), body.span_of(user));
    record.push("service-name", Some(Field::NetworkProtocol), body.span_of(service));
    record.push("authentication-method", None, body.span_of(auth_method));
    record.push("authenticated-user-id", None, body.span_of(auth_user));
    record.push("completion-status", None, body.span_of(status));
    record.push_word(Field::EventKind, "event", body.span);
    let meaning = match (direction, status) {
        (b"d", _) => &DELETED,
        (b"i", b"c") => &UPLOADED,
        (b"i", _) => &UPLOAD_FAILED,
        (_, b"c") => &DOWNLOADED,
        _ => &DOWNLOAD_FAILED,
    };
    meaning.push(body.span_of(direction), record);
    true
}
