//! The cap table: shares of the whole network, without names.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PageError;
use crate::visit::Visit;

/// Holders of about as many shares.
#[derive(Debug, Serialize, ToSchema)]
pub struct BandJson {
    /// From so many whole shares on; zero: more than nothing.
    from_shares: u64,
    /// Below so many; nothing for the last band.
    below_shares: Option<u64>,
    /// How many members.
    holders: u64,
}

/// The shares of the whole network. Amounts are micro-shares.
#[derive(Debug, Serialize, ToSchema)]
pub struct CapTableJson {
    /// What is left to earn.
    pool_micro: u64,
    /// What is held.
    issued_micro: u64,
    /// Of it, what is vested.
    vested_micro: u64,
    /// What ever went back to the pool after findings of fraud.
    returned_micro: u64,
    /// Bought shares, which weigh nothing in a vote.
    bought_micro: u64,
    /// Whole units of investors, which have no vote.
    units: u64,
    /// What investors have of all economic rights, in basis points, rounded up.
    units_bps: u32,
    /// How many hold units.
    investors: u64,
    /// Members who hold any.
    holders: u64,
    /// How they are spread.
    bands: Vec<BandJson>,
    /// What the largest tenth of holders has, in basis points; nothing while they are few.
    largest_tenth_bps: Option<u32>,
}

/// How many shares there are, and how they are spread.
#[utoipa::path(get, path = "/api/meent/v1/cap-table", tag = "earning", responses((status = 200, body = CapTableJson)))]
pub async fn show(visit: Visit) -> Result<Json<CapTableJson>, PageError> {
    let table = visit.app().cap_table()?;
    let band = |it: &app::cap::Band| BandJson {
        from_shares: it.from_shares,
        below_shares: it.below_shares,
        holders: it.holders,
    };
    Ok(Json(CapTableJson {
        pool_micro: table.pool.0,
        issued_micro: table.issued.0,
        vested_micro: table.vested.0,
        returned_micro: table.returned.0,
        bought_micro: table.bought.0,
        units: table.units.0,
        units_bps: table.units_bps.0,
        investors: table.investors,
        holders: table.holders,
        bands: table.bands.iter().map(band).collect(),
        largest_tenth_bps: table.tenth_bps,
    }))
}
