//! The connectors at their own door: real sockets on loopback and real files, and a sink that records.

#[cfg(test)]
mod config;
#[cfg(test)]
mod files;
#[cfg(test)]
mod sink;
#[cfg(test)]
mod tcp;
#[cfg(test)]
mod udp;
#[cfg(test)]
mod world;
