//! A name or a role corrected: every place where the old one stands is offered, and changed as one step.

use minutebook::meeting::{Meeting, Pane, Who};

use crate::stage::{Stage, panel};

/// A meeting in which Priya Alder and Cllr Hazel were named in many ways, some of them by the app.
fn stage() -> Stage {
    let mut meeting = panel();
    meeting.items[1].head.presenter_line =
        Some("Priya Alder, Head of Libraries, to present report".to_owned());
    let mut stage = Stage::of(meeting, (80, 24));
    stage.play("<alt+down><f2>alder<enter>introduced the report.<f2>alder<enter>agreed to share a paper.");
    stage.play(
        "<enter>Members thanked Priya Alder. Ms Alder's paper was long. The alder by the river stayed.",
    );
    stage.play("<f3>Ask Priya Alder about costs<f4>Priya Alder to share the paper.<ctrl+d>alder<enter>");
    stage.play("<f2>hazel<enter>thanked the Head of Libraries.");
    stage
}

/// Corrects a person: the name, the role.
fn correct(stage: &mut Stage, who: &str, name: &str, role: Option<&str>) {
    stage.play(&format!("<ctrl+p>correct a name<enter>{who}<enter><ctrl+u>{name}"));
    if let Some(role) = role {
        stage.play(&format!("<down><ctrl+u>{role}"));
    }
    stage.play("<enter>");
}

fn all(meeting: &Meeting) -> String {
    let item = &meeting.items[1];
    Pane::ALL.iter().flat_map(|pane| item.pane(*pane)).flat_map(|entry| [entry.text.as_str(), "\n"]).collect()
}

#[test]
fn every_place_of_a_name_is_offered_and_changed_as_one_step() {
    let mut stage = stage();
    let before = stage.meeting().clone();
    correct(&mut stage, "alder", "Priya Elder", None);
    let screen = stage.screen();
    assert!(screen.contains("Priya Alder → Priya Elder"), "{screen}");
    assert!(screen.contains("The old words stand in 6 places. To be changed: 6."), "{screen}");
    assert!(screen.contains("2 agenda") && screen.contains("2 minutes 3") && screen.contains("2 resolved 1"));
    stage.play("<enter>");
    assert_eq!(stage.message(), "Priya Alder → Priya Elder: 6 places were changed. Ctrl+Z takes it back.");
    assert_eq!(
        all(stage.meeting()),
        "Priya Elder, Head of Libraries - Culture and Leisure, introduced the report.\n\
         The Head of Libraries agreed to share a paper.\n\
         Members thanked Priya Elder. Ms Elder’s paper was long. The alder by the river stayed.\n\
         Cllr Rosa Hazel, Cabinet Member for Culture, thanked the Head of Libraries.\n\
         Ask Priya Elder about costs\n\
         Priya Elder to share the paper.\n"
    );
    let item = &stage.meeting().items[1];
    assert_eq!(
        item.head.presenter_line.as_deref(),
        Some("Priya Elder, Head of Libraries, to present report")
    );
    let owner = item.resolved[0].fields.resolution.owner.clone().unwrap();
    assert_eq!(stage.meeting().name_of(&owner), "Priya Elder");
    stage.play("<ctrl+z>");
    assert_eq!(*stage.meeting(), before);
    stage.play("<ctrl+y><f2>elder<enter>spoke.");
    assert!(all(stage.meeting()).contains("\nThe Head of Libraries spoke."), "{}", all(stage.meeting()));
}

#[test]
fn a_place_is_left_out_with_space_and_escape_corrects_the_name_alone() {
    let mut stage = stage();
    correct(&mut stage, "alder", "Priya Elder", None);
    // The presenters' line and the first paragraph stay.
    stage.play("  ");
    assert!(stage.screen().contains("To be changed: 4."), "{}", stage.screen());
    stage.play("<enter>");
    let text = all(stage.meeting());
    assert!(text.starts_with("Priya Alder, Head of Libraries - Culture and Leisure, introduced"), "{text}");
    assert!(text.contains("thanked Priya Elder. Ms Elder’s"), "{text}");
    let mut stage = self::stage();
    let before = all(stage.meeting());
    correct(&mut stage, "alder", "Priya Elder", None);
    stage.play("<esc>");
    assert_eq!(all(stage.meeting()), before, "Esc leaves every word");
    assert!(stage.meeting().people.iter().any(|person| person.name == "Priya Elder"));
    stage.play("<ctrl+z>");
    assert!(stage.meeting().people.iter().any(|person| person.name == "Priya Alder"));
}

#[test]
fn a_councillor_s_forms_follow_and_a_namesake_s_do_not() {
    let mut stage = Stage::new();
    stage.play(
        "<f2>dan rowan<enter>asked.<f2>dan rowan<enter>asked again.<f2>kay<enter>asked.<f2>kay<enter>agreed.",
    );
    stage.play("<enter>Cllr D. Rowan and Cllr Rowan left.");
    correct(&mut stage, "dan rowan", "Cllr Don Rowan", None);
    stage.play("<enter>");
    assert_eq!(
        stage.minutes(),
        [
            "Cllr Don Rowan asked.",
            "Cllr D Rowan asked again.",
            "Cllr Kay Rowan asked.",
            "Cllr K Rowan agreed.",
            "Cllr D Rowan and Cllr Rowan left."
        ]
    );
    correct(&mut stage, "don rowan", "Cllr Don Rowe", None);
    stage.play("<enter>");
    assert_eq!(stage.minutes()[1], "Cllr Rowe asked again.");
    assert_eq!(stage.minutes()[4], "Cllr D Rowe and Cllr Rowan left.");
}

#[test]
fn a_role_is_corrected_where_it_stands() {
    let mut stage = stage();
    correct(&mut stage, "alder", "Priya Alder", Some("Director of Libraries - Culture and Leisure"));
    assert!(
        stage.screen().contains("Head of Libraries - Culture and Leisure → Director"),
        "{}",
        stage.screen()
    );
    stage.play("<enter>");
    let text = all(stage.meeting());
    assert!(
        text.starts_with("Priya Alder, Director of Libraries - Culture and Leisure, introduced"),
        "{text}"
    );
    assert!(text.contains("\nThe Director of Libraries agreed to share"), "{text}");
    assert!(text.contains("thanked the Director of Libraries."), "{text}");
    assert!(!text.contains("Head of Libraries"), "{text}");
    // The role taken away: later attributions name the person again.
    correct(&mut stage, "alder", "Priya Alder", Some(""));
    stage.play("<enter>");
    assert!(all(stage.meeting()).contains("\nPriya Alder agreed to share"), "{}", all(stage.meeting()));
}

#[test]
fn what_was_copied_is_changed_only_where_the_clerk_says_so_and_what_is_final_not_at_all() {
    let mut stage = stage();
    stage.play("<f9>");
    correct(&mut stage, "alder", "Priya Elder", None);
    let screen = stage.screen();
    assert!(screen.contains("(copied)") && screen.contains("To be changed: 0."), "{screen}");
    stage.play("a<enter>");
    assert!(all(stage.meeting()).contains("Ask Priya Elder about costs"));
    let mut stage = self::stage();
    stage.play("<ctrl+p>close-meeting<enter><ctrl+p>mark-final<enter>");
    correct(&mut stage, "alder", "Priya Elder", None);
    assert!(stage.screen().contains("Nothing was changed"), "{}", stage.screen());
}

#[test]
fn names_that_cannot_be_are_refused_with_a_sentence() {
    let mut stage = Stage::new();
    correct(&mut stage, "alder", "", None);
    assert!(stage.screen().contains("A person needs a name."), "{}", stage.screen());
    stage.play("Cllr Dan Rowan<enter>");
    assert!(stage.screen().contains("is on the roster already"), "{}", stage.screen());
}

#[test]
fn an_owner_noted_in_words_becomes_the_person() {
    let mut stage = Stage::new();
    stage.play("<f4>To write.<ctrl+d>Tom Birch<enter><f2>Tom Birch, Youth Worker<enter>spoke.");
    assert!(matches!(
        stage.session().item().unwrap().resolved[0].fields.resolution.owner,
        Some(Who::Voice(_))
    ));
    correct(&mut stage, "birch", "Tom Bird", None);
    stage.play("<enter>");
    let owner = stage.session().item().unwrap().resolved[0].fields.resolution.owner.clone().unwrap();
    assert_eq!(stage.meeting().name_of(&owner), "Tom Bird");
    assert!(matches!(owner, Who::Person(_)));
}

#[test]
fn the_paragraph_in_hand_keeps_its_cursor_and_small_windows_show_the_list() {
    let mut stage = stage();
    stage.resize((60, 20));
    stage.play("<alt+left><alt+left>");
    let here = stage.session().text().to_owned();
    stage.play("<f6>alder<tab>correct<enter><ctrl+u>Priyamvada Alder<enter>");
    let screen = stage.screen();
    assert!(screen.contains("Enter changes · Space skips · a all · Esc name only"), "{screen}");
    stage.play("<enter>!");
    assert_eq!(stage.session().text(), format!("{}!", here.replace("Priya", "Priyamvada")));
}

#[test]
fn what_quotes_the_text_follows_it() {
    let mut stage = Stage::new();
    stage.play("<alt+down><ctrl+n>Priya Alder agreed to share a briefing paper. <ctrl+k>");
    let settled = |stage: &Stage| stage.session().item().unwrap().minutes[0].fields.settled.clone();
    assert_eq!(settled(&stage), ["Priya Alder agreed to share a briefing paper."]);
    stage.play("<f4>Priya Alder to report back.<f5><esc>");
    correct(&mut stage, "alder", "Priya Elder", None);
    stage.play("<enter>");
    assert_eq!(settled(&stage), ["Priya Elder agreed to share a briefing paper."]);
    assert!(!stage.screen().contains("open promise"), "{}", stage.screen());
}

#[test]
fn where_first_mention_counts_in_the_meeting_later_items_are_put_right_but_not_those_copied() {
    let wide = || {
        let opened = minutebook::library::Opened { meeting: panel(), ..Default::default() };
        let style = minutebook::meeting::HouseStyle { first_mention_in_item: false, ..Default::default() };
        let session = minutebook::app::Session::new(opened, style);
        let mut stage = Stage::with(minutebook::app::Screen::Session(Box::new(session)), (80, 24));
        stage.play("<f2>alder<enter>spoke.<alt+down><f2>alder<enter>answered.");
        assert_eq!(stage.minutes(), ["The Head of Libraries answered."]);
        stage
    };
    let mut stage = wide();
    stage.play("<alt+up><ctrl+a><delete><alt+down>");
    assert_eq!(stage.minutes(), ["Priya Alder, Head of Libraries - Culture and Leisure, answered."]);
    stage.play("<ctrl+z>");
    assert_eq!(stage.meeting().items[1].minutes[0].text, "The Head of Libraries answered.");
    let mut stage = wide();
    stage.play("<f9><alt+up><ctrl+a><delete><alt+down>");
    assert_eq!(stage.minutes(), ["The Head of Libraries answered."], "copied: it stays as published");
}

#[test]
fn a_presenter_corrected_in_the_items_form_offers_the_other_places_and_another_person_does_not() {
    let mut stage = stage();
    let role = "Head of Libraries - Culture and Leisure";
    let form = |name: &str| format!("<ctrl+p>change the item<enter><down><ctrl+u>{name}, {role}<enter>");
    stage.play(&form("Priya Alder"));
    // Somebody else presents: nothing is corrected.
    stage.play(&form("Noor Vane"));
    assert!(!stage.screen().contains("The old words stand in"), "{}", stage.screen());
    assert_eq!(stage.meeting().items[1].head.presenters[0].name, "Noor Vane");
    stage.play("<ctrl+z>");
    assert_eq!(stage.meeting().items[1].head.presenters[0].name, "Priya Alder");
    // A letter is put right: so it is everywhere else.
    stage.play(&form("Priya Elder"));
    let screen = stage.screen();
    assert!(screen.contains("Priya Alder → Priya Elder"), "{screen}");
    stage.play("<enter>");
    let meeting = stage.meeting();
    assert!(!all(meeting).contains("Alder") && all(meeting).contains("Ms Elder’s paper"), "{}", all(meeting));
    assert!(meeting.people.iter().any(|person| person.name == "Priya Elder"));
    assert_eq!(meeting.items[1].head.presenters[0].name, "Priya Elder");
}
