//! Services of Amazon Web Services.

pub(crate) mod guardduty;
pub(crate) mod networkfirewall;
pub(crate) mod vpcflow;
