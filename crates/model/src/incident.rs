//! A case and its entries.

use serde::{Deserialize, Serialize};
use stamp::UtcNanos;

use crate::Seq;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStatus {
    /// Being worked on.
    Open,
    /// Done.
    Closed,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Its number, from 1.
    pub id: u64,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Where it stands.
    pub status: IncidentStatus,
    /// When it was opened here.
    pub created_at: UtcNanos,
    /// By whom (a token's public id).
    pub created_by: String,
}

/// An event as it was when it was cited. Evidence is read again by better readers; what was cited stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenEvent {
    /// The event's JSON in RFC 8785 form; integers beyond 2^53 as strings.
    pub json: String,
    /// SHA-256 of `json`, in hex.
    pub sha256: String,
    /// The reader that made it, `format/version`.
    pub reader: String,
}

/// Why an entry was taken back. The entry stays and can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retraction {
    /// When.
    pub at: UtcNanos,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// One entry of a case: one event, cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentEntry {
    /// Its number in the case, from 1; the exhibit is `EX-` and four digits of it.
    pub number: u32,
    /// Which evidence.
    pub seq: Seq,
    /// The event as it was when cited.
    pub event: FrozenEvent,
    /// A remark.
    pub note: Option<String>,
    /// The query that brought it, as stored with its digest, where one did.
    pub query: Option<u64>,
    /// When it was entered.
    pub added_at: UtcNanos,
    /// By whom.
    pub added_by: String,
    /// Whether it was taken back.
    pub retraction: Option<Retraction>,
}

impl IncidentEntry {
    /// The exhibit's number, `EX-0007`.
    #[must_use]
    pub fn exhibit(&self) -> String {
        format!("EX-{:04}", self.number)
    }
}
