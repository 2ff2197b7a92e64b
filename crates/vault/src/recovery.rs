//! Opening a vault, and what a crash left behind.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use model::Seq;

use crate::{
    Damage, Disk, SaltSource, SystemDisk, VaultError,
    VaultErrorKind::Newer,
    VaultOptions, VaultReader, VaultWriter,
    catalog::{Catalog, Segment, SegmentState},
    segment::{
        HeaderFound, QUARANTINE, SegmentForm, cold_path, create_private, hot_path, list_segments, side_path, sync_dir,
    },
    source::{Source, fill_from},
    walk::{Walk, Walked},
    writer::Active,
};

/// An open vault.
#[derive(Debug)]
pub struct Vault {
    /// Appends.
    pub writer: VaultWriter,
    /// Reads.
    pub reader: VaultReader,
    /// What opening it found.
    pub recovery: Recovery,
}

/// What opening a vault found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The last record that is there; 0 where there is none.
    pub through: Seq,
    /// The number that the next record will get.
    pub next: Seq,
    /// What is lost. Each is to be entered in custody, as possibly acknowledged.
    pub losses: Vec<Loss>,
}

/// Records that were given a number and cannot be read any more, or bytes of which that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The first number that is lost.
    pub seq: Seq,
    /// The last, as far as can be told: frames behind the first bad one that can be read, or the last number under a
    /// batch root. None where only bytes are left that are no frame.
    pub through: Option<Seq>,
    /// Where the torn bytes lie now, as they were.
    pub quarantine: Option<PathBuf>,
    /// How many they are.
    pub bytes: u64,
    /// What was found, in words.
    pub found: String,
}

impl Vault {
    /// Opens the vault in this directory, or makes one. The caller holds the lock on the data directory.
    ///
    /// The last segment is read whole. From its first bad frame on, its bytes go to `quarantine/` and are told in
    /// [`Recovery`]; the numbers from there on are given again, but for those below
    /// [`VaultOptions::next_seq_min`]. Earlier segments were durable before the next was begun, so no crash damages
    /// them: what is wrong there stays where it is, is found by [`crate::inspect`] and by reading, and takes no other
    /// record with it.
    ///
    /// # Errors
    /// [`Newer`] where a newer version wrote here; [`crate::VaultErrorKind::Io`].
    pub fn open(dir: &Path, options: &VaultOptions, salts: Box<dyn SaltSource>) -> Result<Self, VaultError> {
        Self::open_on(Box::new(SystemDisk), dir, options, salts)
    }

    /// The same on another disk.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_on(
        disk: Box<dyn Disk>,
        dir: &Path,
        options: &VaultOptions,
        salts: Box<dyn SaltSource>,
    ) -> Result<Self, VaultError> {
        let options = options.clamped();
        let mut found = find_segments(dir)?;
        let mut losses = Vec::new();
        let mut last = None;
        while let Some((first, form)) = found.pop() {
            if let Some(recovered) = recover_last(dir, first, form, &mut losses)? {
                last = Some(recovered);
                break;
            }
        }
        let through = last.as_ref().map_or(Seq(0), |last| last.through);
        let next = through.next().max(options.next_seq_min);
        if next > through.next() {
            losses.push(Loss {
                seq: through.next(),
                through: Some(Seq(next.0 - 1)),
                quarantine: None,
                bytes: 0,
                found: "records under a batch root are not in the vault".into(),
            });
        }
        let mut segments: Vec<Arc<Segment>> =
            found.into_iter().map(|(first, form)| Segment::new(first, SegmentState::Closed(form))).collect();
        let active = last.and_then(|last| {
            segments.push(last.segment.clone());
            last.active
        });
        let catalog = Catalog::new(dir, options, segments, through);
        let mut writer = VaultWriter::new(catalog.clone(), disk, salts, active, next);
        if next > through.next() {
            // The numbers of one segment have no hole; the next one begins behind it.
            writer.close_active()?;
            catalog.set_durable(Seq(next.0 - 1));
        }
        Ok(Self { writer, reader: VaultReader::new(catalog), recovery: Recovery { through, next, losses } })
    }
}

/// The last segment, once what is bad is taken away.
struct Recovered {
    segment: Arc<Segment>,
    active: Option<Active>,
    through: Seq,
}

/// Makes the directories, takes away what a crash left half made, and lists the segments in order.
fn find_segments(dir: &Path) -> Result<Vec<(Seq, SegmentForm)>, VaultError> {
    use std::os::unix::fs::DirBuilderExt;
    let quarantine = dir.join(QUARANTINE);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(&quarantine).map_err(VaultError::io("create", &quarantine))?;
    remove_drafts(dir).map_err(VaultError::io("clear", dir))?;
    let mut found = Vec::new();
    for (first, form) in list_segments(dir)? {
        let (hot, cold) = (hot_path(dir, first), cold_path(dir, first));
        let is_twice = form == SegmentForm::Cold && hot.exists();
        if is_twice {
            // The crash came between the last two steps of compressing: the form as written is still whole.
            fs::remove_file(&cold).map_err(VaultError::io("remove", &cold))?;
        }
        let form = if is_twice { SegmentForm::Hot } else { form };
        let header = Source::open(dir, first, form).and_then(|source| source.check_header());
        if let HeaderFound::Newer(found) = header.map_err(VaultError::io("open", &hot))? {
            return Err(VaultError::new(Newer { found }, "open", hot));
        }
        found.push((first, form));
    }
    Ok(found)
}

fn remove_drafts(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "draft") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Reads the last segment to its end. None where nothing of it stays.
fn recover_last(
    dir: &Path,
    first: Seq,
    form: SegmentForm,
    losses: &mut Vec<Loss>,
) -> Result<Option<Recovered>, VaultError> {
    let path = hot_path(dir, first);
    let source = Source::open(dir, first, form).map_err(VaultError::io("open", &path))?;
    let read = read_last(Walk::new(Arc::new(source), None)).map_err(VaultError::io("read", &path))?;
    let LastRead { offsets, end, bad, readable } = read;
    let through = Seq((first.0 + offsets.len() as u64).saturating_sub(1));
    if form == SegmentForm::Cold {
        // It was closed long ago, so this is no crash: it stays, and the numbers go on behind what can be read.
        let through = readable.unwrap_or(through).max(through);
        return Ok(Some(Recovered { segment: Segment::new(first, SegmentState::Closed(form)), active: None, through }));
    }
    if let Some(damage) = &bad {
        let moved = move_torn(dir, first, damage).map_err(VaultError::io("quarantine", &path))?;
        if let Some((quarantine, bytes)) = moved {
            let found = damage.to_string();
            losses.push(Loss { seq: damage.seq, through: readable, quarantine: Some(quarantine), bytes, found });
        }
        if damage.offset == 0 {
            return Ok(None);
        }
    }
    let opened = File::options().read(true).write(true).open(&path);
    let file = opened.map_err(VaultError::io("open", &path))?;
    let allocated = file.metadata().map_err(VaultError::io("open", &path))?.len();
    // A side file can be there where a crash came right after closing; the segment goes on, so it no longer holds.
    let _ = fs::remove_file(side_path(dir, first));
    let segment = Segment::new(first, SegmentState::Active(offsets));
    let (buffer, pending) = (Vec::new(), Vec::new());
    let active = Active { segment: segment.clone(), file, written: end, allocated, buffer, pending };
    Ok(Some(Recovered { segment, active: Some(active), through }))
}

struct LastRead {
    /// Of the frames before the first bad place.
    offsets: Vec<u32>,
    /// Where they end.
    end: u64,
    /// The first bad place.
    bad: Option<Damage>,
    /// The last number that can be read behind it.
    readable: Option<Seq>,
}

fn read_last(mut walk: Walk) -> io::Result<LastRead> {
    let mut last = LastRead { offsets: Vec::new(), end: 0, bad: None, readable: None };
    loop {
        match walk.step()? {
            Walked::Frame(_, frame) if last.bad.is_some() => last.readable = Some(frame.receipt.seq),
            Walked::Frame(offset, _) => last.offsets.push(u32::try_from(offset).unwrap_or(u32::MAX)),
            Walked::Damage(damage) => {
                if last.bad.is_none() {
                    last.end = damage.offset;
                    last.bad = Some(damage);
                }
            }
            Walked::Newer(_) | Walked::End(_) if last.bad.is_some() => return Ok(last),
            Walked::Newer(end) => return Ok(LastRead { end: end.into(), ..last }),
            Walked::End(end) => return Ok(LastRead { end, ..last }),
        }
    }
}

/// Copies what stands from the bad place on, without the zeros behind it, to `quarantine/`, durable; then cuts it off.
/// None where only zeros stood there.
fn move_torn(dir: &Path, first: Seq, damage: &Damage) -> io::Result<Option<(PathBuf, u64)>> {
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
