//! The time at the front of a line that a program wrote to its own log. Only its grammar is told here, `stamp` reads it.

use stamp::Form;

use super::{
    cut::{cut_digits, is_number},
    syslog_time::LeadingTime,
};

/// Longer is no name or offset of a zone.
const ZONE_BYTES_MAX: usize = 6;

/// Cuts a time off the front, in any of the forms in which programs begin their lines. A zone's name or an offset that
/// follows a blank is part of it.
pub(crate) fn cut_front(text: &[u8]) -> Option<LeadingTime<'_>> {
    let (form, len) = match text {
        [b'0'..=b'9', ..] => measure_digits(text)?,
        [b'A'..=b'Z', _, _, b' ', ..] => (Form::Asctime, measure_asctime(text)?),
        _ => return None,
    };
    let (time, rest) = text.split_at_checked(len)?;
    Some(LeadingTime { form, text: time, rest })
}

fn measure_digits(text: &[u8]) -> Option<(Form, usize)> {
    let (digits, rest) = cut_digits(text);
    let measured = |form, date_len: usize| {
        let at = date_len + measure_gap(text.get(date_len..)?)?;
        let at = at + measure_clock(text.get(at..)?)?;
        Some((form, at + measure_zone(text.get(at..)?)))
    };
    match (digits.len(), rest) {
        (4, [b'-', m1, m2, b'-', d1, d2, ..]) if is_number(&[*m1, *m2, *d1, *d2]) => {
            // An hour of one digit is filled with a blank, which only the looser form takes.
            let is_padded = matches!(text.get(10..12), Some(b"  "));
            measured(if is_padded { Form::YearFirst } else { Form::Rfc3339 }, 10)
        }
        (4, [b'/' | b'.', m1, m2, b'/' | b'.', d1, d2, ..]) if is_number(&[*m1, *m2, *d1, *d2]) => {
            measured(Form::YearFirst, 10)
        }
        (2, [b'/', _, _, _, b'/', ..]) if text.get(3).is_some_and(u8::is_ascii_alphabetic) => {
            let (year, _) = cut_digits(text.get(7..)?);
            (year.len() == 4).then_some(())?;
            measured(if text.get(11) == Some(&b' ') { Form::Rfc5322 } else { Form::Clf }, 11)
        }
        (2, [b'-', m1, m2, b'-', rest @ ..]) if is_number(&[*m1, *m2]) => {
            (cut_digits(rest).0.len() == 4).then_some(())?;
            measured(Form::DayFirst, 10)
        }
        // `20-Nov-2026`, as BIND writes it.
        (2, [b'-', b'A'..=b'Z', _, _, b'-', ..]) => {
            let (year, _) = cut_digits(text.get(7..)?);
            (year.len() == 4).then_some(())?;
            measured(Form::Rfc5322, 11)
        }
        (1 | 2, [b'/', ..]) => {
            let (month, rest) = cut_digits(rest.get(1..)?);
            let (year, _) = cut_digits(rest.strip_prefix(b"/")?);
            (matches!(month.len(), 1 | 2) && matches!(year.len(), 2 | 4)).then_some(())?;
            measured(Form::MonthFirst, digits.len() + month.len() + year.len() + 2)
        }
        (1 | 2, [b' ', _, _, _, b' ', ..]) => {
            let (year, _) = cut_digits(rest.get(5..)?);
            (year.len() == 4).then_some(())?;
            measured(Form::Rfc5322, digits.len() + 9)
        }
        (6, [b' ', ..]) => measured(Form::Compact, 6),
        (8, [b'-', _, _, b':', ..]) => measured(Form::Compact, 8),
        (10 | 13, _) => {
            let fraction = rest.strip_prefix(b".").map_or(0, |rest| cut_digits(rest).0.len());
            let len = digits.len() + if fraction > 0 { fraction + 1 } else { 0 };
            matches!(text.get(len), None | Some(b' ' | b']')).then_some((Form::Epoch, len))
        }
        _ => None,
    }
}

/// What parts date and time of day.
fn measure_gap(text: &[u8]) -> Option<usize> {
    match text {
        [b' ', b' ', ..] | [b',', b' ', ..] => Some(2),
        [b' ' | b'T' | b':' | b'-', ..] => Some(1),
        _ => None,
    }
}

/// `10:11:12`, `9:11:12`, with a fraction behind a point or comma.
fn measure_clock(text: &[u8]) -> Option<usize> {
    let (hour, rest) = cut_digits(text);
    let [b':', m1, m2, b':', s1, s2, rest @ ..] = rest else { return None };
    (matches!(hour.len(), 1 | 2) && is_number(&[*m1, *m2, *s1, *s2])).then_some(())?;
    let fraction = match rest {
        [b'.' | b',', digits @ ..] => cut_digits(digits).0.len(),
        _ => 0,
    };
    Some(hour.len() + 6 + if fraction > 0 { fraction + 1 } else { 0 })
}

/// `Z`, `+0100`, `+01:00`, and behind a blank these, `AM`, `PM` or a zone's name.
fn measure_zone(text: &[u8]) -> usize {
    let (blank, zone) = match text {
        [b' ', zone @ ..] => (1, zone),
        _ => (0, text),
    };
    let is_end = |len: usize| matches!(zone.get(len), None | Some(b' ' | b']' | b',' | b':' | b'\t' | b'|' | b')'));
    let word = zone.iter().take(ZONE_BYTES_MAX).take_while(|byte| byte.is_ascii_uppercase()).count();
    match zone {
        [b'Z', ..] if blank == 0 => 1,
        [b'+' | b'-', rest @ ..] => {
            let (hours, minutes) = cut_digits(rest);
            let len = match (hours.len(), minutes) {
                (2, [b':', m1, m2, ..]) if is_number(&[*m1, *m2]) => 6,
                (2 | 4, _) => hours.len() + 1,
                _ => return 0,
            };
            if is_end(len) { len + blank } else { 0 }
        }
        [b'A' | b'P', b'M', ..] if blank == 1 && word == 2 => 3,
        // Levels (`INFO`, `WARN`) stand there too: only what ends as zones do is one.
        _ if blank == 1 && matches!(word, 3 | 4) && is_end(word) && is_zone(zone.get(..word).unwrap_or_default()) => {
            word + 1
        }
        _ => 0,
    }
}

/// The zones' names that are told from levels: by their end, and the two that have another.
fn is_zone(word: &[u8]) -> bool {
    word == b"UTC" || word == b"GMT" || word.ends_with(b"ST") || word.ends_with(b"DT") || word.ends_with(b"ET")
}

/// `Fri Nov 20 10:11:12 2026`, a fraction and a zone's name may follow the second.
fn measure_asctime(text: &[u8]) -> Option<usize> {
    let [_, _, _, b' ', month @ ..] = text else { return None };
    let [_, _, _, b' ', day @ ..] = month else { return None };
    let blank = usize::from(day.first() == Some(&b' '));
    let (digits, rest) = cut_digits(day.get(blank..)?);
    (matches!(digits.len(), 1 | 2) && rest.first() == Some(&b' ')).then_some(())?;
    let at = 8 + blank + digits.len() + 1;
    let at = at + measure_clock(text.get(at..)?)?;
    let rest = text.get(at..)?;
    let zone = measure_zone(rest);
    let (year, _) = cut_digits(rest.get(zone..)?.strip_prefix(b" ")?);
    (year.len() == 4).then_some(at + zone + 5)
}

#[cfg(test)]
mod tests {
    use super::cut_front;

    #[test]
    fn cuts_the_time_and_no_more() {
        let lines: &[(&str, Option<&str>)] = &[
            ("2026-11-20 10:11:12.123 UTC [7] LOG:  x", Some("2026-11-20 10:11:12.123 UTC")),
            ("2026-11-20 10:11:12 CEST,", Some("2026-11-20 10:11:12 CEST")),
            ("2026-11-20T10:11:12.1Z 0 [Note]", Some("2026-11-20T10:11:12.1Z")),
            ("2026-11-20  9:11:12 7 [Note]", Some("2026-11-20  9:11:12")),
            ("2026-11-20 10:11:12 WARN x", Some("2026-11-20 10:11:12")),
            ("2026-11-20 10:11:12 +01:00 [WRN] x", Some("2026-11-20 10:11:12 +01:00")),
            ("2026-11-20 10:11:12,123-0700][x", Some("2026-11-20 10:11:12,123-0700")),
            ("2026/11/20 10:11:12 [192.0.2.1:1] x", Some("2026/11/20 10:11:12")),
            ("261120  9:11:12 [Note]", Some("261120  9:11:12")),
            ("20 Nov 2026 10:11:12.123 * x", Some("20 Nov 2026 10:11:12.123")),
            ("20/Nov/2026 10:11:12] x", Some("20/Nov/2026 10:11:12")),
            ("20261120-10:11:12] x", Some("20261120-10:11:12")),
            ("20-Nov-2026 10:11:12.345 queries: x", Some("20-Nov-2026 10:11:12.345")),
            ("11/20/26 10:11:12.123456 x", Some("11/20/26 10:11:12.123456")),
            ("11/20/26, 10:11:12 PM x", Some("11/20/26, 10:11:12 PM")),
            ("Fri Nov 20 10:11:12 2026 - x", Some("Fri Nov 20 10:11:12 2026")),
            ("1795169472 x", Some("1795169472")),
            ("192.0.2.1 x", None),
            ("20261120", None),
        ];
        for (line, want) in lines {
            let found = cut_front(line.as_bytes()).map(|time| String::from_utf8_lossy(time.text).into_owned());
            assert_eq!(found.as_deref(), *want, "{line}");
        }
    }
}
