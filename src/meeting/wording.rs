//! The usual sentences of a house: what the app writes into the minutes when somebody leaves, the meeting adjourns, the
//! public is excluded. Data of the house style; `{who}` and its like are filled in.

use serde::{Deserialize, Serialize};

/// The usual sentences of a house. An empty one is not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wording {
    /// Somebody arrives after the start: `{who}`, `{time}`.
    pub arrived: String,
    /// Somebody comes back: `{who}`, `{time}`.
    pub returned: String,
    /// Somebody leaves: `{who}`, `{time}`.
    pub left: String,
    /// Somebody takes the chair: `{who}`.
    pub took_chair: String,
    /// A declaration of interest: `{who}`, `{kind}`, `{item}`, `{reason}`.
    pub declared: String,
    /// What the member did: left.
    pub declared_left: String,
    /// What the member did: stayed and voted.
    pub declared_stayed: String,
    /// What the member did: stayed and did not vote.
    pub declared_no_vote: String,
    /// With a dispensation.
    pub dispensation: String,
    /// Nobody declared anything.
    pub nothing_declared: String,
    /// The meeting adjourns: `{time}`.
    pub adjourned: String,
    /// The meeting resumes on the same day: `{time}`.
    pub resumed: String,
    /// The meeting goes on on another day: `{date}`, `{time}`.
    pub reconvened: String,
    /// The decision that approves earlier minutes: `{date}`, `{corrections}`.
    pub minutes_approved: String,
    /// What stands in `{corrections}`: `{list}`.
    pub corrections: String,
    /// Nothing arises from the earlier minutes.
    pub nothing_arising: String,
    /// The decision that excludes press and public: `{item}`, `{paragraphs}` (Local Government Act 1972, section 100A(4)).
    pub exclusion: String,
    /// The same where no paragraph of Schedule 12A is the reason: `{item}`, `{reason}`.
    pub exclusion_for: String,
    /// The meeting returns to open session: `{time}`.
    pub open_again: String,
    /// The decision to go on beyond the time allowed: `{limit}`.
    pub carry_on: String,
    /// The decision to take an item out of its order: `{item}`.
    pub order_varied: String,
    /// A motion is moved: `{by}`, `{seconded}`, `{text}`.
    pub moved: String,
    /// An amendment is moved: `{by}`, `{seconded}`, `{text}`, which is the motion as it would read.
    pub amended: String,
    /// What stands in `{seconded}`: `{seconder}`.
    pub seconded: String,
    /// The outcome of a vote: `{what}` ("The motion", "The amendment"), `{outcome}`, `{vote}`.
    pub put: String,
    /// The same without a dissenting voice.
    pub unanimous: String,
    /// The same where no count is noted.
    pub decided: String,
    /// An amendment is taken in without a vote: `{what}`.
    pub accepted: String,
    /// A motion is withdrawn: `{what}`.
    pub withdrawn: String,
    /// A motion finds no seconder: `{what}`.
    pub lapsed: String,
    /// A motion is put off: `{what}`.
    pub deferred: String,
    /// A member's own vote, recorded on request: `{who}`, `{how}`.
    pub own_vote: String,
    /// Why an urgent item is taken (Local Government Act 1972, section 100B(4)(b)): `{item}`, `{reason}`.
    pub urgent: String,
}

impl Default for Wording {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            arrived: text("{who} arrived at {time}."),
            returned: text("{who} returned to the meeting at {time}."),
            left: text("{who} left the meeting at {time}."),
            took_chair: text("{who} took the chair."),
            declared: text("{who} declared {kind} in {item}{reason}"),
            declared_left: text(" and left the meeting while it was considered"),
            declared_stayed: text(" and remained in the meeting"),
            declared_no_vote: text(" and did not vote on it"),
            dispensation: text(", having a dispensation to speak and vote"),
            nothing_declared: text("There were no declarations of interest."),
            adjourned: text("The meeting adjourned at {time}."),
            resumed: text("The meeting resumed at {time}."),
            reconvened: text("The meeting reconvened on {date} at {time}."),
            minutes_approved: text(
                "That the minutes of the meeting held on {date} be approved as a correct record and signed by the \
                 Chair{corrections}.",
            ),
            corrections: text(", subject to the following: {list}"),
            nothing_arising: text("There were no matters arising from the minutes of the previous meeting."),
            exclusion: text(
                "That, under Section 100A(4) of the Local Government Act 1972, the press and public be excluded from \
                 the meeting for {item} as it involves the likely disclosure of exempt information as defined in \
                 paragraph {paragraphs} of Part 1 of Schedule 12A to the Act, and that the public interest in \
                 maintaining the exemption outweighs the public interest in disclosing the information.",
            ),
            exclusion_for: text(
                "That the press and public be excluded from the meeting for {item}, the reason being: {reason}.",
            ),
            open_again: text("The meeting returned to open session at {time}."),
            carry_on: text("That the meeting continue beyond {limit}."),
            order_varied: text("That the order of business be varied and {item} be taken next."),
            moved: text("It was moved{by}{seconded}: “{text}”"),
            amended: text("An amendment was moved{by}{seconded}, that the motion read: “{text}”"),
            seconded: text(" and seconded by {seconder}"),
            put: text("{what} was put to the vote and {outcome} ({vote})."),
            unanimous: text("{what} was put to the vote and {outcome} unanimously."),
            decided: text("{what} was {outcome}."),
            accepted: text("{what} was accepted by the mover and became part of the motion without a vote."),
            withdrawn: text("{what} was withdrawn."),
            lapsed: text("{what} fell for want of a seconder."),
            deferred: text("{what} was deferred."),
            own_vote: text("At the member’s request it was recorded that {who} {how}."),
            urgent: text("The Chair agreed that {item} be considered as a matter of urgency{reason}."),
        }
    }
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
            rest = after;
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
    }
}
