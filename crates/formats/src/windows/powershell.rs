//! What PowerShell says of itself in a text of its events: a key and its value on each line, `HostApplication=…` in the
//! older log, `Host Application = …` in the operational one.

use model::{Field, Value};

use super::{
    event::Event,
    event_xml::{cut_file_name, cut_value},
};
use crate::syntax::{cut::cut_at, scan::find_text};

/// A text without one of these is none of PowerShell's.
const SIGNS: [&str; 2] = ["HostApplication=", "Host Application = "];

/// A text has no more lines that are read.
const LINES_MAX: usize = 64;

/// Takes who ran what, where the text says so.
pub(super) fn take_context(value: &Value, event: &mut Event<'_, '_>) {
    let raw = event.body.raw;
    let Some(bytes) = value.bytes(raw) else { return };
    if !SIGNS.iter().any(|sign| find_text(bytes, sign.as_bytes()).is_some()) {
        return;
    }
    let mut start = 0;
    for line in bytes.split(|byte| *byte == b'\n').take(LINES_MAX) {
        let pair = cut_at(line, b'=').map(|(key, text)| (key.trim_ascii(), text));
        if let Some((field, text)) = pair.and_then(|(key, text)| Some((name_field(key)?, text)))
            && !text.trim_ascii().is_empty()
        {
            let lead = text.len() - text.trim_ascii_start().len();
            let from = start + line.len() - text.len() + lead;
            let part = cut_value(value, raw, from, from + text.trim_ascii().len());
            if let (Field::FilePath, Some(name)) = (field, cut_file_name(&part, raw)) {
                event.derive(Field::FileName, name);
            }
            event.derive(field, part);
        }
        start += line.len() + 1;
    }
}

fn name_field(key: &[u8]) -> Option<Field> {
    Some(match key {
        b"HostApplication" | b"Host Application" => Field::ProcessCommandLine,
        b"UserId" | b"User" => Field::UserName,
        b"ScriptName" | b"Script Name" => Field::FilePath,
        _ => return None,
    })
}
