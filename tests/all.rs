//! The path through the public door, and the house rules.

mod tidy;
