//! Date, time and zone in places of their own: FortiOS (`date=2026-11-20 time=10:11:12 tz="+0100"`), Zabbix (`2026.11.20`).

use crate::{
    Parts,
    time_of_day::{TimeOfDay, pair, year},
    written::Written,
    zone::read_zone,
};

pub(crate) fn read(parts: Parts<'_>) -> Option<Written> {
    let [y1, y2, y3, y4, b'-' | b'/' | b'.', m1, m2, b'-' | b'/' | b'.', d1, d2] = parts.first else {
        return None;
    };
    let (time, rest) = TimeOfDay::read(parts.time?)?;
    let offset_seconds = match parts.zone {
        None => None,
        // FortiWeb writes the hour of an offset with one digit.
        Some([sign @ (b'+' | b'-'), hour, b':', m1, m2]) => read_zone(&[*sign, b'0', *hour, *m1, *m2])?,
        Some(zone) => read_zone(zone)?,
    };
    rest.is_empty().then_some(Written {
        year: Some(year([*y1, *y2, *y3, *y4])?),
        month: pair(*m1, *m2)?,
        day: pair(*d1, *d2)?,
        time,
        offset_seconds,
        unsynchronised: false,
    })
}
