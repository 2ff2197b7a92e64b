//! Records and receipts to events.
//!
//! A record says what a device wrote, an event what happened: with a time that knows its bounds, values that fit their
//! fields, and the same word for the same thing whoever wrote it. Its place on the path: `formats` reads a frame, this
//! crate makes the event, `index` and `timeline` take it. An event is a pure function of the record's bytes, its
//! receipt, its stream's opening and its feed's version.
//!
//! It knows no vendor by name, stores nothing, and has no clock: the only present it knows is the receipt. It never
//! changes what was written: a value is a place in the evidence, and what is made from it stands beside that place.
//!
//! Begin at [`read_event`]; the rules are in `normalize.rs`, in the order in which they work.

mod account;
mod address;
mod derived;
mod feed_context;
mod first_facts;
mod fit;
mod names;
mod normalize;
mod related;
mod spelling;
mod syslog;
mod time;
mod time_quality;
mod words;

pub use feed_context::FeedContext;
pub use normalize::{normalize_record, read_event, reader_fingerprint};
