//! Written time to stamp.
//!
//! Reads what a device wrote about time, in every form that [`Form`] names, and says what can be known from it: an
//! instant and a closed [`Interval`] of UTC nanoseconds, the precision, the bases of zone and year. Its place on the
//! path: `formats` points at the text, `normalize` asks this crate once per text.
//!
//! It never knows the present moment, devices or receipts: whatever a reading rests on beside the text comes in as a
//! [`Context`]. Begin at [`read`].

mod instant;
mod stamped;

pub use instant::{Interval, UtcNanos};
pub use stamped::{Context, Form, Parts, Stamp, Unreadable, YearBasis, Zone, ZoneBasis, read};
