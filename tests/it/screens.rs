//! Screens: what a clerk sees at the sizes that matter.

use crate::stage::{Stage, panel};

#[test]
fn the_pane_with_the_cursor_gets_the_room_at_80_by_24() {
    let mut stage = Stage::new();
    stage.play("x");
    let area = stage.session().layouts.area(minutebook::meeting::Pane::Minutes).unwrap();
    assert!(area.text.height >= 15 && area.text.width >= 60, "{:?}", area.text);
    let screen = stage.screen();
    for words in ["Culture Scrutiny Panel", "Minutes", "Discussion points", "Resolved", "saved", "F1"] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
}

#[test]
fn every_size_is_drawn_without_a_slip() {
    let mut stage = Stage::of(panel(), (80, 24));
    stage.play("<f2>alder<enter>spoke about the libraries at some length, twice.<f4>To be noted.");
    for dialog in ["", "<f1>", "<ctrl+p>", "<ctrl+g>", "<f2>", "<ctrl+f>", "<ctrl+d>", "<f12>"] {
        stage.play(dialog);
        for width in (1..140).step_by(7) {
            for height in (1..50).step_by(3) {
                stage.resize((width, height));
            }
        }
        stage.resize((80, 24));
        stage.play("<esc>");
    }
}

#[test]
fn control_characters_in_pasted_text_are_shown() {
    let mut stage = Stage::new();
    stage.paste("a\u{1b}[31mb");
    assert!(stage.screen().contains("a·[31mb"));
}
