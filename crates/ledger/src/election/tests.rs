//! How deep ballots are read where they are too many.

use super::depth;
use crate::ids::MemberNumber;

#[test]
fn ballots_are_read_as_deep_as_they_fit() {
    let paper = |places: u32| ((1..=places).map(MemberNumber).collect::<Vec<_>>(), 1);
    let papers = [paper(200), paper(100), paper(3)];
    let rows = [
        (303, 256),
        (302, 128),
        (231, 128),
        (230, 64),
        (131, 64),
        (130, 32),
        (3, 1),
        (0, 1),
    ];
    for (marks_max, expected) in rows {
        assert_eq!(depth(&papers, marks_max), expected, "{marks_max}");
    }
}
