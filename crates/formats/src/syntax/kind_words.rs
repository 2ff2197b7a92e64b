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
    let begins =
        |text: &[u8], word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    for text in texts {
        let text = text.get(..BYTES_MAX).unwrap_or(text);
        // The first row that stands anywhere counts, so each place is asked for a row above the best so far.
        let mut above = u32::MAX;
        let mut best = None;
        for (at, byte) in text.iter().enumerate() {
            let mut rows = ROWS_BY_LETTER.get(usize::from(byte & 0x1F)).copied().unwrap_or_default() & above;
            while rows != 0 {
                let row = rows.trailing_zeros();
                rows &= rows - 1;
                if let Some((word, kind)) = WORDS.get(row as usize)
                    && begins(text.get(at..).unwrap_or_default(), word)
                {
                    (above, best) = ((1 << row) - 1, Some(*kind));
                    break;
                }
            }
        }
        if let Some(kind) = best {
            return kind;
        }
    }
    Kind::Other
}

/// The words and what they tell.
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

/// The rows whose word begins with a letter, a bit each, by the letter's place in the alphabet.
static ROWS_BY_LETTER: [u32; 32] = list_rows();

#[expect(clippy::indexing_slicing, reason = "places are below the lengths; it runs while compiling only")]
const fn list_rows() -> [u32; 32] {
    let mut rows = [0; 32];
    let mut row = 0;
    while row < WORDS.len() {
        rows[(WORDS[row].0.as_bytes()[0] & 0x1F) as usize] |= 1 << row;
        row += 1;
    }
    rows
}
