//! Words of the commons, as works that are reported and acted on: what a candidate says, reports from
//! office, statements of juries.

use domain::visibility::Viewpoint;
use ledger::ids::{ElectionId, JuryId, MemberNumber};
use store::Reader;
use store::appreciation::Subject;
use store::commons_words::{WordsId, WordsPlace};

use super::moderation::{EXCERPT_CHARACTERS, ReportForm, report_form, send_report};
use crate::error::PageError;
use crate::handlers::{Form, Path};
use crate::pages::commons::moderation::Work;
use crate::visit::{Html, Visit};
use crate::{links, markdown, t};

/// Words of the commons by their id in an address: `election-3-17` for what member 17 says in election
/// 3, `report-` and its id for a report from office, `jury-5` for the statement of a jury.
///
/// # Errors
///
/// [`PageError::NotFound`] for a text that is none.
pub fn parse_words(text: &str) -> Result<WordsId, PageError> {
    let place = match text.split_once('-') {
        Some(("election", numbers)) => numbers.split_once('-').and_then(|(election, member)| {
            let election = ElectionId(election.parse().ok()?);
            Some(WordsPlace::Nomination(
                election,
                MemberNumber(member.parse().ok()?),
            ))
        }),
        Some(("report", id)) => id.parse().ok().map(WordsPlace::OfficeReport),
        Some(("jury", number)) => number
            .parse()
            .ok()
            .map(|it| WordsPlace::Statement(JuryId(it))),
        _ => None,
    };
    place.map(WordsId::of).ok_or(PageError::NotFound)
}

/// Writes what [`parse_words`] reads.
pub fn words_text(id: WordsId) -> String {
    match id.place() {
        WordsPlace::Nomination(election, member) => format!("election-{election}-{member}"),
        WordsPlace::OfficeReport(id) => format!("report-{id}"),
        WordsPlace::Statement(jury) => format!("jury-{jury}"),
    }
}

/// Words of the commons as a work.
pub(super) async fn words_work(
    visit: &Visit,
    reader: &mut Reader,
    viewpoint: Viewpoint,
    id: WordsId,
) -> Result<Option<Work>, PageError> {
    let Some(words) = reader.find_commons_words_visible_to(viewpoint, id).await? else {
        return Ok(None);
    };
    let (title, href) = match id.place() {
        WordsPlace::Nomination(election, _) => (
            t!(visit.lang, "work-nomination").into_owned(),
            links::election(election.0.into()),
        ),
        WordsPlace::OfficeReport(report) => {
            (words.title, links::office_report(&report.to_string()))
        }
        WordsPlace::Statement(jury) => {
            let case = visit.app().load_jury(jury)?.case;
            (
                t!(visit.lang, "work-statement").into_owned(),
                links::case(case.0.into()),
            )
        }
    };
    Ok(Some(Work {
        href,
        title,
        excerpt: markdown::plain(&words.text, EXCERPT_CHARACTERS),
        picture: None,
        posted_ms: words.written_at_ms,
    }))
}

/// `GET /commons/words/{words}/report`: the same for what a candidate, somebody in office or a jury says.
pub async fn report(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    report_form(&visit, Subject::Words(parse_words(&id)?), None).await
}

/// `POST /commons/words/{words}/report`.
pub async fn send(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<ReportForm>,
) -> Result<Html, PageError> {
    send_report(&visit, Subject::Words(parse_words(&id)?), &form).await
}
