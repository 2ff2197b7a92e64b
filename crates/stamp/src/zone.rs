//! Zones: as configured, and as written behind a time.

use std::{fmt, str::FromStr};

use chrono::{DateTime, MappedLocalTime, Offset, TimeZone};

use crate::Zone;

/// A text that names no zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownZone {
    /// The text.
    pub text: String,
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown zone {:?}: a name of the IANA database (Europe/Berlin) or an offset (+02:00)", self.text)
    }
}

impl std::error::Error for UnknownZone {}

impl Zone {
    /// The zone that a configuration names: a name of the IANA database (`Europe/Berlin`), an offset (`+02:00`,
    /// `+0200`, `+02`), `UTC` or `Z`.
    ///
    /// # Errors
    /// [`UnknownZone`] where the text is none of these.
    pub fn parse(text: &str) -> Result<Self, UnknownZone> {
        if let "UTC" | "Z" = text {
            return Ok(Self::Fixed(0));
        }
        match read_offset(text.as_bytes()) {
            Some(seconds) if seconds.abs() < 86_400 => Ok(Self::Fixed(seconds)),
            _ => chrono_tz::Tz::from_str(text)
                .map(Self::Named)
                .map_err(|_no_such_name| UnknownZone { text: text.to_owned() }),
        }
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        Self::parse(text)
    }
}

/// The offsets, in seconds east of UTC, that a local time can have in a zone of the database.
pub(crate) enum Offsets {
    One(i32),
    /// The clock was turned back over it: of the first reading and of the second.
    Two(i32, i32),
    /// The clock was turned forward over it.
    None,
}

/// Asks the database. `local_seconds` counts from 1970-01-01T00:00:00 by the local clock.
pub(crate) fn find_offsets(zone: chrono_tz::Tz, local_seconds: i64) -> Offsets {
    let Some(local) = DateTime::from_timestamp(local_seconds, 0) else {
        return Offsets::None;
    };
    let east = |offset: chrono_tz::TzOffset| offset.fix().local_minus_utc();
    match zone.offset_from_local_datetime(&local.naive_utc()) {
        MappedLocalTime::Single(one) => Offsets::One(east(one)),
        // The greater offset is the earlier moment; the order in which they are given is not promised.
        MappedLocalTime::Ambiguous(a, b) => Offsets::Two(east(a).max(east(b)), east(a).min(east(b))),
        MappedLocalTime::None => Offsets::None,
    }
}

/// Reads `Z`, `+01:00`, `+0100` or `+01`; seconds east of UTC. What the numbers are is not looked at: an offset of a
/// day or more is a grammatical text that names no moment.
pub(crate) fn read_offset(text: &[u8]) -> Option<i32> {
    use crate::time_of_day::pair;
    let (sign, hours, minutes) = match text {
        [b'Z' | b'z'] => return Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] | [sign @ (b'+' | b'-'), h1, h2, m1, m2] => {
            (*sign, pair(*h1, *h2)?, pair(*m1, *m2)?)
        }
        [sign @ (b'+' | b'-'), h1, h2] => (*sign, pair(*h1, *h2)?, 0),
        _ => return None,
    };
    if minutes > 59 {
        return Some(OFFSET_IMPOSSIBLE);
    }
    let seconds = i32::from(hours) * 3_600 + i32::from(minutes) * 60;
    Some(if sign == b'-' { -seconds } else { seconds })
}

/// Stands for an offset that is written by the grammar and cannot be: beyond a day.
const OFFSET_IMPOSSIBLE: i32 = i32::MAX;

/// Reads an offset or a zone's name: the outer none is no zone at all, the inner one a name that does not say which
/// offset it means.
pub(crate) fn read_zone(text: &[u8]) -> Option<Option<i32>> {
    if let Some(offset) = read_offset(text) {
        return Some(Some(offset));
    }
    let is_name = (1..=6).contains(&text.len()) && text.iter().all(u8::is_ascii_alphabetic);
    is_name.then(|| {
        NAMES.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(text)).map(|(_, minutes)| minutes * 60)
    })
}

/// Reads what may stand behind a time of day: nothing, an offset at once, or an offset or a zone's name behind a blank
/// (PostgreSQL, Ruby). The outer none is none of these.
pub(crate) fn read_zone_behind(text: &[u8]) -> Option<Option<i32>> {
    match text {
        [] => Some(None),
        [b' ', rest @ ..] => read_zone(rest),
        _ => read_offset(text).map(Some),
    }
}

/// Abbreviations that mean one offset all over the world and through the years of logging, in minutes east of UTC.
///
/// What means several is left out on purpose: BST, CDT, CST, EST, IST, MSK (an hour more until 2014), MST, PST.
const NAMES: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("UCT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("EDT", -240),
    ("MDT", -360),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("JST", 540),
    ("KST", 540),
    ("HKT", 480),
    ("SAST", 120),
    ("AWST", 480),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];
