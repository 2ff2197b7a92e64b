//! OSSEC, and Wazuh where it keeps OSSEC's ways.

pub(crate) mod alerts;
