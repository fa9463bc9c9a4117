use proptest::prelude::{any, prop_assert_eq, proptest};

use super::Ranks;
use crate::ids::MemberNumber;

proptest! {
    /// The same place that a search finds, for those in the list and those beside them.
    #[test]
    fn a_rank_is_where_a_search_finds_it(
        near in proptest::collection::vec(0_u32..500, 0..200),
        far in proptest::collection::vec(any::<u32>(), 0..20),
    ) {
        let mut list: Vec<MemberNumber> = near.iter().chain(&far).copied().map(MemberNumber).collect();
        let ranks = Ranks::of(list.iter().copied());
        list.sort_unstable();
        list.dedup();
        prop_assert_eq!(&ranks.members().collect::<Vec<_>>(), &list);
        for number in (0..500).chain(far.iter().flat_map(|it| [*it, it ^ 1])) {
            let member = MemberNumber(number);
            let place = list.binary_search(&member).ok().and_then(|it| u32::try_from(it).ok());
            prop_assert_eq!(ranks.get(member), place);
        }
    }
}
