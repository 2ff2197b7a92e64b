//! The columns of each type, in their order, with the names of "Syslog Field Descriptions", PAN-OS 8.0 to 11.1:
//! <https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions>.
//!
//! From version to version columns are added at the end only (one exception: the details of a change in CONFIG), so that
//! the newest list reads every version.

use model::Field;

use super::types;

/// A column: its name, and what it means.
pub(super) type Column = (&'static str, Means);

/// What a column means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// Nothing that ECS has a place for.
    Own,
    /// The field.
    Is(Field),
    /// Both fields.
    Both(Field, Field),
    /// The field, where an address stands there and not a name.
    Ip(Field),
    /// The same, but `0.0.0.0` and `::` say that there is none.
    Address(Field),
    /// The field; `0` says that there is none.
    Port(Field),
    /// The field; of an address inside, its range stands in place of a country.
    Country(Field),
    /// Seconds; the field holds nanoseconds.
    Seconds(Field),
    /// The field, and a conclusion needs it.
    IsNoted(Field, Slot),
    /// No field by itself: a conclusion needs it.
    Noted(Slot),
    /// A time.
    When(Slot),
}

/// A value that a conclusion needs.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Receive,
    Generated,
    Start,
    Exact,
    Type,
    Subtype,
    Action,
    Application,
    Protocol,
    Flags,
    NatSource,
    NatDestination,
    Misc,
    ThreatId,
    Category,
    Digest,
    EventId,
    Description,
    Stage,
    TlsVersion,
    Status,
}

impl Slot {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Status as usize + 1;
}

use Means::{Is, Noted, Own, When};

/// What every type begins with.
#[rustfmt::skip] // Rows of several columns.
pub(super) static HEAD: &[Column] = &[
    ("future_use", Own), ("receive_time", When(Slot::Receive)), ("serial", Is(Field::ObserverSerialNumber)),
    ("type", Noted(Slot::Type)), ("subtype", Noted(Slot::Subtype)), ("config_ver", Own),
    ("generated_time", When(Slot::Generated)),
];

/// What an administrator did, in a form that shares no more with the others than its beginning ("Audit Log Fields").
#[rustfmt::skip] // Rows of several columns.
pub(super) static AUDIT: &[Column] = &[
    ("serial", Is(Field::ObserverSerialNumber)), ("generated_time", When(Slot::Generated)), ("type", Noted(Slot::Type)),
    ("config_ver", Own), ("eventid", Noted(Slot::EventId)), ("user", Is(Field::UserName)), ("cmd", Own),
    ("result", Noted(Slot::Status)),
];

/// The columns behind [`HEAD`] by type, as it is written, with and without a hyphen.
pub(super) fn find_columns(log_type: &[u8]) -> Option<&'static [Column]> {
    Some(match log_type {
        b"TRAFFIC" => types::TRAFFIC,
        b"THREAT" => types::THREAT,
        b"SYSTEM" => types::SYSTEM,
        b"CONFIG" => types::CONFIG,
        b"HIPMATCH" | b"HIP-MATCH" => types::HIPMATCH,
        b"USERID" | b"USER-ID" => types::USERID,
        b"GLOBALPROTECT" => types::GLOBALPROTECT,
        b"AUTHENTICATION" | b"AUTH" => types::AUTHENTICATION,
        b"DECRYPTION" => types::DECRYPTION,
        b"CORRELATION" | b"CORR" => types::CORRELATION,
        b"SCTP" => types::SCTP,
        b"GTP" => types::GTP,
        // The documents name the type TUNNEL, and START and END in the records themselves.
        b"TUNNEL" | b"START" | b"END" => types::TUNNEL,
        b"IPTAG" | b"IP-TAG" => types::IPTAG,
        _ => return None,
    })
}
