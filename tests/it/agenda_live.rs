//! The agenda changed while the meeting sits, by the palette's words: what was minuted goes with its item, and all can be undone.

use minutebook::meeting::Meeting;

use crate::stage::Stage;

fn rows(meeting: &Meeting) -> Vec<String> {
    let row = |item: &minutebook::meeting::Item| {
        let taken = if meeting.taking == Some(item.id) { " <" } else { "" };
        let said = item.minutes.iter().map(|entry| entry.text.clone()).filter(|text| !text.is_empty());
        let words: Vec<String> = std::iter::once(item.label()).chain(said).collect();
        format!("{}{}{taken}", ".".repeat(item.depth.into()), words.join(" / "))
    };
    meeting.items.iter().map(row).collect()
}

fn palette(stage: &mut Stage, words: &str) {
    stage.play(&format!("<ctrl+p>{words}<enter>"));
}

/// The panel with its second item being taken and a paragraph typed.
fn sitting() -> Stage {
    let mut stage = Stage::new();
    stage.play("<alt+down><ctrl+n>Visits rose.");
    stage
}

#[test]
fn an_item_being_taken_is_moved_and_nested_with_what_was_said_under_it() {
    let mut stage = sitting();
    palette(&mut stage, "move the item up");
    let taken = "2  Library Service Review / Visits rose. <";
    assert_eq!(rows(&stage.session().meeting), [taken, "1  Apologies for absence", "3  Work programme"]);
    palette(&mut stage, "move the item down");
    palette(&mut stage, "nest the item");
    let nested =
        ["1  Apologies for absence", ".2  Library Service Review / Visits rose. <", "3  Work programme"];
    assert_eq!(rows(&stage.session().meeting), nested);
    palette(&mut stage, "un-nest the item");
    assert_eq!(rows(&stage.session().meeting)[1], taken);
    stage.play("<ctrl+z>");
    assert_eq!(rows(&stage.session().meeting), nested);
    assert!(stage.screen().contains("Visits rose."), "the cursor stays in its item\n{}", stage.screen());
}

#[test]
fn an_item_is_added_behind_the_one_shown_and_typed_into() {
    let mut stage = sitting();
    palette(&mut stage, "add an item");
    stage.play("2a Mobile library<enter>A late paper.");
    let meeting = &stage.session().meeting;
    assert_eq!(
        rows(meeting)[1..3],
        ["2  Library Service Review / Visits rose. <", "2a  Mobile library / A late paper."]
    );
}

#[test]
fn an_item_is_removed_with_its_words_and_comes_back_by_undo() {
    let mut stage = sitting();
    let before = stage.session().meeting.clone();
    palette(&mut stage, "remove the item");
    assert_eq!(rows(&stage.session().meeting), ["1  Apologies for absence", "3  Work programme"]);
    assert_eq!(stage.session().meeting.taking, None, "nothing is taken that is no longer there");
    stage.play("<ctrl+z>");
    assert_eq!(stage.session().meeting.items, before.items);
    assert_eq!(stage.session().meeting.taking, before.taking);
}

#[test]
fn an_item_is_renamed_while_it_is_taken() {
    let mut stage = Stage::new();
    stage.play("<ctrl+n><ctrl+p>change the item<enter> and its fees<enter>");
    assert_eq!(stage.meeting().items[0].head.title, "Apologies for absence and its fees");
    stage.play("<ctrl+z>");
    assert_eq!(stage.meeting().items[0].head.title, "Apologies for absence");
}
