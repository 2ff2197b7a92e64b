//! Snake case, in which `event.action` is written.

/// A longer action is no name of one.
const BYTES_MAX: usize = 128;

/// A name in snake case: `Threat Detected`, `ThreatDetected` and `threat.detected` become `threat_detected`. None for
/// what holds no letter or digit of ASCII, or is too long.
pub(crate) fn to_snake(name: &str) -> Option<Box<str>> {
    if name.len() > BYTES_MAX {
        return None;
    }
    let mut snake = String::with_capacity(name.len() + 8);
    let mut before = '_';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_alphanumeric() {
            // A capital begins a word behind a small letter, and before one where capitals stand before it.
            let ends_capitals = before.is_ascii_uppercase() && letters.peek().is_some_and(char::is_ascii_lowercase);
            let begins = letter.is_ascii_uppercase()
                && (before.is_ascii_lowercase() || before.is_ascii_digit() || ends_capitals);
            if begins && !snake.ends_with('_') {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        } else if !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        before = letter;
    }
    snake.truncate(snake.trim_end_matches('_').len());
    (!snake.is_empty()).then(|| snake.into())
}

#[cfg(test)]
mod tests {
    use super::to_snake;

    #[test]
    fn writes_every_name_alike() {
        for (name, snake) in [
            ("Threat Detected", "threat_detected"),
            ("Scan Completed, No Detections", "scan_completed_no_detections"),
            ("UserActivityAuditEvent", "user_activity_audit_event"),
            ("DFC Threat Detected", "dfc_threat_detected"),
            ("HTTPRequest", "http_request"),
            ("user.session.start", "user_session_start"),
            ("ProcessRollup2", "process_rollup2"),
            ("__a--b__", "a_b"),
        ] {
            assert_eq!(to_snake(name).as_deref(), Some(snake));
        }
        assert_eq!(to_snake(" - "), None);
        assert_eq!(to_snake(&"a".repeat(1000)), None);
    }
}
