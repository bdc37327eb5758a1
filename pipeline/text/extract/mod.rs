//! The `extract` stage: from a cleaned document to candidate observations, and a fate for every number.
//!
//! A sentence becomes mentions (`token`), a series is dealt out (`series`), and each quantity is asked of the families of
//! sentences (`rules`). Whom and when a figure is about is only gathered here, as evidence; `resolve` decides.

mod candidate;
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

use std::cell::RefCell;

use crate::model::{
    Block, BlockKind, Candidate, Date, Disposition, Document, MappedStr, Measure, Observed, Span, Staged, TimeEvidence,
};
use crate::vocab::{Cue, Narrower, Role, Vocab};

use context::Subjects;
use frame::Frame;
use ledger::Ledger;
use passage::{Passage, announced, caption, goes_on, lone_figure, passages, printed_twice, spoken_by_firm};
use rules::RULES;
pub use seen::{Meant, Mention, Seen};
use token::{Token, Tokens};
use view::{Figure, Outcome, Said, Topic, View};

/// Longest entry of a list, in characters, that may head what follows.
const MAX_HEADING: usize = 24;
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
        published: None,
        lately: RefCell::default(),
        frame: Frame::default(),
        topic: Topic::default(),
        said: Vec::new(),
        firm: false,
        spoken: false,
        watched,
        seen: Vec::new(),
    };
    let mut articles = Vec::new();
    for (article, index) in document.articles.iter().zip(0..) {
        reader.article = index;
        let mut blocks: Vec<_> = article.blocks.iter().map(|block| passages(block, &document, vocab)).collect();
        passage::narrate(&mut blocks);
        reader.candidates.reserve(blocks.iter().flatten().map(|passage| passage.tokens.quantities.len()).sum());
        let published = article.published.or(document.head.published);
        reader.published = published;
        let published = published.map(|date| date.year());
        let surveyed = survey::article(article, &blocks, published, vocab);
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
    document.dropped.iter().for_each(|span| reader.ledger.note(*span, None, Disposition::Boilerplate));
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
    /// The day on which the article was published.
    published: Option<Date>,
    /// The words of the block that tell of the days before.
    lately: RefCell<Option<TimeEvidence>>,
    frame: Frame,
    topic: Topic,
    /// The figures of the last sentence.
    said: Vec<Said>,
    /// The paragraph is about a firm: a sentence began with its name, and the zone has not come back.
    firm: bool,
    /// A firm's people speak.
    spoken: bool,
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
                self.lately.take();
                if !passages.first().is_some_and(|first| goes_on(first, self.topic.metric, self.vocab)) {
                    // 9.8%, and below it 规上工业增加值增速, and below that 居全市第1位.
                    let label = || passages.first().filter(|label| passages.len() == 1 && label.tokens.quantities.is_empty());
                    let named = below.filter(|_| lone_figure(passages)).or_else(label);
                    self.topic = named.and_then(caption).unwrap_or_default();
                    let recalls = passages.first().is_some_and(|first| series::recalls(&first.tokens).is_some());
                    self.said.retain(|_| recalls);
                }
                // A quotation goes on about the firm of the paragraph before.
                self.firm &= self.source.text.text()[block.range()].trim_start().starts_with('“');
                if kind == BlockKind::Paragraph {
                    self.frame.paragraph();
                }
                self.frame.opens(passages.first().map(|first| &first.tokens), self.vocab);
                let spoken = spoken_by_firm(passages, self.vocab);
                for (index, passage) in passages.iter().enumerate() {
                    self.spoken = spoken.iter().any(|spoken| spoken.contains(&index));
                    self.firm |= self.spoken;
                    self.sentence(passage, kind, block.level, index == 0);
                }
            }
        }
    }

    /// Reads one sentence; `opens` where its block begins with it.
    fn sentence(&mut self, Passage { text, tokens }: &Passage<'_, '_>, kind: BlockKind, level: u8, opens: bool) {
        let text = *text;
        match kind {
            BlockKind::Title => self.frame.title(tokens, text, self.vocab),
            BlockKind::Heading => self.frame.heading(level, tokens, text, self.vocab),
            // “十五五”时期要努力实现以下主要目标。 heads the paragraphs below it.
            // So does one that ends an entry of a list: (二)…。到2025年,实现以下目标:
            BlockKind::Paragraph | BlockKind::ListItem
                if passage::announces_aims(text, tokens)
                    && (kind == BlockKind::Paragraph || text.text().trim_end().ends_with(':')) =>
            {
                self.frame.heading(AIMS_HEADING, tokens, text, self.vocab);
            }
            // (二)主要目标。 stands as an entry of a list, but heads what follows.
            BlockKind::ListItem if opens && tokens.quantities.is_empty() && text.text().chars().nth(MAX_HEADING).is_none() => {
                self.frame.heading(LIST_HEADING, tokens, text, self.vocab);
            }
            _ => {}
        }
        self.frame.sentence(tokens, self.vocab);
        // 机床制造业紧随其后: a sentence that an industry opens goes back to the zone.
        let firm = tokens.opening_firm(self.vocab);
        let industry = tokens.tokens.first().filter(|first| first.narrower() == Some(Narrower::Industry) && firm.is_none());
        self.firm &= !industry.is_some_and(|first| tokens.text[..first.range.start].trim().is_empty());
        let subjects = Subjects::of(tokens, text, self.vocab);
        let scopes = self.figures(tokens, &subjects, text, text.text());
        if let Some(topic) = announced(tokens) {
            self.topic = topic;
        }
        // 杨凌某某制药有限公司: a zone before the firm is part of its name.
        self.firm = (self.firm || firm.is_some()) && !tokens.tokens[firm.unwrap_or(0)..].iter().any(Token::is_zone);
        // 像某某光能这样的企业,在高新区还有很多。: what follows is told of such ones.
        self.firm |= tokens.quantities.is_empty() && self.vocab.label_in("such_firms", tokens.text);
        if !matches!(kind, BlockKind::Title | BlockKind::Heading) {
            self.frame.carry(tokens, &subjects, &scopes, text, self.vocab);
        }
    }

    /// Asks the families about each quantity of a sentence, which the tables print as `shown`; returns the words that named scopes,
    /// not subjects.
    fn figures(&mut self, tokens: &Tokens<'_, '_>, subjects: &Subjects, text: MappedStr<'_>, shown: &str) -> Vec<usize> {
        let dealt = series::deal(tokens, self.vocab);
        let scopes = RefCell::new(Vec::new());
        // 其中 goes on about what the sentence before it counted.
        let of_which = tokens.tokens.first().is_some_and(|first| first.cue(Cue::OfWhich));
        // 三项增速均列第一: so does a number of what it stated.
        let summed = || {
            let counted = tokens.tokens.first().filter(|first| first.quantity().is_some());
            let behind = counted.map_or("", |first| &tokens.text[first.range.end..]);
            self.vocab.label_starts("indicators", behind)
        };
        let mut said = if of_which || summed() { std::mem::take(&mut self.said) } else { Vec::new() };
        // 上述指标依次为612亿元、431亿元: so do words for all that it stated, in order.
        if series::recalls(tokens).is_some() {
            said = std::mem::take(&mut self.said);
            said.retain(|said| said.measure == Measure::Level);
        }
        self.note_all(tokens, text, Disposition::Date);
        let mut brackets: Vec<Topic> = Vec::new();
        for token in 0..tokens.tokens.len() {
            match tokens.tokens[token].mark() {
                Some('(') => brackets.push(self.topic.clone()),
                // 收入10.3亿元(其中国税6.1亿元),增长8%: what stands behind brackets goes on from before them.
                Some(')') if let Some(before) = brackets.pop() => {
                    let inside = self.topic.token > before.token;
                    if inside
                        && before.metric.is_some()
                        && tokens.tokens.get(token + 1).is_some_and(|next| next.mark() == Some(','))
                    {
                        self.topic = Topic { token, ..before };
                    }
                }
                _ => {}
            }
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
                spoken: self.spoken,
                part: RefCell::default(),
                subjects,
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
                        let Figure { metric, measure, .. } = *first;
                        stated = Some(Said { metric, segment: first.segment.clone(), measure, token });
                        // A count of zones sets the field of a rank; the sentence goes on about the rank.
                        // 打造百亿元级生物医药产业,营业收入突破…: nor does it go on about the size that an industry is to have.
                        let aside = self.vocab.has_role(first.metric, Role::ClusterOutput) && view.is_scale();
                        if !aside && (first.measure == Measure::Rank || !self.vocab.has_role(first.metric, Role::Zones)) {
                            topic = Some(view.topic_after(first));
                        }
                    }
                    for (named, figure) in view.shared_out(figures) {
                        let candidate = self.candidate(&view, figure, named, rule, text, shown);
                        self.candidates.push(candidate);
                    }
                }
                Some((_, Outcome::Aside(figure))) => {
                    self.ledger.note(span, Some(view.quantity.number), Disposition::NoMetric);
                    topic = Some(view.topic_after(&figure));
                }
                Some((_, Outcome::Drop(reason))) => {
                    self.ledger.note(span, Some(view.quantity.number), reason);
                    // 研发投入强度高出全国2.1个百分点,达到4.6%: what was set against others is spoken of.
                    let measured = |metric: u16| self.vocab.measures(metric) == "ratio";
                    if reason == Disposition::Comparison
                        && let Some((metric, segment)) = view.named(view.left.clone(), measured)
                    {
                        topic = Some(Topic { metric: Some(metric), segment, token, ..Topic::default() });
                    }
                    // What is said next is about the thing that this figure measures, which has no metric here.
                    // 人均地区生产总值39102元,折合5791美元,增长0.2%: a conversion changes nothing.
                    let converted = view.topic.metric.is_some() && view.quantity.is("money") && view.quantity.unit != "CNY";
                    if matches!(reason, Disposition::NoMetric | Disposition::EntityFigure) && !converted {
                        let unmeasured = view.topic.unmeasured || !view.left.is_empty() && !view.quantity.is("ratio");
                        let firm = reason == Disposition::EntityFigure || view.topic.firm;
                        topic = Some(Topic { unmeasured, firm, ..Topic::default() });
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
        said.iter_mut().for_each(|said| said.token = 0);
        self.said = said;
        scopes.into_inner()
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
