//! For any text: what a pass or the whole stage keeps still points at the characters that print it.
#![allow(clippy::unwrap_used)]

use proptest::{prelude::*, test_runner::RngSeed};

use super::testing::words;
use super::*;

/// Pieces that the passes act on, to be mixed with anything.
const PIECES: &[&str] = &[
    "園區(qū)產(chǎn)值萬(wàn)元",
    "亳（bó）州",
    "区(qu1)",
    "１，２３４．５",
    "1 052.3 亿 元",
    "增 长",
    "。　　",
    "，\n",
    "\r\n",
    "\r",
    "\t",
    " | ",
    "\u{2028}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{C}",
    "“『",
    "』”",
    "﹪",
    "ː",
    "~3",
    "２０２０－２０２１",
    "①",
    "一、",
    "第三章",
    "……",
    "-----\n",
    "1\n2.3",
    "7.\n4%",
    "⾼新",
    "𠮷",
    "é",
    "e\u{301}",
    "👩\u{200D}👩\u{200D}👧",
    "\u{202E}abc",
    "\u{0}",
    "本报讯",
    "来源：某报",
    "2022-03-01\n",
    "文章属性•【",
    "正文",
    "指标\t数值\n",
    "<p>产值<b>12</b>亿元</p>",
    "<br/>",
    "1O2.5亿元",
    "\n— 2 —\n",
    "\n3\n\u{C}",
    "产值[2]12",
    "\n[2]按现价",
    "+----+",
    "<p>\n",
    "</p>",
    "&nbsp;",
    "&#51;&#37;",
    "<table><tr><td colspan=2>",
    "<td rowspan=\"2\">12<td>",
    "</td></tr>",
    "</table>",
    "<script>",
    "</script><!-- 注",
    "-->",
];

/// Texts of such pieces and of any characters.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_map(str::to_owned);
    let han = prop::collection::vec(prop::char::range('\u{4E00}', '\u{9FFF}'), 1..20).prop_map(String::from_iter);
    let any = prop::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter);
    prop::collection::vec(prop_oneof![4 => piece, 2 => han, 1 => any, 1 => "[ -~]{0,8}"], 0..40).prop_map(|parts| parts.concat())
}

/// True when a pass may print `c` for `raw`: the same, the simplified or the narrow form, another mark or space for one; what
/// parts lines and cells for a tag, anything for the end of an entity.
fn stands_for(c: char, raw: char) -> bool {
    let narrow = matches!(raw, '\u{FF01}'..='\u{FF5E}').then(|| char::from_u32(u32::from(raw) - 0xFEE0)).flatten();
    let blank = |c: char| c.is_whitespace() || c.is_control();
    c == raw
        || matches!((c, raw), ('0', 'O' | 'o' | 'О' | 'о' | 'Ｏ' | 'ｏ') | ('1', 'l' | 'I' | 'ｌ' | 'Ｉ'))
        || raw == ';'
        || raw == '<' && matches!(c, '\n' | '|' | ' ')
        || c == words().simplified(raw)
        || Some(c) == narrow
        || blank(c) && blank(raw)
        || !c.is_alphanumeric() && !blank(c) && !blank(raw) && (!raw.is_alphanumeric() || raw == 'ː')
}

/// The fault of a map, if it has one: origins in order and in bounds, and every character stands for the one that it came from.
fn fault(mapped: &Mapped, source: &str) -> Option<String> {
    let raw: Vec<char> = source.chars().collect();
    let mut last = 0;
    for (at, c, origin) in mapped.chars() {
        let Some(&printed) = raw.get(origin as usize) else { return Some(format!("{c:?} comes from {origin}, past the end")) };
        if origin < last || !stands_for(c, printed) {
            return Some(format!("{c:?} at {at} comes from {printed:?} at {origin}, after {last}"));
        }
        last = origin;
        let span = mapped.span(at..at + c.len_utf8());
        if span.slice(source).chars().collect::<Vec<_>>() != [printed] {
            return Some(format!("{span:?} prints {:?}", span.slice(source)));
        }
    }
    let all = mapped.span(0..mapped.text().len());
    (all.end as usize > raw.len() || mapped.source_chars() as usize != raw.len()).then(|| format!("{all:?} is out of bounds"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, rng_seed: RngSeed::Fixed(20_261_122), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_pass_keeps_the_map(text in texts()) {
        let source = Mapped::identity(&text);
        let mut run = source.clone();
        for pass in PASSES {
            prop_assert_eq!(fault(&(pass.run)(source.clone(), words()), &text), None, "{} alone", pass.name);
            run = (pass.run)(run, words());
            prop_assert_eq!(fault(&run, &text), None, "{} in its turn", pass.name);
        }
    }

    #[test]
    fn the_whole_stage_keeps_the_map(text in texts(), from in 0.0..1.0, to in 0.0..1.0) {
        let document = clean(RawDocument { text: text.clone(), ..RawDocument::default() }, words()).value;
        prop_assert_eq!(fault(&document.text, &text), None);
        // Any range prints raw text that holds every character of the range, in order.
        let ends: Vec<usize> = document.text.text().char_indices().map(|(at, _)| at).chain([document.text.text().len()]).collect();
        let pick = |part: f64| ends[(part * (ends.len() - 1) as f64) as usize];
        let range = pick(f64::min(from, to))..pick(f64::max(from, to));
        let raw = document.text.span(range.clone()).slice(&text);
        let mut printed = raw.chars();
        let mut last = None;
        for (_, c, origin) in document.text.slice(range).chars() {
            prop_assert!(last == Some(origin) || printed.any(|raw| stands_for(c, raw)), "{:?} is not printed", c);
            last = Some(origin);
        }
    }
}
