//! The word lists that patterns name. Each is a bit, so that a word is looked up once and asked for any of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::checks::tokens::Token;

/// Lists or classes that a word belongs to, a bit each.
pub(super) type Bits = u32;

/// What patterns can name: a list, or what is worked out from lists and endings.
const CLASSES: [&str; 22] = [
    "verb", "do", "done", "final", "ended", "modal", "take", "ask", "told", "adverb", "num", "day", "month",
    "weekday", "pronoun", "verbal", "cap", "initials", "mark", "body", "part", "doing",
];

/// The bit of a class; a name nobody knows holds nothing.
pub(super) fn class(name: &str) -> Bits {
    CLASSES.iter().position(|class| *class == name).map_or(0, |at| 1 << at)
}

/// Whether a word belongs to the class of that name.
pub(super) fn in_class(name: &str, token: &Token) -> bool {
    classes(token) & class(name) != 0
}

/// Every class a word belongs to.
pub(super) fn classes(token: &Token) -> Bits {
    let word = token.lower.as_str();
    let lists = lists_of(word);
    let on = |list: List| lists & list.0 != 0;
    let mark = token.is_mark();
    let digits = || word.chars().all(|c| c.is_ascii_digit());
    let base = base_in(word, lists).map_or(0, |base| lists_of(&base));
    let adverb = on(ADVERBS) || is_manner(word);
    let verb = !mark
        && !token.capital
        && !on(SMALL)
        && !on(ADVERBS)
        && !word.chars().any(|c| c.is_ascii_digit())
        && !is_manner(word);
    let verbal = mark && !matches!(word, "(" | ")" | "/" | "'")
        || on(FINITE)
        || word.ends_with("ed") && !token.capital;
    // In the order of the classes' names.
    let all: [bool; CLASSES.len()] = [
        verb,
        on(DO),
        on(DONE) || base & DO.0 != 0 && !on(NOT_DONE),
        on(FINAL),
        on(ENDED) || base & FINAL.0 != 0,
        matches!(word, "will" | "would" | "shall"),
        on(TAKE),
        on(ASK),
        on(TOLD),
        adverb,
        on(NUMBERS) || digits(),
        is_day(word),
        on(MONTHS) || word.ends_with("'s") && lists_of(word.trim_end_matches("'s")) & MONTHS.0 != 0,
        on(WEEKDAYS),
        on(PRONOUNS),
        verbal,
        token.capital,
        token.initials,
        mark,
        on(BODIES),
        word.ends_with("ed") || on(DONE) || on(IRREGULAR) || lists & ODD_BIT != 0,
        is_doing(word),
    ];
    all.iter().enumerate().fold(0, |bits, (at, holds)| bits | Bits::from(*holds) << at)
}

/// The words of a list.
pub(super) fn set(list: &'static str) -> std::collections::HashSet<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// A list of words and its bit.
struct List(Bits, &'static str);

/// The lists that a word stands in.
static LISTS: LazyLock<HashMap<&'static str, Bits>> = LazyLock::new(|| {
    let mut known: HashMap<&'static str, Bits> = HashMap::new();
    for List(bit, words) in [
        DO, NOT_DONE, DONE, FINAL, ENDED, TAKE, ASK, TOLD, ADVERBS, NUMBERS, MONTHS, WEEKDAYS, PRONOUNS,
        FINITE, BODIES, SMALL,
    ] {
        for word in words.split_ascii_whitespace() {
            *known.entry(word).or_default() |= bit;
        }
    }
    for (word, _) in ODD {
        *known.entry(word).or_default() |= ODD_BIT;
    }
    known
});

fn lists_of(word: &str) -> Bits {
    LISTS.get(word).copied().unwrap_or_default()
}

/// "quickly", and not "supply".
fn is_manner(word: &str) -> bool {
    word.ends_with("ly") && !matches!(word, "apply" | "reply" | "supply" | "rely")
}

/// "preparing" and its kind: a task verb with "ing".
fn is_doing(word: &str) -> bool {
    let Some(head) = word.strip_suffix("ing") else { return false };
    let task = |word: &str| lists_of(word) & DO.0 != 0;
    let mut back = head.chars().rev();
    let doubled = back.next() == back.next()
        && head.char_indices().next_back().is_some_and(|(at, _)| head.get(..at).is_some_and(task));
    task(head) || task(&format!("{head}e")) || doubled
}

/// "14", "1st".
fn is_day(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .trim_end_matches(['s', 't', 'n', 'd', 'r', 'h'])
            .parse::<u8>()
            .is_ok_and(|n| (1..=31).contains(&n))
}

/// The bare verb of a participle that ends in "ed", or of a known odd one.
pub(super) fn base_of(word: &str) -> Option<String> {
    base_in(word, lists_of(word))
}

/// The bare verb of a participle whose ending does not tell: "sent", "written".
pub(super) fn odd_base(word: &str) -> Option<&'static str> {
    if lists_of(word) & ODD_BIT == 0 {
        return None;
    }
    ODD.iter().find(|(done, _)| *done == word).map(|(_, base)| *base)
}

/// As [`base_of`], of a word whose lists are known.
fn base_in(word: &str, lists: Bits) -> Option<String> {
    if lists & ODD_BIT != 0 {
        return odd_base(word).map(str::to_owned);
    }
    let head = word.strip_suffix("ed")?;
    let known = |w: &str| lists_of(w) & (DO.0 | FINAL.0) != 0;
    let with_e = format!("{head}e");
    if known(head) {
        return Some(head.to_owned());
    }
    if known(&with_e) {
        return Some(with_e);
    }
    if let Some(y) = head.strip_suffix('i') {
        return Some(format!("{y}y"));
    }
    let mut back = head.chars().rev();
    if let (Some(a), Some(b)) = (back.next(), back.next())
        && a == b
        && !matches!(a, 's' | 'l')
    {
        return head.strip_suffix(a).map(str::to_owned);
    }
    let e = head.ends_with(['c', 'g', 's', 'v', 'u', 'z'])
        || head.ends_with("at")
        || head.ends_with("id")
        || head.ends_with("ar");
    Some(if e && !head.ends_with("ss") { with_e } else { head.to_owned() })
}

const ODD_BIT: Bits = 1 << 31;
/// Participles whose bare verb is not found by taking "ed" away.
const ODD: &[(&str, &str)] = &[
    ("sent", "send"),
    ("brought", "bring"),
    ("sought", "seek"),
    ("written", "write"),
    ("given", "give"),
    ("taken", "take"),
    ("made", "make"),
    ("put", "put"),
    ("set", "set"),
    ("told", "tell"),
    ("drawn", "draw"),
    ("found", "find"),
    ("held", "hold"),
    ("paid", "pay"),
    ("left", "leave"),
    ("met", "meet"),
    ("shown", "show"),
    ("done", "do"),
    ("undertaken", "undertake"),
    ("fed", "feed"),
    ("sent", "send"),
    ("got", "get"),
    ("kept", "keep"),
    ("dealt", "deal"),
    ("passed", "pass"),
    ("built", "build"),
    ("added", "add"),
    ("tackled", "tackle"),
    ("handled", "handle"),
    ("shared", "share"),
    ("compiled", "compile"),
    ("run", "run"),
    ("withdrawn", "withdraw"),
];

/// Verbs that hand a task on: what people go away and do.
const DO: List = List(
    1 << 0,
    "action add address advertise advise amend analyse announce apply approach arrange ask assess attach attend audit await \
book brief bring calculate call carry chase check circulate clarify clean clear collaborate collate collect compile complete compose confirm \
consider consult contact convene convey copy correct cost create deliver discuss display distribute do draft draw email e-mail \
endeavour engage enquire ensure erect establish examine explain explore extract feed feedback file fill find finalise fix follow \
formulate forward gather get give hand help identify include incorporate inform initiate inquire inspect instruct introduce \
investigate invite issue keep lead let liaise link list lobby look make map meet mention monitor move negotiate notify obtain offer \
order organise outline oversee pass phone place plan post prepare present print probe produce progress propose provide publicise \
publish purchase pursue put query quote raise re-issue reconsider record refer register relay remind remove repair repeat replace \
reply report request research resend resolve respond return revert review revise revisit ring scan schedule see seek send share \
show sort source speak submit summarise supply survey tackle take talk tell test tidy trial try undertake update upload visit warn \
work write",
);
/// Participles of listed verbs that speak of works or policy more often than of a task.
const NOT_DONE: List = List(
    1 << 1,
    "addressed considered passed cleaned cleared completed delivered erected fixed held kept taken worked planned \
repaired retrialled moved offered done monitored resolved built purchased scheduled proposed included led made \
introduced finalised published assessed put removed recorded created calculated displayed given announced",
);
/// Participles of tasks that are not a listed verb.
const DONE: List = List(1 << 2, "re-circulated recirculated rearranged tabled");
/// Verbs of a decision that is over when it is made.
const FINAL: List = List(
    1 << 3,
    "abandon accept acknowledge act adjourn adopt agree allocate allow appoint approve authorise award be become buy \
cancel chair close co-opt continue coopt decline decrease defer delegate dispose donate elect endorse exclude extend fund \
grant hold increase join leave nominate not note object oppose pay permit postpone proceed purchase ratify re-elect receive \
recognise refuse reject remain renew resign retain retire serve sign sponsor stand support suspend vary waive welcome withdraw",
);
/// Participles of things needed or settled.
const ENDED: List =
    List(1 << 4, "needed required permitted taken left held paid met kept allowed called used-up minuted");
/// Ways to take a task on.
const TAKE: List = List(
    1 << 5,
    "agreed agrees offered offers undertook undertakes committed commits promised promises volunteered volunteers \
pledged",
);
/// Ways to put a task to somebody.
const ASK: List = List(1 << 6, "asked requested instructed tasked directed");
/// Ways to report what somebody said.
const TOLD: List = List(
    1 << 7,
    "said stated advised confirmed informed noted responded replied reported explained added assured indicated \
commented answered told",
);
const ADVERBS: List = List(
    1 << 8,
    "also then therefore further first kindly once again both all each now still jointly too ahead either always never only soon ever",
);
const NUMBERS: List = List(1 << 9, "a an one two three four five six seven eight nine ten twelve fourteen");
const MONTHS: List = List(
    1 << 10,
    "january february march april may june july august september october november december jan feb mar apr jun \
jul aug sept sep oct nov dec",
);
const WEEKDAYS: List = List(1 << 11, "monday tuesday wednesday thursday friday saturday sunday");
const PRONOUNS: List = List(1 << 12, "he she they we i");
/// Words that show a sentence already has its verb.
const FINITE: List = List(
    1 << 13,
    "is are was were be been has have had will would shall should may might can could must do does did need needs \
that who which said it there he she they we to",
);
const BODIES: List = List(
    1 << 14,
    "committee panel board council members cabinet meeting chair chairman chairwoman chairperson governors forum \
group trustees mayor cathaoirleach councillors executive",
);
/// Participles that do not end in "ed" and whose verb is no task.
const IRREGULAR: List = List(
    1 << 16,
    "bought sold hung cut laid lit led spent known seen heard taught thought chosen spoken borne read grown driven",
);
/// Small words that are never the verb of a task.
const SMALL: List = List(
    1 << 15,
    "a an the this that these those it its his her their our my your in on at by for from with of to into onto \
and or but if as than be been being is are was were am has have had not no so which who whom whose what when where while whether \
any some all each every both such there here he she they we i you him them us me will would shall should could can may might must \
do does did one two three four five six seven eight nine ten date meeting members",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::tokens::tokens;

    #[test]
    fn bare_verbs() {
        for (done, base) in [
            ("circulated", "circulate"),
            ("provided", "provide"),
            ("sent", "send"),
            ("shown", "show"),
            ("reported", "report"),
            ("copied", "copy"),
            ("obtained", "obtain"),
            ("looked", "look"),
            ("shared", "share"),
            ("approved", "approve"),
        ] {
            assert_eq!(base_of(done).as_deref(), Some(base), "{done}");
        }
    }

    #[test]
    fn classes() {
        let is = |class: &str, word: &str| in_class(class, &tokens(word)[0]);
        assert!(is("verb", "send") && !is("verb", "Send") && !is("verb", "the") && !is("verb", "quickly"));
        assert!(is("done", "circulated") && !is("done", "delivered"));
        assert!(is("day", "14") && is("day", "1st") && !is("day", "40"));
        assert!(is("month", "April") && !is("month", "parish"));
        assert!(!is("no-such-list", "send"));
    }
}
