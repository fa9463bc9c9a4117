//! What is read as an edge list, what is left out, and that nothing a stranger wrote breaks the reader.

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, proptest};
use redteam::edges::{EdgeList, FileFault, read};

fn list(text: &str) -> EdgeList {
    read(text.as_bytes()).unwrap()
}

#[test]
fn the_known_formats_are_read() {
    // text, people, edges
    type Row = (&'static str, u32, &'static [(u32, u32)]);
    let rows: [Row; 9] = [
        // ego-Facebook
        ("0 1\n0 2\n1 2\n", 3, &[(0, 1), (0, 2), (1, 2)]),
        // wiki-Vote
        (
            "# Directed graph\n# FromNodeId\tToNodeId\n30\t1412\r\n30\t3352\r\n",
            3,
            &[(0, 1), (0, 2)],
        ),
        // GitHub, LastFM
        ("id_1,id_2\n0,23977\n1,34526\n", 4, &[(0, 1), (2, 3)]),
        // Bitcoin-OTC: rater, ratee, rating, time
        (
            "6,2,4,1289241911.72836\n6,5,2,1289241941.53378\n",
            3,
            &[(0, 1), (0, 2)],
        ),
        ("source;target;weight\n1;2;0.5\n", 2, &[(0, 1)]),
        ("% remark\n\n\u{feff}1 2", 2, &[(0, 1)]),
        // Names; a file of words has no heading.
        ("ana ben\nben cas\n", 3, &[(0, 1), (1, 2)]),
        ("ana ben", 2, &[(0, 1)]),
        ("\"ana\",\"ben\"\nana,cas", 3, &[(0, 1), (0, 2)]),
    ];
    for (text, people, edges) in rows {
        let list = list(text);
        assert_eq!(
            (list.people, list.edges.as_slice()),
            (people, edges),
            "{text:?}"
        );
        assert_eq!(list.bad_rows_count, 0, "{text:?}");
    }
}

#[test]
fn what_is_left_out_is_named_or_counted() {
    let list = list("1 2\n3\n1 2\n4 4\n5 x\n1,2,-3\n1,2,much\n6 7 0 0\n8 9\n");
    let named: Vec<_> = list
        .bad_rows
        .iter()
        .map(|it| (it.line, it.fault.to_string()))
        .collect();
    let expected = [
        (2, "it does not name two people"),
        (5, "a name is not a number, as all others are"),
        (7, "its weight is not a number"),
    ];
    let expected = expected.map(|(line, fault)| (line, fault.to_owned()));
    assert_eq!(named, expected);
    assert_eq!(
        (list.loops, list.repeats, list.distrusts, list.people),
        (1, 1, 2, 4)
    );
}

#[test]
fn nothing_in_it_is_said_of_the_whole_file() {
    assert!(matches!(read(&b""[..]), Err(FileFault::Empty)));
    assert!(matches!(read(&b"1 1\n"[..]), Err(FileFault::Empty)));
    let long = vec![b'1'; 5_000];
    assert!(matches!(
        read(long.as_slice()),
        Err(FileFault::LineTooLong(1))
    ));
    let name = format!("{} 2\n1 2", "9".repeat(65));
    assert_eq!(list(&name).bad_rows.len(), 1);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        if let Ok(list) = read(bytes.as_slice()) {
            prop_assert!(list.edges.iter().all(|(a, b)| a != b && *a < list.people && *b < list.people));
        }
    }

    #[test]
    fn any_rows_are_read_or_named(rows in vec("[0-9a-z,; \t#-]{0,12}", 0..30)) {
        if let Ok(list) = read(rows.join("\n").as_bytes()) {
            prop_assert!(list.edges.is_sorted_by(|a, b| a < b));
            prop_assert!(list.bad_rows_count <= rows.len());
        }
    }
}
