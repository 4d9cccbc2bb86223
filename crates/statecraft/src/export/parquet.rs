//! The full verdicts as a Parquet file, written as they are made.
//!
//! The columns are those of the CSV with types of their own. The rows are written in groups, so that no more than one group of
//! one column is held at a time.

use crate::answers::analysis::{Analysis, InStudy};
use crate::export::rows::Columns;
use crate::graph::{StateId, StateSet, StateSpace};
use crate::study::{StateName, Study};
use parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

/// The states of a row group, at most.
const GROUP: usize = 1 << 16;

impl Analysis {
    /// The rows of [`Analysis::write_csv`] as a Parquet file: verdicts as truth values, empty cells as nulls; `state` is a
    /// number, in a bare graph a text.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_parquet(&self, study: &Study, out: impl Write + Send) -> Result<(), ParquetError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_column_dictionary_enabled("state".into(), false)
            .set_column_encoding("state".into(), state_type(study).1)
            .set_column_dictionary_enabled("taken".into(), false);
        let mut out = SerializedFileWriter::new(out, self.schema(study)?, Arc::new(properties.build()))?;
        for account in &self.in_study(study) {
            let columns = account.columns(&self.concepts);
            for first in (0..account.laid_out.graph.len()).step_by(GROUP) {
                let mut group = out.next_row_group()?;
                account.write_group(first..account.laid_out.graph.len().min(first + GROUP), &columns, &mut group)?;
                group.close()?;
            }
        }
        out.close().map(drop)
    }

    fn schema(&self, study: &Study) -> Result<Arc<Type>, ParquetError> {
        let column = |name: &str, physical: Physical| {
            let text = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
            let column = Type::primitive_type_builder(name, physical).with_logical_type(text);
            Ok(Arc::new(column.with_repetition(Repetition::OPTIONAL).build()?))
        };
        let fixed = [
            column("account", Physical::BYTE_ARRAY),
            column("state", state_type(study).0),
            column("taken", Physical::BYTE_ARRAY),
        ];
        let verdicts = self.verdict_columns(study);
        let verdicts = verdicts.iter().map(|name| column(name, Physical::BOOLEAN));
        let columns = fixed.into_iter().chain(verdicts).collect::<Result<_, ParquetError>>()?;
        Type::group_type_builder("verdicts").with_fields(columns).build().map(Arc::new)
    }
}

impl InStudy<'_> {
    fn write_group<W: Write + Send>(
        &self,
        states: Range<usize>,
        columns: &Columns,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let (graph, rows) = (&self.laid_out.graph, states.len());
        let each = || states.clone().map(StateId::new);
        let text = |text: String| ByteArray::from(text.into_bytes());
        let account = self.laid_out.account.id().map(|id| vec![ByteArray::from(id); rows]);
        write_column::<ByteArrayType, W>(group, rows, account)?;
        match StateName::of(graph, StateId::new(0)) {
            StateName::Number(_) => {
                let numbers = each().map(|state| state.index() as i64 + 1).collect();
                write_column::<Int64Type, W>(group, rows, Some(numbers))?;
            }
            StateName::Name(_) => {
                let names = each().map(|state| text(graph.state_name(state))).collect();
                write_column::<ByteArrayType, W>(group, rows, Some(names))?;
            }
        }
        let taken = each().map(|state| text(self.laid_out.taken(state).join(" "))).collect();
        write_column::<ByteArrayType, W>(group, rows, Some(taken))?;
        let mut write = |set: Option<&StateSet>| {
            let verdicts = set.map(|set| each().map(|state| set.contains(state)).collect());
            write_column::<BoolType, W>(group, rows, verdicts)
        };
        for (_, sets) in columns {
            match sets {
                Some((actors, all)) => actors.iter().chain([all]).try_for_each(|set| write(Some(set)))?,
                None => (0..=self.laid_out.model.actors.len()).try_for_each(|_| write(None))?,
            }
        }
        Ok(())
    }
}

/// The next column of a group: a value for each row, or a null in each.
fn write_column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: usize,
    values: Option<Vec<T::T>>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    let there = vec![i16::from(values.is_some()); rows];
    column.typed::<T>().write_batch(&values.unwrap_or_default(), Some(&there), None)?;
    column.close()
}

/// The type of the column `state`, and how it is shortest.
fn state_type(study: &Study) -> (Physical, Encoding) {
    match study.accounts.first().map(|first| &first.graph.states) {
        Some(StateSpace::Named(_)) => (Physical::BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY),
        _ => (Physical::INT64, Encoding::DELTA_BINARY_PACKED),
    }
}
