//! What shapes match, and what they take for which hole.

use super::Shape;

#[test]
fn matches_whole_texts_only() {
    let shapes: &[(&str, &str, Option<&[&str]>)] = &[
        ("a {b} c", "a x c", Some(&["b=x"])),
        ("a {b} c", "a x c d", None),
        ("({a-}) {b}: {c*}", "(x) y: z) q: r", Some(&["a=x", "b=y", "c=z) q: r"])),
        ("({a-}) {b}: {c*}", "(x) y z) q: r", Some(&["a=x) y z", "b=q", "c=r"])),
        ("a {b-}", "a x y", Some(&["b=x y"])),
        ("for {a!} from {b}: {c*}", "for x from y: z", Some(&["a=x", "b=y", "c=z"])),
        ("for {a!} from {b}: {c*}", "for x from y from z: w", Some(&["a=x from y", "b=z", "c=w"])),
        ("for {a!} from {b}: {c*}", "for x from y: w from z: v", None),
        ("[[by {a!} from {b}: ]]{c*}", "by x from y: w from z: v", Some(&["c=by x from y: w from z: v"])),
        ("a {b!}", "a x y", Some(&["b=x y"])),
        ("a {b} c", "a  c", None),
        (
            "for {user*} from {ip} port {port#}",
            "for a from b from c port 1",
            Some(&["user=a from b", "ip=c", "port=1"]),
        ),
        ("for {user*} from {ip}[[ port {port#}]]", "for  from c", Some(&["user=", "ip=c"])),
        ("{who}: {what*}", "::1: x: y", Some(&["who=::1", "what=x: y"])),
        ("by [[{state} user {user*} ]]{ip}[[ port {port#}]]", "by 192.0.2.1 port 5", Some(&["ip=192.0.2.1", "port=5"])),
        (
            "by [[{state} user {user*} ]]{ip}[[ port {port#}]]",
            "by bad user a b 192.0.2.1 port 5",
            // The greedy hole takes what may be missing.
            Some(&["state=bad", "user=a b 192.0.2.1 port", "ip=5"]),
        ),
        ("from [{ip}]:{port#}", "from [2001:db8::1]:22", Some(&["ip=2001:db8::1", "port=22"])),
        ("port {port#}", "port x", None),
        ("a {{\"b\":{{{c}} d", "a {\"b\":{x} d", Some(&["c=x"])),
        ("port {port#}", "port ", None),
    ];
    for (shape, text, want) in shapes {
        let found = Shape::new(shape).match_text(text.as_bytes()).map(|captures| {
            captures.iter().map(|(name, text)| format!("{name}={}", String::from_utf8_lossy(text))).collect::<Vec<_>>()
        });
        assert_eq!(found, want.map(|want| want.iter().map(ToString::to_string).collect()), "{shape} on {text}");
    }
}

#[test]
fn a_hostile_text_ends_the_search() {
    let text = format!("for {}", "a for b from c ".repeat(20_000));
    let shape = Shape::new("for {a*} for {b*} from {c*} port {d#}");
    assert!(shape.match_text(text.as_bytes()).is_none());
}
