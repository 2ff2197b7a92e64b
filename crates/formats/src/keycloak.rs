//! Keycloak, the identity provider.

pub(crate) mod events;
pub(crate) mod object;
