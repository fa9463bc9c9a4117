//! What a founder can begin with: sets of first rules and the first data policy, in the language
//! of the network. The founders choose; the members change.

use ledger::apply::{RULE_FAKE_ACCOUNT, RULE_FRAUD};
use ledger::policy::{
    Audience, Basis, Category, DataItem, Fact, Factor, FeedChange, Filter, Label, LabelDefault,
    ModerationChange, NEWEST, Recipe, Rule, Step,
};

use crate::profile::Language;

/// A set of first rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSet {
    /// Five rules: no harassment, no spam, nothing unlawful, earn honestly, one account each.
    Essential,
    /// The five, and honest pictures and credit for other people's work.
    Makers,
}

impl RuleSet {
    /// Every set, mildest first.
    pub const ALL: [Self; 2] = [Self::Essential, Self::Makers];

    /// Returns the stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Essential => "essential",
            Self::Makers => "makers",
        }
    }

    /// Returns the set of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.word() == word)
    }
}

/// Returns the clauses of the first moderation policy. Every set has the two rules under which fraud is
/// found, since every network shares out ownership.
#[must_use]
pub fn first_rules(set: RuleSet, language: Language) -> Vec<ModerationChange> {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    let mut clauses = vec![
        ModerationChange::PutLabel(Label {
            id: "sensitive".to_owned(),
            title: pick("Sensitive", "Gevoelig"),
            default: LabelDefault::Cover,
        }),
        ModerationChange::PutRule(harassment(language)),
        ModerationChange::PutRule(spam(language)),
        ModerationChange::PutRule(unlawful(language)),
        ModerationChange::PutRule(honest_earning(language)),
        ModerationChange::PutRule(one_account(language)),
    ];
    match set {
        RuleSet::Essential => {}
        RuleSet::Makers => clauses.extend([
            ModerationChange::PutLabel(Label {
                id: "machine-made".to_owned(),
                title: pick("Machine-made", "Door een machine gemaakt"),
                default: LabelDefault::Show,
            }),
            ModerationChange::PutRule(honest_pictures(language)),
            ModerationChange::PutRule(credit(language)),
        ]),
    }
    clauses
}

fn pick(language: Language, en: &str, nl: &str) -> String {
    match language {
        Language::English => en.to_owned(),
        Language::Dutch => nl.to_owned(),
    }
}

fn harassment(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: "no-harassment".to_owned(),
        title: pick("No harassment", "Niemand lastigvallen"),
        text: pick(
            "Do not threaten, humiliate or pursue a person, and do not call on others to do so. \
             Sharp criticism of work and ideas is welcome.",
            "Bedreig, verneder of achtervolg niemand en roep daar ook niet toe op. Scherpe kritiek \
             op werk en ideeën is welkom.",
        ),
        examples: vec![
            pick(
                "Answering every post of somebody with insults.",
                "Op alles wat iemand plaatst met beledigingen reageren.",
            ),
            pick(
                "Publishing somebody's home address.",
                "Iemands thuisadres publiceren.",
            ),
        ],
        ladder: vec![
            Step::Warn,
            Step::Remove,
            Step::Suspend(7),
            Step::Suspend(90),
            Step::Expel,
        ],
    }
}

fn spam(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: "no-spam".to_owned(),
        title: pick("No spam", "Geen spam"),
        text: pick(
            "Do not post the same thing again and again, and do not advertise under other people's \
             work. Showing and selling your own work on your own page is fine.",
            "Plaats niet steeds hetzelfde en maak geen reclame onder het werk van anderen. Je eigen \
             werk op je eigen pagina tonen en verkopen mag.",
        ),
        examples: vec![pick(
            "The same link under ten photographs.",
            "Dezelfde link onder tien foto's.",
        )],
        ladder: vec![
            Step::Warn,
            Step::LimitReach,
            Step::Remove,
            Step::Suspend(30),
        ],
    }
}

fn unlawful(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: "lawful".to_owned(),
        title: pick("Nothing unlawful", "Niets onwettigs"),
        text: pick(
            "Do not publish what the law of this network's seat forbids, such as pictures of abuse \
             or calls to violence.",
            "Publiceer niets wat de wet verbiedt waar dit netwerk is gevestigd, zoals beelden van \
             misbruik of oproepen tot geweld.",
        ),
        examples: Vec::new(),
        ladder: vec![Step::Remove, Step::Suspend(30), Step::Expel],
    }
}

/// The rule under which a jury of level 2 can take back what has not vested (ADR-0035).
fn honest_earning(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: RULE_FRAUD.to_owned(),
        title: pick("Earn honestly", "Verdien eerlijk"),
        text: pick(
            "Shares are for what people really value and really did. Do not buy or swap \
             appreciation, do not claim work that is not yours or was not done, and do not agree \
             with others to lift each other. If two thirds of a jury find fraud, shares of the \
             last 26 rounds that have not vested go back to everybody. What has vested stays.",
            "Aandelen zijn er voor wat mensen echt waarderen en echt deden. Koop of ruil geen \
             waardering, claim geen werk dat niet van jou is of niet is gedaan, en spreek niet met \
             anderen af elkaar omhoog te helpen. Stelt twee derde van een jury fraude vast, dan \
             gaan aandelen van de laatste 26 rondes die nog niet voorgoed zijn terug naar \
             iedereen. Wat voorgoed is blijft.",
        ),
        examples: vec![
            pick(
                "Ten people who appreciate each other every week, whatever they post.",
                "Tien mensen die elkaar elke week waarderen, wat ze ook plaatsen.",
            ),
            pick(
                "Claiming a translation that a program made in a minute as a week's work.",
                "Een vertaling die een programma in een minuut maakte claimen als een week werk.",
            ),
        ],
        ladder: vec![Step::LimitReach, Step::Suspend(30), Step::Expel],
    }
}

/// The rule that an account is one person's; a finding under it concerns who vouched for it, too.
fn one_account(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: RULE_FAKE_ACCOUNT.to_owned(),
        title: pick("One person, one account", "Eén mens, één account"),
        text: pick(
            "Everybody has one account, and is the person whom those know who vouched for them. If \
             two thirds of a jury find an account fake, its shares that have not vested go back to \
             everybody, and whoever vouched for it cannot vouch for 13 rounds; the second time \
             within a year they cannot vote either.",
            "Iedereen heeft één account, en is degene die zij kennen die voor je instonden. Vindt \
             twee derde van een jury een account nep, dan gaan aandelen ervan die nog niet voorgoed \
             zijn terug naar iedereen, en kan wie ervoor instond 13 rondes lang voor niemand \
             instaan; de tweede keer binnen een jaar ook niet stemmen.",
        ),
        examples: vec![pick(
            "A second account that appreciates one's own work.",
            "Een tweede account dat je eigen werk waardeert.",
        )],
        ladder: vec![Step::Suspend(30), Step::Expel],
    }
}

fn honest_pictures(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: "honest-pictures".to_owned(),
        title: pick("Honest pictures", "Eerlijke beelden"),
        text: pick(
            "A picture that shows a real event must show that event. Pictures made by a machine are \
             welcome when their maker says so in the text.",
            "Een beeld van een echte gebeurtenis toont die gebeurtenis. Beelden die door een machine \
             zijn gemaakt zijn welkom als de maker dat in de tekst zegt.",
        ),
        examples: vec![pick(
            "An old photograph of a flood, posted as today's.",
            "Een oude foto van een overstroming, geplaatst als die van vandaag.",
        )],
        ladder: vec![
            Step::Label("machine-made".to_owned()),
            Step::LimitReach,
            Step::Remove,
        ],
    }
}

fn credit(language: Language) -> Rule {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    Rule {
        id: "credit".to_owned(),
        title: pick("Credit where it is due", "Noem de maker"),
        text: pick(
            "Name the maker of work that is not yours, and do not post it where they have asked you \
             not to.",
            "Noem de maker van werk dat niet van jou is, en plaats het niet als die je dat heeft \
             gevraagd.",
        ),
        examples: vec![pick(
            "Somebody else's photograph without a name.",
            "De foto van een ander zonder naam.",
        )],
        ladder: vec![Step::Warn, Step::Remove, Step::Suspend(7)],
    }
}

/// Returns the clauses of the first feed policy: newest first, which stays the default until the
/// members decide otherwise, and what they can choose beside it.
#[must_use]
pub fn first_feed(language: Language) -> Vec<FeedChange> {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    let factor = |fact, points, at_most| Factor {
        fact,
        points,
        at_most,
    };
    let recipes = [
        Recipe {
            id: NEWEST.to_owned(),
            title: pick("Newest first", "Nieuwste eerst"),
            text: pick(
                "Everything by the people you follow, by time alone. Nothing is weighed.",
                "Alles van wie je volgt, alleen op tijd. Er wordt niets gewogen.",
            ),
            window_hours: 0,
            filters: Vec::new(),
            factors: Vec::new(),
        },
        Recipe {
            id: "appreciated".to_owned(),
            title: pick("Most appreciated", "Meest gewaardeerd"),
            text: pick(
                "What others valued in the last week comes first; what you appreciated already \
                 makes room.",
                "Wat anderen de afgelopen week waardeerden staat voorop; wat je zelf al waardeerde \
                 maakt plaats.",
            ),
            window_hours: 168,
            filters: Vec::new(),
            factors: vec![
                factor(Fact::Appreciations, 10, 100),
                factor(Fact::HoursOld, -1, 168),
                factor(Fact::AppreciatedByReader, -50, 1),
            ],
        },
        Recipe {
            id: "talk".to_owned(),
            title: pick("Conversations", "Gesprekken"),
            text: pick(
                "What people talk about in the last three days comes first.",
                "Waar mensen de afgelopen drie dagen over praten staat voorop.",
            ),
            window_hours: 72,
            filters: Vec::new(),
            factors: vec![
                factor(Fact::Comments, 10, 50),
                factor(Fact::HoursOld, -1, 72),
            ],
        },
        Recipe {
            id: "photographs".to_owned(),
            title: pick("Photographs only", "Alleen foto's"),
            text: pick(
                "Only what has a photograph, of the last two weeks, newest first and without \
                 reposts.",
                "Alleen wat een foto heeft, van de laatste twee weken, nieuwste eerst en zonder \
                 gedeelde berichten.",
            ),
            window_hours: 336,
            filters: vec![Filter::OnlyPhotographs, Filter::NoReposts],
            factors: Vec::new(),
        },
    ];
    recipes.into_iter().map(FeedChange::PutRecipe).collect()
}

/// Returns the items of the first data policy: what the platform needs, and what serves the member
/// who may say no.
#[must_use]
// long: a table, which reads best in one piece
pub fn first_data(language: Language) -> Vec<DataItem> {
    let pick = |en: &str, nl: &str| pick(language, en, nl);
    let item = |category, purpose: String, basis, retention_days, audience| DataItem {
        category,
        purpose,
        basis,
        retention_days,
        audience,
    };
    let needed = |category, purpose, audience| item(category, purpose, Basis::Needed, 0, audience);
    vec![
        needed(
            Category::Accounts,
            pick("To show who you are.", "Om te tonen wie je bent."),
            Audience::Everyone,
        ),
        needed(
            Category::Posts,
            pick("To show what you publish.", "Om te tonen wat je plaatst."),
            Audience::Everyone,
        ),
        needed(
            Category::Graph,
            pick(
                "To show you what the people you follow publish.",
                "Om je te tonen wat de mensen die je volgt plaatsen.",
            ),
            Audience::Members,
        ),
        needed(
            Category::Appreciation,
            pick(
                "To share out ownership by what members value.",
                "Om het eigendom te verdelen naar wat leden waarderen.",
            ),
            Audience::Everyone,
        ),
        needed(
            Category::Sessions,
            pick("To keep you signed in.", "Om je ingelogd te houden."),
            Audience::Oneself,
        ),
        needed(
            Category::Reports,
            pick(
                "To handle reports and appeals.",
                "Om meldingen en bezwaren te behandelen.",
            ),
            Audience::Offices,
        ),
        item(
            Category::Bookmarks,
            pick(
                "So that you find again what you saved.",
                "Zodat je terugvindt wat je bewaarde.",
            ),
            Basis::OptOut,
            0,
            Audience::Oneself,
        ),
        item(
            Category::Drafts,
            pick(
                "So that an unfinished post is not lost.",
                "Zodat een onaf bericht niet verloren gaat.",
            ),
            Basis::OptOut,
            90,
            Audience::Oneself,
        ),
        item(
            Category::Notifications,
            pick(
                "To tell you what happened to your work.",
                "Om je te vertellen wat er met je werk gebeurde.",
            ),
            Basis::OptOut,
            180,
            Audience::Oneself,
        ),
        item(
            Category::DeviceNames,
            pick(
                "So that you recognise your own keys.",
                "Zodat je je eigen sleutels herkent.",
            ),
            Basis::OptOut,
            0,
            Audience::Oneself,
        ),
        item(
            Category::Addresses,
            pick(
                "To stop floods and break-ins.",
                "Om overbelasting en inbraak tegen te gaan.",
            ),
            Basis::OptOut,
            7,
            Audience::Offices,
        ),
        item(
            Category::UserAgents,
            pick(
                "To find faults in some browsers.",
                "Om fouten in sommige browsers te vinden.",
            ),
            Basis::OptIn,
            30,
            Audience::Offices,
        ),
        item(
            Category::ReadingPositions,
            pick(
                "So that you can read on where you stopped.",
                "Zodat je verder leest waar je gebleven was.",
            ),
            Basis::OptOut,
            30,
            Audience::Oneself,
        ),
        item(
            Category::ViewCounts,
            pick(
                "To tell makers how often their work is seen.",
                "Om makers te vertellen hoe vaak hun werk wordt gezien.",
            ),
            Basis::OptOut,
            30,
            Audience::Offices,
        ),
        item(
            Category::SearchTexts,
            pick(
                "To offer you your last searches again.",
                "Om je je laatste zoekopdrachten weer aan te bieden.",
            ),
            Basis::OptOut,
            30,
            Audience::Oneself,
        ),
        item(
            Category::UploadMetadata,
            pick(
                "So that you recognise your files by name.",
                "Zodat je je bestanden aan hun naam herkent.",
            ),
            Basis::OptOut,
            365,
            Audience::Oneself,
        ),
        item(
            Category::InvitationNames,
            pick(
                "So that you know whom a link was for.",
                "Zodat je weet voor wie een link was.",
            ),
            Basis::OptOut,
            180,
            Audience::Oneself,
        ),
        // Opinions are the most personal of all: nothing without an explicit yes.
        item(
            Category::Opinions,
            pick(
                "To show which groups think alike about a draft, and never who.",
                "Om te tonen welke groepen hetzelfde over een ontwerp denken, en nooit wie.",
            ),
            Basis::OptIn,
            180,
            Audience::Oneself,
        ),
    ]
}
