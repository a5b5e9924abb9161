//! The commands: one table that feeds the keys, the help, the palette, the bottom line and `minutebook keys`.

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its name in the configuration ("next-item").
    pub name: &'static str,
    /// What the palette calls it.
    pub title: &'static str,
    /// What it does, in a sentence for the help.
    pub does: &'static str,
    /// Its keys; none for a command of the palette only.
    pub keys: &'static [&'static str],
    /// The part of the help it stands in.
    pub group: Group,
}

/// Parts of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The library's screen; its keys count there only.
    Library,
    /// Moving the cursor; with Shift each selects.
    Moving,
    /// Changing text.
    Writing,
    /// The agenda and the course of the meeting.
    Meeting,
    /// People.
    People,
    /// Checks.
    Checks,
    /// Out of the app and about it.
    Program,
}

impl Group {
    /// All groups in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Meeting,
        Self::Writing,
        Self::People,
        Self::Checks,
        Self::Program,
        Self::Library,
        Self::Moving,
    ];

    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Library => "In the library (first screen)",
            Self::Moving => "Moving (with Shift: selecting)",
            Self::Writing => "Writing",
            Self::Meeting => "The meeting and its agenda",
            Self::People => "People",
            Self::Checks => "Checking",
            Self::Program => "Files, help and leaving",
        }
    }
}

macro_rules! commands {
    ($($variant:ident $group:ident $name:literal $title:literal $does:literal [$($key:literal),*];)*) => {
        /// Everything that a key or the palette can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $(#[doc = $does] $variant,)*
        }

        /// The table.
        pub const TABLE: &[Row] = &[
            $(Row {
                command: Command::$variant,
                name: $name,
                title: $title,
                does: $does,
                keys: &[$($key),*],
                group: Group::$group,
            },)*
        ];
    };
}

commands! {
    Take Meeting "take" "Take the item" "Opens the meeting and takes the item shown; then ends the item being taken and takes the one shown, or the next." ["ctrl+n"];
    NextItem Meeting "next-item" "Show the next item" "Shows the next item; looking is not taking." ["alt+down", "ctrl+pagedown"];
    PreviousItem Meeting "previous-item" "Show the previous item" "Shows the item before." ["alt+up", "ctrl+pageup"];
    GoTo Meeting "go-to" "Go to an item" "Goes to an item by part of its number or title; words that match nothing add a late item after this one." ["ctrl+g"];
    Back Meeting "back" "Back to where I was typing" "Goes back to where you were last typing, and further back each time." ["alt+left"];
    AddItem Meeting "add-item" "Add an item" "Adds an agenda item after the one shown." [];
    EditItem Meeting "edit-item" "Change the item" "Changes number, title, presenters and documents of the item shown." [];
    MoveItemUp Meeting "move-item-up" "Move the item up" "Moves the item shown, and all under it, before the one above." [];
    MoveItemDown Meeting "move-item-down" "Move the item down" "Moves the item shown, and all under it, behind the one below." [];
    NestItem Meeting "nest-item" "Nest the item" "Makes the item shown a sub-item of the one above." [];
    UnnestItem Meeting "unnest-item" "Un-nest the item" "Takes the item shown one level up." [];
    RemoveItem Meeting "remove-item" "Remove the item" "Removes the item shown and all under it; Ctrl+Z brings it back." [];
    ToggleExempt Meeting "exempt" "Exempt item on or off" "Marks the item shown as exempt: press and public excluded." [];
    EditHead Meeting "meeting-details" "Meeting details" "Changes council, body, title, date, time, venue and house style." [];
    Confidential Writing "confidential" "Mark as confidential" "Marks the selected words: a public export names each place where they would be published; again takes the mark off." [];
    Adjourn Meeting "adjourn" "Adjourn the meeting" "Stops the clocks until the meeting resumes, and writes the line." [];
    Resume Meeting "resume" "Resume the meeting" "Starts the clocks again after an adjournment, and writes the line." [];
    MarkFinal Meeting "mark-final" "Mark as final" "Says that the minutes are finished: they are closed to changes, and their text is kept." [];
    MarkApproved Meeting "mark-approved" "Mark as approved (signed)…" "Says by whom, when and at which meeting the minutes were approved; keeps their text with a checksum." [];
    Correct Meeting "correct" "Correct the minutes…" "Makes final or approved minutes a draft again, as a new revision with a reason; what was approved is kept." [];
    ReadBack Meeting "read-back" "Read back a corrected document…" "Reads the Word document that the chair sent back and shows each change, to be taken or refused entry by entry." [];
    Changes Meeting "what-changed" "What changed: the revisions" "Shows who made the minutes final and approved them, and what changed between those texts, word by word." [];
    Timeline Meeting "timeline" "Timeline" "Shows who spoke when and for how long, by person and by item, as a table with bars." [];
    LookBack Meeting "as-it-stood" "The session as it stood" "Steps back through the session with the arrow keys and shows each moment; nothing is changed." [];
    CloseMeeting Meeting "close-meeting" "Close the meeting" "Ends the item being taken and the meeting." [];
    NewEntry Writing "new-entry" "Start the next entry" "Starts the next paragraph, point or resolution." ["enter"];
    DeleteBack Writing "delete-back" "Delete to the left" "Deletes to the left; at the start of an entry it joins the entry to the one before." ["backspace", "shift+backspace"];
    DeleteForward Writing "delete-forward" "Delete to the right" "Deletes to the right." ["delete"];
    DeleteWordBack Writing "delete-word-back" "Delete the word to the left" "Deletes the word to the left." ["ctrl+backspace", "ctrl+h", "ctrl+w", "alt+backspace"];
    DeleteWordForward Writing "delete-word-forward" "Delete the word to the right" "Deletes the word to the right." ["ctrl+delete", "alt+d"];
    Undo Writing "undo" "Undo" "Takes back the last word or change; goes back to the session's start." ["ctrl+z"];
    Redo Writing "redo" "Redo" "Does again what was taken back." ["ctrl+y"];
    Cut Writing "cut" "Cut" "Cuts the selected text." ["ctrl+x", "shift+delete"];
    Copy Writing "copy" "Copy" "Copies the selected text." ["ctrl+c", "ctrl+insert"];
    Paste Writing "paste" "Paste" "Pastes text; each line becomes an entry." ["ctrl+v", "shift+insert"];
    SelectPane Writing "select-pane" "Select all in the pane" "Selects everything in the pane." ["ctrl+a"];
    Find Writing "find" "Find and replace" "Finds words in the item or, with Ctrl+F again, in the session; Tab in it replaces." ["ctrl+f"];
    NextPane Writing "next-pane" "Next pane" "Goes to the next pane." ["tab"];
    PreviousPane Writing "previous-pane" "Previous pane" "Goes to the pane before." ["backtab"];
    MoveEntryUp Writing "move-entry-up" "Move the entry up" "Moves the entry before the one above." ["alt+shift+up"];
    MoveEntryDown Writing "move-entry-down" "Move the entry down" "Moves the entry behind the one below." ["alt+shift+down"];
    NewPoint Writing "new-point" "New discussion point" "Starts a discussion point with time and speaker." ["f3"];
    NewResolution Writing "new-resolution" "New Resolved entry" "Starts an entry under Resolved." ["f4"];
    Promote Writing "promote" "Promote" "Makes a discussion point a paragraph of the minutes; makes a promise a Resolved entry or an action." ["ctrl+r"];
    Fields Writing "entry-details" "Owner, due date, status" "Sets kind, owner, due date and status of the entry under the cursor, its time and whether it is public." ["ctrl+d"];
    MakePhrase Writing "make-phrase" "Make a phrase from the selection" "Asks for a code; the code and a space then type the selected words. It is kept in your file of phrases." [];
    StampTime Writing "stamp-time" "Write the time" "Writes the time of day at the cursor." ["ctrl+t"];
    Speaker People "speaker" "Who is speaking" "Picks the speaker: Enter starts a paragraph with name or role, Tab puts it into the sentence; \"Name, Role\" adds a person." ["f2"];
    EntrySpeaker People "entry-speaker" "Speaker of this entry" "Changes the speaker noted for the entry under the cursor." ["shift+f2", "f14"];
    Attendance People "attendance" "Roll call: present and apologies" "Says who is present, sent apologies or is absent: one key for each." [];
    People People "people" "People of the meeting" "Attendance, substitutes, arrivals, departures and declarations." ["f6"];
    CorrectPerson People "correct-person" "Correct a name or role" "Corrects somebody's name or role, and offers every place where the old one stands." [];
    Declare People "declare" "Declare an interest" "Notes a declaration of interest, and writes its line." [];
    NothingDeclared People "nothing-declared" "No declarations of interest" "Writes that no interest was declared." [];
    ApproveMinutes Meeting "approve-minutes" "Approve the previous minutes" "Writes the decision that approves the minutes of an earlier meeting, with corrections if any." [];
    NothingArising Meeting "nothing-arising" "No matters arising" "Writes that nothing arose from the previous minutes." [];
    Exclude Meeting "exclude" "Exclude press and public" "Writes the resolution with its paragraph of Schedule 12A and marks the item exempt." [];
    OpenAgain Meeting "open-session" "Return to open session" "Writes that the meeting returned to open session." [];
    PublicSummary Meeting "public-summary" "Public summary" "Says what may be published of an exempt item." [];
    CarryOn Meeting "carry-on" "Continue beyond the time allowed" "Writes the resolution to go on, and stops the warning." [];
    VaryOrder Meeting "vary-order" "Take this item next" "Writes the decision that varies the order of business for the item shown." [];
    Urgent Meeting "urgent" "Urgent item" "Marks the item shown as urgent, with the chair's reason now or afterwards." [];
    Budget Meeting "budget" "Budget meeting on or off" "At a budget meeting every vote is recorded by name." [];
    Motion Meeting "motion" "Motion" "Opens a Resolved entry as a motion: mover, seconder, vote." ["f5"];
    Spelling Checks "spelling" "Spelling" "Goes to the next doubtful word and offers others." ["f7"];
    OpenEnds Checks "open-ends" "Open ends" "Goes to the next promise without action, vote that does not add up, item without outcome." ["f8"];
    Slips Checks "slips" "Slips" "Goes to the next slip of language or fact." ["shift+f8", "f20"];
    NoAction Checks "no-action" "No action needed" "Says of the promise at the cursor that it needs no action." ["ctrl+k"];
    Help Program "help" "Help" "Shows every key; type to search." ["f1"];
    Palette Program "palette" "Command palette" "Finds any command by part of its name." ["ctrl+p"];
    CopyItem Program "copy-item" "Copy this item for the CMS" "Copies the item's minutes and resolutions, rich and plain; pressed again it goes on to the next item." ["f9"];
    CopyMinutes Program "copy-minutes" "Copy the whole minutes" "Copies the minutes of the meeting, rich and plain." ["shift+f9", "f21"];
    CopyActions Program "copy-actions" "Copy the action list" "Copies the action list, rich and plain." [];
    CopyDecisions Program "copy-decisions" "Copy the decision list" "Copies the decision list, rich and plain." [];
    Export Program "export" "Export" "Writes minutes or the action list into files." ["f12", "ctrl+e"];
    Save Program "save" "Save now" "Writes the session file at once; every key is in the journal anyway." ["ctrl+s"];
    Library Program "library" "Close the session, show the library" "Closes this session and shows all saved sessions." [];
    Mouse Program "mouse" "Mouse on or off" "Lets the terminal have the mouse for its own selection, or takes it back." [];
    Suspend Program "suspend" "Suspend" "Stops the program and gives the terminal back; the shell's fg returns." [];
    Leave Program "leave" "Leave" "Saves everything and leaves." ["ctrl+q"];
    EarlierActions Meeting "earlier-actions" "Actions of earlier meetings" "Shows this body's open actions; what is said of them now is written into the session in which each was resolved." [];
    NextView Library "next-view" "Next view" "Goes on from the sessions to search, actions, archive and bin." ["tab"];
    PreviousView Library "previous-view" "View before" "Goes back through sessions, search, actions, archive and bin." ["backtab"];
    SearchAll Library "search-all" "Search in all sessions" "Looks in minutes, points, resolutions, titles and people; shows what is found as you type." ["ctrl+f"];
    AllActions Library "all-actions" "Actions of all meetings" "Shows every action with owner, due date and status: yours and overdue ones first." ["f8"];
    SortList Library "sort" "Sort otherwise" "Sorts the sessions by date, body, state, open actions or name." ["f3"];
    WhichActions Library "which-actions" "Which actions" "Shows open actions, yours, overdue ones, or all." ["f4"];
    Reload Library "reload" "Read the folder again" "Reads the library again: what colleagues changed meanwhile is shown." ["f5"];
    Rename Library "rename" "Rename" "Gives the session's file another name." ["f2"];
    ToArchive Library "archive" "Into the archive" "Takes the session out of the list; it is still searched, and its actions still count." ["f6"];
    ToBin Library "bin" "Into the bin" "Throws the session away, so that it can be brought back." ["delete"];
    BringBack Library "bring-back" "Bring back" "Brings a session back out of the archive or the bin." ["f7"];
    UndoMove Library "undo-move" "Undo" "Takes the last renaming, archiving or throwing away back." ["ctrl+z"];
    NextMeeting Library "next-meeting" "Prepare the next meeting" "Begins the next meeting of the same body: its members, standing items and open actions." ["ctrl+n"];
    SetStatus Library "action-status" "How far an action is" "Sets an action's status with a note; it is written into the session in which it was resolved." ["ctrl+d"];
    PreviewDown Library "preview-down" "Preview down" "Reads on in the preview." ["shift+pagedown", "alt+down", "shift+down"];
    PreviewUp Library "preview-up" "Preview up" "Reads back in the preview." ["shift+pageup", "alt+up", "shift+up"];
    Left Moving "left" "Left" "A character to the left." ["left"];
    Right Moving "right" "Right" "A character to the right." ["right"];
    Up Moving "up" "Up" "A row up." ["up"];
    Down Moving "down" "Down" "A row down." ["down"];
    WordLeft Moving "word-left" "Word left" "A word to the left." ["ctrl+left"];
    WordRight Moving "word-right" "Word right" "A word to the right." ["ctrl+right"];
    RowStart Moving "row-start" "Start of the row" "To the start of the row." ["home"];
    RowEnd Moving "row-end" "End of the row" "To the end of the row." ["end"];
    PaneStart Moving "pane-start" "Start of the pane" "To the start of the pane." ["ctrl+home"];
    PaneEnd Moving "pane-end" "End of the pane" "To the end of the pane." ["ctrl+end"];
    PageUp Moving "page-up" "Page up" "A screenful up." ["pageup"];
    PageDown Moving "page-down" "Page down" "A screenful down." ["pagedown"];
}

impl Command {
    /// The command's row of the table.
    pub fn row(self) -> &'static Row {
        static NONE: Row =
            Row { command: Command::Leave, name: "", title: "", does: "", keys: &[], group: Group::Program };
        TABLE.iter().find(|row| row.command == self).unwrap_or(&NONE)
    }

    /// Whether it is obeyed on the library's screen.
    pub fn in_library(self) -> bool {
        self.row().group == Group::Library
            || matches!(
                self,
                Self::Help | Self::Palette | Self::Export | Self::Mouse | Self::Suspend | Self::Leave
            )
    }

    /// Whether it moves the cursor, so that Shift with its key selects.
    pub fn moves(self) -> bool {
        self.row().group == Group::Moving
    }
}
