//! A read-only self-check of a data directory: what is sealed, what is not yet, what is torn, what is wrong.

use std::{fmt, iter::Peekable, path::Path};

use intake::DataDirectory;
use ledger::{BatchRecords, EntryNumber, Ledger, LedgerError, VerifyOptions, verify_custody};
use model::{EvidenceKind, Seq};
use seal::Frontier;
use serde::Serialize;
use serde_json::json;
use vault::{Inspect, Inspected, InspectedFrame, VaultError};

/// What the check found, part by part: what is wrong in one says nothing against the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// The verdict.
    pub verdict: Verdict,
    /// The first thing that is wrong: which, what was expected, what was found. None where nothing is.
    pub first_wrong: Option<String>,
    /// What is wrong, custody first, at most two hundred of it.
    pub wrong: Vec<String>,
    /// How many things are wrong.
    pub wrong_count: u64,
    /// Records whose digests stand under batch roots in custody, and agree.
    pub sealed_records: u64,
    /// The last of them.
    pub sealed_through_seq: u64,
    /// Records that were sealed and are not there as they were: damaged, missing, or erased without an entry.
    pub damaged_records: u64,
    /// Records that were sealed and fit their checksums, and no more is known: another record of their batch is damaged, so
    /// that its root cannot be made, or the root is not theirs, or the batch's own entry is wrong.
    pub unproven_records: u64,
    /// Records that are not sealed yet: held by checksums only.
    pub unsealed_records: u64,
    /// What a write that was cut short left at the end, if anything did.
    pub torn: Option<String>,
    /// Losses that custody declares: windows that nobody can account for, bytes that were torn, records, custody itself.
    pub declared_losses: u64,
    /// Custody entries that agree.
    pub custody_entries: u64,
    /// Custody entries that are there, those that do not agree included.
    pub custody_entries_read: u64,
    /// Of those that agree, how many stand under a signed checkpoint.
    pub signed_entries: u64,
    /// Signed checkpoints that agree.
    pub checkpoints: u64,
    /// Checkpoints that can prove nothing, because an entry before them is missing or was changed.
    pub checkpoints_unproven: u64,
    /// True where the tables beside custody were held against it: feeds, tokens, incidents, queries, sums.
    pub tables_checked: bool,
    /// The root over custody, in hex.
    pub custody_root: String,
    /// The key under which the signatures were found.
    pub verifying_key: Option<String>,
    /// True where that is the key that was asked for; false where it is the directory's own word.
    pub key_is_expected: bool,
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

/// So many wrong things of the evidence are told one by one; the others are counted.
const WRONG_MAX: usize = 100;

/// Checks a data directory, beside whoever uses it; changes nothing in it.
///
/// Custody is checked first (entries, tree, signatures, openings), then each record's digest against the root of its
/// batch. The check goes on behind what is wrong, as far as the rest can be proven. What a running daemon has not sealed
/// yet is counted, not judged.
///
/// # Errors
/// Something could not be read. Tampering is a verdict.
pub fn verify_directory(path: &Path, against: &VerifyOptions) -> Result<VerifyReport, VerifyError> {
    if !DataDirectory::is_founded(path) {
        return Err(VerifyError::Missing(path.display().to_string()));
    }
    intake::check_version(path)?;
    let ledger_path = DataDirectory::ledger(path);
    let custody = verify_custody(&ledger_path, against)?;
    let mut report = VerifyReport {
        verdict: Verdict::Intact,
        first_wrong: None,
        wrong: custody.wrong.iter().map(ToString::to_string).collect(),
        wrong_count: custody.wrong_count,
        sealed_records: 0,
        sealed_through_seq: 0,
        damaged_records: 0,
        unproven_records: 0,
        unsealed_records: 0,
        torn: None,
        declared_losses: custody.claims.losses.len() as u64,
        custody_entries: custody.entries,
        custody_entries_read: custody.entries_read,
        signed_entries: custody.signed_entries,
        checkpoints: custody.checkpoints,
        checkpoints_unproven: custody.checkpoints_unproven,
        tables_checked: custody.tables_checked,
        custody_root: custody.root.to_string(),
        key_is_expected: against.key.is_some() && against.key == custody.key,
        verifying_key: custody.key.as_ref().map(ToString::to_string),
    };
    for (entry, line) in &custody.claims.losses {
        // A declared loss of records, or of custody, is still a loss.
        if line.detail.get("kind").is_some_and(|kind| kind == "records" || kind == "custody") {
            let found = json!(line.detail);
            report.tell(format_args!("custody entry {entry}: expected no loss, found one declared: {found}"));
        }
    }
    let frames = vault::inspect(&DataDirectory::vault(path))?;
    let mut evidence = EvidenceCheck { report, frames: frames.peekable(), erased: &custody.claims.erased, told: 0 };
    for (entry, records) in &custody.claims.batches {
        evidence.check_batch(*entry, *records)?;
    }
    let has_unread_batches = custody.claims.batches_unread > 0 || custody.entries != custody.entries_read;
    let mut report = evidence.count_rest(has_unread_batches)?;
    if let Some(torn) = report.torn.clone()
        && has_ended_in_order(&ledger_path)
    {
        // Who ended in order left nothing half written: somebody else wrote there.
        report.tell(format_args!("behind the last record, after an end in order: {torn}"));
    }
    report.first_wrong = report.wrong.first().cloned();
    report.verdict = if report.wrong_count == 0 { Verdict::Intact } else { Verdict::Broken };
    Ok(report)
}

impl VerifyReport {
    fn tell(&mut self, wrong: impl fmt::Display) {
        self.wrong_count += 1;
        if self.wrong.len() < 2 * WRONG_MAX {
            self.wrong.push(wrong.to_string());
        }
    }
}

/// The check of the evidence against the roots of its batches.
struct EvidenceCheck<'a> {
    report: VerifyReport,
    frames: Peekable<Inspect>,
    erased: &'a [Seq],
    /// The last record that a damage took, so that a damage over several batches is told once.
    told: u64,
}

impl EvidenceCheck<'_> {
    /// Checks the records of one batch. Those before it that no batch claims belong to one whose entry is not known.
    fn check_batch(&mut self, entry: EntryNumber, records: BatchRecords) -> Result<(), VerifyError> {
        while let Some(frame) = self.next_through(Seq(records.first_seq.0.saturating_sub(1)))? {
            self.report.unproven_records += u64::from(frame.is_some());
        }
        let (mut tree, mut next, mut wrong) = (Frontier::new(), records.first_seq, 0);
        while let Some(frame) = self.next_through(records.last_seq)? {
            let Some(frame) = frame else { continue };
            let seq = frame.receipt.seq;
            if frame.kind == EvidenceKind::Erased && self.erased.binary_search(&seq).is_err() {
                self.report.tell(format_args!("record {seq}: expected its body, found it erased without an entry"));
                wrong += 1;
            }
            tree.push(frame.leaf);
            next = seq.next();
        }
        let expected = records.last_seq.0.saturating_sub(records.first_seq.0).saturating_add(1);
        let there = tree.len();
        if there < expected {
            self.report.damaged_records += expected - there + wrong;
            self.report.unproven_records += there - wrong;
            // What was damaged is told already; an end that came too early is not.
            if next <= records.last_seq && self.told < records.last_seq.0 {
                let sealed = format!("expected it (custody entry {entry} seals it)");
                self.report.tell(format_args!("record {next}: {sealed}, found the end"));
                self.told = records.last_seq.0;
            }
            return Ok(());
        }
        let found = tree.root();
        if found == records.root {
            self.report.damaged_records += wrong;
            self.report.sealed_records += there - wrong;
            self.report.sealed_through_seq = records.last_seq.0;
        } else {
            let (first, last, root) = (records.first_seq, records.last_seq, records.root);
            let expected = format!("expected the root {root} (custody entry {entry})");
            self.report.tell(format_args!("records {first} to {last}: {expected}, found {found}"));
            self.report.unproven_records += there;
        }
        Ok(())
    }

    /// What comes next of the records up to this one: a frame, or nothing for a damage, which is told. None behind them.
    fn next_through(&mut self, last: Seq) -> Result<Option<Option<InspectedFrame>>, VerifyError> {
        let is_due = match self.frames.peek() {
            Some(Ok(Inspected::Frame(frame))) => frame.receipt.seq <= last,
            Some(Ok(Inspected::Damage(damage))) => damage.seq <= last,
            Some(Err(_)) => true,
            None => false,
        };
        if !is_due {
            return Ok(None);
        }
        match self.frames.next().transpose()? {
            Some(Inspected::Frame(frame)) => Ok(Some(Some(frame))),
            Some(Inspected::Damage(damage)) => {
                self.told = self.told.max(damage.through.map_or(u64::MAX, |through| through.0));
                self.report.tell(damage);
                Ok(Some(None))
            }
            None => Ok(None),
        }
    }

    /// What no batch seals: not sealed yet, or sealed by an entry that is not known.
    fn count_rest(mut self, has_unread_batches: bool) -> Result<VerifyReport, VerifyError> {
        for frame in self.frames {
            match frame? {
                Inspected::Frame(_) if has_unread_batches => self.report.unproven_records += 1,
                Inspected::Frame(_) => self.report.unsealed_records += 1,
                Inspected::Damage(damage) if damage.is_tail() => self.report.torn = Some(damage.to_string()),
                Inspected::Damage(damage) => self.report.tell(damage),
            }
        }
        Ok(self.report)
    }
}

/// True where the last process that wrote here entered its `stop`. Asked after the evidence was read: one that started
/// meanwhile has entered its `start`. Where the ledger itself is damaged nothing is said.
fn has_ended_in_order(ledger: &Path) -> bool {
    let Ok(ledger) = Ledger::open_read_only(ledger) else { return false };
    matches!(ledger.has_stopped_in_order(), Ok(Some(true)))
}
