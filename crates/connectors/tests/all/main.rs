//! The connectors at their own door: real sockets on loopback and real files, and a sink that records.

mod config;
mod files;
mod sink;
mod tcp;
mod udp;
mod world;
