//! Our own clock, watched: who vouches for it, how far it can be off, and whether it was set. Changes are entered in
//! custody, for every receipt rests on this clock.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use ledger::{Actor, EntryType, Ledger, LedgerError, NewEntry};
use model::{Clock, ClockDiscipline, Seq};
use serde_json::{Value as Json, json};
use vault::VaultReader;

use crate::error::{IntakeError, Stage};

/// How often the clock is looked at. A change is known to lie between two looks.
const PERIOD: Duration = Duration::from_secs(10);
/// A jump of the wall clock against the monotonic one beyond this is told. ntpd and chronyd slew what is less.
const STEP_NANOS_MIN: i64 = 100_000_000;
/// A bound is lowered only after so long a time below a quarter of it: the kernel's error grows between two polls of
/// a time source and falls back with each, and that is no change.
const CALM: Duration = Duration::from_secs(3_600);
const MILLISECOND: i64 = 1_000_000;

/// What is entered of who vouches for our clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Vouched {
    /// Within this, in nanoseconds: a power of two of milliseconds.
    Within(i64),
    Nobody,
    Unknown,
}

/// The clock at one look.
#[derive(Clone, Copy, Debug)]
struct Look {
    /// Wall less monotonic clock, in nanoseconds; the monotonic one was read before and after.
    apart: (i64, i64),
    monotonic: Duration,
    discipline: ClockDiscipline,
    /// The newest durable record.
    through: Seq,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// The wall clock was set, by so many nanoseconds.
    Step(i64),
    Vouched(Vouched),
}

/// What the last look showed.
#[derive(Clone, Copy, Debug)]
struct Watch {
    vouched: Vouched,
    apart: (i64, i64),
    through: Seq,
    /// The greatest error since then that was below a quarter of the bound; none where it is not.
    calm: Option<(Duration, i64)>,
}

impl Watch {
    fn begin(vouched: Vouched, first: Look) -> Self {
        Self { vouched, apart: first.apart, through: first.through, calm: None }
    }

    /// What has changed since the look before.
    fn notice(&mut self, look: Look) -> Vec<Change> {
        let mut changes = Vec::new();
        let (low, high) = (look.apart.0.saturating_sub(self.apart.1), look.apart.1.saturating_sub(self.apart.0));
        let step = if low > 0 { low } else { high.min(0) };
        if step.abs() > STEP_NANOS_MIN {
            changes.push(Change::Step(step));
            self.apart = look.apart;
        }
        let vouched = self.settle(look);
        if vouched != self.vouched {
            changes.push(Change::Vouched(vouched));
            (self.vouched, self.calm) = (vouched, None);
        }
        self.through = look.through;
        changes
    }

    /// The bound that holds from now on: raised at once, lowered after a calm.
    fn settle(&mut self, look: Look) -> Vouched {
        let error = match look.discipline {
            ClockDiscipline::Synchronised { error_max } => i64::try_from(error_max.as_nanos()).unwrap_or(i64::MAX),
            ClockDiscipline::Unsynchronised => return Vouched::Nobody,
            ClockDiscipline::Unknown => return Vouched::Unknown,
        };
        let Vouched::Within(bound) = self.vouched else { return Vouched::Within(round_up(error)) };
        if error > bound {
            return Vouched::Within(round_up(error));
        }
        if error > bound / 4 {
            self.calm = None;
            return self.vouched;
        }
        let (since, most) = self.calm.map_or((look.monotonic, error), |(since, most)| (since, most.max(error)));
        self.calm = Some((since, most));
        let is_over = look.monotonic.saturating_sub(since) >= CALM && round_up(most) < bound;
        if is_over { Vouched::Within(round_up(most)) } else { self.vouched }
    }
}

/// The least power of two of milliseconds that is no less.
fn round_up(nanos: i64) -> i64 {
    let mut bound = MILLISECOND;
    while bound < nanos && bound < i64::MAX / 2 {
        bound *= 2;
    }
    bound
}

/// Looks at our own clock and enters what changed. Clones share one watch.
#[derive(Clone)]
pub(crate) struct OwnClock {
    clock: Arc<dyn Clock>,
    ledger: Ledger,
    vault: VaultReader,
    watch: Arc<Mutex<Watch>>,
}

impl OwnClock {
    /// Takes the first look, and enters it where it is another than custody's last word.
    pub(crate) fn open(clock: Arc<dyn Clock>, ledger: Ledger, vault: VaultReader) -> Result<Self, IntakeError> {
        let first = look_at(&*clock, &vault);
        let entered = find_entered(&ledger).map_err(|e| IntakeError::new(Stage::Ledger, e))?;
        let watch = Arc::new(Mutex::new(Watch::begin(entered, first)));
        let own = Self { clock, ledger, vault, watch };
        own.look().map_err(|e| IntakeError::new(Stage::Ledger, e))?;
        Ok(own)
    }

    /// Looks again. What could not be entered is found again by the next look.
    pub(crate) fn look(&self) -> Result<(), LedgerError> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let look = look_at(&*self.clock, &self.vault);
        let mut next = *watch;
        let changes = next.notice(look);
        if !changes.is_empty() {
            for change in &changes {
                tracing::info!("our own clock: {change}");
            }
            let entries = changes.into_iter().map(|change| tell(change, watch.through, look.through));
            self.ledger.append_all(entries.collect())?;
        }
        *watch = next;
        Ok(())
    }
}

fn look_at(clock: &dyn Clock, vault: &VaultReader) -> Look {
    let before = clock.monotonic();
    let (wall, discipline) = (clock.now(), clock.discipline());
    let after = clock.monotonic();
    let less = |monotonic: Duration| wall.0.saturating_sub(i64::try_from(monotonic.as_nanos()).unwrap_or(i64::MAX));
    Look { apart: (less(after), less(before)), monotonic: after, discipline, through: vault.durable_through() }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(nanos) => write!(f, "it was set by {} ms", nanos / 1_000_000),
            Self::Vouched(Vouched::Within(error)) => {
                write!(f, "the kernel says that it is kept within {} ms of UTC", error / 1_000_000)
            }
            Self::Vouched(Vouched::Nobody) => f.write_str("the kernel says that nobody keeps it"),
            Self::Vouched(Vouched::Unknown) => f.write_str("the kernel does not say who keeps it"),
        }
    }
}

/// The entry of a change that lies between two looks: the records after the first and up to the second came by either.
fn tell(change: Change, after: Seq, through: Seq) -> NewEntry {
    let (action, mut detail) = match change {
        // As text: beyond 2^53, JSON numbers are not exact everywhere.
        Change::Step(nanos) => ("clock.step", json!({"step_ns": nanos.to_string()})),
        Change::Vouched(Vouched::Within(error)) => {
            ("clock.state", json!({"state": "synchronised", "error_max_ns": error}))
        }
        Change::Vouched(Vouched::Nobody) => ("clock.state", json!({"state": "unsynchronised"})),
        Change::Vouched(Vouched::Unknown) => ("clock.state", json!({"state": "unknown"})),
    };
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("after_seq".to_owned(), json!(after));
        detail.insert("through_seq".to_owned(), json!(through));
    }
    NewEntry::new(EntryType::Clock, Actor::system(), action).detail(detail)
}

/// Custody's last word of who vouches for the clock.
fn find_entered(ledger: &Ledger) -> Result<Vouched, LedgerError> {
    let mut vouched = Vouched::Unknown;
    for entry in ledger.iterate_entries(&[EntryType::Clock]) {
        let line = entry?.parse()?;
        vouched = match line.detail.get("state").and_then(Json::as_str) {
            Some("synchronised") => {
                line.detail.get("error_max_ns").and_then(Json::as_i64).map_or(Vouched::Unknown, Vouched::Within)
            }
            Some("unsynchronised") => Vouched::Nobody,
            Some(_) => Vouched::Unknown,
            None => vouched,
        };
    }
    Ok(vouched)
}

/// The thread that looks.
#[derive(Debug)]
pub(crate) struct ClockThread {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl ClockThread {
    pub(crate) fn start(own: OwnClock) -> Result<Self, IntakeError> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new()
            .name("own-clock".to_owned())
            .spawn(move || {
                while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
                    if let Err(error) = own.look() {
                        tracing::error!(%error, "a change of our own clock waits to be entered in custody");
                    }
                }
            })
            .map_err(|e| IntakeError::new(Stage::Directory, e))?;
        Ok(Self { stop, thread })
    }

    pub(crate) fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the thread that looks at our own clock panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(seconds: u64, apart: i64, error_milliseconds: Option<u64>) -> Look {
        let discipline = error_milliseconds.map_or(ClockDiscipline::Unsynchronised, |error| {
            ClockDiscipline::Synchronised { error_max: Duration::from_millis(error) }
        });
        Look { apart: (apart, apart), monotonic: Duration::from_secs(seconds), discipline, through: Seq(seconds) }
    }

    #[test]
    fn what_changes_is_noticed_once() {
        let within = |milliseconds: i64| Change::Vouched(Vouched::Within(milliseconds * MILLISECOND));
        let second = 1_000 * MILLISECOND;
        let mut watch = Watch::begin(Vouched::Unknown, look(0, 0, None));
        let table = [
            ("nobody keeps it", look(0, 0, None), vec![Change::Vouched(Vouched::Nobody)]),
            ("still nobody", look(10, 0, None), vec![]),
            ("set back and kept", look(20, -7 * second, Some(3)), vec![Change::Step(-7 * second), within(4)]),
            ("as it was", look(30, -7 * second, Some(4)), vec![]),
            ("a hundredth of a second is slack", look(40, -7 * second + second / 100, Some(4)), vec![]),
            ("a worse error", look(50, -7 * second, Some(33)), vec![within(64)]),
            ("a better one is no change yet", look(60, -7 * second, Some(3)), vec![]),
            ("it grew again", look(70, -7 * second, Some(40)), vec![]),
            ("calm begins", look(80, -7 * second, Some(5)), vec![]),
            ("calm for an hour", look(3_680, -7 * second, Some(3)), vec![within(8)]),
            ("set on", look(3_690, -6 * second, Some(3)), vec![Change::Step(second)]),
            ("small settings add up", look(3_700, -6 * second + 60 * MILLISECOND, Some(3)), vec![]),
            ("to a step", look(3_710, -6 * second + 120 * MILLISECOND, Some(3)), vec![Change::Step(120 * MILLISECOND)]),
            (
                "kept no more",
                look(3_720, -6 * second + 120 * MILLISECOND, None),
                vec![Change::Vouched(Vouched::Nobody)],
            ),
        ];
        for (case, look, changes) in table {
            assert_eq!(watch.notice(look), changes, "{case}");
        }
    }

    #[test]
    fn reading_slowly_is_no_step() {
        let mut watch = Watch::begin(Vouched::Nobody, look(0, 0, None));
        // The thread slept for a second between its two readings of the monotonic clock.
        let slow = Look { apart: (-1_000_000_000, 0), ..look(10, 0, None) };
        assert_eq!(watch.notice(slow), []);
    }
}
