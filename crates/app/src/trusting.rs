//! Telling members that they are below the trust cut, that it costs them now, or that it is over.

use ledger::change::TrustChange;
use ledger::ids::MemberNumber;
use store::Tx;
use store::notification::NotificationKind;

use crate::App;
use crate::error::Result;

impl App {
    /// Tells whom `change` concerns. The detail of the notice says which of the three it is.
    pub(crate) async fn tell_trust(
        &self,
        tx: &mut Tx,
        change: &TrustChange,
        time_ms: u64,
    ) -> Result<()> {
        let (members, detail): (&[MemberNumber], _) = match change {
            TrustChange::Ranked { below, .. } => (below, "trust-notice"),
            TrustChange::Fell { members } => (members, "trust-fell"),
            TrustChange::Lifted { member } => (std::slice::from_ref(member), "trust-lifted"),
            TrustChange::VouchAnswered { .. }
            | TrustChange::PersonMet { .. }
            | TrustChange::VerificationLost { .. }
            | TrustChange::TiesFrozen { .. }
            | TrustChange::VouchCounted { .. }
            | TrustChange::Ended => return Ok(()),
        };
        for member in members {
            let kind = NotificationKind::StandingChanged;
            self.notify(tx, *member, kind, detail.to_owned(), time_ms)
                .await?;
        }
        Ok(())
    }
}
