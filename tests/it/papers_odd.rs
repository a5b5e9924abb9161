//! Papers of forms that few councils use: each was read wrongly once.

use minutebook::papers::{self, Paper};

fn read(text: &str) -> Paper {
    papers::read(text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}: {text}"))
}

fn numbers(paper: &Paper) -> Vec<&str> {
    paper.items.iter().map(|item| item.number.as_deref().unwrap_or("-")).collect()
}

const HEAD: &str = "Ashmere Parish Council\nMonday 9 March 2026 at 7.00 pm in the Village Hall\n\nAGENDA\n\n";

#[test]
fn a_capital_behind_a_decimal_number_does_not_nest_under_it() {
    let text = "1. Welcome\n2. Minutes\n2.1 To approve the minutes\n2.2 Matters arising\nA. Other business from residents\n\
                B. Date of the next meeting\n3. Close\n";
    let paper = read(&format!("{HEAD}{text}"));
    let children = &paper.items[1].children;
    let inner: Vec<_> = children.iter().filter_map(|item| item.number.as_deref()).collect();
    assert_eq!(inner, ["2.1", "2.2", "A", "B"]);
    assert!(children.iter().all(|item| item.children.is_empty()));
}

#[test]
fn numbers_coded_by_year_and_numbers_with_a_nought_make_a_row() {
    let coded = read(&format!(
        "{HEAD}P26/01 Apologies\nP26/02 Interests\nP26/03 Planning\n  (i) 2026/0412 Mill Lane\n  (ii) 2026/0420 Oak \
         House\nP26/04 Trees\n"
    ));
    assert_eq!(numbers(&coded), ["P26/01", "P26/02", "P26/03", "P26/04"]);
    assert_eq!(coded.items[2].children.len(), 2);
    let nought = read(&format!("{HEAD}1.0 APOLOGIES\n2.0 AUDIT PLAN\n2.1 Appendix on fees\n3.0 FRAUD\n"));
    assert_eq!(numbers(&nought), ["1.0", "2.0", "3.0"]);
    assert_eq!(nought.items[1].children.len(), 1);
}

#[test]
fn what_stands_outside_the_items_is_told_with_its_line() {
    let text = "Dress code: none\n\n1. Welcome\n2. Ponds\n3. Close\n\nSigned: J. Fennel\nClerk to the Council\n\
                Posted on the board on 3 March 2026.\n";
    let paper = read(&format!("{HEAD}{text}"));
    assert_eq!(numbers(&paper), ["1", "2", "3"]);
    let told: Vec<_> =
        paper.warnings.iter().map(|warning| (warning.line, warning.message.as_str())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].0 == 6 && told[0].1.contains("Dress code"), "{told:?}");
    assert!(told[1].0 == 12 && told[1].1.contains("Lines 12 to 14"), "{told:?}");
}

#[test]
fn who_signed_a_paper_without_numbers_is_no_item() {
    let text = "Apologies for absence\nMinutes of the last meeting\nOpen forum\n\nSam Alder, Parish Clerk\n14 April 2026\n";
    assert_eq!(read(&format!("{HEAD}{text}")).items.len(), 3);
}

#[test]
fn a_table_pasted_with_bars_between_its_columns_reads_as_a_table() {
    let paper = read(&format!(
        "{HEAD}Item | Title | Presenter\n1 | Apologies for absence | Chair\n2 | Minutes of the last meeting | Chair\n3 | \
         Dredging programme | Asha Reed, Harbour Master\n"
    ));
    assert_eq!(numbers(&paper), ["1", "2", "3"]);
    assert_eq!(paper.items[2].title, "Dredging programme");
    let presenters = &paper.items[2].presenters;
    assert_eq!(presenters.len(), 1, "a name and an office are one person: {presenters:?}");
    assert_eq!(
        (presenters[0].name.as_str(), presenters[0].role.as_deref()),
        ("Asha Reed", Some("Harbour Master"))
    );
}

#[test]
fn what_stands_in_columns_of_other_names_goes_with_the_item() {
    let paper = read(
        "Item,Title,Lead,Purpose,Paper\n1,Welcome,Chair,,\n2,Ponds,Chair,For decision,Enclosure B\n,,Clerk,,late\n3,Close,,,\n",
    );
    assert_eq!(paper.items[1].notes, ["Purpose For decision", "Paper Enclosure B", "Clerk\tlate"]);
    assert!(paper.items[0].notes.is_empty() && paper.items[2].notes.is_empty());
}

#[test]
fn officers_named_on_an_agenda_join_the_roster_and_members_stay_present() {
    let paper = read(&format!(
        "{HEAD}Members: Councillor Ada Marsh (Chair), Councillor Jo Ash\nOfficers: Beryl Finch, Town Clerk; Ivor Lane, \
         Responsible Financial Officer\n\n1. Apologies\n2. Roof of the market hall\n3. Close\n"
    ));
    assert!(paper.warnings.is_empty(), "{:?}", paper.warnings);
    let meeting = minutebook::meeting::meeting_from_paper(&paper);
    let people: Vec<_> =
        meeting.people.iter().map(|p| (p.name.as_str(), p.role.as_deref(), p.member, p.presence)).collect();
    let here = minutebook::meeting::Presence::Present;
    assert_eq!(
        people,
        [
            ("Councillor Ada Marsh", Some("Chair"), true, here),
            ("Councillor Jo Ash", None, true, here),
            ("Beryl Finch", Some("Town Clerk"), false, here),
            ("Ivor Lane", Some("Responsible Financial Officer"), false, here),
        ]
    );
}

#[test]
fn apologies_named_on_an_agenda_are_on_the_roster_and_the_others_stay_present() {
    use minutebook::meeting::Presence;
    let paper = read(&format!(
        "{HEAD}Members: Councillor Ada Marsh (Chair), Councillor Jo Ash, Councillor Kit Wren\nApologies: Cllr Kit Wren and Cllr \
         Di Sedge\n\n1. Welcome\n2. Roof of the market hall\n3. Close\n"
    ));
    assert!(paper.warnings.is_empty(), "{:?}", paper.warnings);
    let meeting = minutebook::meeting::meeting_from_paper(&paper);
    let people: Vec<_> = meeting.people.iter().map(|p| (p.bare_name(), p.presence)).collect();
    assert_eq!(
        people,
        [
            ("Ada Marsh", Presence::Present),
            ("Jo Ash", Presence::Present),
            ("Kit Wren", Presence::Apologies),
            ("Di Sedge", Presence::Apologies),
        ]
    );
}

#[test]
fn a_warning_quotes_the_words_by_which_its_place_is_found() {
    let paper = read(&format!("{HEAD}1. Welcome\n2. Ponds\n[Ada Lund, Warden, to present\n3. Close\n"));
    let told: Vec<_> = paper.warnings.iter().map(|w| (w.line, w.message.as_str())).collect();
    assert!(
        matches!(told[..], [(8, words)] if words.contains("“[Ada Lund, Warden, to present”")),
        "{told:?}"
    );
}

#[test]
fn two_items_with_roman_numbers_on_one_line_are_two() {
    let paper = read(&format!("{HEAD}I.\tWelcome\nII.\tRoads III.\tBridges\nIV. Parks V.\tClose\n"));
    assert_eq!(numbers(&paper), ["I", "II", "III", "IV", "V"]);
}

#[test]
fn an_item_presented_by_all_puts_nobody_of_that_name_on_the_roster() {
    let paper = read("Item,Title,Lead\n1,Welcome,Chair\n2,Ponds,Asha Reed\n3,Close,All\n");
    let meeting = minutebook::meeting::meeting_from_paper(&paper);
    let names: Vec<_> = meeting.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Asha Reed"]);
}

#[test]
fn officers_and_apologies_of_an_agenda_are_kept_where_it_lists_no_members() {
    let lists =
        "In attendance: Beryl Catch, Town Clerk; Ivor Nance, Treasurer\nApologies: Councillor Ann Fell\n";
    let told = |lists: &str| {
        let paper = read(&format!(
            "{}{lists}\nAGENDA\n\n1. Welcome\n2. Ponds\n3. Close\n",
            HEAD.replace("AGENDA\n\n", "")
        ));
        let one = |one: papers::Attended| (one.name, one.role.unwrap_or_default());
        paper.attendance.into_iter().map(one).collect::<Vec<_>>()
    };
    let wanted = [("Beryl Catch", "Town Clerk"), ("Ivor Nance", "Treasurer"), ("Councillor Ann Fell", "")];
    assert_eq!(told(lists), wanted.map(|(name, role)| (name.to_owned(), role.to_owned())));
    let lone = told("Officers: Beryl Finch, Town Clerk\n");
    assert_eq!(lone, [("Beryl Finch".to_owned(), "Town Clerk".to_owned())]);
}

#[test]
fn a_vacancy_above_an_agenda_is_no_job_description() {
    let items = "1. Apologies for absence\n2. Declarations of interest\n3. Minutes of the last meeting\n4. Co-option\n5. Close\n";
    for above in [
        "Vacancy for a parish councillor: see item 4",
        "Reports to: the Clerk by noon\nClosing date: 27 February 2026",
    ] {
        let head = "Nether Wallow Parish Council\n3 March 2026 at 7.30 pm in the Village Hall\n";
        assert_eq!(read(&format!("{head}{above}\n\n{items}")).items.len(), 5, "{above}");
    }
    let post = "Job title: Groundsman\nReports to: the Clerk\n\n1. Mow the green\n2. Mend fences\n3. Lock the gates\n";
    assert!(papers::read(post.as_bytes()).is_err());
}

#[test]
fn an_hour_behind_from_is_the_meetings() {
    let text = "Ashmere Parish Council\nDate: Tuesday 3 March 2026\nFrom: 19:30 to 21:00\n\nAGENDA\n\n1. Welcome\n2. Ponds\n3. Close\n";
    let time = read(text).time.map(|time| time.format("%H:%M").to_string());
    assert_eq!(time.as_deref(), Some("19:30"));
}

#[test]
fn hours_on_a_clock_of_twelve_go_on_after_noon() {
    let text =
        "Larkmere Club meeting\nTuesday 3 March 2026\n\n11.30 Ponds\n12.15 Lunch\n1.00 Rents\n1.45 Paths\n";
    let paper = read(text);
    let titles: Vec<_> = paper.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Ponds", "Lunch", "Rents", "Paths"]);
}

#[test]
fn the_date_of_the_next_meeting_makes_an_agenda_of_policies() {
    let text =
        "Safeguarding policy\n\n1. Safeguarding policy.\n2. Budget.\n3. Rents.\n4. Date of next meeting.\n";
    assert_eq!(read(text).items.len(), 4);
}
