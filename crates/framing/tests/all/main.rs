//! Framing at its own door: by hand in tables, and by properties over hostile bytes.

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tables;

use framing::{Frame, FrameLimits, Framer, FramingRule};

/// Cuts `pieces` as they come, then ends the stream.
fn cut<'a>(rule: FramingRule, frame_bytes_max: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Frame> {
    cut_with(&mut Framer::new(rule, FrameLimits { frame_bytes_max }), pieces)
}

fn cut_with<'a>(framer: &mut Framer, pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Frame> {
    let mut frames = Vec::new();
    for piece in pieces {
        framer.push(piece);
        while let Some(frame) = framer.next_frame() {
            frames.push(frame);
        }
    }
    framer.finish();
    while let Some(frame) = framer.next_frame() {
        frames.push(frame);
    }
    frames
}
