//! Events to an ordered timeline.
//!
//! [`Chronology`] takes all records of a span: it bounds the clock of each observer from its receipts and from what
//! others saw as well, gives each record an interval of true time, and states an order where it is proven, with what it
//! rests on. What is not proven is `undetermined` with a named [`Why`]; a contradiction becomes an [`EvidenceFinding`]
//! and withdraws the statements it speaks against. It grows record by record, and is then what it would be if it had been
//! made from all of them. It stands between `normalize`, which reads each event alone, and
//! `report`, which shows the line.
//!
//! It never knows where events come from or how they are shown, and it never rewrites a written time.

#[cfg(test)]
extern crate self as timeline;

mod anchor;
mod assumption;
mod assumption_set;
mod chronology;
mod clock;
mod coverage;
mod duplicate;
mod duration;
mod estimate;
mod finding;
mod grow;
mod inspect;
mod lag;
mod link;
mod observation;
mod order;
mod peers;
mod run_back;
mod settings;
mod statement;
mod timing;
mod work;

pub use assumption::{Assumption, AssumptionSource};
pub use assumption_set::{AssumptionSet, UnknownAssumption};
pub use chronology::Chronology;
pub use coverage::{
    CountHole, CoverageInput, CoverageKind, CoverageSpan, cover, find_count_holes, measure_habit, silence_allowed,
};
pub use duplicate::find_duplicates;
pub use duration::{DurationBounds, measure_duration};
pub use finding::{EvidenceFinding, Finding, FindingKind};
pub use lag::{Lag, LagKind};
pub use link::{Link, Relation, Why};
pub use observation::{
    Channel, ClockTraits, EventId, Key, KeyKind, KeyRole, Observation, ObserverId, ReceiptError, StatedClock,
    StreamOrder, WrittenStamp,
};
pub use settings::Settings;
pub use statement::{Moment, Precedence, ProofStep, Statement};
pub use timing::Timing;
