//! The rules that find a promise: data, each with sentences that show it.

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

use Kind::{Ask, Bare, Passive, Take, That, Will};
use Who::{Actor, Asked, Before, Between, Nobody};

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
        pattern: "% @take to $ have|be ~4 discussion|discussions|word|talks|done|mended|checked|looked|repaired|replaced|cleared|removed|cleaned|tested|painted|contact|touch",
        fires: &[
            "Councillor Reed agreed to have a word with the farmer.",
            "The Warden agreed to have the gates looked at.",
        ],
        quiet: &["All agreed to be patient."],
    },
    Rule {
        name: "agreed-that-be-done",
        kind: That,
        who: Before,
        pattern: "agreed|resolved ,? that? =14 $ be @adverb? !@ended|set|fixed @part",
        fires: &["It was agreed that a card be sent to the mill.", "The panel agreed the mill be contacted."],
        quiet: &[
            "It was agreed that the minutes be approved.",
            "It was agreed that the licence be refused.",
            "It was agreed that the rent be set at \u{a3}40.",
        ],
    },
    Rule {
        name: "resolved-that-somebody-do",
        kind: That,
        who: Between,
        pattern: "agreed|resolved|proposed ,? that the|cllr|councillor|mr|mrs|ms =4 % $ obtain|write|send|contact|arrange|investigate|seek|ask|circulate|prepare|provide|invite|respond|liaise|check|find|explore|notify|inform|bring",
        fires: &[
            "Resolved that the Clerk obtain three quotes.",
            "It was proposed, and agreed, that the Clerk obtain three quotes.",
            "It was agreed that Mr Reed liaise with the mill.",
        ],
        quiet: &["It was agreed that the report was sound."],
    },
    Rule {
        name: "action-verb",
        kind: Bare,
        who: Nobody,
        pattern: "^^ action|actions :|-|\u{2013} $ @do",
        fires: &["Action: circulate the slides to all."],
        quiet: &["Action: none."],
    },
    Rule {
        name: "body-asked-for-a-paper",
        kind: Ask,
        who: Nobody,
        pattern: "panel|committee|board|cabinet|governors|chair|chairman requested|asked for? $ a|an|sight|further|more|additional|regular ~3 report|reports|update|updates|breakdown|information|briefing|note|figures|details|copy|sight|data|list|presentation|response|analysis|assurance|clarification|evidence|dive|summary|plan|timetable|comparison",
        fires: &[
            "The panel requested a breakdown of the sums by ward.",
            "The Committee asked for a further report.",
            "The Board requested sight of the plan for the ponds.",
        ],
        quiet: &["The panel asked for patience."],
    },
    Rule {
        name: "this-will-be-done",
        kind: Passive,
        who: Nobody,
        pattern: "this|that|these $ @modal @adverb? be done|actioned|rectified|corrected|remedied",
        fires: &["The Planner said that this would be done before the fair."],
        quiet: &["Nothing was done."],
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
        pattern: "% agreed|agrees|accepted|confirmed that? ~16 $ @modal|should @adverb? be !@ended @part",
        fires: &[
            "The Director agreed that the figures would be shown by ward.",
            "The Clerk confirmed that quotes would be obtained.",
        ],
        quiet: &[
            "It was agreed that two more benches would be needed.",
            "The Clerk confirmed that the hall would be closed.",
            "The panel accepted that the winter would be hard.",
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
        name: "was-happy-to",
        kind: Will,
        who: Actor,
        pattern: "% is|was|were @adverb? happy|willing|content to $ !confirm|report|see|hear @do",
        fires: &["Ms Elder said that she was happy to provide the list."],
        quiet: &[
            "Ms Elder was happy to stay.",
            "Ms Elder was able to provide the list.",
            "Ms Elder was happy to confirm the date.",
        ],
    },
    Rule {
        name: "was-tasked-with",
        kind: Ask,
        who: Before,
        pattern: "% was|were|is|are @adverb? tasked|charged with $ @doing",
        fires: &["The Warden was tasked with drawing up a list."],
        quiet: &["The Warden was charged with theft."],
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
