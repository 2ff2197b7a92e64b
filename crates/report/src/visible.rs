//! Text from a log, made harmless for a terminal and visible to a reader.

/// The text with every character that steers a terminal or hides or turns text round written as `\u{1b}`: C0, DEL, C1,
/// line and paragraph separators, bidirectional marks, zero-width and tag characters. Doing it twice changes nothing.
pub(crate) fn make_visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if is_hidden(char) {
            out.extend(char.escape_unicode());
        } else {
            out.push(char);
        }
    }
    out
}

/// The same, cut with `…` behind so many characters of the original.
pub(crate) fn make_visible_within(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => make_visible(text.get(..end).unwrap_or(text)) + "…",
        None => make_visible(text),
    }
}

const fn is_hidden(char: char) -> bool {
    matches!(char,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_written_out() {
        let cases = [
            ("plain – ünïcode 日本 🙂", "plain – ünïcode 日本 🙂"),
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("a\nb\tc\r\0", "a\\u{a}b\\u{9}c\\u{d}\\u{0}"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("exe\u{202e}fdp", "exe\\u{202e}fdp"),
            ("a\u{2066}b\u{200f}c\u{61c}", "a\\u{2066}b\\u{200f}c\\u{61c}"),
            ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
            ("a\u{2028}b\u{e0041}", "a\\u{2028}b\\u{e0041}"),
        ];
        for (text, shown) in cases {
            assert_eq!(make_visible(text), shown);
            assert_eq!(make_visible(shown), shown, "twice");
        }
    }

    #[test]
    fn a_cut_falls_between_characters() {
        assert_eq!(make_visible_within("äöü", 2), "äö…");
        assert_eq!(make_visible_within("äöü", 3), "äöü");
        assert_eq!(make_visible_within("\u{1b}\u{1b}", 1), "\\u{1b}…");
    }
}
