//! The library's screen by keys, on a real folder: what is pressed, what the screen shows, what the folder has afterwards.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use minutebook::app::{App, Effect, Event, Screen, Settings};
use minutebook::library::Library;
use minutebook::meeting::{
    Due, Entry, EntryFields, EntryId, Item, ItemHead, ItemId, Kind, Meeting, Person, PersonId, Resolution,
    State, Status, Who,
};
use minutebook::shell::clipboard::Surroundings;
use minutebook::shell::desk::Desk;
use minutebook::shell::own::OwnFiles;
use minutebook::shell::shelves::Shelves;
use minutebook::shell::{Inbox, Mail, Note, Outside as _, inbox};

use crate::library_open::{library, stamp};
use crate::stage::Stage;

/// A stage whose effects are done, on a folder.
struct Room {
    stage: Stage,
    desk: Desk,
    mail: Mail,
    inbox: Inbox,
    done: usize,
}

impl Room {
    fn open(library: Library, size: (u16, u16)) -> Self {
        let exports = library.folder.clone();
        let desk = Desk {
            library,
            exports,
            around: Surroundings::default(),
            own: OwnFiles::default(),
            shelves: Shelves::default(),
        };
        let (mail, inbox) = inbox().unwrap();
        let mut stage = Stage::with(Screen::Library(Box::default()), size);
        let settings = Settings { me: "Rosa Hazel".to_owned(), ..Settings::default() };
        let (app, first) = App::library(settings, stage.now);
        stage.app = app;
        stage.effects = first;
        let mut room = Self { stage, desk, mail, inbox, done: 0 };
        room.stage.tell(Event::Resize);
        room.settle();
        room
    }

    /// Does what was asked for, until nothing more is.
    fn settle(&mut self) {
        loop {
            let todo = self.stage.effects.get(self.done..).unwrap_or_default().to_vec();
            self.done += todo.len();
            for effect in todo {
                self.desk.expect(&effect);
                let outside = !matches!(
                    effect,
                    Effect::Append(_) | Effect::Save(_) | Effect::Flush | Effect::Close | Effect::Quit
                );
                if outside {
                    self.desk.perform(effect, &self.mail);
                }
            }
            let mut quiet = true;
            while let Some(note) = self.inbox.next() {
                quiet = false;
                if let Note::Event(event) = note {
                    self.stage.tell(event);
                }
            }
            if quiet && self.done == self.stage.effects.len() {
                return;
            }
        }
    }

    /// Plays a script; what each key asks for is done before the next.
    fn play(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            let end = if c == '<' { rest.find('>').unwrap() + 1 } else { c.len_utf8() };
            let (key, tail) = rest.split_at(end);
            self.stage.play(key);
            self.settle();
            rest = tail;
        }
        self
    }

    fn screen(&mut self) -> String {
        self.stage.screen()
    }

    fn sees(&mut self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "“{words}” is not on the screen:\n{screen}");
    }

    fn misses(&mut self, words: &str) {
        let screen = self.screen();
        assert!(!screen.contains(words), "“{words}” is on the screen:\n{screen}");
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A meeting of an invented body: one item with a paragraph and an action.
fn meeting(
    body: &str,
    date: NaiveDate,
    paragraph: &str,
    (task, owner, due): (&str, &str, NaiveDate),
) -> Meeting {
    let mut meeting = Meeting::default();
    meeting.head.body = Some(body.to_owned());
    meeting.head.date = Some(date);
    let names = ["Cllr Rosa Hazel", "Cllr Dan Rowan"];
    for (name, id) in names.into_iter().zip(1..) {
        let person = Person { id: PersonId(id), name: name.to_owned(), member: true, ..Person::default() };
        meeting.people.push(person);
    }
    let resolution = Resolution {
        kind: Kind::Action,
        owner: Some(Who::Voice(owner.to_owned())),
        due: Some(Due::On(due)),
        ..Resolution::default()
    };
    let entry = |id, text: &str, resolution| Entry {
        id: EntryId(id),
        text: text.to_owned(),
        fields: EntryFields { resolution, ..EntryFields::default() },
        ..Entry::default()
    };
    let item = |id, number: &str, title: &str| Item {
        id: ItemId(id),
        head: ItemHead { number: Some(number.to_owned()), title: title.to_owned(), ..ItemHead::default() },
        ..Item::default()
    };
    let mut main = item(2, "2", "Slipway repairs");
    main.minutes.push(entry(1, paragraph, Resolution::default()));
    main.resolved.push(entry(2, task, resolution));
    meeting.items = vec![item(1, "1", "Minutes of the last meeting"), main].into();
    meeting
}

fn begin(library: &Library, meeting: Meeting) -> PathBuf {
    let session = library.begin(meeting, stamp(0));
    let mut keeper = session.keeper.unwrap();
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    session.opened.path
}

/// Two meetings of the harbour panel and one of the audit board.
fn three(folder: &Path) -> (Library, [PathBuf; 3]) {
    let library = Library { index: Some(folder.join("cache")), ..library(folder) };
    let slip = ("To ask three builders for prices.", "Cllr Rosa Hazel", day(2, 1));
    let lamp = ("To write to the lighthouse trust.", "Cllr Dan Rowan", day(9, 1));
    let book = ("To close the accounts.", "Treasurer", day(2, 20));
    let paths = [
        begin(
            &library,
            meeting("Harbour Panel", day(1, 8), "The slipway had lost stones in the gale.", slip),
        ),
        begin(&library, meeting("Harbour Panel", day(3, 5), "Members saw the new lamp.", lamp)),
        begin(&library, meeting("Audit Board", day(2, 10), "The gale was not insured.", book)),
    ];
    (library, paths)
}

fn read(library: &Library, path: &Path) -> Meeting {
    library.read(path, stamp(9)).unwrap().meeting
}

#[test]
fn sessions_are_listed_narrowed_sorted_and_shown_beside_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = three(folder.path());
    let mut room = Room::open(library, (80, 24));
    let screen = room.screen();
    let order: Vec<usize> =
        ["5 Mar 2026", "10 Feb 2026", "8 Jan 2026"].map(|date| screen.find(date).unwrap()).to_vec();
    assert!(order.is_sorted(), "{screen}");
    room.sees("Members saw the new lamp.");
    room.play("harbour jan");
    room.misses("Audit Board");
    room.sees("The slipway had lost stones in the gale.");
    room.play("<esc><f3>");
    room.sees("by body");
    let screen = room.screen();
    assert!(screen.find("Audit Board") < screen.find("Harbour Panel"), "{screen}");
    room.play("nothing like it");
    room.sees("No session matches what you typed.");
}

#[test]
fn a_session_is_thrown_away_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let before = read(&library, &paths[1]);
    let mut room = Room::open(library.clone(), (100, 30));
    room.play("<delete>");
    room.misses("5 Mar 2026");
    room.sees("lies in the bin");
    assert!(!paths[1].exists() && !paths[1].with_extension("journal").exists());
    let binned = library.folder.join("bin").join(paths[1].file_name().unwrap());
    assert!(binned.exists() && binned.with_extension("journal").exists());
    // What lies in the bin is found nowhere.
    room.play("<ctrl+f>lamp");
    room.sees("Nothing was found.");
    room.play("<tab><tab><tab>");
    room.sees("[Bin 1]");
    room.play("<enter>");
    room.sees("bring it back first");
    room.play("<f7>");
    room.sees("The bin is empty.");
    assert_eq!(read(&library, &paths[1]), before);
    let history = library.open(&paths[1], stamp(20)).unwrap();
    assert_eq!(history.opened.notice, None);
    drop(history);
    // Ctrl+Z does the same at once.
    room.play("<backtab><backtab><backtab><backtab><delete><ctrl+z>");
    assert_eq!(read(&library, &paths[1]), before);
    room.sees("5 Mar 2026");
}

#[test]
fn what_lies_in_the_archive_is_out_of_the_list_and_still_found() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library.clone(), (100, 30));
    room.play("<f6>");
    room.sees("lies in the archive");
    assert!(library.folder.join("archive").join(paths[1].file_name().unwrap()).exists());
    room.play("<ctrl+f>lamp");
    room.sees("1 place");
    room.play("<f8>");
    room.sees("To write to the lighthouse trust.");
    let found = library.find("03-05").unwrap();
    assert!(found.starts_with(library.folder.join("archive")), "{}", found.display());
}

#[test]
fn a_session_gets_another_name() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library.clone(), (100, 30));
    room.play("<f2>/<enter>");
    room.sees("can't stand in the name of a file");
    room.play("<ctrl+u>Lamp special<enter>");
    let new = library.folder.join("Lamp special.ron");
    assert!(new.exists() && new.with_extension("journal").exists() && !paths[1].exists());
    room.sees("“Lamp special”");
    // A name that is taken gets a number; nothing is written over.
    room.play("<down><f2><ctrl+u>Lamp special<enter>");
    assert!(library.folder.join("Lamp special-2.ron").exists());
    room.play("<ctrl+z><ctrl+z>");
    assert!(paths[1].exists() && !new.exists());
}

#[test]
fn a_session_that_somebody_has_open_is_left_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let other = Library { owner: "Dan Rowan on PC-7".to_owned(), ..library.clone() };
    let held = other.open(&paths[1], stamp(5)).unwrap();
    let mut room = Room::open(library, (120, 30));
    room.sees("OPEN NOW");
    room.sees("Dan Rowan on PC-7 since");
    room.play("<delete>");
    room.sees("Dan Rowan on PC-7");
    assert!(paths[1].exists());
    drop(held);
    room.play("<delete>");
    assert!(!paths[1].exists());
}

#[test]
fn search_finds_in_all_sessions_while_it_is_typed_and_opens_there() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library, (120, 30));
    room.play("<ctrl+f>gale");
    room.sees("2 places");
    room.play(" body:audit");
    room.sees("1 place");
    room.sees("The gale was not insured.");
    room.play("<esc>slipway in:titles since:2026-02-20");
    room.sees("1 place");
    room.play("<esc>since:soon");
    room.sees("is no day");
    room.play("<esc>gale<down><enter>");
    let session = room.stage.app.session().unwrap();
    assert_eq!(session.path.file_name(), paths[0].file_name());
    let place = session.place();
    assert_eq!((place.slot.item, place.slot.at), (ItemId(2), 0));
}

#[test]
fn actions_of_all_meetings_come_yours_and_overdue_first_and_are_noted_in_their_session() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library.clone(), (120, 30));
    room.play("<f8>");
    let screen = room.screen();
    let order = ["To ask three builders", "To close the accounts", "To write to the lighthouse"];
    let order: Vec<_> = order.iter().map(|words| screen.find(words).unwrap()).collect();
    assert!(order.is_sorted(), "{screen}");
    room.sees("!  1 Feb 2026");
    room.play("<ctrl+d><down>two had answered<enter>");
    room.sees("Noted as done");
    room.misses("To ask three builders");
    let meeting = read(&library, &paths[0]);
    let resolution = &meeting.items[1].resolved[0].fields.resolution;
    assert_eq!(resolution.status, Status::Done);
    assert_eq!(resolution.progress[0].note, "two had answered");
    assert_eq!(resolution.progress[0].on, room.stage.now.date_naive());
    room.play("<f4><f4><f4>");
    room.sees("✓");
    // Undo knows it: the session opened again takes it back.
    let session = library.open(&paths[0], stamp(30)).unwrap();
    assert_eq!(session.opened.meeting, meeting);
}

#[test]
fn an_action_of_approved_minutes_is_noted_without_touching_their_text() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let revision = minutebook::meeting::Revision { state: State::Approved, ..Default::default() };
    library.amend(&paths[0], stamp(3), |meeting| Ok(meeting.into_state(revision))).unwrap();
    let refused = library.amend(&paths[0], stamp(4), |meeting| {
        let from = meeting.head.clone();
        let to = minutebook::meeting::Head { venue: Some("Elsewhere".to_owned()), ..from.clone() };
        Ok(vec![minutebook::meeting::Edit::Head { from: Box::new(from), to: Box::new(to) }])
    });
    assert!(refused.unwrap_err().to_string().contains("approved"));
    let mut room = Room::open(library.clone(), (120, 30));
    room.play("<f8><ctrl+d><enter>");
    let meeting = read(&library, &paths[0]);
    assert_eq!(meeting.items[1].resolved[0].fields.resolution.status, Status::Done);
    assert!(minutebook::meeting::trouble(&meeting).is_empty());
}

#[test]
fn the_next_meeting_begins_with_members_standing_items_and_open_actions() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = three(folder.path());
    let mut room = Room::open(library, (100, 30));
    room.play("<ctrl+n>");
    room.sees("Harbour Panel");
    room.sees("2 open ones, as points under 1  Minutes of the last meeting");
    room.sees("Cllr Dan Rowan");
    room.misses("Slipway repairs");
    room.play("<enter>");
    let meeting = room.stage.meeting().clone();
    assert_eq!(meeting.head.previous, Some(day(3, 5)));
    let points: Vec<_> = meeting.items[0].points.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(
        points,
        [
            "Open from 8 January 2026, item 2: To ask three builders for prices. (Cllr Rosa Hazel, due 1 February 2026)",
            "Open from 5 March 2026, item 2: To write to the lighthouse trust. (Cllr Dan Rowan, due 1 September 2026)",
        ]
    );
}

#[test]
fn open_actions_can_be_left_out_of_the_next_meeting_and_esc_goes_back_to_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = three(folder.path());
    let mut room = Room::open(library, (100, 30));
    room.play("<ctrl+n><esc>");
    room.sees("[Sessions 3]");
    room.play("<ctrl+n>");
    for _ in 0..6 {
        room.play("<down>");
    }
    room.play(" ");
    room.sees("not taken over");
    room.play("<enter>");
    assert!(room.stage.meeting().items.iter().all(|item| item.points.is_empty()));
}

#[test]
fn while_a_meeting_is_minuted_what_is_said_of_earlier_actions_is_noted_in_their_session_and_minuted() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library.clone(), (100, 30));
    room.play("<ctrl+n><enter><ctrl+n><ctrl+p>earlier-actions<enter>");
    room.sees("Open actions of earlier meetings");
    room.play("<enter><down>all three had been asked<down><down> <enter>");
    assert_eq!(
        room.stage.meeting().items[0]
            .minutes
            .iter()
            .map(|entry| entry.text.as_str())
            .find(|text| !text.is_empty()),
        Some("Minute 2.1 of 8 January 2026: all three had been asked")
    );
    let meeting = read(&library, &paths[0]);
    assert_eq!(meeting.items[1].resolved[0].fields.resolution.status, Status::Done);
    room.play("<ctrl+p>earlier-actions<enter>");
    room.misses("8 Jan 2026 ·");
    room.sees("To write to the lighthouse trust.");
}

#[test]
fn a_session_that_could_only_be_read_can_be_written_once_the_other_clerk_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let other = Library { owner: "Dan Rowan on PC-7".to_owned(), ..library.clone() };
    let mut held = other.open(&paths[1], stamp(5)).unwrap();
    let mut room = Room::open(library, (100, 30));
    room.play("<enter>");
    room.sees("Dan Rowan on PC-7");
    room.play("x");
    assert!(room.stage.message().contains("Dan Rowan"), "{}", room.stage.message());
    room.stage.tell(Event::Tick);
    room.settle();
    assert!(room.stage.session().read_only.is_some());
    // The other one writes, and leaves.
    let mut keeper = held.keeper.take().unwrap();
    keeper.close(None, Duration::ZERO);
    keeper.settle(Duration::ZERO);
    drop(keeper);
    room.stage.tell(Event::Tick);
    room.settle();
    assert!(room.stage.session().read_only.is_none());
    room.sees("you can write in it");
    room.play("<ctrl+end>Now.");
    assert!(room.stage.minutes().iter().any(|text| text.contains("Now.")));
}

#[test]
fn a_folder_that_cannot_be_read_is_told_and_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut library, _) = three(folder.path());
    // A file where the folder should be: what a share that is away looks like, everywhere.
    let place = folder.path().join("share");
    std::fs::write(&place, "").unwrap();
    library.folder.clone_from(&place);
    library.index = None;
    let mut room = Room::open(library, (80, 24));
    room.sees("cannot be read");
    room.sees("F5 tries again");
    std::fs::remove_file(&place).unwrap();
    room.play("<f5>");
    room.sees("No sessions here yet.");
}

#[test]
fn every_command_of_the_library_is_in_its_palette_and_help() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = three(folder.path());
    let mut room = Room::open(library, (120, 40));
    room.play("<ctrl+p>archive");
    room.sees("Into the archive");
    room.play("<enter>");
    room.sees("lies in the archive");
    room.play("<f1>");
    room.sees("Throws the session away");
}

#[test]
fn what_is_archived_after_a_search_is_still_found_and_opens_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library.clone(), (120, 30));
    room.play("<ctrl+f>lamp<backtab><f6><tab>");
    room.play("<enter>");
    assert!(room.stage.session().path.starts_with(library.folder.join("archive")));
    assert!(!paths[1].exists());
    let mut room = Room::open(library, (120, 30));
    room.play("<ctrl+f>lamp");
    room.sees("1 place");
}

#[test]
fn actions_asked_for_in_the_library_do_not_open_over_a_session() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = three(folder.path());
    let mut room = Room::open(library, (100, 30));
    room.play("<enter>");
    room.stage.tell(Event::Register(None, Vec::new(), Vec::new()));
    assert_eq!(room.stage.message(), "");
    assert!(room.stage.app.dialog.is_none());
}

#[test]
fn undo_takes_back_the_session_that_was_renamed_not_one_that_took_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let mut room = Room::open(library.clone(), (100, 30));
    let other = library.folder.join("B.ron");
    room.play("<f2><ctrl+u>B<enter><f6>");
    std::fs::copy(&paths[2], &other).unwrap();
    room.play("<ctrl+z>");
    assert!(library.folder.join("B-2.ron").exists());
    room.play("<ctrl+z>");
    assert!(other.exists() && paths[1].exists());
    assert_eq!(read(&library, &paths[1]).head.body.as_deref(), Some("Harbour Panel"));
}

#[test]
fn the_next_meeting_follows_the_last_one_whichever_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = three(folder.path());
    let mut room = Room::open(library, (100, 30));
    room.play("<down><down><ctrl+n><enter>");
    assert_eq!(room.stage.meeting().head.previous, Some(day(3, 5)));
}

#[test]
fn going_down_the_list_reads_only_the_session_where_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    let room = Room::open(library, (80, 24));
    let asked = [&paths[0], &paths[2], &paths[1]].map(|path| Effect::Preview(path.clone()));
    for effect in &asked {
        room.desk.expect(effect);
    }
    for effect in asked {
        room.desk.perform(effect, &room.mail);
    }
    let mut read = Vec::new();
    while let Some(note) = room.inbox.next() {
        if let Note::Event(Event::Preview(path, _)) = note {
            read.push(path);
        }
    }
    assert_eq!(read, [paths[1].clone()]);
}

#[test]
fn a_copy_that_a_sync_tool_made_is_no_earlier_meeting() {
    let folder = tempfile::tempdir().unwrap();
    let (library, paths) = three(folder.path());
    std::fs::copy(&paths[1], paths[1].with_file_name("2026-03-05-harbour-panel (1).ron")).unwrap();
    let mut room = Room::open(library, (100, 30));
    room.play("<down><ctrl+n>");
    room.sees("2 open ones, as points under 1  Minutes of the last meeting");
}
