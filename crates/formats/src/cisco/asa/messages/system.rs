//! The firewall itself: its interfaces, its neighbour, its clock.

use super::{HOST, Row, one};

/// By number.
#[rustfmt::skip] // One form a line, as Cisco's list has them.
pub(super) static ROWS: &[Row] = &[
    Row(101001, 103999, "failover", HOST, "({failover_unit}) {event.reason*}"),
    Row(104001, 104999, "failover", HOST, "({failover_unit}) {event.reason*}"),
    Row(105001, 105999, "failover", HOST, "({failover_unit}) {event.reason*}"),
    one(199002, "startup", HOST, "Startup completed. Beginning operation"),
    one(199005, "startup", HOST, "Startup begin"),
    one(411001, "interface_up", HOST, "Line protocol on Interface {interface}, changed state to {state}"),
    one(411002, "interface_down", HOST, "Line protocol on Interface {interface}, changed state to {state}"),
    Row(411003, 411005, "interface_configured", HOST, "Configuration status on interface {interface} changed state to {state}"),
    Row(413001, 413008, "module", HOST, "{note*}"),
    one(414003, "log_server_unreachable", HOST, "TCP Syslog Server {log_server} not responding. {event.reason*}"),
    Row(503001, 503101, "routing_neighbour", HOST, "Process {process_number}, Nbr {source.ip} on {observer.ingress.interface.name} from {state_before} to {state}, {event.reason*}"),
    Row(505001, 505016, "module", HOST, "{note*}"),
    Row(199010, 199029, "system", HOST, "{note*}"),
    one(711004, "task_long", HOST, "Task ran for {task_milliseconds} msec, Process = {process.name}, {note*}"),
    Row(747001, 748999, "cluster", HOST, "{note*}"),
    one(771001, "clock_set", HOST, "CLOCK: System clock set, source: {clock_source}, before: {clock_before}, after: {clock_after*}"),
    one(771002, "clock_set", HOST, "CLOCK: System clock set, source: {clock_source}, IP[:] {clock_server}, before: {clock_before}, after: {clock_after*}"),
];
