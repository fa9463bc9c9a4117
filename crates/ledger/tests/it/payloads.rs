//! What each payload needs to be filed, and what it does when it is enacted (GOVERNANCE §2, §3).

use ledger::charter::{Charter, Parameter, Template};

use crate::script::Network;
use crate::tracks::{forty, quick, with_budget};

fn check(script: &str) {
    let mut network = forty(quick());
    network.check(script);
    network.replay();
}

#[test]
fn a_charter_change_fits_or_is_refused() {
    check(
        "
        m0 propose charter:          => payload-out-of-bounds
        m0 propose charter:veto=3334 => changes-nothing
        m0 propose charter:veto=0    => payload-out-of-bounds
        m0 propose charter:veto=4294967296 => payload-out-of-bounds
        m0 propose charter:policy.voting-ticks=0 => payload-out-of-bounds
        m0 propose charter:policy.approval-to=5002 => payload-out-of-bounds
        m0 propose charter:veto=4000,content-share=5000 => classes-mixed
        m0 propose charter:vesting-parts=2 => takes-vested
        m0 propose charter:vesting-cliff-rounds=1 => takes-vested
        m0 propose charter:guardians=3 => payload-out-of-bounds
        m0 propose charter:guardians=3,guardians-needed=2
        class 1                      => A charter
        m0 propose charter:content-share=5000
        class 2                      => H money-rules
        m0 propose charter:policy.voting-ticks=100,moderation.members=5500
        class 3                      => A charter
        ",
    );
}

/// Every parameter has a word of its own, is found by it, and takes its own value.
#[test]
fn every_parameter_is_found_by_its_word_and_keeps_its_value() {
    let mut words = std::collections::BTreeSet::new();
    for parameter in Parameter::all() {
        let word = parameter.word();
        assert_eq!(Parameter::of_word(&word), Some(parameter), "{word}");
        for template in [Template::Circle, Template::Cooperative, Template::Network] {
            let charter = Charter::of(template);
            assert!(charter.is_sound());
            let value = parameter.get(&charter);
            let mut same = charter.clone();
            assert_eq!(parameter.set(&mut same, value), Some(()));
            assert_eq!(same, charter, "{word}");
            if value != 1 && parameter.set(&mut same, 1).is_some() {
                assert_eq!(parameter.get(&same), 1);
                let changed = Parameter::all().filter(|it| it.get(&same) != it.get(&charter));
                assert_eq!(changed.collect::<Vec<_>>(), [parameter], "{word}");
            }
        }
        assert!(words.insert(word));
    }
    assert_eq!(words.len(), 142 + 11 * 9 + 11 * 2);
    assert_eq!(Parameter::of_word("tick-ms"), None);
}

/// What lowers earnings has thirty days' notice; what raises them waits as its track says.
#[test]
fn what_costs_earners_has_notice() {
    check(
        "
        m0 propose charter:content-share=5400
        m1 propose charter:quota-per-active=600000000
        first 39 vote 1 yes
        first 39 vote 2 yes
        wait 168
        proposal 1                   => timelock
        proposal 2                   => timelock
        wait 336
        charter quota-per-active     => 600000000
        charter content-share        => 5500
        wait 383
        charter content-share        => 5500
        wait 1
        charter content-share        => 5400
        proposal 1                   => enacted
        ",
    );
}

/// The charter in force changes the next vote; one that is open keeps what it was opened with.
#[test]
fn a_vote_keeps_the_charter_it_opened_with() {
    let mut charter = quick();
    charter.readings = 1;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose charter:policy.voting-ticks=100,late-swing-ticks=40,delegate-lock-ticks=40
        first 39 vote 1 yes
        wait 1340
        m1 propose statement
        wait 220
        proposal 1                   => enacted
        m2 propose statement
        wait 100
        proposal 3                   => failed-support
        proposal 2                   => open
        wait 184
        proposal 2                   => failed-support
        ",
    );
    network.replay();
}

/// Two changes of one number: the second was voted on against a value that is no longer there.
#[test]
fn a_charter_change_overtaken_by_another_is_a_conflict() {
    let mut charter = quick();
    charter.readings = 1;
    charter.freeze_ticks = 0;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose charter:veto=4000
        m1 propose charter:veto=4500
        first 39 vote 1 yes
        first 39 vote 2 yes
        wait 1560
        proposal 1                   => enacted
        proposal 2                   => failed-conflict
        charter veto                 => 4000
        ",
    );
    network.replay();
}

#[test]
fn keeping_more_needs_class_d_plus_and_an_opt_in() {
    check(
        "
        m0 propose originals-of-all  => collects-more
        m0 propose originals
        class 1                      => D+ more-data
        approval 1                   => 6000
        m0 propose longer
        class 2                      => D+ more-data
        m0 propose shorter
        class 3                      => D− policy
        first 24 vote 1 yes
        first 36 vote 2 yes
        m24 vote 1 no
        m25 vote 1 no
        m26 vote 1 no
        m27 vote 1 no
        wait 672
        proposal 1                   => confirming
        wait 168
        wait 336
        proposal 1                   => enacted
        policy                       => 1/3
        proposal 2                   => enacted
        ",
    );
}

/// The tier is that of the sum for one beneficiary within ninety days.
#[test]
fn spends_are_tiered_by_their_sum() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose spend:grants:m38:0      => payload-out-of-bounds
        m0 propose spend:grants:999:1      => member-not-found
        m0 propose spend:juries:m38:1      => envelope-short
        m0 propose spend:grants:m38:1000
        class 2                      => G small-spend
        m0 propose spend:grants:m37:1001
        class 3                      => G medium-spend
        m0 propose spend:grants:m36:5000
        class 4                      => G medium-spend
        m0 propose spend:grants:m35:5001
        class 5                      => G large-spend
        m0 propose spend:team:m34:20000
        class 6                      => G large-spend
        m0 propose spend:team:m33:20001
        class 7                      => F money-rules
        # Above the largest tier what no envelope holds can be taken, too.
        m0 propose spend:juries:outside:920001 => envelope-short
        m0 propose spend:juries:outside:920000
        class 8                      => F money-rules
        # The same person again: 1,000 and 1, then 4,000 more.
        m0 propose spend:team:m38:1
        class 9                      => G medium-spend
        m0 propose spend:team:m38:3999
        class 10                     => G medium-spend
        m0 propose spend:team:m38:1
        class 11                     => G large-spend
        # What failed or was filed more than ninety days ago is not added.
        wait 2160
        m0 propose spend:team:m38:1000
        class 12                     => G small-spend
        ",
    );
    network.replay();
}

/// The sum counts for exactly ninety days.
#[test]
fn a_split_is_seen_for_ninety_days() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose spend:grants:m38:600
        first 39 vote 2 yes
        wait 2160
        proposal 2                   => enacted
        m0 propose spend:grants:m38:600
        class 3                      => G medium-spend
        m0 propose spend:grants:m37:600
        wait 2161
        m0 propose spend:grants:m37:600
        class 5                      => G small-spend
        ",
    );
    network.replay();
}

/// Envelopes are charged, and a spend that no longer fits one fails.
#[test]
fn an_envelope_is_spent_once() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose spend:team:m38:16000
        m0 propose spend:team:m37:16000
        first 39 vote 2 yes
        first 39 vote 3 yes
        wait 168
        wait 168
        proposal 2                   => enacted
        proposal 3                   => failed-conflict
        envelope team                => 14000
        treasury                     => 984000
        ",
    );
    assert_eq!(network.state.books.payments().count(), 1);
    network.replay();
}

/// A mandate puts its leads into office; they and the sitting team do not vote on it.
#[test]
fn a_mandate_gives_seats_for_its_rounds() {
    check(
        "
        m0 propose mandate:m2+m1:10  => payload-out-of-bounds
        m0 propose mandate:m1+m2:0   => payload-out-of-bounds
        m0 propose mandate:m1+m2:10
        class 1                      => J offices
        electorate 1                 => 38
        m1 vote 1 yes                => not-in-electorate
        m0 vote 1 yes
        first 1 vote 1 yes
        wait 744
        wait 1
        proposal 1                   => enacted
        holds m1 team                => true
        m1 propose appoint:guardian:m2 => office-held
        m1 propose mandate:m3:5
        electorate 2                 => 37
        wait 1510
        holds m1 team                => true
        wait 200
        holds m1 team                => false
        ",
    );
}

#[test]
fn an_office_is_given_and_taken() {
    check(
        "
        m0 propose appoint:team:m1   => payload-out-of-bounds
        m0 propose appoint:guardian:999 => member-not-found
        m0 propose recall:guardian:m1 => office-not-held
        m0 propose appoint:guardian:m1
        first 39 vote 1 yes
        wait 744
        proposal 1                   => enacted
        m0 propose recall:guardian:m1
        class 2                      => J recall
        m2 propose recall:guardian:m1 => recalled-recently
        first 20 vote 2 yes
        wait 336
        wait 24
        proposal 2                   => timelock
        wait 71
        holds m1 guardian            => true
        wait 1
        proposal 2                   => enacted
        holds m1 guardian            => false
        m0 propose recall:guardian:m1 => office-not-held
        m0 propose appoint:guardian:m1
        ",
    );
}

/// A recall that failed is not tried again for twenty-six weeks.
#[test]
fn a_recall_is_tried_at_most_once_in_half_a_year() {
    check(
        "
        m0 propose appoint:guardian:m1
        first 39 vote 1 yes
        wait 744
        m0 propose recall:guardian:m1
        first 20 vote 2 no
        wait 336
        proposal 2                   => failed-support
        wait 4031
        m0 propose recall:guardian:m1 => recalled-recently
        wait 1
        m0 propose recall:guardian:m1
        ",
    );
}

/// Two hundredths of a per cent of forty are one: a recall is put to the vote by its author alone,
/// and one that needs more has thirty days.
#[test]
fn a_recall_finds_its_sponsors_in_thirty_days() {
    let mut charter = quick();
    charter.recall_share.0 = 1_000;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose appoint:guardian:m1
        first 39 vote 1 yes
        wait 744
        m0 propose recall:guardian:m1
        m2 sponsor 2
        m3 sponsor 2
        proposal 2                   => draft
        wait 719
        proposal 2                   => draft
        wait 1
        proposal 2                   => failed-sponsors
        m0 propose recall:guardian:m1
        m2 sponsor 3
        m3 sponsor 3
        m4 sponsor 3
        proposal 3                   => open
        m5 petition 3                => not-a-draft
        ",
    );
    network.replay();
}

/// Founds a network with five guardians, m1 to m5, of whom four can pause.
fn guarded() -> Network {
    let mut charter = quick();
    charter.freeze_ticks = 0;
    let mut network = forty(charter);
    for number in 1..=5 {
        network.check(&format!(
            "m0 propose appoint:guardian:m{number}\nfirst 39 vote {number} yes"
        ));
    }
    network.check("wait 744\nholds m5 guardian => true");
    network
}

#[test]
fn four_of_five_guardians_pause_for_three_days() {
    let mut network = guarded();
    network.check(
        "
        m0 propose appoint:guardian:m9 => office-full
        m0 propose rule
        first 39 vote 6 yes
        wait 730
        proposal 6                   => timelock
        m9 pause                     => not-a-guardian
        m1 pause
        m1 pause                     => signed-already
        m2 pause
        m3 pause
        frozen                       => false
        m4 pause
        frozen                       => true
        m5 pause                     => paused-recently
        wait 14
        proposal 6                   => timelock
        wait 57
        policy                       => 1/1
        wait 1
        proposal 6                   => enacted
        policy                       => 2/1
        frozen                       => false
        wait 719
        m1 pause                     => paused-recently
        wait 1
        m1 pause
        # A signature counts for three days.
        wait 73
        m2 pause
        m3 pause
        m4 pause
        frozen                       => false
        m1 pause
        frozen                       => true
        ",
    );
    network.replay();
}

/// Whoever no longer holds the office no longer pauses.
#[test]
fn a_guardian_who_left_does_not_pause() {
    let mut network = guarded();
    network.check(
        "
        m1 pause
        m2 pause
        m1 leave
        m3 pause
        m4 pause
        frozen                       => false
        m5 pause
        frozen                       => true
        ",
    );
    network.replay();
}
