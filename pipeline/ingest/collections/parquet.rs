//! Parquet files, read by row groups.

use ::parquet::{
    arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder},
    errors::ParquetError,
    file::reader::ChunkReader,
};
use bytes::Bytes;

use super::columnar::Batches;
use crate::{
    content::{Content, Random},
    intake::Intake,
    source::{Origin, Rejected},
};

/// Rows that are unpacked at once.
const ROWS: usize = 128;

pub(super) fn read(content: Content, origin: &Origin, intake: &mut Intake) -> Result<(), Rejected> {
    match content.random(intake.budget.limits.held)? {
        Random::Disk(file) => rows(file, origin, intake),
        Random::Memory(bytes) => rows(Bytes::from(bytes), origin, intake),
    }
}

fn rows(file: impl ChunkReader + 'static, origin: &Origin, intake: &mut Intake) -> Result<(), Rejected> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let (mut batches, wanted) = Batches::new(builder.schema(), origin, intake);
    let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
    for batch in builder.with_projection(mask).with_batch_size(ROWS).build()? {
        batches.take(&batch?)?;
    }
    batches.end()
}

impl From<ParquetError> for Rejected {
    fn from(error: ParquetError) -> Self {
        Self(format!("the Parquet file cannot be read: {error}"))
    }
}
