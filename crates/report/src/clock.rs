//! A clock's offset over time, as a picture.

use std::fmt::Write as _;

use stamp::UtcNanos;

use crate::visible::make_visible;

/// One point of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockDot {
    /// The likeliest moment of its stamp in true time.
    pub at: UtcNanos,
    /// Its stamp less its receipt, in nanoseconds; none for what a file brought.
    pub apparent: Option<i64>,
    /// The least offset, in nanoseconds; none where nothing bounds it.
    pub offset_min: Option<i64>,
    /// The greatest.
    pub offset_max: Option<i64>,
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 360.0;
const MARGIN: f64 = 64.0;
/// Room for the longest length of time beside the axis: `+23 h 59 min`.
const LABELS: f64 = 96.0;
/// Two labels do not stand nearer than this.
const LABEL_HEIGHT: f64 = 14.0;

/// The offset of a clock from UTC over true time, as SVG 1.1: the bounds as a band, each record's stamp less its receipt
/// as a dot. Text is escaped; nothing in it runs or is loaded.
#[must_use]
pub fn render_clock(name: &str, points: &[ClockDot]) -> String {
    let values = || points.iter().flat_map(|of| [of.apparent, of.offset_min, of.offset_max]).flatten();
    let axis = Axis {
        left: points.iter().map(|of| of.at.0).min().unwrap_or(0),
        right: points.iter().map(|of| of.at.0).max().unwrap_or(1),
        low: values().min().unwrap_or(-1).min(0),
        high: values().max().unwrap_or(1).max(0),
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{0}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         fill=\"#fff\"/>\n<text x=\"{LABELS}\" y=\"24\" font-size=\"15\">Clock of {0}: offset from UTC</text>\n",
        escape(name)
    );
    draw_axis(&axis, &mut svg);
    draw_band(&axis, points, &mut svg);
    for (at, apparent) in points.iter().filter_map(|of| Some((of.at, of.apparent?))) {
        let (x, y) = (axis.x(at.0), axis.y(apparent));
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1.6\" fill=\"#1f4e79\"/>");
    }
    if values().next().is_none() {
        let _ = writeln!(svg, "<text x=\"{LABELS}\" y=\"{:.1}\">Nothing bounds this clock.</text>", HEIGHT / 2.0 - 8.0);
    }
    svg.push_str("</svg>\n");
    svg
}

/// What the picture's edges stand for, in nanoseconds.
struct Axis {
    left: i64,
    right: i64,
    low: i64,
    high: i64,
}

impl Axis {
    fn x(&self, at: i64) -> f64 {
        LABELS + part(at, self.left, self.right) * (WIDTH - LABELS - MARGIN)
    }

    fn y(&self, offset: i64) -> f64 {
        HEIGHT - MARGIN - part(offset, self.low, self.high) * (HEIGHT - 2.0 * MARGIN)
    }
}

/// Where a value stands between two others, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn part(value: i64, from: i64, to: i64) -> f64 {
    let whole = to.abs_diff(from);
    if whole == 0 { 0.5 } else { value.clamp(from, to).abs_diff(from) as f64 / whole as f64 }
}

fn draw_axis(axis: &Axis, svg: &mut String) {
    let (left, right, bottom) = (LABELS, WIDTH - MARGIN, HEIGHT - MARGIN);
    let is_beside_zero = |offset: i64| (axis.y(offset) - axis.y(0)).abs() < LABEL_HEIGHT;
    let mut offsets = vec![axis.high, axis.low];
    // Zero stands where it does not cover an end; where it is an end, it is told once.
    if !offsets.iter().any(|end| is_beside_zero(*end)) {
        offsets.push(0);
    }
    offsets.sort_unstable();
    offsets.dedup();
    for offset in offsets.into_iter().rev() {
        let y = axis.y(offset);
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#bbb\"/><text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"end\">{}</text>",
            left - 6.0,
            y + 4.0,
            show_nanos(offset)
        );
    }
    for (at, x, anchor) in [(axis.left, left, "start"), (axis.right, right, "end")] {
        let _ = writeln!(
            svg,
            "<text x=\"{x}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            bottom + 20.0,
            UtcNanos(at)
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{:.1}\">dot: stamp less receipt, where we listened; band: what the offset can be</text>",
        bottom + 40.0
    );
}

/// The band, in pieces where an end is open.
fn draw_band(axis: &Axis, points: &[ClockDot], svg: &mut String) {
    let bounded: Vec<Option<(f64, f64, f64)>> =
        points.iter().map(|of| Some((axis.x(of.at.0), axis.y(of.offset_min?), axis.y(of.offset_max?)))).collect();
    for piece in bounded.split(Option::is_none).filter(|piece| !piece.is_empty()) {
        let mut path = String::new();
        let upper = piece.iter().flatten().map(|(x, _, y)| (x, y));
        let lower = piece.iter().rev().flatten().map(|(x, y, _)| (x, y));
        for (index, (x, y)) in upper.chain(lower).enumerate() {
            let _ = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
        }
        let _ = writeln!(svg, "<path d=\"{path}Z\" fill=\"#9ecae1\" stroke=\"#6baed6\" stroke-width=\"1.5\"/>");
    }
}

/// A length of time with its sign, in the unit that it is read best in.
pub(crate) fn show_nanos(nanos: i64) -> String {
    let sign = if nanos < 0 { "−" } else { "+" };
    let size = nanos.unsigned_abs();
    let (hours, minutes, seconds) = (size / 3_600_000_000_000, size / 60_000_000_000 % 60, size / 1_000_000_000 % 60);
    match size {
        0 => "0".to_owned(),
        _ if hours > 0 => format!("{sign}{hours} h {minutes:02} min"),
        _ if minutes > 0 => format!("{sign}{minutes} min {seconds:02} s"),
        1_000_000_000.. => format!("{sign}{seconds}.{:01} s", size / 100_000_000 % 10),
        1_000_000.. => format!("{sign}{} ms", size / 1_000_000),
        _ => format!("{sign}{} µs", size / 1_000),
    }
}

/// Text between tags: control characters are written out, and what XML means something by is escaped.
fn escape(text: &str) -> String {
    make_visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_text() {
        let svg = render_clock("<script>&\"\u{1b}", &[]);
        assert!(!svg.contains("<script>") && svg.contains("&lt;script&gt;&amp;&quot;"), "{svg}");
    }

    #[test]
    fn open_ends_break_the_band() {
        let dot = |at, offset_max| ClockDot { at: UtcNanos(at), apparent: Some(-5), offset_min: Some(-5), offset_max };
        let svg = render_clock("fw1", &[dot(1, Some(9)), dot(2, None), dot(3, Some(7))]);
        assert_eq!(svg.matches("fill=\"#9ecae1\"").count(), 2);
        assert_eq!(svg.matches("<circle").count(), 3);
    }

    #[test]
    fn a_file_tells_a_band_and_no_dots() {
        let dot = |at| ClockDot { at: UtcNanos(at), apparent: None, offset_min: Some(-5), offset_max: Some(9) };
        let svg = render_clock("fw1", &[dot(1), dot(2)]);
        assert_eq!((svg.matches("<circle").count(), svg.matches("fill=\"#9ecae1\"").count()), (0, 1));
        assert!(render_clock("fw1", &[]).contains("Nothing bounds"));
    }

    #[test]
    fn no_label_covers_another() {
        // Nearly all of the picture lies on one side of zero.
        let hours = |hours: i64| hours * 3_600_000_000_000;
        let svg = render_clock(
            "fw1",
            &[ClockDot {
                at: UtcNanos(1),
                apparent: None,
                offset_min: Some(hours(-7)),
                offset_max: Some(2_900_000_000),
            }],
        );
        assert!(svg.contains(">+2.9 s<") && svg.contains(">−7 h 00 min<") && !svg.contains(">0<"), "{svg}");
    }

    #[test]
    fn zero_at_an_end_is_told_once() {
        for (offset_min, offset_max) in [(-9_000_000_000, -2_000_000_000), (2_000_000_000, 9_000_000_000), (0, 0)] {
            let (offset_min, offset_max) = (Some(offset_min), Some(offset_max));
            let svg = render_clock("fw1", &[ClockDot { at: UtcNanos(1), apparent: None, offset_min, offset_max }]);
            assert_eq!(svg.matches(">0<").count(), 1, "{svg}");
        }
    }

    #[test]
    fn lengths_are_read_in_their_unit() {
        let table = [
            (0, "0"),
            (1_500, "+1 µs"),
            (-2_000_000, "−2 ms"),
            (1_500_000_000, "+1.5 s"),
            (-95_000_000_000, "−1 min 35 s"),
            (25_200_000_000_000, "+7 h 00 min"),
        ];
        for (nanos, text) in table {
            assert_eq!(show_nanos(nanos), text);
        }
    }
}
