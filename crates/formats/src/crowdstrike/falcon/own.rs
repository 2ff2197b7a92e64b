//! What Falcon tells in ways of its own: two moments, two numbers of a process, two names of its parent's file.

use model::{Fact, Field, Record, Span, TimeRole, WrittenTime};
use stamp::Form;

/// Behind `2026-11-20 10:11:12` stands a fraction, an offset, or nothing.
const SECOND_END: usize = 19;

/// Where the sensor's own time is told, any other is that of what the event passed through.
pub(super) fn conclude_context(record: &mut Record, raw: &[u8], document: Span) {
    let is_inside = |time: &WrittenTime| time.span.start >= document.start && time.span.end <= document.end;
    let is_context = |time: &WrittenTime| time.role == TimeRole::Header && is_inside(time);
    // Falcon's times are UTC, and some who pass them on leave that out.
    let is_bare = |time: &WrittenTime| {
        let behind = time.span.of(raw).get(SECOND_END..);
        let is_fraction = |rest: &[u8]| rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        time.form == Form::Rfc3339 && behind.is_some_and(is_fraction)
    };
    for time in record.times.iter_mut().filter(|time| is_inside(time) && is_bare(time)) {
        time.form = Form::Utc;
    }
    if !record.times.iter().any(is_context) {
        return;
    }
    for time in record.times.iter_mut().filter(|time| is_inside(time)) {
        time.role = match time.role {
            TimeRole::Header => TimeRole::Event,
            TimeRole::Event => TimeRole::Created,
            other => other,
        };
    }
}

/// A number that no operating system gives a process is Falcon's own.
pub(super) fn conclude_process(record: &mut Record, raw: &[u8]) {
    let is_own = |fact: &Fact| fact.value.number(raw).is_some_and(|number| number > u64::from(u32::MAX));
    for (number, own) in
        [(Field::ProcessPid, Field::ProcessEntityId), (Field::ProcessParentPid, Field::ProcessParentEntityId)]
    {
        let is_told = record.first(own).is_some();
        for fact in record.facts.iter_mut().filter(|fact| fact.field == Some(number) && is_own(fact)) {
            fact.field = Some(own).filter(|_| !is_told);
        }
    }
}

/// The parent's file is told by a path or by a bare name; where a path stands beside the name, that is where it lies.
pub(super) fn conclude_parent(record: &mut Record, raw: &[u8]) {
    let is_path = |fact: &Fact| fact.value.span().of(raw).iter().any(|byte| matches!(byte, b'/' | b'\\'));
    let is_executable = |fact: &Fact| fact.field == Some(Field::ProcessParentExecutable);
    if record.facts.iter().any(|fact| is_executable(fact) && is_path(fact)) {
        let bare = record.facts.iter_mut().filter(|fact| is_executable(fact) && !is_path(fact));
        bare.for_each(|fact| fact.field = None);
    }
}
