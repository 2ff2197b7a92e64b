//! Steps counted where a test asks how work grows; nothing elsewhere.

/// So many steps more.
#[inline]
pub(crate) fn count_work(steps: usize) {
    #[cfg(test)]
    tests::STEPS.with(|all| all.set(all.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "a part of another program")]
#[path = "../examples/crowds/crowd.rs"]
mod crowd;

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::crowd::{CROWDS, Crowd};
    use crate::{
        Observation,
        anchor::{Keyed, match_keys},
        duplicate::Said,
    };

    thread_local! {
        pub(super) static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    const INSERTED: u32 = 20;

    /// Which records repeat which, and what their keys make.
    struct Matched {
        observations: Vec<Observation>,
        said: Said,
        repeats: Vec<Option<u32>>,
        keyed: Keyed,
    }

    impl Matched {
        fn build((_, crowd): Crowd, records: u32) -> Self {
            let observations: Vec<Observation> = (0..records).map(crowd).collect();
            let (said, repeats) = Said::list(&observations);
            let keyed = match_keys(&observations, &repeats);
            Self { observations, said, repeats, keyed }
        }

        /// How many records an insertion touches.
        fn insert(&mut self, of: Observation) -> usize {
            let index = u32::try_from(self.observations.len()).expect("few");
            self.observations.push(of);
            assert!(self.said.insert(index, &self.observations, &mut self.repeats));
            if self.repeats[index as usize].is_some() {
                return 0;
            }
            let rematched = self.keyed.insert(index, &self.observations);
            rematched.records.len() + rematched.tellers.len() + rematched.quotes_new.len()
        }
    }

    pub(crate) fn count_steps(work: impl FnOnce() -> usize) -> usize {
        STEPS.set(0);
        work() + STEPS.get()
    }

    /// Steps to make a crowd of so many, and to take in the last of some more.
    fn measure(crowd: Crowd, records: u32) -> (usize, usize) {
        let mut matched = None;
        let made = count_steps(|| {
            matched = Some(Matched::build(crowd, records));
            0
        });
        let mut matched = matched.expect("made");
        let more = (records..records + INSERTED).map(crowd.1);
        let grown: Vec<usize> = more.map(|of| count_steps(|| matched.insert(of))).collect();
        let all = Matched::build(crowd, records + INSERTED);
        assert_eq!(matched.repeats, all.repeats, "{}", crowd.0);
        assert_eq!(matched.keyed.partners, all.keyed.partners, "{}", crowd.0);
        assert_eq!(matched.keyed.repeated, all.keyed.repeated, "{}", crowd.0);
        // The first of a crowd that is not judged yet judges all.
        (made, grown.into_iter().skip(1).max().unwrap_or_default())
    }

    #[test]
    fn a_crowd_twice_as_large_is_twice_the_work_and_one_more_no_more() {
        for crowd in CROWDS {
            let ((made, grown), (made_twice, grown_twice)) = (measure(crowd, 2_000), measure(crowd, 4_000));
            assert!(made_twice <= 2 * made + 200, "{}: {made}, twice {made_twice}", crowd.0);
            assert!(grown_twice <= grown && grown < 1_000, "{}: {grown}, twice {grown_twice}", crowd.0);
        }
    }

    #[test]
    fn what_grows_into_a_crowd_is_what_is_made_of_it() {
        for crowd in CROWDS {
            let mut grown = Matched::build(crowd, 1);
            for records in 1..200 {
                grown.insert(crowd.1(records));
                let made = Matched::build(crowd, records + 1);
                assert_eq!(grown.repeats, made.repeats, "{} {records}", crowd.0);
                assert_eq!(grown.keyed.partners, made.keyed.partners, "{} {records}", crowd.0);
                assert_eq!(grown.keyed.quotes, made.keyed.quotes, "{} {records}", crowd.0);
                assert_eq!(grown.keyed.repeated, made.keyed.repeated, "{} {records}", crowd.0);
                assert_eq!(grown.keyed.retellings, made.keyed.retellings, "{} {records}", crowd.0);
            }
        }
    }
}
