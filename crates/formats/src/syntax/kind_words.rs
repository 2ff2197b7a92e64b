//! What kind of event a name tells of, where a format has room for a name only and no word of its own for the kind.

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An attack, or something that looks like one.
    Threat,
    /// Malicious software was found.
    Malware,
    /// Somebody came, or tried to.
    Login,
    /// Somebody left.
    Logout,
    /// Anything else.
    Other,
}

impl Kind {
    /// ECS's `event.kind`.
    pub(crate) const fn event_kind(self) -> &'static str {
        match self {
            Self::Threat | Self::Malware => "alert",
            Self::Login | Self::Logout | Self::Other => "event",
        }
    }

    /// ECS's `event.category`; `has_ends` says that both ends of a flow are known.
    pub(crate) const fn categories(self, has_ends: bool) -> &'static [&'static str] {
        match (self, has_ends) {
            (Self::Threat, true) => &["intrusion_detection", "network"],
            (Self::Threat, false) => &["intrusion_detection"],
            (Self::Malware, true) => &["malware", "network"],
            (Self::Malware, false) => &["malware"],
            (Self::Login | Self::Logout, _) => &["authentication"],
            (Self::Other, true) => &["network"],
            (Self::Other, false) => &["host"],
        }
    }
}

/// The kind that the first of some texts tells which tells one. Only their first bytes are looked at.
pub(crate) fn find_kind(texts: &[&[u8]]) -> Kind {
    const BYTES_MAX: usize = 96;
    const WORDS: [(&str, Kind); 26] = [
        ("malware", Kind::Malware),
        ("virus", Kind::Malware),
        ("trojan", Kind::Malware),
        ("ransom", Kind::Malware),
        ("infection", Kind::Malware),
        ("threat", Kind::Threat),
        ("attack", Kind::Threat),
        ("intrusion", Kind::Threat),
        ("exploit", Kind::Threat),
        ("ips-event", Kind::Threat),
        ("ioc hit", Kind::Threat),
        ("phish", Kind::Threat),
        ("anomaly", Kind::Threat),
        ("vulnerability", Kind::Threat),
        ("suspicious", Kind::Threat),
        ("malicious", Kind::Threat),
        ("logoff", Kind::Logout),
        ("logged off", Kind::Logout),
        ("logged out", Kind::Logout),
        ("logout", Kind::Logout),
        ("signed out", Kind::Logout),
        ("logon", Kind::Login),
        ("login", Kind::Login),
        ("logged in", Kind::Login),
        ("signed in", Kind::Login),
        ("authentication", Kind::Login),
    ];
    let mut lower = [0_u8; BYTES_MAX];
    for text in texts {
        let len = text.len().min(BYTES_MAX);
        for (to, from) in lower.iter_mut().zip(*text) {
            *to = from.to_ascii_lowercase();
        }
        let text = lower.get(..len).unwrap_or_default();
        let found = WORDS.iter().find(|(word, _)| memchr::memmem::find(text, word.as_bytes()).is_some());
        if let Some((_, kind)) = found {
            return *kind;
        }
    }
    Kind::Other
}
