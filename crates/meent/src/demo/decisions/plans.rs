//! What is proposed in a demo, when, and how people feel about it.

use ledger::charter::{Parameter, ParameterChange};
use ledger::ids::{BasisPoints, Money};
use ledger::investing::{OfferTerms, UnitRights, Units};
use ledger::office::Office;
use ledger::operation::Payload;
use ledger::payload::{Beneficiary, Budget, Envelope, Existence, Mandate, Spend};
use ledger::policy::{
    Audience, Basis, Category, DataChange, DataItem, Label, LabelDefault, ModerationChange, Rule,
    Step,
};

use super::super::people;
use super::{Plan, WEEK, Way};

fn plan(round: u32, title: &'static str, reasons: &'static str, payload: Payload) -> Plan {
    Plan {
        round,
        title,
        reasons,
        payload,
        turnout: 420,
        yes: 640,
        abstain: 60,
        veto: 20,
        way: Way::Sponsors,
        recalls: None,
    }
}

// long: a table, which reads best in one piece
pub(super) fn plans() -> Vec<Plan> {
    let moderation = |changes| Payload::Moderation(changes);
    vec![
        Plan {
            turnout: 1_000,
            yes: 1_000,
            ..plan(
                0,
                "Shall two reports, not three, limit a work until somebody has looked?",
                "We are few. Whoever is troubled should not have to find two others first.",
                moderation(vec![ModerationChange::ReportThreshold(2)]),
            )
        },
        Plan {
            turnout: 250,
            yes: 800,
            ..plan(
                2,
                "Shall we hold an exhibition each spring?",
                "A statement, so that whoever wants to organise it knows that we want it.",
                Payload::Statement,
            )
        },
        Plan {
            turnout: 960,
            yes: 930,
            ..plan(
                4,
                "Shall search texts be forgotten at once?",
                "Nobody misses their last searches, and nobody can be asked for what is not kept.",
                Payload::Data(vec![DataChange::Remove(Category::SearchTexts)]),
            )
        },
        Plan {
            yes: 380,
            ..plan(
                6,
                "Shall tags be limited to three a post?",
                "Long rows of tags are hard on the eyes. The rule would let a moderator warn.",
                moderation(vec![ModerationChange::PutRule(tags_rule())]),
            )
        },
        Plan {
            turnout: 850,
            yes: 850,
            ..plan(
                7,
                "Shall a vouch stand for a year, not half of one?",
                "Half a year is short for a promise that one knows somebody. It is a matter of the charter, so we read it twice.",
                charter("vouch-release-rounds", 52),
            )
        },
        Plan {
            turnout: 950,
            yes: 880,
            veto: 0,
            ..plan(
                6,
                "Shall this be what our first year costs?",
                "€ 18,000 came in as dues and gifts. Most of it goes to running the place, some to grants.",
                Payload::Budget(first_budget()),
            )
        },
        Plan {
            turnout: 700,
            ..plan(
                8,
                "Should pictures made wholly by a machine carry a label?",
                "A label costs an honest maker one touch. Not having it costs the others the trust of everybody who looks.",
                moderation(vec![ModerationChange::PutRule(machine_rule())]),
            )
        },
        Plan {
            turnout: 500,
            yes: 900,
            veto: 0,
            ..plan(
                8,
                "Shall these three lead the core team for a year?",
                "They have kept the place running since it began. Goals: photographs load in a second, and nobody waits three days for an answer.",
                Payload::Mandate(Mandate {
                    leads: [1, 2, 3].map(people::number).to_vec(),
                    per_round: Money(12_000),
                    rounds: 52,
                }),
            )
        },
        Plan {
            turnout: 500,
            yes: 480,
            veto: 400,
            ..plan(
                9,
                "Shall the rule on credit be dropped?",
                "It is hard to apply to collages.",
                moderation(vec![ModerationChange::RemoveRule("credit".to_owned())]),
            )
        },
        plan(
            11,
            "Shall network addresses be kept for two days instead of seven?",
            "Two days are enough to stop a flood. Seven are five too many.",
            Payload::Data(vec![DataChange::Put(addresses_for_two_days())]),
        ),
        Plan {
            way: Way::None,
            ..plan(
                12,
                "Shall the founder choose the picture of the week?",
                "Somebody has to.",
                Payload::Statement,
            )
        },
        Plan {
            turnout: 12,
            ..plan(
                14,
                "Shall we ask makers to write their alt texts in two languages?",
                "It helps those who read with their ears.",
                Payload::Statement,
            )
        },
        plan(
            15,
            "Shall reports be answered within two days?",
            "Three days are long if the work hurts somebody.",
            moderation(vec![ModerationChange::DeadlineTicks(48)]),
        ),
        Plan {
            turnout: 150,
            yes: 900,
            veto: 0,
            ..plan(
                15,
                "Shall we pay for the translation of the help pages?",
                "Forty pages, into Dutch, by somebody who lives in both languages.",
                Payload::Spend(Spend {
                    envelope: Envelope::Grants,
                    beneficiary: Beneficiary::Member(people::number(5)),
                    amount: Money(1_500),
                }),
            )
        },
        Plan {
            turnout: 500,
            yes: 380,
            veto: 160,
            ..plan(
                13,
                "Shall we become one with the network of the harbour museum?",
                "They asked us in. They have a building and eleven paid people; we would keep the name for two years.",
                Payload::Existence(Existence::Merger),
            )
        },
        Plan {
            turnout: 720,
            yes: 820,
            veto: 0,
            ..plan(
                9,
                "Shall we be able to sell shares to each other?",
                "Every four weeks, at one price for all. What is bought has no vote, so nobody buys influence.",
                charter("market", 1),
            )
        },
        Plan {
            turnout: 700,
            yes: 860,
            veto: 0,
            ..plan(
                10,
                "Shall the commons take shares back from those who need money?",
                "From a pool of its own and never beyond it. Whoever is in hardship comes before whoever only wishes.",
                charter("redemption", 1),
            )
        },
        Plan {
            turnout: 900,
            yes: 900,
            veto: 0,
            ..plan(
                11,
                "Shall those whom hardly anybody knows be asked to be known first?",
                "We are many enough that not everybody is somebody's friend. Who is below the line keeps their shares and their page; they \
                 vote again once two people vouch for them or have met them.",
                charter("trust-members", 200),
            )
        },
        Plan {
            turnout: 700,
            yes: 760,
            veto: 10,
            ..plan(
                12,
                "Shall we let investors in, without a vote?",
                "A press and a warm room cost more than we save in a year. Investors get some of a surplus and never a vote.",
                charter("class-i", 1),
            )
        },
        Plan {
            turnout: 650,
            yes: 780,
            veto: 10,
            ..plan(
                15,
                "Shall we offer 6,000 units at 70 cents each?",
                "€ 4,200 for the press. They return at most two and a half times that, from at most 15 % of a surplus.",
                Payload::Offer(press_offer()),
            )
        },
        Plan {
            turnout: 700,
            yes: 880,
            veto: 0,
            ..plan(
                16,
                "Shall this be what our second year costs?",
                "As in the first year, with a part for those who want their shares taken back.",
                Payload::Budget(second_budget()),
            )
        },
        Plan {
            turnout: 300,
            way: Way::Petition,
            ..plan(
                17,
                "Shall a work that was reported by mistake be shown again at once?",
                "So many of us sign for it that it need not wait for its turn: one clear mistake is enough, four reports are not.",
                moderation(vec![ModerationChange::ReportThreshold(3)]),
            )
        },
        plan(
            16,
            "Shall spoilers have a cover?",
            "A label of its own, which covers the work until you ask to see it.",
            moderation(vec![ModerationChange::PutLabel(Label {
                id: "spoiler".to_owned(),
                title: "Spoiler".to_owned(),
                default: LabelDefault::Cover,
            })]),
        ),
        Plan {
            turnout: 1_000,
            yes: 800,
            veto: 0,
            recalls: Some(Office::Guardian),
            ..plan(
                20,
                "Shall one of our guardians leave the office?",
                "They did nothing wrong, and nothing at all: nobody has heard from them for six weeks. Whoever comes next should answer.",
                Payload::Statement,
            )
        },
        plan(
            24,
            "Shall we stop keeping which browser you use?",
            "Few said yes to it, and the faults in browsers were found without.",
            Payload::Data(vec![DataChange::Remove(Category::UserAgents)]),
        ),
        plan(
            25,
            "Should the work of a week be shown as a printed page?",
            "A statement on whether we want a page that can be printed and hung on a wall.",
            Payload::Statement,
        ),
    ]
}

/// A number of the charter with a new value; a word that is none changes nothing, and is refused.
fn charter(word: &str, value: u64) -> Payload {
    let parameter = Parameter::of_word(word);
    let change = parameter.map(|parameter| ParameterChange { parameter, value });
    Payload::Charter(change.into_iter().collect())
}

fn first_budget() -> Budget {
    Budget {
        treasury: Money(1_800_000),
        envelopes: vec![
            (Envelope::Operations, Money(500_000)),
            (Envelope::Reserve, Money(400_000)),
            (Envelope::Team, Money(500_000)),
            (Envelope::Grants, Money(200_000)),
            (Envelope::Participatory, Money(100_000)),
            (Envelope::Juries, Money(100_000)),
        ],
    }
}

/// As in the first year, with a part for redemption.
fn second_budget() -> Budget {
    Budget {
        treasury: Money(2_000_000),
        envelopes: vec![
            (Envelope::Operations, Money(450_000)),
            (Envelope::Reserve, Money(400_000)),
            (Envelope::Team, Money(450_000)),
            (Envelope::Grants, Money(150_000)),
            (Envelope::Participatory, Money(100_000)),
            (Envelope::Juries, Money(50_000)),
            (Envelope::Redemption, Money(150_000)),
        ],
    }
}

fn press_offer() -> OfferTerms {
    OfferTerms {
        price: Money(70),
        units: Units(6_000),
        least: Units(2_000),
        ticks: 8 * WEEK,
        rights: UnitRights {
            return_cap: BasisPoints(25_000),
            surplus_share: BasisPoints(1_500),
            redeem_rounds: 26,
            redeem_price: BasisPoints(10_000),
        },
    }
}

fn tags_rule() -> Rule {
    Rule {
        id: "three-tags".to_owned(),
        title: "Three tags".to_owned(),
        text: "Use at most three tags a post.".to_owned(),
        examples: Vec::new(),
        ladder: vec![Step::Warn],
    }
}

fn machine_rule() -> Rule {
    Rule {
        id: "honest-pictures".to_owned(),
        title: "Honest pictures".to_owned(),
        text: "A picture that shows a real event must show that event. Pictures made wholly by a machine are \
               welcome and carry the label “machine-made”."
            .to_owned(),
        examples: vec!["An old photograph of a flood, posted as today's.".to_owned()],
        ladder: vec![Step::Label("machine-made".to_owned()), Step::LimitReach],
    }
}

fn addresses_for_two_days() -> DataItem {
    DataItem {
        category: Category::Addresses,
        purpose: "To stop floods and break-ins.".to_owned(),
        basis: Basis::OptOut,
        retention_days: 2,
        audience: Audience::Offices,
    }
}
