//! The fixed words of a document, above and beside what was minuted: in the language of the house, each of which a house may
//! say otherwise.

use serde::{Deserialize, Serialize};

use super::{HouseStyle, Language, Status};

macro_rules! labels {
    ($($name:ident $english:literal $welsh:literal)*) => {
        /// A house's own labels; an empty one is the language's.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[expect(missing_docs, reason = "each is named by its English word")]
        pub struct OwnLabels {
            $(#[serde(skip_serializing_if = "String::is_empty")] pub $name: String,)*
        }

        /// The fixed words of a document.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[expect(missing_docs, reason = "each is named by its English word")]
        pub struct Labels {
            /// What stands above decisions.
            pub resolved: String,
            /// What stands above recommendations to another body; empty where they stand among the decisions.
            pub recommended: String,
            $(pub $name: String,)*
        }

        impl Labels {
            /// Every label: its name, in English and in Welsh.
            pub const TABLE: &[(&'static str, &'static str, &'static str)] =
                &[$((stringify!($name), $english, $welsh),)*];

            /// The words that this house uses.
            pub fn of(style: &HouseStyle) -> Self {
                let word = |own: &str, english: &str, welsh: &str| {
                    let usual = match style.language {
                        Language::English | Language::American => english,
                        Language::Welsh => welsh,
                    };
                    if own.trim().is_empty() { usual } else { own.trim() }.to_owned()
                };
                Self {
                    resolved: word(&style.resolved, "Resolved:", "Penderfynwyd:"),
                    recommended: style.recommended.trim().to_owned(),
                    $($name: word(&style.labels.$name, $english, $welsh),)*
                }
            }
        }
    };
}

labels! {
    minutes_of "Minutes" "Cofnodion"
    action_list "Action list" "Rhestr camau gweithredu"
    decision_list "Decisions" "Penderfyniadau"
    draft "Draft, subject to approval" "Drafft, i’w gymeradwyo"
    agenda_item "Agenda item" "Eitem ar yr agenda"
    minutes "Minutes:" "Cofnodion:"
    points "Discussion points:" "Pwyntiau trafod:"
    documents "Supporting documents:" "Dogfennau ategol:"
    attendance "Attendance" "Presenoldeb"
    present "Present" "Yn bresennol"
    in_attendance "In attendance" "Hefyd yn bresennol"
    apologies "Apologies for absence" "Ymddiheuriadau am absenoldeb"
    absent "Absent" "Absennol"
    declarations "Declarations of interest" "Datganiadau o fuddiant"
    date "Date" "Dyddiad"
    time "Time" "Amser"
    venue "Venue" "Lleoliad"
    item "Item" "Eitem"
    number "No." "Rhif"
    action "Action" "Cam gweithredu"
    owner "Owner" "Cyfrifoldeb"
    due "Due" "Erbyn"
    status "Status" "Statws"
    actions "Actions" "Camau gweithredu"
    no_actions "No actions were agreed." "Ni chytunwyd ar unrhyw gamau gweithredu."
    no_decisions "No decisions were recorded." "Ni chofnodwyd unrhyw benderfyniadau."
    name "Name" "Enw"
    role "Role" "Rôl"
    group "Group" "Grŵp"
    opened "The meeting opened at" "Agorwyd y cyfarfod am"
    closed "The meeting closed at" "Daeth y cyfarfod i ben am"
    adjourned "The meeting was adjourned at" "Gohiriwyd y cyfarfod am"
    resumed "and resumed at" "ac ailddechreuodd am"
    signed "Signed as a correct record" "Llofnodwyd yn gofnod cywir"
    revision "Revision" "Diwygiad"
    initials "Initials" "Llythrennau blaen"
    page "Page" "Tudalen"
    of "of" "o"
    interest "Interest" "Buddiant"
    reason "Reason" "Rheswm"
    consequence "Action taken" "Camau a gymerwyd"
    did_left "Left the meeting" "Gadawodd y cyfarfod"
    did_stayed "Remained in the meeting" "Arhosodd yn y cyfarfod"
    did_not_vote "Did not vote" "Ni phleidleisiodd"
    dispensation "Dispensation granted" "Goddefeb wedi’i rhoi"
    status_open "open" "agored"
    status_done "done" "cwblhawyd"
    status_dropped "dropped" "gollyngwyd"
}

impl Labels {
    /// The word for how far an action is.
    pub fn status(&self, status: Status) -> &str {
        match status {
            Status::Open => &self.status_open,
            Status::Done => &self.status_done,
            Status::Dropped => &self.status_dropped,
        }
    }
}
