//! What happens on a file transfer server, in the same words whoever writes it.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const fn network(action: &'static str, kind: &'static [&'static str], outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["network"], kind, outcome }
}

const fn file(action: &'static str, kind: &'static [&'static str], outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["file"], kind, outcome }
}

pub(super) const LOGIN: Meaning =
    Meaning { action: "ftp_login", category: &["authentication"], kind: &["start"], outcome: SUCCESS };
pub(super) const LOGIN_FAILED: Meaning =
    Meaning { action: "ftp_login", category: &["authentication"], kind: &["start"], outcome: FAILURE };
pub(super) const LOGOUT: Meaning =
    Meaning { action: "ftp_logout", category: &["authentication"], kind: &["end"], outcome: SUCCESS };
pub(super) const OPENED: Meaning = network("ftp_connection_opened", &["connection", "start"], None);
pub(super) const CLOSED: Meaning = network("ftp_connection_closed", &["connection", "end"], None);
pub(super) const REFUSED: Meaning = network("ftp_connection_refused", &["connection", "denied"], FAILURE);
pub(super) const COMMAND: Meaning = network("ftp_command", &["protocol"], None);
pub(super) const DOWNLOADED: Meaning = file("file_downloaded", &["access"], SUCCESS);
pub(super) const DOWNLOAD_FAILED: Meaning = file("file_downloaded", &["access"], FAILURE);
pub(super) const UPLOADED: Meaning = file("file_uploaded", &["creation"], SUCCESS);
pub(super) const UPLOAD_FAILED: Meaning = file("file_uploaded", &["creation"], FAILURE);
pub(super) const DELETED: Meaning = file("file_deleted", &["deletion"], SUCCESS);
pub(super) const DELETE_FAILED: Meaning = file("file_deleted", &["deletion"], FAILURE);
pub(super) const CREATED: Meaning = file("directory_created", &["creation"], SUCCESS);
pub(super) const CREATE_FAILED: Meaning = file("directory_created", &["creation"], FAILURE);
pub(super) const REMOVED: Meaning = file("directory_removed", &["deletion"], SUCCESS);
pub(super) const REMOVE_FAILED: Meaning = file("directory_removed", &["deletion"], FAILURE);
pub(super) const RENAMED: Meaning = file("file_renamed", &["change"], SUCCESS);
pub(super) const RENAME_FAILED: Meaning = file("file_renamed", &["change"], FAILURE);
pub(super) const CHANGED: Meaning = file("file_permissions_changed", &["change"], SUCCESS);
pub(super) const CHANGE_FAILED: Meaning = file("file_permissions_changed", &["change"], FAILURE);
pub(super) const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
pub(super) const STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };
pub(super) const TOLD: Meaning = network("ftp_notice", &["info"], None);
