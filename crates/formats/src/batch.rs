//! Several records in one document: Azure's services send what was logged to Event Hubs as `{"records":[{…},{…}]}`
//! (<https://learn.microsoft.com/en-us/azure/azure-monitor/platform/stream-monitoring-data-event-hubs>).
//!
//! A frame is one event: the first record is read, the others are kept as they stand, and a diagnostic says so.

use crate::syntax::cut::skip_blanks;

/// The records of a document.
pub(crate) struct Batch<'a> {
    /// The first: an object.
    pub(crate) first: &'a [u8],
    /// What stands behind it, from the next record's first byte to the last record's end; empty where it is the only one.
    pub(crate) rest: &'a [u8],
}

/// Finds the records where the document holds nothing else.
pub(crate) fn find_batch(text: &[u8]) -> Option<Batch<'_>> {
    let member = skip_blanks(text.strip_prefix(b"{")?).strip_prefix(b"\"records\"")?;
    let list = skip_blanks(skip_blanks(member).strip_prefix(b":")?).strip_prefix(b"[")?;
    let list = skip_blanks(cut_tail(list)?);
    let first = list.get(..find_end(list)?)?;
    let behind = skip_blanks(list.get(first.len()..)?);
    let rest = match behind.split_first() {
        None => &[],
        Some((b',', rest)) => skip_blanks(rest),
        Some(_) => return None,
    };
    Some(Batch { first, rest })
}

/// The list without its end and the document's.
fn cut_tail(text: &[u8]) -> Option<&[u8]> {
    let list = text.trim_ascii_end().strip_suffix(b"}")?.trim_ascii_end().strip_suffix(b"]")?;
    Some(list.trim_ascii_end())
}

/// How long the object is that the text begins with: its brackets are counted, those in strings are not.
fn find_end(text: &[u8]) -> Option<usize> {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            _ if depth == 0 => return None,
            b'}' | b']' if depth == 1 => return Some(at + 1),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_batch;

    #[track_caller]
    fn assert_batch(text: &str, expected: Option<(&str, &str)>) {
        let found = find_batch(text.as_bytes());
        let found =
            found.map(|batch| (std::str::from_utf8(batch.first).unwrap(), std::str::from_utf8(batch.rest).unwrap()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_the_records() {
        assert_batch(r#"{"records":[{"a":"}]\""}]}"#, Some((r#"{"a":"}]\""}"#, "")));
        assert_batch(r#"{ "records" : [ {"a":[1]} , {"b":{}} , {} ] }"#, Some((r#"{"a":[1]}"#, r#"{"b":{}} , {}"#)));
    }

    #[test]
    fn leaves_other_documents_alone() {
        for text in [
            r#"{"records":[],"a":1}"#,
            r#"{"records":[{"a":1}],"b":1}"#,
            r#"{"records":[1,2]}"#,
            r#"{"records":[{"a":1}"#,
            r#"{"records":{"a":1}}"#,
            r#"{"a":[{"b":1}]}"#,
            "[2026-11-20 10:11:12] text",
            r#"[{"a":1}]"#,
            r#"{"records":[{]}"#,
            // Its first bracket closes what nothing opened.
            r#"{"records":[}"a":1}]}"#,
            r#"{"records":[]]}"#,
            "{",
            "",
        ] {
            assert_batch(text, None);
        }
    }
}
