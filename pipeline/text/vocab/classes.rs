//! The closed sets of word classes: what a row of a word list can be, by the name that stands in its first column.

use super::VocabError;
use super::csv_rows::ListRow;

/// Declares a closed set of word classes with their names in the list.
macro_rules! classes {
    ($(#[$doc:meta])* $type:ident { $($(#[$item:meta])* $variant:ident = $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$item])* $variant),+ }

        impl $type {
            pub(super) fn parse(row: &ListRow, column: &str) -> Result<Self, VocabError> {
                match row.get(column) {
                    $($name => Ok(Self::$variant),)+
                    other => Err(row.fault(format!("unknown {column} {other}"))),
                }
            }

            /// The name in the list.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

classes! {
    /// Words of grammar.
    Cue {
        /// A rise.
        Up = "up",
        /// A fall.
        Down = "down",
        /// A rate of change as a noun.
        Rate = "rate",
        /// A rate of fall as a noun.
        FallRate = "fall_rate",
        /// Makes a growth an average one.
        Average = "average",
        /// A gain of the period, before its metric.
        Gain = "gain",
        /// A net gain.
        NetGain = "net_gain",
        /// A part of a parent.
        Share = "share",
        /// A position.
        Rank = "rank",
        /// A gain of positions.
        RankMove = "rank_move",
        /// A loss of positions.
        RankFall = "rank_fall",
        /// A share of a target.
        Completion = "completion",
        /// A distance to another place or average.
        Gap = "gap",
        /// A contribution.
        Pull = "pull",
        /// Aimed at.
        Target = "target",
        /// Aimed at, where it opens its clause: 计划新增, but not 英才计划.
        TargetWeak = "target_weak",
        /// Aimed at, in its own clause: 努力, 打造.
        TargetNear = "target_near",
        /// In a heading: what stands below is to come.
        TargetHeading = "target_heading",
        /// Expected.
        Estimate = "estimate",
        /// Has happened.
        Actual = "actual",
        /// More than, before the number.
        Over = "over",
        /// Less than, before the number.
        Under = "under",
        /// About, before the number.
        Approx = "approx",
        /// More than, after the number.
        OverAfter = "over_after",
        /// Less than, after the number.
        UnderAfter = "under_after",
        /// About, after the number.
        ApproxAfter = "approx_after",
        /// Carries a metric to its figure and means nothing else.
        Light = "light",
        /// A part follows.
        OfWhich = "of_which",
        /// A series is dealt out in order.
        Respectively = "respectively",
        /// One figure for several.
        Each = "each",
        /// Before the base of a comparison.
        Compare = "compare",
        /// Before an old value.
        From = "from",
        /// Before a new value.
        To = "to",
        /// The figure is one firm's or one building's.
        Entity = "entity",
        /// A project.
        Project = "project",
        /// A rule for one case.
        PerCase = "per_case",
        /// What others have on average: 平均水平.
        Norm = "norm",
        /// For each day or each unit of something: 日均, 每亿元.
        PerUnit = "per_unit",
        /// A count of things that no metric counts.
        Drop = "drop",
        /// A word that joins or quantifies and means nothing else.
        AllWord = "all_word",
        /// An adjective that does not narrow.
        Whole = "whole",
        /// People or firms that were given a title.
        Honoured = "honoured",
        /// In a heading: what stands below has been done.
        ActualHeading = "actual_heading",
        /// In a title: its year is the paper's, not the figures'.
        ReportTitle = "report_title",
        /// Opens words that say how a rate was reckoned: 扣除留抵退税因素.
        Qualifier = "qualifier",
        /// Joins two items.
        Joint = "joint",
        /// Is done to projects: 开工, 签约.
        Deed = "deed",
        /// All there are, after a gain: 新增4家、累计21家.
        Total = "total",
        /// Means nothing to the grammar, but ends the phrase that narrows: 依托, 推动.
        Stop = "stop",
        /// Ties what stands before it to what follows.
        Attributive = "attributive",
        /// Money spent so far on projects: no figure, but its share of the plan is.
        Spent = "spent",
        /// Moves firms or people for a day: 走访企业20家 counts no firms of the zone.
        Event = "event",
        /// When a project brings what it is to bring: 达产后.
        Running = "running",
        /// Stands before the name of a firm: 龙头企业.
        Leading = "leading",
        /// Stands for all that the sentence before has stated: 上述指标.
        Recalled = "recalled",
        /// Pays money out in support.
        Grant = "grant",
        /// Dates an event of the past, not a figure: 1992年经国务院批准.
        Founding = "founding",
        /// A rank that a zone as a whole gets into.
        Enter = "enter",
        /// After a time: it is the base of a comparison.
        BaseAfter = "base_after",
        /// What money is for follows.
        Purpose = "purpose",
        /// Ends the words that say why something has changed: 受疫情影响.
        Cause = "cause",
        /// What follows is a condition or a definition, no fact.
        Condition = "condition",
        /// A level of government, right before what bears its title.
        Tier = "tier",
        /// Ends a list of names before their count.
        AndSo = "and_so",
        /// Before a rank: within.
        Top = "top",
        /// What a place consists of: 全市9个县区 is the field of a rank, no count.
        Field = "field",
        /// Right before a percentage: a share of the plan.
        Done = "done",
        /// Header of a column of units.
        UnitHead = "unit_head",
        /// Header or label of a note.
        NoteHead = "note_head",
    }
}

classes! {
    /// Words for a subject that the context names.
    Generic {
        /// The zone of the report.
        Zone = "zone",
        /// The whole that the report is about.
        Whole = "whole",
        /// A bare word for a zone, which is a part of other names too: 园区, 开发区.
        Park = "park",
        /// The host city.
        City = "city",
        /// The host province.
        Province = "province",
        /// The host county.
        County = "district",
        /// The country.
        Nation = "nation",
        /// All zones of the country.
        Zones = "zones",
        /// All zones of the province or city.
        ZonesOfPlace = "zones_province",
        /// One of the national zones, or all of them: 国家高新区.
        NationalZone = "zone_national",
        /// Letters that hide a name.
        Anonymous = "anon",
    }
}

classes! {
    /// Words that narrow a metric.
    Narrower {
        /// An industry.
        Industry = "industry",
        /// An administrative level.
        Level = "level",
        /// A kind.
        Kind = "kind",
        /// The end of a phrase that narrows.
        Suffix = "suffix",
        /// The end of a name of a part of the zone.
        Area = "area",
        /// Several parts at once, each named behind the word.
        Parts = "parts",
    }
}

classes! {
    /// What a word for a time does.
    TimeWordKind {
        /// A year counted from the report's.
        Relative = "relative",
        /// A year counted from the last one that was told of.
        Narrated = "narrated",
        /// The last month of those that were told of.
        NarratedMonth = "narrated_month",
        /// The whole year.
        FullYear = "full_year",
        /// A part of a year.
        Part = "part",
        /// A five-year plan.
        Plan = "plan",
        /// Now.
        Now = "now",
        /// After a plan: its last year.
        PlanEnd = "plan_end",
        /// The first year of a plan.
        PlanStart = "plan_start",
        /// After a plan: somewhere in its middle.
        PlanMiddle = "plan_middle",
        /// After a plan or a year: all of it.
        PlanSpan = "plan_span",
        /// After a year: its last day.
        EndOfYear = "end_of_year",
        /// After a date: from then on.
        Since = "since",
        /// After a number of years: that many years up to now.
        YearsBack = "years_back",
        /// After a number of years: that many years before the report's.
        YearsAgo = "years_ago",
        /// After a number of years: up to so many years from the report's.
        YearsAhead = "years_ahead",
        /// Before a number of years to come.
        Coming = "coming",
        /// What remains of the report's year.
        Within = "within",
        /// Before a number of years.
        Recent = "recent",
        /// Before a date: up to it.
        Until = "until",
        /// The base of a comparison.
        SamePeriod = "same_period",
        /// The same time a year before.
        Prior = "prior",
        /// The character for a year.
        YearMark = "year_mark",
        /// The character for a month.
        MonthMark = "month_mark",
        /// The character for a day.
        DayMark = "day_mark",
        /// After a year: its first days.
        Beginning = "beginning",
    }
}

classes! {
    /// What the grammar does with a metric that a family of sentences speaks of without naming it.
    Role {
        /// A number of zones: 全国147个高新区.
        Zones = "zones",
        /// A number of firms of any kind.
        Firms = "firms",
        /// Firms that are new in the period.
        NewFirms = "new_firms",
        /// Firms and tradesmen together.
        Entities = "entities",
        /// Firms above a threshold of output or revenue.
        LargeFirms = "large_firms",
        /// A number of projects of any kind.
        Projects = "projects",
        /// What a group of projects costs.
        ProjectMoney = "project_money",
        /// People with a title or a degree.
        Talents = "talents",
        /// Those who work in firms.
        Employees = "employees",
        /// The sectors' parts of the whole.
        Structure = "structure",
        /// The place of a zone as a whole among the zones.
        Standing = "standing",
        /// Applications for patents of all kinds.
        Patents = "patents",
        /// Patents for inventions.
        Inventions = "inventions",
        /// Land of the zone.
        Area = "area",
        /// Money that the zone pays out in support.
        Support = "support",
        /// Investment in fixed assets.
        FixedAssets = "fixed_assets",
        /// Taxes that firms pay.
        Tax = "tax",
        /// A number of industrial clusters.
        Clusters = "clusters",
        /// What the clusters make.
        ClusterOutput = "cluster_output",
        /// Prizes, which bear the name of who gives them: 湖北省技术发明奖.
        Awards = "awards",
        /// The departments of an administration.
        Departments = "departments",
        /// How long an authority takes.
        Handling = "handling",
    }
}

impl TimeWordKind {
    /// True for a word that means a time without a number before it.
    pub fn stands_alone(self) -> bool {
        use TimeWordKind::{
            Coming, FullYear, Narrated, NarratedMonth, Now, Part, Plan, Prior, Recent, Relative, SamePeriod, Until, Within,
        };
        matches!(
            self,
            Relative
                | Narrated
                | NarratedMonth
                | FullYear
                | Part
                | Plan
                | Now
                | Until
                | SamePeriod
                | Recent
                | Prior
                | Coming
                | Within
        )
    }
}

impl Generic {
    /// What it means where nothing beside it says more, in the notation of evidence; empty for letters that hide a name.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Zone | Self::NationalZone => "generic:zone",
            Self::Whole | Self::Park => "generic:whole",
            Self::City => "generic:city",
            Self::Province => "generic:province",
            Self::County => "generic:county",
            Self::Nation => "nation:CN",
            Self::Zones => "zones:CN",
            Self::ZonesOfPlace => "generic:zones",
            Self::Anonymous => "",
        }
    }
}
