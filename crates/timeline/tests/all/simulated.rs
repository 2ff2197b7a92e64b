//! What the simulation measures, held on fixed seeds. Small worlds here; `examples/simulate` measures large ones.

use timeline::{Chronology, Settings};

use super::{
    classes::find_class,
    measure::{Measured, measure},
    world::World,
};

fn run(class: &str, seed: u64, events: usize, observers: usize) -> Measured {
    let world = World::draw(find_class(class).expect("a class"), seed, events, observers);
    let chronology = Chronology::build(world.observations.clone(), &Settings::default());
    let mut measured = Measured::default();
    measure(&world, &chronology, 0.0, &mut measured);
    measured
}

fn inverted(measured: &Measured, line: usize) -> f64 {
    measured.inversions[line] as f64 / measured.pairs as f64
}

#[test]
fn where_assumptions_hold_everything_is_inside_and_no_statement_is_wrong() {
    for class in [
        "live",
        "live-ms",
        "live-seconds",
        "steps",
        "outages",
        "imports",
        "import-steps",
        "imports-wrong-zone",
        "mixed",
    ] {
        for seed in [11, 12] {
            let measured = run(class, seed, 3_000, 10);
            assert_eq!(measured.inside, measured.events, "{class} {seed}: {:?}", measured.broken);
            assert_eq!((measured.wrong_pairs, measured.happening_wrong_pairs), (0, 0), "{class} {seed}");
        }
    }
}

#[test]
fn where_one_is_broken_the_oracle_explains_every_outlier() {
    for class in ["dense-steps", "queue", "false-anchors", "retries"] {
        let measured = run(class, 21, 3_000, 10);
        assert_eq!(measured.outside_unexplained, 0, "{class}: {:?}", measured.broken);
    }
}

#[test]
fn the_shown_line_is_far_better_than_shifted_clocks() {
    for class in ["live", "live-seconds", "steps", "import-steps", "mixed"] {
        let measured = run(class, 31, 6_000, 12);
        let (shifted, shown) = (inverted(&measured, 1), inverted(&measured, 2));
        assert!(shown <= shifted / 10.0, "{class}: {shown} against {shifted}");
    }
    // Of live records no more is left than one who knows every clock would leave.
    let measured = run("live", 31, 6_000, 12);
    assert!(inverted(&measured, 2) <= inverted(&measured, 3) * 1.2 + 1e-6);
    let measured = run("live-ms", 31, 6_000, 12);
    assert!(inverted(&measured, 2) <= inverted(&measured, 1) / 4.0);
}

/// The goals for worlds of 100 000 records, in per cent: precision (0 for milliseconds, 1 for seconds, 2 for minutes) and
/// gap (as in `GAPS`) with the least share that is stated.
#[test]
fn what_is_stated_reaches_its_goals() {
    let live: &[(usize, usize, f64)] = &[(0, 2, 99.0), (1, 3, 99.0)];
    let mixed: &[(usize, usize, f64)] = &[(0, 2, 88.0), (0, 3, 96.0), (1, 3, 92.0), (1, 4, 97.0), (2, 5, 98.0)];
    for (class, seed, goals) in [("live", 1, live), ("mixed", 3, mixed)] {
        let measured = run(class, seed, 100_000, 20);
        assert_eq!((measured.wrong_pairs, measured.happening_wrong_pairs), (0, 0), "{class}");
        assert_eq!(measured.inside, measured.events, "{class}: {:?}", measured.broken);
        for (precision, gap, goal) in goals {
            let (asked, stated) = measured.stated[&(*gap, *precision)];
            let share = 100.0 * stated as f64 / asked as f64;
            assert!(share >= *goal, "{class}: {share:.2} % of {asked} pairs, precision {precision}, gap {gap}");
        }
    }
}

#[test]
fn the_input_s_order_changes_nothing() {
    let world = World::draw(find_class("mixed").expect("a class"), 5, 2_000, 8);
    let one = Chronology::build(world.observations.clone(), &Settings::default());
    let mut turned = world.observations.clone();
    turned.reverse();
    turned.rotate_left(700);
    let other = Chronology::build(turned, &Settings::default());
    assert_eq!(one.line(), other.line());
    assert_eq!(one.findings(), other.findings());
    assert!(one.observations().all(|of| one.timing(of.id) == other.timing(of.id)));
}
