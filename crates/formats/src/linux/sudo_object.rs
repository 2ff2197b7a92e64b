//! sudo's JSON (`Defaults log_format=json`, `sudoers(5)`, "EVENT LOGGING"), by syslog behind `@cee:`:
//! `@cee:{"sudo":{"accept":{"submituser":"ada","runuser":"root","command":"/usr/bin/id",…}}}`.

use model::{Field, Record, TimeRole};

use super::sudo::{COMMAND, COMMAND_REFUSED};
use crate::{
    body::Body,
    registry::{Product, Sign},
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

/// The reader; the cookie is the envelope's.
pub(super) const PRODUCT: Product =
    Product { format: super::sudo::PRODUCT.format, sign: Sign::Members(&["sudo"]), read: read_object };

fn read_object(body: &Body<'_>, record: &mut Record) -> bool {
    const FRONT_BYTES: usize = 24;
    let front = body.text().get(..FRONT_BYTES).unwrap_or(body.text());
    let is_refused = ["\"reject\"", "\"alert\""].iter().any(|word| find_text(front, word.as_bytes()).is_some());
    Document::read(body, record, &DIALECT);
    if is_refused { COMMAND_REFUSED } else { COMMAND }.push(body.span, record);
    true
}
