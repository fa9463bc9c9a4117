//! The large numbers against sixty-four and a hundred and twenty-eight bits.

use super::Natural;
use proptest::prelude::*;

fn natural(value: u128) -> Natural {
    let digits = vec![super::low(value), super::high(value)];
    Natural { digits }.trimmed()
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_the_machine(a: u64, b: u64, c in 1_u64..) {
        let (wide_a, wide_b, wide_c) = (u128::from(a), u128::from(b), u128::from(c));
        prop_assert_eq!(Natural::from(a).times(b), natural(wide_a * wide_b));
        let product = wide_a * wide_b;
        let (quotient, rest) = natural(product).split(c);
        prop_assert_eq!(quotient, natural(product / wide_c));
        prop_assert_eq!(u128::from(rest), product % wide_c);
        prop_assert_eq!(natural(product).cmp(&natural(wide_c)), product.cmp(&wide_c));
        let less = product.saturating_sub(wide_c);
        prop_assert_eq!(natural(product).minus(&natural(wide_c)), natural(less));
        prop_assert_eq!(Natural::from(a).quotient(&Natural::from(c)), a / c);
    }

    #[test]
    fn a_long_product_is_divided_back(a in 1_u64.., factors in prop::collection::vec(1_u64.., 1..12)) {
        let product = factors.iter().fold(Natural::from(a), |it, factor| it.times(*factor));
        let back = factors.iter().fold(product, |it, factor| {
            let (quotient, rest) = it.split(*factor);
            assert_eq!(rest, 0);
            quotient
        });
        prop_assert_eq!(back, Natural::from(a));
    }
}
