//! Members for a paper that lists none: from a file of members of any kind, else from the last session of the same body.

use minutebook::papers;
use std::path::Path;
use std::process::Command;

fn names(bytes: &str) -> Vec<String> {
    let found = papers::members(bytes.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}: {bytes}"));
    let words = |member: papers::Member| {
        let more: Vec<String> = [member.role, member.group].into_iter().flatten().collect();
        [vec![member.name], more].concat().join("|")
    };
    found.into_iter().map(words).collect()
}

const WANTED: [&str; 2] = ["Cllr Rosa Hazel|Chair|Independent", "Cllr Dan Rowan"];

#[test]
fn a_table_of_members_is_read_by_its_heads_whatever_parts_its_columns() {
    for table in [
        "\u{feff}Name,Group,Role\r\nCllr Rosa Hazel,Independent,Chair\r\nCllr Dan Rowan,,\r\n",
        "Councillor;Position;Political party\nCllr Rosa Hazel;Chair;Independent\nCllr Dan Rowan;;\n",
        "Member name\tPost\tParty\nCllr Rosa Hazel\tChair\tIndependent\nCllr Dan Rowan\t\t\n",
        "First name,Surname,Role,Group\nCllr Rosa,Hazel,Chair,Independent\nCllr Dan,Rowan,,\n",
    ] {
        assert_eq!(names(table), WANTED, "{table}");
    }
    assert_eq!(names("Name\nMx Bo O’Brien-Đặng\nDame Ngaio Te Whare\n").len(), 2);
}

#[test]
fn members_come_from_the_web_service_and_from_an_agenda_too() {
    let xml = "<?xml version=\"1.0\"?><councillorsbyward><wards><ward><councillors><councillor>\
               <fullusername>Cllr Rosa Hazel</fullusername><politicalpartytitle>Independent</politicalpartytitle>\
               <keyposts>Chair</keyposts></councillor><councillor><fullusername>Cllr Dan Rowan</fullusername>\
               </councillor></councillors></ward></wards></councillorsbyward>";
    assert_eq!(names(xml), WANTED);
    let agenda = "Culture Panel\nMonday 9 March 2026 at 6.30 pm\n\nMembers: Cllr Rosa Hazel (Chair) (Independent), Cllr Dan \
                  Rowan\n\nAGENDA\n\n1. Apologies\n2. Minutes\n3. Close\n";
    assert_eq!(names(agenda), WANTED);
}

#[test]
fn a_file_without_members_is_told_in_a_sentence() {
    for bytes in ["a,b\n1,2\n", "Name,Role\n,\n", "Dear all", "<councillorsbyward/>", ""] {
        let said = papers::members(bytes.as_bytes()).unwrap_err().to_string();
        assert!(said.ends_with('.') && !said.contains('\n'), "{bytes:?}: {said}");
    }
}

fn minutebook(home: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .env("HOME", home)
        .env("MINUTEBOOK_SESSIONS", home.join("library"))
        .args(args)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {told}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn published_minutes_of_a_body_give_their_members_as_a_roster() {
    let home = tempfile::tempdir().unwrap();
    let page = home.path().join("page.txt");
    let minutes = "Larkmere Water Committee\nMinutes of the meeting held on Monday 9 March 2026 at 7.00 pm\n\nPresent: \
                   Cllr Tess Mallory (Chair), Cllr Ian Bright\n\nApologies: Cllr Len Oakes\n\n1. Apologies\n\nThey were \
                   noted.\n\n2. Water supply\n\nRESOLVED – that a plumber be asked.\n\n3. Close\n\nAt nine.\n";
    std::fs::write(&page, minutes).unwrap();
    let session = minutebook(home.path(), &["import", page.to_str().unwrap()]);
    let json = minutebook(home.path(), &["export", session.trim(), "--as", "json"]);
    let session: serde_json::Value = serde_json::from_str(&json).unwrap();
    let members: Vec<&str> =
        session["members"].as_array().unwrap().iter().filter_map(|member| member["name"].as_str()).collect();
    assert_eq!(members, ["Cllr Tess Mallory", "Cllr Ian Bright", "Cllr Len Oakes"], "{json}");
}
