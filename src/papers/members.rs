//! Lists of members and of those present.

use super::line::Line;
use super::pattern::pattern;
use super::{Attendance, Attended, Member, clean, people};

pattern! {
    LABEL = r"(?i)^[*_]*(membership(?: of the \w+)?|members present|members|members of the (?:committee|panel|board|council|sub-committee|authority|cabinet|forum|group)|(?:statutory )?co-?opted members?|attendees|those present|committee members|board members|panel members|councillors present|councillors|present|presennol|aelodau|in attendance|also in attendance|also present|yn bresennol|hefyd yn bresennol|absennol|ymddiheuriadau am absenoldeb|officers present|officers in attendance|officers|apologies(?: for absence)?|apologies received|to|to members|committee membership|ymddiheuriadau|absent|not present)[*_]*\s*(?:[:\-–]\s*[*_]*\s*(.*))?$";
    COURTESY_NEXT = r"([\p{Ll})])\s+((?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr|Canon|Revd?)\.?\s+\p{Lu})";
    PLURAL = r"^(?:Councillors|Cllrs|Cynghorwyr|Messrs)\.?\s+";
    HEAD_NAME = r"(?i)^(?:(?:full |member |councillor )?names?|members?|attendees?|councillors?|first names?|forenames?|enw)$";
    HEAD_LAST = r"(?i)^(?:last name|surname|family name)$";
    HEAD_ROLE = r"(?i)^(?:roles?(?:\(s\))?|rôl|position|office|status|post(?:s| held)?|representing|organisation|job title|title)$";
    HEAD_GROUP = r"(?i)^(?:groups?|(?:political )?party|political group|gr[wŵ]p)$";
    HEAD_HOW = r"(?i)^(?:attendance|attended|presence|present|presenoldeb)$";
    ROLE = r"\(([^()]*)\)";
    IN_CHAIR = r"(?i)\s*[,(]?\s*\(?(?:in the chair)\)?";
    DASH_ROLE = r"^(.+?)\s+[-–—]\s+(.+)$";
    LONE_NAME = r"^(?:\p{Lu}\.?\s?){1,3}\s*\p{Lu}[\p{L}'’-]+$|^(?:(?:Mrs?|Ms|Miss|Dr)\.?\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){0,3}$";
    PLAIN_STOP = r"(?i)^(?:agenda|items|minutes|quorum|contact|page|apologies|notice|date|venue|the\s|please|copies|for |substitutes?|view|this |dear\b)";
    GROUP = r"(?i)^(?:conservative|labour(?: and co-operative)?|lab|con|ld|liberal democrats?|lib dem|green(?: party)?|independent|ind|plaid cymru|snp|reform(?: uk)?|ukip)$";
}

/// Members, and who is to be there or has sent apologies; who was present where the paper is minutes.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) members: Vec<Member>,
    pub(super) attendance: Vec<Attended>,
}

/// Reads lists of people from lines that are no items.
pub(super) fn read(lines: &[Line], minutes: bool) -> Lists {
    let mut out = Lists::default();
    let mut at = 0_usize;
    while let Some(line) = lines.get(at) {
        at = at.saturating_add(1);
        let Some(g) = LABEL.groups(&line.text) else { continue };
        let how = how(&g.get(1).to_lowercase());
        let mut found = each_with_office(g.get(2)).unwrap_or_else(|| names(g.get(2), true));
        let inline = !g.get(2).trim().is_empty();
        if let Some(columns) = lines.get(at).and_then(Columns::of) {
            // A table of people with the list's name for its caption.
            let rows =
                lines.iter().skip(at.saturating_add(1)).take_while(|row| !row.cells.is_empty()).count();
            let end = at.saturating_add(rows).saturating_add(1);
            let rows = lines.get(at.saturating_add(1)..end).unwrap_or_default();
            found.extend(rows.iter().filter_map(|row| columns.member(row).map(|(member, _)| member)));
            at = end;
        }
        while let Some(next) = lines.get(at).filter(|next| !next.row) {
            let more = follow(next, inline, found.is_empty());
            if more.is_empty() {
                break;
            }
            found.extend(more);
            at = at.saturating_add(1);
        }
        add(&mut out, found, how, minutes);
    }
    out
}

/// Whether a row names the columns of a table of people.
pub(super) fn is_heads(line: &Line) -> bool {
    Columns::of(line).is_some()
}

/// Whether the line is the name of a list of people, or the heads of its columns.
pub(super) fn heads_list(text: &str) -> bool {
    let mut columns = text.split('\t');
    LABEL.is(text)
        || HEAD_NAME.is(columns.next().unwrap_or_default())
            && columns.all(|head| HEAD_ROLE.is(head) || HEAD_GROUP.is(head) || HEAD_HOW.is(head))
}

fn how(label: &str) -> Attendance {
    if label.contains("attendance") && !label.contains("absence") && label != "attendance"
        || label.contains("hefyd")
        || label.contains("officers")
        || label.contains("also")
    {
        Attendance::InAttendance
    } else if label.contains("apologies") || label.contains("ymddiheuriadau") {
        Attendance::Apologies
    } else if label.contains("absent")
        || label.contains("absennol")
        || label == "no"
        || label.contains("not present")
    {
        Attendance::Absent
    } else {
        Attendance::Present
    }
}

fn follow(line: &Line, inline: bool, none: bool) -> Vec<Member> {
    let text = line.text.as_str();
    if LABEL.is(text)
        || PLAIN_STOP.is(text)
        || text.ends_with(':')
        || text.len() > 260
        || super::outline::begins(text)
    {
        return Vec::new();
    }
    if super::numbers::readings(text)
        .iter()
        .any(|n| !n.form.starts_with("initial") && !n.form.starts_with("bare"))
    {
        return Vec::new();
    }
    if inline && !none && line.gap > 0 {
        return Vec::new();
    }
    let text = super::numbers::bullet(text).unwrap_or_else(|| text.to_owned());
    one_with_office(&text).map_or_else(|| names(&text, false), |one| vec![one])
}

/// "Priya Alder, Head of Libraries - Culture and Leisure": one person, whose office may have commas and "and".
fn one_with_office(text: &str) -> Option<Member> {
    let (name, office) = text.trim().split_once(", ")?;
    let one = member(name)?;
    let others = office.split(", ").any(|part| people::is_name(part) || people::courtly(part));
    (one.role.is_none() && people::is_role(office) && !others)
        .then(|| Member { role: Some(office.trim().to_owned()), ..one })
}

/// "Beryl Catch, Town Clerk; Ivor Nance, Treasurer": one or more people parted by semicolons, each with an office.
fn each_with_office(text: &str) -> Option<Vec<Member>> {
    let parts: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return None;
    }
    parts.into_iter().map(|part| one_with_office(part.trim_end_matches('.'))).collect()
}

fn add(out: &mut Lists, found: Vec<Member>, how: Attendance, minutes: bool) {
    for member in found {
        // An agenda says who is to attend, not yet who came; officers are to be there all the same, and who has sent
        // apologies is known.
        if minutes || how != Attendance::Present {
            let (name, role) = (member.name.clone(), member.role.clone());
            out.attendance.push(Attended { name, role, how });
        }
        if how == Attendance::Present && !out.members.iter().any(|had| had.name == member.name) {
            out.members.push(member);
        }
    }
}

/// The names in a text; `list` says the line is known to be a list of them.
fn names(text: &str, list: bool) -> Vec<Member> {
    let text = text.trim().trim_end_matches('.').trim_matches('*').trim();
    let text = text.strip_suffix(" and").unwrap_or(text).trim_end_matches(',');
    let parts = split(text);
    let found: Vec<Member> = parts.iter().filter_map(|part| member(part)).collect();
    let enough = if list {
        !found.is_empty()
    } else {
        found.len().saturating_mul(2) >= parts.len().max(2) || found.len() == parts.len()
    };
    if enough { found } else { Vec::new() }
}

/// Cuts at commas, "and", wide gaps and tabs, but not within brackets.
fn split(text: &str) -> Vec<String> {
    let text = text.replace(" and ", ", ");
    let text = COURTESY_NEXT.with(&text, "$1,$2");
    let text = text.replace('\t', "  ").replace(" & ", ", ").replace(['·', ';', '☐', '☒', '□'], ",");
    let mut out = vec![String::new()];
    let mut depth = 0_i32;
    let mut spaces = 0_usize;
    for c in text.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        spaces = if c == ' ' { spaces.saturating_add(1) } else { 0 };
        if depth <= 0 && (c == ',' || spaces == 2) {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn member(text: &str) -> Option<Member> {
    let chair = IN_CHAIR.is(text);
    let text = IN_CHAIR.without(text);
    let roles: Vec<String> = ROLE.all(&text).iter().map(|g| g.get(1).trim().to_owned()).collect();
    let bare = clean::flat(&ROLE.with(&text, " "));
    let (bare, dash) = match DASH_ROLE.groups(&bare) {
        Some(g) => (g.get(1).to_owned(), Some(g.get(2).to_owned())),
        None => (bare, None),
    };
    let name = people::uncourtly(&bare);
    let fits = LONE_NAME.is(&name) || people::is_name(&name);
    if !fits || name.len() > 50 || people::is_role(&name) && !people::courtly(&bare) {
        return None;
    }
    let mut group = None;
    let mut role = dash;
    for said in roles {
        if GROUP.is(&said) { group = Some(said) } else { role = role.or(Some(said)) }
    }
    if chair {
        role = Some("Chair".to_owned());
    }
    // "Councillors" stands before the first of a list and belongs to all of them.
    let bare = PLURAL.without(&bare);
    Some(Member { name: bare, role, group })
}

/// Which cell of a table of people is which.
#[derive(Clone, Copy)]
struct Columns {
    name: usize,
    last: Option<usize>,
    role: Option<usize>,
    group: Option<usize>,
    how: Option<usize>,
}

impl Columns {
    /// The columns that a row of heads names.
    fn of(line: &Line) -> Option<Self> {
        let at =
            |pattern: &super::pattern::Pattern| line.cells.iter().position(|cell| pattern.is(cell.trim()));
        Some(Self {
            name: at(&HEAD_NAME)?,
            last: at(&HEAD_LAST),
            role: at(&HEAD_ROLE),
            group: at(&HEAD_GROUP),
            how: at(&HEAD_HOW),
        })
    }

    /// Whether it is a table of people and no other that has names in it.
    fn of_people(&self) -> bool {
        self.last.is_some() || self.role.is_some() || self.how.is_some()
    }

    fn member(&self, line: &Line) -> Option<(Member, Option<Attendance>)> {
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|at| line.cells.get(at)).map_or("", |cell| cell.trim());
            Some(clean::flat(&cell.replace(super::line::BREAK, " "))).filter(|cell| !cell.is_empty())
        };
        let name = cell(Some(self.name))?;
        let whole = clean::flat(&format!("{name} {}", cell(self.last).unwrap_or_default()));
        // In a column of names every entry is one, whatever it looks like; a sentence is none.
        let mut found = member(&whole).or_else(|| {
            let plain = self.role.is_some() && whole.len() < 60 && !whole.ends_with('.');
            plain.then(|| Member { name: whole, ..Member::default() })
        })?;
        found.role = cell(self.role).or(found.role);
        found.group = cell(self.group).or(found.group);
        Some((found, cell(self.how).map(|words| how(&words.to_lowercase()))))
    }
}

/// The names of a table of people: a roll call.
pub(super) fn table(lines: &[Line], minutes: bool) -> Lists {
    let mut out = Lists::default();
    let mut columns: Option<Columns> = None;
    for line in lines {
        if line.cells.is_empty() {
            columns = None;
        } else if let Some(columns) = columns {
            if let Some((found, how)) = columns.member(line) {
                add(&mut out, vec![found], how.unwrap_or(Attendance::Present), minutes && how.is_some());
            }
        } else {
            // A table of nothing but people needs no second head to say so.
            let alone = lines.first() == Some(line);
            columns = Columns::of(line).filter(|columns| alone || columns.of_people());
        }
    }
    out
}
