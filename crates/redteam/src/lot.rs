//! Chance from one seed: the same each time, on every machine.

/// A small generator (xorshift64*); nothing that it draws needs to be unpredictable.
#[derive(Clone, Debug)]
pub(crate) struct Lot(u64);

impl Lot {
    /// Begins at `seed`, apart from every other `purpose`.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        // Two rounds of splitmix64, so that neighbouring seeds have nothing in common; never zero.
        let mix = |word: u64| {
            let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            word ^ (word >> 31)
        };
        let begun = mix(mix(seed.wrapping_add(0x9e37_79b9_7f4a_7c15)) ^ purpose.wrapping_add(1));
        Self(begun | 1)
    }

    fn word(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `bound`; 0 if that is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let product = (self.word() >> 32).wrapping_mul(u64::from(bound)) >> 32;
        u32::try_from(product).unwrap_or(0)
    }

    /// So many different ones of `from`, in the order drawn; all of them if there are no more.
    pub(crate) fn some<T: Copy>(&mut self, from: &[T], count: usize) -> Vec<T> {
        let mut rest = from.to_vec();
        let count = count.min(rest.len());
        for at in 0..count {
            let left = u32::try_from(rest.len() - at).unwrap_or(u32::MAX);
            let other = at + usize::try_from(self.below(left)).unwrap_or(0);
            rest.swap(at, other);
        }
        rest.truncate(count);
        rest
    }

    /// One of `from`.
    pub(crate) fn one<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(u32::try_from(from.len()).unwrap_or(u32::MAX));
        from.get(usize::try_from(at).ok()?).copied()
    }
}
