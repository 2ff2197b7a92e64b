//! What a device did about what it saw, by the words that devices use.

/// What a device did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It let it pass, perhaps with a note.
    Allowed,
    /// It did not.
    Denied,
}

impl Verdict {
    /// ECS's word in `event.type`.
    pub(crate) const fn event_type(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
        }
    }

    /// ECS's word in `event.outcome`.
    pub(crate) const fn outcome(self) -> &'static str {
        match self {
            Self::Allowed => "success",
            Self::Denied => "failure",
        }
    }
}

/// The verdict that a word states, whatever its case; none for words that state none.
pub(crate) fn find_verdict(word: &[u8]) -> Option<Verdict> {
    const ALLOWED: [&str; 24] = [
        "accept",
        "accepted",
        "access permitted",
        "allow",
        "allowed",
        "alert",
        "bypass",
        "continue",
        "detect",
        "detected",
        "detectonly",
        "forward",
        "log",
        "log only",
        "monitor",
        "monitored",
        "notified",
        "pass",
        "passed",
        "passthrough",
        "permit",
        "permitted",
        "accounting",
        "trust",
    ];
    const DENIED: [&str; 27] = [
        "access denied",
        "block",
        "block-url",
        "blocked",
        "ban",
        "denied",
        "deny",
        "discard",
        "discarded",
        "drop",
        "drop-all",
        "dropped",
        "ids:reset",
        "prevent",
        "prevented",
        "quarantine",
        "quarantined",
        "refuse",
        "refused",
        "reject",
        "rejected",
        "reset",
        "reset-both",
        "reset-client",
        "reset-server",
        "sinkhole",
        "tcp_rst",
    ];
    let says = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
    if says(&DENIED) {
        Some(Verdict::Denied)
    } else if says(&ALLOWED) {
        Some(Verdict::Allowed)
    } else {
        None
    }
}
