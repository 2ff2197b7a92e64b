//! What a firewall did with what it saw, by any of the words that firewalls have for it.

/// What was done, in our words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deed {
    /// `event.action`.
    pub(crate) action: &'static str,
    /// `event.type`: `allowed`, `denied`, or `info` for what was only seen.
    pub(crate) kind: &'static str,
    /// `event.outcome`; none for what was only seen.
    pub(crate) outcome: Option<&'static str>,
}

const fn allowed(action: &'static str) -> Deed {
    Deed { action, kind: "allowed", outcome: Some("success") }
}

const fn denied(action: &'static str) -> Deed {
    Deed { action, kind: "denied", outcome: Some("failure") }
}

const fn seen(action: &'static str) -> Deed {
    Deed { action, kind: "info", outcome: None }
}

/// By the vendor's word, in lower case.
static WORDS: [(&str, Deed); 62] = [
    ("allow", allowed("allow")),
    ("allowed", allowed("allow")),
    ("accept", allowed("allow")),
    ("accepted", allowed("allow")),
    ("permit", allowed("allow")),
    ("permitted", allowed("allow")),
    ("pass", allowed("allow")),
    ("passed", allowed("allow")),
    ("passthrough", allowed("allow")),
    ("bypass", allowed("bypass")),
    ("bypassed", allowed("bypass")),
    ("exempt", allowed("bypass")),
    ("ignore", allowed("allow")),
    ("no_action", allowed("allow")),
    ("clean", allowed("allow")),
    ("encrypt", allowed("encrypt")),
    ("decrypt", allowed("decrypt")),
    ("drop", denied("drop")),
    ("dropped", denied("drop")),
    ("drop_packet", denied("drop")),
    ("drop_session", denied("drop")),
    ("drop-packet", denied("drop")),
    ("drop-connection", denied("drop")),
    ("silent drop", denied("drop")),
    ("deny", denied("deny")),
    ("denied", denied("deny")),
    ("access denied", denied("deny")),
    ("forbidden", denied("deny")),
    ("block", denied("block")),
    ("blocked", denied("block")),
    ("prevent", denied("block")),
    ("prevented", denied("block")),
    ("block drop", denied("drop")),
    ("block close", denied("reset")),
    ("redirect", denied("redirect")),
    ("redirected", denied("redirect")),
    ("reject", denied("reject")),
    ("rejected", denied("reject")),
    ("unreach", denied("reject")),
    ("synproxy-drop", denied("drop")),
    ("reset", denied("reset")),
    ("reset_client", denied("reset")),
    ("reset_server", denied("reset")),
    ("close", denied("reset")),
    ("close-client", denied("reset")),
    ("close-server", denied("reset")),
    ("quarantine", denied("quarantine")),
    ("quarantined", denied("quarantine")),
    ("ban", denied("quarantine")),
    ("warned", seen("warn")),
    ("warn", seen("warn")),
    ("ask", seen("warn")),
    ("ask user", seen("warn")),
    ("detect", seen("detect")),
    ("detected", seen("detect")),
    ("monitor", seen("detect")),
    ("monitored", seen("detect")),
    ("alarm-without-drop", seen("detect")),
    ("alert", seen("detect")),
    ("log", seen("detect")),
    ("none", seen("detect")),
    ("inspect", seen("inspect")),
];

/// What a word means.
pub(crate) fn find_deed(word: &[u8]) -> Option<&'static Deed> {
    WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())).map(|(_, verdict)| verdict)
}
