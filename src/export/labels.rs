//! The fixed words of a document and its dates, in the language of the house.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::meeting::{HouseStyle, Language};

/// The fixed words of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Labels {
    pub(super) minutes_of: &'static str,
    pub(super) action_list: &'static str,
    pub(super) decision_list: &'static str,
    pub(super) draft: &'static str,
    pub(super) agenda_item: &'static str,
    pub(super) minutes: &'static str,
    pub(super) points: &'static str,
    pub(super) resolved: String,
    pub(super) recommended: String,
    pub(super) documents: &'static str,
    pub(super) attendance: &'static str,
    pub(super) present: &'static str,
    pub(super) in_attendance: &'static str,
    pub(super) apologies: &'static str,
    pub(super) absent: &'static str,
    pub(super) declarations: &'static str,
    pub(super) date: &'static str,
    pub(super) time: &'static str,
    pub(super) venue: &'static str,
    pub(super) item: &'static str,
    pub(super) number: &'static str,
    pub(super) action: &'static str,
    pub(super) owner: &'static str,
    pub(super) due: &'static str,
    pub(super) status: &'static str,
    pub(super) actions: &'static str,
    pub(super) no_actions: &'static str,
    pub(super) no_decisions: &'static str,
    pub(super) name: &'static str,
    pub(super) role: &'static str,
    pub(super) group: &'static str,
    pub(super) opened: &'static str,
    pub(super) closed: &'static str,
    pub(super) adjourned: &'static str,
    pub(super) resumed: &'static str,
    pub(super) signed: &'static str,
    pub(super) revision: &'static str,
    pub(super) initials: &'static str,
    pub(super) page: &'static str,
    pub(super) of: &'static str,
}

const ENGLISH: Labels = Labels {
    minutes_of: "Minutes",
    action_list: "Action list",
    decision_list: "Decisions",
    draft: "Draft, subject to approval",
    agenda_item: "Agenda item",
    minutes: "Minutes:",
    points: "Discussion points:",
    resolved: String::new(),
    recommended: String::new(),
    documents: "Supporting documents:",
    attendance: "Attendance",
    present: "Present",
    in_attendance: "In attendance",
    apologies: "Apologies for absence",
    absent: "Absent",
    declarations: "Declarations of interest",
    date: "Date",
    time: "Time",
    venue: "Venue",
    item: "Item",
    number: "No.",
    action: "Action",
    owner: "Owner",
    due: "Due",
    status: "Status",
    actions: "Actions",
    no_actions: "No actions were agreed.",
    no_decisions: "No decisions were recorded.",
    name: "Name",
    role: "Role",
    group: "Group",
    opened: "The meeting opened at",
    closed: "The meeting closed at",
    adjourned: "The meeting was adjourned at",
    resumed: "and resumed at",
    signed: "Signed as a correct record",
    revision: "Revision",
    initials: "Initials",
    page: "Page",
    of: "of",
};

const WELSH: Labels = Labels {
    minutes_of: "Cofnodion",
    action_list: "Rhestr camau gweithredu",
    decision_list: "Penderfyniadau",
    draft: "Drafft, i’w gymeradwyo",
    agenda_item: "Eitem ar yr agenda",
    minutes: "Cofnodion:",
    points: "Pwyntiau trafod:",
    resolved: String::new(),
    recommended: String::new(),
    documents: "Dogfennau ategol:",
    attendance: "Presenoldeb",
    present: "Yn bresennol",
    in_attendance: "Hefyd yn bresennol",
    apologies: "Ymddiheuriadau am absenoldeb",
    absent: "Absennol",
    declarations: "Datganiadau o fuddiant",
    date: "Dyddiad",
    time: "Amser",
    venue: "Lleoliad",
    item: "Eitem",
    number: "Rhif",
    action: "Cam gweithredu",
    owner: "Cyfrifoldeb",
    due: "Erbyn",
    status: "Statws",
    actions: "Camau gweithredu",
    no_actions: "Ni chytunwyd ar unrhyw gamau gweithredu.",
    no_decisions: "Ni chofnodwyd unrhyw benderfyniadau.",
    name: "Enw",
    role: "Rôl",
    group: "Grŵp",
    opened: "Agorwyd y cyfarfod am",
    closed: "Daeth y cyfarfod i ben am",
    adjourned: "Gohiriwyd y cyfarfod am",
    resumed: "ac ailddechreuodd am",
    signed: "Llofnodwyd yn gofnod cywir",
    revision: "Diwygiad",
    initials: "Llythrennau blaen",
    page: "Tudalen",
    of: "o",
};

impl Labels {
    /// The words that this house uses.
    pub(super) fn of(style: &HouseStyle) -> Self {
        let (words, resolved) = match style.language {
            Language::English | Language::American => (ENGLISH, "Resolved:"),
            Language::Welsh => (WELSH, "Penderfynwyd:"),
        };
        let own = style.resolved.trim();
        let resolved = if own.is_empty() { resolved } else { own }.to_owned();
        Self { resolved, recommended: style.recommended.trim().to_owned(), ..words }
    }
}

/// A day in full: "Wednesday 11 February 2026", "Wednesday, February 11, 2026", "Dydd Mercher 11 Chwefror 2026".
pub(super) fn long_date(language: Language, date: NaiveDate) -> String {
    const DAYS: [&str; 7] =
        ["Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul"];
    match language {
        Language::English => date.format("%A %-d %B %Y").to_string(),
        Language::American => date.format("%A, %B %-d, %Y").to_string(),
        Language::Welsh => {
            let day = DAYS.iter().cycle().nth(date.weekday().num_days_from_monday().try_into().unwrap_or(0));
            format!("{} {}", day.copied().unwrap_or_default(), short_date(language, date))
        }
    }
}

/// A day without the name of its weekday: "11 February 2026".
pub fn short_date(language: Language, date: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ];
    match language {
        Language::English => date.format("%-d %B %Y").to_string(),
        Language::American => date.format("%B %-d, %Y").to_string(),
        Language::Welsh => {
            let month =
                MONTHS.iter().zip(0_u32..).find(|(_, at)| *at == date.month0()).map(|(name, _)| *name);
            format!("{} {} {}", date.day(), month.unwrap_or_default(), date.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_the_language_of_the_house() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 11).unwrap();
        assert_eq!(long_date(Language::English, day), "Wednesday 11 February 2026");
        assert_eq!(long_date(Language::American, day), "Wednesday, February 11, 2026");
        assert_eq!(long_date(Language::Welsh, day), "Dydd Mercher 11 Chwefror 2026");
    }
}
