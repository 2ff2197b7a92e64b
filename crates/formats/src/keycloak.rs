//! Keycloak, the identity provider.

pub(crate) mod events;
