//! Names and roles: which words are a person, which an office.

use super::Presenter;
use super::pattern::pattern;

pattern! {
    TITLE = r"^(?:(?:The\s+)?(?:Rt\.?\s+Hon\.?|Revd?\.?|Reverend|Canon|Dr\.?|Prof(?:essor)?\.?|Sir|Dame|Lord|Lady|Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|Cllrs?\.?|Councillors?|Councilors?|Councilmember|Cynghorydd|Cyng\.?|Alderman|Ald\.?|Inspector|Insp\.?|Sgt\.?|Sergeant|PC|PCSO|Captain|Capt\.?|Commander|Cdr\.?|Colonel|Col\.?|Lt\.?|Father|Fr\.?|Pastor|Rabbi|Imam|Superintendent|Supt\.?|Mayor|Commissioner|Trustee|Governor)\s+)+";
    COURTESY = r"^(?:(?:Cllrs?\.?|Councillors?|Councilors?|Cynghorwyr|Cynghorydd|Y\s+Cynghorydd|Cyng\.?)\s+)";
    WORD = r"^\p{Lu}[\p{L}'’]*(?:[-–]\p{Lu}?[\p{L}'’]+)?\.?$";
    PARTICLE = r"^(?:de|da|di|du|van|von|der|den|la|le|ap|ab|ferch|al|el|bin|Mac|Mc|O)$";
    OFFICE_AFTER = r"(\p{Lu}[\p{L}'’.-]*\s+\p{Lu}[\p{L}'’-]+)\s*\((\p{Lu}[^()]{3,60})\)";
    INITIALS = r"^\p{Lu}{2,3}$";
    ROLE_WORD = r"(?i)\b(?:director|manager|officer|head|chief|leader?|chair(?:man|woman|person)?|co-chair|vice-chair|clerk|member|secretary|treasurer|engineer|planner|adviser|advisor|analyst|accountant|auditor|partner|consultant|co-?ordinator|commissioner|inspector|sergeant|superintendent|lawyer|solicitor|surveyor|architect|psychologist|nurse|doctor|teacher|headteacher|principal|deputy|assistant|executive|portfolio|mayor|recorder|attorney|librarian|team|service|services|council|university|college|school|primary|academy|trust|partnership|company|ltd|limited|llp|plc|inc|group|police|nhs|board|authority|agency|specialist|lead|president|governor|warden|ranger|ecologist|scientist|practitioner|strategist|supervisor|technician|controller|registrar|editor|representative|development|finance|housing|health|planning|transport|environment|education|administrator|town|city|county|district|parish|borough|community|public|young people|children|care|control|culture|customer|department|division|committee|panel|works|development|estates|cyfarwyddwr|pennaeth|swyddog|rheolwr|arweinydd|cadeirydd|prif|aelod|clerc|church|society|association|forum|institute|hospital|centre|commission|chaplain|curate|vicar|rector|fellow|lecturer|owner|applicant|agent|operator|operations|strategy|policy|programme|project|performance|governance|safeguarding|commissioning|systems|regional|senior|interim|acting|(?:harbour)?master|sendco|senco|bursar|headmaster|headmistress|constable|bailiff|steward|keeper|curator|archivist|conservators?|marshal|sheriff|conven[eo]r|provost|bailie|ombudsman|dean|trustee|minister|counsel|ceo|cfo|coo|chairperson|vice-chairperson|surgeon|matron|pharmacist|midwife|economist|historian|landlord|tenant|volunteer|liaison)\b";
    ALL = r"(?i)^(?:all|chair(?:man|woman|person)?|vice[- ]chair(?:man)?|clerk|cadeirydd|pawb|chief executive|leader|mayor|everyone|tbc)$";
}

/// Words that open with capitals and are no person.
const NO_NAME: &str = " Public Questions Minutes Meeting Apologies Report Reports Update Review Plan Policy Strategy Annual \
    Next Date Any Other Business Agenda Item Items Declaration Declarations Interest Decision Budget Programme \
    Presentation Update Work Verbal Oral Discussion Appendix Annex Part Schedule Act Street Road Lane Park Avenue Hall \
    Green North South East West Upper Lower Great Little New Old Saint St Monday Tuesday Wednesday Thursday Friday \
    Saturday Sunday January February March April May June July August September October November December Quarter \
    Year None Noted Resolved Area Site Land House Farm Cottage Order Ordinance Resolution Approval Performance \
    Pre-Application Page The This That There These Members No Yes To Of And In On For Consultation Application \
    Proposed Proposal Appointment Appointments Election Bridge Fund Grant Grants Library Project Scheme Neighbourhood \
    Action Actions Matters Arising Closed Session Open Regular Special Welcome Future Past Events ";

/// Whether the words are a person's name: two to four capitalised words, none of them an office's.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let bare = TITLE.without(text);
    let titled = bare.len() < text.len();
    if ROLE_WORD.is(&bare) || bare.chars().any(|c| c.is_ascii_digit()) || bare.len() > 60 {
        return false;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let least = if titled { 1 } else { 2 };
    let named = words.iter().all(|word| WORD.is(word) || PARTICLE.is(word));
    let common = words.iter().any(|word| NO_NAME.contains(&format!(" {word} ")));
    let shouted = bare.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && bare.len() > 14;
    (least..=5).contains(&words.len()) && named && !common && !shouted
}

/// Whether the words name an office.
pub(super) fn is_role(text: &str) -> bool {
    ROLE_WORD.is(text)
}

/// Whether it is "MW", "All" or "Chair": what stands in a column of leads.
pub(super) fn is_lead(text: &str) -> bool {
    INITIALS.is(text.trim()) || ALL.is(text.trim())
}

/// Whether it is two or three capitals.
pub(super) fn is_initials(text: &str) -> bool {
    INITIALS.is(text.trim())
}

/// Whether a cell of a table can be the cell of leads.
pub(super) fn is_lead_cell(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && (is_lead(text)
            || ALL.is(text)
            || text.split(['/', ',', '&', ';']).all(|part| {
                let part = part.trim();
                is_name(part) || is_initials(part) || (is_role(part) && part.split(' ').count() <= 7)
            }))
}

struct Piece<'t> {
    joint: &'t str,
    words: &'t str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut joint = "";
    while let Some((words, mark, after)) = cut(rest) {
        out.push(Piece { joint, words: words.trim() });
        joint = mark;
        rest = after;
    }
    out.push(Piece { joint, words: rest.trim() });
    out.retain(|piece| !piece.words.is_empty());
    out
}

fn cut(text: &str) -> Option<(&str, &str, &str)> {
    let marks = [", and ", "; and ", "; ", ", ", " and ", " & ", " / ", " a'r ", " ac "];
    let (at, mark) = marks
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, *mark)))
        .min_by_key(|(at, mark)| (*at, usize::MAX.saturating_sub(mark.len())))?;
    Some((text.get(..at)?, mark, text.get(at.checked_add(mark.len())?..)?))
}

/// Longer than any list of presenters; such a text is prose, or rubbish, whose weighing would take the square of its length.
const LONGEST: usize = 1_000;

/// The people a text names, each with their role: "A B, Head of C, and D E, Officer".
pub(super) fn people(text: &str) -> Vec<Presenter> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    let text = OFFICE_AFTER.with(text, "$1, $2");
    let pieces = pieces(&text);
    let roles = pieces.iter().any(|piece| is_role(piece.words) && !is_name(piece.words));
    let mut out: Vec<Presenter> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let next = pieces.get(at.saturating_add(1));
        let named = is_name(piece.words) || (is_initials(piece.words) && !roles);
        let followed = next.is_some_and(|next| !is_name(next.words) && next.joint == ", ");
        let begins = match out.last() {
            None => true,
            Some(last) if last.role.is_none() && roles && piece.joint == ", " => false,
            Some(last) => {
                named
                    && (followed
                        || !roles
                        || (last.role.is_some() && piece.joint.contains("and") && TITLE.is(piece.words)))
            }
        };
        if begins {
            out.push(Presenter { name: piece.words.to_owned(), role: None, purpose: None });
        } else if let Some(last) = out.last_mut() {
            last.role = Some(match last.role.take() {
                Some(role) => format!("{role}{}{}", piece.joint, piece.words),
                None if piece.joint == ", " => piece.words.to_owned(),
                None => {
                    last.name = format!("{}{}{}", last.name, piece.joint, piece.words);
                    continue;
                }
            });
        }
    }
    out.into_iter().map(office_first).collect()
}

/// "Director of Recreation, Janell Payne" has the office first; "Mayor" alone has no name.
fn office_first(person: Presenter) -> Presenter {
    let Presenter { name, role, purpose } = person;
    match role {
        Some(role) if !is_name(&name) && is_name(&role) => {
            Presenter { name: role, role: Some(name), purpose }
        }
        Some(role) if !is_name(&name) && is_role(&name) => {
            Presenter { name: String::new(), role: Some(format!("{name}, {role}")), purpose }
        }
        None if !is_name(&name) && is_role(&name) => split_office(&name, purpose),
        role => Presenter { name, role, purpose },
    }
}

fn split_office(text: &str, purpose: Option<String>) -> Presenter {
    for courtesy in ["Councillor ", "Cllr ", "Cynghorydd "] {
        if let Some((office, name)) = text.split_once(courtesy)
            && !office.trim().is_empty()
            && !name.trim().is_empty()
            && name.split_whitespace().count() <= 3
        {
            let role = Some(office.trim().trim_end_matches(',').to_owned());
            return Presenter { name: name.trim().to_owned(), role, purpose };
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let split = words.len().saturating_sub(2);
    if words.len() >= 3 && is_name(&words.get(split..).unwrap_or_default().join(" ")) {
        let name = words.get(split..).unwrap_or_default().join(" ");
        return Presenter { name, role: Some(words.get(..split).unwrap_or_default().join(" ")), purpose };
    }
    if words.len() == 2
        && words.first().is_some_and(|word| is_role(word))
        && words.get(1).is_some_and(|word| WORD.is(word) && !is_role(word))
    {
        let name = words.get(1).copied().unwrap_or_default().to_owned();
        return Presenter { name, role: words.first().map(|&word| word.to_owned()), purpose };
    }
    Presenter { name: String::new(), role: Some(text.to_owned()), purpose }
}

/// The people in a table's cell of leads: "Rosalind Tighe / Piers Dunmore", "Chair", "MW".
pub(super) fn cell(text: &str) -> Vec<Presenter> {
    let text = super::clean::flat(text);
    if text.is_empty() || matches!(text.as_str(), "-" | "–" | "—" | "n/a" | "N/A") {
        return Vec::new();
    }
    let parts: Vec<&str> = text.split(['/', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let commas: Vec<&str> = text.split([',', '&']).map(str::trim).collect();
    if parts.len() == 1 && commas.len() > 1 && !commas.iter().all(|part| is_name(part) || is_initials(part)) {
        return people(&text);
    }
    let parts = if parts.len() == 1 && commas.len() > 1 { commas } else { parts };
    parts.into_iter().flat_map(|part| if is_lead(part) { vec![plain(part)] } else { people(part) }).collect()
}

fn plain(part: &str) -> Presenter {
    if is_initials(part) || part.eq_ignore_ascii_case("all") {
        Presenter { name: part.to_owned(), role: None, purpose: None }
    } else {
        Presenter { name: String::new(), role: Some(part.to_owned()), purpose: None }
    }
}

/// The name without "Cllr" or "Councillor" before it.
pub(super) fn uncourtly(text: &str) -> String {
    COURTESY.without(text.trim()).trim().to_owned()
}

/// Whether a word of courtesy stands first.
pub(super) fn courtly(text: &str) -> bool {
    TITLE.is(text)
}

#[cfg(test)]
mod tests {
    use super::{cell, is_name, people};

    fn shown(found: &[crate::papers::Presenter]) -> String {
        let one = |p: &crate::papers::Presenter| format!("{}|{}", p.name, p.role.as_deref().unwrap_or("-"));
        found.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn people_and_their_offices() {
        for (text, want) in [
            ("Ada Lund, Head of Roads", "Ada Lund|Head of Roads"),
            ("Ada Lund, Head of Roads, and Bo Carr, Engineer", "Ada Lund|Head of Roads; Bo Carr|Engineer"),
            (
                "Ada Lund, Head of Roads, Bo Carr, Engineer and Cy Dunn, Clerk",
                "Ada Lund|Head of Roads; Bo Carr|Engineer; Cy Dunn|Clerk",
            ),
            (
                "Ada Lund, Director - Children and Young People",
                "Ada Lund|Director - Children and Young People",
            ),
            ("Bo Carr, Contract Director, Kite Services", "Bo Carr|Contract Director, Kite Services"),
            ("Director of Works, Ada Lund", "Ada Lund|Director of Works"),
            ("Ada Lund (Head of Roads) and Bo Carr (Engineer)", "Ada Lund|Head of Roads; Bo Carr|Engineer"),
            ("Ada Lund and Bo Carr", "Ada Lund|-; Bo Carr|-"),
            ("Head of Roads", "|Head of Roads"),
        ] {
            assert_eq!(shown(&people(text)), want, "{text}");
        }
    }

    #[test]
    fn cells_of_leads() {
        for (text, want) in [
            ("Ada Lund / Bo Carr", "Ada Lund|-; Bo Carr|-"),
            ("MW", "MW|-"),
            ("Chair", "|Chair"),
            ("-", ""),
            ("Ada Lund, Engineer", "Ada Lund|Engineer"),
        ] {
            assert_eq!(shown(&cell(text)), want, "{text}");
        }
    }

    #[test]
    fn what_is_a_name() {
        for name in ["Ada Lund", "Dr Imran Sethi", "Cllr Fell", "Mary O'Neil-Smith"] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "Public Questions",
            "Head of Roads",
            "Any Other Business",
            "MINUTES OF THE LAST MEETING",
            "roads",
            "Kite Services",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }
}
