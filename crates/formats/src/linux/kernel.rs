//! `linux.kernel`: what the kernel says of processes, devices, links and itself, after its sources (2.6 to 6.x). Packets
//! are `netfilter.log`, audit records `linux.auditd`.

use std::sync::LazyLock;

use model::{Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_at, skip_blanks},
        shape::Shapes,
    },
    wording::read_wording,
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "linux.kernel", version: 2 }, sign: Sign::Tag(&["kernel"]), read };

const SEGFAULT: Meaning = Meaning { action: "process_crashed", category: &["process"], kind: &["end"], outcome: None };
const OOM_KILLED: Meaning =
    Meaning { action: "process_killed_out_of_memory", category: &["process"], kind: &["end"], outcome: None };
const OOM: Meaning = Meaning { action: "out_of_memory", category: &["host"], kind: &["info"], outcome: None };
const PROMISCUOUS: Meaning =
    Meaning { action: "promiscuous_mode_entered", category: &["network"], kind: &["info"], outcome: None };
const PROMISCUOUS_LEFT: Meaning =
    Meaning { action: "promiscuous_mode_left", category: &["network"], kind: &["info"], outcome: None };
const DEVICE_ADDED: Meaning =
    Meaning { action: "device_connected", category: &["host"], kind: &["change"], outcome: None };
const DEVICE_NOTE: Meaning =
    Meaning { action: "device_described", category: &["host"], kind: &["info"], outcome: None };
const DEVICE_REMOVED: Meaning =
    Meaning { action: "device_disconnected", category: &["host"], kind: &["change"], outcome: None };
const MODULE: Meaning = Meaning { action: "module_loaded", category: &["driver"], kind: &["start"], outcome: None };
const FLOOD: Meaning =
    Meaning { action: "syn_flood_suspected", category: &["network"], kind: &["connection", "info"], outcome: None };
const TABLE_FULL: Meaning =
    Meaning { action: "connection_table_full", category: &["network"], kind: &["connection", "denied"], outcome: None };
const MARTIAN: Meaning = Meaning { action: "martian_packet", category: &["network"], kind: &["info"], outcome: None };
const LINK_UP: Meaning = Meaning { action: "link_up", category: &["network"], kind: &["info"], outcome: None };
const LINK_DOWN: Meaning = Meaning { action: "link_down", category: &["network"], kind: &["info"], outcome: None };
const BOOTED: Meaning = Meaning { action: "host_started", category: &["host"], kind: &["start"], outcome: None };
const PANIC: Meaning = Meaning { action: "kernel_panic", category: &["host"], kind: &["end"], outcome: None };
const FAULT: Meaning = Meaning { action: "kernel_fault", category: &["host"], kind: &["info"], outcome: None };
const STUCK: Meaning = Meaning { action: "process_stuck", category: &["process"], kind: &["info"], outcome: None };
const FILES: Meaning = Meaning { action: "file_system_mounted", category: &["host"], kind: &["change"], outcome: None };
const FILES_FAILED: Meaning =
    Meaning { action: "file_system_error", category: &["host"], kind: &["info"], outcome: None };
const LOCKED_DOWN: Meaning =
    Meaning { action: "kernel_lockdown_denied", category: &["process"], kind: &["access"], outcome: FAILURE };
const SUPPRESSED: Meaning =
    Meaning { action: "messages_suppressed", category: &["host"], kind: &["info"], outcome: None };
const THROTTLED: Meaning = Meaning { action: "perf_throttled", category: &["host"], kind: &["info"], outcome: None };

/// The wordings.
const MESSAGES: &[(&str, Meaning)] = &[
    (
        "{process*}[{process_id#}]: segfault at {address} ip {instruction} sp {stack} error {error#} in {object*}",
        SEGFAULT,
    ),
    (
        "{process*}[{process_id#}]: segfault at {address} ip {instruction} sp {stack} error {error#}[[ {details*}]]",
        SEGFAULT,
    ),
    ("{process*}[{process_id#}]: segfault at {address} rip {instruction} rsp {stack} error {error#}", SEGFAULT),
    (
        "traps: {process*}[{process_id#}] trap {trap*} ip:{instruction} sp:{stack} error:{error}[[ in {object*}]]",
        SEGFAULT,
    ),
    ("traps: {process*}[{process_id#}] {trap*} ip:{instruction} sp:{stack} error:{error}[[ in {object*}]]", SEGFAULT),
    ("Out of memory: Killed process {process_id#} ({process*}) {details*}", OOM_KILLED),
    ("Out of memory: Killed process {process_id#} ({process*})[[, {details*}]]", OOM_KILLED),
    ("Out of memory: Kill process {process_id#} ({process*}) score {score#} or sacrifice child", OOM_KILLED),
    ("Memory cgroup out of memory: Killed process {process_id#} ({process*})[[ {details*}]]", OOM_KILLED),
    (
        "Memory cgroup out of memory: Kill process {process_id#} ({process*}) score {score#} or sacrifice child",
        OOM_KILLED,
    ),
    ("Killed process {process_id#} ({process*})[[ {details*}]]", OOM_KILLED),
    ("Killed process {process_id#}, UID {uid#}, ({process*})[[ {details*}]]", OOM_KILLED),
    ("oom_reaper: reaped process {process_id#} ({process*}), {details*}", OOM_KILLED),
    ("oom-kill:{details*}", OOM),
    ("{process*} invoked oom-killer: {details*}", OOM),
    ("device {interface} entered promiscuous mode", PROMISCUOUS),
    ("device {interface} left promiscuous mode", PROMISCUOUS_LEFT),
    ("{interface}: entered promiscuous mode", PROMISCUOUS),
    ("{interface}: left promiscuous mode", PROMISCUOUS_LEFT),
    ("{driver} {bus} {interface}: entered promiscuous mode", PROMISCUOUS),
    ("{driver} {bus} {interface}: left promiscuous mode", PROMISCUOUS_LEFT),
    (
        "usb {bus}: New USB device found, idVendor={vendor_id}, idProduct={product_id}, bcdDevice={version*}",
        DEVICE_ADDED,
    ),
    ("usb {bus}: New USB device found, idVendor={vendor_id}, idProduct={product_id}", DEVICE_ADDED),
    ("usb {bus}: new {speed*} USB device number {device#} using {controller}", DEVICE_ADDED),
    ("usb {bus}: USB disconnect, device number {device#}", DEVICE_REMOVED),
    ("usb {bus}: USB disconnect, address {device#}", DEVICE_REMOVED),
    ("usb {bus}: Product: {product*}", DEVICE_NOTE),
    ("usb {bus}: Manufacturer: {vendor*}", DEVICE_NOTE),
    ("usb {bus}: SerialNumber: {serial*}", DEVICE_NOTE),
    ("usb-storage {bus}: USB Mass Storage device detected", DEVICE_ADDED),
    ("sd {bus}: [{device}] Attached SCSI {kind*}", DEVICE_ADDED),
    ("{module}: loading out-of-tree module taints kernel.", MODULE),
    ("{module}: module verification failed: {reason*}", MODULE),
    ("{module}: module license '{license*}' taints kernel.", MODULE),
    ("Loading of unsigned module is {reason*}", LOCKED_DOWN),
    ("Lockdown: {process*}: {reason*}", LOCKED_DOWN),
    ("TCP: request_sock_TCP: Possible SYN flooding on port {local_port#}. {details*}", FLOOD),
    ("TCP: request_sock_TCP: Possible SYN flooding on port {local}:{local_port#}. {details*}", FLOOD),
    ("request_sock_TCP: Possible SYN flooding on port {local_port#}. {details*}", FLOOD),
    ("possible SYN flooding on port {local_port#}. {details*}", FLOOD),
    ("TCP: Possible SYN flooding on port {local_port#}. {details*}", FLOOD),
    ("nf_conntrack: nf_conntrack: table full, dropping packet[[{details*}]]", TABLE_FULL),
    ("nf_conntrack: table full, dropping packet[[{details*}]]", TABLE_FULL),
    ("ip_conntrack: table full, dropping packet[[{details*}]]", TABLE_FULL),
    ("martian source {local} from {source}, on dev {interface}", MARTIAN),
    ("IPv4: martian source {local} from {source}, on dev {interface}", MARTIAN),
    ("IPv4: martian destination {local} from {source}, dev {interface}", MARTIAN),
    ("{interface}: link up[[, {details*}]]", LINK_UP),
    ("{interface}: link down", LINK_DOWN),
    ("{driver} {bus} {interface}: NIC Link is Up {details*}", LINK_UP),
    ("{driver} {bus} {interface}: NIC Link is Down", LINK_DOWN),
    ("{driver} {bus} {interface}: Link is Up[[ {details*}]]", LINK_UP),
    ("{driver} {bus} {interface}: Link is Down", LINK_DOWN),
    ("{driver}: {interface} NIC Link is Up[[ {details*}]]", LINK_UP),
    ("{driver}: {interface} NIC Link is Down", LINK_DOWN),
    ("Linux version {kernel} {details*}", BOOTED),
    ("Kernel panic - not syncing: {reason*}", PANIC),
    ("BUG: {reason*}", FAULT),
    ("watchdog: BUG: {reason*}", FAULT),
    ("kernel BUG at {reason*}", FAULT),
    ("Oops: {reason*}", FAULT),
    ("general protection fault[[{reason*}]]", FAULT),
    ("INFO: task {process*}:{process_id#} blocked for more than {seconds#} seconds.", STUCK),
    ("{fs} ({device}): mounted filesystem {details*}", FILES),
    ("{fs} ({device}): error: {reason*}", FILES_FAILED),
    ("EXT4-fs error (device {device}): {reason*}", FILES_FAILED),
    ("EXT3-fs error (device {device}): {reason*}", FILES_FAILED),
    ("Buffer I/O error on dev {device}, {reason*}", FILES_FAILED),
    ("blk_update_request: {reason*}", FILES_FAILED),
    ("audit: kauditd_printk_skb: {count#} callbacks suppressed", SUPPRESSED),
    ("net_ratelimit: {count#} callbacks suppressed", SUPPRESSED),
    ("__ratelimit: {count#} callbacks suppressed", SUPPRESSED),
    ("perf: interrupt took too long ({details*}", THROTTLED),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Claims whatever the kernel writes; a message that the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let text = cut_uptime(body, record);
    read_wording(body, text, &SHAPES, record);
    true
}

/// `[62828.333722] `: seconds since the start, and `[T1234] ` or `[C0] ` behind it, the thread or the processor.
fn cut_uptime<'a>(body: &Body<'a>, record: &mut Record) -> &'a [u8] {
    let text = body.text();
    let Some((uptime, rest)) = text.strip_prefix(b"[").and_then(|rest| cut_at(rest, b']')) else { return text };
    let uptime = skip_blanks(uptime);
    if uptime.is_empty() || !uptime.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return text;
    }
    record.push("uptime", None, body.span_of(uptime));
    let rest = skip_blanks(rest);
    match rest.strip_prefix(b"[").and_then(|inner| cut_at(inner, b']')) {
        Some((caller, after)) if matches!(skip_blanks(caller).first(), Some(b'T' | b'C')) && caller.len() <= 10 => {
            record.push("caller", None, body.span_of(skip_blanks(caller)));
            skip_blanks(after)
        }
        _ => rest,
    }
}
