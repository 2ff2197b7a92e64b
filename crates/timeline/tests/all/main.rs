//! The crate at its own door: hand-made cases, and the whole against a brute-force closure.

#[cfg(test)]
mod closure;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod grow;
#[cfg(test)]
mod hostile;
mod peers;
#[cfg(test)]
mod retellings;
#[cfg(test)]
mod script;
#[cfg(test)]
mod simulated;
#[cfg(test)]
mod traits;

// The simulation's own parts: the tests hold what it measures.
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/classes.rs"]
mod classes;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/device.rs"]
mod device;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/measure.rs"]
mod measure;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/oracle.rs"]
mod oracle;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/random.rs"]
mod random;
#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "parts of another program")]
#[path = "../../examples/simulate/world.rs"]
mod world;
