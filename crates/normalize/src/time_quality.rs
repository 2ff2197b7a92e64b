//! What a sender says of how well its clock is kept: `timeQuality` (RFC 5424 §7.1).

use model::{Fact, Name, Reason, Reasons};

/// Adds what the structured data says of the clock that wrote the header's time; `reasons` are those of that time.
pub(crate) fn insert_quality(raw: &[u8], facts: &[Fact], reasons: &mut Reasons) {
    let is_quality = |fact: &Fact| matches!(&fact.name, Name::Path(path) if path.starts_with("timeQuality."));
    if !facts.iter().any(is_quality) {
        return;
    }
    let says = |name: &str, value: &[u8]| {
        let is_named = |fact: &&Fact| matches!(&fact.name, Name::Path(path) if &**path == name);
        facts.iter().find(is_named).is_some_and(|fact| fact.value.bytes(raw) == Some(value))
    };
    if says("timeQuality.tzKnown", b"0") && reasons.contains(Reason::ZoneWritten) {
        // The sender knows of no zone: what it writes for one is not its own (§7.1.1).
        reasons.remove(Reason::ZoneWritten);
        reasons.insert(Reason::ZoneUnknown);
    } else if says("timeQuality.isSynced", b"1") {
        reasons.insert(Reason::ClockSynchronised);
    }
    if says("timeQuality.isSynced", b"0") {
        reasons.insert(Reason::ClockUnsynchronised);
    }
}
