//! Prints how fast lines and counted frames are cut: `cargo run --release -p framing --example rate`.

use std::time::Instant;

use framing::{FrameLimits, Framer, FramingRule};

fn main() {
    let message =
        "<134>1 2026-11-20T10:11:12.003Z host.example.com app 4711 ID47 - a message of common length, ".repeat(2);
    let lines = format!("{message}\n").repeat(5_000);
    let counted = format!("{} {message}", message.len()).repeat(5_000);
    for (name, input) in [("lines", lines), ("octet counting", counted)] {
        let mut framer = Framer::new(FramingRule::Detect, FrameLimits::default());
        let (mut frames, mut bytes) = (0_u64, 0_u64);
        let begin = Instant::now();
        for _ in 0..500 {
            for piece in input.as_bytes().chunks(64 * 1024) {
                framer.push(piece);
                bytes += piece.len() as u64;
                while let Some(frame) = framer.next_frame() {
                    frames += u64::from(!frame.bytes.is_empty());
                }
            }
        }
        let seconds = begin.elapsed().as_secs_f64();
        println!("{name}: {frames} frames, {:.2} GB/s", bytes as f64 / seconds / 1e9);
    }
}
