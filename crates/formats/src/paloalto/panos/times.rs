//! The times of a line: the firewall's own, and those that the cloud writes in their place.

use memchr::memrchr2;
use model::{Span, TimeRole, WrittenTime};
use stamp::Form;

use super::{Line, columns::Slot};

impl Line<'_, '_> {
    /// The generated time is the firewall's own, without an offset; where the line has another time of the same clock
    /// with one, that offset is its, too.
    pub(super) fn conclude_times(&mut self) {
        let raw = self.body.raw;
        let year = |span: Span| span.of(raw).get(..4);
        let event = self.span(Slot::Generated).or(self.span(Slot::Receive));
        // Where the firewall has no such time it writes that of 1970-01-01.
        let exact = self.span(Slot::Exact).filter(|exact| event.is_none_or(|event| year(event) == year(*exact)));
        let zone = exact.and_then(|exact| find_offset(raw, exact)).or_else(|| self.find_header_offset(event?));
        let written = |role, span: Span| {
            let time = Span { start: (span.start + 11).min(span.end), ..span };
            let date = Span { end: (span.start + 10).min(span.end), ..span };
            WrittenTime { role, form: Form::DateTime, span: date, time: Some(time), zone }
        };
        self.record.times.extend(event.map(|span| written(TimeRole::Event, span)));
        self.record.times.extend(self.span(Slot::Start).map(|span| written(TimeRole::Start, span)));
        match exact {
            Some(exact) => self.record.push_time(TimeRole::Created, Form::Rfc3339, exact),
            None => self.record.times.extend(self.span(Slot::Receive).map(|span| written(TimeRole::Created, span))),
        }
    }

    /// The cloud's times are UTC. That of high resolution is the generated time, to more than its second.
    pub(super) fn conclude_cloud_times(&mut self) {
        let raw = self.body.raw;
        let exact = self.span(Slot::Exact).filter(|exact| !exact.of(raw).starts_with(b"1970-"));
        let event = exact.or(self.span(Slot::Generated)).or(self.span(Slot::Receive));
        let all = [
            (TimeRole::Event, event),
            (TimeRole::Start, self.span(Slot::Start)),
            (TimeRole::Created, self.span(Slot::Receive)),
        ];
        self.record.times.extend(all.into_iter().filter_map(|(role, span)| Some(read_cloud_time(raw, role, span?))));
    }

    /// The offset in the syslog header, where the header was written by the same clock: it reads the same time of day.
    /// A relay that writes a header of its own in another zone is at least a quarter of an hour off.
    fn find_header_offset(&self, event: Span) -> Option<Span> {
        const APART_MINUTES_MAX: u32 = 5;
        const DAY_MINUTES: u32 = 1_440;
        let raw = self.body.raw;
        let event = minute_of_day(event.of(raw))?;
        let is_header = |time: &&WrittenTime| time.role == TimeRole::Header && time.form == Form::Rfc3339;
        self.record.times.iter().filter(is_header).find_map(|header| {
            let apart = minute_of_day(header.span.of(raw))?.abs_diff(event);
            let is_same_clock = apart.min(DAY_MINUTES - apart) <= APART_MINUTES_MAX;
            is_same_clock.then(|| find_offset(raw, header.span)).flatten()
        })
    }
}

/// True for what begins with `2026-11-20T10:`.
pub(super) fn begins_cloud_time(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', ..] = text else { return false };
    [y1, y2, y3, y4, m1, m2, d1, d2, h1, h2].into_iter().all(u8::is_ascii_digit)
}

/// `2026-11-20T10:11:12.000000Z`: six zeros stand behind a time of whole seconds, and are none of its precision.
fn read_cloud_time(raw: &[u8], role: TimeRole, span: Span) -> WrittenTime {
    const DATE_BYTES: u32 = 10;
    const SECOND_BYTES: u32 = 19;
    let whole = WrittenTime { role, form: Form::Rfc3339, span, time: None, zone: None };
    if span.of(raw).get(SECOND_BYTES as usize..) != Some(b".000000Z") {
        return whole;
    }
    let at = |from: u32, to: u32| Span { start: span.start + from, end: span.start + to };
    WrittenTime {
        form: Form::DateTime,
        span: at(0, DATE_BYTES),
        time: Some(at(DATE_BYTES + 1, SECOND_BYTES)),
        zone: Some(Span { start: span.end - 1, ..span }),
        ..whole
    }
}

/// True for `2026-11-20T10:11:12.123+01:00`.
pub(super) fn is_exact_time(text: &[u8]) -> bool {
    matches!(text, [b'0'..=b'9', _, _, _, b'-', _, _, b'-', _, _, b'T', _, _, b':', _, _, b':', _, _, _, ..])
}

/// The minute of the day in a time whose date has ten bytes, to compare two of them.
fn minute_of_day(text: &[u8]) -> Option<u32> {
    let [_, h1, h2, b':', m1, m2, ..] = text.get(10..)? else { return None };
    let number = |tens: &u8, ones: &u8| {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        Some(digit(*tens)? * 10 + digit(*ones)?)
    };
    let (hour, minute) = (number(h1, h2)?, number(m1, m2)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// The offset at the end of such a time.
fn find_offset(raw: &[u8], exact: Span) -> Option<Span> {
    const BEFORE_OFFSET_BYTES: usize = 19;
    let text = exact.of(raw);
    let clock = text.get(BEFORE_OFFSET_BYTES..)?;
    let at = if clock.ends_with(b"Z") { clock.len() - 1 } else { memrchr2(b'+', b'-', clock)? };
    Some(Span::new(exact.start as usize + BEFORE_OFFSET_BYTES + at, exact.end as usize))
}
