//! Written time to stamp.
//!
//! Reads what a device wrote about time, in every form that [`Form`] names, and says what can be known from it: an
//! instant and a closed [`Interval`] of UTC nanoseconds, the precision, the bases of zone and year. Its place on the
//! path: `formats` points at the text, `normalize` asks this crate once per text.
//!
//! It never knows the present moment, devices or receipts: whatever a reading rests on beside the text comes in as a
//! [`Context`]. Begin at [`read`]: one file a form reads the text, `written.rs` finds its place in UTC.

mod asctime;
mod calendar;
mod clf;
mod compact;
mod date_time;
mod epoch;
mod fast_log;
mod file_time;
mod instant;
mod month;
mod numeric_date;
mod rfc3164;
mod rfc3339;
mod rfc5322;
mod stamped;
mod time_of_day;
mod written;
mod zone;

pub use instant::{Interval, UtcNanos};
pub use stamped::{Context, Form, Parts, READER_VERSION, Stamp, Unreadable, YearBasis, Zone, ZoneBasis, read};
pub use zone::UnknownZone;
