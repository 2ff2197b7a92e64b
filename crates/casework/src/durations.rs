//! How long it took from one milestone of a case to the next.

use model::Seq;
use report::{DurationsReport, Milestone, MilestoneDuration, MilestoneExhibit};
use timeline::{EventId, Moment};

use crate::{
    Casework, Chronicle, TimelineRequest,
    error::{CaseworkError, CaseworkErrorKind},
};

/// Which exhibits are the milestones of a case. What nobody names is taken from the line where that can be done: the
/// first sign is its first entry, the first alert its first alert. Who acknowledged and what contained nobody can know
/// but the people of the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MilestonesNamed {
    /// The first sign of it.
    pub first_sign: Option<u32>,
    /// The first alert.
    pub first_alert: Option<u32>,
    /// Where somebody took it up.
    pub acknowledged: Option<u32>,
    /// Where it could spread no more.
    pub contained: Option<u32>,
}

impl Casework {
    /// How long it took from each milestone to the next, and from the first to the last.
    ///
    /// # Errors
    /// There is no such case or exhibit, or a store could not be read.
    pub fn durations(
        &self,
        id: u64,
        named: MilestonesNamed,
        request: TimelineRequest,
    ) -> Result<DurationsReport, CaseworkError> {
        let report = self.timeline(id, TimelineRequest { include_retracted: false, ..request })?;
        let exhibit = |number: u32| {
            let found = report.entries.iter().find(|of| of.entry.number == number);
            found.ok_or_else(|| {
                CaseworkError::new(
                    "measure durations",
                    CaseworkErrorKind::NotFound(format!("exhibit {number} in case {id}")),
                )
            })
        };
        let first = report.entries.first();
        let alert = report.entries.iter().find(|of| is_alert(&of.event));
        let table = [
            (Milestone::FirstSign, named.first_sign, first),
            (Milestone::FirstAlert, named.first_alert, alert),
            (Milestone::Acknowledged, named.acknowledged, None),
            (Milestone::Contained, named.contained, None),
        ];
        let mut milestones = Vec::new();
        for (milestone, number, found) in table {
            let Some(of) = number.map(exhibit).transpose()?.or(found) else { continue };
            let (exhibit, seq) = (of.entry.exhibit(), of.entry.seq);
            milestones.push(MilestoneExhibit { milestone, exhibit, seq, is_named: number.is_some() });
        }
        let seqs: Vec<Seq> = report.entries.iter().map(|of| of.entry.seq).collect();
        let chronicle = self.chronicle_known_at(&seqs, request.assume, request.known_at)?;
        Ok(DurationsReport { durations: measure(&milestones, &chronicle), milestones, cut: report.cut })
    }
}

fn is_alert(event: &serde_json::Value) -> bool {
    let kind = event.pointer("/event/kind");
    let is = |value: &serde_json::Value| value == "alert";
    kind.is_some_and(|kind| is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is)))
}

/// From each to the next, and from the first to the last where others stand between.
fn measure(milestones: &[MilestoneExhibit], chronicle: &Chronicle) -> Vec<MilestoneDuration> {
    let whole = match milestones {
        [first, _, .., last] => Some((first, last)),
        _ => None,
    };
    let pairs = milestones.iter().zip(milestones.iter().skip(1)).chain(whole);
    let duration = |from: &MilestoneExhibit, to: &MilestoneExhibit, moment| {
        chronicle.chronology.duration(EventId::of(from.seq), EventId::of(to.seq), moment)
    };
    pairs
        .map(|(from, to)| MilestoneDuration {
            from: from.clone(),
            to: to.clone(),
            stamped: duration(from, to, Moment::Stamped),
            happened: duration(from, to, Moment::Happened),
        })
        .collect()
}
