//! Models that are kept between questions: who waits for whom, and what is made once.

use std::{
    sync::{
        Arc, Barrier, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use casework::{Casework, Chronicle};
use model::{Clock, ClockDiscipline, Seq};
use stamp::UtcNanos;
use timeline::AssumptionSet;

use crate::world::{Opened, StandingClock, World, list_clocks};

/// So many records are modelled at once, of a vault that holds many more.
const RECORDS_MAX: u64 = 160;
/// Nobody waits so long for what takes milliseconds: only a test that fails does.
const GIVEN_UP: Duration = Duration::from_secs(60);

/// Two hosts that write one after the other, far more than is read at once.
async fn tell(opened: &mut Opened) -> (Seq, Seq) {
    let one = opened.take_in("gate", 420, (0..400).map(|n| (n * 5, format!("gate says {n}")))).await;
    let other = opened.take_in("spare", -60, (0..400).map(|n| (n * 5, format!("spare says {n}")))).await;
    (one[50], other[50])
}

fn model(casework: &Casework, seq: Seq) -> Arc<Chronicle> {
    casework.chronicle(&[seq], AssumptionSet::DEFAULT).unwrap()
}

#[tokio::test]
async fn two_who_ask_in_turns_have_each_their_model() {
    let world = World::new();
    let mut opened = world.open();
    let (one, other) = tell(&mut opened).await;
    let casework = opened.casework(RECORDS_MAX);
    let first = (model(&casework, one), model(&casework, other));
    assert!(first.0.left_out > 0 && !Arc::ptr_eq(&first.0, &first.1), "too many to be read at once");
    let again = (model(&casework, one), model(&casework, other));
    assert!(Arc::ptr_eq(&first.0, &again.0) && Arc::ptr_eq(&first.1, &again.1));
    // A third is one too many: that goes which was not asked for longest.
    let third = model(&casework, Seq(one.0 + 200));
    assert!(Arc::ptr_eq(&model(&casework, Seq(one.0 + 200)), &third));
    assert!(Arc::ptr_eq(&model(&casework, other), &first.1), "asked for last");
    assert!(!Arc::ptr_eq(&model(&casework, one), &first.0), "let go");
    opened.intake.stop().unwrap();
}

#[tokio::test]
async fn what_all_ask_for_is_made_once() {
    let world = World::new();
    let mut opened = world.open();
    let (one, _) = tell(&mut opened).await;
    let casework = opened.casework(RECORDS_MAX);
    let together = Barrier::new(8);
    let models: Vec<Arc<Chronicle>> = thread::scope(|scope| {
        let ask = || {
            together.wait();
            model(&casework, one)
        };
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().map(|asks| asks.join().unwrap()).collect()
    });
    assert!(models.windows(2).all(|pair| Arc::ptr_eq(&pair[0], &pair[1])));
    opened.intake.stop().unwrap();
}

#[tokio::test]
async fn who_asks_for_what_is_kept_does_not_wait_for_what_is_made() {
    let world = World::new();
    let mut opened = world.open();
    let (one, other) = tell(&mut opened).await;
    let (clock, held) = HeldClock::new();
    let casework = opened.casework_by(Arc::new(clock), RECORDS_MAX);
    let first = model(&casework, one);
    let hold = held.hold();
    thread::scope(|scope| {
        scope.spawn(|| model(&casework, other));
        hold.await_reached();
        let (answer, answered) = channel();
        let casework = &casework;
        scope.spawn(move || answer.send(model(casework, one)));
        let kept = answered.recv_timeout(GIVEN_UP);
        // First of all, so that no thread waits for ever where the test fails.
        hold.let_go();
        assert!(Arc::ptr_eq(&kept.expect("an answer while another model is made"), &first));
    });
    opened.intake.stop().unwrap();
}

#[tokio::test]
async fn a_model_grows_beside_an_answer_that_is_still_made_from_it() {
    for records_max in [500_000, RECORDS_MAX] {
        let world = World::new();
        let mut opened = world.open();
        let (one, _) = tell(&mut opened).await;
        let casework = opened.casework(records_max);
        let held = model(&casework, one);
        let (cut, records) = (held.chronology.cut(), held.records);
        opened.take_in("gate", 420, (400..403).map(|n| (n * 5, format!("gate says {n}")))).await;
        let grown = model(&casework, one);
        assert_eq!((held.chronology.cut(), held.records), (cut, records), "what is held stays as it is");
        assert_eq!((grown.chronology.cut().0, grown.records), (cut.0 + 3, records + 3));
        drop(held);
        let clocks = list_clocks(&casework);
        assert_eq!(clocks, list_clocks(&opened.casework(records_max)));
        opened.intake.stop().unwrap();
    }
}

/// A clock that can be made to hold who looks at it next.
struct HeldClock(Arc<Held>);

#[derive(Default)]
struct Held(Mutex<Option<(Sender<()>, Receiver<()>)>>);

/// What holds somebody.
struct Hold {
    reached: Receiver<()>,
    go: Sender<()>,
}

impl HeldClock {
    fn new() -> (Self, Arc<Held>) {
        let held = Arc::<Held>::default();
        (Self(Arc::clone(&held)), held)
    }
}

impl Held {
    fn hold(&self) -> Hold {
        let ((reach, reached), (go, gone)) = (channel(), channel());
        *self.0.lock().unwrap() = Some((reach, gone));
        Hold { reached, go }
    }
}

impl Hold {
    fn await_reached(&self) {
        assert_ne!(self.reached.recv_timeout(GIVEN_UP), Err(RecvTimeoutError::Timeout), "nobody looked at the clock");
    }

    fn let_go(&self) {
        self.go.send(()).unwrap();
    }
}

impl Clock for HeldClock {
    fn now(&self) -> UtcNanos {
        StandingClock.now()
    }

    fn monotonic(&self) -> Duration {
        let holding = self.0.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((reach, gone)) = holding {
            reach.send(()).unwrap();
            gone.recv().unwrap();
        }
        StandingClock.monotonic()
    }

    fn discipline(&self) -> ClockDiscipline {
        StandingClock.discipline()
    }
}
