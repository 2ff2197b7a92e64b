//! `linux.systemd`: the service manager and its logins, core dumps and clock (`systemd-logind(8)`, `systemd-coredump(8)`,
//! `systemd-timesyncd(8)`), after `src/core/{unit,job,service,main}.c` and `src/login/` of systemd 219 to 257.

use std::sync::LazyLock;

use model::{Field, Format, Record, Span, Value};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{scan::find_text, shape::Shapes},
    wording::read_wording,
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.systemd", version: 3 }, sign: Sign::TagStart(&["systemd"]), read };

const UNIT_STARTING: Meaning =
    Meaning { action: "service_starting", category: &["process"], kind: &["start"], outcome: None };
const UNIT_STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const UNIT_START_FAILED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: FAILURE };
const UNIT_STOPPING: Meaning =
    Meaning { action: "service_stopping", category: &["process"], kind: &["end"], outcome: None };
const UNIT_STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };
const UNIT_FAILED: Meaning =
    Meaning { action: "service_failed", category: &["process"], kind: &["end"], outcome: FAILURE };
const UNIT_CHANGED: Meaning =
    Meaning { action: "service_changed", category: &["process"], kind: &["change"], outcome: None };
const UNIT_RESTARTED: Meaning =
    Meaning { action: "service_restart_scheduled", category: &["process"], kind: &["change"], outcome: None };
const OPENED: Meaning =
    Meaning { action: "session_opened", category: &["session"], kind: &["start"], outcome: SUCCESS };
const CLOSED: Meaning = Meaning { action: "session_closed", category: &["session"], kind: &["end"], outcome: SUCCESS };
const HOST_STARTED: Meaning =
    Meaning { action: "host_started", category: &["host"], kind: &["start"], outcome: SUCCESS };
const HOST_STOPPING: Meaning = Meaning { action: "host_stopping", category: &["host"], kind: &["end"], outcome: None };
const HOST_NOTE: Meaning = Meaning { action: "host_changed", category: &["host"], kind: &["change"], outcome: None };
const CRASHED: Meaning = Meaning { action: "process_crashed", category: &["process"], kind: &["end"], outcome: None };

/// The wordings. Sessions stand before units, which have the same.
const MESSAGES: &[(&str, Meaning)] = &[
    ("Started Session {session} of user {user*}.", OPENED),
    ("Started Session {session} of User {user*}.", OPENED),
    ("Starting Session {session} of user {user*}.", UNIT_STARTING),
    ("Started User Manager for UID {target_uid#}.", UNIT_STARTED),
    ("New session '{session}' of user '{user*}' with class '{class}' and type '{type}'.", OPENED),
    ("New session {session} of user {user} with class '{class}' and type '{type}'.", OPENED),
    ("New session {session} of user {user*}.", OPENED),
    ("Removed session {session}.", CLOSED),
    ("Session {session} logged out. Waiting for processes to exit.", CLOSED),
    ("Session {session} logged out.", CLOSED),
    // A server that systemd starts for each connection.
    ("Started {unit*} per-connection server daemon ({source}:{port#}).", UNIT_STARTED),
    ("Started {unit*} per-connection server daemon ([{source}]:{port#}).", UNIT_STARTED),
    ("Started {unit*}.", UNIT_STARTED),
    ("Starting {unit*}...", UNIT_STARTING),
    ("Finished {unit*}.", UNIT_STARTED),
    ("Stopped target {unit*}.", UNIT_STOPPED),
    ("Stopped {unit*}.", UNIT_STOPPED),
    ("Stopping {unit*}...", UNIT_STOPPING),
    ("Reloaded {unit*}.", UNIT_CHANGED),
    ("Reloading {unit*}...", UNIT_CHANGED),
    ("Reached target {unit*}.", UNIT_STARTED),
    ("Failed to start {unit*}.", UNIT_START_FAILED),
    ("Dependency failed for {unit*}.", UNIT_START_FAILED),
    ("Condition check resulted in {unit*} being skipped.", UNIT_START_FAILED),
    ("Mounting {unit*}...", UNIT_STARTING),
    ("Mounted {unit*}.", UNIT_STARTED),
    ("Unmounting {unit*}...", UNIT_STOPPING),
    ("Unmounted {unit*}.", UNIT_STOPPED),
    ("Failed to mount {unit*}.", UNIT_START_FAILED),
    ("Listening on {unit*}.", UNIT_STARTED),
    ("Failed to listen on {unit*}.", UNIT_START_FAILED),
    ("Closed {unit*}.", UNIT_STOPPED),
    ("Created slice User Slice of {user*}.", UNIT_STARTED),
    ("Removed slice User Slice of {user*}.", UNIT_STOPPED),
    ("Created slice {unit*}.", UNIT_STARTED),
    ("Removed slice {unit*}.", UNIT_STOPPED),
    ("Found device {unit*}.", UNIT_STARTED),
    ("Activated swap {unit*}.", UNIT_STARTED),
    ("Set up automount {unit*}.", UNIT_STARTED),
    ("{unit}: Succeeded.", UNIT_STOPPED),
    ("{unit}: Deactivated successfully.", UNIT_STOPPED),
    MAIN_EXITED,
    MAIN_EXITED_BEFORE_230,
    ("{unit}: Control process exited, {reason*}", UNIT_CHANGED),
    ("{unit}: Failed with result '{reason*}'.", UNIT_FAILED),
    ("{unit}: Unit entered failed state.", UNIT_FAILED),
    ("Unit {unit} entered failed state.", UNIT_FAILED),
    ("{unit}: Scheduled restart job, restart counter is at {restarts#}.", UNIT_RESTARTED),
    ("{unit}: Service hold-off time over, scheduling restart.", UNIT_RESTARTED),
    ("{unit}: Service RestartSec={delay} expired, scheduling restart.", UNIT_RESTARTED),
    ("{unit} holdoff time over, scheduling restart.", UNIT_RESTARTED),
    ("{unit}: Start request repeated too quickly.", UNIT_START_FAILED),
    ("{unit}: A process of this unit has been killed by the OOM killer.", UNIT_CHANGED),
    ("{unit}: Killing process {process_id#} ({process*}) with signal {signal}.", UNIT_CHANGED),
    ("{unit}: Consumed {cpu*}", UNIT_CHANGED),
    ("{unit}: Failed to {reason*}", UNIT_CHANGED),
    (
        "{unit}: Current command vanished from the unit file, execution of the command list won't be resumed.",
        UNIT_CHANGED,
    ),
    ("Process {process_id#} ({process*}) of user {uid#} dumped core.[[ {details*}]]", CRASHED),
    ("Startup finished in {duration*}", HOST_STARTED),
    ("Shutting down.", HOST_STOPPING),
    ("Powering off.", HOST_STOPPING),
    ("Rebooting.", HOST_STOPPING),
    ("System is powering down.", HOST_STOPPING),
    ("System is rebooting.", HOST_STOPPING),
    ("The system will power off now!", HOST_STOPPING),
    ("The system will reboot now!", HOST_STOPPING),
    ("Power key pressed[[ {details*}]].", HOST_NOTE),
    ("Lid closed.", HOST_NOTE),
    ("Lid opened.", HOST_NOTE),
    ("Time has been changed", HOST_NOTE),
    ("Set hostname to <{hostname}>.", HOST_NOTE),
    ("Hostname set to <{hostname}>", HOST_NOTE),
    ("systemd {version} running in {mode*}", HOST_STARTED),
    ("Reloading.", HOST_NOTE),
    ("Reexecuting.", HOST_NOTE),
    ("Received {signal} from PID {process_id#} ({process*}).", HOST_NOTE),
    ("Synchronized to time server {server*}.", HOST_NOTE),
    ("Initial synchronization to time server {server*}.", HOST_NOTE),
];

const MAIN_EXITED: (&str, Meaning) = ("{unit}: Main process exited, {reason*}", UNIT_STOPPED);
const MAIN_EXITED_BEFORE_230: (&str, Meaning) = ("{unit}: main process exited, {reason*}", UNIT_STOPPED);

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// The same of a process that failed: it gave another number than zero, or was killed by more than a request to end.
static FAILED: LazyLock<Shapes<Meaning>> =
    LazyLock::new(|| Shapes::new(&[(MAIN_EXITED.0, UNIT_FAILED), (MAIN_EXITED_BEFORE_230.0, UNIT_FAILED)]));

/// Claims whatever such a program writes; a message that the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    let is_failed = is_failure(text) && read_wording(body, text, &FAILED, record);
    if !is_failed {
        read_wording(body, text, &SHAPES, record);
    }
    part_unit(body, record);
    true
}

/// `code=exited, status=1/FAILURE`, `code=killed, status=9/KILL`, `code=dumped, status=11/SEGV`.
fn is_failure(text: &[u8]) -> bool {
    let Some(at) = find_text(text, b"ain process exited, code=") else { return false };
    let end = text.get(at..).unwrap_or_default();
    let is_clean = ["code=exited, status=0", "status=15/TERM", "status=2/INT", "status=1/HUP", "status=13/PIPE"];
    // A number that a program gives is no signal of the same number.
    let is_exit = find_text(end, b"code=exited").is_some();
    !is_clean.iter().any(|clean| find_text(end, clean.as_bytes()).is_some() && is_exit == clean.starts_with("code"))
}

/// `nginx.service - A web server`: since version 249 the unit's name stands before its description.
fn part_unit(body: &Body<'_>, record: &mut Record) {
    const KINDS: [&[u8]; 11] = [
        b".service",
        b".socket",
        b".target",
        b".mount",
        b".timer",
        b".slice",
        b".scope",
        b".path",
        b".swap",
        b".device",
        b".automount",
    ];
    const DASH: &[u8] = b" - ";
    let Some(fact) = record.facts.iter_mut().find(|fact| fact.field == Some(Field::ServiceName)) else { return };
    let Value::Span(span) = fact.value else { return };
    let Some(at) = find_text(span.of(body.raw), DASH) else { return };
    let (start, end) = (span.start as usize, span.end as usize);
    let unit = Span::new(start, start + at);
    if KINDS.iter().any(|kind| unit.of(body.raw).ends_with(kind)) {
        fact.value = Value::Span(unit);
        record.push("description", None, Span::new(start + at + DASH.len(), end));
    }
}
