#!/usr/bin/env python3
"""Makes the Word and Excel samples beside it; `tests/data/README.md` tells what each is for.

Needs LibreOffice (`soffice`), and from PyPI: openpyxl 3.1, python-docx 1.2, xlwt 1.3, msoffcrypto-tool 6.1. Figures and names are made up.
Programs stamp their files with the time, so a new run changes bytes, never text.
"""

import datetime
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import openpyxl
import xlwt
from openpyxl.styles import Alignment

HERE = Path(__file__).parent

# One report, as paragraphs of (style, text); a table is a list of rows of (text, columns, rows).
TITLE = "襄阳高新区2021年经济运行情况"
TABLE = [
    [("指标", 1, 2), ("单位", 1, 2), ("2021年", 2, 1)],
    [("绝对额", 1, 1), ("增长（%）", 1, 1)],
    [("规模以上工业总产值", 1, 1), ("亿元", 1, 1), ("1873.6", 1, 1), ("14.1", 1, 1)],
    [("固定资产投资", 1, 1), ("亿元", 1, 1), ("—", 1, 1), ("17.5", 1, 1)],
    [("进出口总额", 1, 1), ("万美元", 1, 1), ("96400", 1, 1), ("21.3", 1, 1)],
]
REPORT = [
    ("title", TITLE),
    ("plain", "发布日期：2022-01-28　　来源：襄阳高新区统计中心"),
    ("heading", "一、综合"),
    ("plain", "初步核算，2021年全区实现地区生产总值612.4亿元{note}，比上年增长9.2%。{deleted}全年一般公共预算收入41.7亿元{comment}，增长6.8%。"),
    ("heading", "二、创新"),
    ("item", "高新技术企业达到421家，比上年增加57家。"),
    ("item", "全年专利授权6130件，增长12.4%。"),
    ("heading", "三、主要指标"),
    ("table", TABLE),
    ("plain", "园区企业在岗职工13.8万人，与上年基本持平。"),
]
NOTE = "注：核算口径含托管的米庄镇。"


def convert(source: Path, kind: str, folder: Path = HERE) -> None:
    subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)], check=True, capture_output=True)


def paragraph(text: str, marked: bool) -> str:
    """A paragraph of the Writer source: the marks become a footnote, a deleted revision and a comment."""
    note = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{NOTE}</text:p></text:note-body></text:note>'
    deleted = '<text:change text:change-id="c1"/>'
    comment = "<office:annotation><dc:creator>王芳</dc:creator><text:p>请核对：是否为99.9亿元？</text:p></office:annotation>"
    return text.format(note=note, deleted=deleted, comment=comment) if marked else text.format(note="", deleted="", comment="")


def writer_source() -> str:
    body = []
    for kind, content in REPORT:
        if kind == "title":
            body.append(f'<text:p text:style-name="Title">{content}</text:p>')
        elif kind == "heading":
            body.append(f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{content}</text:h>')
        elif kind == "plain":
            body.append(f"<text:p>{paragraph(content, True)}</text:p>")
        elif kind == "item":
            body.append(f"<text:list><text:list-item><text:p>{content}</text:p></text:list-item></text:list>")
        else:
            rows = []
            for at, row in enumerate(content):
                cells = []
                # Cells that a cell from above covers are written as covered.
                if at == 1:
                    cells.append("<table:covered-table-cell/><table:covered-table-cell/>")
                for text, columns, height in row:
                    span = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{height}"' if (columns, height) != (1, 1) else ""
                    cells.append(f"<table:table-cell{span}><text:p>{text}</text:p></table:table-cell>" + "<table:covered-table-cell/>" * (columns - 1))
                rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
            body.append(f'<table:table table:name="T"><table:table-column table:number-columns-repeated="4"/>{"".join(rows)}</table:table>')
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{TITLE}</dc:title><meta:creation-date>2022-01-17T09:30:00</meta:creation-date><dc:date>2022-01-27T16:05:00</dc:date></office:meta>
<office:styles><style:style style:name="Title" style:family="paragraph"/><style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/></office:styles>
<office:automatic-styles><style:page-layout style:name="P"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p>内部资料 第88期</text:p></style:header>
<style:footer><text:p>第<text:page-number/>页</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>李明</dc:creator>
<dc:date>2022-01-20T10:00:00</dc:date></office:change-info><text:p>其中工业增加值300亿元。</text:p></text:deletion></text:changed-region></text:tracked-changes>
{"".join(body)}</office:text></office:body></office:document>"""


def plain_text() -> str:
    lines = []
    for kind, content in REPORT:
        if kind == "table":
            lines += ["指标 | 单位 | 2021年 | ", " |  | 绝对额 | 增长（%）"]
            lines += [" | ".join(text for text, _, _ in row) for row in content[2:]]
        else:
            lines.append(paragraph(content, False))
    return "\n".join(lines) + "\n"


def word_by_python(path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Microsoft Word - 附件1"
    document.core_properties.created = document.core_properties.modified = datetime.datetime(2013, 12, 23, 23, 15)
    for kind, content in REPORT:
        if kind == "title":
            document.add_heading(content, 0)
        elif kind == "heading":
            document.add_heading(content, 1)
        elif kind == "plain":
            document.add_paragraph(paragraph(content, False))
        elif kind == "item":
            document.add_paragraph(content, style="List Bullet")
        else:
            table = document.add_table(len(content), 4)
            for at, row in enumerate(content):
                column = 2 if at == 1 else 0
                for text, columns, height in row:
                    cell = table.cell(at, column).merge(table.cell(at + height - 1, column + columns - 1))
                    cell.text = text
                    column += columns
    document.save(path)


# Statistics sheets: rows of values; a number may carry the format that it is shown in.
ZONES = [
    ["2022年湖北省高新区主要指标"],
    [None, None, None, None, "单位：亿元、%"],
    ["高新区", "地区生产总值", None, "一般公共预算收入", None],
    [None, "绝对额", "增速", "绝对额", "增速"],
    ["襄阳高新区", (1052.3000000000002, None), (0.052, "0.0%"), (46.25, "0.0_ "), (0.0712, "0.0%")],
    ["宜昌高新区", (905.4, "#,##0.00"), (0.061, "0.0%"), (38.9, "0.0_ "), (-0.012, "0.0%;[Red]-0.0%")],
    ["孝感高新区", (1240, "#,##0"), (0.047, "0.0%"), (29.5, "0.0_ "), (0.03, "0.0%")],
]
MERGED = ["B3:C3", "D3:E3", "A3:A4"]
YEARS = [
    ["襄阳高新区历年主要指标"],
    ["指标", "单位", "2020年", "2021年", "2022年"],
    ["规模以上工业总产值", "亿元", 1642.1, 1873.6, 2011.4],
    ["高新技术企业", "家", 364, 421, 503],
    ["实际利用外资", "万美元", 5210, 6088, 6402],
]


def fill(sheet, rows) -> None:
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            value, shown = value if isinstance(value, tuple) else (value, None)
            if value is not None:
                cell = sheet.cell(r, c, value)
                if shown:
                    cell.number_format = shown


def figures(path: Path) -> None:
    book = openpyxl.Workbook()
    zones = book.active
    zones.title = "Sheet1"
    fill(zones, ZONES)
    zones.merge_cells("A1:E1")
    for area in MERGED:
        zones.merge_cells(area)
    zones["A1"].alignment = Alignment(horizontal="center")
    fill(book.create_sheet("历年数据"), YEARS)
    book.save(path)


def doubts(path: Path) -> None:
    """Formulas without results, an error, a hidden sheet, dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "襄阳高新区月报"
    month = (datetime.date(2022, 6, 1), 'yyyy"年"m"月"')
    fill(sheet, [["指标", month, "增长（%）"], ["工业总产值（亿元）", 158.2, "=B2/140*100-100"], ["税收收入（亿元）", "=SUM(B5:B9)", 4.1], ["出口总额（亿元）", 20.4, "#DIV/0!"]])
    sheet["C4"].data_type = "e"
    hidden = book.create_sheet("底稿")
    fill(hidden, [["工业总产值（亿元）", 999.9]])
    hidden.sheet_state = "hidden"
    book.save(path)


def old_doubts(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("襄阳高新区月报")
    date = xlwt.easyxf(num_format_str='yyyy"年"m"月"')
    for c, value in enumerate(["指标", datetime.date(2022, 6, 1), "增长（%）"]):
        sheet.write(0, c, value, date if c == 1 else xlwt.Style.default_style)
    sheet.write(1, 0, "工业总产值（亿元）")
    sheet.write(1, 1, 158.2)
    sheet.write(1, 2, xlwt.Formula("B2/140*100-100"))
    sheet.write(2, 0, "税收收入（亿元）")
    sheet.write(2, 1, xlwt.Formula("SUM(B5:B9)"))
    sheet.write(2, 2, 4.1)
    sheet.write(3, 0, "出口总额（亿元）")
    sheet.write(3, 1, 20.4)
    sheet.row(3).set_cell_error(2, "#DIV/0!")
    hidden = book.add_sheet("底稿")
    hidden.write(0, 0, "工业总产值（亿元）")
    hidden.write(0, 1, 999.9)
    hidden.visibility = 1
    book.save(str(path))


def reports(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "简报"
    sheet.append(["标题", "发布日期", "来源", "正文"])
    sheet.append(["孝感高新区上半年简报", datetime.date(2022, 7, 20), "孝感高新区", "上半年，孝感高新区实现工业总产值402.6亿元，增长8.1%。\n新开工项目31个。"])
    sheet.append(["无正文的一行", "2022-07-21", "孝感高新区", None])
    sheet.append(["宜昌高新区上半年简报", "2022年7月22日", "宜昌高新区", "上半年，宜昌高新区固定资产投资增长11.9%。"])
    book.save(path)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.fodt"
        source.write_text(writer_source())
        convert(source, "docx:MS Word 2007 XML")
        convert(source, "doc:MS Word 97")
    (HERE / "report.txt").write_text(plain_text())
    word_by_python(HERE / "report-python.docx")
    figures(HERE / "figures.xlsx")
    convert(HERE / "figures.xlsx", "xls:MS Excel 97")
    for name, separator in [("csv", 44), ("tsv", 9)]:
        with tempfile.TemporaryDirectory() as folder:
            # Token 9 asks for values as shown, token 12 for all sheets.
            convert(HERE / "figures.xlsx", f"csv:Text - txt - csv (StarCalc):{separator},34,76,1,,0,false,true,true,false,false,-1", Path(folder))
            for sheet in ["Sheet1", "历年数据"]:
                plain = {"Sheet1": "zones", "历年数据": "years"}[sheet]
                (HERE / f"figures-{plain}.{name}").write_bytes((Path(folder) / f"figures-{sheet}.csv").read_bytes())
    doubts(HERE / "doubts.xlsx")
    old_doubts(HERE / "doubts.xls")
    reports(HERE / "reports.xlsx")
    lock = [sys.executable, "-m", "msoffcrypto", "-e", "-p", "secret", HERE / "figures.xlsx", HERE / "locked.xlsx"]
    subprocess.run(lock, check=True)


if __name__ == "__main__":
    sys.exit(main())
