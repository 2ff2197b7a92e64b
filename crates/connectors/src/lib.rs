//! Syslog sockets and files to deliveries.
