//! The nouns of the domain: delivery, receipt, evidence, record, event and its fields, feed, stream, incident, entry,
//! role, diagnostic.
//!
//! Every crate below it on the path speaks with these words. It knows nothing of how anything is read, stored, served
//! or shown: no grammar, no SQL, no HTTP, no clock of its own ([`Clock`] is a door, the binary stands behind it).
//! Begin at [`Evidence`] for what is kept, at [`Record`] for what a device said, at [`Event`] for what happened.

mod address;
mod clock;
mod diagnostic;
mod event;
mod event_json;
mod evidence;
mod feed;
mod field;
mod field_set;
mod flags;
mod incident;
mod number;
mod record;
mod role;
mod stream;
mod value;

pub use address::is_ipv4;
pub use clock::{Clock, ClockDiscipline};
pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use event::{Event, EventTime, HeaderTime, Reason, Reasons};
pub use event_json::EventJson;
pub use evidence::{Delivery, Evidence, EvidenceKind, Receipt};
pub use feed::{Feed, FeedKind};
pub use field::{Field, FieldKind};
pub use field_set::FieldSet;
pub use flags::{FrameFlags, Framing, Part, Terminator};
pub use incident::{FrozenEvent, Incident, IncidentEntry, IncidentStatus, Retraction};
pub use number::{FeedId, Position, Seq, StreamId};
pub use record::{Fact, Format, Name, Record, TimeRole, WrittenTime, push_fact};
pub use role::Role;
pub use stream::{StreamIdentity, StreamOrigin};
pub use value::{Span, Value};
