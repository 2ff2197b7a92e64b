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
    let begins =
        |text: &[u8], word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    for text in texts {
        let text = text.get(..BYTES_MAX).unwrap_or(text);
        // The first row that stands anywhere counts, so each place is asked for a row above the best so far.
        let mut best = WORDS.len();
        for at in 0..text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let may_begin = rest.first().is_some_and(|byte| FIRST_LETTERS >> (byte & 0x1F) & 1 != 0 && *byte >= b'A');
            if may_begin && let Some(found) = WORDS.iter().take(best).position(|(word, _)| begins(rest, word)) {
                best = found;
            }
        }
        if let Some((_, kind)) = WORDS.get(best) {
            return *kind;
        }
    }
    Kind::Other
}

/// The first letters of the words, a bit each, by the letter's place in the alphabet.
const FIRST_LETTERS: u32 = list_letters(b"mvtraiepsl");

const fn list_letters(letters: &[u8]) -> u32 {
    let mut bits = 0;
    let mut rest = letters;
    while let Some((letter, after)) = rest.split_first() {
        bits |= 1 << (*letter & 0x1F);
        rest = after;
    }
    bits
}
