//! Files alone: clocks that are bounded by nothing but what others told as well.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;
use timeline::{
    Assumption, AssumptionSet, Channel, Chronology, ClockTraits, EventId, FindingKind, Key, KeyKind, KeyRole, LagKind,
    Moment, Observation, ObserverId, Precedence, ReceiptError, StreamOrder, WrittenStamp,
};

use super::script::{BEGIN, SECOND, Script, nanos};

const HOUR: f64 = 3_600.0;
/// All files were read in this long after the first happening.
const IMPORTED: f64 = 48.0 * HOUR;

/// Files, and what is true of their records.
#[derive(Default)]
struct Files {
    script: Script,
    next_key: u64,
}

impl Files {
    /// An observer whose clock is so many seconds ahead writes one record; the key names the happening.
    fn write(&mut self, observer: u32, ahead: f64, at: f64, key: Option<u64>) {
        let seq = self.script.observations.len() as u64 + 1;
        let stamped = BEGIN + nanos(at);
        self.script.stamped.push(stamped);
        self.script.observations.push(Observation {
            id: EventId::of(Seq(seq)),
            observer: ObserverId(observer),
            stream: StreamId(u64::from(observer)),
            position: Position(seq),
            channel: Channel::Import,
            received_at: UtcNanos(BEGIN + nanos(IMPORTED)),
            receipt_error: ReceiptError::default(),
            written: Some(WrittenStamp { at: UtcNanos(stamped + nanos(ahead)), precision: 1_000_000 }),
            clock: ClockTraits::default(),
            order: StreamOrder::Unknown,
            lag: LagKind::Direct,
            digest: None,
            keys: key.map(|digest| Key { kind: KeyKind::Flow, digest, role: KeyRole::Tells }).into_iter().collect(),
        });
    }

    /// Both tell so many happenings, one a minute.
    fn tell(&mut self, one: (u32, f64), other: (u32, f64), count: u32) {
        for number in 0..count {
            self.next_key += 1;
            let at = 60.0 * f64::from(number) + 1.0;
            self.write(one.0, one.1, at, Some(self.next_key));
            self.write(other.0, other.1, at + 0.05, Some(self.next_key));
        }
    }
}

/// Two observers that tell the same, each with how far its clock is ahead.
type Told = (u32, f64, u32, f64);

/// What is said of clocks that stand apart: kind, observer, seconds rounded.
fn told(chronology: &Chronology) -> Vec<(FindingKind, u32, i64)> {
    const KINDS: [FindingKind; 4] =
        [FindingKind::ClockOff, FindingKind::ZoneMistaken, FindingKind::ClocksApart, FindingKind::ZonesApart];
    let about = chronology.findings().iter().filter(|of| KINDS.contains(&of.kind));
    let told = about.filter_map(|of| {
        assert!(!of.events.is_empty(), "its evidence is named: {of:?}");
        let seconds = of.amount? as f64 / SECOND as f64;
        Some((of.kind, of.observer?.0, seconds.round() as i64))
    });
    told.collect()
}

#[test]
fn of_three_files_the_one_that_is_off_is_found_and_set_right() {
    use FindingKind::{ClockOff, ZoneMistaken};
    for (ahead, expected) in [
        (7.0 * HOUR, vec![(ZoneMistaken, 2, 25_200), (ClockOff, 2, 25_200)]),
        (-5.5 * HOUR, vec![(ZoneMistaken, 2, -19_800), (ClockOff, 2, -19_800)]),
        (3.0 * HOUR + 1_234.0, vec![(ClockOff, 2, 12_034)]),
        (45.0, vec![(ClockOff, 2, 45)]),
        (0.5, vec![]),
    ] {
        let mut files = Files::default();
        files.tell((0, 0.3), (1, -0.2), 6);
        files.tell((0, 0.3), (2, ahead), 6);
        let chronology = files.script.build_assuming(AssumptionSet::DEFAULT);
        assert_eq!(told(&chronology), expected, "{ahead}");
        assert_eq!(files.script.count_outside(&chronology), 0, "{ahead}");
        let (interval, used) = chronology.interval(EventId::of(Seq(24)), Moment::Stamped).expect("the last record");
        assert!(interval.latest.0 - interval.earliest.0 < 10 * SECOND, "{ahead}: {interval:?}");
        assert!(used.contains(Assumption::MostClocksRight));
        // The first record of the wrong clock against one of a right clock two minutes later.
        let (wrong, later) = (EventId::of(Seq(14)), EventId::of(Seq(5)));
        assert_eq!(chronology.precedence(wrong, later, Moment::Stamped), Some(Precedence::Before), "{ahead}");
    }
}

#[test]
fn without_the_assumption_or_a_majority_they_are_only_said_to_stand_apart() {
    use FindingKind::{ClocksApart, ZonesApart};
    let without = AssumptionSet::DEFAULT.without(Assumption::MostClocksRight);
    let cases: [(&str, AssumptionSet, &[Told], Vec<_>); 4] = [
        (
            "two",
            AssumptionSet::DEFAULT,
            &[(0, 0.0, 1, 7.0 * HOUR)],
            vec![(ZonesApart, 0, -25_200), (ZonesApart, 1, 25_200)],
        ),
        ("no zone", AssumptionSet::DEFAULT, &[(0, 0.0, 1, 100.0)], vec![(ClocksApart, 0, -100), (ClocksApart, 1, 100)]),
        (
            "two of four",
            AssumptionSet::DEFAULT,
            &[(0, 0.0, 1, 0.0), (2, 600.0, 3, 600.0), (0, 0.0, 2, 600.0)],
            vec![(ClocksApart, 0, -600), (ClocksApart, 2, 600)],
        ),
        (
            "not assumed",
            without,
            &[(0, 0.0, 1, 0.0), (0, 0.0, 2, 7_200.0)],
            vec![(ZonesApart, 0, -7_200), (ZonesApart, 2, 7_200)],
        ),
    ];
    for (name, assume, pairs, expected) in cases {
        let mut files = Files::default();
        for (one, ahead, other, by) in pairs {
            files.tell((*one, *ahead), (*other, *by), 5);
        }
        let chronology = files.script.build_assuming(assume);
        assert_eq!(told(&chronology), expected, "{name}");
        let first = chronology.timing(EventId::of(Seq(1))).expect("the first record");
        assert_eq!(first.earliest, i64::MIN, "{name}: nothing bounds them");
    }
}

#[test]
fn of_two_the_one_that_wrote_times_which_had_not_come_is_wrong() {
    let mut files = Files::default();
    files.tell((0, 0.0), (1, 60.0 * HOUR), 5);
    let chronology = files.script.build_assuming(AssumptionSet::DEFAULT);
    assert_eq!(told(&chronology)[1], (FindingKind::ClockOff, 1, 216_000));
    assert_eq!(files.script.count_outside(&chronology), 0);
}

#[test]
fn false_anchors_prove_no_offset() {
    // Two that agree are too few, and ten that each say something else agree on nothing.
    let mut few = Files::default();
    few.tell((0, 0.0), (1, 7.0 * HOUR), 2);
    assert_eq!(told(&few.script.build_assuming(AssumptionSet::DEFAULT)), []);
    let mut scattered = Files::default();
    for number in 0..10_u32 {
        scattered.write(0, 0.0, 400.0 * f64::from(number), Some(u64::from(number)));
        scattered.write(1, 0.0, 700.0 * f64::from(number * number), Some(u64::from(number)));
    }
    assert_eq!(told(&scattered.script.build_assuming(AssumptionSet::DEFAULT)), []);
    // Two of nine are false, in one and the same way.
    let mut some = Files::default();
    some.tell((0, 0.0), (1, 0.1), 7);
    some.tell((0, 0.0), (1, 0.1), 7);
    some.tell((0, 0.0), (2, HOUR), 7);
    for number in 0..2_u32 {
        let at = 60.0 * f64::from(number) + 7.0;
        some.write(0, 0.0, at, Some(1_000 + u64::from(number)));
        some.write(2, HOUR, at + 1_800.0, Some(1_000 + u64::from(number)));
    }
    let chronology = some.script.build_assuming(AssumptionSet::DEFAULT);
    let off = told(&chronology);
    assert_eq!(off, [(FindingKind::ZoneMistaken, 2, 3_600), (FindingKind::ClockOff, 2, 3_600)]);
    assert_eq!(some.script.count_outside(&chronology), 0);
}

#[test]
fn a_connection_that_a_host_tells_twice_still_sets_two_clocks_apart() {
    let mut files = Files::default();
    for number in 0..5_u32 {
        let at = 60.0 * f64::from(number);
        files.write(0, 0.0, at, Some(u64::from(number)));
        files.write(1, 2.0 * HOUR, at, Some(u64::from(number)));
        files.write(1, 2.0 * HOUR, at + 1.5, Some(u64::from(number)));
    }
    let chronology = files.script.build_assuming(AssumptionSet::DEFAULT);
    let kinds: Vec<_> = told(&chronology).into_iter().map(|(kind, observer, _)| (kind, observer)).collect();
    assert_eq!(kinds, [(FindingKind::ZonesApart, 0), (FindingKind::ZonesApart, 1)]);
}

#[test]
fn a_second_stamp_in_a_record_has_no_vote() {
    // The host's record and its header say the same wrong time; one other host says another.
    let mut files = Files::default();
    files.tell((0, 7.0 * HOUR), (1, 0.0), 5);
    let second: Vec<Observation> = files.script.observations.iter().filter(|of| of.observer.0 == 0).cloned().collect();
    for mut of in second {
        of.id.part = 1;
        of.observer = ObserverId(2);
        of.clock.is_second = true;
        let same = Key { kind: KeyKind::SameRecord, digest: of.id.seq.0, role: KeyRole::Tells };
        let first = files.script.observations.iter_mut().find(|first| first.id.seq == of.id.seq).expect("its record");
        first.keys.push(same);
        of.keys = vec![same];
        files.script.observations.push(of);
    }
    let chronology = files.script.build_assuming(AssumptionSet::DEFAULT);
    let kinds: Vec<_> = told(&chronology).into_iter().map(|(kind, observer, _)| (kind, observer)).collect();
    assert_eq!(kinds, [(FindingKind::ZonesApart, 0), (FindingKind::ZonesApart, 1)]);
}
