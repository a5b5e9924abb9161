//! The rules that find a promise, and those that forbid a find: data, each with sentences that show it.

/// What a rule is about; the forbidding rules name the kinds they speak to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// "agreed to send", "offered to present".
    Take,
    /// "agreed that … would …".
    That,
    /// "The Clerk will send".
    Will,
    /// "A note will be circulated".
    Passive,
    /// "Clerk to send".
    Bare,
    /// "was asked to send", "requested that … be sent".
    Ask,
}

/// Where a rule finds the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Whoever stands before the mark, or nobody.
    Before,
    /// As before, but the rule falls only when it is a person, role or body.
    Actor,
    /// The words between the first word of the hit and the mark.
    Between,
    /// Nobody.
    Nobody,
    /// As between, but only when it is a person, role or body.
    Asked,
}

/// A rule that finds promises.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) who: Who,
    pub(super) pattern: &'static str,
    pub(super) fires: &'static [&'static str],
    pub(super) quiet: &'static [&'static str],
}

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

use Kind::{Ask, Bare, Passive, Take, That, Will};
use Who::{Actor, Asked, Before, Between, Nobody};

const EVERY: &[Kind] = &[Take, That, Will, Passive, Bare, Ask];

/// The finding rules, the surest first: the first that falls gives the owner and the task.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "took-on-to",
        kind: Take,
        who: Before,
        pattern: "% @take @adverb? to @adverb? $ !@final @verb",
        fires: &[
            "The Head of Parks agreed to send the survey.",
            "It was agreed to write to the bus company.",
        ],
        quiet: &["It was agreed to extend the meeting.", "The panel agreed to the plan."],
    },
    Rule {
        name: "took-on-to-decide-elsewhere",
        kind: Take,
        who: Before,
        pattern: "% @take to $ support|hold|sign|take|join|buy|purchase ~6 into|with|on|at|for ~3 consideration|behalf|account|board",
        fires: &["The Planner undertook to take the objections into account."],
        quiet: &["It was agreed to take item 9 first."],
    },
    Rule {
        name: "agreed-that-will",
        kind: That,
        who: Between,
        pattern: "agreed|agrees|resolved that? ~14 % @modal|should $ !be|not|like|have @adverb? !@final|benefit|need|require|mean|depend|apply @verb",
        fires: &[
            "It was agreed that the Clerk would write to the school.",
            "The panel agreed the Head of Parks will inspect the fence.",
            "It was agreed that the District should complain.",
        ],
        quiet: &["It was agreed that the matter mattered.", "It was agreed that the lease would continue."],
    },
    Rule {
        name: "took-on-to-have",
        kind: Take,
        who: Before,
        pattern: "% @take to $ have|be ~4 discussion|discussions|word|talks|done|mended|checked|contact|touch",
        fires: &["Councillor Reed agreed to have a word with the farmer."],
        quiet: &["All agreed to be patient."],
    },
    Rule {
        name: "agreed-that-be-done",
        kind: That,
        who: Before,
        pattern: "agreed|resolved that? =14 $ be @adverb? !@ended|a|an|the|in|at|on @verb",
        fires: &["It was agreed that a card be sent to the mill.", "The panel agreed the mill be contacted."],
        quiet: &["It was agreed that the minutes be approved."],
    },
    Rule {
        name: "appointed-to-do",
        kind: That,
        who: Nobody,
        pattern: "agreed|resolved that? ~12 be appointed|set|formed|convened|established up? to $ @do",
        fires: &["It was agreed that a small group be formed to draft a reply."],
        quiet: &["It was agreed that Mr Reed be appointed."],
    },
    Rule {
        name: "agreed-that-will-be",
        kind: That,
        who: Before,
        pattern: "% agreed|agrees|accepted|confirmed that? ~16 $ @modal|should @adverb? be !@ended|a|an|the|in|at|on @verb",
        fires: &[
            "The Director agreed that the figures would be shown by ward.",
            "The Clerk confirmed that quotes would be obtained.",
        ],
        quiet: &[
            "It was agreed that two more benches would be needed.",
            "The Clerk confirmed that the hall would be closed.",
        ],
    },
    Rule {
        name: "will-do",
        kind: Will,
        who: Actor,
        pattern: "% @modal @adverb? $ !be|not|like|have @do",
        fires: &["The Treasurer will circulate the figures.", "Mr Alder said he would contact the agent."],
        quiet: &["The scheme would bring more visitors.", "The Clerk would like more time."],
    },
    Rule {
        name: "commit-to-people",
        kind: Take,
        who: Before,
        pattern: "% can|could commit|promise ~3 that $ ~12 @modal",
        fires: &["Ms Rowan could promise members that the path would open."],
        quiet: &["Ms Rowan could not say."],
    },
    Rule {
        name: "will-have-a-word",
        kind: Will,
        who: Actor,
        pattern: "% @modal $ have|hold ~3 discussion|discussions|word|conversation|talks|look",
        fires: &["Mr Reed would have a word with the farmer."],
        quiet: &["The market would have a clear run."],
    },
    Rule {
        name: "will-be-in-touch",
        kind: Will,
        who: Actor,
        pattern: "% @modal $ be in contact|touch|discussion",
        fires: &["The Surveyor would be in touch with both owners."],
        quiet: &["The Surveyor would be in London."],
    },
    Rule {
        name: "will-come-back",
        kind: Will,
        who: Actor,
        pattern: "% @modal @adverb? $ come|go|get|take|carry|pick|chase ~4 back|away|up|out|forward|offline|on",
        fires: &["Ms Elder would come back with a figure.", "The Clerk will take this up with the county."],
        quiet: &["The hall would go dark."],
    },
    Rule {
        name: "happy-to",
        kind: Will,
        who: Actor,
        pattern: "% @modal be happy|willing|pleased|glad|able to $ @do",
        fires: &["The Librarian would be happy to provide a list."],
        quiet: &["The Librarian would be happy to stay."],
    },
    Rule {
        name: "is-going-to",
        kind: Will,
        who: Actor,
        pattern: "% is|are|was|were going to $ @do",
        fires: &["Ms Elder was going to ring the surgery."],
        quiet: &["It was going to rain."],
    },
    Rule {
        name: "took-an-action",
        kind: Take,
        who: Before,
        pattern: "% took|accepted an|the|this action|actions to? $ ~1",
        fires: &["The Engineer took an action to look at the drain."],
        quiet: &["The county took action on the drain."],
    },
    Rule {
        name: "should-be-sought-by",
        kind: Ask,
        who: Nobody,
        pattern: "$ should be @done by",
        fires: &["A reply should be sought by the Clerk."],
        quiet: &["A reply should be sought."],
    },
    Rule {
        name: "body-asked-for-it-to-be-done",
        kind: Ask,
        who: Nobody,
        pattern: "@body ~16 asked|requested|called for $ ~8 to be @verb",
        fires: &["The panel asked for a map to be drawn up."],
        quiet: &["The panel asked for a map."],
    },
    Rule {
        name: "decided-to",
        kind: Take,
        who: Before,
        pattern: "% decided|resolved|m/s/a|elected unanimously? to $ @do|reach",
        fires: &["The Council decided to contact the owner."],
        quiet: &["The Council decided to buy the field."],
    },
    Rule {
        name: "enquiries-will-be-made",
        kind: Passive,
        who: Nobody,
        pattern: "enquiries|inquiries|arrangements|contact|representations|representation|request|requests|approach|approaches|checks|application|efforts ~3 $ @modal be made",
        fires: &["Enquiries would be made at the mill."],
        quiet: &["Savings would be made."],
    },
    Rule {
        name: "will-be-done",
        kind: Passive,
        who: Nobody,
        pattern: "$ @modal @adverb? be @adverb? @done",
        fires: &[
            "A note would be circulated before the next meeting.",
            "The cracks will be reported to the county.",
        ],
        quiet: &["The road would be closed in May.", "Tar will be laid."],
    },
    Rule {
        name: "will-be-looked-into",
        kind: Passive,
        who: Nobody,
        pattern: "$ @modal be looked|followed|chased|taken|set into|up|at",
        fires: &["Why the alarm rang will be looked into.", "A working group would be set up."],
        quiet: &["The flag would be taken down."],
    },
    Rule {
        name: "bare-to",
        kind: Bare,
        who: Actor,
        pattern: "% to $ !be @verb",
        fires: &[
            "Clerk to send a card.",
            "RT to look into grants.",
            "Minutes approved. Chair and Clerk to sign and file them.",
        ],
        quiet: &["The Clerk went to see it.", "It was hard to say."],
    },
    Rule {
        name: "is-to-do",
        kind: Bare,
        who: Actor,
        pattern: "% is|are|was|were to $ @verb",
        fires: &["The Engineer was to report back in July.", "Ms Elder is to ring the surgery."],
        quiet: &["The aim is to save money."],
    },
    Rule {
        name: "is-to-be-done-by",
        kind: Bare,
        who: Nobody,
        pattern: "$ is|are to be @done|tackled|handled|dealt",
        fires: &["Letters are to be sent to both owners."],
        quiet: &["The hall is to be sold."],
    },
    Rule {
        name: "to-be-done",
        kind: Bare,
        who: Nobody,
        pattern: "^^ =9 $ to be @done|placed|put|raised|investigated|reviewed",
        fires: &["A first list to be circulated.", "Letter to the mill to be sent by Friday."],
        quiet: &["The wall needs to be reviewed.", "It was said that the road has to be reviewed."],
    },
    Rule {
        name: "was-asked-to",
        kind: Ask,
        who: Before,
        pattern: "% was|were|is|are @adverb? @ask to $ @verb",
        fires: &["The Treasurer was asked to explain the fall.", "Officers were requested to bring a map."],
        quiet: &["A question was asked."],
    },
    Rule {
        name: "body-asked-somebody-to",
        kind: Ask,
        who: Asked,
        pattern: "@ask|requests|asks !to|that|for|if|members|whether ~8 % to $ @verb",
        fires: &["The panel asked the Head of Parks to bring a map."],
        quiet: &[
            "Miss Reed asked to speak.",
            "Miss Reed asked for more ideas to share.",
            "She asked members to be kind.",
        ],
    },
    Rule {
        name: "requested-that",
        kind: Ask,
        who: Nobody,
        pattern: "requested|requests|asked that $ ~14 be|attend|provide|send|include|bring|share",
        fires: &[
            "The panel requested that the Treasurer attend.",
            "The Chair requested that a copy of the plan be sent out.",
        ],
        quiet: &["The panel requested more time."],
    },
    Rule {
        name: "for-somebody-to",
        kind: Ask,
        who: Between,
        pattern: "for ~5 % to $ write|send|contact|arrange|investigate|report|obtain|invite|check|circulate|ask",
        fires: &["It was thought wise for the Clerk to write to both owners."],
        quiet: &["There was room for more."],
    },
];

/// The forbidding rules.
pub(super) const BLOCKS: &[Block] = &[
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
        pattern: "likely|expected|hoped|possible|perhaps|probably|anticipated|feared|hope ~12 @modal",
        silences: &["It was likely the Council would ask for more."],
        spares: &["The Council would ask for more."],
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
