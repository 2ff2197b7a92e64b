//! What is cited is frozen: evidence is read again by better readers, a citation stays.

use intake::ReadEvent;
use model::{EventJson, FrozenEvent};

/// An event as it is cited: its JSON in RFC 8785 form, the digest of that, and the reader that made it.
#[must_use]
pub fn freeze_event(read: &ReadEvent) -> FrozenEvent {
    let json = EventJson { event: &read.event, raw: &read.raw }.build_canonical();
    let sha256 = seal::sha256(&[json.as_bytes()]).to_string();
    let format = read.event.format;
    FrozenEvent { json, sha256, reader: format!("{}/{}", format.name, format.version) }
}
