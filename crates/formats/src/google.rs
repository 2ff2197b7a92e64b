//! Google Cloud.

pub(crate) mod vpcflow;
