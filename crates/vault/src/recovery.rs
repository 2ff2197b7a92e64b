//! Opening a vault, and what a crash left behind.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::Seq;

use crate::{
    Damage, Disk, SaltSource, SystemDisk, VaultError,
    VaultErrorKind::Newer,
    VaultOptions, VaultReader, VaultWriter,
    catalog::{Catalog, Segment, SegmentState},
    quarantine::move_torn,
    segment::{HeaderFound, QUARANTINE, SegmentForm, cold_path, hot_path, list_segments, side_path},
    source::Source,
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
    /// What of the last segment is damaged. It stays where it is, so each opening finds it again until a later segment
    /// is begun: the caller enters in custody what is not entered yet.
    pub damaged: Vec<Damage>,
}

/// Records that were given a number and cannot be read any more, or bytes of which that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The first number that is lost.
    pub seq: Seq,
    /// The last number that is lost, as a batch root or a later segment says. None where bytes were torn: how many
    /// records they were to be cannot be told.
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
    /// The last segment is read whole. Only what stands at its end, behind the last record that can be read, can be a
    /// write that a crash cut short: it goes to `quarantine/` and is told in [`Recovery`], and its number is given again.
    /// What is bad elsewhere, or has a number below [`VaultOptions::next_seq_min`], was whole once: it stays where it
    /// is, byte for byte, is found by [`crate::inspect`] and by reading, and takes no other record with it. A segment
    /// with such damage is closed. Earlier segments were durable before the next was begun, so no crash damages them.
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
        let (mut losses, mut damaged) = (Vec::new(), Vec::new());
        let mut next_min = options.next_seq_min;
        let mut last = None;
        while let Some((first, form)) = found.pop() {
            if let Some(recovered) = recover_last(dir, first, form, next_min, &mut losses)? {
                last = Some(recovered);
                break;
            }
            // Whoever began this segment had given all numbers before it.
            next_min = next_min.max(first);
        }
        let (through, given) = last.as_ref().map_or((Seq(0), Seq(0)), |last| (last.through, last.given));
        let next = given.next().max(next_min);
        if next > given.next() {
            losses.push(Loss {
                seq: given.next(),
                through: Some(Seq(next.0 - 1)),
                quarantine: None,
                bytes: 0,
                found: "records that were durable are not in the vault".into(),
            });
        }
        let mut segments: Vec<Arc<Segment>> =
            found.into_iter().map(|(first, form)| Segment::new(first, SegmentState::Closed(form))).collect();
        let active = last.and_then(|last| {
            segments.push(last.segment.clone());
            damaged = last.damaged;
            last.active
        });
        let catalog = Catalog::new(dir, options, segments, through);
        let mut writer = VaultWriter::new(catalog.clone(), disk, salts, active, next);
        if next > through.next() {
            // The numbers of one segment have no hole; the next one begins behind it.
            writer.close_active()?;
            catalog.set_durable(Seq(next.0 - 1));
        }
        let recovery = Recovery { through, next, losses, damaged };
        Ok(Self { writer, reader: VaultReader::new(catalog), recovery })
    }
}

/// The last segment, once what is torn is taken away.
struct Recovered {
    segment: Arc<Segment>,
    active: Option<Active>,
    /// The last number that can be read.
    through: Seq,
    /// The last number that is known to have been given, here or before.
    given: Seq,
    /// What stays in it and is not as written.
    damaged: Vec<Damage>,
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
    next_min: Seq,
    losses: &mut Vec<Loss>,
) -> Result<Option<Recovered>, VaultError> {
    let path = hot_path(dir, first);
    let source = Source::open(dir, first, form).map_err(VaultError::io("open", &path))?;
    let read = read_last(Walk::new(Arc::new(source), None)).map_err(VaultError::io("read", &path))?;
    let torn = read.torn(next_min).filter(|_| form == SegmentForm::Hot).cloned();
    let LastRead { offsets, mut end, mut damaged, tail, last } = read;
    let through = last.unwrap_or(Seq(first.0.saturating_sub(1)));
    let mut given = through;
    if let Some(damage) = torn {
        let moved = move_torn(dir, first, &damage).map_err(VaultError::io("quarantine", &path))?;
        if let Some((quarantine, bytes)) = moved {
            let found = damage.to_string();
            losses.push(Loss { seq: damage.seq, through: None, quarantine: Some(quarantine), bytes, found });
        }
        if damage.offset == 0 {
            return Ok(None);
        }
        end = damage.offset;
    } else if let Some(tail) = tail {
        // Sealed, or compressed long ago: no crash. Where the numbers ended nobody can say beyond what is sealed.
        given = tail.seq.max(Seq(next_min.0.saturating_sub(1)));
        damaged.push(Damage { through: Some(given), ..tail });
    }
    if form == SegmentForm::Cold || !damaged.is_empty() {
        // Nothing is written behind damage, so that it stays as it was found: the next record begins a segment.
        let segment = Segment::new(first, SegmentState::Closed(form));
        return Ok(Some(Recovered { segment, active: None, through, given: given.max(through), damaged }));
    }
    let opened = File::options().read(true).write(true).open(&path);
    let file = opened.map_err(VaultError::io("open", &path))?;
    let allocated = file.metadata().map_err(VaultError::io("open", &path))?.len();
    // A side file can be there where a crash came right after closing; the segment goes on, so it no longer holds.
    let _ = fs::remove_file(side_path(dir, first));
    let segment = Segment::new(first, SegmentState::Active(offsets));
    let (buffer, pending) = (Vec::new(), Vec::new());
    let active = Active { segment: segment.clone(), file, written: end, allocated, buffer, pending };
    Ok(Some(Recovered { segment, active: Some(active), through, given, damaged }))
}

struct LastRead {
    /// Where the frames that can be read stand.
    offsets: Vec<u32>,
    /// Where the last of them ends.
    end: u64,
    /// The bad places before the last frame that can be read, and a bad header.
    damaged: Vec<Damage>,
    /// The bad place behind it.
    tail: Option<Damage>,
    /// The number of the last frame that can be read.
    last: Option<Seq>,
}

impl LastRead {
    /// What a crash can have left half written: an end that nothing readable follows, or a segment of which nothing can
    /// be read, header included. Nothing that was sealed: that was durable before.
    fn torn(&self, next_min: Seq) -> Option<&Damage> {
        let header = self.damaged.first().filter(|_| self.last.is_none());
        header.or(self.tail.as_ref()).filter(|damage| damage.seq >= next_min)
    }
}

fn read_last(mut walk: Walk) -> io::Result<LastRead> {
    let mut read = LastRead { offsets: Vec::new(), end: 0, damaged: Vec::new(), tail: None, last: None };
    loop {
        match walk.step()? {
            Walked::Frame(offset, frame) => {
                read.offsets.push(u32::try_from(offset).unwrap_or(u32::MAX));
                read.last = Some(frame.receipt.seq);
            }
            Walked::Damage(damage) if damage.is_tail() => read.tail = Some(damage),
            Walked::Damage(damage) => read.damaged.push(damage),
            Walked::Newer(end) => return Ok(LastRead { end: end.into(), ..read }),
            Walked::End(end) => return Ok(LastRead { end, ..read }),
        }
    }
}
