"""Writes many invented reports, to measure memory and time with: the same ones for the same numbers.

    python3 tests/outside/many_reports.py FOLDER --files 10000 --records 100000
    /usr/bin/time -v target/release/zonefacts run --raw FOLDER/files --output FOLDER/output --log plain

`FOLDER/files` holds so many text files, `FOLDER/lines` one JSONL with so many reports.
"""

import argparse
import csv
import json
import pathlib
import random

ZONES = pathlib.Path(__file__).resolve().parents[2] / "schemas/vocab/zones.csv"
FIGURES = [
    "实现地区生产总值{}亿元，同比增长{}%",
    "完成固定资产投资{}亿元，增长{}%",
    "实现一般公共预算收入{}亿元，比上年增长{}%",
    "规模以上工业增加值{}亿元，同比增长{}%",
    "社会消费品零售总额{}亿元，增长{}%",
    "实际利用外资{}亿美元，同比下降{}%",
]
REST = "园区坚持以创新驱动发展，持续优化营商环境，推动主导产业集聚，服务企业做大做强，各项工作稳步推进。"


def report(random, zones):
    zone, year = random.choice(zones), random.randint(2008, 2024)
    figures = [
        "，".join(
            figure.format(round(random.uniform(1, 3000), 1), round(random.uniform(0.5, 30), 1))
            for figure in random.sample(FIGURES, 3)
        )
        for _ in range(2)
    ]
    title = f"{zone}{year}年经济运行情况"
    months = random.randint(2, 11)
    text = "\n".join(
        [
            title,
            f"{year}年，{zone}{figures[0]}。{REST * random.randint(1, 6)}",
            f"{year}年1至{months}月，全区{figures[1]}。拥有高新技术企业{random.randint(5, 4000)}家。{REST * random.randint(1, 6)}",
        ]
    )
    return {"title": title, "date": f"{year + 1}-{random.randint(1, 12):02}-{random.randint(1, 28):02}", "text": text}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--files", type=int, default=0)
    arguments.add_argument("--records", type=int, default=0)
    given = arguments.parse_args()
    with open(ZONES, encoding="utf-8") as table:
        zones = [row["name_zh"] for row in csv.DictReader(table) if row["name_zh"]]
    chance = random.Random(4)
    for at in range(given.files):
        folder = given.folder / "files" / f"{at // 500:03}"
        folder.mkdir(parents=True, exist_ok=True)
        made = report(chance, zones)
        (folder / f"{made['date']}-{at:06}.txt").write_text(made["text"], encoding="utf-8")
    if given.records:
        (given.folder / "lines").mkdir(parents=True, exist_ok=True)
        with open(given.folder / "lines" / "reports.jsonl", "w", encoding="utf-8") as lines:
            for _ in range(given.records):
                lines.write(json.dumps(report(chance, zones), ensure_ascii=False) + "\n")


main()
