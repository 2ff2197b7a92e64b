//! What a text says, and its place in UTC.

use crate::{
    Context, Interval, Stamp, Unreadable, UtcNanos, YearBasis, Zone, ZoneBasis,
    calendar::{days_since_1970, is_leap, month_days_max, year_and_day},
    time_of_day::TimeOfDay,
    zone::{Offsets, find_offsets},
};

const DAY_SECONDS: i64 = 86_400;
/// The offsets that are in use on Earth, in seconds: −12:00 (Baker Island) to +14:00 (Line Islands).
const EAST_SECONDS_MIN: i64 = -12 * 3_600;
const EAST_SECONDS_MAX: i64 = 14 * 3_600;
/// How far after the reference a year-less time may lie: a clock that runs ahead, a zone that nobody told us. With no
/// tolerance half of the stamps around New Year get a wrong year, with 24 h none (`TIME.md`).
const YEAR_TOLERANCE_SECONDS: i64 = 7 * DAY_SECONDS;
/// Leap years are at most 8 years apart (1896, 1904).
const LEAP_YEARS_APART_MAX: i32 = 8;

/// A time as written: grammatical, not yet known to exist.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub(crate) year: Option<i32>,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) time: TimeOfDay,
    pub(crate) offset_seconds: Option<i32>,
    pub(crate) unsynchronised: bool,
}

/// The readings of a local time: both are the same where there is one, else the clock told the hour twice.
#[derive(Clone, Copy)]
struct Readings {
    /// In seconds since 1970, UTC.
    first: i64,
    last: i64,
    zone: ZoneBasis,
}

impl Written {
    /// Finds the moments that the text can mean.
    pub(crate) fn place(self, context: &Context) -> Result<Stamp, Unreadable> {
        self.check_ranges()?;
        let (year, readings) = match (self.year, context.year, context.reference) {
            (Some(year), ..) => (YearBasis::Written, self.read_in_year(year, context.zone)?),
            (None, Some(year), _) => (YearBasis::Configured, self.read_in_year(year, context.zone)?),
            (None, None, Some(near)) => (YearBasis::Nearest, self.read_in_nearest_year(near, context.zone)?),
            (None, None, None) => return Err(Unreadable::NoYear),
        };
        self.check_leap_second(readings)?;
        self.build_stamp(year, readings)
    }

    /// What can be refused without knowing year and zone.
    fn check_ranges(&self) -> Result<(), Unreadable> {
        let TimeOfDay { hour, minute, second, fraction } = self.time;
        let is_day = self.day >= 1 && self.day <= month_days_max(self.month);
        let is_midnight_after = hour == 24 && minute == 0 && second == 0 && fraction.nanos == 0;
        let is_time = hour <= 23 && minute <= 59 && second <= 60 || is_midnight_after;
        let is_offset = self.offset_seconds.is_none_or(|east| east.unsigned_abs() < 86_400);
        if is_day && is_time && is_offset { Ok(()) } else { Err(Unreadable::NoSuchMoment) }
    }

    fn exists_in(&self, year: i32) -> bool {
        !(self.month == 2 && self.day == 29) || is_leap(year)
    }

    /// By the local clock, in seconds since 1970. A second 60 and an hour 24 run over into what follows.
    fn local_seconds(&self, year: i32) -> i64 {
        let TimeOfDay { hour, minute, second, .. } = self.time;
        let of_day = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
        days_since_1970(year, self.month, self.day) * DAY_SECONDS + of_day
    }

    fn read_in_year(&self, year: i32, zone: Zone) -> Result<Readings, Unreadable> {
        if !self.exists_in(year) {
            return Err(Unreadable::NoSuchMoment);
        }
        let local = self.local_seconds(year);
        let one = |east: i32, zone| Readings { first: local - i64::from(east), last: local - i64::from(east), zone };
        match (self.offset_seconds, zone) {
            (Some(east), _) => Ok(one(east, ZoneBasis::Written)),
            (None, Zone::Unknown) => Ok(one(0, ZoneBasis::Unknown)),
            (None, Zone::Fixed(east)) => Ok(one(east, ZoneBasis::Configured)),
            (None, Zone::Named(zone)) => match find_offsets(zone, local) {
                Offsets::One(east) => Ok(one(east, ZoneBasis::Configured)),
                Offsets::Two(first, last) => Ok(Readings {
                    first: local - i64::from(first),
                    last: local - i64::from(last),
                    zone: ZoneBasis::ConfiguredAmbiguous,
                }),
                Offsets::None => Err(Unreadable::SkippedHour),
            },
        }
    }

    /// The latest year that does not put the time beyond the tolerance: of those that remain it is the nearest, for
    /// every other is at least a year further back.
    fn read_in_nearest_year(&self, near: UtcNanos, zone: Zone) -> Result<Readings, Unreadable> {
        let near_seconds = near.0.div_euclid(1_000_000_000);
        let latest = near_seconds + YEAR_TOLERANCE_SECONDS;
        // No later year begins early enough, whatever the offset: no local clock is a day ahead.
        let (last_year, _) = year_and_day((latest + DAY_SECONDS).div_euclid(DAY_SECONDS));
        for year in (last_year - LEAP_YEARS_APART_MAX..=last_year).rev() {
            // The first two spare a search in the zone's table for years that no offset can bring near enough.
            if !self.exists_in(year) || self.local_seconds(year) - DAY_SECONDS > latest {
                continue;
            }
            let readings = self.read_in_year(year, zone)?;
            if readings.first <= latest {
                return Ok(readings);
            }
        }
        Err(Unreadable::NoSuchMoment)
    }

    /// A second 60 can be only where UTC may insert one: at the end of a month (ITU-R TF.460-6, 2.1).
    fn check_leap_second(&self, readings: Readings) -> Result<(), Unreadable> {
        if self.time.second != 60 {
            return Ok(());
        }
        let begins_month =
            |seconds: i64| seconds.rem_euclid(DAY_SECONDS) == 0 && year_and_day(seconds.div_euclid(DAY_SECONDS)).1 == 1;
        let is_one = if readings.zone == ZoneBasis::Unknown {
            // The start of the next month by the local clock is at most 14 hours away, by whole quarters of an hour.
            let quarter = 900;
            (EAST_SECONDS_MIN / quarter..=EAST_SECONDS_MAX / quarter)
                .any(|quarters| begins_month(readings.first - quarters * quarter))
        } else {
            begins_month(readings.first) || begins_month(readings.last)
        };
        if is_one { Ok(()) } else { Err(Unreadable::NoSuchMoment) }
    }

    fn build_stamp(&self, year: YearBasis, readings: Readings) -> Result<Stamp, Unreadable> {
        // UTC nanoseconds have no place for a leap second: all of it is read as the second that follows.
        let (nanos, precision_nanos) = match self.time.second {
            60 => (0, 1_000_000_000),
            _ => (self.time.fraction.nanos, self.time.fraction.precision_nanos),
        };
        let at = to_nanos(readings.first, nanos)?;
        let last = to_nanos(readings.last, nanos)?;
        let (west, east) = match readings.zone {
            ZoneBasis::Unknown => (EAST_SECONDS_MIN * 1_000_000_000, EAST_SECONDS_MAX * 1_000_000_000),
            _ => (0, 0),
        };
        Ok(Stamp {
            at,
            read: Interval {
                earliest: at.saturating_sub(east),
                latest: last.saturating_sub(west).saturating_add_unsigned(precision_nanos - 1),
            },
            precision_nanos,
            zone: readings.zone,
            year,
            unsynchronised: self.unsynchronised,
        })
    }
}

fn to_nanos(seconds: i64, nanos: u32) -> Result<UtcNanos, Unreadable> {
    let whole = seconds.checked_mul(1_000_000_000).and_then(|whole| whole.checked_add(i64::from(nanos)));
    match whole {
        Some(at) => Ok(UtcNanos(at)),
        None => to_nanos_wide(seconds, nanos),
    }
}

/// The first moments of the range are a part of a second that does not fit as a whole.
#[cold]
fn to_nanos_wide(seconds: i64, nanos: u32) -> Result<UtcNanos, Unreadable> {
    let wide = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    i64::try_from(wide).map(UtcNanos).map_err(|_out_of_range| Unreadable::OutOfRange)
}
