//! HTTP: push, queries, incidents, OpenAPI; roles in one table.
