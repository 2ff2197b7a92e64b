//! What a world is like: one row a class.

/// Seconds in nanoseconds.
pub const SECOND: i64 = 1_000_000_000;

/// A class of worlds. Shares are of observers or of happenings, as said.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// Its name on the command line.
    pub name: &'static str,
    /// Precisions that observers write in, in milliseconds, each as likely.
    pub precisions: &'static [i64],
    /// Observers that send datagrams: reordered, 1 % lost.
    pub datagrams: f64,
    /// Observers that came as files.
    pub imports: f64,
    /// Nothing but files: no receipt says anything.
    pub files_only: bool,
    /// Of three observers two are within a second of UTC and stay there, and the third is hours off.
    pub most_right: bool,
    /// Observers whose clock is set now and then, never twice within what the estimator assumes.
    pub stepping: f64,
    /// The least time between two settings of a clock, in seconds.
    pub step_gap: i64,
    /// Observers that send in batches, and nobody says so.
    pub batching: f64,
    /// Observers whose connection is down for a while.
    pub outages: f64,
    /// Happenings that several observers tell under one key.
    pub anchored: f64,
    /// Keys that join two unrelated records.
    pub false_anchors: f64,
    /// Keys that a device uses again a minute later for a retry that another one tells.
    pub retries: f64,
    /// A queue of five minutes stands before one observer for three hours.
    pub queue: bool,
    /// True where nothing breaks what the estimator assumes.
    pub keeps: bool,
}

const FAULTLESS: Class = Class {
    name: "live",
    precisions: &[1, 1_000, 60_000],
    datagrams: 0.5,
    imports: 0.0,
    files_only: false,
    most_right: false,
    stepping: 0.0,
    step_gap: 4_500,
    batching: 0.0,
    outages: 0.0,
    anchored: 0.2,
    false_anchors: 0.0,
    retries: 0.0,
    queue: false,
    keeps: true,
};

const MIXED: Class = Class {
    name: "mixed",
    imports: 0.2,
    stepping: 0.3,
    batching: 0.08,
    outages: 0.15,
    anchored: 0.4,
    false_anchors: 0.01,
    ..FAULTLESS
};

/// Every class.
pub const CLASSES: &[Class] = &[
    FAULTLESS,
    Class { name: "live-ms", precisions: &[1], datagrams: 0.0, ..FAULTLESS },
    Class { name: "live-seconds", precisions: &[1_000], datagrams: 1.0, ..FAULTLESS },
    Class { name: "steps", stepping: 1.0, ..FAULTLESS },
    Class { name: "outages", batching: 0.5, outages: 0.7, ..FAULTLESS },
    Class { name: "imports", imports: 0.4, anchored: 0.4, ..FAULTLESS },
    Class { name: "import-steps", imports: 0.4, anchored: 0.4, stepping: 0.6, ..FAULTLESS },
    Class {
        name: "imports-wrong-zone",
        files_only: true,
        most_right: true,
        anchored: 0.2,
        false_anchors: 0.01,
        ..FAULTLESS
    },
    MIXED,
    Class { name: "dense-steps", stepping: 1.0, step_gap: 60, keeps: false, ..MIXED },
    Class { name: "queue", queue: true, anchored: 0.0, keeps: false, ..FAULTLESS },
    Class { name: "queue-anchored", queue: true, anchored: 0.5, keeps: false, ..FAULTLESS },
    Class { name: "false-anchors", false_anchors: 0.2, keeps: false, ..MIXED },
    Class { name: "retries", retries: 0.5, keeps: false, ..MIXED },
];

/// The class of this name.
pub fn find_class(name: &str) -> Option<Class> {
    CLASSES.iter().copied().find(|class| class.name == name)
}
