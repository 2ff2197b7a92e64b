//! The firewall itself: its interfaces, its neighbour, its clock.

use super::{HOST, Row, one};

/// By number.
#[rustfmt::skip] // One form a line, as Cisco's list has them.
pub(super) static ROWS: &[Row] = &[
    Row(104001, 104999, "failover", HOST, "({failover_unit}) {event.reason*}"),
    Row(105001, 105999, "failover", HOST, "({failover_unit}) {event.reason*}"),
    one(199002, "startup", HOST, "Startup completed. Beginning operation"),
    one(199005, "startup", HOST, "Startup begin"),
    one(411001, "interface-up", HOST, "Line protocol on Interface {interface}, changed state to {state}"),
    one(411002, "interface-down", HOST, "Line protocol on Interface {interface}, changed state to {state}"),
    one(771001, "clock-set", HOST, "CLOCK: System clock set, source: {clock_source}, before: {clock_before}, after: {clock_after*}"),
    one(771002, "clock-set", HOST, "CLOCK: System clock set, source: {clock_source}, IP[:] {clock_server}, before: {clock_before}, after: {clock_after*}"),
];
