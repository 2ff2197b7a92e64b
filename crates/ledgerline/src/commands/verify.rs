//! `ledgerline verify`: a read-only self-check of a data directory.

use anyhow::Result;
use casework::{Verdict, VerifyError, verify_directory};

use crate::{
    cli::{Global, Output, Verify},
    config::Config,
    exit::{self, Coded},
    output,
};

pub(crate) fn run(global: &Global, config: &Config, verify: &Verify) -> Result<u8> {
    let signer_dir = config.custody.signer_directory.as_deref();
    let report = verify_directory(&verify.directory, signer_dir).map_err(|error: VerifyError| {
        Coded::unreadable(format!("failed to verify {}: {error}", verify.directory.display()))
    })?;
    if global.output == Output::Json {
        output::print_json(&serde_json::to_value(&report)?)?;
    } else {
        let mut text = match (&report.verdict, &report.first_wrong) {
            (Verdict::Intact, _) => "intact\n".to_owned(),
            (Verdict::Broken, first) => format!("BROKEN: {}\n", first.as_deref().unwrap_or("nothing is named")),
        };
        text += &format!(
            "sealed    {} records through {}, under batch roots\nunsealed  {} records, held by checksums only\n",
            report.sealed_records, report.sealed_through_seq, report.unsealed_records
        );
        text += &format!(
            "custody   {} entries, {} of them under {} signed checkpoints; root {}\n",
            report.custody_entries, report.signed_entries, report.checkpoints, report.custody_root
        );
        if let Some(key) = &report.verifying_key {
            text += &format!("key       {key} (from the directory itself: whoever wrote there could replace it)\n");
        }
        if report.declared_losses > 0 {
            text += &format!("losses    {} declared in custody (type `loss`)\n", report.declared_losses);
        }
        if let Some(torn) = &report.torn {
            text += &format!("torn      {torn}\n");
        }
        output::print(&text)?;
    }
    Ok(match report.verdict {
        Verdict::Intact => exit::OK,
        Verdict::Broken => exit::BROKEN,
    })
}
