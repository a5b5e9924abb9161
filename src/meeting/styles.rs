//! Which house style a meeting is written in: the one it names, else the usual one.

use super::{Head, HouseStyle, Meeting};

/// The house styles of a clerk: those that ship, the clerk's own before them, and the usual one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Styles {
    /// The style of meetings that name none.
    pub usual: HouseStyle,
    /// The clerk's own, by name.
    pub own: Vec<(String, HouseStyle)>,
}

impl Styles {
    /// The names that a meeting can choose from, the clerk's own first.
    pub fn names(&self) -> Vec<String> {
        let own = self.own.iter().map(|(name, _)| name.clone());
        let mut names: Vec<String> = own.collect();
        for shipped in HouseStyle::names() {
            if !names.iter().any(|name| name.eq_ignore_ascii_case(shipped)) {
                names.push(shipped.to_owned());
            }
        }
        names
    }

    /// The style of this name; the usual one for an empty name, none for a name that nobody knows.
    pub fn named(&self, name: &str) -> Option<HouseStyle> {
        let name = name.trim();
        if name.is_empty() {
            return Some(self.usual.clone());
        }
        let own = self.own.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        own.map(|(_, style)| style.clone()).or_else(|| HouseStyle::named(name))
    }

    /// The style of a meeting; the usual one where nobody knows the one it names.
    pub fn of(&self, meeting: &Meeting) -> HouseStyle {
        self.named(&meeting.head.style).unwrap_or_else(|| self.usual.clone())
    }

    /// The style that fits a body by its name. None where the clerk has a usual style: then that one is meant.
    pub fn fitting(&self, head: &Head) -> Option<&'static str> {
        if self.usual == HouseStyle::default() { fitting(head) } else { None }
    }
}

/// The name of the shipped style that a meeting is nearest to: the one it names, else the one that fits its body.
pub fn nearest_style(head: &Head) -> &'static str {
    let named = HouseStyle::names().find(|name| name.eq_ignore_ascii_case(head.style.trim()));
    named.or_else(|| fitting(head)).unwrap_or("scrutiny")
}

/// The shipped style that fits a body, told by the names of body and council.
fn fitting(head: &Head) -> Option<&'static str> {
    let small = |words: &Option<String>| words.as_deref().unwrap_or_default().trim().to_lowercase();
    let (body, council) = (small(&head.body), small(&head.council));
    let either = |signs: &[&str]| signs.iter().any(|sign| body.contains(sign) || council.contains(sign));
    if american(&body, &council) {
        Some("us-city")
    } else if either(&["governors", "governing body", "governing board"]) {
        Some("governors")
    } else if either(&["nhs", "integrated care", "foundation trust", "health board", "hospitals trust"]) {
        Some("nhs-board")
    } else if body == "cabinet" || body.ends_with(" cabinet") || body.starts_with("cabinet ") {
        Some("cabinet")
    } else if either(&["parish council", "town council", "community council", "parish meeting"]) {
        Some("parish")
    } else if council.starts_with("cyngor ") && !council.contains("council") {
        // A paper in Welsh, not one with both names.
        Some("cymraeg")
    } else {
        None
    }
}

/// Whether these are names that only councils of the United States have.
fn american(body: &str, council: &str) -> bool {
    let bodies = [
        "board of supervisors",
        "board of aldermen",
        "board of selectmen",
        "county commission",
        "city commission",
        "borough assembly",
    ];
    let of_a_place = ["city of ", "town of ", "village of ", "county of "];
    let place = of_a_place.iter().any(|words| council.starts_with(words)) && !council.ends_with("council");
    bodies.iter().any(|name| body.contains(name)) || place && body.contains("council")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(council: &str, body: &str) -> Head {
        Head { council: Some(council.to_owned()), body: Some(body.to_owned()), ..Head::default() }
    }

    #[test]
    fn a_body_s_name_tells_the_style() {
        for (council, body, want) in [
            ("Ashmere Parish Council", "Finance Committee", Some("parish")),
            ("Larkmere Town Council", "Full Council", Some("parish")),
            ("Larkmere Borough Council", "Cabinet", Some("cabinet")),
            ("Larkmere Borough Council", "Cabinet Procurement Committee", Some("cabinet")),
            ("Larkmere Borough Council", "Culture Scrutiny Panel", None),
            ("Fenbridge Primary School", "Board of Governors", Some("governors")),
            ("NHS Larkmere", "Integrated Care Board", Some("nhs-board")),
            ("City of Larkmere, Ohio", "City Council", Some("us-city")),
            ("Cyngor Sir Aberllwyd", "Pwyllgor Craffu", Some("cymraeg")),
            ("Cyngor Sir Aberllwyd - Aberllwyd County Council", "Scrutiny Committee", None),
            ("Town of Larkmere", "Town Council", Some("us-city")),
            ("City of Larkmere Council", "Planning Committee", None),
            ("Larkmere County", "Board of Supervisors", Some("us-city")),
        ] {
            assert_eq!(Styles::default().fitting(&head(council, body)), want, "{council}: {body}");
        }
        let usual = HouseStyle { councillor: "Councillor".to_owned(), ..HouseStyle::default() };
        let styles = Styles { usual, own: Vec::new() };
        assert_eq!(styles.fitting(&head("Ashmere Parish Council", "Council")), None);
    }

    #[test]
    fn a_clerk_s_own_style_stands_before_the_shipped_one_of_its_name() {
        let own = HouseStyle { resolved: "AGREED:".to_owned(), ..HouseStyle::default() };
        let styles = Styles { own: vec![("Parish".to_owned(), own.clone())], ..Styles::default() };
        assert_eq!(styles.named("parish"), Some(own));
        assert_eq!(styles.named("cabinet"), HouseStyle::named("cabinet"));
        assert_eq!(styles.named("nobody's"), None);
        assert_eq!(styles.names().iter().filter(|name| name.eq_ignore_ascii_case("parish")).count(), 1);
    }
}
