//! Where a syslog header's time stands: only its grammar is told here, `stamp` reads it.

use stamp::Form;

use super::cut::{cut_digits, cut_word, skip_blanks};

/// A time at the front of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeadingTime<'a> {
    /// Its grammar.
    pub(crate) form: Form,
    /// Its text.
    pub(crate) text: &'a [u8],
    /// What follows.
    pub(crate) rest: &'a [u8],
}

/// Cuts a time in any form that syslog headers carry off the front.
pub(crate) fn cut_time(text: &[u8]) -> Option<LeadingTime<'_>> {
    let (form, len) = match text.first()? {
        byte if byte.is_ascii_digit() => match measure_rfc3339(text) {
            Some(len) => (Form::Rfc3339, len),
            None => (Form::Rfc3164, measure_year_first(text)?),
        },
        b'*' | b'.' | b'A'..=b'Z' | b'a'..=b'z' => (Form::Rfc3164, measure_bsd(text)?),
        _ => return None,
    };
    let (time, rest) = text.split_at_checked(len)?;
    Some(LeadingTime { form, text: time, rest })
}

/// As [`cut_time`], where it is known that Cisco's `service timestamps` or its like wrote the time: the word behind it that
/// a colon ends is the zone's name, whatever the administrator called it.
pub(crate) fn cut_device_time(text: &[u8]) -> Option<LeadingTime<'_>> {
    let time = cut_time(text)?;
    let Some(tail) = time.rest.strip_prefix(b" ") else { return Some(time) };
    let (word, rest) = cut_word(tail);
    let zone = word.strip_suffix(b":").or_else(|| rest.starts_with(b":").then_some(word));
    let Some(zone) = zone.filter(|zone| is_zone_name(zone)) else { return Some(time) };
    let (text, rest) = text.split_at_checked(time.text.len() + 1 + zone.len())?;
    Some(LeadingTime { form: time.form, text, rest })
}

/// `2026-11-20T10:11:12.123456+01:00`, `T` or a blank between, fraction and offset may be missing.
fn measure_rfc3339(text: &[u8]) -> Option<usize> {
    if !matches_shape(text, b"dddd-dd-dd") || !matches!(text.get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let len = 11 + measure_clock(text.get(11..)?)?;
    let rest = text.get(len..)?;
    let offset = match rest.first() {
        Some(b'Z' | b'z') => 1,
        Some(b'+' | b'-') => measure_offset(rest),
        // `2026-11-20 10:11:12 +0100 host`.
        Some(b' ') => match measure_offset(rest.get(1..)?) {
            0 | 3 => 0,
            offset => offset + 1,
        },
        _ => 0,
    };
    Some(len + offset)
}

/// `+01:00`, `+0100`, `+01`; none is 0 bytes long.
fn measure_offset(text: &[u8]) -> usize {
    let Some((b'+' | b'-', rest)) = text.split_first() else { return 0 };
    [b"dd:dd".as_slice(), b"dddd", b"dd"].iter().find(|shape| matches_shape(rest, shape)).map_or(0, |s| s.len() + 1)
}

/// `Nov  5 10:11:12`, with what is sent under its name: a mark before it, a year after the day or after the time, a
/// fraction, and Cisco's zone name where a colon ends it.
fn measure_bsd(text: &[u8]) -> Option<usize> {
    let month = text.strip_prefix(b"*").or_else(|| text.strip_prefix(b".")).unwrap_or(text);
    if !is_month(month.get(..3)?) || month.get(3) != Some(&b' ') {
        return None;
    }
    let (day, rest) = cut_digits(skip_blanks(month.get(3..)?));
    if !matches!(day.len(), 1 | 2) || rest.first() != Some(&b' ') {
        return None;
    }
    let mut clock = skip_blanks(rest);
    if matches_shape(clock, b"dddd ") {
        clock = skip_blanks(clock.get(4..)?);
    }
    let rest = clock.get(measure_clock(clock)?..)?;
    Some(text.len() - skip_tail(rest).len())
}

/// `2026 Nov 20 10:11:12` (Cisco NX-OS, rsyslog).
fn measure_year_first(text: &[u8]) -> Option<usize> {
    if !matches_shape(text, b"dddd ") {
        return None;
    }
    let rest = skip_blanks(text.get(5..)?);
    Some(text.len() - rest.len() + measure_bsd(rest)?)
}

/// What follows the year or the zone that may stand behind a time of day.
fn skip_tail(text: &[u8]) -> &[u8] {
    // Nearly always a name follows, which neither is.
    if matches!(text, [b' ', b'a'..=b'z', ..]) {
        return text;
    }
    let offset = measure_offset(text);
    if offset > 3 {
        return text.get(offset..).unwrap_or_default();
    }
    // `10:11:12Z`.
    if let [b'Z', rest @ ..] = text
        && rest.starts_with(b" ")
    {
        return rest;
    }
    let Some(tail) = text.strip_prefix(b" ") else { return text };
    let (word, rest) = cut_word(tail);
    // No host is called so; of other zones' names one may be.
    if matches!(word, b"UTC" | b"GMT") && !rest.is_empty() {
        return tail.get(word.len()..).unwrap_or_default();
    }
    // `10:11:12 +0100`, which no host is called.
    if word.len() > 3 && measure_offset(word) == word.len() {
        return tail.get(word.len()..).unwrap_or_default();
    }
    // `2001:db8::1` is a host, and so may be `4711`.
    let year = word.strip_suffix(b":").unwrap_or(word);
    if year.len() == 4 && matches_shape(year, b"dddd") && (year.starts_with(b"19") || year.starts_with(b"20")) {
        return tail.get(4..).unwrap_or_default();
    }
    // A host's name can look like a zone's; only a zone is followed by a colon at once and stands before `%`.
    match word.strip_suffix(b":") {
        Some(zone) if is_zone(zone) && (rest.first() == Some(&b'%')) => tail.get(zone.len()..).unwrap_or_default(),
        _ => text,
    }
}

/// `10:11:12`, `10:11:12.123456`, `10:11:12,123`.
fn measure_clock(text: &[u8]) -> Option<usize> {
    if !matches_shape(text, b"dd:dd:dd") {
        return None;
    }
    let rest = text.get(8..)?;
    let fraction = match rest.strip_prefix(b".").or_else(|| rest.strip_prefix(b",")) {
        Some(digits) => cut_digits(digits).0.len(),
        None => 0,
    };
    Some(if fraction == 0 { 8 } else { 9 + fraction })
}

fn is_zone(text: &[u8]) -> bool {
    matches!(text.len(), 2..=5) && text.iter().all(u8::is_ascii_uppercase) || is_offset_name(text)
}

/// A zone's name in any case, or an offset.
fn is_zone_name(text: &[u8]) -> bool {
    matches!(text.len(), 1..=6) && text.iter().all(u8::is_ascii_alphabetic)
        || is_offset_name(text)
        || text.len() > 2 && measure_offset(text) == text.len()
}

/// `UTC+1`, `GMT-05:30`: no host is called so.
fn is_offset_name(text: &[u8]) -> bool {
    let offset = text.strip_prefix(b"UTC").or_else(|| text.strip_prefix(b"GMT"));
    offset.is_some_and(|offset| match offset {
        [b'+' | b'-', hour] => hour.is_ascii_digit(),
        _ => offset.len() > 2 && measure_offset(offset) == offset.len(),
    })
}

fn is_month(text: &[u8]) -> bool {
    let Some(name) = text.first_chunk::<3>().filter(|_| text.len() == 3) else { return false };
    matches!(
        &name.map(|byte| byte.to_ascii_lowercase()),
        b"jan" | b"feb" | b"mar" | b"apr" | b"may" | b"jun" | b"jul" | b"aug" | b"sep" | b"oct" | b"nov" | b"dec"
    )
}

/// True where the text begins as the shape says: `d` stands for a digit, every other byte for itself.
fn matches_shape(text: &[u8], shape: &[u8]) -> bool {
    text.len() >= shape.len()
        && text.iter().zip(shape).all(|(byte, want)| if *want == b'd' { byte.is_ascii_digit() } else { byte == want })
}
