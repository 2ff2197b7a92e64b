//! Servers of the file transfer protocol.

mod meanings;
pub(crate) mod proftpd;
pub(crate) mod pureftpd;
pub(crate) mod vsftpd;
pub(crate) mod xferlog;
