//! How grave an alert is, by the words that vendors have for it.

/// The number of a word on the scale of RFC 5424 §6.2.1, where 0 is the worst and 7 the least: an alert of high gravity
/// is an error, one of medium gravity a warning, one of low gravity a notice.
pub(crate) fn find_gravity(word: &[u8]) -> Option<u64> {
    const WORDS: [(&str, u64); 25] = [
        ("fatal", 1),
        ("emergency", 0),
        ("alert", 1),
        ("critical", 2),
        ("very-high", 2),
        ("veryhigh", 2),
        ("p1", 2),
        ("high", 3),
        ("error", 3),
        ("p2", 3),
        ("medium", 4),
        ("moderate", 4),
        ("warning", 4),
        ("warn", 4),
        ("p3", 4),
        ("low", 5),
        ("notice", 5),
        ("p4", 5),
        ("informational", 6),
        ("information", 6),
        ("info", 6),
        ("unspecified", 6),
        ("p5", 6),
        ("undefined", 6),
        ("debug", 7),
    ];
    WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())).map(|(_, number)| *number)
}
