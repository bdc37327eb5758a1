//! The leaf types of the pipeline: what flows between the stages, and nothing that does work.
//!
//! Every other module and crate may use these; they use nobody.

mod date;
mod decimal;
mod dimension;
mod document;
mod evidence;
mod fingerprint;
mod issue;
mod ledger;
mod mapped;
mod observation;
mod observed;
mod period;
mod raw;
mod span;
mod staged;

pub use date::Date;
pub use decimal::{Decimal, decimal_text, decimal_text_option};
pub use dimension::{Account, Dimensions, GrowthBasis, Metric, Place, PlaceLevel, Unit, Zone};
pub use document::{Article, Block, BlockKind, Cell, Document, Row};
pub use evidence::{Level, SubjectEvidence, TimeEvidence, TimeMeaning, Words, YEARS};
pub use fingerprint::Fingerprint;
pub(crate) use fingerprint::ideographs;
pub use issue::{Issue, IssueCode, Severity};
pub use ledger::{Disposition, LedgerRow};
pub use mapped::{Mapped, MappedBuilder, MappedStr};
pub use observation::{Bound, CORRECTED, Measure, Observation, Resolved, ResolvedArticle, Status, SubjectKind};
pub use observed::{ArticleFrame, Candidate, NumberSeen, Observed};
pub use period::{Period, PeriodKind};
pub use raw::{DocumentHead, RawDocument};
pub use span::Span;
pub use staged::Staged;
