//! Wazuh (<https://wazuh.com>).

pub(crate) mod alerts;
