//! The usual words of a house: what the app writes into the minutes when somebody leaves, the meeting adjourns, the public is
//! excluded, and what stands round votes and attendance in what goes out. Data of the house style; `{who}` and its like are
//! filled in.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($name:ident, $meaning:literal, $usual:literal;)*) => {
        /// The usual words of a house. An empty one is not written.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Wording {
            $(#[doc = $meaning] pub $name: String,)*
        }

        impl Default for Wording {
            fn default() -> Self {
                Self { $($name: $usual.to_owned(),)* }
            }
        }

        impl Wording {
            /// Every word that a house can have of its own: its name, what it is for, and how it reads unless the house says
            /// otherwise.
            pub const TABLE: &[(&'static str, &'static str, &'static str)] =
                &[$((stringify!($name), $meaning, $usual),)*];
        }
    };
}

words! {
    arrived, "Somebody arrives after the start: `{who}`, `{time}`.", "{who} arrived at {time}.";
    returned, "Somebody comes back: `{who}`, `{time}`.", "{who} returned to the meeting at {time}.";
    left, "Somebody leaves: `{who}`, `{time}`.", "{who} left the meeting at {time}.";
    took_chair, "Somebody takes the chair: `{who}`.", "{who} took the chair.";
    declared, "A declaration of interest: `{who}`, `{kind}`, `{item}`, `{reason}`.",
        "{who} declared {kind} in {item}{reason}";
    declared_left, "What the member did: left.", " and left the meeting while it was considered";
    declared_stayed, "What the member did: stayed and voted.", " and remained in the meeting";
    declared_no_vote, "What the member did: stayed and did not vote.", " and did not vote on it";
    dispensation, "With a dispensation.", ", having a dispensation to speak and vote";
    nothing_declared, "Nobody declared anything.", "There were no declarations of interest.";
    adjourned, "The meeting adjourns: `{time}`.", "The meeting adjourned at {time}.";
    resumed, "The meeting resumes on the same day: `{time}`.", "The meeting resumed at {time}.";
    reconvened, "The meeting goes on on another day: `{date}`, `{time}`.",
        "The meeting reconvened on {date} at {time}.";
    minutes_approved, "The decision that approves earlier minutes: `{date}`, `{corrections}`.",
        "That the minutes of the meeting held on {date} be approved as a correct record and signed by the \
            Chair{corrections}.";
    corrections, "What stands in `{corrections}`: `{list}`.", ", subject to the following: {list}";
    nothing_arising, "Nothing arises from the earlier minutes.",
        "There were no matters arising from the minutes of the previous meeting.";
    exclusion, "The decision that excludes press and public: `{item}`, `{paragraphs}` (Local Government Act 1972, \
            section 100A(4)).",
        "That, under Section 100A(4) of the Local Government Act 1972, the press and public be excluded from the \
            meeting for {item} as it involves the likely disclosure of exempt information as defined in paragraph \
            {paragraphs} of Part 1 of Schedule 12A to the Act, and that the public interest in maintaining the \
            exemption outweighs the public interest in disclosing the information.";
    exclusion_for, "The same where no paragraph of Schedule 12A is the reason: `{item}`, `{reason}`.",
        "That the press and public be excluded from the meeting for {item}, the reason being: {reason}.";
    open_again, "The meeting returns to open session: `{time}`.", "The meeting returned to open session at {time}.";
    carry_on, "The decision to go on beyond the time allowed: `{limit}`.",
        "That the meeting continue beyond {limit}.";
    arising, "What was said of an action of an earlier meeting: `{minute}` (its number and day), `{note}`.",
        "Minute {minute}: {note}";
    order_varied, "The decision to take an item out of its order: `{item}`.",
        "That the order of business be varied and {item} be taken next.";
    moved, "A motion is moved: `{by}`, `{seconded}`, `{text}`.", "It was moved{by}{seconded}: “{text}”";
    amended, "An amendment is moved: `{by}`, `{seconded}`, `{text}`, which is the motion as it would read.",
        "An amendment was moved{by}{seconded}, that the motion read: “{text}”";
    seconded, "What stands in `{seconded}`: `{seconder}`.", " and seconded by {seconder}";
    put, "The outcome of a vote: `{what}`, `{outcome}`, `{vote}`.",
        "{what} was put to the vote and {outcome} ({vote}).";
    unanimous, "The same without a dissenting voice.", "{what} was put to the vote and {outcome} unanimously.";
    decided, "The same where no count is noted.", "{what} was {outcome}.";
    accepted, "An amendment is taken in without a vote: `{what}`.",
        "{what} was accepted by the mover and became part of the motion without a vote.";
    withdrawn, "A motion is withdrawn: `{what}`.", "{what} was withdrawn.";
    lapsed, "A motion finds no seconder: `{what}`.", "{what} fell for want of a seconder.";
    deferred, "A motion is put off: `{what}`.", "{what} was deferred.";
    own_vote, "A member’s own vote, recorded on request: `{who}`, `{how}`.",
        "At the member’s request it was recorded that {who} {how}.";
    urgent, "Why an urgent item is taken (Local Government Act 1972, section 100B(4)(b)): `{item}`, `{reason}`.",
        "The Chair agreed that {item} be considered as a matter of urgency{reason}.";
    by, "What stands in `{by}`: `{who}` moved it.", " by {who}";
    the_motion, "What stands in `{what}` of a motion.", "The motion";
    the_motion_amended, "The same of a motion that was amended.", "The motion as amended";
    the_amendment, "The same of an amendment.", "The amendment";
    carried, "What stands in `{outcome}`: it carried.", "carried";
    lost, "What stands in `{outcome}`: it was lost.", "lost";
    unanimous_counted, "As `unanimous`, where it is known how many could vote; empty to say it as `unanimous` does.",
        "";
    counted, "What stands in `{vote}`: `{for}`, `{against}`, and `{more}`, which is made of the following.",
        "{for} for, {against} against{more}";
    one_abstained, "One abstained.", ", 1 abstention";
    abstained, "`{n}` abstained.", ", {n} abstentions";
    no_vote, "`{n}` were there and cast no vote.", ", {n} no vote cast";
    casting_for, "The chair’s casting vote was for.", ", the Chair giving a casting vote for";
    casting_against, "The chair’s casting vote was against.", ", the Chair giving a casting vote against";
    names_for, "Who voted for, of a recorded vote: `{n}`, `{names}`, or `{surnames}` alone.", "For ({n}): {names}";
    names_against, "Who voted against.", "Against ({n}): {names}";
    names_abstained, "Who abstained.", "Abstained ({n}): {names}";
    names_absent, "Which members were not there; empty where the house does not say.", "";
    names_no_vote, "Who was there and cast no vote.", "No vote cast ({n}): {names}";
    nobody, "What stands in `{names}` where nobody voted so; empty to leave such a line out.", "";
    own_for, "What stands in `{how}` of `own_vote`.", "voted for";
    own_against, "The same, against.", "voted against";
    own_abstained, "The same, abstaining.", "abstained";
    own_no_vote, "The same, casting no vote.", "cast no vote";
    note, "What stands behind a decision that carried plainly: `{note}`, made of the following.", "({note})";
    note_moved, "Who moved: `{by}`, `{seconded}`.", "moved{by}{seconded}";
    note_seconded, "What stands in `{seconded}` of it: `{seconder}`.", ", seconded by {seconder}";
    note_join, "What stands between mover and vote.", "; ";
    note_carried, "It carried: `{vote}`.", "carried: {vote}";
    note_unanimous, "It carried without a dissenting voice.", "carried unanimously";
    note_unanimous_counted, "The same where `unanimous_counted` is not empty and it is known how many could vote: `{vote}`.",
        "carried unanimously: {vote}";
    substitute, "Behind the name of somebody who sits for another: `{who}`.", "substitute for {who}";
    remote, "Behind the name of somebody who attends from afar.", "attending remotely";
    in_chair, "Behind the name of whoever presided.", "in the Chair";
    from, "Behind the name of somebody who came later: `{time}`.", "from {time}";
    until, "Behind the name of somebody who left before the end: `{time}`.", "until {time}";
    held_again, "Behind the day of a meeting that went on on another: `{date}`.", ", reconvened on {date}";
    item, "An item inside a sentence: `{number}`.", "item {number}";
    business, "What stands in `{item}` of a declaration that concerns no one item.", "the business of the meeting";
    and, "Between the last two of several items.", "and";
    excluded, "In place of what is exempt, where a paragraph of Schedule 12A is the reason: `{paragraph}`. Empty \
            for the usual sentence of the language.",
        "";
    excluded_for, "The same with another reason: `{reason}`.", "";
    excluded_plainly, "The same where no reason is noted.", "";
}

/// A sentence with its places filled.
pub fn fill(sentence: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    // One pass: what is filled in may itself hold braces and must not be filled again.
    while let Some((before, more)) = rest.split_once('{') {
        filled.push_str(before);
        let part = more.split_once('}').and_then(|(name, after)| {
            parts.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        if let Some((value, after)) = part {
            filled.push_str(value);
            // "The meeting closed at 8:05 p.m." has one stop, not two.
            let stopped = value.ends_with('.') && after.starts_with('.');
            rest = if stopped { after.trim_start_matches('.') } else { after };
        } else {
            filled.push('{');
            rest = more;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn places_are_filled_once_and_other_braces_stay() {
        let parts = [("who", "Cllr {time} Ash"), ("time", "8.20 pm")];
        assert_eq!(fill("{who} left at {time}.", &parts), "Cllr {time} Ash left at 8.20 pm.");
        assert_eq!(fill("{what} {who", &parts), "{what} {who");
        assert_eq!(fill("Closed at {time}.", &[("time", "8:20 p.m.")]), "Closed at 8:20 p.m.");
    }
}
