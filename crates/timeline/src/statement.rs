//! What can be said of two records' order.

use model::Seq;
use serde::{Deserialize, Serialize};

use crate::{AssumptionSet, EventId, Why};

/// Which of a record's two moments is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// When the device wrote its stamp.
    Stamped,
    /// When what the record tells happened.
    Happened,
}

/// How one record stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precedence {
    /// It is proven to be the earlier one (where quotes prove it: not the later one).
    Before,
    /// It is proven to be the later one.
    After,
    /// Neither is proven.
    Undetermined,
}

/// One step of a proof: the first is before the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofStep {
    /// The earlier one.
    pub from: EventId,
    /// The later one.
    pub to: EventId,
    /// Why.
    pub why: Why,
}

/// What can be said of two records' order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// How the first stands to the second.
    pub precedence: Precedence,
    /// Why, in one word.
    pub why: Why,
    /// The proof from the earlier to the later one; empty where nothing is stated.
    pub steps: Vec<ProofStep>,
    /// What it rests on.
    pub assumptions: AssumptionSet,
    /// The evidence it was made from; later evidence may withdraw it.
    pub cut: Seq,
}
