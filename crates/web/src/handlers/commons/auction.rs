//! The auction, trades and being paid out, on one page.

use ledger::ids::MemberNumber;

use super::{faces, signer};
use crate::error::PageError;
use crate::pages::commons::auction::{self, AuctionPage};
use crate::visit::{Html, Visit, answer};

/// `GET /commons/auction`: when it is, what I want in it, what is to be paid, what it came to.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let market = visit.app().load_market(&visit.viewer()).await?;
    let traders = market.trades.iter().chain(&market.claimed);
    let mut members: Vec<MemberNumber> = traders
        .flat_map(|it| {
            let first = it.trade.claim.as_ref().and_then(|it| it.attested_by);
            [Some(it.trade.seller), Some(it.trade.buyer), first]
        })
        .flatten()
        .collect();
    members.extend(market.hardship.iter().map(|it| it.0));
    let page = AuctionPage {
        people: faces(&visit, members).await?,
        signer: signer(&visit).await?,
        market,
    };
    Ok(answer(&shell, &auction::show(&shell, &page)))
}
