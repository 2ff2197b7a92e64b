//! Frames to records: the vendors' dialects, and which of their fields mean what.
//!
//! Its place on the path: `framing` cuts a frame, the vault keeps it, this crate reads it, `normalize` makes an event of
//! what was read. Reading never fails: whatever stands in the bytes, a record comes out, and what could not be read is
//! a diagnostic in it. Facts are places in the bytes, not copies.
//!
//! It never reads a time (it points at one and names its grammar), never looks at a feed's configuration, a receipt or
//! a clock, and never stores or sends. A record is claimed by its content alone.
//!
//! Begin at [`read`]; a format is one file with a `PRODUCT` and one line in `registry.rs`.

// In tests and fuzzing the searches that this crate asks `memchr` for are those of `syntax/effort.rs`, which count.
#[cfg(any(test, fuzzing))]
extern crate self as memchr;
#[cfg(any(test, fuzzing))]
pub(crate) use syntax::effort::searches::*;

/// Beside the sources, as it reads the fixtures' files.
#[cfg(test)]
#[path = "../tests/cost/mod.rs"]
mod cost;

mod apache;
mod application;
mod arcsight;
mod aws;
mod batch;
mod body;
mod checkpoint;
mod cisco;
mod crowdstrike;
mod docker;
mod dovecot;
mod elastic;
mod escaped;
mod exim;
mod fail2ban;
mod falco;
mod fortinet;
mod ftp;
#[cfg(fuzzing)]
pub mod fuzzing;
mod google;
mod haproxy;
mod holes;
mod ibm;
mod icinga;
mod isc;
mod json_lines;
mod juniper;
mod keycloak;
mod kubernetes;
mod linux;
mod logfmt_lines;
mod meaning;
mod microsoft;
mod mikrotik;
mod modsecurity;
mod mongodb;
mod mysql;
mod nagios;
mod netfilter;
mod nginx;
mod ocsf;
mod okta;
mod openvpn;
mod opsgenie;
mod ossec;
mod pagerduty;
mod paloalto;
mod pf;
mod postfix;
mod postgresql;
mod prometheus;
mod read;
mod redis;
mod registry;
mod santa;
mod sendmail;
mod sigma;
mod sign;
mod snmp;
mod snort;
mod sonicwall;
mod sophos;
mod splunk;
mod squid;
mod suricata;
mod syntax;
mod syslog;
mod sysmon;
mod systemd;
mod watchguard;
mod wazuh;
mod windows;
mod wording;
mod zabbix;
mod zeek;

pub use read::read;
pub use registry::formats;
