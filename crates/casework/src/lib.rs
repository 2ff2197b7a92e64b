//! The way back: from a question to events, from a case to its timeline and report.
//!
//! It asks the index which records answer, reads each again from the vault, and lines up what a case cites. What is
//! cited is frozen; what is asked, viewed and given out is entered in custody. Both the API and the command line go
//! this way, once. [`verify_directory`] checks a data directory without changing anything in it.
//!
//! It never knows HTTP, SQL or tantivy, and it takes nothing in. Begin at [`Casework`].

mod chronicle;
mod clock_traits;
mod conservation;
mod coverage;
mod durations;
mod erased;
mod error;
mod first_told;
mod freeze;
mod gather;
mod incidents;
mod kept;
mod modelling;
mod notes;
mod observe;
mod observers;
mod own_clock;
mod search;
mod second_clocks;
mod shared_keys;
mod spans;
mod state;
mod timelines;
mod true_time;
mod verify;
mod views;
mod whose_clock;
mod witnesses;

pub use chronicle::{Chronicle, ClockPoint};
pub use conservation::{Conservation, FeedConservation};
pub use coverage::{Coverage, ObserverCoverage};
pub use durations::MilestonesNamed;
pub use error::{CaseworkError, CaseworkErrorKind};
pub use freeze::freeze_event;
pub use incidents::Added;
pub use index::Order;
pub use intake::ReadEvent;
pub use query::{Query, QueryError, parse as parse_query};
pub use search::{Cursor, CursorError, EventsPage, EventsRequest, PAGE_EVENTS_MAX};
pub use state::{Casework, CaseworkConfig};
pub use timeline::{AssumptionSet, EvidenceFinding, UnknownAssumption};
pub use timelines::TimelineRequest;
pub use verify::{Verdict, VerifyError, VerifyReport, verify_directory};
