//! The Parquet file says what the CSV says.
#![cfg(feature = "parquet")]

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use statecraft::answers::Analysis;
use statecraft::case::Case;
use statecraft::graph::{Limits, Stop};
use statecraft::stability::Concept;
use statecraft::study::Study;
use std::fs::File;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::spec::Spec;

/// The CSV and the Parquet file of a case; both stopped after the graphs, if they are to be.
fn written(case: &str, concepts: &[Concept], stopped: bool) -> (Vec<u8>, File) {
    let case = Case::parse(case).expect("a case");
    let opened = Study::of(case, vec![], &Limits::default());
    let limits = Limits::default();
    if stopped {
        limits.watch.stop(Stop::Interrupted);
    }
    let analysis = Analysis::of(&opened, concepts, &limits).expect("all apply");
    let mut csv = Vec::new();
    analysis.write_csv(&opened, &mut csv).expect("memory is there");
    let parquet = file();
    analysis.write_parquet(&opened, &parquet).expect("it is writable");
    (csv, parquet)
}

/// A file that is gone when it is closed, or when the system cleans up.
fn file() -> File {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let name = format!("statecraft-{}-{}.parquet", std::process::id(), FILES.fetch_add(1, Relaxed));
    let path = std::env::temp_dir().join(name);
    let file = File::options().read(true).write(true).create_new(true).open(&path).expect("a file for the test");
    let _ = std::fs::remove_file(path); // some systems keep a file that is open
    file
}

fn cell(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Bool(verdict) => u8::from(*verdict).to_string(),
        Field::Long(number) => number.to_string(),
        Field::Str(text) => text.clone(),
        other => panic!("{other} is in no column"),
    }
}

/// The names of the columns, the rows as the CSV writes them, and the number of row groups.
fn read(parquet: File) -> (Vec<String>, Vec<Vec<String>>, usize) {
    let reader = SerializedFileReader::new(parquet).expect("a Parquet file");
    let names = reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_string());
    let rows = reader.get_row_iter(None).expect("rows").map(|row: Result<Row, _>| {
        row.expect("a row").get_column_iter().map(|(_, field)| cell(field)).collect::<Vec<_>>()
    });
    (names.collect(), rows.collect(), reader.num_row_groups())
}

/// The same names and rows; how many row groups, and how many rows.
fn agree(case: &str, concepts: &[Concept], stopped: bool) -> (usize, usize) {
    let (csv, parquet) = written(case, concepts, stopped);
    let mut csv = csv::Reader::from_reader(csv.as_slice());
    let (names, rows, groups) = read(parquet);
    assert!(csv.headers().expect("a header").iter().eq(names.iter()), "{names:?}");
    let mut count = 0;
    for (row, expected) in rows.iter().zip(csv.records()) {
        assert!(expected.expect("a row").iter().eq(row.iter()), "{row:?}");
        count += 1;
    }
    assert_eq!((count, csv.records().count()), (rows.len(), 0));
    (groups, count)
}

#[test]
fn random_cases_are_written_alike() {
    for k in 0..200 {
        let case = Spec::random(k).to_toml();
        let (groups, rows) = agree(&case, &Concept::USUAL, k % 5 == 0);
        assert!(groups == 1 && rows > 0, "{case}");
    }
}

/// Accounts with names, of different size; a case of several row groups.
#[test]
fn accounts_and_groups_follow_each_other() {
    let options: String = (0..17).map(|at| format!("options.o{at} = {{ label = \"Do {at}\" }}\n")).collect();
    let case = format!(
        "title = \"Large\"\n[actors.a]\nname = \"A\"\n{options}[actors.b]\nname = \"B\"\n[preferences]\na = ['a.o3']\nb = []\n\
         [accounts.all]\ntitle = \"All\"\n[accounts.half]\ntitle = \"Half\"\nrules = [{{ never = 'a.o0' }}]\n"
    );
    assert_eq!(agree(&case, &[Concept::Nash, Concept::Gmr], false), (2 + 1, (1 << 17) + (1 << 16)));
}
