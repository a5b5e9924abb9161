//! The help in typing, as a script that can be replayed: `tests/data/typing-help.txt`.

use std::sync::Arc;

use minutebook::app::Event;
use minutebook::checks::spelling::{Speller, shipped};
use minutebook::meeting::Pane;

use super::stage::Stage;

const SCRIPT: &str = include_str!("../data/typing-help.txt");

#[test]
fn the_script_of_the_typing_help_plays() {
    let mut stage = Stage::new();
    let (aff, dic) = shipped::dictionary().unwrap();
    stage.tell(Event::Dictionary(Arc::new(Speller::new(&aff, &dic, []).unwrap())));
    let steps = SCRIPT.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    for (number, line) in steps {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let at = format!("line {}: {line}\n{}", number + 1, stage.screen());
        let last = |stage: &Stage, pane| stage.texts(pane).last().copied().unwrap_or_default().to_owned();
        match word {
            "press" => drop(stage.play(rest).screen()),
            "pause" => stage.tell(Event::Tick),
            "see" => assert!(stage.screen().contains(rest), "{at}"),
            "line" => assert!(stage.message().contains(rest), "{at}"),
            "minutes" => assert_eq!(last(&stage, Pane::Minutes), rest, "{at}"),
            "resolved" => assert_eq!(last(&stage, Pane::Resolved), rest, "{at}"),
            "open" => {
                assert_eq!(stage.session().ends.count(stage.session().shown).to_string(), rest, "{at}");
            }
            other => panic!("{other}: {at}"),
        }
    }
}
