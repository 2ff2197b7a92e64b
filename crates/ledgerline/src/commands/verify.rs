//! `ledgerline verify`: a read-only self-check of a data directory.

use std::fmt::Write as _;

use anyhow::Result;
use casework::{Verdict, VerifyError, VerifyReport, verify_directory};
use ledger::VerifyOptions;

use crate::{
    cli::{Global, Output, Verify},
    config::Config,
    exit::{self, Coded},
    output,
};

/// Wrong things that are printed one by one; JSON has more of them.
const WRONG_LINES_MAX: usize = 20;

pub(crate) fn run(global: &Global, config: &Config, verify: &Verify) -> Result<u8> {
    let mut against = VerifyOptions { key: None, signer_dir: config.custody.signer_directory.clone() };
    if let Some(key) = &verify.key {
        let key = key.trim().parse();
        against.key = Some(key.map_err(|error| Coded::usage(format!("--key: no verifying key: {error}")))?);
    }
    let report = verify_directory(&verify.directory, &against).map_err(|error: VerifyError| {
        Coded::unreadable(format!("failed to verify {}: {error}", verify.directory.display()))
    })?;
    match global.output {
        Output::Json => output::print_json(&serde_json::to_value(&report)?)?,
        Output::Table => output::print(&describe(&report, verify.key.is_some()))?,
    }
    Ok(match report.verdict {
        Verdict::Intact => exit::OK,
        Verdict::Broken => exit::BROKEN,
    })
}

/// The verdict, then each part by itself, then what is wrong.
fn describe(report: &VerifyReport, is_key_given: bool) -> String {
    let mut text = match (&report.verdict, &report.first_wrong) {
        (Verdict::Intact, _) if report.torn.is_some() => {
            "intact, but torn behind the last record, as by a crash\n".to_owned()
        }
        (Verdict::Intact, _) => "intact\n".to_owned(),
        (Verdict::Broken, first) => format!("BROKEN: {}\n", first.as_deref().unwrap_or("nothing is named")),
    };
    let mut line = |name: &str, told: String| {
        // Writing into a text does not fail.
        let _ = writeln!(text, "{name:<9} {told}");
    };
    line(
        "sealed",
        format!("{} records hold under batch roots, through {}", report.sealed_records, report.sealed_through_seq),
    );
    if report.damaged_records > 0 {
        line("damaged", format!("{} sealed records are not there as they were", report.damaged_records));
    }
    if report.unproven_records > 0 {
        line(
            "unproven",
            format!("{} records hold by checksums only: no root of their batch is theirs", report.unproven_records),
        );
    }
    line("unsealed", format!("{} records, held by checksums only", report.unsealed_records));
    let of_all = if report.custody_entries == report.custody_entries_read {
        String::new()
    } else {
        format!(" of {} agree", report.custody_entries_read)
    };
    line(
        "custody",
        format!(
            "{} entries{of_all}, {} of them under {} signed checkpoints; root {}",
            report.custody_entries, report.signed_entries, report.checkpoints, report.custody_root
        ),
    );
    if report.checkpoints_unproven > 0 {
        line("", format!("{} more checkpoints prove nothing behind what is wrong", report.checkpoints_unproven));
    }
    if !report.tables_checked {
        line(
            "tables",
            "feeds, tokens, cases and sums were not held against custody, since entries are wrong".to_owned(),
        );
    }
    match &report.verifying_key {
        Some(key) if report.key_is_expected => line("key", format!("{key} (as expected)")),
        Some(key) if is_key_given => line("key", format!("{key} (not the one expected)")),
        Some(key) => line("key", format!("{key} (the directory's own word; --key holds it against yours)")),
        None => line("key", "none".to_owned()),
    }
    if report.declared_losses > 0 {
        line("losses", format!("{} declared in custody (type `loss`)", report.declared_losses));
    }
    if let Some(torn) = &report.torn {
        line("torn", torn.clone());
    }
    for wrong in report.wrong.iter().take(WRONG_LINES_MAX) {
        line("wrong", wrong.clone());
    }
    let more = report.wrong_count.saturating_sub(WRONG_LINES_MAX as u64);
    if more > 0 {
        line("wrong", format!("{more} more; --output json has more of them"));
    }
    text
}
