//! A certificate of shares as a PDF: one page of words, with the proof attached as a file.
//!
//! Standard fonts of the format in its Western encoding: what that cannot write becomes a question mark.

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};

/// A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 64.0;
/// Characters of small print on a line.
const SMALL_CHARACTERS: usize = 92;
/// The attached file.
const PROOF: &str = "proof.json";

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// What the document is.
    Title,
    /// What it says.
    Text,
    /// What proves it.
    Small,
}

/// One paragraph, broken into lines where it is too long.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// How it is set.
    pub style: Style,
    /// Its words.
    pub words: String,
}

impl Style {
    /// Font, size in points, space to the next line, characters on a line.
    fn set(self) -> (&'static [u8], f32, f32, usize) {
        match self {
            Self::Title => (b"B", 22.0, 34.0, 38),
            Self::Text => (b"R", 11.0, 18.0, 84),
            Self::Small => (b"R", 8.5, 12.0, SMALL_CHARACTERS),
        }
    }
}

/// Writes the page. `proof` is attached as it is.
#[must_use]
pub fn pdf(lang: &str, title: &str, paragraphs: &[Paragraph], proof: &[u8]) -> Vec<u8> {
    let [
        catalog,
        pages,
        page,
        regular,
        bold,
        content,
        file,
        spec,
        info,
    ] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(Ref::new);
    let mut pdf = Pdf::new();
    {
        let mut root = pdf.catalog(catalog);
        root.pages(pages).lang(TextStr(lang));
        let mut names = root.names();
        let mut files = names.embedded_files();
        files.names().insert(Str(PROOF.as_bytes()), spec);
    }
    pdf.document_info(info).title(TextStr(title));
    pdf.pages(pages).kids([page]).count(1);
    {
        let mut leaf = pdf.page(page);
        leaf.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1));
        leaf.parent(pages);
        leaf.contents(content);
        let mut resources = leaf.resources();
        resources
            .fonts()
            .pair(Name(b"R"), regular)
            .pair(Name(b"B"), bold);
    }
    for (font, name) in [(regular, "Helvetica"), (bold, "Helvetica-Bold")] {
        let mut set = pdf.type1_font(font);
        set.base_font(Name(name.as_bytes()));
        set.encoding_predefined(Name(b"WinAnsiEncoding"));
        set.finish();
    }
    let drawn = drawn(paragraphs);
    pdf.stream(content, &drawn);
    pdf.embedded_file(file, proof).finish();
    pdf.file_spec(spec)
        .path(Str(PROOF.as_bytes()))
        .unic_file(TextStr(PROOF))
        .embedded_file(file);
    pdf.finish()
}

fn drawn(paragraphs: &[Paragraph]) -> Vec<u8> {
    let mut content = Content::new();
    let mut y = PAGE.1 - MARGIN - 20.0;
    for paragraph in paragraphs {
        let (font, size, step, characters) = paragraph.style.set();
        for line in lines(&paragraph.words, characters) {
            // What does not fit on the page is in the attached file.
            if y < MARGIN {
                break;
            }
            content.begin_text();
            content.set_font(Name(font), size);
            content.next_line(MARGIN, y);
            content.show(Str(&western(&line)));
            content.end_text();
            y -= step;
        }
        y -= step / 2.0;
    }
    content.finish().to_vec()
}

/// Breaks words at spaces; what is longer than a line is cut.
fn lines(words: &str, characters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(characters.max(1)) {
            let last = lines.last_mut();
            match last {
                Some(line) if line.is_empty() => line.extend(piece),
                Some(line) if line.chars().count() + 1 + piece.len() <= characters => {
                    line.push(' ');
                    line.extend(piece);
                }
                _ => lines.push(piece.iter().collect()),
            }
        }
    }
    lines
}

/// Windows code page 1252, as the format's Western encoding has it.
fn western(text: &str) -> Vec<u8> {
    text.chars()
        .map(|it| match it {
            '\u{a0}' => b' ',
            ' '..='~' | '¡'..='ÿ' => u8::try_from(u32::from(it)).unwrap_or(b'?'),
            '€' => 0x80,
            '…' => 0x85,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '–' => 0x96,
            '—' => 0x97,
            _ => b'?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_at_spaces_and_long_ones_cut() {
        let check = |words: &str, expect: &[&str]| assert_eq!(lines(words, 6), expect);
        check("one two", &["one", "two"]);
        check("a b c d", &["a b c", "d"]);
        check("0123456789", &["012345", "6789"]);
        check("", &[""]);
    }

    #[test]
    fn the_page_says_its_words_in_the_western_encoding() {
        assert_eq!(western("Zoë’s €\u{a0}5 – 日"), b"Zo\xeb\x92s \x80 5 \x96 ?");
        let words = Paragraph {
            style: Style::Title,
            words: "Zoë (7)".to_owned(),
        };
        let made = pdf("en", "Shares", &[words], b"{\"a\": 1}");
        assert!(made.starts_with(b"%PDF-1."), "a PDF begins so");
        let has = |part: &[u8]| made.windows(part.len()).any(|it| it == part);
        assert!(has(b"{\"a\": 1}") && has(b"EmbeddedFiles") && has(b"startxref"));
        assert!(has(b"Zo\xeb") || has(b"5A6FEB"), "its words are in it");
    }
}
