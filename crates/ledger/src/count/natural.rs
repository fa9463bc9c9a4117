//! Whole numbers without an upper bound, as far as exact shares of money need them.
//!
//! Balances of the Method of Equal Shares are fractions whose common denominator grows with every
//! project that is bought. Sixty-four bits are soon too few, and rounding would make a tie of what
//! is none; so the count is exact, with the few operations it needs and no others.

use std::cmp::Ordering;

/// A whole number that is not negative, of any size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Natural {
    /// Digits to the base 2^64, the smallest first; the last is never zero.
    digits: Vec<u64>,
}

impl Natural {
    /// Returns this number times `factor`.
    pub(super) fn times(&self, factor: u64) -> Self {
        let mut carry = 0_u64;
        let mut digits = Vec::with_capacity(self.digits.len().saturating_add(1));
        for digit in &self.digits {
            // (2^64 - 1)^2 + 2^64 - 1 is below 2^128.
            let product = u128::from(*digit)
                .wrapping_mul(u128::from(factor))
                .wrapping_add(u128::from(carry));
            digits.push(low(product));
            carry = high(product);
        }
        digits.push(carry);
        Self { digits }.trimmed()
    }

    /// Returns this number less `other`, and zero if `other` is larger.
    pub(super) fn minus(&self, other: &Self) -> Self {
        if *self < *other {
            return Self::default();
        }
        let mut borrowed = false;
        let mut digits = Vec::with_capacity(self.digits.len());
        for place in 0..self.digits.len() {
            let (left, first) = self.digit(place).overflowing_sub(other.digit(place));
            let (left, second) = left.overflowing_sub(u64::from(borrowed));
            digits.push(left);
            borrowed = first || second;
        }
        Self { digits }.trimmed()
    }

    /// Returns this number divided by `divisor`, rounded down, and the remainder; zero by zero.
    pub(super) fn split(&self, divisor: u64) -> (Self, u64) {
        let mut rest = 0_u64;
        let mut digits = Vec::with_capacity(self.digits.len());
        for digit in self.digits.iter().rev() {
            let part = (u128::from(rest) << 64) | u128::from(*digit);
            let quotient = part.checked_div(u128::from(divisor)).unwrap_or(0);
            rest = low(part.checked_rem(u128::from(divisor)).unwrap_or(0));
            digits.push(low(quotient));
        }
        digits.reverse();
        (Self { digits }.trimmed(), rest)
    }

    /// Returns how often `divisor` goes into this number, at most `u64::MAX`.
    pub(super) fn quotient(&self, divisor: &Self) -> u64 {
        let mut found = 0_u64;
        for bit in (0..64).rev() {
            let tried = found | (1_u64 << bit);
            if divisor.times(tried) <= *self {
                found = tried;
            }
        }
        found
    }

    fn digit(&self, place: usize) -> u64 {
        self.digits.get(place).copied().unwrap_or(0)
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        self
    }
}

impl From<u64> for Natural {
    fn from(value: u64) -> Self {
        Self {
            digits: vec![value],
        }
        .trimmed()
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.digits.len().cmp(&other.digits.len());
        by_length.then_with(|| self.digits.iter().rev().cmp(other.digits.iter().rev()))
    }
}

fn low(value: u128) -> u64 {
    u64::try_from(value & u128::from(u64::MAX)).unwrap_or(u64::MAX)
}

fn high(value: u128) -> u64 {
    low(value >> 64)
}

#[cfg(test)]
mod tests;
