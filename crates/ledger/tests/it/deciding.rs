//! A proposal's life (GOVERNANCE §2, §3).

use ledger::charter::Template;

use crate::script::check;

#[test]
fn a_rule_becomes_law_by_itself() {
    check(
        Template::Cooperative,
        "
        crowd 20
        policy                       => 1/1
        m0 propose rule
        proposal 1                   => draft
        m0 sponsor 1                 => sponsored-already
        m1 vote 1 yes                => not-open
        m1 sponsor 1
        m2 sponsor 1
        proposal 1                   => open
        m3 sponsor 1                 => not-a-draft
        all vote 1 yes
        m0 vote 1 no
        count 1                      => 20:1:0:0
        wait 503
        proposal 1                   => open
        wait 1
        proposal 1                   => failed-support
        ",
    );
}

/// Thirty people, of whom the first twenty-one may vote at once: support needs all 21 to be met.
#[test]
fn an_adopted_rule_waits_for_challenge_and_timelock() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 propose rule
        m1 sponsor 1
        m2 sponsor 1
        proposal 1                   => open
        all vote 1 yes
        count 1                      => 21:0:0:0
        wait 504
        proposal 1                   => confirming
        m0 vote 1 no                 => not-open
        wait 72
        proposal 1                   => timelock
        policy                       => 1/1
        wait 168
        proposal 1                   => enacted
        policy                       => 2/1
        m0 propose rule              => changes-nothing
        ",
    );
}

#[test]
fn a_third_with_veto_fails_it() {
    check(
        Template::Circle,
        "
        crowd 11
        m0 propose statement
        m1 sponsor 1
        proposal 1                   => open
        all vote 1 yes
        m0 vote 1 veto
        m1 vote 1 veto
        m2 vote 1 veto
        m3 vote 1 veto
        m4 vote 1 veto
        count 1                      => 7:0:0:5
        wait 72
        proposal 1                   => failed-veto
        ",
    );
}

#[test]
fn the_payload_must_fit_the_policy() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 propose same-rule         => changes-nothing
        m0 propose no-rule           => clause-not-found
        m0 propose nothing           => payload-out-of-bounds
        m0 propose bad-label         => unknown-label
        m0 propose forget-posts      => category-needed-to-run
        m0 propose originals-of-all  => collects-more
        m0 propose shorter
        m0 propose forget-searches
        m0 propose statement
        m0 propose rule              => sponsor-limit
        m1 withdraw 1                => not-the-author
        m0 propose longer            => sponsor-limit
        m0 withdraw 1
        m0 propose rule              => sponsor-limit
        wait 168
        m0 propose rule
        m0 withdraw 9                => proposal-not-found
        ",
    );
}

/// Two decisions on the same clause: the one that no longer fits fails, with its reason.
#[test]
fn a_decision_overtaken_by_another_fails_as_a_conflict() {
    check(
        Template::Circle,
        "
        crowd 11
        m0 propose no-spam-rule
        m1 sponsor 1
        m2 propose no-spam-rule
        m3 sponsor 2
        all vote 1 yes
        all vote 2 yes
        wait 72
        proposal 1                   => timelock
        wait 24
        proposal 1                   => enacted
        proposal 2                   => failed-conflict
        policy                       => 2/1
        ",
    );
}

/// Two decisions on the same rule, both of which could be made: the second was voted on as a change
/// of words that are no longer there.
#[test]
fn a_decision_does_not_overwrite_what_its_voters_never_saw() {
    check(
        Template::Circle,
        "
        crowd 11
        m0 propose rule
        m1 sponsor 1
        m2 propose other-rule
        m3 sponsor 2
        all vote 1 yes
        all vote 2 yes
        wait 96
        proposal 1                   => enacted
        proposal 2                   => failed-conflict
        policy                       => 2/1
        m4 propose other-rule
        m5 sponsor 3
        all vote 3 yes
        wait 96
        proposal 3                   => enacted
        policy                       => 3/1
        ",
    );
}

/// In a circle of five, a fifth of them is enough support.
#[test]
fn a_circle_of_few_needs_no_unanimity() {
    check(
        Template::Circle,
        "
        crowd 4
        m0 propose statement
        proposal 1                   => open
        m0 vote 1 yes
        wait 72
        proposal 1                   => timelock
        ",
    );
}

/// A flip within the last 48 ticks gives everybody 48 more, once.
#[test]
fn a_late_swing_extends_the_vote_once() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 propose statement
        m1 sponsor 1
        m2 sponsor 1
        all vote 1 yes
        wait 457
        m0 vote 1 no
        m0 vote 1 yes
        wait 47
        proposal 1                   => open
        wait 47
        proposal 1                   => open
        m0 vote 1 no
        wait 1
        proposal 1                   => failed-support
        ",
    );
}

#[test]
fn a_draft_without_sponsors_fails_in_the_end() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 propose statement
        wait 2183
        proposal 1                   => draft
        wait 1
        proposal 1                   => failed-sponsors
        ",
    );
}

/// In a network the draft stands for deliberation before it can open.
#[test]
fn a_network_deliberates_first() {
    check(
        Template::Network,
        "
        crowd 20
        m0 propose statement
        m1 sponsor 1
        m2 sponsor 1
        proposal 1                   => draft
        wait 263
        proposal 1                   => draft
        wait 1
        proposal 1                   => open
        ",
    );
}

/// The electorate is who was a member when the vote opened.
#[test]
fn whoever_comes_later_does_not_vote() {
    check(
        Template::Circle,
        "
        crowd 20
        m0 propose statement
        m1 sponsor 1
        m2 sponsor 1
        join late by founder
        standing late                => member
        late vote 1 yes              => not-in-electorate
        m0 vote 1 abstain
        m0 vote 1 yes
        count 1                      => 1:0:0:0
        ",
    );
}

#[test]
fn shares_are_credited_once_and_within_the_pool() {
    check(
        Template::Cooperative,
        "
        crowd 20
        settle 0 m0 5                => round-not-next
        wait 168
        settle 1 m0 5                => round-not-next
        settle 0 m0 1750000000001    => issues-too-much
        settle 0 m0 1000000 m1 2000000
        settle 0 m0 1000000          => round-not-next
        earned m1                    => 2000000
        join late by founder
        wait 168
        settle 1 late 5              => earner-not-found
        settle 1
        ",
    );
}

/// The swing counts in the last 48 ticks, the first of them included, and only if the outcome
/// turns; turning it twice in one go gives no more than once.
#[test]
fn a_swing_counts_from_the_forty_eighth_tick_before_the_close() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 propose statement
        m1 sponsor 1
        m2 sponsor 1
        m3 propose statement
        m4 sponsor 2
        m5 sponsor 2
        all vote 1 yes
        all vote 2 yes
        wait 455
        m0 vote 1 no
        m0 vote 1 yes
        wait 1
        m0 vote 2 no
        m0 vote 2 yes
        wait 48
        proposal 1                   => confirming
        proposal 2                   => open
        m0 vote 2 no
        m0 vote 2 yes
        wait 48
        proposal 2                   => confirming
        ",
    );
}
