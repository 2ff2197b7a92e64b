//! `POST /api/v1/imports`: a file's bytes in, its conservation sum back. The command line's way beside a daemon.
//! `POST /api/v1/imports/{sha256}/reading`: a file read again under another zone or year.

use std::io::{self, Read};

use axum::{Extension, Json, body::Body, extract::State};
use connectors::file::{Acquired, Compression};
use intake::{ImportRequest, ImportSum, ReadAs, Reread, RereadError, RereadRequest};
use serde::{Deserialize, Deserializer, Serialize};
use stamp::UtcNanos;
use tokio_stream::StreamExt as _;
use tokio_util::io::{StreamReader, SyncIoBridge};
use utoipa::{IntoParams, ToSchema};

use crate::{
    authorize::Caller,
    extract::{InJson, InPath, InQuery},
    problem::Problem,
    state::ApiState,
};

/// A body that must have so many bytes. Where it ends before, its sender gave up: that is no fault of the file.
struct Sent<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Sent<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let gave_up = || io::Error::from(io::ErrorKind::ConnectionAborted);
        let count = self.reader.read(buffer).map_err(|_| gave_up())?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(gave_up());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

/// What is imported. A body that ends before `size_bytes` is an import that was interrupted: its whole lines are kept, and
/// the same file sent again goes on from there. The body is the file as it is, compressed where it was.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportParams {
    /// Its name.
    name: String,
    /// Its size in bytes.
    size_bytes: u64,
    /// SHA-256 of its bytes, in hex: as acquired.
    sha256: String,
    /// When it was last modified, in nanoseconds since 1970.
    modified_at_ns: Option<i64>,
    /// `gzip` or `zstd`, where it is compressed.
    #[param(value_type = Option<String>)]
    compression: Option<Compression>,
    /// The feed it belongs to.
    feed: String,
    /// The zone of times that state none.
    zone: Option<String>,
    /// The year of times that state none.
    year: Option<i32>,
}

/// Take a file in as evidence.
#[utoipa::path(
    post, path = "/api/v1/imports", tag = "ingest", params(ImportParams),
    request_body(content = String, content_type = "application/octet-stream", description = "The file's bytes"),
    responses((status = 200, body = Object, description = "received = indexed + duplicate + quarantined + rejected"),
              (status = 400, body = Problem))
)]
pub(crate) async fn import_file(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InQuery(params): InQuery<ImportParams>,
    body: Body,
) -> Result<Json<ImportSum>, Problem> {
    if !is_sha256(&params.sha256) {
        return Err(Problem::bad_request("sha256: 64 lower-case hex digits"));
    }
    let request = ImportRequest {
        acquired: Acquired {
            name: params.name,
            size_bytes: params.size_bytes,
            modified_at: params.modified_at_ns.map(UtcNanos),
            sha256: params.sha256,
            compression: params.compression,
        },
        feed: params.feed,
        read_as: ReadAs { zone: params.zone, year: params.year },
    };
    let size_bytes = request.acquired.size_bytes;
    let bytes = body.into_data_stream().map(|chunk| chunk.map_err(io::Error::other));
    let reader = Sent { reader: SyncIoBridge::new(StreamReader::new(bytes)), left: size_bytes };
    let sum = state.intake.import(request, reader, &caller.actor, |_| {}).await;
    sum.map(Json).map_err(|error| {
        if error.is_request() {
            Problem::bad_request(error.to_string())
        } else if error.is_temporary() {
            Problem::unavailable(error.to_string())
        } else {
            Problem::internal(&error)
        }
    })
}

/// How a file is to be read from now on: what is not named stays as it is, what is `null` is none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadingBody {
    /// The zone of times that state none: an IANA name or +hh:mm.
    #[serde(default, deserialize_with = "read_named")]
    #[schema(value_type = Option<String>)]
    zone: Option<Option<String>>,
    /// The year of times that state none.
    #[serde(default, deserialize_with = "read_named")]
    #[schema(value_type = Option<i32>)]
    year: Option<Option<i32>>,
    /// Why. It is committed to in the custody entry.
    reason: String,
}

/// Tells what is `null` from what is not named.
fn read_named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// How the times of a file are read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadAsAnswer {
    zone: Option<String>,
    year: Option<i32>,
}

/// A file that is read otherwise now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadingAnswer {
    /// The custody entry that says so.
    entry: u64,
    /// How it was read: by more than one reading where an import was cut off and done again by another.
    was: Vec<ReadAsAnswer>,
    /// How it is read.
    now: ReadAsAnswer,
    /// Its records, each counted once however many times it came.
    records: u64,
    /// The last record that the index has read again.
    through_seq: u64,
}

/// Read an imported file under another zone or year than before. Its bytes, their numbers and all that cites them stay; the
/// index is fed again from the vault. Until that is done, searches find by the old reading and show by the new one.
#[utoipa::path(
    post, path = "/api/v1/imports/{sha256}/reading", tag = "ingest", request_body = ReadingBody,
    params(("sha256" = String, Path, description = "SHA-256 of the file's bytes in hex, as its import said")),
    responses(
        (status = 200, body = ReadingAnswer),
        (status = 400, body = Problem),
        (status = 404, description = "No record came from such a file", body = Problem),
        (status = 409, description = "It is read so already", body = Problem),
    )
)]
pub(crate) async fn reread_file(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    InPath(sha256): InPath<String>,
    InJson(ReadingBody { zone, year, reason }): InJson<ReadingBody>,
) -> Result<Json<ReadingAnswer>, Problem> {
    if !is_sha256(&sha256) {
        return Err(Problem::bad_request("sha256: 64 lower-case hex digits"));
    }
    if reason.trim().is_empty() {
        return Err(Problem::bad_request("reason: say why it is read otherwise"));
    }
    let request = RereadRequest { sha256, zone, year, reason };
    let reread = state.intake.reread_file(request, &caller.actor).await.map_err(|error| match error {
        RereadError::Request(_) | RereadError::Unnamed | RereadError::Parted(_) => {
            Problem::bad_request(error.to_string())
        }
        RereadError::UnknownFile => Problem::not_found(error.to_string()),
        RereadError::ReadSo => Problem::conflict(error.to_string()),
        RereadError::Intake(_) => Problem::internal(&error),
    })?;
    Ok(Json(reread.into()))
}

impl From<Reread> for ReadingAnswer {
    fn from(Reread { entry, was, now, records, rebuilt }: Reread) -> Self {
        let answer = |ReadAs { zone, year }| ReadAsAnswer { zone, year };
        let was = was.into_iter().map(answer).collect();
        Self { entry: entry.0, was, now: answer(now), records, through_seq: rebuilt.through.0 }
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
