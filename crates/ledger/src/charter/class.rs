//! Classes: who decides what, and with how much (GOVERNANCE §2).

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::BasisPoints;

/// What the two chambers must say to a class of decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Needs {
    /// Least share of yes in the members' chamber; the track may ask for more.
    pub members: BasisPoints,
    /// Least share of yes in the stewards' chamber; zero: it is not asked.
    pub stewards: BasisPoints,
}

macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $name:ident / $field:ident = $code:literal, $letter:literal, $word:literal;)+) => {
        /// The classes of decisions.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
        )]
        #[borsh(use_discriminant = true)]
        #[repr(u8)]
        pub enum Class {
            $($(#[doc = $doc])+ $name = $code,)+
        }

        /// What each class needs.
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
        pub struct Classes {
            $($(#[doc = $doc])+ pub $field: Needs,)+
        }

        impl Class {
            /// Every class that is decided by a vote.
            pub const ALL: [Self; 11] = [$(Self::$name),+];

            /// Returns its letter in the table of GOVERNANCE §2; none for a plain statement.
            #[must_use]
            pub fn letter(self) -> &'static str {
                match self { $(Self::$name => $letter),+ }
            }

            /// Returns the permanent word for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }

        impl Classes {
            /// Returns what `class` needs.
            #[must_use]
            pub fn get(&self, class: Class) -> Needs {
                match class { $(Class::$name => self.$field),+ }
            }

            /// Returns what `class` needs, to be changed.
            pub fn get_mut(&mut self, class: Class) -> &mut Needs {
                match class { $(Class::$name => &mut self.$field),+ }
            }

            /// Returns needs that `of` makes, class by class.
            #[must_use]
            pub fn each(of: impl Fn(Class) -> Needs) -> Self {
                Self { $($field: of(Class::$name)),+ }
            }
        }
    };
}

classes! {
    /// A: the charter, the bill of rights, this table.
    Charter / charter = 0, "A", "charter";
    /// B: sale, merger, dissolution, handing over name, data or code.
    Existence / existence = 1, "B", "existence";
    /// C: moderation policy, feed order, labels.
    Moderation / moderation = 2, "C", "moderation";
    /// D+: collect more about people.
    MoreData / more_data = 3, "D+", "more-data";
    /// D−: collect less, keep shorter.
    LessData / less_data = 4, "D−", "less-data";
    /// E: the ranked roadmap of the quarter. Its ranking is counted elsewhere.
    Strategy / strategy = 5, "E", "strategy";
    /// F: envelopes of the year, and any spend above the largest tier.
    Budget / budget = 6, "F", "budget";
    /// G: spending inside an envelope; how much is needed is the track's.
    Spending / spending = 7, "G", "spending";
    /// H: issuance, vesting, dividends, redemption, fees, investor offers.
    Ownership / ownership = 8, "H", "ownership";
    /// J: mandates, appointments, recall.
    People / people = 9, "J", "people";
    /// A plain statement: no letter, enacts nothing.
    Statement / statement = 10, "", "statement";
}

impl Class {
    /// Says whether only ballots cast in person count.
    #[must_use]
    pub fn is_direct_only(self) -> bool {
        matches!(self, Self::Charter | Self::Existence)
    }

    /// Says whether nothing else is enacted for a while after it.
    #[must_use]
    pub fn freezes(self) -> bool {
        matches!(self, Self::Charter | Self::Existence | Self::People)
    }

    /// Says whether what passes with little turnout is put to a panel: classes C to H.
    #[must_use]
    pub fn may_be_confirmed(self) -> bool {
        match self {
            Self::Moderation
            | Self::MoreData
            | Self::LessData
            | Self::Strategy
            | Self::Budget
            | Self::Spending
            | Self::Ownership => true,
            Self::Charter | Self::Existence | Self::People | Self::Statement => false,
        }
    }

    /// Says whether a petition can force a vote on it.
    #[must_use]
    pub fn may_be_petitioned(self) -> bool {
        matches!(
            self,
            Self::Charter
                | Self::Moderation
                | Self::MoreData
                | Self::LessData
                | Self::Strategy
                | Self::People
        )
    }
}

impl Classes {
    /// Returns the defaults of cooperative and network (GOVERNANCE §2).
    #[must_use]
    pub fn both_chambers() -> Self {
        Self::each(|class| {
            let (members, stewards) = match class {
                Class::Charter => (6_667, 6_000),
                Class::Existence => (7_500, 6_667),
                Class::MoreData => (6_000, 0),
                Class::Budget => (5_001, 5_001),
                Class::Ownership => (5_500, 5_500),
                Class::Moderation
                | Class::LessData
                | Class::Strategy
                | Class::Spending
                | Class::People
                | Class::Statement => (5_001, 0),
            };
            Needs {
                members: BasisPoints(members),
                stewards: BasisPoints(stewards),
            }
        })
    }

    /// Returns the defaults of a circle: its members decide, each with one vote.
    #[must_use]
    pub fn members_only() -> Self {
        let both = Self::both_chambers();
        Self::each(|class| Needs {
            stewards: BasisPoints(0),
            ..both.get(class)
        })
    }

    /// Says whether no class asks for more than everything.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        Class::ALL.into_iter().all(|class| {
            let needs = self.get(class);
            needs.members.0 <= 10_000 && needs.stewards.0 <= 10_000
        })
    }
}
