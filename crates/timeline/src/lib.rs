//! Events to an ordered timeline.
