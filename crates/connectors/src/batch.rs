//! Deliveries gathered for one handing-over.

use model::Delivery;

/// A batch is handed over when it holds this much: large enough that handing over costs nothing per line, small enough
/// that the sink's room is shared fairly between connections.
const BATCH_BYTES_MAX: usize = 1024 * 1024;

/// What a delivery weighs beside its bytes, so that a flood of empty lines fills a batch as well.
const DELIVERY_BYTES: usize = 64;

/// Deliveries in order, and their weight.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    deliveries: Vec<Delivery>,
    bytes: usize,
}

impl Batch {
    pub(crate) fn push(&mut self, delivery: Delivery) {
        self.bytes += delivery.raw.len() + DELIVERY_BYTES;
        self.deliveries.push(delivery);
    }

    pub(crate) fn is_full(&self) -> bool {
        self.bytes >= BATCH_BYTES_MAX
    }

    /// Takes the deliveries and leaves an empty batch.
    pub(crate) fn take(&mut self) -> Vec<Delivery> {
        self.bytes = 0;
        std::mem::take(&mut self.deliveries)
    }
}
