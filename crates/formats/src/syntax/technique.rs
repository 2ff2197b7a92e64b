//! Techniques of MITRE ATT&CK, wherever a text names them by their ids, and its tactics by any spelling of their names.

use memchr::memchr_iter;

/// No text has more of them that are looked at.
const TECHNIQUES_MAX: usize = 64;

/// Where ids stand in a text (`T1218`, `T1218.010`), from and up to.
pub(crate) fn find_techniques(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    memchr_iter(b'T', text).filter_map(|at| Some((at, at + measure_id(text, at)?))).take(TECHNIQUES_MAX)
}

/// How long the id is that begins at a place.
fn measure_id(text: &[u8], at: usize) -> Option<usize> {
    let is_word = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let are_digits =
        |from: usize, to: usize| text.get(from..to).is_some_and(|text| text.iter().all(u8::is_ascii_digit));
    if is_word(at.checked_sub(1)) || !are_digits(at + 1, at + 5) || is_word(Some(at + 5)) {
        return None;
    }
    let has_part = text.get(at + 5) == Some(&b'.') && are_digits(at + 6, at + 9) && !is_word(Some(at + 9));
    Some(if has_part { 9 } else { 5 })
}

/// The names of the tactics, as ATT&CK writes them (<https://attack.mitre.org/tactics/enterprise/>).
const TACTICS: [&str; 14] = [
    "Reconnaissance",
    "Resource Development",
    "Initial Access",
    "Execution",
    "Persistence",
    "Privilege Escalation",
    "Defense Evasion",
    "Credential Access",
    "Discovery",
    "Lateral Movement",
    "Collection",
    "Command and Control",
    "Exfiltration",
    "Impact",
];

/// The tactic that a word means: `DefenseEvasion`, `defense-evasion`, `attack.defense_evasion`.
pub(crate) fn find_tactic(word: &[u8]) -> Option<&'static str> {
    let word = word.strip_prefix(b"attack.").unwrap_or(word);
    let letters = |text: &'static str| text.bytes().filter(|byte| *byte != b' ');
    let written = || word.iter().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_lowercase);
    TACTICS.iter().copied().find(|tactic| letters(tactic).map(|byte| byte.to_ascii_lowercase()).eq(written()))
}

#[cfg(test)]
mod tests {
    use super::{find_tactic, find_techniques};

    #[test]
    fn knows_tactics_by_any_spelling() {
        for word in ["DefenseEvasion", "defense-evasion", "attack.defense_evasion", "Defense Evasion"] {
            assert_eq!(find_tactic(word.as_bytes()), Some("Defense Evasion"));
        }
        assert_eq!(find_tactic(b"Malware"), None);
    }

    #[test]
    fn finds_ids_and_nothing_else() {
        for (text, ids) in [
            ("[\"Regsvr32 (T1218.010)\",\"Rundll32 (T1218.011)\"]", &["T1218.010", "T1218.011"][..]),
            ("T1059", &["T1059"]),
            ("T1059.1 T10590 AT1059 T105 TA0002 t1059", &["T1059"]),
            ("attack.T1003.001, T1003.", &["T1003.001", "T1003"]),
            ("", &[]),
        ] {
            let found: Vec<&str> = find_techniques(text.as_bytes()).map(|(from, to)| &text[from..to]).collect();
            assert_eq!(found, ids, "{text}");
        }
    }
}
