//! Whether a figure has happened, is expected or is aimed at, by the words of its sentence.

use super::super::token::{Token, Tokens};
use super::{based, group};
use crate::model::Status;
use crate::vocab::{Cue, CueSet, Vocab};

/// True when nothing unlisted stands right before the word: 今年计划新增, but not 英才计划.
fn opens(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let token = &tokens.tokens[index];
    match index.checked_sub(1).map(|at| &tokens.tokens[at]) {
        Some(before) => {
            let head = before.mark().is_some()
                || before.time().is_some()
                || before.is_subject()
                || before.any(&[Cue::AllWord, Cue::Light, Cue::TargetHeading]);
            // 即全年计划…: one character more says nothing.
            head && tokens.text[before.range.end..token.range.start].trim().chars().count() <= 1
        }
        None => tokens.text[..token.range.start].trim().chars().count() <= 1,
    }
}

/// True for a word that ends a name which no list knows: “海纳”英才计划54人.
fn ends_name(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let token = &tokens.tokens[index];
    let floor = index.checked_sub(1).map_or(0, |before| tokens.tokens[before].range.end);
    let named =
        tokens.text[floor..token.range.start].ends_with(char::is_alphabetic) || tokens.text[..token.range.start].ends_with('”');
    token.narrower().is_some() && named
}

/// 争取上级资金2亿元: what is asked of those above has been granted, as far as the word goes.
fn asks(words: &str, vocab: &Vocab) -> bool {
    let asked = vocab.label_words("asks").iter().filter_map(|ask| words.strip_prefix(ask.as_str()));
    let givers = vocab.label_words("givers");
    asked.into_iter().any(|of| givers.iter().any(|giver| of.starts_with(giver.as_str())))
}

/// 完成年计划71亿元的89.4%: the word for the plan that the amount at a token is of, where a part of it has been done.
pub(in super::super) fn plan_of(tokens: &Tokens<'_, '_>, at: usize) -> Option<usize> {
    let planned = |index: &usize| tokens.tokens[*index].any(&[Cue::Completion, Cue::Target, Cue::TargetWeak]);
    let plan = at.checked_sub(1).filter(planned)?;
    let of = tokens.tokens.get(at + 1).is_some_and(|of| of.cue(Cue::Attributive));
    (tokens.tokens[plan].range.end == tokens.tokens[at].range.start && of && is_ratio(tokens, at + 2)).then_some(plan)
}

/// True for a percentage.
fn is_ratio(tokens: &Tokens<'_, '_>, at: usize) -> bool {
    tokens.tokens.get(at).and_then(|token| token.quantity()).is_some_and(|at| tokens.quantities[at].is("ratio"))
}

/// The word for an aim that 的 ties to a list of figures, which the one at a token is of.
fn closing_aim(tokens: &Tokens<'_, '_>, at: usize) -> Option<usize> {
    let joins = |token: &Token<'_>| token.mark() == Some('、') || token.cue(Cue::Joint);
    let next = tokens.tokens[at + 1..].iter().find(|token| !token.cue(Cue::OverAfter))?;
    let of = |index: &usize| {
        let [of, aim] = &tokens.tokens[*index..*index + 2] else { return false };
        of.cue(Cue::Attributive) && aim.any(&[Cue::Target, Cue::TargetWeak]) && of.range.end == aim.range.start
    };
    let clause =
        (at + 1..tokens.tokens.len() - 1).take_while(|index| tokens.tokens[*index].mark().is_none_or(|mark| mark == '、'));
    clause.into_iter().find(of).map(|of| of + 1).filter(|_| joins(next))
}

/// Whether the figure at a token has happened, by the nearest word that tells in its sentence; none where it has no such word.
pub(in super::super) fn status(tokens: &Tokens<'_, '_>, at: usize, vocab: &Vocab) -> Option<(Status, usize)> {
    let start = group(tokens, at);
    let aim = |index: usize| tokens.tokens.get(index).is_some_and(|t| t.any(&[Cue::Target, Cue::TargetWeak]));
    let of = |index: usize| tokens.tokens.get(index).is_some_and(|t| t.cue(Cue::Attributive));
    // 提前完成产值1250亿元的目标, 完成下达的120亿元目标.
    if aim(at + 1) && tokens.tokens[at + 1].range.start == tokens.tokens[at].range.end {
        return Some((Status::Target, at + 1));
    }
    // 年初预期14%的增长目标: of a rate.
    let rate = |index: usize| tokens.tokens.get(index).is_some_and(|t| t.any(&[Cue::Up, Cue::Rate]));
    if of(at + 1) && rate(at + 2) && aim(at + 3) && tokens.tokens[at + 1].range.start == tokens.tokens[at].range.end {
        return Some((Status::Target, at + 3));
    }
    if of(at + 1) && aim(at + 2) && tokens.tokens[at + 1].range.start == tokens.tokens[at].range.end {
        return Some((Status::Target, at + 2));
    }
    // 增长6%、税收增长9%的目标不变: the aim of all that the list before it states.
    if let Some(aimed) = closing_aim(tokens, at) {
        return Some((Status::Target, aimed));
    }
    // 收入保360亿、争380亿: a verb of one character.
    if at > 0 && vocab.label_ends("aims_at", &tokens.text[..tokens.tokens[at].range.start]) {
        return Some((Status::Target, at - 1));
    }
    // 完成年度计划(385亿元)的48.5%: what the plan is.
    let plan = at.checked_sub(2).filter(|plan| {
        tokens.tokens[plan + 1].mark() == Some('(') && tokens.tokens[*plan].any(&[Cue::Completion, Cue::Target, Cue::TargetWeak])
    });
    if let Some(plan) = plan.filter(|_| tokens.tokens.get(at + 1).is_some_and(|next| next.mark() == Some(')'))) {
        return Some((Status::Target, plan));
    }
    // 完成年计划71亿元的89.4%: or without brackets.
    if let Some(plan) = plan_of(tokens, at) {
        return Some((Status::Target, plan));
    }
    if let Some(base) = based(tokens, at) {
        return Some((Status::Actual, base));
    }
    let mut crossed = 0;
    // 提出了提质提速的奋斗目标,1月份完成…: the phrase that 的目标 closes says nothing of the clauses behind it.
    let mut closed = false;
    let telling = [Cue::Target, Cue::TargetWeak, Cue::TargetNear, Cue::TargetHeading, Cue::Estimate, Cue::Running, Cue::Actual];
    let telling = CueSet::of(&telling);
    let as_of = vocab.label_words("as_of");
    for index in (0..at).rev() {
        let token = &tokens.tokens[index];
        if !(token.among(telling) || token.mark() == Some(',') || token.time().is_some() || token.until()) {
            continue;
        }
        let ends = tokens.tokens.get(index + 1).is_some_and(|t| t.mark() == Some(','));
        // 今年的目标很明确,…: a clause that says how clear it is opens what follows.
        let named = || vocab.label_ends("aims", &tokens.text[token.range.clone()]);
        closed = closed && token.mark() != Some(',') || aim(index) && ends && named() && index.checked_sub(1).is_some_and(of);
        if closed {
            continue;
        }
        // 主要目标是…;…;…: only what the whole sentence aims at reaches over a semicolon.
        if index < start {
            let opens = || tokens.tokens[..index].iter().all(|t| t.quantity().is_none());
            if token.cue(Cue::Target) && opens() {
                return Some((Status::Target, index));
            }
            let place = || tokens.tokens[at].quantity().is_some_and(|quantity| tokens.quantities[quantity].is("rank"));
            // 预计全年…;1-11月,营业收入428亿元: a part of a year of its own has passed.
            let own = || {
                let part = |t: &Token<'_>| t.time().is_some_and(|time| tokens.times[time].meaning.part.starts_with("ytd"));
                tokens.tokens[start..at].iter().any(part)
            };
            if token.cue(Cue::Estimate) && opens() && !place() && !own() {
                return Some((Status::Estimate, index));
            }
            if token.cue(Cue::Actual) {
                return None;
            }
            continue;
        }
        crossed += usize::from(token.mark() == Some(','));
        let word = || tokens.text[token.range.clone()].chars().count();
        // 完成全年计划的80%: a plan that was fulfilled.
        let fulfilled = || index > 0 && tokens.tokens[index - 1].any(&[Cue::Light, Cue::Done, Cue::Share, Cue::AllWord]);
        // 完成年计划71亿元的89.4%,增长2%: nor does one whose amount was just told.
        let told = || index + 1 < at && plan_of(tokens, index + 1).is_some();
        if token.cue(Cue::Completion) && fulfilled() || told() {
            continue;
        }
        // 研发投入占比预计达到4.6%,万人发明专利31.7件: inside its clause, it says nothing of the next metric.
        let inside = || {
            let mut clauses = tokens.tokens[index + 1..at].rsplitn(2, |t| t.mark() == Some(','));
            let named = clauses.next().is_some_and(|own| own.iter().any(Token::is_metric));
            let stated = clauses.next().is_some_and(|before| before.iter().any(|t| t.quantity().is_some()));
            named && stated && !opens(tokens, index)
        };
        // 投产后年产值可达120亿元: what projects are to bring.
        if token.cue(Cue::Running) || token.cue(Cue::Estimate) && !(crossed > 0 && inside()) {
            return Some((Status::Estimate, index));
        }
        let gains = |t: &Token<'_>| {
            t.any(&[Cue::Gain, Cue::Deed]) || t.metrics().any(|(metric, _)| vocab.metric_traits(metric).counts_gains)
        };
        // 全区将新开工项目38个,竣工25个: what is to be done before a gain is the first of what is to be done.
        let lists = || index + 1 < at && gains(&tokens.tokens[index + 1]);
        let near = || word() > 1 || crossed == 0 || lists();
        let weak = token.cue(Cue::TargetNear) && crossed == 0 || token.cue(Cue::TargetWeak) && near();
        // 全年GDP目标730亿元: right before the figure; but 将100家企业列为重点 does something with it.
        let touches = index + 1 == at && token.range.end == tokens.tokens[at].range.start;
        if touches && token.cue(Cue::Stop) {
            continue;
        }
        let touches = touches && token.cue(Cue::TargetWeak) && !ends_name(tokens, index);
        // 将审批时限由45天压缩至12天: the word stands before what is changed, not before what is to be: 将新开工项目38个.
        let takes = || {
            let changes = [Cue::From, Cue::To, Cue::Up, Cue::Down];
            // 将企业120家纳入名单: the verb may stand behind the figure.
            let goes_on = || {
                crossed == 0
                    && !gains(&tokens.tokens[index + 1])
                    && tokens.text[tokens.tokens[at].range.end..].starts_with(char::is_alphanumeric)
            };
            vocab.label_is("object_markers", &tokens.text[token.range.clone()])
                && tokens.tokens[index + 1].range.start == token.range.end
                && (tokens.tokens[index + 1].is_metric() || tokens.tokens[index + 1].narrower().is_some())
                && !tokens.tokens[index + 1].any(&[Cue::Gain, Cue::Light, Cue::Deed])
                && (tokens.tokens[index + 1..at].iter().any(|t| t.any(&changes)) || goes_on())
        };
        // 财政每年安排1亿元: what is done every year.
        let habit = || vocab.label_ends("every_year", &tokens.text[..token.range.start]);
        if weak && (takes() || habit()) {
            continue;
        }
        if token.cue(Cue::Target) && asks(&tokens.text[token.range.start..], vocab) {
            continue;
        }
        // 主要预期目标是:生产总值增长6%: the word for a heading of aims, where the sentence says what they are.
        let next = &tokens.text[token.range.end..];
        let named = token.cue(Cue::TargetHeading) && vocab.label_starts("are", next);
        if token.cue(Cue::Target) || touches || named || weak && opens(tokens, index) {
            // 预计…将达600家: the expectation outweighs the verb behind it; not so that of a clause before, 推动预计投产的项目…,确保….
            let clause = tokens.tokens[..index].iter().rposition(|token| token.mark() == Some(',')).unwrap_or(0).max(start);
            let open =
                |at: usize| tokens.tokens[at + 1..index].iter().all(|token| token.mark().is_some() || token.time().is_some());
            let expects = |at: &usize| tokens.tokens[*at].cue(Cue::Estimate) && (*at >= clause || open(*at));
            let expected = (start..index).find(expects);
            return Some(expected.map_or((Status::Target, index), |index| (Status::Estimate, index)));
        }
        // 截至2020年底,全省共有国家高新区8个: what is counted up to a day is there, whatever the heading aims at.
        let words = &tokens.text[token.range.clone()];
        let dated = token.time().is_some_and(|time| tokens.times[time].meaning.stock_month.is_some());
        let counted = |as_of: &String| words == *as_of || dated && words.starts_with(as_of.as_str());
        if (dated || token.until()) && as_of.iter().any(counted) {
            return Some((Status::Actual, index));
        }
        // 到2010年收入过600亿元,专利申请去年是318件: what its own clause dates to a year before has happened.
        let past = |time: usize| tokens.times[time].meaning.offset.is_some_and(|offset| offset < 0) && !tokens.times[time].base;
        if crossed == 0 && token.time().is_some_and(past) {
            return Some((Status::Actual, index));
        }
        if token.cue(Cue::Actual) && word() > 0 && crossed <= 1 || token.time().is_some_and(|time| tokens.times[time].meaning.now)
        {
            return Some((Status::Actual, index));
        }
    }
    None
}
