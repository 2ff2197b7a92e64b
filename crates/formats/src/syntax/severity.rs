//! Severities by the names that the syslog protocol and its users give them.

/// The number of a severity (RFC 5424 §6.2.1: 0 is the worst, 7 the least) by its name or number.
pub(crate) fn find_severity(word: &[u8]) -> Option<u64> {
    const WORDS: [(&str, u64); 18] = [
        ("information", 6),
        ("informational", 6),
        ("info", 6),
        ("warning", 4),
        ("warn", 4),
        ("notice", 5),
        ("notification", 5),
        ("error", 3),
        ("err", 3),
        ("critical", 2),
        ("crit", 2),
        ("alert", 1),
        ("emergency", 0),
        ("emerg", 0),
        ("panic", 0),
        ("debug", 7),
        ("debugging", 7),
        ("fatal", 2),
    ];
    match word {
        [digit @ b'0'..=b'7'] => Some(u64::from(digit - b'0')),
        _ => WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())).map(|(_, number)| *number),
    }
}
