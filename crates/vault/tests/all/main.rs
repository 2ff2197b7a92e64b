//! The door of `vault`, on real files.

#[cfg(test)]
mod cold;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod format;
#[cfg(test)]
mod last_segment;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod setting;
