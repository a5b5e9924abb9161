//! The rules that forbid a find, and the words that say when: data, with sentences that show it.

use super::rules::Kind;
use super::rules::Kind::{Ask, Bare, Passive, Take, That, Will};

/// A rule that forbids a find where the two overlap.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) name: &'static str,
    pub(super) kinds: &'static [Kind],
    pub(super) pattern: &'static str,
    /// Sentences it silences, which a rule would otherwise find.
    pub(super) silences: &'static [&'static str],
    /// Sentences of the same look that stay found.
    pub(super) spares: &'static [&'static str],
}

const EVERY: &[Kind] = &[Take, That, Will, Passive, Bare, Ask];

/// The forbidding rules.
pub(super) const BLOCKS: &[Block] = &[
    Block {
        name: "true-record",
        kinds: EVERY,
        pattern: "minutes ~14 correct|true|accurate record",
        silences: &["It was agreed that the minutes be confirmed as a correct record."],
        spares: &["The Clerk agreed to correct the record of the votes."],
    },
    Block {
        name: "one-voice",
        kinds: &[Ask],
        pattern: "^ a|one? mr|mrs|ms|miss|cllr|councillor|resident|parishioner|member ~7 requested|asked that ~4",
        silences: &[
            "Mr Reed asked that the gate be kept.",
            "A resident, who lived near, asked that the gate be kept.",
        ],
        spares: &["The panel asked that the gate be checked.", "Members asked that the gate be kept."],
    },
    Block {
        name: "wish",
        kinds: &[Ask],
        pattern: "requested|asked that ~8 might|could|can ~3",
        silences: &["The Chair asked that drivers might be reminded to be kind."],
        spares: &["The Chair asked that drivers be reminded to be kind."],
    },
    Block {
        name: "asking-leave",
        kinds: &[Ask],
        pattern: "@ask ~5 for agreement|approval|consent|permission|leave to",
        silences: &["The Warden asked the Board for approval to move the bench."],
        spares: &["The panel asked the Warden to move the bench."],
    },
    Block {
        name: "taking-a-stand",
        kinds: EVERY,
        pattern: "take ~3 approach|view|position|stance|decision|vote",
        silences: &["It was agreed that the Board would take a firm view."],
        spares: &["The Board agreed to take away the bench."],
    },
    Block {
        name: "told-of-the-past",
        kinds: &[Take, That, Ask],
        pattern: "had|has|have ~2 @take|@ask",
        silences: &["The county had agreed to mend the gate."],
        spares: &["The county agreed to mend the gate."],
    },
    Block {
        name: "condition",
        kinds: &[Will, Passive],
        pattern: "^ if|where|should|unless|whenever ~40 @modal ~4 @verb",
        silences: &["If nobody stands, the Council will contact the district."],
        spares: &["The Council will contact the district."],
    },
    Block {
        name: "for-example",
        kinds: &[Will, Passive],
        pattern: "for example|instance ~20 @modal ~4 @verb",
        silences: &["For example, the panel will ask each owner."],
        spares: &["The panel will ask each owner."],
    },
    Block {
        name: "likelihood",
        kinds: &[Will, Passive, That],
        pattern: "likely|expected|hoped|possible|perhaps|probably|anticipated|feared|hope|concern|concerned|worried|doubted|fear ~12 @modal",
        silences: &[
            "It was likely the Council would ask for more.",
            "He was concerned that the Council would ask for more.",
        ],
        spares: &["The Council would ask for more."],
    },
    Block {
        name: "thanks-in-the-record",
        kinds: EVERY,
        pattern: "that ~3 thanks|condolences|congratulations|apologies ~3 be",
        silences: &["The board asked that its thanks be recorded."],
        spares: &["The board asked that its view be recorded."],
    },
    Block {
        name: "agreed-not",
        kinds: EVERY,
        pattern: "agreed ~3 no|not|nothing ~12 @modal|to|should",
        silences: &["It was agreed that no reply would be sent."],
        spares: &["It was agreed that a reply would be sent."],
    },
    Block {
        name: "confirming-the-record",
        kinds: EVERY,
        pattern: "agreed to confirm ~3 minutes|appointment|record|order",
        silences: &["It was agreed to confirm the minutes."],
        spares: &["The Treasurer agreed to confirm the sum."],
    },
    Block {
        name: "courtesy",
        kinds: EVERY,
        pattern: "offered|offers ~3 support|thanks|congratulations|apologies|best",
        silences: &["He offered to help support her in her year."],
        spares: &["He offered to send the list."],
    },
    Block {
        name: "order-of-business",
        kinds: EVERY,
        pattern: "agreed ~5 take|move|bring|deal|consider|hear|discuss ~3 item|items|agenda",
        silences: &["It was agreed to move item 4 up."],
        spares: &["It was agreed to move the bench."],
    },
    Block {
        name: "dates",
        kinds: EVERY,
        pattern: "agreed ~3 set|fix|change|confirm|hold|meet|move ~2 date|dates|meeting|time|again|next",
        silences: &["It was agreed to set the date of the fair."],
        spares: &["It was agreed to set up a stall."],
    },
    Block {
        name: "service-continues",
        kinds: &[Will],
        pattern: "@modal then|continue|always",
        silences: &["The Council would then arrange a survey."],
        spares: &["The Council would arrange a survey."],
    },
    Block {
        name: "as-a-habit",
        kinds: &[Will, Passive],
        pattern: "@modal normally|usually|often|sometimes|typically|ordinarily",
        silences: &["The Warden would often inspect the pump."],
        spares: &["The Warden would inspect the pump."],
    },
    Block {
        name: "not-agreed",
        kinds: EVERY,
        pattern: "not|never agreed ~2 to|that",
        silences: &["It was not agreed to write to the county."],
        spares: &["It was agreed to write to the county."],
    },
    Block {
        name: "resident-for-himself",
        kinds: &[Will],
        pattern: "^ a resident|parishioner|petitioner|tenant|visitor said|stated|added ~2 he|she|they @modal ~2 @verb",
        silences: &["A resident said that he would write to the county."],
        spares: &["The Clerk said that he would write to the county."],
    },
    Block {
        name: "nobody",
        kinds: &[Will],
        pattern: "nobody|none|no-one|neither ~3 @modal ~2 @verb",
        silences: &["Mr Reed said that nobody would take the matter up."],
        spares: &["Mr Reed said that he would take the matter up."],
    },
    Block {
        name: "its-own-business",
        kinds: &[Will],
        pattern: "cabinet|council|committee|board|executive|panel @modal @adverb? consider|discuss|debate|determine|receive|review",
        silences: &["The Cabinet would consider the plan in May."],
        spares: &["The Cabinet Member would consider the plan."],
    },
    Block {
        name: "asked-of-the-public",
        kinds: &[Passive],
        pattern: "residents|householders|people|patients|tenants|parents|pupils|visitors|drivers|users|applicants ~2 @modal ~1 be ~1 asked|required|encouraged|invited",
        silences: &["Residents will be asked to sort their waste."],
        spares: &["Residents will be consulted."],
    },
    Block {
        name: "asked-to-decide",
        kinds: &[Ask],
        pattern: "members|panel|committee|board|council|cabinet|governors was|were ~1 @ask to ~1 note|approve|consider|endorse|agree|comment|review|receive|support|discuss|decide|determine|recommend",
        silences: &["Members were asked to note the rota."],
        spares: &["The Warden was asked to note the hours."],
    },
    Block {
        name: "asked-in-the-room",
        kinds: &[Ask],
        pattern: "asked|requested everyone|all|those|members|attendees ~4 to turn|stand|leave|switch|sit|keep|speak|observe|introduce",
        silences: &["The Chair asked everyone to turn off their telephones."],
        spares: &["The Chair asked the officers to send their plans."],
    },
    Block {
        name: "one-asks-the-body",
        kinds: &[Ask],
        pattern: "^ the resident|parishioner|petitioner|speaker|applicant|objector asked|requested ~4",
        silences: &["The resident asked the Council to consider the bus stop."],
        spares: &["The Chair asked the Council to consider the bus stop."],
    },
    Block {
        name: "rule-of-a-policy",
        kinds: &[Will, Passive],
        pattern: "^^ under the|this|that|these|its ~10 @modal ~3 @verb",
        silences: &["Under the policy, the Clerk will report each year."],
        spares: &["Under item 4 the Clerk said she would report back."],
    },
    Block {
        name: "as-need-arises",
        kinds: &[Will],
        pattern: "@modal ~6 where|whenever|wherever there|it|a|an",
        silences: &["Officers would attend where there was a threat."],
        spares: &["Officers would attend the show."],
    },
    Block {
        name: "later-in-the-meeting",
        kinds: &[Will, Passive],
        pattern: "@modal ~2 discussed|considered|covered|dealt|taken ~3 under|later",
        silences: &["The plan would be discussed under item 9."],
        spares: &["The plan would be circulated to members."],
    },
    Block {
        name: "questions-now",
        kinds: &[Will, Take],
        pattern: "take|answer questions ~2 after|at|now|from|during",
        silences: &["The Chair would take questions at the end."],
        spares: &["The Chair would take the question to the county."],
    },
    Block {
        name: "question",
        kinds: &[Will, Passive, That],
        pattern: "asked|queried|wondered|whether|questioned ~2 if|whether|when|how|what|who|why ~16 @modal",
        silences: &["She asked whether the Clerk would send a copy."],
        spares: &["She said the Clerk would send a copy."],
    },
];

/// Words that say when: the first pattern that falls in the task gives the due words.
pub(super) const DUE: &[(&str, &str, &str)] = &[
    ("by-date", "by|before|until|from|on @weekday? the? @day of? @month @num?", "by 14 April"),
    (
        "by-month",
        "by|before|in|until|during the? end|beginning|start|middle|early|late|mid? of? @month",
        "by the end of May",
    ),
    ("in-time-for", "in time for ~4 meeting|agm|session|event|@month", "in time for the spring meeting"),
    (
        "meeting",
        "at|to|for|before|by|until|prior|following to? the|a|its|their|our|each|every|all|monthly? next|future|following|subsequent|forthcoming|later|annual|monthly|another|@month ~4 meeting|meetings|agm|committee|cabinet|session",
        "to the next meeting",
    ),
    ("in-month", "in|by|before|during|for|until early|late|mid|@adverb? @month", "in July"),
    (
        "within",
        "within|in the? next? @num|couple|few of? days|weeks|months|month|week|fortnight",
        "within two weeks",
    ),
    ("weekday", "by|on|before next? @weekday", "by Friday"),
    (
        "end-of",
        "by|before|at the? end|close of ~2 week|month|year|quarter|summer|play|term|day",
        "by the end of the year",
    ),
    ("next-time", "next|following|this week|month|year|quarter|time", "next week"),
    ("in-due-course", "in due course", "in due course"),
    ("soon", "as soon as possible|practicable", "as soon as possible"),
    ("near-future", "in the near|coming future|weeks|months|days", "in the near future"),
    (
        "prior",
        "prior to|before the? ~3 meeting|comment|consultation|event|agm|visit|publication",
        "prior to the visit",
    ),
    ("meeting-of-month", "@month|next @adverb? meeting|agenda", "next meeting"),
    ("shortly", "shortly|imminently", "shortly"),
];
