//! The observers of some evidence: one number a clock, however its name is spelt.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use timeline::{Observation, ObserverId, StreamOrder};

use crate::whose_clock::{ClockKey, Which, Whose};

/// The observers of some evidence, numbered as they are met.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observers {
    numbers: BTreeMap<ClockKey, ObserverId>,
    /// As first written, by number.
    whose: Vec<Whose>,
    /// What each is called, once they are joined.
    shown: Vec<String>,
    /// Which number stands for each, once they are joined.
    stands: Vec<ObserverId>,
    /// How many were joined when that was done last.
    joined: usize,
    /// What each is called and was written as, in small letters, once they are joined.
    by_text: BTreeMap<String, ObserverId>,
}

impl Observers {
    /// The number of a clock.
    pub(crate) fn number(&mut self, whose: Whose) -> ObserverId {
        let next = ObserverId(u32::try_from(self.whose.len()).unwrap_or(u32::MAX));
        *self.numbers.entry(whose.key()).or_insert_with(|| {
            self.shown.push(whose.text());
            self.stands.push(next);
            self.whose.push(whose);
            next
        })
    }

    /// Takes in the clocks that were met elsewhere, in their order, and numbers what was said there as they are here.
    pub(crate) fn absorb(&mut self, others: Self, observations: &mut [Observation]) {
        let numbers: Vec<ObserverId> = others.whose.into_iter().map(|whose| self.number(whose)).collect();
        let renumber = |id: u32| numbers.get(id as usize).copied();
        for of in observations {
            of.observer = renumber(of.observer.0).unwrap_or(of.observer);
            if let StreamOrder::Counted { chain, .. } = &mut of.order {
                *chain = renumber(*chain).map_or(*chain, |id| id.0);
            }
        }
    }

    /// The number of a clock that was met.
    pub(crate) fn find_clock(&self, whose: &Whose) -> Option<ObserverId> {
        let number = self.numbers.get(&whose.key())?;
        self.stands.get(number.0 as usize).copied()
    }

    /// The number of the clock that is called so, in any spelling, once they are joined.
    pub(crate) fn find(&self, name: &str) -> Option<ObserverId> {
        self.by_text.get(&name.to_lowercase()).copied()
    }

    /// What a clock is called: as it was first written, with its domain where some write it.
    pub(crate) fn name(&self, id: ObserverId) -> &str {
        self.shown.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Gives one number to what is one clock: a host's name with and without its domain, where only one host of this
    /// name is known. False where a clock that was joined before has another number now.
    pub(crate) fn join(&mut self) -> bool {
        let domains = self.list_domains();
        let mut first: BTreeMap<ClockKey, ObserverId> = BTreeMap::new();
        let mut written: BTreeMap<String, &str> = BTreeMap::new();
        let mut keys = Vec::with_capacity(self.whose.len());
        for (number, whose) in (0_u32..).zip(&self.whose) {
            let mut key = whose.key();
            if key.is_host {
                written.entry(key.name.clone()).or_insert(&whose.name);
                if let Some(full) = domains.get(&key.name) {
                    key.name.clone_from(full);
                }
            }
            first.entry(key.clone()).or_insert(ObserverId(number));
            keys.push(key);
        }
        let stands: Vec<ObserverId> =
            (0_u32..).zip(&keys).map(|(number, key)| first.get(key).copied().unwrap_or(ObserverId(number))).collect();
        let call = |(key, whose): (&ClockKey, &Whose)| {
            // The spelling is that of who wrote the whole name first.
            let spelt = written.get(&key.name).filter(|_| key.is_host).map_or(whose.name.as_str(), |spelt| *spelt);
            // Where no stamp of it has a zone, there is nothing to tell it apart from.
            let own = ClockKey { which: Which::Own, ..key.clone() };
            let is_alone = key.which == Which::Local && !first.contains_key(&own);
            let which = if is_alone { Which::Own } else { key.which };
            Whose { name: spelt.to_owned(), is_host: whose.is_host, which }.text()
        };
        let shown: Vec<String> = keys.iter().zip(&self.whose).map(call).collect();
        let mut by_text = BTreeMap::new();
        for (text, stands) in self.whose.iter().map(Whose::text).zip(&stands) {
            by_text.entry(text.to_lowercase()).or_insert(*stands);
        }
        // What one is called now comes before what another was written as.
        by_text.extend(shown.iter().map(|text| text.to_lowercase()).zip(stands.iter().copied()));
        let joined = std::mem::replace(&mut self.joined, stands.len());
        let stay = self.stands.get(..joined) == stands.get(..joined);
        (self.stands, self.shown, self.by_text) = (stands, shown, by_text);
        stay
    }

    /// Numbers what some records say anew, as joined.
    pub(crate) fn renumber(&self, observations: &mut [Observation]) {
        for of in observations {
            of.observer = self.stands.get(of.observer.0 as usize).copied().unwrap_or(of.observer);
        }
    }

    /// For each name without a domain the one name with a domain that begins with it.
    fn list_domains(&self) -> BTreeMap<String, String> {
        let hosts: BTreeSet<String> = self.whose.iter().filter(|of| of.is_host).map(|of| of.key().name).collect();
        let is_full = |name: &&String| name.parse::<IpAddr>().is_err();
        let mut domains = BTreeMap::new();
        for host in hosts.iter().filter(|host| !host.contains('.')) {
            let begin = format!("{host}.");
            let mut full = hosts.range(begin.clone()..).take_while(|name| name.starts_with(&begin)).filter(is_full);
            if let (Some(name), None) = (full.next(), full.next()) {
                domains.insert(host.clone(), name.clone());
            }
        }
        domains
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str) -> Whose {
        Whose { name: name.to_owned(), is_host: true, which: Which::Own }
    }

    /// What each of some names is called once all are met.
    fn call(names: &[Whose]) -> Vec<String> {
        let mut observers = Observers::default();
        let numbers: Vec<_> = names.iter().map(|name| observers.number(name.clone())).collect();
        observers.join();
        let stands = |id: &ObserverId| observers.stands[id.0 as usize];
        numbers.iter().map(|id| observers.name(stands(id)).to_owned()).collect()
    }

    #[test]
    fn one_host_is_one_clock_in_whatever_case_and_with_or_without_its_domain() {
        assert_eq!(call(&["DC01", "dc01", "Dc01."].map(host)), ["DC01"; 3]);
        assert_eq!(call(&["dc01", "DC01.example.com", "dc01.EXAMPLE.com"].map(host)), ["DC01.example.com"; 3]);
        let two = ["dc01", "dc01.example.com", "dc01.example.net"];
        assert_eq!(call(&two.map(host)), two, "nothing says which of the two it is");
        assert_eq!(call(&["192", "192.0.2.1"].map(host)), ["192", "192.0.2.1"], "an address has no domain");
        let way = Whose { is_host: false, ..host("files") };
        assert_eq!(
            call(&[way, host("Files"), host("files.example.com")]),
            ["files", "files.example.com", "files.example.com"]
        );
    }

    #[test]
    fn a_header_s_clock_and_one_without_a_zone_are_others() {
        let names = [host("a"), host("A").with(Which::Header), host("a.example.com").with(Which::Local)];
        assert_eq!(call(&names), ["a.example.com", "a.example.com (header)", "a.example.com (no zone)"]);
        assert_eq!(call(&names[1..]), ["a.example.com (header)", "a.example.com"], "there is no other to tell it from");
    }

    #[test]
    fn a_clock_is_found_by_any_of_its_names() {
        let mut observers = Observers::default();
        let number = observers.number(host("dc01"));
        observers.join();
        let full = observers.number(host("DC01.example.com"));
        assert!(observers.number(host("DC01")) == number && full != number);
        observers.join();
        for name in ["dc01", "DC01", "dc01.example.com"] {
            assert_eq!(
                (observers.find(name), observers.find_clock(&host(name))),
                (Some(number), Some(number)),
                "{name}"
            );
        }
        assert_eq!(observers.find("dc02"), None);
        observers.number(host("dc01.example.net"));
        observers.join();
        assert_eq!(observers.find("dc01.example.com"), Some(full), "now it is not known any more which of them it is");
    }
}
