//! A device: its clock, how it writes time, and its way to us.

use stamp::{Context, Form, Parts, UtcNanos, Zone, read};
use timeline::WrittenStamp;

use crate::{
    classes::{Class, SECOND},
    random::Random,
};

/// The world begins here, so that it crosses New Year (2026-12-31T12:00:00Z)…
const NEW_YEAR: i64 = 1_798_718_400;
/// …or the end of summer time in Berlin (2026-10-24T16:00:00Z).
const SUMMER_END: i64 = 1_792_857_600;
/// When Berlin turns the clock back (2026-10-25T01:00:00Z).
const TURN_BACK: i64 = 1_792_890_000;

/// How a device writes the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// RFC 3339 with its offset.
    Full,
    /// RFC 3164 without a year, in UTC.
    Yearless,
    /// RFC 3164 without a year, in the time of Berlin, and the feed's configuration says so.
    Berlin,
}

/// One device and its way to us.
#[derive(Clone, Debug)]
pub struct Device {
    /// What it writes; the last written digit's step.
    pub precision: i64,
    pub writing: Writing,
    pub imported: bool,
    pub datagrams: bool,
    pub counted: bool,
    /// Its offset at the beginning, and by how much it changes per hour, hour by hour.
    offset: i64,
    drifts: Vec<i64>,
    begin: i64,
    /// When it was set, and by how much.
    pub steps: Vec<(i64, i64)>,
    /// It sends every so often; 0 for at once.
    pub batch: i64,
    /// When its connection was down.
    pub outages: Vec<(i64, i64)>,
    /// When a queue stood before it, and how long it was.
    pub queue: Option<(i64, i64, i64)>,
}

/// When a world begins, by its seed.
pub fn find_begin(random: &mut Random) -> i64 {
    SECOND * if random.chance(0.5) { NEW_YEAR } else { SUMMER_END }
}

impl Device {
    /// Draws one; the first two of three are right, where the class has most of them so.
    pub fn draw(class: &Class, number: usize, begin: i64, span: i64, random: &mut Random) -> Self {
        let is_right = class.most_right && number % 3 != 2;
        let hours = usize::try_from(span / (3_600 * SECOND)).unwrap_or(0) + 30;
        let precision = class.precisions[random.below(class.precisions.len())] * 1_000_000;
        let rate = random.between(-200_000, 200_000);
        let mut drift = |_| (rate + random.between(-30_000, 30_000)).clamp(-200_000, 200_000) * 3_600;
        let drifts: Vec<i64> = (0..hours).map(&mut drift).map(|drift| if is_right { 0 } else { drift }).collect();
        let mut steps = Vec::new();
        if random.chance(class.stepping) {
            let mut at = begin + random.between(0, 8 * 3_600 * SECOND);
            while at < begin + span {
                steps.push((at, draw_step(random)));
                at += class.step_gap * SECOND + random.tail(if class.step_gap < 1_000 { 900e9 } else { 20_000e9 });
            }
        }
        let mut outages = Vec::new();
        if random.chance(class.outages) {
            let mut at = begin + random.between(0, 12 * 3_600 * SECOND);
            while at < begin + span {
                let end = at + random.between(300, 3_000) * SECOND;
                outages.push((at, end));
                at = end + random.between(10_000, 40_000) * SECOND;
            }
        }
        let batch = if random.chance(class.batching) { [5, 10, 30, 60][random.below(4)] * SECOND } else { 0 };
        let writing = match random.below(4) {
            _ if precision != SECOND => Writing::Full,
            0 => Writing::Full,
            1 => Writing::Berlin,
            _ => Writing::Yearless,
        };
        Self {
            precision,
            writing,
            imported: class.files_only || random.chance(class.imports),
            datagrams: random.chance(class.datagrams),
            counted: random.chance(0.2),
            offset: match class.most_right {
                true if is_right => random.between(-SECOND, SECOND),
                true => draw_offset(random) + 7 * 3_600 * SECOND,
                false => draw_offset(random),
            },
            drifts,
            begin,
            steps,
            batch,
            outages,
            queue: None,
        }
    }

    /// What its clock shows at a true moment.
    pub fn show(&self, at: i64) -> i64 {
        let mut shown = at + self.offset;
        let mut rest = at - self.begin;
        for drift in &self.drifts {
            let part = rest.min(3_600 * SECOND);
            if part <= 0 {
                break;
            }
            shown += i64::try_from(i128::from(*drift) * i128::from(part) / i128::from(3_600 * SECOND)).unwrap_or(0);
            rest -= part;
        }
        shown + self.steps.iter().filter(|(step, _)| *step <= at).map(|(_, by)| by).sum::<i64>()
    }

    /// What it writes at a true moment, read back as the product reads it; `near` is the receipt.
    pub fn write(&self, at: i64, near: i64) -> Option<WrittenStamp> {
        let shown = self.show(at).div_euclid(self.precision) * self.precision;
        let east = if shown < TURN_BACK * SECOND { 7_200 } else { 3_600 };
        let local = if self.writing == Writing::Berlin { shown + east * SECOND } else { shown };
        let text = UtcNanos(local.div_euclid(SECOND) * SECOND).to_string();
        let (form, text) = match self.writing {
            Writing::Full if self.precision < SECOND => {
                let millis = local.rem_euclid(SECOND) / 1_000_000;
                (Form::Rfc3339, format!("{}.{millis:03}Z", text.trim_end_matches('Z')))
            }
            Writing::Full => (Form::Rfc3339, text),
            _ => (Form::Rfc3164, write_short(&text)?),
        };
        let zone =
            if self.writing == Writing::Berlin { Zone::Named(chrono_tz::Europe::Berlin) } else { Zone::Fixed(0) };
        let context = Context { zone, year: None, reference: Some(UtcNanos(near)) };
        let stamp = read(form, Parts { first: text.as_bytes(), time: None, zone: None }, &context).ok()?;
        let precision = (stamp.read.latest.0 - stamp.read.earliest.0 + 1).max(self.precision);
        Some(WrittenStamp { at: stamp.read.earliest, precision })
    }

    /// When a record that was written at a true moment reaches us.
    pub fn deliver(&self, at: i64, random: &mut Random) -> i64 {
        let mut sent = at;
        if self.batch > 0 {
            sent = (sent - self.begin).div_euclid(self.batch) * self.batch + self.batch + self.begin;
        }
        if let Some((from, to, long)) = self.queue
            && sent >= from
            && sent < to
        {
            sent += long;
        }
        if let Some((_, end)) = self.outages.iter().find(|(from, end)| sent >= *from && sent < *end) {
            sent = *end + (sent - at).min(SECOND);
        }
        let slow = random.chance(0.01);
        sent + 2_000_000 + random.tail(50e6) + if slow { random.tail(3e9).min(25 * SECOND) } else { 0 }
    }
}

/// How far off a clock is: mostly a little, some by a wrong zone, some by anything up to a day.
fn draw_offset(random: &mut Random) -> i64 {
    let little = random.between(-5 * SECOND, 5 * SECOND);
    match random.below(10) {
        0..=5 => little,
        6 => little + random.between(-48, 48) * 900 * SECOND,
        7 => little + random.between(-12, 12) * 3_600 * SECOND,
        8 => random.between(-3_600, 3_600) * SECOND,
        _ => random.between(-86_400, 86_400) * SECOND,
    }
}

fn draw_step(random: &mut Random) -> i64 {
    let by = match random.below(4) {
        0 => random.between(100_000_000, 3 * SECOND),
        1 => random.between(3 * SECOND, 300 * SECOND),
        2 => 3_600 * SECOND,
        _ => random.between(300 * SECOND, 7_200 * SECOND),
    };
    if random.chance(0.5) { by } else { -by }
}

/// `2026-12-31T23:59:59Z` as `Dec 31 23:59:59`.
fn write_short(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month: usize = text.get(5..7)?.parse().ok()?;
    let day: u32 = text.get(8..10)?.parse().ok()?;
    Some(format!("{} {day:2} {}", MONTHS.get(month.checked_sub(1)?)?, text.get(11..19)?))
}
