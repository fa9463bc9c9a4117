//! The room of investors, on one page.

use ledger::charter::Charter;
use ledger::investing::{Amendment, OfferTerms};

use super::{faces, signer};
use crate::error::PageError;
use crate::links;
use crate::pages::commons::diff::{ClauseChange, lines};
use crate::pages::commons::investors::{self, InvestorPage, right_lines, term_lines};
use crate::t;
use crate::text::Lang;
use crate::visit::{Html, Visit, answer};

/// `GET /commons/investors`: what is offered, what came of it, what investors are asked.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let room = visit.app().investor_room(&visit.viewer()).await?;
    let awaited = room.offers.iter().flat_map(|it| &it.awaited);
    let mut members: Vec<_> = awaited.map(|it| it.member).collect();
    members.extend(room.observer.into_iter().chain(room.named));
    let page = InvestorPage {
        people: faces(&visit, members).await?,
        signer: signer(&visit).await?,
        room,
    };
    Ok(answer(&shell, &investors::show(&shell, &page)))
}

/// What an offer would be.
pub fn offer_change(lang: Lang, charter: &Charter, terms: &OfferTerms) -> ClauseChange {
    ClauseChange {
        title: t!(lang, "change-offer").into_owned(),
        href: None,
        lines: lines(&[], &term_lines(lang, charter, terms)),
    }
}

/// What units would give from then on.
pub fn amendment_change(lang: Lang, charter: &Charter, it: &Amendment) -> ClauseChange {
    ClauseChange {
        title: t!(lang, "change-amend-offer", offer = it.offer.0).into_owned(),
        href: Some(links::decision(it.offer.0.into())),
        lines: lines(&[], &right_lines(lang, charter, &it.rights)),
    }
}
