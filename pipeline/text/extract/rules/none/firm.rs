//! One firm or project in the words of its sentence: a name, a trade, an example, one picked out of many, one that runs.

use super::super::super::context;
use super::super::super::token::Token;
use super::super::super::view::View;
use super::{BARE_HEAD, LONGEST_FIRM, named};
use crate::model::Decimal;
use crate::vocab::{Cue, Role};

/// So many characters at most say where one firm is: 园内一家药企.
const WHERE: usize = 2;

/// True where the words before the figure tell that it is of one firm or project, or of each of some.
pub(super) fn is_about_one(view: &View<'_, '_, '_>) -> bool {
    listed_firms(view)
        || one_firm(view)
        || one_project(view)
        || in_production(view)
        || told_by_trade(view)
        || example(view)
        || led(view)
        || some_firm(view)
}

/// 总投资22亿元的铜箔三期项目,从签约到开工仅用了68天: the clause before introduces one project by what it costs.
fn one_project(view: &View<'_, '_, '_>) -> bool {
    let start = context::group(view.tokens, view.token);
    let clauses = view.tokens.tokens[start..view.token].iter().rposition(|token| token.mark() == Some(','));
    let Some(end) = clauses.map(|mark| start + mark) else { return false };
    let words = &view.tokens.tokens[start..end];
    let money = |token: &Token<'_>| token.quantity().is_some_and(|at| view.tokens.quantities[at].is("money"));
    let Some(cost) = words.iter().position(money).filter(|cost| words.get(cost + 1).is_some_and(|of| of.cue(Cue::Attributive)))
    else {
        return false;
    };
    let last = words.last().filter(|last| last.range.end == view.at(end).range.start);
    let project = last.is_some_and(|last| {
        let projects = |metric: u16| view.vocab.metric(metric).group == "projects";
        last.cue(Cue::Project) || last.metrics().any(|(metric, _)| projects(metric))
    });
    let counted = words[cost + 1..].iter().any(|token| token.quantity().is_some() || token.cue(Cue::AndSo));
    project && !counted && !(end..view.token).any(|index| named(view, index))
}

/// 达产后年产值可达15亿元,税收1.2亿元: what a project is to bring, where the sentence has counted no projects.
fn in_production(view: &View<'_, '_, '_>) -> bool {
    let brings = view.quantity.is("money") || view.quantity.is("person");
    let runs = || view.tokens.tokens[..view.token].iter().any(|token| token.cue(Cue::Running));
    if !brings || !view.tokens.may_have(&[Cue::Running]) || !runs() {
        return false;
    }
    let counted = |at: usize| {
        let quantity = &view.tokens.quantities[at];
        quantity.is("number") && quantity.number > Decimal::ONE
    };
    !view.tokens.tokens[..view.token].iter().filter_map(Token::quantity).any(counted)
}

/// 甲、乙、丙等龙头企业研发费用均超10亿元, …等骨干企业营收分别为8.7亿元、5.2亿元: what each of some firms has.
fn listed_firms(view: &View<'_, '_, '_>) -> bool {
    // 凌云、烽火、长岭三家企业年产值均过10亿元: or of as many as are named.
    let open = context::group(view.tokens, view.token);
    let counted = |index: usize| {
        let firms = |at: usize| view.at(at).metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Firms));
        view.tokens.names_each(index) && View::right_of(view.tokens, index).any(firms)
    };
    if (open..view.token).any(|index| counted(index) && !(index..view.token).any(|at| named(view, at))) {
        return true;
    }
    if !view.tokens.may_have(&[Cue::AndSo]) {
        return false;
    }
    let open = view.tokens.tokens[..view.token].iter().rposition(|token| matches!(token.mark(), Some(',' | ';')));
    let tokens = &view.tokens.tokens[open.map_or(0, |mark| mark + 1)..view.token];
    let Some(and_so) = tokens.iter().position(|token| token.cue(Cue::AndSo)) else { return false };
    let firms = |token: &Token<'_>| {
        token.metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Firms))
            && view.text(tokens[and_so].range.end..token.range.start).chars().count() <= BARE_HEAD
    };
    let Some(firms) = tokens.iter().position(firms).filter(|firms| *firms > and_so) else { return false };
    tokens[firms..].iter().any(|token| token.any(&[Cue::Each, Cue::Respectively]))
}

/// 其中一家耐火材料企业,年出口额3600万美元: a clause that picks out one firm, and nothing has come back to the zone.
fn one_firm(view: &View<'_, '_, '_>) -> bool {
    let one = |index: &usize| {
        let quantity = view.at(*index).quantity().map(|quantity| &view.tokens.quantities[quantity]);
        quantity.is_some_and(|one| one.number == Decimal::ONE && !one.arabic && one.is("number"))
    };
    let Some(one) = (0..view.token).rfind(one) else { return false };
    // 其中晶能光电一家拥有专利600项: a name that no list knows stands before it.
    let of = (0..one).rfind(|index| view.at(*index).mark().is_some_and(|mark| mark != '、')).map_or(0, |mark| mark + 1);
    let named_before = || {
        let name = view.text(view.at(of).range.end..view.at(one).range.start);
        (2..=LONGEST_FIRM).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic)
    };
    if of < one && view.at(of).cue(Cue::OfWhich) && named_before() {
        return true;
    }
    let firms =
        |token: &Token<'_>| token.cue(Cue::Entity) || token.metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Firms));
    // 占全国高新区的两成: of what it is a part, nothing comes back to.
    let back = (one..view.token).take_while(|index| !view.at(*index).cue(Cue::Share)).any(|index| named(view, index));
    // 一家做传感器的企业去年产值6200万元, 园内一家药企…: one opens the clause, but for where it is, and what it earns follows.
    let clause = of.checked_sub(1).map_or(0, |mark| view.at(mark).range.end);
    let where_it_is = view.text(clause..view.at(one).range.start).trim().chars().count();
    let opens = where_it_is <= WHERE || one > 0 && view.at(one - 1).cue(Cue::OfWhich);
    let earns = ["money", "ratio", "times"].into_iter().any(|dimension| view.quantity.is(dimension));
    let right = View::right_of(view.tokens, one);
    // 其中一家企业出口额…: the word for firms may be a part of the name of a metric.
    let firm = || view.vocab.label_in("firm_words", view.text(view.at(one).range.end..view.at(right.end).range.start));
    if opens && earns && right.end <= view.token && (right.clone().any(|index| firms(view.at(index))) || firm()) {
        return !back;
    }
    // 最大的一家企业产值47亿元, 最小的一家注册资本30万元.
    let superlative = view.vocab.label_ends("superlatives", view.text(0..view.at(one).range.start));
    if superlative && !back {
        return true;
    }
    let end = right.end;
    let firm = end.checked_sub(1).filter(|firm| *firm > one && *firm < view.token).is_some_and(|firm| {
        firms(view.at(firm)) && view.at(end).range.start == view.at(firm).range.end && view.at(end).mark() == Some(',')
    });
    firm && !back
}

/// 做数控刀具的陈总,厂房4800平方米…; 企业2012年落户,首期投资25亿元…: the first clause tells one firm by its trade, or when it began.
fn told_by_trade(view: &View<'_, '_, '_>) -> bool {
    let Some(comma) = view.tokens.tokens[..view.token].iter().position(|token| token.mark() == Some(',')) else { return false };
    let clause = &view.tokens.tokens[..comma];
    if clause.iter().any(|token| view.tokens.is_figure(token) || token.is_subject())
        || (comma..view.token).any(|at| named(view, at))
    {
        return false;
    }
    let words = view.text(0..view.at(comma).range.start).trim_start_matches(['“', '”', ' ']);
    let of = clause.iter().rposition(|token| token.cue(Cue::Attributive));
    let name = of.map(|of| view.text(view.at(of).range.end..view.at(comma).range.start));
    let trade = view.vocab.label_starts("makes", words)
        && of.is_some_and(|of| !clause[of + 1..].iter().any(|token| token.is_metric() || token.narrower().is_some()))
        && name.is_some_and(|name| (2..=LONGEST_FIRM).contains(&name.chars().count()) && !view.vocab.label_ends("whiles", name));
    let firm = clause.first().filter(|first| first.metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Firms)));
    let began = firm.is_some_and(|firm| {
        let behind = view.text(firm.range.end..view.at(comma).range.start);
        let bare = words.len() == view.at(comma).range.start - firm.range.start;
        bare && view.vocab.label_in("began", behind) && clause.iter().skip(1).any(|token| token.time().is_some())
    });
    trade || began
}

/// 以博日科技为例,去年上半年营收达7.88亿元: a name that no list knows is one example, as long as no zone comes back.
fn example(view: &View<'_, '_, '_>) -> bool {
    let Some(comma) = view.tokens.tokens[..view.token].iter().position(|token| token.mark() == Some(',')) else { return false };
    let words = view.text(0..view.at(comma).range.start);
    let open = view.tokens.tokens[..comma].first().filter(|first| first.range.start == 0 && first.cue(Cue::Stop));
    // 以生物医药产业为例: an industry that the lists know, or a year, is none of a firm.
    let unlisted = |open: &Token<'_>| {
        let listed = &view.tokens.tokens[1..comma];
        let known: usize = listed.iter().map(|token| token.range.len()).sum();
        !listed.iter().any(|token| token.time().is_some() || token.is_subject())
            && words.len() > open.range.end + known + view.vocab.label("for_example").len()
    };
    open.is_some_and(|open| view.vocab.label_ends("for_example", words) && unlisted(open))
        && !(comma..view.token).any(|at| view.at(at).is_zone())
}

/// 某新材料企业攻克3项技术,年新增收入1.4亿元: a firm whose name is not told, and nothing has come back to the zone.
fn some_firm(view: &View<'_, '_, '_>) -> bool {
    let before = view.text(0..view.quantity.range.start);
    let Some(start) = view.vocab.label_words("some").iter().filter_map(|some| before.rfind(some.as_str())).max() else {
        return false;
    };
    let firms =
        |token: &Token<'_>| token.cue(Cue::Entity) || token.metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Firms));
    let behind = view.tokens.tokens[..view.token].iter().position(|token| token.range.start > start && firms(token));
    let Some(firm) = behind else { return false };
    let name = view.text(start..view.at(firm).range.start);
    let named_so = name.chars().count() <= LONGEST_FIRM + 1 && name.chars().all(char::is_alphanumeric);
    let projects = |index: usize| view.at(index).cue(Cue::AndSo);
    named_so && !(firm..view.token).any(|index| named(view, index) || projects(index))
}

/// 龙头企业某某讯飞上半年营收42.28亿元: a name that no list knows right behind the word for a leading firm, and nothing else before it.
fn led(view: &View<'_, '_, '_>) -> bool {
    if !view.tokens.may_have(&[Cue::Leading]) {
        return false;
    }
    let Some(word) = (0..view.token).rfind(|index| view.at(*index).cue(Cue::Leading)) else { return false };
    let end = view.at(word).range.end;
    let before = view.text(0..view.at(word).range.start).chars().next_back();
    let opens = before.is_none_or(|c| !c.is_alphanumeric()) || word > 0 && view.at(word - 1).cue(Cue::OfWhich);
    let measured = |next: &usize| view.at(*next).time().is_some() || view.at(*next).is_metric();
    let Some(next) = (word + 1..view.token).find(measured) else { return false };
    let name = view.text(end..view.at(next).range.start);
    let listed: usize = view.words(&(word + 1..next)).iter().map(|token| token.range.len()).sum();
    let named_so = (2..=LONGEST_FIRM).contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric);
    opens && named_so && listed < name.len() && !(next..view.token).any(|index| named(view, index))
}
