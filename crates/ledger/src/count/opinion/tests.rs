//! A discussion of more people than are compared with each other.

use super::{Opinion, Opinions};

/// Three hundred in two camps with a little noise; forty are drawn, everybody gets a group.
#[test]
fn whoever_is_not_drawn_goes_to_the_nearest_medoid() {
    let mut opinions = Opinions::new(20).unwrap();
    for person in 0..300_u32 {
        for statement in 0..20_usize {
            let place = u32::try_from(statement)
                .unwrap()
                .wrapping_mul(2_246_822_519);
            let mixed = (person.wrapping_mul(2_654_435_761) ^ place).wrapping_mul(3_266_489_917);
            let noise = (mixed >> 16) % 11 == 0;
            let side = person % 3 == 0;
            let agrees = statement == 19 || (side == noise);
            let opinion = if agrees {
                Opinion::Agree
            } else {
                Opinion::Disagree
            };
            opinions.vote(person, statement, opinion).unwrap();
        }
    }
    let map = opinions.map_from_sample(&[3; 32], 40);
    let sizes: Vec<usize> = map.groups.iter().map(|it| it.members.len()).collect();
    assert_eq!(sizes, [200, 100]);
    assert!(map.groups[1].members.iter().all(|it| it % 3 == 0));
    assert_eq!(map.bridging, [19]);
    // Another seed draws others and finds the same camps.
    assert_eq!(
        opinions.map_from_sample(&[4; 32], 40).groups[0].members,
        map.groups[0].members
    );
    assert_eq!(
        opinions.map(&[3; 32]).groups[0].members,
        map.groups[0].members
    );
}
