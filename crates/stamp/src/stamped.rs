//! What a reading takes and gives.

use std::fmt;

use crate::{
    Interval, UtcNanos, asctime, clf, compact, date_time, epoch, fast_log, file_time,
    numeric_date::{self, Order},
    rfc3164, rfc3339, rfc5322,
};

/// The grammar in which a time was written. The format that found the text names it; nothing is guessed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 3339 and RFC 5424 §6.2.3, with `T` or a blank between date and time, `.` or `,` before the fraction, and
    /// an offset (`Z`, `+01:00`, `+0100`, `+01`) or, behind a blank, a zone's name, that may be missing.
    Rfc3339,
    /// RFC 3164 §4.1.2 `Mmm dd hh:mm:ss` and what is sent under its name: a year before the month, after the day or after the
    /// time, a fraction, Cisco's `*` and `.` marks of an unsynchronised clock, a zone name or offset at the end.
    Rfc3164,
    /// Date and time in two places, `2026-11-20` and `10:11:12`, the offset in a third or nowhere (FortiOS).
    DateTime,
    /// `MM/DD/YYYY-hh:mm:ss.ffffff` (Snort and Suricata fast.log); the year may be missing (Snort) or have two digits,
    /// which are of this century (`snort -y`).
    FastLog,
    /// Time since 1970 as an unsigned decimal number: the count of digits before the point says its unit. Up to 11 are
    /// seconds, 12 to 14 milliseconds, 15 to 17 microseconds, more are nanoseconds.
    Epoch,
    /// Windows FILETIME: steps of 100 ns since 1601, decimal or hexadecimal behind `0x`.
    FileTime,
    /// `20/Nov/2026:10:11:12 +0100` (Common Log Format); a fraction may follow the second, the offset may be missing.
    Clf,
    /// `Fri Nov 20 10:11:12 2026`: a weekday, then [`Form::Rfc3164`].
    Asctime,
    /// `Fri, 20 Nov 2026 10:11:12 +0100` (RFC 5322 §3.3); the weekday, the year and the offset may be missing, hyphens,
    /// slashes or nothing may join the date, the year may have two digits.
    Rfc5322,
    /// `2026/11/20 10:11:12`: digits, the year first, joined by `/`, `-`, `.` or `:`. Behind the date a blank, `T`, `-`,
    /// `:` or `_`. This form and the next two take a month, day or hour of one digit, a time that ends with its minute,
    /// `AM`/`PM`, a fraction, and an offset or zone.
    YearFirst,
    /// `11/20/2026 10:11:12 AM`: the month first; a year of two digits is of this century.
    MonthFirst,
    /// `20.11.2026 10:11:12`: the day first; a year of two digits is of this century.
    DayFirst,
    /// `20261120T101112Z`, `20261120101112` (ISO 8601, basic), `261120 10:11:12` (MySQL 5.5), `20261120:101112.123`
    /// (Zabbix).
    Compact,
    /// [`Form::Rfc3339`] of a sender who is documented to write UTC: an offset that is missing is zero.
    Utc,
}

/// The places of a written time. Most forms use `first` alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'a> {
    /// The whole text, or the date.
    pub first: &'a [u8],
    /// The time of day, where it stands apart from the date.
    pub time: Option<&'a [u8]>,
    /// The offset or zone, where it stands apart; of [`Form::DateTime`] and [`Form::Rfc3164`]. With the latter it may be a
    /// name of the IANA database.
    pub zone: Option<&'a [u8]>,
}

/// What a reading rests on beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The zone configured for the feed or observer.
    pub zone: Zone,
    /// The year to take where none is written.
    pub year: Option<i32>,
    /// A moment near which the text was written, for the year where none is written and none is configured: the year
    /// nearest to it, at most 7 days after it.
    pub reference: Option<UtcNanos>,
}

/// A zone that a text without one is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Nobody configured one: read as UTC, and the interval holds every offset from −12:00 to +14:00.
    Unknown,
    /// Seconds east of UTC.
    Fixed(i32),
    /// A zone of the IANA database.
    Named(chrono_tz::Tz),
}

/// Where the zone of a stamp comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneBasis {
    /// The text states it (an offset, `Z`, a zone name, or an epoch), or its form does ([`Form::Utc`]).
    Written,
    /// [`Context::zone`] states it.
    Configured,
    /// As above, or the name of a zone that stands apart does, and the clock was turned back over this hour: both
    /// readings are inside the interval.
    ConfiguredAmbiguous,
    /// Nothing states it.
    Unknown,
}

/// Where the year of a stamp comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearBasis {
    /// The text states it.
    Written,
    /// [`Context::year`] states it.
    Configured,
    /// The one nearest to [`Context::reference`].
    Nearest,
}

/// A time as it was read, by the clock of who wrote it. That the clock was right is not said here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The first moment that the text names (in UTC, where the zone is unknown).
    pub at: UtcNanos,
    /// Every moment that the text can mean: the precision, and what the zone leaves open.
    pub read: Interval,
    /// How long one step of the last written digit is.
    pub precision_nanos: u64,
    /// Where the zone comes from.
    pub zone: ZoneBasis,
    /// Where the year comes from.
    pub year: YearBasis,
    /// True where the text itself says that the clock was not synchronised (Cisco's `*` and `.`).
    pub unsynchronised: bool,
}

/// Why a text gave no stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not follow the grammar of its [`Form`].
    Grammar,
    /// It follows the grammar but names no moment: 30 February, 25 o'clock, 29 February in a common year.
    NoSuchMoment,
    /// The clock was turned forward over this hour in the configured zone.
    SkippedHour,
    /// No year is written, and nothing gives one.
    NoYear,
    /// Outside of what [`UtcNanos`] can hold.
    OutOfRange,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Grammar => "not a time of this form",
            Self::NoSuchMoment => "no such moment",
            Self::SkippedHour => "an hour that the zone skips",
            Self::NoYear => "no year",
            Self::OutOfRange => "outside of 1677-09-21 to 2262-04-11",
        })
    }
}

impl std::error::Error for Unreadable {}

/// Raised with every change of what a text is read as, so that an index knows which reader it was made by.
pub const READER_VERSION: u16 = 3;

/// Reads one written time. It makes no allocation.
///
/// The text is taken as a whole: a byte too many is [`Unreadable::Grammar`]. A second `:60` is read as the start of
/// the second that follows, and only where UTC can have a leap second: at the end of a month's last minute. `24:00:00`
/// is the midnight that follows. Of more than nine digits of fraction the first nine count.
///
/// # Errors
/// [`Unreadable`] says why; the caller keeps the text and makes a diagnostic of it.
pub fn read(form: Form, parts: Parts<'_>, context: &Context) -> Result<Stamp, Unreadable> {
    let written = match form {
        Form::Rfc3339 => rfc3339::read(parts.first),
        Form::Rfc3164 => rfc3164::read(parts),
        Form::DateTime => date_time::read(parts),
        Form::FastLog => fast_log::read(parts.first),
        Form::Epoch => return epoch::read(parts.first),
        Form::FileTime => return file_time::read(parts.first),
        Form::Clf => clf::read(parts.first),
        Form::Asctime => asctime::read(parts.first),
        Form::Rfc5322 => rfc5322::read(parts.first),
        Form::YearFirst => numeric_date::read(Order::Ymd, parts.first),
        Form::MonthFirst => numeric_date::read(Order::Mdy, parts.first),
        Form::DayFirst => numeric_date::read(Order::Dmy, parts.first),
        Form::Compact => compact::read(parts.first),
        Form::Utc => rfc3339::read_utc(parts.first),
    };
    let written = written.ok_or(Unreadable::Grammar)?;
    let region = if form == Form::Rfc3164 { rfc3164::find_region(&written, parts) } else { None };
    let Some(region) = region else { return written.place(context) };
    let stamp = written.place(&Context { zone: Zone::Named(region), ..*context })?;
    // Of an hour that the clock told twice the other basis says so.
    let zone = if stamp.zone == ZoneBasis::Configured { ZoneBasis::Written } else { stamp.zone };
    Ok(Stamp { zone, ..stamp })
}
