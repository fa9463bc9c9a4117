//! Blind review: the pair that waits, and the answer to it.

use app::comparing::{Bench, PairView};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::card::PostCard;
use store::comparison::Answer;

use crate::error::PageError;
use crate::handlers::Form;
use crate::pages::commons::compare::{self, CompareView, PairItems};
use crate::pages::commons::jury::Item;
use crate::pages::commons::paths;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

/// An answer as it comes.
#[derive(Debug, Deserialize)]
pub struct AnswerForm {
    /// Which pair of the round; nothing to be shown the first one.
    place: Option<u32>,
    /// `first`, `second` or `neither`; nothing to be shown one.
    answer: Option<String>,
}

/// `GET /commons/work/compare`: the pair that waits.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let bench = visit.app().load_review_bench(&visit.viewer()).await?;
    let view = CompareView {
        done: (bench.answered, bench.pairs_max),
        closes_ms: visit.app().commons().round_closes_ms,
        may_draw: bench.may_draw,
        pair: pair_of(&bench),
    };
    Ok(answer(&shell, &compare::show(&shell, &view)))
}

/// `POST /commons/work/compare`: takes the answer, if there is one, and draws the next pair.
pub async fn answered(visit: Visit, Form(form): Form<AnswerForm>) -> Result<Response, PageError> {
    let app = visit.app();
    if let Some((place, said)) = form.place.zip(form.answer) {
        let said = Answer::of_word(&said).ok_or(PageError::Unreadable("the answer"))?;
        app.compare(&visit.viewer(), place, said).await?;
    }
    app.open_pair(&visit.viewer()).await?;
    Ok(Redirect::to(paths::COMPARE).into_response())
}

fn pair_of(bench: &Bench) -> Option<PairItems> {
    let PairView { pair, works } = bench.open.as_ref()?;
    Some(PairItems {
        place: pair.place,
        items: works.each_ref().map(item),
    })
}

/// The work as everybody sees it, without whose it is.
pub fn item(card: &PostCard) -> Item {
    let (title, body) = markdown::split_title(card.text.as_str());
    let picture = |photo: &store::card::PhotoCard| {
        let shown = present::fitting(&photo.photo)?;
        let (width, height) = (photo.photo.width, photo.photo.height);
        let alt = photo.alt_text.as_str().to_owned();
        Some((links::media(&shown.to_string()), width, height, alt))
    };
    Item {
        title: title.unwrap_or_default(),
        words: markdown::plain(body, 2_000),
        pictures: card.photos.iter().filter_map(picture).collect(),
    }
}
