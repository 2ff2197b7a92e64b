//! OSSEC, and Wazuh where it keeps OSSEC's ways.

pub(crate) mod active_response;
pub(crate) mod alerts;
mod block;
pub(crate) mod named;
