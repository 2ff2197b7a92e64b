//! Opening a data directory: what an earlier process left is told in custody before anything is taken in.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, mpsc},
    thread,
};

use index::{Index, Restart};
use ledger::{Ledger, LedgerOptions, Moment, Randomness};
use model::{Clock, Seq};
use tokio::sync::watch;
use vault::{Disk, SaltSource, Vault, VaultOptions};

use crate::{
    command::Command,
    config::IntakeConfig,
    directory::DataDirectory,
    duplicate::SeenPositions,
    error::{IntakeError, Stage},
    event_reader::EventReader,
    housekeeping::Housekeeping,
    index_handle::{IndexFolder, IndexHandle},
    indexer::{Indexer, Order, Tallies},
    intake::{Intake, Parts, Threads},
    own_clock::{ClockThread, OwnClock},
    reading::ReadingNote,
    sink::IntakeSink,
    taking_over::{enter_start, reopen_batch},
    writer::Writer,
};

/// What the binary alone has: the clock, randomness, the name of this boot.
pub struct Surroundings {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness for the ledger.
    pub randomness: Arc<dyn Randomness>,
    /// Salts for the vault.
    pub salts: Box<dyn SaltSource>,
    /// The disk that the vault lies on.
    pub disk: Box<dyn Disk>,
    /// The kernel's boot id: whose monotonic clock it is.
    pub boot_id: String,
}

impl Intake {
    /// Opens a data directory for taking in: recovers the vault, tells losses in custody, seals what the last process
    /// left unsealed, and starts the writer and the indexer.
    ///
    /// # Errors
    /// Another process holds it, a newer version wrote it, or a store cannot be opened.
    pub fn open(
        path: &Path,
        config: &IntakeConfig,
        custody: &LedgerOptions,
        around: Surroundings,
    ) -> Result<Self, IntakeError> {
        let directory = DataDirectory::open(path).map_err(|e| IntakeError::new(Stage::Directory, e))?;
        let (clock, randomness) = (Arc::clone(&around.clock), Arc::clone(&around.randomness));
        match Ledger::open(&DataDirectory::ledger(path), custody, clock, randomness) {
            Ok(ledger) => open_stores(directory, ledger, config, around),
            Err(error) => {
                // Nothing was signed yet: a signer that lies elsewhere knows nothing of what goes.
                directory.unmake();
                Err(of_ledger(error))
            }
        }
    }
}

/// Opens the stores beside the ledger, and starts the threads.
fn open_stores(
    directory: DataDirectory,
    ledger: Ledger,
    config: &IntakeConfig,
    around: Surroundings,
) -> Result<Intake, IntakeError> {
    let path = directory.path();
    let Surroundings { clock, salts, disk, boot_id, .. } = around;
    let sealed = ledger.last_sealed_seq().map_err(of_ledger)?;
    let options = VaultOptions { next_seq_min: sealed.next(), ..config.vault() };
    let vault = Vault::open_on(disk, &DataDirectory::vault(path), &options, salts)
        .map_err(|e| IntakeError::new(Stage::Vault, e))?;
    warn_of_set_back(&ledger);
    enter_start(&ledger, &vault, &boot_id)?;
    let own_clock = OwnClock::open(Arc::clone(&clock), ledger.clone(), vault.reader.clone())?;
    let now = Moment { wall: clock.now(), monotonic: clock.monotonic() };
    let batch = reopen_batch(&vault.reader, &ledger, vault.recovery.through, &boot_id, now)?;

    let lost = vault.recovery.losses.iter().any(|loss| loss.through.is_some());
    let events = EventReader::new(vault.reader.clone(), ledger.clone())?;
    let (orders, indexer_orders) = mpsc::channel();
    let (commands, writer_commands) = mpsc::channel();
    let (failed, failure) = watch::channel(None);
    let (stalled, stall) = watch::channel(None);
    let tallies = Tallies::default();
    let (indexer, handle) = open_indexer(path, config, &events, &clock, &tallies, lost)?;
    let writer = Writer {
        next: vault.recovery.next,
        synced: Seq(vault.recovery.next.0.saturating_sub(1)),
        vault: vault.writer,
        ledger: ledger.clone(),
        clock: Arc::clone(&clock),
        boot_id,
        limits: config.batch,
        batch,
        streams: BTreeMap::new(),
        orders: orders.clone(),
        failed: failed.clone(),
        seal_again_at: None,
    };
    // What an earlier process left unread is read at once.
    let _ = orders.send(Order::Durable);
    let threads = Threads {
        writer: spawn_writer(writer, writer_commands, failed)?,
        indexer: spawn_indexer(indexer, indexer_orders, stalled)?,
        housekeeping: Housekeeping::start(vault.reader, ledger.clone())?,
        own_clock: ClockThread::start(own_clock.clone())?,
    };
    let sink = IntakeSink::new(commands, config.queue_bytes_max);
    let parts = Parts {
        directory,
        sink,
        ledger,
        events,
        index: handle,
        clock,
        own_clock,
        orders,
        tallies,
        failure,
        stall,
        import_limits: config.import,
    };
    Ok(Intake::new(parts, threads))
}

fn warn_of_set_back(ledger: &Ledger) {
    if let Some(trouble) = ledger.signing_trouble() {
        tracing::error!(
            "{trouble}; taking in goes on and nothing is signed until `ledgerline custody admit-set-back --reason TEXT` \
             declares it, or the right data directory or signer is put back"
        );
    }
}

fn spawn_writer(
    writer: Writer,
    commands: mpsc::Receiver<Command>,
    failed: watch::Sender<Option<String>>,
) -> Result<thread::JoinHandle<()>, IntakeError> {
    spawn("vault-writer", move || {
        if catch_unwind(AssertUnwindSafe(|| writer.run(&commands))).is_err() {
            failed.send_replace(Some("the writer panicked".to_owned()));
        }
    })
}

fn spawn_indexer(
    indexer: Indexer,
    orders: mpsc::Receiver<Order>,
    stalled: watch::Sender<Option<String>>,
) -> Result<thread::JoinHandle<()>, IntakeError> {
    spawn("indexer", move || {
        let outcome = match catch_unwind(AssertUnwindSafe(|| indexer.run(&orders))) {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it panicked".to_owned(),
        };
        tracing::error!(outcome, "the indexer ended; evidence is still taken in");
        stalled.send_replace(Some(format!("the index is not fed any more: {outcome}")));
    })
}

fn open_indexer(
    path: &Path,
    config: &IntakeConfig,
    events: &EventReader,
    clock: &Arc<dyn Clock>,
    tallies: &Tallies,
    discard: bool,
) -> Result<(Indexer, IndexHandle), IntakeError> {
    let folder =
        IndexFolder { path: DataDirectory::index(path), fingerprint: events.fingerprint(), options: config.index() };
    let inherited = events.vault().durable_through();
    let of_index = |error| IntakeError::new(Stage::Index, error);
    if discard {
        // It holds records that the vault has lost.
        remove_index(&folder.path)?;
    }
    let open = || Index::open(&folder.path, &folder.fingerprint, inherited, &folder.options).map_err(of_index);
    let (mut writer, mut reader, mut standing) = open()?;
    if !standing.state.is_empty() && serde_json::from_str::<SeenPositions>(&standing.state).is_err() {
        // Without its state, duplicates would be indexed: all is read again.
        drop((writer, reader));
        remove_index(&folder.path)?;
        (writer, reader, standing) = open()?;
    }
    match &standing.restart {
        None => {}
        Some(Restart::Damaged(why)) => tracing::warn!(why, "the index cannot be read and is made again"),
        Some(why) => tracing::info!("the index is made again: {}", describe_restart(why)),
    }
    let seen = serde_json::from_str::<SeenPositions>(&standing.state).unwrap_or_default();
    let handle = IndexHandle::new(reader);
    let indexer = Indexer {
        reader: events.clone(),
        index: writer,
        handle: handle.clone(),
        note: ReadingNote::open(&folder.path.join("reading")),
        folder,
        clock: Arc::clone(clock),
        seen,
        through: standing.through,
        inherited,
        swap_at: standing.swap_due.then_some(inherited),
        tallies: Arc::clone(tallies),
        rebuilding: false,
        uncommitted: 0,
        since: std::time::Duration::ZERO,
    };
    Ok((indexer, handle))
}

fn describe_restart(why: &Restart) -> String {
    match why {
        Restart::OtherReader => "another version of the reader fed it".to_owned(),
        Restart::OtherVersion => "another version wrote it".to_owned(),
        Restart::AheadOfVault(seq) => format!("it knows record {seq}, which the vault does not have"),
        Restart::Damaged(why) => why.clone(),
    }
}

fn remove_index(path: &Path) -> Result<(), IntakeError> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(IntakeError::new(Stage::Index, error)),
        _ => Ok(()),
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<thread::JoinHandle<()>, IntakeError> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map_err(|e| IntakeError::new(Stage::Directory, e))
}

fn of_ledger(error: ledger::LedgerError) -> IntakeError {
    IntakeError::new(Stage::Ledger, error)
}
