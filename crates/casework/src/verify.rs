//! A read-only self-check of a data directory: what is sealed, what is not yet, what is torn, what is wrong.

use std::{fmt, iter::Peekable, path::Path, sync::Arc};

use intake::DataDirectory;
use ledger::{Batch, EntryType, Ledger, LedgerError, VerifyOptions, verify_custody};
use model::EvidenceKind;
use seal::Frontier;
use serde::Serialize;
use vault::{Inspect, Inspected, VaultError};

use crate::erased::Erased;

/// What the check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// The verdict.
    pub verdict: Verdict,
    /// The first thing that is wrong: which, what was expected, what was found. None where nothing is.
    pub first_wrong: Option<String>,
    /// Records whose digests stand under batch roots in custody, and agree.
    pub sealed_records: u64,
    /// The last of them.
    pub sealed_through_seq: u64,
    /// Records that are not sealed yet: held by checksums only.
    pub unsealed_records: u64,
    /// What a write that was cut short left at the end, if anything did.
    pub torn: Option<String>,
    /// Losses that custody declares: windows that nobody can account for, bytes that were torn.
    pub declared_losses: u64,
    /// Custody entries that agree.
    pub custody_entries: u64,
    /// Of those, how many stand under a signed checkpoint.
    pub signed_entries: u64,
    /// Signed checkpoints that agree.
    pub checkpoints: u64,
    /// The root over custody, in hex.
    pub custody_root: String,
    /// The key that the checkpoints were held against: the one in the directory itself. A bundle's check takes it
    /// from outside.
    pub verifying_key: Option<String>,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing was altered and nothing that was sealed is missing.
    Intact,
    /// Something was altered, or is missing.
    Broken,
}

/// A directory that could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The vault cannot be read.
    #[error("{0}")]
    Vault(#[from] VaultError),
    /// The ledger cannot be read.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// It is no data directory, or a newer one.
    #[error("{0}")]
    Directory(#[from] intake::DirectoryError),
    /// There is no data directory at this path.
    #[error("there is no data directory at {0}")]
    Missing(String),
}

/// Checks a data directory, beside whoever uses it; changes nothing in it.
///
/// Custody is checked first (entries, tree, signatures, openings), then each record's digest against the root of its
/// batch. What a running daemon has not sealed yet is counted, not judged.
///
/// `signer_dir` is where the signer keeps its last head, where that is not in the directory itself.
///
/// # Errors
/// Something could not be read. Tampering is a verdict.
pub fn verify_directory(path: &Path, signer_dir: Option<&Path>) -> Result<VerifyReport, VerifyError> {
    if !path.join("version").exists() {
        return Err(VerifyError::Missing(path.display().to_string()));
    }
    intake::check_version(path)?;
    let ledger_path = DataDirectory::ledger(path);
    let options = VerifyOptions { key: None, signer_dir: signer_dir.map(Path::to_owned) };
    let custody = verify_custody(&ledger_path, &options)?;
    let mut report = VerifyReport {
        verdict: Verdict::Intact,
        first_wrong: None,
        sealed_records: 0,
        sealed_through_seq: 0,
        unsealed_records: 0,
        torn: None,
        declared_losses: 0,
        custody_entries: custody.entries,
        signed_entries: custody.signed_entries,
        checkpoints: custody.checkpoints,
        custody_root: custody.root.to_string(),
        verifying_key: None,
    };
    if let Some(wrong) = &custody.wrong {
        return Ok(report.broken(wrong));
    }
    let ledger = Ledger::open_read_only(&ledger_path)?;
    report.verifying_key = ledger.verifying_key().map(ToString::to_string);
    for loss in ledger.iterate_entries(&[EntryType::Loss]) {
        let entry = loss?;
        report.declared_losses += 1;
        // A declared loss of records is still a loss.
        let lost = entry.parse()?.detail.get("kind").is_some_and(|kind| kind == "records");
        if lost && report.first_wrong.is_none() {
            report = report.broken(format_args!(
                "custody entry {}: expected no loss, found one declared: {}",
                entry.number, entry.line
            ));
        }
    }
    let mut erased = Arc::<Erased>::default();
    Erased::read_on(&mut erased, &ledger)?;
    let frames = vault::inspect(&DataDirectory::vault(path))?.peekable();
    check_batches(report, ledger.iterate_batches(), frames, &erased)
}

impl VerifyReport {
    fn broken(mut self, wrong: impl fmt::Display) -> Self {
        self.verdict = Verdict::Broken;
        self.first_wrong.get_or_insert_with(|| wrong.to_string());
        self
    }
}

fn check_batches(
    mut report: VerifyReport,
    batches: impl Iterator<Item = Result<Batch, LedgerError>>,
    mut frames: Peekable<Inspect>,
    erased: &Erased,
) -> Result<VerifyReport, VerifyError> {
    for batch in batches {
        let Batch { entry, batch, .. } = batch?;
        let Some(records) = batch.records else { continue };
        let mut tree = Frontier::new();
        let mut next = records.first_seq;
        while next <= records.last_seq {
            match frames.next().transpose()? {
                Some(Inspected::Frame(frame)) if frame.receipt.seq == next => {
                    if frame.kind == EvidenceKind::Erased && !erased.holds(next) {
                        let wrong = format!("record {next}: expected its body, found it erased without an entry");
                        return Ok(report.broken(wrong));
                    }
                    tree.push(frame.leaf);
                    next = next.next();
                }
                Some(Inspected::Frame(frame)) => {
                    let found = frame.receipt.seq;
                    return Ok(report.broken(format_args!("record {next}: expected it here, found record {found}")));
                }
                Some(Inspected::Damage(damage)) => return Ok(report.broken(damage)),
                None => {
                    let wrong =
                        format_args!("record {next}: expected it (custody entry {entry} seals it), found the end");
                    return Ok(report.broken(wrong));
                }
            }
        }
        let (expected, found) = (records.root, tree.root());
        if expected != found {
            let wrong = format_args!(
                "records {} to {}: expected the root {expected} (custody entry {entry}), found {found}",
                records.first_seq, records.last_seq
            );
            return Ok(report.broken(wrong));
        }
        report.sealed_records += tree.len();
        report.sealed_through_seq = records.last_seq.0;
    }
    for frame in frames {
        match frame? {
            Inspected::Frame(_) => report.unsealed_records += 1,
            Inspected::Damage(damage) if damage.is_tail() => report.torn = Some(damage.to_string()),
            Inspected::Damage(damage) => return Ok(report.broken(damage)),
        }
    }
    Ok(report)
}
