//! Giving an office back. How one is given, see `payload` and `electing`.

use super::Context;
use crate::change::Change;
use crate::office::Office;
use crate::rejection::Rejection;

/// Whoever resigns leaves at once. Nobody lost trust by it, so that the rest of a team goes on.
pub(super) fn resign(
    ctx: &Context<'_>,
    office: Office,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    let member = ctx.member();
    if !ctx.state.holds(member, office, ctx.time_ms) {
        return Err(Rejection::OfficeNotHeld);
    }
    changes.push(Change::SeatLost { office, member });
    Ok(())
}
