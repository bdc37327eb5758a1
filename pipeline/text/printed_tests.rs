//! Printed figures of every form, against the values that they state and others that they do not.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use super::Printed;
use crate::model::Decimal;
use crate::vocab::Vocab;

fn vocab() -> Vocab {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/vocab");
    let lists = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text =
        |path: &Path| (format!("vocab/{}", path.file_name().unwrap().to_str().unwrap()), std::fs::read_to_string(path).unwrap());
    Vocab::load(&lists.map(|path| text(&path)).collect::<BTreeMap<_, _>>()).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_print_states_its_value_and_no_other() {
    let vocab = vocab();
    for (text, value, unit) in [
        ("72.6亿元", "7260000000", "CNY"),
        ("1,052.3 亿\n元", "105230000000", "CNY"),
        ("１５．８％", "15.8", "percent"),
        ("1.5万亿元", "1500000000000", "CNY"),
        ("一百二十三点五亿元", "12350000000", "CNY"),
        ("二十三家", "23", "count"),
        ("两千余家", "2000", "count"),
        ("20多万人", "200000", "person"),
        ("100亿元余", "10000000000", "CNY"),
        ("3千瓦时", "3", "kWh"),
        ("3平方公里", "3000000", "m2"),
        ("三成半", "35", "percent"),
        ("百分之五", "5", "percent"),
        ("三分之一", "33.3333", "percent"),
        ("1/8", "12.5", "percent"),
        ("翻一番", "2", "times"),
        ("第5位", "5", "rank"),
        ("首位", "1", "rank"),
        ("-3.5%", "-3.5", "percent"),
        ("3.5個百分點", "-3.5", "pp"),
        ("12億美元", "1200000000", "USD"),
    ] {
        let printed = Printed::read(text, &vocab).unwrap_or_else(|| panic!("{text} is not read"));
        assert_eq!(printed.states(decimal(value), None, unit, &vocab), Some(true), "{text}");
        assert_eq!(printed.states(decimal(value) + Decimal::ONE, None, unit, &vocab), Some(false), "{text}");
        assert_eq!(printed.states(decimal(value), None, "TEU", &vocab), Some(false), "{text}");
    }
}

#[test]
fn a_range_states_both_ends() {
    let vocab = vocab();
    for (text, low, high, unit) in
        [("1-3家", "1", "3", "count"), ("60万—200万元", "600000", "2000000", "CNY"), ("5家至8家", "5", "8", "count")]
    {
        let printed = Printed::read(text, &vocab).unwrap();
        assert_eq!(printed.states(decimal(low), Some(decimal(high)), unit, &vocab), Some(true), "{text}");
        assert_eq!(printed.states(decimal(low), Some(decimal("9")), unit, &vocab), Some(false), "{text}");
        assert_eq!(printed.states(decimal(low), None, unit, &vocab), None, "{text}");
    }
}

#[test]
fn a_bare_number_is_proven_but_for_the_scale_of_its_column() {
    let vocab = vocab();
    let printed = Printed::read("72.6", &vocab).unwrap();
    assert_eq!(printed.states(decimal("7260000000"), None, "CNY", &vocab), Some(true));
    assert_eq!(printed.states(decimal("72.6"), None, "percent", &vocab), Some(true));
    assert_eq!(printed.states(decimal("7270000000"), None, "CNY", &vocab), Some(false));
    assert_eq!(printed.in_unit("CNY"), None, "the print names no unit");
}

#[test]
fn value_and_precision_come_in_the_unit_of_the_print() {
    let vocab = vocab();
    let printed = Printed::read("72.6亿元", &vocab).unwrap();
    assert_eq!(printed.in_unit("CNY"), Some((decimal("7260000000"), None)));
    assert_eq!(printed.in_unit("count"), None);
    assert_eq!(printed.precision(decimal("-7260000000")), decimal("5000000"));
}

#[test]
fn what_is_no_figure_is_not_read() {
    let vocab = vocab();
    for text in ["", "锦州", "元", "72.6亿元和3家", "12.3.4亿元"] {
        assert_eq!(Printed::read(text, &vocab), None, "{text}");
    }
}
