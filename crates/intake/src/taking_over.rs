//! What the last process left is told in custody, and what it left unsealed is sealed.

use std::collections::BTreeSet;

use ledger::{Actor, EntryType, Ledger, LedgerError, Moment, NewEntry};
use model::{EvidenceKind, Seq};
use serde_json::{Value as Json, json};
use vault::{Damage, Loss, Recovery, Vault, VaultError, VaultErrorKind, VaultReader};

use crate::{
    batch::OpenBatch,
    error::{IntakeError, Stage},
};

/// The action of entries that tell what recovering the vault found.
const RECOVER: &str = "vault.recover";

/// The `start` entry, and a `loss` for whatever is not there any more. After a process that did not write `stop`, what
/// it had received and not stored is unknown: that window is told, too.
pub(crate) fn enter_start(ledger: &Ledger, vault: &Vault, boot_id: &str) -> Result<(), IntakeError> {
    let clean = ledger.has_stopped_in_order().map_err(of_ledger)?.unwrap_or(true);
    let recovery = &vault.recovery;
    let start = NewEntry::new(EntryType::Start, Actor::system(), "daemon.start").detail(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "boot_id": boot_id,
        "durable_through_seq": recovery.through,
        "next_seq": recovery.next,
        "after_clean_stop": clean,
    }));
    let mut entries = vec![start];
    if !clean {
        let since = ledger.last_batch().map_err(of_ledger)?.map(|batch| batch.batch.closed.wall.to_string());
        let detail = json!({"kind": "unknown_window", "since": since, "acknowledged": false});
        entries.push(NewEntry::new(EntryType::Loss, Actor::system(), "daemon.ended_without_stop").detail(detail));
    }
    for detail in losses_not_told(ledger, recovery)? {
        entries.push(NewEntry::new(EntryType::Loss, Actor::system(), RECOVER).detail(detail));
    }
    ledger.append_all(entries).map_err(of_ledger)?;
    Ok(())
}

/// What the vault found, but for what custody tells already: damage stays in the vault, and is found again at each
/// start until a later segment is begun.
fn losses_not_told(ledger: &Ledger, recovery: &Recovery) -> Result<Vec<Json>, IntakeError> {
    let mut details: Vec<Json> = recovery.losses.iter().map(detail_of_loss).collect();
    details.extend(recovery.damaged.iter().filter_map(detail_of_damage));
    if details.is_empty() {
        return Ok(details);
    }
    let mut told = BTreeSet::new();
    for entry in ledger.iterate_entries(&[EntryType::Loss]) {
        // An entry that cannot be read tells nothing; a second one does no harm.
        if let Ok(line) = entry.map_err(of_ledger)?.parse()
            && line.action == RECOVER
        {
            told.insert(records_of(&json!(line.detail)));
        }
    }
    // Torn bytes are moved away once, so each time they are other bytes.
    details
        .retain(|detail| detail.get("quarantine").is_some_and(Json::is_string) || !told.contains(&records_of(detail)));
    Ok(details)
}

/// The records that a loss is about.
fn records_of(detail: &Json) -> String {
    let field = |name| detail.get(name).unwrap_or(&Json::Null);
    json!([field("kind"), field("first_seq"), field("last_seq")]).to_string()
}

fn detail_of_loss(loss: &Loss) -> Json {
    tracing::error!(seq = loss.seq.0, bytes = loss.bytes, found = loss.found, "evidence was lost");
    let quarantine = loss.quarantine.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
    json!({
        "kind": if loss.through.is_some() { "records" } else { "torn_bytes" },
        "first_seq": loss.seq,
        "last_seq": loss.through,
        "bytes": loss.bytes,
        "quarantine": quarantine,
        "found": loss.found,
        "possibly_acknowledged": true,
    })
}

/// None where no record is lost by it. A kind of its own: the bytes are still in the vault, where `verify` finds them by
/// itself, so it does not count this entry as one more loss.
fn detail_of_damage(damage: &Damage) -> Option<Json> {
    tracing::error!(found = %damage, "evidence is damaged; it stays where it is");
    let last = damage.through.filter(|through| *through >= damage.seq)?;
    Some(json!({
        "kind": "damaged_records",
        "first_seq": damage.seq,
        "last_seq": last,
        "segment": damage.segment,
        "offset": damage.offset,
        "found": damage.to_string(),
        "possibly_acknowledged": true,
    }))
}

/// What is durable and not sealed goes into the first batch of this process. A record that cannot be read has no leaf
/// any more: what stands before it is sealed at once, and the next batch begins behind it, so that the root of each is
/// over all records of its range and `verify` can make it again.
pub(crate) fn reopen_batch(
    vault: &VaultReader,
    ledger: &Ledger,
    through: Seq,
    boot_id: &str,
    now: Moment,
) -> Result<OpenBatch, IntakeError> {
    let sealed = ledger.last_sealed_seq().map_err(of_ledger)?;
    let mut batch = OpenBatch::new(sealed.next(), now);
    let leaves = vault.scan_leaves(sealed.next(), through);
    for (leaf, evidence) in leaves.zip(vault.scan(sealed.next(), through)) {
        let ((seq, leaf), evidence) = match (leaf, evidence) {
            (Ok(leaf), Ok(evidence)) => (leaf, evidence),
            (Err(error), _) | (_, Err(error)) => {
                let last = last_damaged(error)?;
                if !batch.is_idle() {
                    ledger.append_batch(&batch.close(boot_id, now)).map_err(of_ledger)?;
                }
                batch = OpenBatch::new(last.next(), now);
                continue;
            }
        };
        batch.add(seq, leaf, evidence.raw.len());
        if evidence.kind == EvidenceKind::Record {
            let sums = batch.sums(evidence.receipt.feed);
            sums.received += 1;
            sums.stored += 1;
        }
    }
    Ok(batch)
}

/// The last record that damage takes; any other error ends the start.
fn last_damaged(error: VaultError) -> Result<Seq, IntakeError> {
    match &error.kind {
        VaultErrorKind::Damaged(damage) => Ok(damage.through.unwrap_or(damage.seq)),
        _ => Err(IntakeError::new(Stage::Vault, error)),
    }
}

fn of_ledger(error: LedgerError) -> IntakeError {
    IntakeError::new(Stage::Ledger, error)
}
