//! Series: `A、B、C分别增长1%、2%、3%` deals its items out to its figures in order.

mod items;

use std::collections::BTreeMap;

use super::context;
use super::token::{Token, Tokens};
use super::view::{Dealt, View};
use crate::model::TimeMeaning;
use crate::vocab::{Cue, Narrower, Role, Sense, Vocab};

pub(super) use items::each;
use items::items;

/// True for a name that no list knows in a series that goes on from an industry, and does not say that its items are parts of it (其中): a
/// firm's.
pub(super) fn unknown(view: &View<'_, '_, '_>, dealt: &Dealt) -> bool {
    let listed = |words: &str| {
        let mut hits = view.vocab.lexicon.find(words);
        hits.any(|hit| hit.senses.iter().any(|sense| matches!(sense, Sense::Narrower(_))))
    };
    let named = dealt.metric.is_none() && dealt.echo.is_none() && !dealt.segment.is_empty();
    let parts = view.tokens.tokens[..view.token].iter().any(|token| token.cue(Cue::OfWhich));
    named && !parts && !listed(&dealt.segment) && listed(&view.topic.segment)
}

/// For each quantity token that a series deals to: what it was dealt.
pub(super) fn deal(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> BTreeMap<usize, Dealt> {
    let mut dealt = BTreeMap::new();
    let mut last: Vec<Dealt> = Vec::new();
    if tokens.quantities.len() < 2 {
        return dealt;
    }
    let words = if tokens.may_have(&[Cue::Respectively]) { tokens.tokens.as_slice() } else { &[] };
    // 这三个数字分别变成…: what stands for them says what is dealt out, not 分别.
    let again = recalls(tokens).and_then(|at| Some((at, mixed(tokens, at).into_iter().next()?)));
    let own = |index: usize| again.as_ref().is_some_and(|(at, run)| (*at..run[0]).contains(&index));
    for (index, token) in words.iter().enumerate() {
        if token.cue(Cue::Respectively) && !own(index) {
            let runs = runs(tokens, index + 1);
            // 企业、从业人员分别达300家、2万人: figures of several kinds.
            let all = mixed(tokens, index + 1);
            // 收入、产值、企业分别达到1000亿元、800亿元、500家: or of several kinds, some of them alike.
            let more = runs
                .first()
                .zip(all.first())
                .is_some_and(|(alike, all)| all.len() > alike.len() && !items(tokens, index, all.len(), vocab).is_empty());
            let runs = if runs.is_empty() || more { all } else { runs };
            if let Some(run) = wholes(tokens, index).filter(|run| echoes(tokens, index, run.len())) {
                let echo = Dealt { echo: Some(run.len()), ..Dealt::default() };
                dealt.extend(run.into_iter().map(|at| (at, echo.clone())));
                continue;
            }
            let Some(first) = runs.first() else { continue };
            let mut items = items(tokens, index, first.len(), vocab);
            if items.is_empty() {
                items = parts(tokens, index, first.len(), vocab);
            }
            if items.is_empty() {
                items = scopes(tokens, index, first, vocab);
            }
            if items.is_empty() {
                items = years(tokens, index, first.len());
            }
            // 石化、装备三大集群分别集聚企业231家、338家: the metric behind the word is theirs, not the name of what they are.
            let one = items.first().and_then(|first| first.metric);
            let behind = (index + 1..first[0]).any(|at| tokens.tokens[at].is_metric());
            if behind && items.is_empty() && last.len() == first.len() {
                // …231家、338家、187家,2011年分别实现产值a、b、c: the same ones again.
                items.clone_from(&last);
            } else if behind && items.iter().all(|item| item.metric == one) {
                items.iter_mut().filter(|item| !item.segment.is_empty()).for_each(|item| item.metric = None);
            }
            if let Some(part) = part_of_each(tokens, index, first.len(), vocab) {
                items = vec![Dealt { echo: Some(first.len()), ..part }; first.len()];
            } else if items.is_empty() && echoes(tokens, index, first.len()) {
                items = vec![Dealt { echo: Some(first.len()), ..Dealt::default() }; first.len()];
            }
            for run in runs.iter().filter(|run| run.len() == items.len()) {
                dealt.extend(run.iter().copied().zip(items.iter().cloned()));
            }
            if behind {
                last = items;
            }
        }
    }
    // 上述指标依次为612亿元、431亿元,…: as many figures as the sentence before has stated.
    if let Some((_, run)) = again {
        let echo = vec![Dealt { echo: Some(run.len()), ..Dealt::default() }; run.len()];
        dealt.extend(run.into_iter().zip(echo));
    }
    for (run, items) in plain(tokens, vocab) {
        if run.iter().all(|index| !dealt.contains_key(index)) {
            dealt.extend(run.into_iter().zip(items));
        }
    }
    dealt
}

/// The token behind words for what the sentence before has stated: 上述指标依次为…, 这四个数变成了….
pub(super) fn recalls(tokens: &Tokens<'_, '_>) -> Option<usize> {
    if !tokens.may_have(&[Cue::Recalled]) {
        return None;
    }
    let words = tokens.tokens.iter().position(|token| token.cue(Cue::Recalled))?;
    // A time may stand before them, and nothing that states something.
    let states = |token: &Token<'_>| token.is_metric() || token.quantity().is_some() || token.narrower().is_some();
    // 2010年产值39亿元、税收4亿元;去年,这两个数字变成了…: or what the part of the sentence before has.
    let part = tokens.tokens[..words].iter().rposition(|token| token.mark() == Some(';')).map_or(0, |mark| mark + 1);
    (!tokens.tokens[part..words].iter().any(states)).then_some(words + 1)
}

/// 孵化器、众创空间13家和26家: figures that only 、 and 和 join, right behind as many metrics, need no word to deal them out.
fn plain(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Vec<(Vec<usize>, Vec<Dealt>)> {
    let mut found = Vec::new();
    let figure = |index: usize| tokens.tokens.get(index).and_then(|token| token.quantity()).map(|at| &tokens.quantities[at]);
    let joins = |index: usize| {
        let join = |token: &Token<'_>| token.mark() == Some('、') || token.cue(Cue::Joint);
        tokens.tokens.get(index).is_some_and(join) && tokens.tokens[index].range.start == tokens.tokens[index - 1].range.end
    };
    let mut index = 1;
    while index < tokens.tokens.len() {
        if tokens.tokens[index].quantity().is_none() {
            index += 1;
            continue;
        }
        let mut last = index;
        while let Some((one, next)) = figure(last).zip(figure(last + 2))
            && one.dimension == next.dimension
            && joins(last + 1)
        {
            last += 2;
        }
        if last == index {
            index += 1;
            continue;
        }
        let run: Vec<usize> = (index..=last).step_by(2).collect();
        let before = &tokens.tokens[index - 1];
        // 专利申请2.8万件,授权9254件,同比增长15%和16.4%: of the figures before, in order.
        let changes = before.any(&[Cue::Up, Cue::Down]) && before.range.end == tokens.tokens[index].range.start;
        if changes && echoes(tokens, index, run.len()) {
            found.push((run.clone(), vec![Dealt { echo: Some(run.len()), ..Dealt::default() }; run.len()]));
        }
        // 孵化器、众创空间分别为14家和11家,其中国家级4家和6家: of a level, of the figures before, in order.
        let level = before.narrower() == Some(Narrower::Level) && before.range.end == tokens.tokens[index].range.start;
        let of_which = index > 1 && tokens.tokens[index - 2].cue(Cue::OfWhich);
        if level && of_which && echoes(tokens, index, run.len()) {
            let segment = tokens.text[before.range.clone()].to_owned();
            found.push((run.clone(), vec![Dealt { echo: Some(run.len()), segment, ..Dealt::default() }; run.len()]));
        }
        let behind = tokens.tokens.get(last + 1).is_none_or(|next| next.mark().is_some() || !next.is_metric());
        // 工业投资、技改投资仍保持7.2%和11.5%的增速: a verb may stand between.
        let verbs = tokens.tokens[..index].iter().rev().take_while(|token| token.any(&[Cue::Light, Cue::Up, Cue::Rank])).count();
        let word = index - verbs;
        let tight = |at: usize| tokens.tokens[at - 1].range.end == tokens.tokens[at].range.start;
        if tokens.tokens[..word].last().is_some_and(Token::is_metric) && (word..=index).all(tight) && behind {
            let items = items(tokens, word, run.len(), vocab);
            if items.iter().all(|item| item.metric.is_some()) && !items.is_empty() {
                found.push((run, items));
            }
        }
        index = last + 1;
    }
    found
}

/// 申请4236件,授权2518件,其中发明专利分别为…: the part that the figures before, as many, have in common.
fn part_of_each(tokens: &Tokens<'_, '_>, word: usize, count: usize, vocab: &Vocab) -> Option<Dealt> {
    let metric = word.checked_sub(1).filter(|at| tokens.tokens[*at].is_metric())?;
    let of_which = metric.checked_sub(1).filter(|at| tokens.tokens[*at].cue(Cue::OfWhich))?;
    let inventions = |metric: u16| vocab.has_role(metric, Role::Inventions);
    let (kind, _) = tokens.tokens[metric].metrics().find(|(metric, _)| inventions(*metric))?;
    let figures = tokens.tokens[..of_which].iter().filter(|token| token.quantity().is_some()).count();
    let segment = tokens.text[tokens.tokens[metric].range.clone()].to_owned();
    (figures >= count).then(|| Dealt { metric: Some(kind), segment, ..Dealt::default() })
}

/// True when the items were figures themselves: 甲1亿元、乙2亿元,分别增长3%和4%; …,占全区工业增加值的比重分别为38%和61%.
fn echoes(tokens: &Tokens<'_, '_>, word: usize, count: usize) -> bool {
    let figures = tokens.tokens[..word].iter().filter(|t| t.quantity().is_some()).count();
    let last = tokens.tokens[..word].iter().rposition(|t| t.quantity().is_some()).unwrap_or(0);
    let mut own = tokens.tokens[last..word].iter().take_while(|token| !token.cue(Cue::Share));
    // 限上住宿、餐饮业营业额分别增长…: nor of a thing that no metric measures.
    figures >= count && !own.any(|token| token.is_metric() || token.cue(Cue::Drop))
}

/// One item for each part that a word before stands for at once: 城乡居民人均可支配收入分别增长a和b.
fn parts(tokens: &Tokens<'_, '_>, word: usize, count: usize, vocab: &Vocab) -> Vec<Dealt> {
    let open = tokens.tokens[..word].iter().rposition(|t| t.quantity().is_some() || t.mark().is_some()).map_or(0, |at| at + 1);
    let found = (open..word)
        .rev()
        .find_map(|index| tokens.tokens[index].parts().filter(|parts| parts.len() == count).map(|parts| (index, parts)));
    let Some((index, parts)) = found else { return Vec::new() };
    let named = (index + 1..word).rev().find_map(|at| tokens.tokens[at].metrics().next().map(|(metric, _)| metric));
    let item = |part: &str| {
        let (metric, segment) = named.map_or((None, part.to_owned()), |metric| {
            vocab.compound(part, metric).map_or((Some(metric), part.to_owned()), |(metric, rest)| (Some(metric), rest))
        });
        Dealt { metric, segment, ..Dealt::default() }
    };
    parts.iter().map(|part| item(part)).collect()
}

/// One item for each place behind the word: 分别占全市、全省的46%和31%.
fn scopes(tokens: &Tokens<'_, '_>, word: usize, figures: &[usize], vocab: &Vocab) -> Vec<Dealt> {
    let Some(share) = (word..figures[0]).find(|index| tokens.tokens[*index].cue(Cue::Share)) else { return Vec::new() };
    let named = |index: usize| Some(Dealt { scope: context::meaning(tokens, index, vocab)?.into_owned(), ..Dealt::default() });
    let items: Vec<Dealt> = (share + 1..figures[0]).filter_map(named).collect();
    if items.len() == figures.len() { items } else { Vec::new() }
}

/// One item for each year of the span before the word, when they are as many as the figures: 2006年至2009年,…分别增长a、b、c、d.
fn years(tokens: &Tokens<'_, '_>, word: usize, count: usize) -> Vec<Dealt> {
    let spans = |token: &Token<'_>| {
        let meaning = &tokens.times[token.time()?].meaning;
        let (from, to) = meaning.from.zip(meaning.year)?;
        (to - from + 1 == count as i32).then_some(from..=to)
    };
    let span = tokens.tokens[..word].iter().rposition(|token| spans(token).is_some());
    // 2018—2022年年均分别增长…: an average runs over all of them.
    let averaged = |span: &usize| tokens.tokens[*span..].iter().take_while(|t| !tokens.is_figure(t)).any(|t| t.cue(Cue::Average));
    let span = span.filter(|span| !averaged(span)).and_then(|span| spans(&tokens.tokens[span]));
    let year = |year: i32| Dealt { time: Some(TimeMeaning { year: Some(year), ..TimeMeaning::default() }), ..Dealt::default() };
    span.into_iter().flatten().map(year).collect()
}

/// The figures behind the word that only 、 and 和 join, whatever they measure.
fn mixed(tokens: &Tokens<'_, '_>, from: usize) -> Vec<Vec<usize>> {
    let figure = |index: usize| tokens.tokens.get(index).is_some_and(|token| token.quantity().is_some());
    let joins = |index: usize| tokens.tokens.get(index).is_some_and(|token| token.mark() == Some('、') || token.cue(Cue::Joint));
    let clause = (from..tokens.tokens.len()).take_while(|index| tokens.tokens[*index].mark().is_none());
    let Some(first) = clause.into_iter().find(|index| figure(*index)) else { return Vec::new() };
    let run: Vec<usize> =
        (first..).step_by(2).take_while(|index| figure(*index) && (*index == first || joins(index - 1))).collect();
    if run.len() > 1 { vec![run] } else { Vec::new() }
}

/// 分别占国内生产总值的12%、税收收入的11%: the parts behind the word, each of a metric that 的 ties to it.
fn wholes(tokens: &Tokens<'_, '_>, word: usize) -> Option<Vec<usize>> {
    let of = |at: usize| {
        let [metric, of, figure] = tokens.tokens.get(at..at + 3)? else { return None };
        let tight = metric.range.end == of.range.start && of.range.end == figure.range.start;
        let part = figure.quantity().is_some_and(|at| tokens.quantities[at].is("ratio"));
        (metric.is_metric() && of.cue(Cue::Attributive) && tight && part).then_some(at + 2)
    };
    let share = tokens.tokens.get(word + 1).filter(|share| share.cue(Cue::Share))?;
    let mut run = vec![of(word + 2).filter(|_| share.range.start == tokens.tokens[word].range.end)?];
    while let Some(last) = run.last().copied()
        && tokens.tokens.get(last + 1).is_some_and(|joint| joint.mark() == Some('、') || joint.cue(Cue::Joint))
        && let Some(next) = of(last + 2)
    {
        run.push(next);
    }
    (run.len() > 1).then_some(run)
}

/// Runs of figures of one dimension behind the word: the first, and those of later clauses that name no metric anew.
fn runs(tokens: &Tokens<'_, '_>, from: usize) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    let mut dimension: Option<&str> = None;
    for index in from..tokens.tokens.len() {
        let token = &tokens.tokens[index];
        if let Some(quantity) = token.quantity() {
            // 分别增长43.8%、1.5倍: both say how much it grew.
            let own = match tokens.quantities[quantity].dimension {
                "times" => "ratio",
                other => other,
            };
            if dimension.is_some_and(|dimension| dimension != own) {
                runs.push(Vec::new());
            }
            dimension = Some(own);
            if let Some(run) = runs.last_mut() {
                run.push(index);
            }
        } else if token.mark().is_some_and(|mark| ";。:".contains(mark)) || token.cue(Cue::Respectively) {
            break;
        } else if token.mark() == Some(',') && runs.last().is_some_and(|run| run.len() >= 2) {
            // A later clause goes on with the series only when it names nothing of its own.
            let next = tokens.tokens[index + 1..].iter().take_while(|t| t.quantity().is_none() && t.mark() != Some(','));
            if next.into_iter().any(|t| t.is_metric() || t.cue(Cue::OfWhich)) {
                break;
            }
            runs.push(Vec::new());
            dimension = None;
        } else if token.is_metric() && runs.last().is_some_and(|run| !run.is_empty()) {
            break;
        }
    }
    runs.retain(|run| run.len() >= 2);
    runs
}
