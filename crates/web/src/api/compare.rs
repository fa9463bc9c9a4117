//! Blind review: two works without their makers, and which one is better.

use app::comparing::Bench;
use axum::Json;
use serde::{Deserialize, Serialize};
use store::comparison::Answer;
use utoipa::ToSchema;

use super::Body;
use crate::error::{PageError, Problem};
use crate::handlers::commons::compare::item;
use crate::visit::Visit;

/// A work without its maker.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedJson {
    /// Its title, if it has one.
    title: String,
    /// Its words.
    words: String,
    /// Addresses of its pictures with what they show.
    pictures: Vec<PictureJson>,
}

/// A picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct PictureJson {
    /// Its address.
    url: String,
    /// What it shows.
    alt_text: String,
}

/// Where the visitor is in this round.
#[derive(Debug, Serialize, ToSchema)]
pub struct BenchJson {
    /// Pairs answered in this round.
    answered: u32,
    /// Pairs of a round.
    pairs_max: u32,
    /// Which pair waits; nothing if none does.
    place: Option<u32>,
    /// Its two works.
    works: Vec<ComparedJson>,
    /// Whether a pair can be drawn, while none waits.
    may_draw: bool,
}

/// An answer.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CompareBody {
    /// Which pair of the round; nothing to be shown one.
    place: Option<u32>,
    /// `first`, `second` or `neither`; nothing to be shown one.
    answer: Option<String>,
}

fn told(bench: &Bench) -> Json<BenchJson> {
    let works = bench.open.iter().flat_map(|it| &it.works);
    let work = |it: &store::card::PostCard| {
        let item = item(it);
        let picture = |it: (String, u32, u32, String)| PictureJson {
            url: it.0,
            alt_text: it.3,
        };
        ComparedJson {
            title: item.title,
            words: item.words,
            pictures: item.pictures.into_iter().map(picture).collect(),
        }
    };
    Json(BenchJson {
        answered: bench.answered,
        pairs_max: bench.pairs_max,
        place: bench.open.as_ref().map(|it| it.pair.place),
        works: works.map(work).collect(),
        may_draw: bench.may_draw,
    })
}

/// The pair that waits for the visitor.
#[utoipa::path(get, path = "/api/meent/v1/work/compare", tag = "earning", responses((status = 200, body = BenchJson), (status = 401, body = Problem)))]
pub async fn show(visit: Visit) -> Result<Json<BenchJson>, PageError> {
    let bench = visit.app().load_review_bench(&visit.viewer()).await?;
    Ok(told(&bench))
}

/// Answers the pair that waits, if one does, and draws the next one.
#[utoipa::path(post, path = "/api/meent/v1/work/compare", tag = "earning", request_body = CompareBody, responses((status = 200, body = BenchJson), (status = 401, body = Problem)))]
pub async fn answer(
    visit: Visit,
    Body(body): Body<CompareBody>,
) -> Result<Json<BenchJson>, PageError> {
    let app = visit.app();
    if let Some((place, said)) = body.place.zip(body.answer) {
        let said = Answer::of_word(&said).ok_or(PageError::Unreadable("the answer"))?;
        app.compare(&visit.viewer(), place, said).await?;
    }
    let bench = app.open_pair(&visit.viewer()).await?;
    Ok(told(&bench))
}
