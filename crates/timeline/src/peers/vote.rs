//! Which clocks are right, where most of them are.

use super::agreement::find_covered;

/// A clock that has a vote: by how much it is ahead in the frame, and the least offset that its receipts prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Voter {
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) proven: i64,
}

/// By how much the frame itself is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

/// The shift with which the most clocks stand within `error` of UTC; none where these are not more than half.
///
/// A clock that wrote a time which had not come when we received it is ahead without doubt: it has no vote, and where
/// one is shut out so, a single other one decides.
pub(crate) fn vote(voters: &[Voter], error: i64) -> Option<Shift> {
    let heard: Vec<&Voter> = voters.iter().filter(|of| of.proven <= error).collect();
    let least = heard.len() / 2 + 1;
    if least < 2 && heard.len() == voters.len() {
        return None;
    }
    // Offset = shift + place. What receipts prove bounds the shift from below, whoever is right.
    let floor = voters.iter().filter(|of| of.proven != i64::MIN).map(|of| of.proven.saturating_sub(of.high)).max();
    let floor = floor.unwrap_or(i64::MIN);
    let ranges: Vec<(i64, i64)> = heard
        .iter()
        .map(|of| ((-error).saturating_sub(of.high).max(floor), error.saturating_sub(of.low)))
        .filter(|(low, high)| low <= high)
        .collect();
    let all = (least..=ranges.len()).rev();
    all.into_iter().find_map(|agree| find_covered(&ranges, agree)).map(|(low, high)| Shift { low, high })
}
