//! Events to an ordered timeline.
//!
//! Takes the moments of cited events and lines them up. What is proven about their order is stated as `before`, all
//! else is `undetermined` with a named [`Why`]; a contradiction becomes a [`Finding`] and withdraws the statements it
//! speaks against. It stands between `normalize`, which reads each event alone, and `report`, which shows the line.
//!
//! It never knows where events come from or how they are shown, and it never rewrites a written time. The clocks of
//! the observers are not modelled yet, so nothing is stated across streams. Begin at [`build_timeline`].

mod assumption;
mod build;
mod finding;
mod link;
mod sighting;

pub use assumption::{Assumption, AssumptionSource};
pub use build::{Timeline, TimelineEntry, build_timeline};
pub use finding::{Finding, FindingKind};
pub use link::{Link, Relation, Why};
pub use sighting::{Counter, Sighting};
