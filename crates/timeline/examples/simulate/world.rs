//! A world with known times: what happened, who told it, and how that reached us.

use model::{Position, Seq, StreamId};
use stamp::UtcNanos;
use timeline::{
    Channel, ClockTraits, EventId, Key, KeyKind, KeyRole, LagKind, Observation, ObserverId, ReceiptError, StreamOrder,
};

use crate::{
    classes::{Class, SECOND},
    device::{Device, find_begin},
    random::Random,
};

/// What is true of an observation, and never told to the estimator.
#[derive(Clone, Copy, Debug)]
pub struct Truth {
    pub stamped: i64,
    pub happened: i64,
    pub delay: i64,
    /// 0 for milliseconds, 1 for seconds, 2 for minutes.
    pub precision: usize,
    pub copy: bool,
    pub false_anchor: bool,
}

/// A world.
pub struct World {
    pub devices: Vec<Device>,
    pub observations: Vec<Observation>,
    /// By the number of the record.
    pub truths: Vec<Truth>,
}

/// A record before it is sent.
struct Told {
    device: usize,
    happened: i64,
    stamped: i64,
    lag: LagKind,
    keys: Vec<Key>,
    false_anchor: bool,
}

/// A record on its way.
struct Sent {
    told: usize,
    stream: u64,
    received: i64,
    copy: bool,
}

impl World {
    /// Draws a world of about so many records.
    pub fn draw(class: Class, seed: u64, events: usize, observers: usize) -> Self {
        let mut random = Random::new(seed);
        let begin = find_begin(&mut random);
        let hours: i64 = if events >= 50_000 { 24 } else { 12 };
        let span = hours * 3_600 * SECOND;
        let mut devices: Vec<Device> =
            (0..observers).map(|number| Device::draw(&class, number, begin, span, &mut random)).collect();
        if class.queue
            && let Some(device) = devices.iter_mut().find(|device| !device.imported)
        {
            let from = begin + span / 3;
            device.queue = Some((from, from + 3 * 3_600 * SECOND, 300 * SECOND));
        }
        if let Some(first) = devices.first_mut() {
            first.imported = class.files_only;
        }
        let told = tell(&class, &devices, begin, span, events, &mut random);
        let sent = send(&devices, &told, &mut random);
        let (observations, truths) = receive(&devices, &told, sent, begin + span + 7_200 * SECOND, &mut random);
        Self { devices, observations, truths }
    }
}

/// What happens, and which devices tell it.
fn tell(class: &Class, devices: &[Device], begin: i64, span: i64, events: usize, random: &mut Random) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::with_capacity(events);
    let mut next_key = 1_u64;
    while told.len() < events {
        let happened = begin + random.between(0, span);
        let first = random.below(devices.len());
        told.push(tell_one(first, happened, draw_lag(random), random));
        if !random.chance(class.anchored) || devices.len() < 2 {
            continue;
        }
        let last = told.len() - 1;
        let other = (first + 1 + random.below(devices.len() - 1)) % devices.len();
        let key = |role| Key { kind: KeyKind::Flow, digest: next_key, role };
        if random.chance(0.2) {
            // An alert that quotes the record.
            let mut alert = tell_one(other, happened, LagKind::Alert, random);
            alert.stamped = told[last].stamped + random.between(1_000_000, 2 * SECOND);
            alert.keys.push(key(KeyRole::Quotes));
            if alert.stamped - happened <= LagKind::Alert.nanos_max() {
                told[last].keys.push(key(KeyRole::Tells));
                told.push(alert);
            }
        } else {
            let mut second = tell_one(other, happened, draw_lag(random), random);
            if random.chance(class.retries) {
                // The other device tells the retry of a minute later.
                second.happened += 60 * SECOND;
                second.stamped += 60 * SECOND;
                second.false_anchor = true;
                told[last].false_anchor = true;
            }
            second.keys.push(key(KeyRole::Tells));
            told[last].keys.push(key(KeyRole::Tells));
            told.push(second);
        }
        next_key += 1;
    }
    let wrong = (told.len() as f64 * class.anchored * class.false_anchors) as usize;
    for _ in 0..wrong {
        let (one, other) = (random.below(told.len()), random.below(told.len()));
        let key = Key { kind: KeyKind::Session, digest: next_key, role: KeyRole::Tells };
        next_key += 1;
        for index in [one, other] {
            told[index].keys.push(key);
            told[index].false_anchor = true;
        }
    }
    told
}

fn draw_lag(random: &mut Random) -> LagKind {
    match random.below(20) {
        0..=16 => LagKind::Direct,
        17 | 18 => LagKind::Alert,
        _ => LagKind::SessionEnd,
    }
}

fn tell_one(device: usize, happened: i64, lag: LagKind, random: &mut Random) -> Told {
    let lag_most = lag.nanos_max() * 9 / 10;
    let stamped = happened + random.between(0, lag_most);
    Told { device, happened, stamped, lag, keys: Vec::new(), false_anchor: false }
}

/// Sends each record on its device's way: 1 % of the datagrams are lost, 5 % of all come twice.
fn send(devices: &[Device], told: &[Told], random: &mut Random) -> Vec<Sent> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|index| told[*index].stamped);
    let mut newest = vec![i64::MIN; devices.len()];
    let mut sent = Vec::with_capacity(told.len() * 21 / 20);
    for index in order {
        let of = &told[index];
        let device = &devices[of.device];
        if device.datagrams && random.chance(0.01) {
            continue;
        }
        let mut received = device.deliver(of.stamped, random);
        if !device.datagrams {
            received = received.max(newest[of.device] + 1_000);
            newest[of.device] = received;
        }
        let stream = of.device as u64 * 2;
        sent.push(Sent { told: index, stream, received, copy: false });
        if random.chance(0.05) && !device.imported {
            let late = received + random.between(SECOND / 10, 30 * SECOND);
            sent.push(Sent { told: index, stream: stream + 1, received: late, copy: true });
        }
    }
    sent
}

/// Numbers records in the order of receipt, files last.
fn receive(
    devices: &[Device],
    told: &[Told],
    mut sent: Vec<Sent>,
    imported_at: i64,
    random: &mut Random,
) -> (Vec<Observation>, Vec<Truth>) {
    for of in &mut sent {
        let record = &told[of.told];
        if devices[record.device].imported {
            // In a file the order is that of writing, but for threads that overtake each other.
            of.received = imported_at + (record.stamped + random.between(0, SECOND / 5)) / 1_000_000_000_000;
        }
    }
    let file_order = |of: &Sent| told[of.told].stamped;
    sent.sort_by_key(|of| (of.received, file_order(of)));
    let mut positions = vec![0_u64; devices.len() * 2];
    let counts = counters(devices, told);
    let (mut observations, mut truths) = (Vec::with_capacity(sent.len()), Vec::with_capacity(sent.len()));
    for (seq, of) in (1_u64..).zip(&sent) {
        let record = &told[of.told];
        let device = &devices[record.device];
        let position = &mut positions[usize::try_from(of.stream).unwrap_or(0)];
        *position += 1;
        let counted = device.counted && !device.datagrams && !of.copy;
        let order =
            if counted { StreamOrder::Counted { chain: 0, value: counts[of.told] } } else { StreamOrder::Unknown };
        observations.push(Observation {
            id: EventId::of(Seq(seq)),
            observer: ObserverId(u32::try_from(record.device).unwrap_or(0)),
            stream: StreamId(of.stream),
            position: Position(*position),
            channel: if device.imported { Channel::Import } else { Channel::Live },
            received_at: UtcNanos(of.received),
            receipt_error: ReceiptError { nanos_max: 10_000_000, is_vouched: true },
            written: device.write(record.stamped, of.received),
            clock: ClockTraits::default(),
            order,
            lag: record.lag,
            digest: Some(of.told as u64),
            keys: record.keys.clone(),
        });
        truths.push(Truth {
            stamped: record.stamped,
            happened: record.happened,
            delay: of.received - record.stamped,
            precision: [1_000_000, SECOND, 60 * SECOND].iter().position(|of| *of == device.precision).unwrap_or(1),
            copy: of.copy,
            false_anchor: record.false_anchor,
        });
    }
    (observations, truths)
}

/// The count that each device gives its records.
fn counters(devices: &[Device], told: &[Told]) -> Vec<u64> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|index| told[*index].stamped);
    let mut next = vec![0_u64; devices.len()];
    let mut counts = vec![0; told.len()];
    for index in order {
        next[told[index].device] += 1;
        counts[index] = next[told[index].device];
    }
    counts
}
