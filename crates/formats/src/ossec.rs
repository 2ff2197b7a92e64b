//! OSSEC, and Wazuh where it keeps OSSEC's ways.

pub(crate) mod active_response;
pub(crate) mod alerts;
pub(crate) mod named;
