//! `20/Nov/2026:10:11:12 +0100`: the Common Log Format of web servers
//! (<https://httpd.apache.org/docs/current/mod/mod_log_config.html>, `%t`), and HAProxy's, which has milliseconds and
//! no offset.

use crate::{
    month::read_month,
    time_of_day::{TimeOfDay, pair, year},
    written::Written,
    zone::read_zone_behind,
};

pub(crate) fn read(text: &[u8]) -> Option<Written> {
    let [d1, d2, b'/', m1, m2, m3, b'/', y1, y2, y3, y4, b':', rest @ ..] = text else {
        return None;
    };
    let (time, rest) = TimeOfDay::read(rest)?;
    Some(Written {
        year: Some(year([*y1, *y2, *y3, *y4])?),
        month: read_month([*m1, *m2, *m3])?,
        day: pair(*d1, *d2)?,
        time,
        offset_seconds: read_zone_behind(rest)?,
        unsynchronised: false,
    })
}
