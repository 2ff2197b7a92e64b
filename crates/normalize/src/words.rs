//! The words that ECS allows, and how others become them.

use model::{Field, Value};

use crate::{fit::Fit, spelling::fit_lower};

/// The words of a field, and what other words mean one of them.
pub(crate) struct Vocabulary {
    allowed: &'static [&'static str],
    meant: &'static [(&'static str, &'static str)],
}

/// `event.kind` (<https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-kind>).
pub(crate) const EVENT_KINDS: &Vocabulary = &Vocabulary {
    allowed: &["alert", "asset", "enrichment", "event", "metric", "pipeline_error", "signal", "state"],
    meant: &[],
};

/// `event.category` (<https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-category>).
pub(crate) const EVENT_CATEGORIES: &Vocabulary = &Vocabulary {
    allowed: &[
        "api",
        "authentication",
        "configuration",
        "database",
        "driver",
        "email",
        "file",
        "host",
        "iam",
        "intrusion_detection",
        "library",
        "malware",
        "network",
        "package",
        "process",
        "registry",
        "session",
        "threat",
        "vulnerability",
        "web",
    ],
    meant: &[],
};

/// `event.type` (<https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-type>).
pub(crate) const EVENT_TYPES: &Vocabulary = &Vocabulary {
    allowed: &[
        "access",
        "admin",
        "allowed",
        "change",
        "connection",
        "creation",
        "deletion",
        "denied",
        "device",
        "end",
        "error",
        "group",
        "indicator",
        "info",
        "installation",
        "protocol",
        "start",
        "user",
    ],
    meant: &[],
};

/// `event.outcome` (<https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-outcome>).
pub(crate) const EVENT_OUTCOMES: &Vocabulary = &Vocabulary {
    allowed: &["failure", "success", "unknown"],
    meant: &[
        ("failed", "failure"),
        ("fail", "failure"),
        ("succeeded", "success"),
        ("successful", "success"),
        ("ok", "success"),
    ],
};

/// `network.direction` (<https://www.elastic.co/docs/reference/ecs/ecs-network>).
pub(crate) const NETWORK_DIRECTIONS: &Vocabulary = &Vocabulary {
    allowed: &["egress", "external", "inbound", "ingress", "internal", "outbound", "unknown"],
    meant: &[("incoming", "inbound"), ("outgoing", "outbound")],
};

/// `network.transport`, by protocol number (IANA, Assigned Internet Protocol Numbers) and by the names that devices use.
const TRANSPORTS: &[(&str, &str)] = &[
    ("6", "tcp"),
    ("17", "udp"),
    ("1", "icmp"),
    ("58", "ipv6-icmp"),
    ("tcp", "tcp"),
    ("udp", "udp"),
    ("icmp", "icmp"),
    ("ipv6-icmp", "ipv6-icmp"),
    ("icmpv6", "ipv6-icmp"),
    ("icmp6", "ipv6-icmp"),
    ("2", "igmp"),
    ("igmp", "igmp"),
    ("47", "gre"),
    ("gre", "gre"),
    ("50", "esp"),
    ("esp", "esp"),
    ("51", "ah"),
    ("ah", "ah"),
    ("89", "ospf"),
    ("ospf", "ospf"),
    ("132", "sctp"),
    ("sctp", "sctp"),
];

/// Fits a word of a closed vocabulary, whatever its case. What is outside of it has no place in the field.
pub(crate) fn fit_word(vocabulary: &Vocabulary, value: &Value, bytes: &[u8]) -> Fit {
    if vocabulary.allowed.iter().any(|word| word.as_bytes() == bytes) {
        return Fit::Keep;
    }
    let same = |word: &&str| word.as_bytes().eq_ignore_ascii_case(bytes);
    let allowed = vocabulary.allowed.iter().copied().find(same);
    let word = allowed.or_else(|| vocabulary.meant.iter().find(|(other, _)| same(other)).map(|(_, word)| *word));
    word.map_or(Fit::Misfit, |word| Fit::Replace(Value::Word { word, span: value.span() }))
}

/// Fits a transport. A number that has no name here belongs to `network.iana_number`.
pub(crate) fn fit_transport(value: &Value, bytes: &[u8]) -> Fit {
    match TRANSPORTS.iter().find(|(other, _)| other.as_bytes().eq_ignore_ascii_case(bytes)) {
        Some((_, word)) if word.as_bytes() == bytes => Fit::Keep,
        Some((_, word)) => Fit::Replace(Value::Word { word, span: value.span() }),
        None if bytes.iter().all(u8::is_ascii_digit) => Fit::Move(Field::NetworkIanaNumber),
        None => fit_lower(value, bytes),
    }
}
