//! What the kernel dropped because the receive buffer was full.
//!
//! `SO_RXQ_OVFL` would tell it with each datagram, but reading it needs unsafe code. The same counter stands in the last
//! column of `/proc/net/udp` and `/proc/net/udp6`, in the line with the socket's inode (proc(5)).

use std::os::fd::AsFd;

/// The kernel's counter of one socket.
#[derive(Debug)]
pub(super) struct Drops {
    table: &'static str,
    inode: u64,
    seen: u32,
}

impl Drops {
    /// The counter of a socket; none where the system does not tell.
    pub(super) fn of(socket: &tokio::net::UdpSocket) -> Option<Self> {
        let inode = rustix::fs::fstat(socket.as_fd()).ok()?.st_ino;
        let table = if socket.local_addr().ok()?.is_ipv4() { "/proc/net/udp" } else { "/proc/net/udp6" };
        Some(Self { table, inode, seen: 0 })
    }

    /// How many datagrams were dropped since the last call.
    pub(super) async fn count_new(&mut self) -> u64 {
        let Ok(table) = tokio::fs::read_to_string(self.table).await else { return 0 };
        let Some(now) = find_drops(&table, self.inode) else { return 0 };
        // The counter has 32 bits and wraps.
        let new = now.wrapping_sub(self.seen);
        self.seen = now;
        u64::from(new)
    }
}

fn find_drops(table: &str, inode: u64) -> Option<u32> {
    const INODE_COLUMN: usize = 9;
    table.lines().skip(1).find_map(|line| {
        let mut columns = line.split_ascii_whitespace();
        let is_ours = columns.nth(INODE_COLUMN)?.parse() == Ok(inode);
        if is_ours { columns.last()?.parse().ok() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::find_drops;

    #[test]
    fn the_counter_is_the_last_column_of_the_line_with_the_inode() {
        let table = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n\
            \x20 111: 0100007F:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 41 2 0000000000000000 7\n\
            \x20 112: 0100007F:158B 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 42 2 0000000000000000 4294967295\n";
        assert_eq!(find_drops(table, 41), Some(7));
        assert_eq!(find_drops(table, 42), Some(u32::MAX));
        assert_eq!(find_drops(table, 7), None);
        assert_eq!(find_drops("", 41), None);
    }
}
