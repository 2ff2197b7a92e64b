//! sudo's JSON (`Defaults log_format=json`, `sudoers(5)`, "EVENT LOGGING"), by syslog behind `@cee:`:
//! `@cee:{"sudo":{"accept":{"submituser":"ada","runuser":"root","command":"/usr/bin/id",…}}}`.

use model::{Field, Record, Span, TimeRole};

use super::sudo::{COMMAND, COMMAND_REFUSED};
use crate::{
    body::Body,
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Is, Noted},
            Slot,
        },
        names::Names,
        scan::find_text,
    },
};

const DIALECT: Dialect = Dialect {
    find: |path| MEANINGS.find(path),
    wrappers: &["sudo.accept.", "sudo.reject.", "sudo.alert.", "sudo.exit."],
};

/// By member.
static MEANINGS: Names<Means, 17> = Names::new([
    ("server_time.seconds", Means::Time(TimeRole::Event)),
    ("submit_time.seconds", Means::Time(TimeRole::Start)),
    ("uuid", Is(Field::EventId)),
    ("submituser", Is(Field::UserName)),
    ("submithost", Is(Field::HostHostname)),
    ("submitcwd", Is(Field::ProcessWorkingDirectory)),
    ("runuser", Is(Field::UserEffectiveName)),
    ("runuid", Is(Field::UserEffectiveId)),
    ("rungroup", Is(Field::GroupName)),
    ("runcwd", Noted(Slot::Text)),
    ("command", Is(Field::ProcessExecutable)),
    ("runargv", Is(Field::ProcessArgs)),
    ("ttyname", Is(Field::ProcessTty)),
    ("reason", Is(Field::EventReason)),
    ("peeraddr", Is(Field::SourceIp)),
    ("exit_value", Is(Field::ProcessExitCode)),
    ("signal", Noted(Slot::Status)),
]);

/// Reads such a message; false where no object of sudo's stands in it.
pub(super) fn read_object(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let object = text.trim_ascii_start();
    let Some(inside) = object.strip_prefix(b"{\"sudo\":") else { return false };
    const FRONT_BYTES: usize = 16;
    let front = inside.get(..FRONT_BYTES).unwrap_or(inside);
    let is_refused = ["\"reject\"", "\"alert\""].iter().any(|word| find_text(front, word.as_bytes()).is_some());
    let span = Span { end: body.span.end, ..body.span_of(object) };
    Document::read(&body.part(span), record, &DIALECT);
    if is_refused { COMMAND_REFUSED } else { COMMAND }.push(span, record);
    true
}
