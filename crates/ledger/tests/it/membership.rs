//! Who belongs, by which vouches, with which keys (GOVERNANCE §1).

use ledger::charter::Template;

use crate::script::check;

/// The founder and the first twenty need no vouch; whoever comes after them needs two.
#[test]
fn a_cooperative_grows_by_invitation_and_vouches() {
    check(
        Template::Cooperative,
        "
        join ana                     => invitation-needed
        crowd 20
        standing m19                 => member
        join late by founder
        standing late                => guest
        late vouch m1                => standing-too-low
        late propose statement       => standing-too-low
        founder vouch late           => vouched-already
        m1 vouch late
        standing late                => associate
        m1 vouch m2                  => vouch-round-limit
        wait 167
        standing late                => associate
        wait 1
        # a second active round is missing until they act again
        standing late                => associate
        late leave
        late vouch m1                => member-left
        ",
    );
}

/// Time alone does not make a member; two active rounds of the last eight do.
#[test]
fn membership_needs_activity_and_lapses_without_it() {
    check(
        Template::Cooperative,
        "
        crowd 20
        join late by founder
        m1 vouch late
        wait 168
        late add-key
        standing late                => member
        wait 1176
        standing late                => associate
        founder vouch founder        => vouch-for-oneself
        ",
    );
}

/// Five vouches at most are open, one new one a round, and after 26 rounds they come back.
#[test]
fn vouches_are_scarce_and_return() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 vouch m1
        wait 168
        m0 vouch m2
        wait 168
        m0 vouch m3
        wait 168
        m0 vouch m4
        m0 unvouch m5                => vouch-not-found
        wait 168
        m0 vouch m5
        wait 168
        m0 vouch m6                  => vouch-limit
        m0 unvouch m5
        m0 vouch m6
        wait 3528
        m0 vouch m7
        ",
    );
}

#[test]
fn a_circle_needs_one_vouch_and_no_waiting() {
    check(
        Template::Circle,
        "
        crowd 20
        join late by founder
        standing late                => member
        ",
    );
}

#[test]
fn a_network_is_open_and_asks_three_vouches() {
    check(
        Template::Network,
        "
        crowd 20
        join late
        standing late                => guest
        m0 vouch late
        m1 vouch late
        standing late                => guest
        m2 vouch late
        standing late                => associate
        m2 unvouch late
        standing late                => guest
        ",
    );
}

#[test]
fn the_last_key_stays() {
    check(
        Template::Cooperative,
        "
        founder add-key
        founder remove-key 0         => last-key
        founder remove-key 9         => key-not-found
        wait 24
        founder remove-key 0
        founder add-key              => key-not-found
        ",
    );
}
