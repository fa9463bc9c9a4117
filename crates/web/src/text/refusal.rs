//! A rule's no, in words for people.
//!
//! Keys are made from the permanent codes, so that a rejection keeps its sentence for life. A test
//! asks for a sentence for every rejection of the ledger.

use app::{AppError, Refusal};
use ledger::Rejection;
use media::MediaError;

use super::{Lang, has_message};
use crate::t;

/// The sentence of a rejection by the commons.
pub fn rejection_text(lang: Lang, rejection: Rejection) -> String {
    let key = format!("rejection-{}", rejection.word());
    t!(lang, &key).into_owned()
}

/// The sentence of a refusal by the platform.
pub fn refusal_text(lang: Lang, refusal: &Refusal) -> String {
    refusal_text_of_code(lang, refusal.code())
}

/// The sentence of an error that a rule made; the general one for any other.
pub fn refused_text(lang: Lang, error: &AppError) -> String {
    match error {
        AppError::Refused(refusal) => refusal_text(lang, refusal),
        AppError::Rejected(rejection) => rejection_text(lang, *rejection),
        AppError::Media(MediaError::Refused(refusal)) => {
            let key = format!("refusal-media-{}", refusal.code().replace('_', "-"));
            if has_message(&key) {
                t!(lang, &key).into_owned()
            } else {
                refusal.message().to_owned()
            }
        }
        AppError::NotFound => t!(lang, "error-not-found-title").into_owned(),
        AppError::SignInNeeded => t!(lang, "error-sign-in-title").into_owned(),
        AppError::Malformed(_) | AppError::Conflict => t!(lang, "error-form-title").into_owned(),
        AppError::Busy | AppError::Record(_) => t!(lang, "error-busy-text").into_owned(),
        AppError::Store(_) | AppError::Media(_) | AppError::File { .. } | AppError::Internal(_) => {
            t!(lang, "error-failed-text").into_owned()
        }
    }
}

/// The sentence of a permanent code; a code without one names itself.
pub fn refusal_text_of_code(lang: Lang, code: &str) -> String {
    let key = format!("refusal-{code}");
    if has_message(&key) {
        t!(lang, &key).into_owned()
    } else {
        t!(lang, "refusal-other", code = code).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rejection_has_its_sentence() {
        for rejection in Rejection::ALL {
            assert!(
                has_message(&format!("rejection-{}", rejection.word())),
                "{}",
                rejection.word()
            );
        }
    }
}
