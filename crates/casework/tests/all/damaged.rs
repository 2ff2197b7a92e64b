//! A byte that was flipped in the segment that is written: one record is damaged, whether or not somebody looks.

use casework::{EventsRequest, Order, Verdict, VerifyReport, parse_query, verify_directory};
use ledger::{Actor, VerifyOptions};

use crate::world::World;

const LINES: usize = 200;

fn verify(world: &World) -> VerifyReport {
    verify_directory(&world.data(), &VerifyOptions::default()).unwrap()
}

#[tokio::test]
async fn a_search_finds_what_is_not_damaged_and_leaves_the_verdict_as_it_was() {
    // The first line, one in the middle, the last.
    for line in [0, 90, LINES - 1] {
        let world = World::new();
        let mut opened = world.open();
        opened.take_in("gate", 0, (0..).take(LINES).map(|n| (n, format!("gate says {n:03}.")))).await;
        opened.intake.seal().await;
        opened.intake.stop().unwrap();
        drop(opened);
        let mut bytes = std::fs::read(world.segment()).unwrap();
        let text = format!("says {line:03}.");
        let at = bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
        bytes[at] ^= 1;
        std::fs::write(world.segment(), &bytes).unwrap();

        let before = verify(&world);
        assert_eq!((before.verdict, before.damaged_records, before.wrong_count), (Verdict::Broken, 1, 1), "{before:?}");
        for _ in 0..2 {
            let opened = world.open();
            let casework = opened.casework(500_000);
            let request = EventsRequest {
                query: parse_query("*").unwrap(),
                true_time: false,
                from: None,
                to: None,
                cursor: None,
                limit: 1_000,
                order: Order::Ascending,
            };
            let page = casework.search_events(&request, &Actor::system()).unwrap();
            assert_eq!(page.events.len(), LINES - 1, "line {line}");
            opened.intake.stop().unwrap();
            drop((casework, opened));
            assert_eq!(std::fs::read(world.segment()).unwrap(), bytes, "line {line}");
            let after = verify(&world);
            assert_eq!(after.declared_losses, 1, "told once");
            let told = |report: &VerifyReport| {
                let counts = [report.damaged_records, report.unproven_records, report.unsealed_records];
                (report.verdict, report.wrong.clone(), counts, report.sealed_records, report.torn.clone())
            };
            assert_eq!(told(&after), told(&before), "line {line}");
        }
    }
}
