//! Events to an ordered timeline.
//!
//! Takes the moments of cited events and lines them up. What is proven about their order is stated as `before`, all
//! else is `undetermined` with a named [`Why`]; a contradiction becomes a [`Finding`] and withdraws the statements it
//! speaks against. It stands between `normalize`, which reads each event alone, and `report`, which shows the line.
//!
//! It never knows where events come from or how they are shown, and it never rewrites a written time. The clocks of
//! the observers are not modelled yet, so nothing is stated across streams. Begin at [`build_timeline`].

mod anchor;
mod assumption;
mod assumption_set;
mod build;
mod chronology;
mod clock;
mod duplicate;
mod estimate;
mod finding;
mod inspect;
mod lag;
mod link;
mod observation;
mod order;
mod settings;
mod sighting;
mod statement;
mod timing;

pub use assumption::{Assumption, AssumptionSource};
pub use assumption_set::{AssumptionSet, UnknownAssumption};
pub use build::{Timeline, TimelineEntry, build_timeline};
pub use chronology::Chronology;
pub use duplicate::find_duplicates;
pub use finding::{EvidenceFinding, Finding, FindingKind};
pub use lag::{Lag, LagKind};
pub use link::{Link, Relation, Why};
pub use observation::{Channel, EventId, Key, KeyKind, KeyRole, Observation, ObserverId, StreamOrder, WrittenStamp};
pub use settings::Settings;
pub use sighting::{Counter, Sighting};
pub use statement::{Moment, Precedence, ProofStep, Statement};
pub use timing::Timing;
