//! Rejections: why the ledger says no. Codes are permanent; `docs/protocol/rejections.md` lists
//! them and a test compares the two.

use crate::policy::PolicyFault;

macro_rules! rejections {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $word:literal;)+) => {
        /// Why an act is not accepted. A rejected act leaves nothing on the record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
        pub enum Rejection {
            $($(#[doc = $doc])+ #[error($word)] $name,)+
        }

        impl Rejection {
            /// Every rejection, by code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns the permanent code.
            #[must_use]
            pub fn code(self) -> u16 {
                match self { $(Self::$name => $code),+ }
            }

            /// Returns the permanent word, as used in message files and JSON.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

rejections! {
    /// The bytes are not a canonical operation, or a fixed field has another value.
    Malformed = 100, "malformed";
    /// The network has not been founded.
    NotFounded = 101, "not-founded";
    /// The network has been founded already.
    AlreadyFounded = 102, "already-founded";
    /// The time is before that of the last entry.
    TimeBeforeLast = 103, "time-before-last";
    /// A timer is due: a tick goes first.
    TickDue = 104, "tick-due";
    /// The operation is for another network.
    WrongNetwork = 105, "wrong-network";
    /// The operation's time is over.
    Expired = 106, "expired";
    /// The operation would live longer than one tick.
    ExpiresTooFar = 107, "expires-too-far";
    /// There is no such member.
    MemberNotFound = 108, "member-not-found";
    /// The member has left.
    MemberLeft = 109, "member-left";
    /// The sequence number has been used.
    SequenceUsed = 110, "sequence-used";
    /// The sequence number is not the next one.
    SequenceAhead = 111, "sequence-ahead";
    /// The member holds no such key.
    KeyNotFound = 112, "key-not-found";
    /// The key is not in force yet.
    KeyNotInForce = 113, "key-not-in-force";
    /// The session key's time is over.
    SessionExpired = 114, "session-expired";
    /// A session key may only cast ballots.
    SessionMayNot = 115, "session-may-not";
    /// The signature does not verify.
    SignatureInvalid = 116, "signature-invalid";

    /// The key is malformed, weak or of another kind than its place asks.
    KeyUnsound = 200, "key-unsound";
    /// Somebody holds this key already, or joined with it once.
    KeyInUse = 201, "key-in-use";
    /// The member holds as many keys as the charter allows.
    TooManyKeys = 202, "too-many-keys";
    /// The last key cannot be removed.
    LastKey = 203, "last-key";
    /// The session would last longer than the charter allows, or has ended already.
    SessionTooLong = 204, "session-too-long";

    /// This network is joined by invitation.
    InvitationNeeded = 300, "invitation-needed";
    /// The invitation does not exist, was used or was withdrawn.
    InvitationNotFound = 301, "invitation-not-found";
    /// The invitation's time is over.
    InvitationExpired = 302, "invitation-expired";
    /// The invitation was not signed for this key.
    InvitationUnsigned = 303, "invitation-unsigned";
    /// An invitation with this key exists.
    InvitationInUse = 304, "invitation-in-use";
    /// The invitation would last longer than the charter allows, or has ended already.
    InvitationTooLong = 305, "invitation-too-long";
    /// The member's standing does not allow it.
    StandingTooLow = 306, "standing-too-low";
    /// Nobody vouches for themself.
    VouchForOneself = 307, "vouch-for-oneself";
    /// The member vouches for this person already.
    VouchedAlready = 308, "vouched-already";
    /// All vouches are given out.
    VouchLimit = 309, "vouch-limit";
    /// This round's new vouches are given out.
    VouchRoundLimit = 310, "vouch-round-limit";
    /// There is no such open vouch.
    VouchNotFound = 311, "vouch-not-found";

    /// There is no such proposal.
    ProposalNotFound = 400, "proposal-not-found";
    /// A text, list or number of the payload is outside its bounds.
    PayloadOutOfBounds = 401, "payload-out-of-bounds";
    /// The clause to change is not in the policy.
    ClauseNotFound = 402, "clause-not-found";
    /// The policy says this already.
    ChangesNothing = 403, "changes-nothing";
    /// A ladder names a label that the policy does not have.
    UnknownLabel = 404, "unknown-label";
    /// The platform cannot run without this category.
    CategoryNeededToRun = 405, "category-needed-to-run";
    /// The change keeps more about people without each person's own opt-in.
    CollectsMore = 406, "collects-more";
    /// The proposal is no longer a draft.
    NotADraft = 407, "not-a-draft";
    /// Only the author may do this.
    NotTheAuthor = 408, "not-the-author";
    /// The member sponsors this proposal already.
    SponsoredAlready = 409, "sponsored-already";
    /// The member sponsors as many live proposals as the charter allows.
    SponsorLimit = 410, "sponsor-limit";
    /// The vote is not open.
    NotOpen = 411, "not-open";
    /// The member was not in the electorate when the vote opened.
    NotInElectorate = 412, "not-in-electorate";
    /// The changes belong to different classes of decision.
    ClassesMixed = 413, "classes-mixed";
    /// The change would take shares that are vested.
    TakesVested = 414, "takes-vested";
    /// The envelope, or the treasury, holds less.
    EnvelopeShort = 415, "envelope-short";
    /// The member holds an office already.
    OfficeHeld = 416, "office-held";
    /// The member does not hold that office.
    OfficeNotHeld = 417, "office-not-held";
    /// Every seat of the office is taken.
    OfficeFull = 418, "office-full";
    /// A recall of the same member from the same office was tried not long ago.
    RecalledRecently = 419, "recalled-recently";
    /// No petition can force a vote on this class.
    NoPetition = 420, "no-petition";
    /// The member signed this petition already.
    SignedAlready = 421, "signed-already";
    /// A petition has made it the petitioners' proposal.
    Petitioned = 422, "petitioned";
    /// The member votes for others, and those ballots can no longer change.
    BallotLocked = 423, "ballot-locked";
    /// Nobody, oneself, somebody twice or too many are named as delegates.
    DelegatesUnsound = 424, "delegates-unsound";
    /// There is no such delegation.
    DelegationNotFound = 425, "delegation-not-found";
    /// Only guardians may do this.
    NotAGuardian = 426, "not-a-guardian";
    /// A pause is on, or ended not long ago.
    PausedRecently = 427, "paused-recently";
    /// No panel sits on the proposal.
    NoPanel = 428, "no-panel";
    /// The member was not drawn for the panel.
    NotOnPanel = 429, "not-on-panel";
    /// There is no such election.
    ElectionNotFound = 430, "election-not-found";
    /// Nominations for this election are closed.
    NominationsClosed = 431, "nominations-closed";
    /// The member stands in an election already.
    StandsAlready = 432, "stands-already";
    /// There is no such nomination, or it was withdrawn.
    NominationNotFound = 433, "nomination-not-found";
    /// Nobody sponsors themself.
    SponsorOneself = 434, "sponsor-oneself";
    /// The ballot ranks nobody, somebody twice or somebody who is no candidate.
    RankingUnsound = 435, "ranking-unsound";
    /// Without the trust of the members the team moderates, keeps the network safe and pays itself;
    /// it files nothing else.
    CaretakerMode = 440, "caretaker-mode";
    /// There is no such case.
    CaseNotFound = 450, "case-not-found";
    /// There is no such jury.
    JuryNotFound = 451, "jury-not-found";
    /// Fewer than three members could be drawn.
    NoJury = 452, "no-jury";
    /// Only the side that lost may take it further.
    NotTheAppellant = 453, "not-the-appellant";
    /// A jury hears the case.
    CaseHeard = 454, "case-heard";
    /// The time to take it further is over, or there is no level above.
    AppealOver = 455, "appeal-over";
    /// The member does not sit on this jury.
    NotOnJury = 456, "not-on-jury";
    /// The jury does not seal verdicts now.
    NotSealing = 457, "not-sealing";
    /// The jury does not open verdicts now.
    NotOpening = 458, "not-opening";
    /// The member sealed nothing, or something else.
    SealUnsound = 459, "seal-unsound";
    /// The act was appealed already.
    AppealedAlready = 460, "appealed-already";
    /// The member has as many open cases as one may have.
    AppealLimit = 461, "appeal-limit";
    /// The verdict is open already.
    OpenedAlready = 462, "opened-already";
    /// The jury has no ruling that this member stands behind.
    NoRuling = 463, "no-ruling";
    /// The jury has given its statement.
    StatedAlready = 464, "stated-already";
    /// Only one who ruled on a jury of level 3 that has ended sponsors from the bench.
    NotABench = 465, "not-a-bench";
    /// A bench sponsors moderation clauses only.
    NotForTheBench = 466, "not-for-the-bench";
    /// Only a decision of class C to J whose vote is over and which is not in force can be challenged.
    NotChallengeable = 467, "not-challengeable";
    /// The member challenges this decision already, or supports who does.
    ChallengedAlready = 468, "challenged-already";
    /// A decision has eight challenges at most.
    ChallengesFull = 469, "challenges-full";
    /// The decision has no challenge of this number.
    ChallengeNotFound = 470, "challenge-not-found";
    /// A roadmap for this quarter is being made already.
    RoadmapUnderway = 480, "roadmap-underway";
    /// No items are taken any more.
    ItemsClosed = 481, "items-closed";
    /// The roadmap has as many items as it can have, or the member added as many as they may.
    ItemsFull = 482, "items-full";
    /// The roadmap has no such item.
    ItemNotFound = 483, "item-not-found";
    /// Only who is in the core team may do this.
    NotOnTeam = 484, "not-on-team";
    /// The vote asks for a ranking, not for yes or no.
    RankingAsked = 485, "ranking-asked";
    /// The vote asks for no ranking.
    NotARanking = 486, "not-a-ranking";
    /// Others have added items to the roadmap.
    ItemsOfOthers = 487, "items-of-others";

    /// Newest first stays as it is, for whoever chooses it.
    NewestStays = 490, "newest-stays";
    /// The default names a recipe that the policy does not have.
    UnknownRecipe = 491, "unknown-recipe";

    /// The charter or the founding policies are not sound.
    FoundingUnsound = 500, "founding-unsound";
    /// The round is not the oldest closed one that waits to be settled.
    RoundNotNext = 501, "round-not-next";
    /// The result to settle is missing or not the one named.
    ResultMismatch = 502, "result-mismatch";
    /// The result gives out more than the rules allow.
    IssuesTooMuch = 503, "issues-too-much";
    /// The result names somebody who cannot earn.
    EarnerNotFound = 504, "earner-not-found";
    /// The round file does not say what the state says.
    RoundFileMismatch = 505, "round-file-mismatch";

    /// No decision allows such a payment.
    PaymentNotDecided = 510, "payment-not-decided";
    /// There is no such transfer in the books.
    TransferNotFound = 511, "transfer-not-found";
    /// Only people in office may say what came in and what was paid.
    NotInOffice = 512, "not-in-office";
    /// Somebody else must confirm what one attested.
    SecondPersonNeeded = 513, "second-person-needed";
    /// Whoever is paid does not say so in office.
    OwnPayment = 514, "own-payment";
    /// The payment is decided, but the quarter's outflow is used up.
    HeldBack = 515, "held-back";
    /// The transfer was captured or voided.
    TransferOver = 516, "transfer-over";
    /// Somebody has attested it, and it waits to be confirmed.
    PaymentAttested = 517, "payment-attested";
    /// Nobody has attested it.
    NotAttested = 518, "not-attested";
    /// The safety reserve would hold less than it must.
    ReserveShort = 519, "reserve-short";
    /// The books hold less than the budget gives.
    TreasuryShort = 520, "treasury-short";
    /// No such stream pays.
    StreamNotFound = 521, "stream-not-found";
    /// There is no such claim of work.
    ClaimNotFound = 540, "claim-not-found";
    /// Fewer than three members could be drawn to look at it.
    NoReviewers = 541, "no-reviewers";
    /// The member has as many claims under review as one may have.
    ClaimLimit = 542, "claim-limit";
    /// The member does not look at this claim.
    NotAReviewer = 543, "not-a-reviewer";
    /// The claim is not under review.
    NotReviewing = 544, "not-reviewing";
    /// The member has said what they find.
    AttestedAlready = 545, "attested-already";
    /// The member vouched for an account that was found to be fake, not long ago.
    VouchingLost = 546, "vouching-lost";
    /// The member did so twice within a year of rounds.
    VoteLost = 547, "vote-lost";

    /// No timer is due.
    NoTimerDue = 600, "no-timer-due";

    /// The charter has no trust cut.
    NoTrustCut = 700, "no-trust-cut";
    /// Nobody meets themselves.
    MetOneself = 701, "met-oneself";
    /// Whoever says that they met somebody must have been met by two themselves.
    NotVerified = 702, "not-verified";
    /// Two have said so already, or the person was there at the beginning.
    VerifiedAlready = 703, "verified-already";
    /// The member has said so.
    MetAlready = 704, "met-already";
    /// The member has said it of as many people in this round as they may.
    MeetingLimit = 705, "meeting-limit";
    /// A decision moves a part of the surplus too far.
    SurplusStep = 720, "surplus-step";
    /// Members are owed nothing of that year's surplus, or no longer.
    SurplusNotOwed = 721, "surplus-not-owed";
    /// The day until which members are to be paid is not over.
    SurplusNotDue = 722, "surplus-not-due";
    /// Somebody named is owed nothing, is named twice or not in order, or too many are.
    UnpaidUnsound = 723, "unpaid-unsound";
    /// There is no such call for projects.
    CallNotFound = 740, "call-not-found";
    /// The call takes no projects any more.
    CallClosed = 741, "call-closed";
    /// The call has as many projects as it may, or the member's three.
    ProjectsFull = 742, "projects-full";
    /// The call has no such project, or it was taken back.
    ProjectNotFound = 743, "project-not-found";
    /// The ballot names a project that is none, one twice, or not in order.
    ApprovalsUnsound = 744, "approvals-unsound";
    /// There is no such grant.
    GrantNotFound = 750, "grant-not-found";
    /// The grant passed, was taken back or is void.
    GrantOver = 751, "grant-over";
    /// The member has fewer points left.
    PointsShort = 752, "points-short";
    /// The member gives points to as many grants as one may.
    GrantsSupported = 753, "grants-supported";
    /// As many grants are open as may be, or as the member may ask for.
    GrantsFull = 754, "grants-full";
    /// The request is so large a part of the envelope that it could never pass.
    GrantTooLarge = 755, "grant-too-large";
    /// The charter has no market.
    MarketClosed = 760, "market-closed";
    /// There is no such auction.
    AuctionNotFound = 761, "auction-not-found";
    /// No orders are sealed any more.
    OrdersClosed = 762, "orders-closed";
    /// No orders are revealed now.
    NotRevealing = 763, "not-revealing";
    /// The member sealed nothing, or something else.
    OrderUnsound = 764, "order-unsound";
    /// More than the member can sell in one auction.
    SellsTooMuch = 765, "sells-too-much";
    /// With what they bought already, more than one member can.
    BuysTooMuch = 766, "buys-too-much";
    /// Who knows more than others announces what they want long before.
    OrderNotAnnounced = 767, "order-not-announced";
    /// The member did not pay for what they bought, not long ago.
    TradingBarred = 768, "trading-barred";
    /// There is no such trade.
    TradeNotFound = 769, "trade-not-found";
    /// The shares moved, or the trade lapsed.
    TradeOver = 770, "trade-over";
    /// Only the other side of the trade can say so.
    NotAParty = 771, "not-a-party";
    /// Whoever buys or sells does not say in office that it was paid.
    OwnTrade = 772, "own-trade";
    /// The buyer has not said that they paid.
    NotClaimed = 773, "not-claimed";
    /// The buyer has said that they paid.
    ClaimedAlready = 774, "claimed-already";
    /// The charter takes no shares back.
    RedemptionClosed = 775, "redemption-closed";
    /// More than the member has that was earned long enough ago, is vested and free.
    RedeemsTooMuch = 776, "redeems-too-much";
    /// The member waits to be paid out already.
    AskedAlready = 777, "asked-already";
    /// Nobody of this number waits for that.
    NoRequest = 778, "no-request";
    /// The charter has not switched passing shares on.
    AssigningOff = 790, "assigning-off";
    /// Nobody passes shares on to themself.
    AssignToOneself = 791, "assign-to-oneself";
    /// The member has fewer shares that are theirs and free.
    SharesShort = 792, "shares-short";
    /// The member has as many assignments under way as one may have.
    AssignmentLimit = 793, "assignment-limit";
    /// The other one would hold more that they did not earn than one member can.
    GivenLimit = 794, "given-limit";
    /// There is no such assignment.
    AssignmentNotFound = 795, "assignment-not-found";
    /// Only who gave can call back.
    NotTheGiver = 796, "not-the-giver";
    /// The shares have passed, or were let go.
    AssignmentOver = 797, "assignment-over";
    /// The charter has no class I.
    ClassIClosed = 800, "class-i-closed";
    /// There is no such offer to investors.
    OfferNotFound = 801, "offer-not-found";
    /// The offer takes no subscriptions any more.
    OfferClosed = 802, "offer-closed";
    /// More units than nobody else wants.
    SubscribesTooMuch = 803, "subscribes-too-much";
    /// One investor would have more of the class than one may.
    TooMuchOfTheClass = 804, "too-much-of-the-class";
    /// The money of the subscription came, or somebody in office says so.
    SubscriptionPaid = 805, "subscription-paid";
    /// Nobody of this number subscribed to it.
    SubscriptionNotFound = 806, "subscription-not-found";
    /// Whoever subscribed does not say in office that their money came.
    OwnSubscription = 807, "own-subscription";
    /// Investors would have more of the economic rights than they may.
    RightsExceeded = 808, "rights-exceeded";
    /// All offers together would get more of a surplus than investors may.
    SurplusExceeded = 809, "surplus-exceeded";
    /// The offer issued no units.
    NothingIssued = 810, "nothing-issued";
    /// The proposal does not change terms of class I, or is over.
    ConsentNotAsked = 811, "consent-not-asked";
    /// The member holds no units that it is about.
    NoUnits = 812, "no-units";
    /// These units cannot be redeemed, or not yet.
    NotRedeemable = 813, "not-redeemable";
    /// More units than the member holds.
    RedeemsTooManyUnits = 814, "redeems-too-many-units";
    /// The rule is none under which fraud is found, or is not in force.
    NotForReferral = 840, "not-for-referral";
    /// The member may not act at level 0.
    NotAModerator = 841, "not-a-moderator";
    /// Nobody brings themself before a jury this way.
    ReferredOneself = 842, "referred-oneself";
}

impl From<PolicyFault> for Rejection {
    fn from(fault: PolicyFault) -> Self {
        match fault {
            PolicyFault::OutOfBounds => Self::PayloadOutOfBounds,
            PolicyFault::NoSuchClause => Self::ClauseNotFound,
            PolicyFault::ChangesNothing => Self::ChangesNothing,
            PolicyFault::UnknownLabel => Self::UnknownLabel,
            PolicyFault::NeededToRun => Self::CategoryNeededToRun,
            PolicyFault::NewestStays => Self::NewestStays,
            PolicyFault::UnknownRecipe => Self::UnknownRecipe,
        }
    }
}
