//! The months' English names.

const NAMES: [&[u8; 3]; 12] =
    [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];

/// The month that three letters name, in either case.
pub(crate) fn read_month(name: [u8; 3]) -> Option<u8> {
    let name = name.map(|byte| byte.to_ascii_lowercase());
    (1..).zip(NAMES).find(|(_, known)| **known == name).map(|(number, _)| number)
}
