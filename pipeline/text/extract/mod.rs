//! The `extract` stage: from a cleaned document to candidate observations, and a fate for every number.
//!
//! A sentence becomes mentions (`token`), a series is dealt out (`series`), and each quantity is asked of the families of
//! sentences (`rules`). Whom and when a figure is about is only gathered here, as evidence; `resolve` decides.

mod context;
mod frame;
mod ledger;
mod narrower;
mod number;
mod passage;
mod quantity;
mod rules;
mod seen;
mod series;
mod survey;
mod table;
mod time;
mod token;
mod view;

use std::{
    cell::RefCell,
    ops::{Deref, Range},
};

use crate::model::{
    Block, BlockKind, Candidate, Disposition, Document, Level, MappedStr, Measure, Observed, Span, Staged, Status, TimeEvidence,
};
use crate::vocab::{Cue, Role, Vocab};

use frame::Frame;
use ledger::Ledger;
use passage::{Passage, goes_on, passages, printed_twice, spoken_by_firm};
use rules::RULES;
pub use seen::{Meant, Mention, Seen};
use token::{Token, Tokens};
use view::{Dealt, Figure, Outcome, Topic, View};

/// Longest entry of a list, in characters, that may head what follows.
const MAX_HEADING: usize = 24;
/// Longest sentence, in characters, that only says what the figures behind it are of.
const MAX_TOPIC: usize = 16;
/// Depth of a sentence that says that aims follow: above the lists below it.
const AIMS_HEADING: u8 = 8;
/// Depth of such a heading: below all others.
const LIST_HEADING: u8 = 9;

/// Reads a cleaned document.
pub fn extract(document: Document, vocab: &Vocab) -> Staged<Observed> {
    Staged::clean(read(document, vocab, None).0)
}

/// What is seen of the number at a span of the ingested text while a document is read: the sentences in which the families
/// were asked about it, in order; none where no number stands there. For whoever asks why a figure was read as it was.
pub fn seen(document: Document, vocab: &Vocab, span: Span) -> Vec<Seen> {
    read(document, vocab, Some(span)).1
}

fn read(document: Document, vocab: &Vocab, watched: Option<Span>) -> (Observed, Vec<Seen>) {
    let mut reader = Reader {
        vocab,
        source: &document,
        ledger: Ledger::default(),
        candidates: Vec::new(),
        article: 0,
        frame: Frame::default(),
        topic: Topic::default(),
        said: Vec::new(),
        firm: false,
        watched,
        seen: Vec::new(),
    };
    let mut articles = Vec::new();
    for (article, index) in document.articles.iter().zip(0..) {
        reader.article = index;
        let blocks: Vec<_> = article.blocks.iter().map(|block| passages(block, &document, vocab)).collect();
        let surveyed = survey::article(article, &blocks, vocab);
        let published = article.published.or(document.head.published).map(|date| date.year());
        // 去年 names a year as well.
        let last = published.filter(|_| surveyed.last_year > 0).map(|published| published - 1);
        let years = surveyed.years.iter().copied().filter(|year| published.is_none_or(|published| *year <= published));
        reader.frame = Frame::new(years.chain(last).max(), surveyed.several || surveyed.shared);
        articles.push(surveyed);
        let mut before: Option<&Block> = None;
        for (index, (block, passages)) in article.blocks.iter().zip(&blocks).enumerate() {
            let below = blocks.get(index + 1).and_then(|below| below.first());
            if before.is_some_and(|before| printed_twice(before, block, document.text.text())) {
                reader.note_block(passages, Disposition::DuplicateText);
            } else {
                reader.block(block, passages, below);
            }
            before = Some(block);
        }
    }
    let Reader { ledger, candidates, seen, .. } = reader;
    let (numbers, candidates) = ledger.finish(&document.source, candidates);
    (Observed { head: document.head, articles, candidates, numbers, source: document.source }, seen)
}

/// Walks through a document.
struct Reader<'a> {
    vocab: &'a Vocab,
    source: &'a Document,
    ledger: Ledger,
    candidates: Vec<Candidate>,
    article: u32,
    frame: Frame,
    topic: Topic,
    /// The figures of the last sentence: metric and what narrows it.
    said: Vec<(u16, String)>,
    /// The paragraph is about a firm: a sentence began with its name, and the zone has not come back.
    firm: bool,
    /// The number that somebody asks about.
    watched: Option<Span>,
    /// What was seen of it.
    seen: Vec<Seen>,
}

impl Reader<'_> {
    /// Reads a block; `below` is the first sentence of the next one.
    fn block(&mut self, block: &Block, passages: &[Passage<'_, '_>], below: Option<&Passage<'_, '_>>) {
        match block.kind {
            BlockKind::Boilerplate | BlockKind::Byline => self.note_block(passages, Disposition::Boilerplate),
            BlockKind::Table => table::read(self, block),
            kind => {
                if !passages.first().is_some_and(goes_on) {
                    self.topic = below.filter(|_| passage::lone_figure(passages)).and_then(caption).unwrap_or_default();
                    self.said.clear();
                }
                // A quotation goes on about the firm of the paragraph before.
                self.firm &= self.source.text.text()[block.range()].trim_start().starts_with('“');
                if kind == BlockKind::Paragraph {
                    self.frame.paragraph();
                }
                self.frame.opens(passages.first().map(|first| &first.tokens), self.vocab);
                let spoken = spoken_by_firm(passages);
                for (index, passage) in passages.iter().enumerate() {
                    self.firm |= spoken.iter().any(|spoken| spoken.contains(&index));
                    self.sentence(passage, kind, block.level);
                }
            }
        }
    }

    /// Reads one sentence.
    fn sentence(&mut self, Passage { text, tokens }: &Passage<'_, '_>, kind: BlockKind, level: u8) {
        let text = *text;
        match kind {
            BlockKind::Title => self.frame.title(tokens, text, self.vocab),
            BlockKind::Heading => self.frame.heading(level, tokens, text, self.vocab),
            // “十五五”时期要努力实现以下主要目标。 heads the paragraphs below it.
            BlockKind::Paragraph if passage::announces_aims(text, tokens) => {
                self.frame.heading(AIMS_HEADING, tokens, text, self.vocab);
            }
            // (二)主要目标。 stands as an entry of a list, but heads what follows.
            BlockKind::ListItem if tokens.quantities.is_empty() && text.text().chars().count() <= MAX_HEADING => {
                self.frame.heading(LIST_HEADING, tokens, text, self.vocab);
            }
            _ => {}
        }
        self.frame.sentence(tokens, self.vocab);
        let scopes = self.figures(tokens, text, text.text());
        if let Some(topic) = announced(tokens) {
            self.topic = topic;
        }
        // 杨凌某某制药有限公司: a zone before the firm is part of its name.
        let firm = tokens.opening_firm();
        self.firm = (self.firm || firm.is_some()) && !tokens.tokens[firm.unwrap_or(0)..].iter().any(Token::is_zone);
        if !matches!(kind, BlockKind::Title | BlockKind::Heading) {
            self.frame.carry(tokens, &scopes, text, self.vocab);
        }
    }

    /// Asks the families about each quantity of a sentence, which the tables print as `shown`; returns the words that named scopes,
    /// not subjects.
    fn figures(&mut self, tokens: &Tokens<'_, '_>, text: MappedStr<'_>, shown: &str) -> Vec<usize> {
        let dealt = series::deal(tokens, self.vocab);
        let scopes = RefCell::new(Vec::new());
        // 其中 goes on about what the sentence before it counted.
        let of_which = tokens.tokens.first().is_some_and(|first| first.cue(Cue::OfWhich));
        let mut said = if of_which { std::mem::take(&mut self.said) } else { Vec::new() };
        self.note_all(tokens, text, Disposition::Date);
        for token in 0..tokens.tokens.len() {
            let Some(quantity) = tokens.tokens[token].quantity() else { continue };
            let view = View {
                vocab: self.vocab,
                tokens,
                token,
                quantity: &tokens.quantities[quantity],
                left: View::left_of(tokens, token),
                right: View::right_of(tokens, token),
                topic: &self.topic,
                dealt: dealt.get(&token),
                said: &said,
                industry: self.frame.industry(),
                framed: self.frame.framed(),
                firm: self.firm && !tokens.tokens[..token].iter().any(Token::is_subject),
                part: RefCell::default(),
                scopes: &scopes,
            };
            let known = scopes.borrow().len();
            let read = RULES.iter().find_map(|rule| match (rule.read)(&view) {
                Outcome::Pass => {
                    scopes.borrow_mut().truncate(known);
                    view.part.borrow_mut().clear();
                    None
                }
                outcome => Some((rule.id, outcome)),
            });
            let span = text.span(view.quantity.range.clone());
            let (mut topic, mut stated) = (None, None);
            let asked = self.watched.is_some_and(|watched| watched.start == span.start);
            let seen = asked.then(|| Seen::of(&view, read.as_ref().map(|(rule, _)| *rule)));
            let first = self.candidates.len();
            match read {
                Some((rule, Outcome::Take(figures))) => {
                    self.ledger.note(span, Some(view.quantity.number), Disposition::Observation);
                    if let Some(first) = figures.first() {
                        stated = Some((first.metric, first.segment.clone()));
                        // A count of zones sets the field of a rank; the sentence goes on about the rank.
                        if !self.vocab.has_role(first.metric, Role::Zones) {
                            topic = Some(view.topic_after(first));
                        }
                    }
                    for figure in figures {
                        let candidate = self.candidate(&view, figure, rule, &scopes.borrow(), text, shown);
                        self.candidates.push(candidate);
                    }
                }
                Some((_, Outcome::Aside(figure))) => {
                    self.ledger.note(span, Some(view.quantity.number), Disposition::NoMetric);
                    topic = Some(view.topic_after(&figure));
                }
                Some((_, Outcome::Drop(reason))) => {
                    self.ledger.note(span, Some(view.quantity.number), reason);
                    // What is said next is about the thing that this figure measures, which has no metric here.
                    // 人均地区生产总值39102元,折合5791美元,增长0.2%: a conversion changes nothing.
                    let converted = view.topic.metric.is_some() && view.quantity.is("money") && view.quantity.unit != "CNY";
                    if matches!(reason, Disposition::NoMetric | Disposition::EntityFigure) && !converted {
                        let unmeasured = view.topic.unmeasured || !view.left.is_empty() && !view.quantity.is("ratio");
                        topic = Some(Topic { unmeasured, ..Topic::default() });
                        // 不良贷款率0.8%,下降0.12个百分点: nor is it about what was said before.
                        if view.has(&[Cue::Drop]) {
                            said.clear();
                        }
                    }
                }
                Some((_, Outcome::Pass)) | None => self.ledger.note(span, Some(view.quantity.number), Disposition::Unparsed),
            }
            self.seen.extend(seen.map(|seen| Seen { candidates: self.candidates[first..].to_vec(), ..seen }));
            said.extend(stated);
            self.topic = topic.unwrap_or_else(|| std::mem::take(&mut self.topic));
        }
        self.said = said;
        scopes.into_inner()
    }

    fn candidate(
        &self,
        view: &View<'_, '_, '_>,
        figure: Figure,
        rule: &str,
        scopes: &[usize],
        text: MappedStr<'_>,
        shown: &str,
    ) -> Candidate {
        let quantity = view.quantity;
        let metric = self.vocab.metric(figure.metric);
        let mut subjects: Vec<_> = context::bracketed(view.tokens, view.token, text, self.vocab).into_iter().collect();
        subjects.extend(context::subjects(view.tokens, view.token, scopes, text, self.vocab));
        subjects.extend(self.frame.subjects().cloned());
        let mut times: Vec<TimeEvidence> = view.dealt.and_then(|dealt| dealt_time(view, dealt, text)).into_iter().collect();
        times.extend(context::times(view.tokens, view.token, text));
        times.extend(self.frame.times().cloned());
        // 甲、乙、丙产值分别为…: a series over places deals out its subjects.
        let within = |named: &usize| match figure.measure {
            Measure::Share => true,
            // 在全省、全市分别列第3位和第1位: fields.
            Measure::Rank | Measure::RankChange => {
                !context::meaning(view.tokens, *named, self.vocab).is_some_and(|meaning| context::is_one(&meaning))
            }
            _ => false,
        };
        let named = view.dealt.and_then(|dealt| dealt.named).filter(|named| !within(named));
        subjects.splice(0..0, named.and_then(|index| context::named(view.tokens, index, text, self.vocab)));
        // 在全国高新区中列第51位: the field of a rank is not whom it is about.
        if matches!(figure.measure, Measure::Rank | Measure::RankChange) {
            subjects.retain(|evidence| {
                !context::several(&evidence.meaning) && !["zones:CN", "nation:CN"].contains(&&*evidence.meaning)
            });
        }
        // 获湖北省技术发明奖6项: a place in the name of a prize gives it.
        if self.vocab.has_role(figure.metric, Role::Awards) {
            subjects.retain(|evidence| evidence.level != Level::Clause || !evidence.meaning.starts_with("place:"));
        }
        if self.vocab.has_role(figure.metric, Role::Zones) {
            subjects.insert(0, context::counted_zones(view, text, self.vocab));
        }
        let scale = figure.value.filter(|_| figure.measure == Measure::Growth && quantity.is("times"));
        // A share of a plan that was reached is a fact, though it names the plan.
        let own = context::status(view.tokens, view.token);
        let own = own.filter(|(status, _)| figure.measure != Measure::Completion || *status != Status::Target);
        let own = own.map(|(status, index)| (status, view.text(view.at(index).range.clone())));
        let (status, status_basis) =
            own.or_else(|| self.frame.status().map(|(status, words)| (*status, words.deref()))).unwrap_or((Status::Actual, ""));
        let part = view.part.borrow().clone();
        Candidate {
            number: self.ledger.key(text.span(quantity.range.clone())),
            article: self.article,
            sentence: shown.trim().to_owned(),
            metric_id: metric.metric_id.clone(),
            segment: if figure.aspect.is_empty() { figure.segment } else { figure.aspect },
            measure: figure.measure,
            value: figure.value.unwrap_or(quantity.value),
            value_high: quantity.high,
            unit: figure
                .unit
                .or_else(|| (!quantity.unit.is_empty()).then(|| quantity.unit.to_owned()))
                .unwrap_or_else(|| metric.unit.clone()),
            precision: if scale.is_some() {
                quantity.precision.checked_mul(crate::model::Decimal::ONE_HUNDRED).unwrap_or(quantity.precision)
            } else {
                quantity.precision
            },
            bound: figure.bound.unwrap_or_else(|| view.bound()),
            status,
            status_by_heading: own.is_none(),
            status_basis: status_basis.to_owned(),
            scope: figure.scope,
            subarea: if part.is_empty() { narrower::opening(view.tokens, view.token).unwrap_or_default() } else { part },
            rule_id: rule.to_owned(),
            times: if figure.undated { Vec::new() } else { times },
            base: match figure.measure {
                // 比2010年增长114%,年均增长21%: the average runs over the same years.
                Measure::GrowthAvg => context::base(view.tokens, &(0..view.token)),
                measure if compares(measure) => context::base(view.tokens, &view.left),
                _ => None,
            },
            subjects,
            sums: sums(view, figure.metric, figure.measure),
            stock: (metric.stock || held(view, figure.metric)) && matches!(figure.measure, Measure::Level | Measure::Share),
            undated: figure.undated,
        }
    }

    /// Enters the numbers of a block that is not read.
    fn note_block(&mut self, passages: &[Passage<'_, '_>], fate: Disposition) {
        for Passage { text, tokens } in passages {
            self.note_all(tokens, *text, fate);
        }
    }

    /// Enters numbers that no rule is asked about: times with the given fate, numbers in names as labels; of a block that is not
    /// read, every number with its fate.
    fn note_all(&mut self, tokens: &Tokens<'_, '_>, text: MappedStr<'_>, fate: Disposition) {
        let unread = fate != Disposition::Date;
        for time in tokens.tokens.iter().filter_map(|token| token.time().map(|_| token.range.clone())) {
            if tokens.text[time.clone()].contains(|c: char| c.is_ascii_digit())
                || number::number(&tokens.text[time.clone()], self.vocab).is_some()
            {
                self.ledger.note(text.span(time), None, fate);
            }
        }
        for range in &tokens.inner_numbers {
            let fate = if unread { fate } else { Disposition::Label };
            self.ledger.note(text.span(range.clone()), tokens.text[range.clone()].parse().ok(), fate);
        }
        if unread {
            for quantity in &tokens.quantities {
                self.ledger.note(text.span(quantity.range.clone()), Some(quantity.number), fate);
            }
        }
    }
}

/// True for what is said against a base.
fn compares(measure: Measure) -> bool {
    matches!(measure, Measure::Increase | Measure::Growth | Measure::PointChange | Measure::Multiple | Measure::RankChange)
}

/// The metric that a short sentence without figures announces: 再看营业收入。
fn announced(tokens: &Tokens<'_, '_>) -> Option<Topic> {
    let short = tokens.quantities.is_empty() && tokens.text.chars().count() <= MAX_TOPIC;
    let last = tokens.tokens.iter().rposition(|token| token.mark().is_none()).filter(|_| short)?;
    let (metric, own) = tokens.tokens[last].metrics().next()?;
    let segment = narrower::alone(tokens, 0..last) + own;
    Some(Topic { metric: Some(metric), segment, ..Topic::default() })
}

/// The metric that a line without figures names for the lone figure above it: 13.9%, and below it 规上工业增加值增速.
fn caption(below: &Passage<'_, '_>) -> Option<Topic> {
    let Passage { tokens, .. } = below;
    let short = !tokens.tokens.iter().any(|token| tokens.is_figure(token)) && tokens.text.chars().count() <= MAX_HEADING;
    let index = tokens.tokens.iter().position(Token::is_metric).filter(|_| short)?;
    let (metric, own) = tokens.tokens[index].metrics().next()?;
    let grew = tokens.tokens.iter().any(|token| token.any(&[Cue::Rate, Cue::FallRate]));
    let segment = narrower::before(tokens, 0, index, false) + own;
    Some(Topic { metric: Some(metric), segment, measure: grew.then_some(Measure::Growth), ..Topic::default() })
}

/// True for rights that somebody holds, however they came year by year: 拥有授权专利330余件.
fn held(view: &View<'_, '_, '_>, metric: u16) -> bool {
    let words = view.vocab.label_words("held");
    let verb = view.left.clone().find(|index| words.iter().any(|word| *word == view.text(view.at(*index).range.clone())));
    view.vocab.metric(metric).group == "innovation" && view.vocab.measures(metric) == "number" && verb.is_some()
}

/// True for a figure that several years can have summed up: 五年累计完成投资2035亿元, not 五年来生产总值突破1000亿元, 占全市的14%.
fn sums(view: &View<'_, '_, '_>, metric: u16, measure: Measure) -> bool {
    let total = |tokens: Range<usize>| view.tokens.tokens[tokens].iter().any(|token| token.cue(Cue::Total));
    let words = || view.left.clone().next_back().map(|last| view.text(view.at(last).range.clone()));
    let named = || words().is_some_and(|last| view.vocab.label_words("reached").iter().any(|word| word == last));
    let reached = || view.has(&[Cue::To, Cue::Over]) || named();
    let traits = view.vocab.metric_traits(metric);
    match measure {
        Measure::Level if traits.stock => total(view.left.clone()),
        Measure::Level => traits.counts_gains || total(0..view.token) || !reached(),
        Measure::Share => total(0..view.token),
        Measure::Rank | Measure::Multiple | Measure::PointChange => false,
        _ => true,
    }
}

/// The time that a series over years dealt to the figure.
fn dealt_time(view: &View<'_, '_, '_>, dealt: &Dealt, text: MappedStr<'_>) -> Option<TimeEvidence> {
    let meaning = dealt.time.clone()?;
    let words = meaning.year.map(|year| year.to_string()).unwrap_or_default().into();
    Some(TimeEvidence { level: Level::Clause, words, meaning, span: text.span(view.quantity.range.clone()) })
}
