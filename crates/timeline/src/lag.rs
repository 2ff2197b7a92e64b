//! How long after its happening a record of a kind is written, at most.

use serde::{Deserialize, Serialize};

use crate::settings::SECOND;

/// What kind of record it is, as far as its lag depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LagKind {
    /// Written as it happens: a packet filter's verdict, a login, a command.
    #[default]
    Direct,
    /// Passed on by a collector that stamps anew.
    Relayed,
    /// A rule's verdict about something that was seen before.
    Alert,
    /// The end of a flow or session, found by its closing.
    SessionEnd,
    /// The end of a flow, found by its silence.
    SessionTimeout,
    /// A report over a period.
    Batch,
    /// What happened within a short while, told once (a mailbox's audit of what was read).
    Aggregated,
    /// Stamped by who collected what a host had written.
    Collected,
    /// A login, of the connection that it came by.
    Login,
}

/// A row of the table of lags.
#[derive(Clone, Copy, Debug)]
pub struct Lag {
    /// The kind.
    pub kind: LagKind,
    /// Λ, in nanoseconds.
    pub nanos_max: i64,
    /// Where the number comes from.
    pub source: &'static str,
}

impl LagKind {
    /// The table.
    pub const TABLE: [Lag; 9] = [
        Lag {
            kind: Self::Direct,
            nanos_max: SECOND / 10,
            source: "syslog(3) and kernel log calls return before the caller goes on; 100 ms covers a busy scheduler",
        },
        Lag {
            kind: Self::Relayed,
            nanos_max: 5 * SECOND,
            source: "rsyslog and syslog-ng pass on at once while the next hop is up; their flush timers are at most 5 s",
        },
        Lag {
            kind: Self::Alert,
            nanos_max: 10 * SECOND,
            source: "Suricata, Snort and Wazuh evaluate rules as the record passes; 10 s covers a full analysis queue",
        },
        Lag {
            kind: Self::SessionEnd,
            nanos_max: 60 * SECOND,
            source: "flow managers sweep closed flows within a minute (Suricata: flow-timeouts tcp closed = 0 to 60 s)",
        },
        Lag {
            kind: Self::SessionTimeout,
            nanos_max: 3_700 * SECOND,
            source: "idle TCP flows expire after at most an hour (FortiOS, ASA: session-ttl and timeout conn 1:00:00)",
        },
        Lag {
            kind: Self::Batch,
            nanos_max: 900 * SECOND,
            source: "reports over a quarter of an hour, the longest common export interval (NetFlow active timeout 15 min)",
        },
        Lag {
            kind: Self::Aggregated,
            nanos_max: 120 * SECOND,
            source: "Exchange Online tells the messages of a mailbox that were read within two minutes in one record (MailItemsAccessed, bind)",
        },
        Lag {
            kind: Self::Collected,
            nanos_max: 900 * SECOND,
            source: "Windows Event Forwarding delivers within 15 minutes (delivery optimization Normal)",
        },
        Lag {
            kind: Self::Login,
            nanos_max: 120 * SECOND,
            source: "sshd closes a connection on which nobody has logged in within LoginGraceTime, 120 s (sshd_config(5))",
        },
    ];

    /// Λ, in nanoseconds.
    #[must_use]
    pub fn nanos_max(self) -> i64 {
        Self::TABLE.iter().find(|row| row.kind == self).map_or(i64::MAX, |row| row.nanos_max)
    }
}
