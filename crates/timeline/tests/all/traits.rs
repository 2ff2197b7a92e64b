//! What is known of clocks beside their stamps: who states how well it is kept, who leaves no zone to mistake, who
//! collects, and what is sent again.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;
use timeline::{
    Assumption, AssumptionSet, Channel, Chronology, ClockTraits, EventId, FindingKind, Key, KeyKind, KeyRole, LagKind,
    Moment, Observation, ObserverId, ReceiptError, StatedClock, StreamOrder, WrittenStamp,
};

use super::script::{BEGIN, SECOND, Script, nanos};

const HOUR: f64 = 3_600.0;

/// One clock of a story.
#[derive(Clone, Copy)]
struct Clock {
    observer: u32,
    ahead: f64,
    channel: Channel,
    traits: ClockTraits,
    lag: LagKind,
}

fn file(observer: u32, ahead: f64) -> Clock {
    Clock { observer, ahead, channel: Channel::Import, traits: ClockTraits::default(), lag: LagKind::Direct }
}

fn sure(of: Clock) -> Clock {
    Clock { traits: ClockTraits { zone_is_sure: true, ..of.traits }, ..of }
}

fn stated(of: Clock, nanos_max: i64) -> Clock {
    let stated = StatedClock::Synchronised { nanos_max: Some(nanos_max) };
    Clock { traits: ClockTraits { stated, ..of.traits }, ..of }
}

fn live(of: Clock) -> Clock {
    Clock { channel: Channel::Live, ..of }
}

/// Records, and when each was stamped in truth.
#[derive(Default)]
struct Story {
    script: Script,
}

impl Story {
    /// A record, received 0.02 s after it was stamped where that is live, else two days after the beginning.
    fn write(&mut self, of: Clock, at: f64, key: Option<u64>) {
        let received = if of.channel == Channel::Live { at + 0.02 } else { 48.0 * HOUR };
        self.write_received(of, at, received, key);
    }

    fn write_received(&mut self, of: Clock, at: f64, received: f64, key: Option<u64>) {
        let seq = self.script.observations.len() as u64 + 1;
        self.script.stamped.push(BEGIN + nanos(at));
        self.script.observations.push(Observation {
            id: EventId::of(Seq(seq)),
            observer: ObserverId(of.observer),
            stream: StreamId(u64::from(of.observer)),
            position: Position(seq),
            channel: of.channel,
            received_at: UtcNanos(BEGIN + nanos(received)),
            receipt_error: ReceiptError::default(),
            written: Some(WrittenStamp { at: UtcNanos(BEGIN + nanos(at + of.ahead)), precision: 1_000_000 }),
            clock: of.traits,
            order: StreamOrder::Unknown,
            lag: of.lag,
            digest: None,
            keys: key.map(|digest| Key { kind: KeyKind::Flow, digest, role: KeyRole::Tells }).into_iter().collect(),
        });
    }

    /// Both tell so many happenings, one a minute.
    fn tell(&mut self, one: Clock, other: Clock, count: u32) {
        for number in 0..count {
            let at = 60.0 * f64::from(number) + 1.0;
            let key = u64::from(one.observer) << 40 | u64::from(other.observer) << 20 | u64::from(number);
            self.write(one, at, Some(key));
            self.write(other, at + 0.05, Some(key));
        }
    }
}

/// Findings about clocks: kind, observer, seconds rounded.
fn told(chronology: &Chronology) -> Vec<(FindingKind, u32, i64)> {
    let told = chronology.findings().iter().filter_map(|of| {
        let seconds = of.amount.unwrap_or(0) as f64 / SECOND as f64;
        Some((of.kind, of.observer?.0, seconds.round() as i64))
    });
    told.collect()
}

#[test]
fn of_two_files_a_zone_apart_the_one_is_right_that_leaves_no_zone_to_mistake() {
    use FindingKind::{ClockOff, ClocksApart, ZoneMistaken, ZonesApart};
    for ahead in [7.0, -8.0, 5.5, 24.0] {
        let seconds = (ahead * HOUR) as i64;
        let mut story = Story::default();
        story.tell(sure(file(0, 0.3)), file(1, ahead * HOUR), 6);
        let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
        assert_eq!(told(&chronology), [(ZoneMistaken, 1, seconds), (ClockOff, 1, seconds)]);
        assert_eq!(story.script.count_outside(&chronology), 0, "{ahead}");
        let (_, used) = chronology.interval(EventId::of(Seq(2)), Moment::Stamped).expect("a record");
        assert!(used.contains(Assumption::ZonesMistakenInText) && !used.contains(Assumption::MostClocksRight));
        let without = AssumptionSet::DEFAULT.without(Assumption::ZonesMistakenInText);
        assert_eq!(told(&story.script.build_assuming(without)), [(ZonesApart, 0, -seconds), (ZonesApart, 1, seconds)]);
    }
    let mut story = Story::default();
    story.tell(sure(file(0, 0.0)), file(1, 11_160.0), 6);
    let apart = [(ClocksApart, 0, -11_160), (ClocksApart, 1, 11_160)];
    assert_eq!(told(&story.script.build_assuming(AssumptionSet::DEFAULT)), apart, "no zone makes that");
}

#[test]
fn hosts_that_share_a_mistake_do_not_outvote_what_counts_from_a_fixed_moment() {
    use FindingKind::{ClockOff, ZoneMistaken};
    let mut story = Story::default();
    for host in [1, 2, 3] {
        story.tell(sure(file(0, 0.0)), file(host, -4.0 * HOUR), 5);
    }
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    let expected: Vec<_> =
        [ZoneMistaken, ClockOff].iter().flat_map(|kind| [1, 2, 3].map(|host| (*kind, host, -14_400))).collect();
    assert_eq!(told(&chronology), expected);
    assert_eq!(story.script.count_outside(&chronology), 0);
}

#[test]
fn clocks_without_a_zone_do_not_outvote_one_that_states_it() {
    let local = |of: Clock| Clock { traits: ClockTraits { is_local: true, ..of.traits }, ..of };
    let mut story = Story::default();
    story.tell(file(0, 0.0), local(file(1, 2.0 * HOUR)), 5);
    story.tell(file(0, 0.0), local(file(2, 2.0 * HOUR)), 5);
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    assert_eq!(told(&chronology), [], "who states no zone is not wrong by one");
    let mut story = Story::default();
    story.tell(file(0, 0.0), local(file(1, 2.0 * HOUR + 300.0)), 5);
    let kinds: Vec<_> =
        told(&story.script.build_assuming(AssumptionSet::DEFAULT)).iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(kinds, [FindingKind::ClocksApart; 2], "but by more");
}

#[test]
fn a_few_happenings_shared_with_a_live_clock_set_a_file_right() {
    use FindingKind::{ClockOff, ZoneMistaken};
    let mut story = Story::default();
    let right = live(file(0, 0.1));
    for number in 0..60 {
        story.write(right, 10.0 * f64::from(number), None);
    }
    story.tell(right, file(1, 7.0 * HOUR), 4);
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    let told = told(&chronology);
    assert!(matches!(told[..], [(ZoneMistaken, 1, 25_200), (ClockOff, 1, 25_199..=25_201)]), "{told:?}");
    assert_eq!(story.script.count_outside(&chronology), 0);
    let (interval, used) = chronology.interval(EventId::of(Seq(62)), Moment::Stamped).expect("a record of the file");
    assert!(interval.latest.0 - interval.earliest.0 < 10 * SECOND, "{interval:?}");
    assert!(!used.contains(Assumption::MostClocksRight), "a receipt bounds the other one: {used}");
}

#[test]
fn a_collector_s_stamps_bound_its_host() {
    use FindingKind::{ClockOff, ZoneMistaken};
    let collects = ClockTraits { collects: true, zone_is_sure: true, ..ClockTraits::default() };
    let mut story = Story::default();
    for number in 0..40_u32 {
        let at = 30.0 * f64::from(number);
        let delay = [0.8, 3.0, 12.0, 45.0][number as usize % 4];
        story.write(file(0, -5.0 * HOUR), at, Some(u64::from(number)));
        let collector = Clock { traits: collects, lag: LagKind::Collected, ..file(1, 0.0) };
        story.write(collector, at + delay, Some(u64::from(number)));
    }
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    let told = told(&chronology);
    let kinds: Vec<_> = told.iter().map(|(kind, observer, _)| (*kind, *observer)).collect();
    assert_eq!(kinds, [(ZoneMistaken, 0), (ClockOff, 0)], "{told:?}");
    assert_eq!(story.script.count_outside(&chronology), 0);
}

#[test]
fn a_sender_s_word_bounds_its_records_until_it_is_shown_to_be_wrong() {
    let word = 20_000_000;
    let mut story = Story::default();
    for number in 0..30 {
        story.write(stated(live(file(0, 0.01)), word), 10.0 * f64::from(number), None);
        story.write(stated(live(file(1, 7.0 * HOUR)), word), 10.0 * f64::from(number), None);
        story.write(stated(live(file(2, -7.0 * HOUR)), word), 10.0 * f64::from(number), None);
    }
    story.write(stated(file(3, 0.01), word), 5.0, None);
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    assert_eq!(story.script.count_outside(&chronology), 0);
    let wrong = chronology.findings().iter().filter(|of| of.kind == FindingKind::StatedClockWrong);
    let wrong: Vec<_> = wrong.filter_map(|of| Some((of.observer?.0, of.amount?, of.events.len()))).collect();
    assert_eq!(wrong, [(1, 30, 8), (2, 30, 8)], "both that lie, with some of their records");
    let used = |seq: u64| chronology.interval(EventId::of(Seq(seq)), Moment::Stamped).expect("a record");
    let (interval, rests_on) = used(1);
    assert!(interval.latest.0 - interval.earliest.0 <= 2 * word + 1_000_000, "{interval:?}");
    assert!(rests_on.contains(Assumption::ClockAsStated));
    assert!(!used(2).1.contains(Assumption::ClockAsStated), "what is wrong is not rested on");
    let (interval, rests_on) = used(91);
    assert!(interval.latest.0 - interval.earliest.0 <= 2 * word + 1_000_000, "a file's too: {interval:?}");
    assert!(rests_on.contains(Assumption::ClockAsStated));
    let without = story.script.build_assuming(AssumptionSet::DEFAULT.without(Assumption::ClockAsStated));
    assert_eq!(without.timing(EventId::of(Seq(91))).map(|timing| timing.earliest), Some(i64::MIN));
}

#[test]
fn who_says_that_nothing_keeps_its_clock_has_no_vote() {
    use FindingKind::ClocksApart;
    let loose = |of: Clock| {
        let traits = ClockTraits { stated: StatedClock::Unsynchronised, ..of.traits };
        Clock { traits, ..of }
    };
    let mut story = Story::default();
    story.tell(file(0, 0.0), loose(file(1, 600.0)), 5);
    story.tell(file(0, 0.0), loose(file(2, 600.0)), 5);
    let kinds: Vec<_> =
        told(&story.script.build_assuming(AssumptionSet::DEFAULT)).iter().map(|(kind, ..)| *kind).collect();
    assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == ClocksApart), "{kinds:?}");
}

#[test]
fn what_is_sent_again_is_not_timed_by_its_receipts() {
    use FindingKind::{ClockOff, SentAgain, ZoneMistaken};
    let mut story = Story::default();
    // Three hours of records, sent again within five minutes, a month later.
    let (month, faster) = (30.0 * 24.0 * HOUR, 36.0);
    for number in 0..180_u32 {
        let at = 60.0 * f64::from(number);
        for (observer, ahead, late) in [(0, 0.0, 0.0), (1, 0.0, 0.05), (2, 7.0 * HOUR, 0.1)] {
            let key = (number % 3 == 0).then_some(u64::from(number));
            story.write_received(live(file(observer, ahead)), at + late, month + at / faster, key);
        }
    }
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    let expected =
        [(ZoneMistaken, 2, 25_200), (ClockOff, 2, 25_200), (SentAgain, 0, 0), (SentAgain, 1, 0), (SentAgain, 2, 0)];
    assert_eq!(told(&chronology), expected);
    assert_eq!(story.script.count_outside(&chronology), 0);
}

#[test]
fn an_outage_that_drains_is_not_sent_again() {
    let mut story = Story::default();
    for number in 0..600_u32 {
        let at = 10.0 * f64::from(number);
        // Half an hour waits and drains within two minutes.
        let received = if (1_200.0..3_000.0).contains(&at) { 3_000.0 + (at - 1_200.0) / 15.0 } else { at + 0.02 };
        story.write_received(live(file(0, 0.0)), at, received, None);
    }
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    assert!(chronology.findings().iter().all(|of| of.kind != FindingKind::SentAgain));
    assert_eq!(story.script.count_outside(&chronology), 0);
}

#[test]
fn a_file_whose_stamps_run_back_says_so() {
    let mut story = Story::default();
    for number in 0..40 {
        story.write(file(0, 0.0), 10.0 * f64::from(number), None);
        let year = if number < 20 { 0.0 } else { -365.0 * 24.0 * HOUR };
        story.write(file(1, year), 10.0 * f64::from(number), None);
        story.write(file(2, -20.0 * f64::from(number)), 10.0 * f64::from(number), None);
        story.write(file(3, if number == 7 { -3.0 * HOUR } else { 0.0 }), 10.0 * f64::from(number), None);
    }
    let chronology = story.script.build_assuming(AssumptionSet::DEFAULT);
    let back: Vec<_> = told(&chronology).into_iter().filter(|of| of.0 == FindingKind::StampsRunBack).collect();
    let (year, run) = (365 * 24 * 3_600 - 10, 390);
    assert_eq!(back, [(FindingKind::StampsRunBack, 1, year), (FindingKind::StampsRunBack, 2, run)]);
    let of_year = chronology.findings().iter().find(|of| of.observer == Some(ObserverId(1))).expect("the year");
    assert_eq!(of_year.events, [EventId::of(Seq(78)), EventId::of(Seq(82))]);
}
