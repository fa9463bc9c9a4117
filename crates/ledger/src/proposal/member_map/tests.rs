use std::collections::BTreeMap;

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use super::MemberMap;
use crate::ids::MemberNumber;

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// It is a map: the same answers, order and bytes as the standard library's.
    #[test]
    fn it_is_a_map(
        steps in proptest::collection::vec((any::<u32>(), 0_u32..300, any::<bool>(), any::<u16>()), 0..300),
    ) {
        let mut map = MemberMap::default();
        let mut plain = BTreeMap::new();
        for (far, near, is_far, value) in steps {
            let member = MemberNumber(if is_far { far } else { near });
            prop_assert_eq!(map.get(member), plain.get(&member));
            prop_assert_eq!(map.insert(member, value), plain.insert(member, value));
            prop_assert_eq!(map.get(member), Some(&value));
            prop_assert_eq!(usize::try_from(map.len()).ok(), Some(plain.len()));
        }
        let listed: Vec<(MemberNumber, u16)> = map.iter().map(|(it, value)| (it, *value)).collect();
        prop_assert_eq!(listed, plain.iter().map(|it| (*it.0, *it.1)).collect::<Vec<_>>());
        let bytes = borsh::to_vec(&map).ok();
        prop_assert_eq!(&bytes, &borsh::to_vec(&plain).ok());
        let again: Option<MemberMap<u16>> = bytes.and_then(|it| borsh::from_slice(&it).ok());
        prop_assert_eq!(again, Some(map));
    }
}

#[test]
fn members_out_of_order_are_refused() {
    for pairs in [[(2_u32, 1_u8), (1, 1)], [(2, 1), (2, 1)]] {
        let bytes = borsh::to_vec(&pairs.to_vec()).unwrap_or_default();
        assert!(borsh::from_slice::<MemberMap<u8>>(&bytes).is_err());
    }
}
