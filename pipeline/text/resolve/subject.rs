//! Who a figure is about: the nearest words that name a zone or a place, or that point to one under the article's title.

use super::about::{Main, place_main, prefix};
use crate::model::{ArticleFrame, Candidate, Level, Measure, PlaceLevel, SubjectEvidence, SubjectKind};
use crate::vocab::{Generic, Role, Sense, Vocab};

/// A decided subject.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// In the notation of the tables.
    pub subject: String,
    /// Its kind.
    pub kind: SubjectKind,
    /// The words that decided.
    pub basis: String,
}

/// The first evidence that means something here; without any, what the article is about.
pub(super) fn decide(candidate: &Candidate, main: Option<&Main>, frame: &ArticleFrame, vocab: &Vocab) -> Option<Decision> {
    // 低于济南(第12位): only a zone stands in a ranking of zones.
    let standing = vocab.metric_of(Role::Standing).is_some_and(|metric| vocab.metric(metric).metric_id == candidate.metric_id);
    for evidence in &candidate.subjects {
        // 洛阳高新集聚区评上省优, in an article about 洛阳高新区: the short name of its place in the title is the zone's.
        if evidence.level == Level::Title && main.is_some_and(|main| hosts(evidence, main, vocab)) {
            continue;
        }
        // 全区 in an article about several zones is the one that was named last.
        let zones = main.is_some_and(|main| main.subject.starts_with("zones:"));
        // 大连获批建设国家级示范区。…: whom a report names in passing does not stay its subject.
        let carried = matches!(evidence.level, Level::Paragraph | Level::Aside);
        if carried && main.is_some_and(|main| in_passing(evidence, main, vocab) || yardstick(evidence, main, frame)) {
            continue;
        }
        // 该区: whoever was named before.
        if vocab.label_is("anaphors", &evidence.words) {
            continue;
        }
        let last = match &*evidence.meaning {
            // 区内 in a city's report is no part of the city by itself.
            "generic:whole" => zones || frame.several || main.is_some_and(|main| is_city(main, vocab) || others(candidate, main)),
            "generic:zone" => frame.several && !zones,
            _ => false,
        };
        // 国家高新区 is none of several that a text names, but all of them.
        let national = vocab.lexicon.word(&evidence.words).contains(&Sense::Generic(Generic::NationalZone));
        if last && national && &*evidence.meaning == "generic:zone" {
            let subject = "zones:CN".to_owned();
            return Some(Decision { kind: kind(&subject), subject, basis: evidence.words.to_string() });
        }
        if last {
            continue;
        }
        // 占全市的44%: the city is not a part of itself; its private firms are.
        if candidate.measure == Measure::Share
            && candidate.segment.is_empty()
            && *evidence.meaning == *candidate.scope
            && candidate.scope.starts_with("generic:")
        {
            continue;
        }
        let meant = namesake(evidence, main, vocab)
            .or_else(|| zone_by_place(evidence, main, frame, standing, vocab))
            .or_else(|| host(evidence, candidate, frame, vocab))
            .or_else(|| meant(&evidence.meaning, main, frame, vocab));
        let ranked = |subject: &String| !standing || !matches!(kind(subject), SubjectKind::Place | SubjectKind::Nation);
        if let Some(subject) = meant.filter(ranked) {
            let kind = kind(&subject);
            return Some(Decision { subject, kind, basis: evidence.words.to_string() });
        }
    }
    let main = main?;
    Some(Decision { subject: main.subject.clone(), kind: kind(&main.subject), basis: main.basis.clone() })
}

/// 火炬高新区 in an article about 中山火炬高新区: what ends the name of the zone it is about, another zone may be called by elsewhere.
fn namesake(evidence: &SubjectEvidence, main: Option<&Main>, vocab: &Vocab) -> Option<String> {
    let other = evidence.meaning.strip_prefix("zone:")?;
    let own = main?.zone.as_deref().filter(|own| *own != other)?;
    let zone = vocab.dimensions().zones.iter().find(|zone| zone.zone_id == own)?;
    let ends = |name: &str| name.len() > evidence.words.len() && name.ends_with(&*evidence.words);
    let mut names = [zone.name_zh.as_str(), zone.short_zh.as_str()].into_iter().chain(zone.aliases.iter().map(String::as_str));
    names.any(ends).then(|| own.to_owned())
}

/// 【宝鸡】 in an article about the zones of a province, 合肥第6位 in one about several zones: a place's short name stands for its zone.
fn zone_by_place(
    evidence: &SubjectEvidence,
    main: Option<&Main>,
    frame: &ArticleFrame,
    standing: bool,
    vocab: &Vocab,
) -> Option<String> {
    main.filter(|main| main.subject.starts_with("zones:") || frame.several || standing)?;
    let codes = evidence.meaning.strip_prefix("place:")?;
    // 吉林 is the province as well as the city: it says nothing of one zone.
    let province = |code: &str| code.ends_with("0000") && city(code, vocab) != code;
    if codes.split('|').any(province) {
        return None;
    }
    let place = codes.split('|').find_map(|code| vocab.place(code))?;
    place_main(&place.adcode, frame, &evidence.words, vocab).zone.filter(|_| *evidence.words == *place.short_zh)
}

/// 常州高新区…,全市为8.8%, in an article about several zones: the city or the province of the one that was named last.
fn host(evidence: &SubjectEvidence, candidate: &Candidate, frame: &ArticleFrame, vocab: &Vocab) -> Option<String> {
    let zone = || {
        let named = candidate.subjects.iter().find_map(|other| other.meaning.strip_prefix("zone:"))?;
        vocab.dimensions().zones.iter().find(|zone| zone.zone_id == named)
    };
    match &*evidence.meaning {
        "generic:city" if frame.several => zone().map(|zone| format!("place:{}", city(&zone.adcode, vocab))),
        "generic:province" if frame.several => zone().map(|zone| format!("place:{}0000", province(&zone.adcode))),
        _ => None,
    }
}

/// 甲高新区:…。区内现有企业63户: true in a paragraph that another zone than the article's opens.
fn others(candidate: &Candidate, main: &Main) -> bool {
    let opens = candidate.subjects.iter().filter(|evidence| evidence.level == Level::Paragraph);
    let mut zones = opens.filter_map(|evidence| evidence.meaning.strip_prefix("zone:"));
    main.zone.as_ref() == Some(&main.subject) && zones.any(|zone| *zone != *main.subject)
}

/// True for an article about a city, which is no 区.
fn is_city(main: &Main, vocab: &Vocab) -> bool {
    main.subject.starts_with("place:") && vocab.place(&main.adcode).is_some_and(|place| place.level == PlaceLevel::Prefecture)
}

/// True for the short name of the place that holds the zone which the article is about.
fn hosts(evidence: &SubjectEvidence, main: &Main, vocab: &Vocab) -> bool {
    let codes = evidence.meaning.strip_prefix("place:").filter(|_| main.zone.as_ref() == Some(&main.subject));
    let holds = |code: &str| main.adcode.starts_with(prefix(code));
    let place = codes.and_then(|codes| codes.split('|').find(|code| holds(code))).and_then(|code| vocab.place(code));
    place.is_some_and(|place| *evidence.words == *place.short_zh && *evidence.words != *place.name_zh)
}

/// True for a place inside the one that the article is about, for a zone inside a province that it is about, and for the country beside
/// either.
fn in_passing(evidence: &SubjectEvidence, main: &Main, vocab: &Vocab) -> bool {
    let about_place = main.subject.starts_with("place:");
    let inside = |code: &str| code != main.adcode && code.starts_with(prefix(&main.adcode));
    if let Some(codes) = evidence.meaning.strip_prefix("place:") {
        return about_place && codes.split('|').any(inside);
    }
    if let Some(zone) = evidence.meaning.strip_prefix("zone:") {
        let province = vocab.place(&main.adcode).is_some_and(|place| place.level == PlaceLevel::Province);
        let code = vocab.dimensions().zones.iter().find(|other| other.zone_id == zone).map(|zone| zone.adcode.as_str());
        return about_place && province && code.is_some_and(inside);
    }
    about_place && &*evidence.meaning == "nation:CN"
}

/// 西安高新区更是1000亿往上走。我们…: in an article about one zone, another one, a place elsewhere, or all of them, that a sentence
/// inside a paragraph names has no more than that sentence.
fn yardstick(evidence: &SubjectEvidence, main: &Main, frame: &ArticleFrame) -> bool {
    let meaning = &*evidence.meaning;
    let other = meaning.strip_prefix("zone:").is_some_and(|zone| *zone != *main.subject);
    let holds = |code: &str| main.adcode.starts_with(prefix(code));
    let elsewhere = meaning.strip_prefix("place:").is_some_and(|codes| !codes.split('|').any(holds));
    let all =
        ["nation:CN", "generic:zones"].contains(&meaning) || ["zones:", "zones-of:"].iter().any(|kind| meaning.starts_with(kind));
    let zone = !frame.several && main.zone.as_ref() == Some(&main.subject);
    evidence.level == Level::Aside && zone && (other || elsewhere || all)
}

/// The subject that words mean under this article.
fn meant(meaning: &str, main: Option<&Main>, frame: &ArticleFrame, vocab: &Vocab) -> Option<String> {
    if let Some(of) = meaning.strip_prefix("zones-of:") {
        return Some(zones_of(of, main, frame, vocab));
    }
    let (kind, rest) = meaning.split_once(':').unwrap_or((meaning, ""));
    match (kind, rest) {
        ("zone", zone) => Some(zone.to_owned()),
        ("place", codes) => place_of(codes, main, frame, vocab).map(|code| format!("place:{code}")),
        ("generic", "zone") => {
            main.and_then(|main| main.zone.clone().or_else(|| Some(main.subject.clone()).filter(|all| all.starts_with("zones:"))))
        }
        ("generic", "whole") => main.map(|main| main.subject.clone()),
        ("generic", "city") => main.map(|main| format!("place:{}", city(&main.adcode, vocab))),
        ("generic", "province") => {
            main.filter(|main| !main.adcode.is_empty()).map(|main| format!("place:{}0000", province(&main.adcode)))
        }
        ("generic", "county") => main.filter(|main| main.subject.starts_with("place:")).map(|main| main.subject.clone()),
        ("generic", "zones") if main.is_some_and(|main| main.subject.starts_with("zones:")) => {
            main.map(|main| main.subject.clone())
        }
        ("generic", "zones") => {
            main.filter(|main| !main.adcode.is_empty()).map(|main| format!("zones:{}0000", province(&main.adcode)))
        }
        ("nation", _) => Some("nation:CN".to_owned()),
        ("zones" | "anon", _) => Some(meaning.to_owned()),
        _ => None,
    }
    .filter(|subject| subject != "place:")
}

/// All zones of what the words name.
fn zones_of(meaning: &str, main: Option<&Main>, frame: &ArticleFrame, vocab: &Vocab) -> String {
    let subject = if ["main", "many"].contains(&meaning) {
        main.map(|main| main.subject.clone())
    } else {
        meant(meaning, main, frame, vocab)
    };
    match subject {
        Some(subject) => match subject.strip_prefix("place:") {
            Some(adcode) => format!("zones:{adcode}"),
            None if subject.starts_with("zones:") => subject,
            // 六个高新区撑起工业近两成, in a text about one of them: those of its province.
            None => match main.filter(|main| meaning == "main" && !main.adcode.is_empty()) {
                Some(main) => format!("zones:{}0000", province(&main.adcode)),
                None => "zones:CN".to_owned(),
            },
        },
        None => "zones:CN".to_owned(),
    }
}

/// The two digits of the province in a code.
fn province(adcode: &str) -> &str {
    adcode.get(..2).unwrap_or_default()
}

/// The city that holds a place: municipalities are their own, and so are cities of a county's rank (昆山市).
fn city(adcode: &str, vocab: &Vocab) -> String {
    let is_city = |rest: &str| vocab.lexicon.word(rest).contains(&Sense::Generic(Generic::City));
    let itself = vocab.place(adcode).and_then(|place| place.name_zh.strip_prefix(&*place.short_zh));
    match adcode.get(..2) {
        Some(_) if itself.is_some_and(is_city) => adcode.to_owned(),
        Some(province @ ("11" | "12" | "31" | "50")) => format!("{province}0000"),
        Some(_) => adcode.get(..4).map_or_else(String::new, |city| format!("{city}00")),
        None => String::new(),
    }
}

/// Of places that share a name, the one that lies where the article plays; else the highest.
fn place_of(codes: &str, main: Option<&Main>, frame: &ArticleFrame, vocab: &Vocab) -> Option<String> {
    let home = main
        .map(|main| main.adcode.as_str())
        .filter(|code| !code.is_empty())
        .or_else(|| frame.places.first().map(String::as_str));
    let near = |code: &&str| home.is_some_and(|home| code.get(..2) == home.get(..2));
    let level = |code: &str| vocab.place(code).map(|place| place.level);
    let mut candidates: Vec<&str> = codes.split('|').collect();
    candidates.sort_by_key(|code| (!near(code), level(code), *code));
    candidates.first().map(|code| (*code).to_owned())
}

/// The kind of a subject in the notation of the tables.
pub(super) fn kind(subject: &str) -> SubjectKind {
    match subject.split_once(':').map(|(kind, _)| kind) {
        Some("place") => SubjectKind::Place,
        Some("zones") => SubjectKind::Zones,
        Some("nation") => SubjectKind::Nation,
        Some("anon") => SubjectKind::Anonymous,
        _ => SubjectKind::Zone,
    }
}
