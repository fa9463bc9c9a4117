//! Writing who knows whom.

use super::State;
use crate::change::TrustChange;

impl State {
    pub(super) fn write_trust(&mut self, change: &TrustChange) {
        match *change {
            TrustChange::VouchAnswered { from, to, answer } => {
                self.trust.answers.insert((to, from), answer);
            }
        }
    }
}
