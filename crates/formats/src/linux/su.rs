//! `linux.su`: who becomes another user: su of util-linux, shadow, BSD, Solaris and AIX, doas, and pkexec of polkit.

use std::sync::LazyLock;

use model::{Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::shape::Shapes,
    wording::read_wording,
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "linux.su", version: 3 },
    sign: Sign::Tag(&["su", "su-l", "runuser", "doas", "pkexec"]),
    read,
};

const SWITCHED: Meaning =
    Meaning { action: "user_switched", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
const REFUSED: Meaning =
    Meaning { action: "user_switched", category: &["authentication"], kind: &["start"], outcome: FAILURE };
const RAN: Meaning = Meaning { action: "doas_command", category: &["process"], kind: &["start"], outcome: SUCCESS };
const RAN_NOT: Meaning =
    Meaning { action: "doas_command", category: &["authentication", "process"], kind: &["start"], outcome: FAILURE };

const EXECUTED: Meaning =
    Meaning { action: "pkexec_command", category: &["process"], kind: &["start"], outcome: SUCCESS };
const EXECUTED_NOT: Meaning =
    Meaning { action: "pkexec_command", category: &["authentication", "process"], kind: &["start"], outcome: FAILURE };

/// The wordings of `su-common.c` (util-linux), `su.c` (shadow, FreeBSD, Solaris), `doas.c` and `pkexec.c`.
const MESSAGES: &[(&str, Meaning)] = &[
    ("(to {effective*}) {user} on {tty}", SWITCHED),
    ("(to {effective*}) {user} on none", SWITCHED),
    ("FAILED SU (to {effective*}) {user} on {tty}", REFUSED),
    ("Successful su for {effective} by {user}", SWITCHED),
    ("FAILED su for {effective} by {user}", REFUSED),
    ("FAILED SU for {effective} by {user}", REFUSED),
    // What was typed stands last, and no account has a colon in its name.
    ("+ {tty} {user-}:{effective}", SWITCHED),
    ("- {tty} {user-}:{effective}", REFUSED),
    ("+ {tty} {user!}-{effective}", SWITCHED),
    ("- {tty} {user!}-{effective}", REFUSED),
    // Where the names' own hyphens hide the one that parts them.
    ("+ {tty} {accounts*}", SWITCHED),
    ("- {tty} {accounts*}", REFUSED),
    ("BAD SU from {user} to {effective} at {tty}", REFUSED),
    ("BAD SU {user} to {effective} on {tty}", REFUSED),
    ("BAD SU {user} to {effective}", REFUSED),
    ("from {user} to {effective} at {tty}", SWITCHED),
    ("{user} to {effective} on {tty}", SWITCHED),
    ("'su {effective*}' succeeded for {user} on {tty}", SWITCHED),
    ("'su {effective*}' failed for {user} on {tty}", REFUSED),
    ("BOM'su {effective*}' failed for {user} on {tty}", REFUSED),
    ("su {effective} succeeded for {user} on {tty}", SWITCHED),
    ("su {effective} failed for {user} on {tty}", REFUSED),
    ("failed: {tty} changing from {user} to {effective}", REFUSED),
    ("succeeded: {tty} changing from {user} to {effective}", SWITCHED),
    ("No passwd entry for user '{effective*}'", REFUSED),
    ("{user} ran command {command!} as {effective} from {directory*}", RAN),
    ("{user} ran command as {effective}: {command*}", RAN),
    // Where the command holds the words that part it from the account.
    ("{user} ran command {command_and_account*}", RAN),
    ("command not permitted for {user}: {command*}", RAN_NOT),
    ("failed command for {user}: {command*}", RAN_NOT),
    ("failed auth for {user}", RAN_NOT),
    ("{user}: Executing command [USER={effective}] [TTY={tty*}] [CWD={directory*}] [COMMAND={command*}]", EXECUTED),
    ("{user}: {reason-} [USER={effective}] [TTY={tty*}] [CWD={directory*}] [COMMAND={command*}]", EXECUTED_NOT),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Claims whatever such a program writes; a message that the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_wording(body, body.text(), &SHAPES, record);
    true
}
