//! What an article as a whole is about: the zone or place of its title, of its publisher, or that it names most.

use crate::model::{ArticleFrame, DocumentHead, PlaceLevel};
use crate::vocab::{Generic, Role, Sense, Vocab};

/// So many mentions of the national zones are made in passing: one zone became one of them, or is ranked among them.
const PASSING: u32 = 2;

/// So many zones that a text names make its title one about all of them.
const SEVERAL: usize = 3;

/// What an article as a whole is about.
#[derive(Clone, Debug)]
pub(super) struct Main {
    /// In the notation of the tables.
    pub subject: String,
    /// The zone that 高新区 means here, if any: an id or `anon:…`.
    pub zone: Option<String>,
    /// Code of the place where it lies.
    pub adcode: String,
    /// The words that tell.
    pub basis: String,
}

/// What the article is about: a zone or place of its title, else what it names most; a document of one article may tell by
/// its own title or publisher.
pub(super) fn main(frame: &ArticleFrame, articles: &[ArticleFrame], head: &DocumentHead, vocab: &Vocab) -> Option<Main> {
    let single = articles.len() == 1;
    let titles = [frame.title.as_deref(), head.title.as_deref().filter(|_| single)];
    if let Some(main) = titles.into_iter().flatten().find_map(|title| titled(title, frame, vocab)) {
        return Some(main);
    }
    // A paper or a city may publish what is about a zone; a zone publishes what is its own.
    let publisher = head.publisher.as_deref().filter(|_| single).and_then(|publisher| titled(publisher, frame, vocab));
    if let Some(main) = publisher.filter(|main| main.zone.as_ref() == Some(&main.subject) || frame.zones.is_empty()) {
        return Some(main);
    }
    // A part of a page that names no zone is about that of the page's title.
    let page = || head.title.as_deref().filter(|_| frame.zones.is_empty()).and_then(|title| titled(title, frame, vocab));
    if let Some(main) = page().filter(|main| main.zone.as_ref() == Some(&main.subject)) {
        return Some(main);
    }
    let other = || articles.iter().find_map(|frame| named(frame, vocab));
    // A zone that only says 高新区 of itself is not all of them.
    let national = || (frame.national > frame.zone_words).then(|| all_zones(frame));
    // 国家高新区主要指标, where no zone and no place is named: of all of them.
    let speaks = |title: &&str| vocab.lexicon.find(title).any(|hit| hit.senses.contains(&Sense::Generic(Generic::NationalZone)));
    let all = || titles.into_iter().flatten().find(speaks).map(|title| Main { basis: title.to_owned(), ..all_zones(frame) });
    named(frame, vocab).or_else(other).or_else(national).or_else(all)
}

/// All national zones, of which the article speaks.
fn all_zones(frame: &ArticleFrame) -> Main {
    Main { subject: "zones:CN".to_owned(), zone: None, adcode: String::new(), basis: frame.national_words.clone() }
}

/// What an article names most: a zone; or a place, which stands for its zone where the article only says 高新区.
fn named(frame: &ArticleFrame, vocab: &Vocab) -> Option<Main> {
    if frame.national > frame.most_named.max(PASSING) {
        return Some(all_zones(frame));
    }
    if let Some(zone) = frame.zones.first() {
        return Some(zone_main(zone, zone, vocab));
    }
    let place = place_main(frame.places.first()?, frame, frame.places.first()?, vocab);
    // 全区 of a text that names a city is its zone: no city calls itself so.
    let city = vocab.place(&place.adcode).is_some_and(|place| place.level == PlaceLevel::Prefecture);
    let whole = if city { frame.whole_words } else { 0 };
    match &place.zone {
        Some(zone) if frame.zone_words + whole >= 2 => Some(zone_main(zone, zone, vocab)),
        _ => Some(place),
    }
}

/// What a title names: a zone first; a place with all its zones, or the place itself.
fn titled(title: &str, frame: &ArticleFrame, vocab: &Vocab) -> Option<Main> {
    // 2026年|内蒙古: the word for the year begins no other word.
    let undated = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = undated.strip_prefix(vocab.label("year")).filter(|_| undated.len() < title.len()).unwrap_or(title);
    let hits: Vec<_> = vocab.lexicon.find(title).collect();
    let senses = || hits.iter().flat_map(|hit| hit.senses.iter().map(move |sense| (hit, sense)));
    let zone = senses().find_map(|(hit, sense)| match sense {
        Sense::Zone(zone) => Some((hit.range.clone(), vocab.dimensions().zones[usize::from(*zone)].zone_id.as_str())),
        _ => None,
    });
    if let Some((range, zone)) = zone {
        return Some(zone_main(zone, &title[range], vocab));
    }
    // 全自治区6个高新区: all zones of the province that the text is about.
    let generic = |wanted: Generic| hits.iter().any(|hit| hit.senses.contains(&Sense::Generic(wanted)));
    // 四家省级高新区: a word that counts zones speaks of several.
    let counts = |sense: &Sense| matches!(sense, Sense::Metric(metric, _) if vocab.has_role(*metric, Role::Zones));
    let of_zones = [Generic::Zone, Generic::NationalZone, Generic::Zones].into_iter().any(generic)
        || hits.iter().any(|hit| hit.senses.iter().any(counts));
    if generic(Generic::Province) && of_zones || generic(Generic::ZonesOfPlace) {
        let zone = frame.zones.first().and_then(|id| vocab.dimensions().zones.iter().find(|zone| zone.zone_id == *id));
        let code =
            zone.map(|zone| zone.adcode.as_str()).or(frame.places.first().map(String::as_str)).and_then(|code| code.get(..2))?;
        let adcode = format!("{code}0000");
        return Some(Main { subject: format!("zones:{adcode}"), zone: None, adcode, basis: title.to_owned() });
    }
    let place = senses().find_map(|(hit, sense)| match sense {
        Sense::Place(place) => Some((hit.range.clone(), &vocab.dimensions().places[usize::from(*place)])),
        _ => None,
    });
    // 国家高新区创新能力评价: all of them, where the text names several.
    if place.is_none() && frame.several && frame.national > 0 && generic(Generic::NationalZone) {
        return Some(all_zones(frame));
    }
    let (range, place) = place?;
    let behind = hits.iter().find(|hit| hit.range.start == range.end);
    let generic = behind.is_some_and(|hit| hit.senses.contains(&Sense::Generic(Generic::Zone)));
    let words = &title[range.clone()];
    // 福建七大国家高新区观察, 安徽20家高新区产值过万亿: the zones of a province, where the text names several or none, or the title
    // counts them.
    let zones = hits.iter().rfind(|hit| hit.senses.iter().any(|sense| counts(sense) || *sense == Sense::Generic(Generic::Zone)));
    let gap = zones.and_then(|zones| title.get(range.end..zones.range.start)).unwrap_or_default();
    let counted = vocab.label_in("units_of_zones", gap);
    // 湖北省人民政府关于促进高新区发展的意见: what a province issues holds for all its zones.
    let issued = vocab.label_starts("authorities", &title[range.end..]);
    let all = frame.zones.is_empty() || frame.zones.len() >= SEVERAL || counted || issued;
    if place.level == PlaceLevel::Province && (generic || of_zones && all) {
        let subject = format!("zones:{}", place.adcode);
        return Some(Main { subject, zone: None, adcode: place.adcode.clone(), basis: words.to_owned() });
    }
    // A short name in a title is a place only where the text names no zone: 山东台办供稿.
    // 内蒙古|自治区: the word lists may part its full name.
    if !generic && !title[range.start..].starts_with(&place.name_zh) && !frame.zones.is_empty() {
        return None;
    }
    let host = place_main(&place.adcode, frame, words, vocab);
    // 高新区(新北区)2011年统计公报: the zone that lies in the place, under the place's name.
    match &host.zone {
        Some(zone) if hits.iter().any(|hit| hit.senses.contains(&Sense::Generic(Generic::Zone))) => {
            Some(zone_main(zone, words, vocab))
        }
        _ => Some(host),
    }
}

fn zone_main(zone: &str, words: &str, vocab: &Vocab) -> Main {
    let adcode =
        vocab.dimensions().zones.iter().find(|other| other.zone_id == zone).map_or(String::new(), |zone| zone.adcode.clone());
    Main { subject: zone.to_owned(), zone: Some(zone.to_owned()), adcode, basis: words.to_owned() }
}

/// A place; 高新区 in its report is the zone that the article names most and that lies in it, else its only one.
pub(super) fn place_main(adcode: &str, frame: &ArticleFrame, words: &str, vocab: &Vocab) -> Main {
    let prefix = prefix(adcode);
    let inside = |zone: &&crate::model::Zone| zone.adcode.starts_with(prefix);
    // A province that names one of its zones in passing has many.
    let province = vocab.place(adcode).is_some_and(|place| place.level == PlaceLevel::Province);
    let lies = |id: &&String| vocab.dimensions().zones.iter().filter(inside).any(|zone| zone.zone_id == **id);
    let named = frame.zones.iter().find(lies).filter(|_| !province);
    let hosted: Vec<_> = vocab.dimensions().zones.iter().filter(inside).filter(|zone| zone.level == "national").collect();
    // Of several, the one that bears the place's name: 长沙高新区, not 宁乡高新区.
    let short = vocab.place(adcode).map_or("", |place| place.short_zh.as_str());
    let bears = |zone: &&&crate::model::Zone| hosted.len() == 1 || zone.short_zh.starts_with(short) && !short.is_empty();
    let mut bearing = hosted.iter().filter(bears);
    let only = bearing.next().filter(|_| bearing.next().is_none()).map(|zone| zone.zone_id.clone());
    Main { subject: format!("place:{adcode}"), zone: named.cloned().or(only), adcode: adcode.to_owned(), basis: words.to_owned() }
}

/// The part of a code that all places inside share.
pub(super) fn prefix(adcode: &str) -> &str {
    let significant = adcode.trim_end_matches("00").len();
    adcode.get(..significant.max(2).next_multiple_of(2)).unwrap_or(adcode)
}
