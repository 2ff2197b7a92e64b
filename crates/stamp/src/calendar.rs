//! The proleptic Gregorian calendar, as far as reading needs it.

/// Days from 1970-01-01 to a day of the calendar, which must exist.
///
/// Counts eras of 400 years that begin on 1 March, so that the leap day is a year's last
/// (<https://howardhinnant.github.io/date_algorithms.html>, `days_from_civil`).
pub(crate) const fn days_since_1970(year: i32, month: u8, day: u8) -> i64 {
    let (month, day) = (month as i64, day as i64);
    let year = year as i64 - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year and day of the month, of a day counted from 1970-01-01 (the same page, `civil_from_days`).
pub(crate) const fn year_and_day(days: i64) -> (i32, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let year = year_of_era + era * 400 + (month_from_march >= 10) as i64;
    (year as i32, day as u8)
}

/// True where the year has a 29 February.
pub(crate) const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days the month has in the longest of its years; 0 for what is no month.
pub(crate) const fn month_days_max(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}
