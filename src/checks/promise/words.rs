//! The word lists that patterns name.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::checks::tokens::Token;

/// Whether a word belongs to the list of that name; a name nobody knows holds nothing.
pub(super) fn in_class(class: &str, token: &Token) -> bool {
    let word = token.lower.as_str();
    match class {
        "verb" => is_verb(token),
        "do" => listed(&DO, word),
        "done" => is_done(word),
        "final" => listed(&FINAL, word),
        "ended" => is_ended(word),
        "modal" => matches!(word, "will" | "would" | "shall"),
        "take" => listed(&TAKE, word),
        "ask" => listed(&ASK, word),
        "told" => listed(&TOLD, word),
        "adverb" => is_adverb(word),
        "num" => word.chars().all(|c| c.is_ascii_digit()) || listed(&NUMBERS, word),
        "day" => word
            .trim_end_matches(['s', 't', 'n', 'd', 'r', 'h'])
            .parse::<u8>()
            .is_ok_and(|n| (1..=31).contains(&n)),
        "month" => listed(&MONTHS, word.trim_end_matches("'s")),
        "weekday" => listed(&WEEKDAYS, word),
        "pronoun" => listed(&PRONOUNS, word),
        "verbal" => {
            token.is_mark() && !matches!(word, "(" | ")" | "/" | "'")
                || listed(&FINITE, word)
                || word.ends_with("ed") && !token.capital
        }
        "cap" => token.capital,
        "initials" => token.initials,
        "mark" => token.is_mark(),
        "body" => listed(&BODIES, word),
        _ => false,
    }
}

/// The words of a list.
pub(super) fn set(list: &'static str) -> HashSet<&'static str> {
    list.split_ascii_whitespace().collect()
}

fn listed(list: &LazyLock<HashSet<&'static str>>, word: &str) -> bool {
    list.contains(word)
}

/// A word that can stand as a bare verb: not a mark, a number, a small word or a name.
fn is_verb(token: &Token) -> bool {
    let word = token.lower.as_str();
    !token.is_mark()
        && !token.capital
        && !listed(&SMALL, word)
        && !listed(&ADVERBS, word)
        && !word.chars().any(|c| c.is_ascii_digit())
        && (!word.ends_with("ly") || matches!(word, "apply" | "reply" | "supply" | "rely"))
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && !matches!(word, "apply" | "reply" | "supply" | "rely") || listed(&ADVERBS, word)
}

/// A participle of a task: the listed odd ones, or a task verb with its ending.
fn is_done(word: &str) -> bool {
    listed(&DONE, word) || base_of(word).is_some_and(|base| listed(&DO, &base) && !listed(&NOT_DONE, word))
}

/// A participle of a decision that ends in this meeting.
fn is_ended(word: &str) -> bool {
    listed(&ENDED, word) || base_of(word).is_some_and(|base| listed(&FINAL, &base))
}

/// The bare verb of a participle that ends in "ed", or of a known odd one.
pub(super) fn base_of(word: &str) -> Option<String> {
    if let Some((_, base)) = ODD.iter().find(|(done, _)| *done == word) {
        return Some((*base).to_owned());
    }
    let head = word.strip_suffix("ed")?;
    let known = |w: &str| listed(&DO, w) || listed(&FINAL, w);
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
static DO: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
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
    )
});
/// Participles of listed verbs that speak of works or policy more often than of a task.
static NOT_DONE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "addressed considered passed cleaned cleared completed delivered erected fixed held kept taken worked planned \
repaired retrialled moved offered done monitored resolved built purchased scheduled proposed included led made \
introduced finalised published assessed put removed recorded created calculated displayed given announced",
    )
});
/// Participles of tasks that are not a listed verb.
static DONE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| set("re-circulated recirculated rearranged tabled"));
/// Verbs of a decision that is over when it is made.
static FINAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "abandon accept acknowledge act adjourn adopt agree allocate allow appoint approve authorise award be become buy \
cancel chair close co-opt continue coopt decline decrease defer delegate dispose donate elect endorse exclude extend fund \
grant hold increase join leave nominate not note object oppose pay permit postpone proceed purchase ratify re-elect receive \
recognise reject remain renew resign retain retire serve sign sponsor stand support suspend vary waive welcome withdraw",
    )
});
/// Participles of things needed or settled.
static ENDED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set("needed required permitted taken left held paid met kept allowed called used-up minuted")
});
/// Ways to take a task on.
static TAKE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "agreed agrees offered offers undertook undertakes committed commits promised promises volunteered volunteers \
pledged",
    )
});
/// Ways to put a task to somebody.
static ASK: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| set("asked requested instructed tasked directed"));
/// Ways to report what somebody said.
static TOLD: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "said stated advised confirmed informed noted responded replied reported explained added assured indicated \
commented answered told",
    )
});
static ADVERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "also then therefore further first kindly once again both all each now still jointly too ahead either always never only soon ever",
    )
});
static NUMBERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| set("a an one two three four five six seven eight nine ten twelve fourteen"));
static MONTHS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "january february march april may june july august september october november december jan feb mar apr jun \
jul aug sept sep oct nov dec",
    )
});
static WEEKDAYS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| set("monday tuesday wednesday thursday friday saturday sunday"));
static PRONOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set("he she they we i"));
/// Words that show a sentence already has its verb.
static FINITE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "is are was were be been has have had will would shall should may might can could must do does did need needs \
that who which said it there he she they we to",
    )
});
static BODIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "committee panel board council members cabinet meeting chair chairman chairwoman chairperson governors forum \
group trustees mayor cathaoirleach councillors executive",
    )
});
/// Small words that are never the verb of a task.
static SMALL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set(
        "a an the this that these those it its his her their our my your in on at by for from with of to into onto \
and or but if as than be been being is are was were am has have had not no so which who whom whose what when where while whether \
any some all each every both such there here he she they we i you him them us me will would shall should could can may might must \
do does did one two three four five six seven eight nine ten date meeting members",
    )
});

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
