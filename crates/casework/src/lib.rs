//! The way back: questions to events, timelines and incidents.
