//! Differences between two versions of a clause, by line and inside a line by word.

use maud::{Markup, html};

use crate::t;
use crate::text::Lang;

/// One line of a clause, seen from the version in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Stays.
    Kept(String),
    /// Goes.
    Cut(String),
    /// Comes.
    Added(String),
    /// Is worded differently.
    Reworded {
        /// As it was.
        old: String,
        /// As it becomes.
        new: String,
    },
}

/// One clause and what becomes of it.
#[derive(Clone, Debug)]
pub struct ClauseChange {
    /// "4 · Honest pictures".
    pub title: String,
    /// Where the whole document stands.
    pub href: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Pairs the lines of two versions: a line that comes takes the place of one that goes.
pub fn lines(old: &[String], new: &[String]) -> Vec<Line> {
    let (mut shown, mut cut, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for step in common(old, new) {
        match step {
            Step::Both(at) => {
                pair(&mut shown, &mut cut, &mut added);
                shown.push(Line::Kept(old[at].clone()));
            }
            Step::Old(at) => cut.push(old[at].clone()),
            Step::New(at) => added.push(new[at].clone()),
        }
    }
    pair(&mut shown, &mut cut, &mut added);
    shown
}

fn pair(shown: &mut Vec<Line>, cut: &mut Vec<String>, added: &mut Vec<String>) {
    let both = cut.len().min(added.len());
    let reworded = cut.drain(..both).zip(added.drain(..both));
    shown.extend(reworded.map(|(old, new)| Line::Reworded { old, new }));
    shown.extend(cut.drain(..).map(Line::Cut));
    shown.extend(added.drain(..).map(Line::Added));
}

enum Step {
    Both(usize),
    Old(usize),
    New(usize),
}

/// Walks the longest common subsequence; texts are bounded by the policy's own bounds.
fn common<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Step> {
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            steps.push(Step::Both(i));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len()
            && (j == new.len() || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
        {
            steps.push(Step::Old(i));
            i += 1;
        } else {
            steps.push(Step::New(j));
            j += 1;
        }
    }
    steps
}

/// The words of a line with those that are not in the other one marked.
fn marked(own: &str, other: &str, mark: impl Fn(&str) -> Markup, is_own_old: bool) -> Markup {
    let own_words: Vec<&str> = own.split_whitespace().collect();
    let other_words: Vec<&str> = other.split_whitespace().collect();
    let steps = if is_own_old {
        common(&own_words, &other_words)
    } else {
        common(&other_words, &own_words)
    };
    let mut runs: Vec<(bool, String)> = Vec::new();
    let mut push = |is_marked: bool, word: &str| match runs.last_mut() {
        Some((last, text)) if *last == is_marked => {
            text.push(' ');
            text.push_str(word);
        }
        _ => runs.push((is_marked, word.to_owned())),
    };
    for step in steps {
        match step {
            Step::Both(at) => push(
                false,
                if is_own_old {
                    own_words[at]
                } else {
                    other_words[at]
                },
            ),
            Step::Old(at) if is_own_old => push(true, own_words[at]),
            Step::New(at) if !is_own_old => push(true, own_words[at]),
            Step::Old(_) | Step::New(_) => {}
        }
    }
    html! {
        @for (index, (is_marked, text)) in runs.iter().enumerate() {
            @if index > 0 { " " }
            @if *is_marked { (mark(text)) } @else { (text) }
        }
    }
}

/// Draws a clause with what becomes of it: + and − beside tint, underline and strike.
pub fn clause(lang: Lang, change: &ClauseChange) -> Markup {
    html! {
        div class="clause" {
            header {
                span { (change.title) }
                @if let Some(href) = &change.href { a class="link tap" href=(href) { (t!(lang, "diff-whole-policy")) } }
            }
            ol { @for line in &change.lines { (clause_line(lang, line)) } }
        }
    }
}

fn clause_line(lang: Lang, line: &Line) -> Markup {
    let cut = |text: Markup| html! { li class="cut" { span { span class="vh" { (t!(lang, "diff-removed")) " " } (text) } } };
    let added = |text: Markup| html! { li class="add" { span { span class="vh" { (t!(lang, "diff-added")) " " } (text) } } };
    match line {
        Line::Kept(text) => html! { li { span { (text) } } },
        Line::Cut(text) => cut(html! { del { (text) } }),
        Line::Added(text) => added(html! { ins { (text) } }),
        Line::Reworded { old, new } => html! {
            (cut(marked(old, new, |words| html! { del { (words) } }, true)))
            (added(marked(new, old, |words| html! { ins { (words) } }, false)))
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_reworded_line_stands_in_its_place() {
        let old = texts(&["One.", "Machines are welcome.", "Three."]);
        let new = texts(&["One.", "Machines carry a label.", "And more.", "Three."]);
        assert_eq!(
            lines(&old, &new),
            [
                Line::Kept("One.".into()),
                Line::Reworded {
                    old: "Machines are welcome.".into(),
                    new: "Machines carry a label.".into()
                },
                Line::Added("And more.".into()),
                Line::Kept("Three.".into()),
            ]
        );
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        let line = Line::Reworded {
            old: "Pictures are welcome when said.".into(),
            new: "Pictures are labelled.".into(),
        };
        let html = clause_line(Lang::En, &line).into_string();
        assert!(
            html.contains("Pictures are <del>welcome when said.</del>"),
            "{html}"
        );
        assert!(html.contains("Pictures are <ins>labelled.</ins>"), "{html}");
    }

    #[test]
    fn nothing_against_something_is_all_added() {
        assert_eq!(lines(&[], &texts(&["New."])), [Line::Added("New.".into())]);
        assert_eq!(lines(&texts(&["Old."]), &[]), [Line::Cut("Old.".into())]);
    }
}
