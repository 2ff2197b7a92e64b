//! What breaks an estimate of time (the last table of the design's page on time), each as a case.

use stamp::UtcNanos;
use timeline::{FindingKind, ObserverId};

use super::script::{BEGIN, Part, SECOND, Script, findings, nanos};

const HOUR: f64 = 3_600.0;

/// Three healthy observers beside the one that is looked at (number 0), over six hours.
fn with_neighbours(faulty: &Part<'_>) -> Script {
    let mut script = Script::default();
    script.add(faulty, 0.0, 6.0 * HOUR, 15.0);
    for observer in 1..4 {
        let offset = move |_: f64| f64::from(observer) * 1.7 - 3.0;
        script.add(&Part { observer, offset: &offset, ..Part::default() }, 0.0, 6.0 * HOUR, 20.0);
    }
    script
}

#[track_caller]
fn assert_right(script: &Script) -> timeline::Chronology {
    let chronology = script.build();
    assert_eq!(script.count_outside(&chronology), 0, "outside");
    let (wrong, stated) = script.count_wrong(&chronology, 7);
    assert_eq!(wrong, 0, "wrong pairs of {stated} stated");
    assert!(stated > 1_000, "{stated} stated");
    chronology
}

#[test]
fn a_step_is_found_and_dated() {
    for by in [7_200.0, 300.0, 5.0, -5.0, -300.0, -7_200.0] {
        let offset = |at: f64| if at < 3.0 * HOUR { 1.0 } else { 1.0 + by };
        let chronology = assert_right(&with_neighbours(&Part { offset: &offset, ..Part::default() }));
        let steps = findings(&chronology, FindingKind::ClockStepped, 0);
        let [step] = steps.as_slice() else { panic!("{by}: {steps:?}") };
        let (at, true_moment) = (step.at.expect("a date"), UtcNanos(BEGIN + nanos(3.0 * HOUR)));
        assert!(at.earliest <= true_moment && true_moment <= at.latest.saturating_add(nanos(1.0)), "{by}: {step:?}");
        assert!(at.latest.0 - at.earliest.0 < nanos(120.0), "{by}: {step:?}");
        assert!((step.amount.expect("an amount") - nanos(by)).abs() < nanos(1.5), "{by}: {step:?}");
    }
}

#[test]
fn a_step_in_quiet_makes_nothing_wrong() {
    let offset = |at: f64| if at < 3.0 * HOUR { 0.0 } else { 40.0 };
    let writes = |at: f64| !(2.5 * HOUR..3.4 * HOUR).contains(&at);
    assert_right(&with_neighbours(&Part { offset: &offset, writes: &writes, ..Part::default() }));
}

#[test]
fn a_step_in_an_outage_makes_nothing_wrong() {
    for by in [90.0, -90.0] {
        let offset = move |at: f64| if at < 3.0 * HOUR { 0.0 } else { by };
        let delay = |at: f64| if (2.6 * HOUR..3.3 * HOUR).contains(&at) { 3.3 * HOUR - at + 0.1 } else { 0.02 };
        assert_right(&with_neighbours(&Part { offset: &offset, delay: &delay, ..Part::default() }));
    }
}

#[test]
fn datagrams_that_overtake_each_other_in_a_flush_order_nothing_across_a_step_back() {
    // Down for forty minutes, and set back by an hour meanwhile. Then all is sent at once, and each datagram takes its
    // own time.
    let (from, to) = (2.6 * HOUR, 3.3 * HOUR);
    let offset = |at: f64| if at < 3.0 * HOUR { 3_600.0 } else { 0.0 };
    let delay = |at: f64| if (from..to).contains(&at) { to - at + 8.0 * (at * 12.9898).sin().abs() } else { 0.02 };
    assert_right(&with_neighbours(&Part { offset: &offset, delay: &delay, ..Part::default() }));
}

#[test]
fn an_hour_that_is_told_twice_hides_no_batches() {
    // Sent every ten seconds; in one hour the written time leaves open which of two hours it is.
    let delay = |at: f64| 10.0 - at.rem_euclid(10.0) + 0.02;
    let mut script = with_neighbours(&Part { delay: &delay, precision: SECOND, ..Part::default() });
    let hour = BEGIN + nanos(2.0 * HOUR)..BEGIN + nanos(3.0 * HOUR);
    for (of, stamped) in script.observations.iter_mut().zip(&script.stamped) {
        if of.observer == ObserverId(0)
            && hour.contains(stamped)
            && let Some(written) = &mut of.written
        {
            written.precision = 3_601 * SECOND;
        }
    }
    let chronology = assert_right(&script);
    assert_eq!(findings(&chronology, FindingKind::DeliveriesBatched, 0).len(), 1);
}

#[test]
fn cancelling_steps_make_nothing_wrong() {
    for (by, long) in [(30.0, 60.0), (-30.0, 60.0), (600.0, 900.0), (-600.0, 900.0), (-5.0, 20.0)] {
        let offset = move |at: f64| if (3.0 * HOUR..3.0 * HOUR + long).contains(&at) { by } else { 0.0 };
        assert_right(&with_neighbours(&Part { offset: &offset, ..Part::default() }));
    }
}

#[test]
fn a_clock_that_runs_backwards_makes_nothing_wrong() {
    let chronology = assert_right(&with_neighbours(&Part { offset: &|at| -2.0 * at, ..Part::default() }));
    assert!(!findings(&chronology, FindingKind::ReceiptsContradict, 0).is_empty());
}

#[test]
fn a_year_back_is_found() {
    let year = -365.0 * 86_400.0;
    let offset = |at: f64| if at < 3.0 * HOUR { 0.0 } else { year };
    let chronology = assert_right(&with_neighbours(&Part { offset: &offset, ..Part::default() }));
    let steps = findings(&chronology, FindingKind::ClockStepped, 0);
    assert!((steps[0].amount.expect("an amount") - nanos(year)).abs() < nanos(2.0), "{steps:?}");
}

#[test]
fn a_smeared_leap_second_makes_nothing_wrong() {
    // A second over a day is 11.6 ppm: far within the drift that is allowed for.
    assert_right(&with_neighbours(&Part { offset: &|at| -at / 86_400.0, ..Part::default() }));
}

#[test]
fn drift_is_found() {
    let chronology = assert_right(&with_neighbours(&Part { offset: &|at| 2.0 + at * 150e-6, ..Part::default() }));
    let drift = findings(&chronology, FindingKind::ClockDrifts, 0);
    let ppm = drift[0].amount.expect("an amount");
    assert!((60..=150).contains(&ppm), "{ppm}: what is proven of 150 ppm");
    assert!(findings(&chronology, FindingKind::ClockDrifts, 1).is_empty(), "a steady clock does not drift");
}

#[test]
fn a_wrong_zone_is_named() {
    let chronology = assert_right(&with_neighbours(&Part { offset: &|_| -7.0 * HOUR + 2.0, ..Part::default() }));
    let zone = findings(&chronology, FindingKind::ZoneMistaken, 0);
    assert_eq!(zone[0].amount, Some(nanos(-7.0 * HOUR)));
    assert!(findings(&chronology, FindingKind::ZoneMistaken, 1).is_empty());
}

#[test]
fn batching_is_measured() {
    let delay = |at: f64| 30.0 - at % 30.0 + 0.02;
    let chronology = assert_right(&with_neighbours(&Part { delay: &delay, ..Part::default() }));
    let batching = findings(&chronology, FindingKind::DeliveriesBatched, 0);
    assert!((nanos(5.0)..nanos(40.0)).contains(&batching[0].amount.expect("an amount")), "{batching:?}");
}

#[test]
fn a_slow_drain_makes_nothing_wrong() {
    // Down for half an hour, then the backlog comes at three times the speed at which it was written.
    let delay = |at: f64| {
        let (down, up) = (2.0 * HOUR, 2.5 * HOUR);
        if at < down { 0.02 } else { (up + (at - down) / 3.0 - at).max(0.02) }
    };
    assert_right(&with_neighbours(&Part { delay: &delay, ..Part::default() }));
}

/// A queue of five minutes over three hours.
fn queue(at: f64) -> f64 {
    if (1.5 * HOUR..4.5 * HOUR).contains(&at) { 300.0 } else { 0.02 }
}

#[test]
fn a_constant_queue_shows_against_anchors_only() {
    let queued = Part { delay: &queue, ..Part::default() };
    let alone = with_neighbours(&queued);
    let chronology = alone.build();
    let outside = alone.count_outside(&chronology);
    // Nothing one-sided can see it: this is what the assumption of a smallest delay costs where it does not hold.
    assert!(outside > 0 && chronology.findings().iter().any(|of| of.kind == FindingKind::ClockStepped));

    let mut anchored = with_neighbours(&queued);
    let partner = Part { observer: 1, offset: &|_| -1.3, ..Part::default() };
    for index in 0..400_u32 {
        anchored.add_anchor(&queued, &partner, f64::from(index) * 53.0 + 7.0, u64::from(index));
    }
    let chronology = assert_right(&anchored);
    assert!(!findings(&chronology, FindingKind::AnchorsContradict, 0).is_empty());
}

#[test]
fn a_queue_before_all_feeds_is_beyond_anybody() {
    let mut script = Script::default();
    for observer in 0..4 {
        let part = Part { observer, delay: &queue, ..Part::default() };
        script.add(&part, 0.0, 6.0 * HOUR, 15.0);
    }
    let chronology = script.build();
    // It looks like all clocks being set back together: that is said, and what rests on it names the assumption.
    assert!(script.count_outside(&chronology) > 0);
    for observer in 0..4 {
        assert!(!findings(&chronology, FindingKind::ClockStepped, observer).is_empty(), "{observer}");
    }
    let timing = chronology.timing(script.observations[500].id).expect("built");
    assert!(timing.used_earliest.contains(timeline::Assumption::MinDelay));
}

#[test]
fn random_false_anchors_cost_statements_and_nothing_else() {
    for share in [5, 2] {
        let parts =
            [Part { observer: 0, ..Part::default() }, Part { observer: 4, offset: &|_| 9.0, ..Part::default() }];
        let mut script = with_neighbours(&parts[0]);
        let key = |digest: u64| timeline::Key { kind: timeline::KeyKind::Flow, digest, role: timeline::KeyRole::Tells };
        for index in 0..300_u64 {
            let at = index as f64 * 71.0;
            if index % share == 0 {
                script.add_one(&parts[0], at, vec![key(index)]);
                script.add_one(&parts[1], (at * 13.0) % (6.0 * HOUR), vec![key(index)]);
            } else {
                script.add_anchor(&parts[0], &parts[1], at, index);
            }
        }
        assert_right(&script);
    }
}

#[test]
fn a_key_that_is_told_twice_anchors_nothing() {
    // A retry a minute later under the same key, seen by the other observer only the second time.
    let one = Part { observer: 0, ..Part::default() };
    let other = Part { observer: 1, offset: &|_| -1.3, ..Part::default() };
    let mut script = with_neighbours(&one);
    let key = |digest: u64| timeline::Key { kind: timeline::KeyKind::Flow, digest, role: timeline::KeyRole::Tells };
    for index in 0..300_u64 {
        let at = index as f64 * 71.0;
        script.add_one(&one, at, vec![key(index)]);
        script.add_one(&one, at + 60.0, vec![key(index)]);
        script.add_one(&other, at + 60.0, vec![key(index)]);
    }
    let chronology = assert_right(&script);
    assert!(chronology.findings().iter().any(|of| of.kind == FindingKind::KeyRepeats));
}
