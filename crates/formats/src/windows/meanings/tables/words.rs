//! The words of the tables.

use super::super::Row;
use crate::meaning::Meaning;

type Words = &'static [&'static str];

/// A row.
pub(super) const fn row(
    id: u16,
    action: &'static str,
    category: Words,
    kind: Words,
    outcome: Option<&'static str>,
) -> Row {
    (id, Meaning { action, category, kind, outcome })
}

pub(super) const AUTH: Words = &["authentication"];
pub(super) const CONFIG: Words = &["configuration"];
pub(super) const DETECTION: Words = &["intrusion_detection"];
pub(super) const DRIVER: Words = &["driver"];
pub(super) const FILE: Words = &["file"];
pub(super) const HOST: Words = &["host"];
pub(super) const IAM: Words = &["iam"];
pub(super) const MALWARE: Words = &["malware"];
pub(super) const NETWORK: Words = &["network"];
pub(super) const PROCESS: Words = &["process"];
pub(super) const REGISTRY: Words = &["registry"];
pub(super) const SESSION: Words = &["session"];
pub(super) const SHARE: Words = &["network", "file"];

pub(super) const ACCESS: Words = &["access"];
pub(super) const ADMIN: Words = &["admin"];
pub(super) const ALLOWED: Words = &["connection", "allowed"];
pub(super) const ALLOWED_ONLY: Words = &["allowed"];
pub(super) const CHANGE: Words = &["change"];
pub(super) const CONNECTION: Words = &["connection", "start"];
pub(super) const CREATION: Words = &["creation"];
pub(super) const DELETION: Words = &["deletion"];
pub(super) const DENIED: Words = &["connection", "denied"];
pub(super) const DENIED_ONLY: Words = &["denied"];
pub(super) const END: Words = &["end"];
pub(super) const ERROR: Words = &["error"];
pub(super) const GROUP_CHANGE: Words = &["group", "change"];
pub(super) const GROUP_CREATION: Words = &["group", "creation"];
pub(super) const GROUP_DELETION: Words = &["group", "deletion"];
pub(super) const INFO: Words = &["info"];
pub(super) const PROTOCOL: Words = &["protocol", "info"];
pub(super) const START: Words = &["start"];
pub(super) const USER_CHANGE: Words = &["user", "change"];
pub(super) const USER_CREATION: Words = &["user", "creation"];
pub(super) const USER_DELETION: Words = &["user", "deletion"];
