//! Whose clock wrote what, through the public door: names in other spellings, second clocks in a record, and one
//! happening told by two sources.

use serde_json::{Value as Json, json};

use crate::{daemon::Daemon, program::Place};

fn import(place: &Place, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = place.write(name, text);
        place.run(&["import", path.to_str().expect("a plain path")]).expect_code(0);
    }
}

/// The clocks that were met, by name, with how many stamps each wrote and what was noticed of it.
fn list_observers(place: &Place) -> Vec<(String, u64, Vec<String>)> {
    let answer = place.run(&["--output", "json", "observers"]).json();
    let rows = answer["observers"].as_array().expect("observers").iter();
    let row = |of: &Json| {
        let kinds = of["findings"].as_array()?.iter().filter_map(|of| of["kind"].as_str().map(str::to_owned));
        Some((of["name"].as_str()?.to_owned(), of["records"].as_u64()?, kinds.collect()))
    };
    rows.filter_map(row).collect()
}

#[test]
fn a_host_is_one_observer_in_whatever_spelling() {
    let place = Place::new();
    let lines: String = ["DC01", "dc01", "dc01.example.com", "dc02.example.com", "dc02.example.net", "dc02"]
        .iter()
        .enumerate()
        .map(|(n, name)| format!("<14>1 2026-11-17T08:00:0{n}Z {name} app - - - spelling {n}\n"))
        .collect();
    import(&place, &[("names.log", &lines)]);
    let daemon = Daemon::start(&place);
    let answer = daemon.ask("GET", "/api/v1/observers", b"").expect_status(200).json();
    let rows = answer["observers"].as_array().expect("observers").iter();
    let rows: Vec<_> = rows.filter_map(|of| Some((of["name"].as_str()?, of["records"].as_u64()?))).collect();
    let expected = [("dc01.example.com", 3), ("dc02", 1), ("dc02.example.com", 1), ("dc02.example.net", 1)];
    assert_eq!(rows, expected, "of dc02 nothing says which of the two it is");
    for name in ["DC01", "dc01.EXAMPLE.com"] {
        let clock = daemon.ask("GET", &format!("/api/v1/observers/{name}/clock"), b"").expect_status(200).json();
        assert_eq!((&clock["observer"], &clock["records"]), (&json!("dc01.example.com"), &json!(3)));
    }
    let written = daemon.search("host.hostname:DC01");
    assert_eq!(written[0]["host"]["hostname"], "DC01", "what was written stays");
    assert!(daemon.stop().success());
}

/// The entries of a case about all records.
fn entries(daemon: &Daemon, query: &str) -> Json {
    let case = daemon.ask("POST", "/api/v1/incidents", br#"{"title": "case"}"#).expect_status(201).json();
    let target = format!("/api/v1/incidents/{}", case["id"]);
    let body = json!({"query": query}).to_string();
    daemon.ask("POST", &format!("{target}/entries"), body.as_bytes()).expect_status(201);
    daemon.ask("GET", &format!("{target}/timeline"), b"").expect_status(200).json()
}

#[test]
fn what_a_sender_says_of_its_clock_bounds_its_records_and_is_named() {
    let place = Place::new();
    let quality = |words: &str| format!("[timeQuality {words}]");
    let line = |name: &str, second: u32, words: &str| {
        format!("<14>1 2026-11-17T08:00:0{second}.5Z {name} app - - {} quality\n", quality(words))
    };
    let lines = [
        line("synced1", 1, r#"tzKnown="1" isSynced="1" syncAccuracy="500000""#),
        line("loose1", 2, r#"tzKnown="1" isSynced="0""#),
        line("lost1", 3, r#"tzKnown="0" isSynced="1" syncAccuracy="500000""#),
    ];
    import(&place, &[("quality.log", &lines.concat())]);
    let daemon = Daemon::start(&place);
    let report = entries(&daemon, "quality");
    let of = |name: &str| {
        let all = report["entries"].as_array().expect("entries");
        let found = all.iter().find(|of| of["event"]["host"]["hostname"] == name);
        found.unwrap_or_else(|| panic!("{name} in {report}"))["time"].clone()
    };
    let synced = of("synced1");
    assert_eq!(synced["stamped"]["earliest"], "2026-11-17T08:00:01Z", "{synced}");
    assert_eq!(synced["stamped"]["latest"], "2026-11-17T08:00:02.099999999Z", "{synced}");
    let has = |time: &Json, list: &str, word: &str| {
        time[list].as_array().is_some_and(|words| words.iter().any(|of| of == word))
    };
    assert!(
        has(&synced, "reasons", "clock_synchronised") && has(&synced, "assumptions", "clock_as_stated"),
        "{synced}"
    );
    let loose = of("loose1");
    assert!(has(&loose, "reasons", "clock_unsynchronised") && loose["stamped"]["earliest"].is_null(), "{loose}");
    let lost = of("lost1");
    assert!(has(&lost, "reasons", "zone_unknown") && lost["stamped"]["earliest"].is_null(), "{lost}");
    assert!(daemon.stop().success());
}

#[test]
fn the_time_of_what_an_alert_quotes_is_its_host_s_clock() {
    let place = Place::new();
    let alert = |n: u32| {
        // The host is two hours behind, in local time and without a year.
        let quoted = format!("Nov 17 06:{:02}:{:02}", n / 2, n % 2 * 30);
        let line = format!("{quoted} web1 sshd[{n}]: Connection closed by 192.0.2.9 port 4{n:04}");
        json!({"timestamp": format!("2026-11-17T08:{:02}:{:02}.120+0000", n / 2, n % 2 * 30 + 1),
               "rule": {"level": 5, "description": "sshd", "id": "5722", "groups": ["sshd"]},
               "agent": {"id": "003", "name": "web1"}, "manager": {"name": "siem1"}, "full_log": line,
               "predecoder": {"program_name": "sshd", "timestamp": quoted, "hostname": "web1"},
               "decoder": {"name": "sshd"}, "location": "/var/log/auth.log", "id": format!("1794902400.{n}")})
        .to_string()
            + "\n"
    };
    let alerts: String = (0..20).map(alert).collect();
    import(&place, &[("alerts.json", &alerts)]);
    let observers = list_observers(&place);
    let of = |name: &str| observers.iter().find(|of| of.0 == name).map(|of| (of.1, of.2.clone()));
    assert_eq!(of("web1"), Some((20, Vec::new())), "the host's clock, which nothing else shows: {observers:?}");
    assert_eq!(observers.len(), 2, "and the manager's: {observers:?}");
    assert!(observers.iter().all(|of| of.2.is_empty()), "who states no zone is not wrong by one: {observers:?}");
}

#[test]
fn devices_that_write_two_times_are_two_clocks() {
    let place = Place::new();
    // A relay's header, an hour behind what the firewalls in its front write.
    let forti = |n: u32| {
        format!(
            "<189>Nov 17 07:{n:02}:01 fw1 date=2026-11-17 time=09:{n:02}:00 devname=\"fw1\" devid=\"FG100EXAMPLE0001\" \
             eventtime={}000000000 tz=\"+0100\" logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" \
             level=\"notice\" srcip=192.0.2.18 srcport={} dstip=198.51.100.21 dstport=443 sessionid={n} proto=6 \
             action=\"accept\"\n",
            1_794_902_400 + n * 60,
            49_152 + n
        )
    };
    let panos = |n: u32| {
        format!(
            "<14>1 2026-11-17T08:{n:02}:09+00:00 pa1 - - - - 1,2026/11/17 08:{n:02}:07,012801096514,TRAFFIC,drop,2562,\
             2026/11/17 08:{n:02}:00,192.0.2.17,198.51.100.80,0.0.0.0,0.0.0.0,rule,,,web-browsing,vsys1,trust,untrust,\
             ethernet1/2,ethernet1/1,to-siem,,28411,1,53104,443,0,0,0x0,tcp,deny,10,10,0,1,2026/11/17 08:{n:02}:00,0,any,,\
             32091116,0x8000000000000000,192.0.2.0-192.0.2.255,Germany,,1,0\n"
        )
    };
    let sysmon = |n: u32| {
        json!({"TimeCreated": format!("2026-11-17T08:{n:02}:02.500Z"), "UtcTime": format!("2026-11-17 08:{n:02}:00.100"),
               "EventID": 1, "Channel": "Microsoft-Windows-Sysmon/Operational", "Hostname": "pc1",
               "SourceName": "Microsoft-Windows-Sysmon", "Image": format!("C:\\a{n}.exe")})
        .to_string()
            + "\n"
    };
    let text = |line: &dyn Fn(u32) -> String| -> String { (0..30).map(line).collect() };
    import(&place, &[("f.log", &text(&forti)), ("p.log", &text(&panos)), ("s.json", &text(&sysmon))]);
    let observers = list_observers(&place);
    let names: Vec<_> = observers.iter().map(|of| (of.0.as_str(), of.1)).collect();
    let expected = [
        ("fw1", 30),
        ("fw1 (header)", 30),
        ("pa1", 30),
        ("pa1 (entered)", 30),
        ("pa1 (header)", 30),
        ("pc1", 30),
        ("pc1 (entered)", 30),
    ];
    assert_eq!(names, expected);
    let of = |name: &str| observers.iter().find(|of| of.0 == name).map(|of| of.2.join(" "));
    assert_eq!(of("fw1 (header)").as_deref(), Some("zones_apart"), "the header stands apart: {observers:?}");
    assert_eq!((of("pa1").as_deref(), of("pc1").as_deref()), (Some(""), Some("")), "these agree: {observers:?}");
}

#[test]
fn a_mail_read_that_two_sources_tell_is_one_happening() {
    let place = Place::new();
    let id = "3f2b7c1e-5a4d-4c6b-9e8f-0a1b2c3d4e5f";
    let office = json!({"TimeGenerated": "2026-11-17T08:32:07Z", "Operation": "MailItemsAccessed", "RecordType": "50",
        "OfficeWorkload": "Exchange", "ResultStatus": "Succeeded", "UserId": "vera@example.com", "OfficeId": id,
        "Client_IPAddress": "198.51.100.7", "Type": "OfficeActivity"});
    let hunted = json!({"Timestamp": "2026-11-17T08:32:07Z", "ActionType": "MailItemsAccessed",
        "Application": "Microsoft Exchange Online", "AccountDisplayName": "Mailer", "IPAddress": "198.51.100.7",
        "ReportId": format!("106830890_20893_{id}"), "DeviceName": "",
        "RawEventData": {"CreationTime": "2026-11-17T08:32:07.0000000Z", "Operation": "MailItemsAccessed", "Id": id}});
    let other = json!({"Timestamp": "2026-11-17T08:32:07Z", "ActionType": "MailItemsAccessed", "DeviceName": "",
        "RawEventData": {"Id": "7d3e1a52-90bc-4d21-8f6e-112233445566"}});
    let hunted = format!("{hunted}\n{other}\n");
    import(&place, &[("office.json", &format!("{office}\n")), ("hunted.json", &hunted)]);
    let daemon = Daemon::start(&place);
    let report = entries(&daemon, "*");
    let told: Vec<_> = report["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|of| {
            let others = of["retellings"].as_array().map(Vec::len);
            (of["event"]["event"]["id"] == id, of["event"]["event"]["category"].clone(), others)
        })
        .collect();
    assert_eq!(told.iter().filter(|of| **of == (true, json!("email"), Some(1))).count(), 2, "{report}");
    assert_eq!(told.iter().filter(|(ours, _, others)| !ours && *others == Some(0)).count(), 1, "{report}");
    assert!(daemon.stop().success());
}
