//! What is cut off a segment is kept.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use model::Seq;

use crate::{
    Damage,
    segment::{QUARANTINE, create_private, hot_path, sync_dir},
    source::fill_from,
};

/// Copies what stands from the bad place on, without the zeros behind it, to `quarantine/`, durable; then cuts it off.
/// None where only zeros stood there.
pub(crate) fn move_torn(dir: &Path, first: Seq, damage: &Damage) -> io::Result<Option<(PathBuf, u64)>> {
    let path = hot_path(dir, first);
    let file = File::options().read(true).write(true).open(&path)?;
    let end = find_end(&file, damage.offset)?;
    let moved = if end > damage.offset {
        let target = unused_path(&dir.join(QUARANTINE), first, damage.offset);
        copy_range(&file, damage.offset, end, &target)?;
        sync_dir(&dir.join(QUARANTINE))?;
        Some((target, end - damage.offset))
    } else {
        None
    };
    if damage.offset == 0 {
        fs::remove_file(&path)?;
        sync_dir(dir)?;
    } else {
        file.set_len(damage.offset)?;
        file.sync_all()?;
    }
    Ok(moved)
}

/// The byte after the last that is not zero, from `offset` on.
fn find_end(file: &File, offset: u64) -> io::Result<u64> {
    let mut chunk = vec![0; 1 << 20];
    let (mut at, mut end) = (offset, offset);
    loop {
        let read = fill_from(file, at, &mut chunk)?;
        let bytes = chunk.get(..read).unwrap_or_default();
        if let Some(last) = bytes.iter().rposition(|byte| *byte != 0) {
            end = at + last as u64 + 1;
        }
        at += read as u64;
        if read < chunk.len() {
            return Ok(end);
        }
    }
}

fn copy_range(file: &File, from: u64, to: u64, target: &Path) -> io::Result<()> {
    let mut out = create_private(target)?;
    let mut chunk = vec![0; 1 << 20];
    let mut at = from;
    while at < to {
        let wanted = usize::try_from(to - at).unwrap_or(usize::MAX).min(chunk.len());
        let part = chunk.get_mut(..wanted).unwrap_or_default();
        let read = fill_from(file, at, part)?;
        if read == 0 {
            break;
        }
        out.write_all(part.get(..read).unwrap_or_default())?;
        at += read as u64;
    }
    out.sync_all()
}

/// A name in the quarantine that says segment and offset, and that nothing has yet.
fn unused_path(quarantine: &Path, first: Seq, offset: u64) -> PathBuf {
    let name = |count: u64| quarantine.join(format!("{:020}-{offset}-{count}.torn", first.0));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}
