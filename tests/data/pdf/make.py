#!/usr/bin/env python3
"""Makes the PDF files of this folder from the texts beside them, with real programs.

Needs Debian's chromium, libreoffice-writer, qpdf, poppler-utils, fonts-wqy-zenhei and Python's reportlab and pillow:
`python3 tests/data/pdf/make.py`. The texts are what the reader must give back; all figures in them are made up.
"""
import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SECTION = re.compile(r"[一二三四五六七八九十]+、")
BYLINE = re.compile(r"发布日期|.{2,12}　\d{4}年\d+月\d+日$")
FONT = "WenQuanYi Zen Hei"


def lines(name):
    """The lines of a text as (kind, content); the lines of a table as one list of rows."""
    found = []
    for number, line in enumerate((HERE / f"{name}.txt").read_text().splitlines()):
        following = line.count(" | ")
        if following:
            if found[-1][0] != "table":
                found.append(("table", []))
            found[-1][1].append(line.split(" | "))
        elif number == 0:
            found.append(("title", line))
        elif SECTION.match(line):
            found.append(("section", line))
        elif BYLINE.match(line):
            found.append(("byline", line))
        elif "。" not in line:
            found.append(("caption", line))
        else:
            found.append(("text", line))
    return found


def element(kind, content):
    if kind == "table":
        rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in content]
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    tag = {"title": "h1", "section": "h2", "caption": "h3"}.get(kind, "p")
    return f'<{tag} class="{kind}">{html.escape(content)}</{tag}>'


STYLE = f"""
body {{ font: 11pt/1.6 '{FONT}'; margin: 0; text-align: justify }}
h1 {{ font-size: 20pt; text-align: center; margin: 0 0 6pt }}
h2 {{ font-size: 13pt; margin: 8pt 0 4pt }}
h3 {{ font-size: 11pt; text-align: center; margin: 6pt 0 4pt }}
p {{ margin: 0; text-indent: 2em }}
p.byline {{ text-align: center; text-indent: 0; font-size: 9pt; margin-bottom: 8pt }}
table {{ border-collapse: collapse; margin: 4pt auto; width: 90% }}
td {{ border: 0.5pt solid black; padding: 2pt 6pt; text-align: center }}
"""


def chromium(page, target):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page)
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
            check=True, stderr=subprocess.DEVNULL)


def page(style, body, title="", head=""):
    return f"<!doctype html><html lang=zh><meta charset=utf-8><title>{title}</title>{head}<style>{STYLE}{style}</style><body>{body}</body></html>"


def report():
    """One column on three small pages: running head, page numbers, sentences across the page's end."""
    style = """
    @page { size: 148mm 210mm; margin: 20mm 15mm;
            @top-center { content: "潍坊高新区统计资料"; font: 9pt 'WenQuanYi Zen Hei' }
            @bottom-center { content: "第 " counter(page) " 页"; font: 9pt 'WenQuanYi Zen Hei' } }
    """
    body = "".join(element(*line) for line in lines("report"))
    chromium(page(style, body, title="潍坊高新区2021年经济运行情况"), HERE / "report.pdf")


def newspaper():
    """Two pages with a running head each: three columns under a headline, the second article in two columns below."""
    style = """
    @page { size: 260mm 190mm; margin: 18mm 10mm;
            @top-left { content: "高新区时报"; font: 10pt 'WenQuanYi Zen Hei' }
            @top-right { content: "2021年11月2日　第" counter(page) "版"; font: 10pt 'WenQuanYi Zen Hei' } }
    body { font-size: 9pt }
    article { border-bottom: 0.5pt solid black; padding-bottom: 4mm; margin-bottom: 4mm }
    .columns { column-count: 3; column-gap: 7mm }
    article + article { break-before: page }
    article + article .columns { column-count: 4 }
    """
    articles, current = [], None
    for kind, content in lines("newspaper"):
        if kind != "text":
            current = [element("title", content), ""]
            articles.append(current)
        else:
            current[1] += element(kind, content)
    body = "".join(f"<article>{title}<div class=columns>{text}</div></article>" for title, text in articles)
    chromium(page(style, body), HERE / "newspaper.pdf")


def mixed():
    """One newspaper page: an article in three columns, below it another one in two columns beside a table in a box."""
    style = """
    @page { size: 260mm 370mm; margin: 10mm }
    body { font-size: 9.5pt }
    .columns { column-count: 3; column-gap: 7mm }
    .below { display: flex; gap: 7mm; margin-top: 6mm; border-top: 1pt solid black; padding-top: 4mm }
    .below article { flex: 2 } .below aside { flex: 1 }
    .below .columns { column-count: 2 }
    """
    first, second, current = [], [], None
    for kind, content in lines("newspaper"):
        if kind != "text":
            current = second if first else first
            current.append(element("title", content))
        else:
            current.append(element(kind, content))
    aside = "".join(element(*line) for line in lines("bulletin") if line[0] in ("caption", "table"))
    body = f"<article>{first[0]}<div class=columns>{''.join(first[1:])}</div></article>"
    body += f"<div class=below><article>{second[0]}<div class=columns>{''.join(second[1:])}</div></article><aside>{aside}</aside></div>"
    chromium(page(style, body), HERE / "mixed.pdf")


def sideways():
    """The bulletin across a page that is higher than wide, as wide tables are printed."""
    style = """
    @page { size: 148mm 210mm; margin: 10mm }
    main { width: 190mm; transform-origin: 0 0; transform: translateY(190mm) rotate(-90deg) }
    """
    body = "".join(element(*line) for line in lines("bulletin"))
    chromium(page(style, f"<main>{body}</main>"), HERE / "sideways.pdf")


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>Microsoft Word - 简报(终稿).doc</dc:title></office:meta>
<office:styles>
 <style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="1" fo:widows="1"/>
  <style:text-properties style:font-name-asian="{font}" fo:font-family="{font}" style:font-family-asian="{font}" fo:font-size="10.5pt" style:font-size-asian="10.5pt"/></style:default-style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="176mm" fo:page-height="140mm" fo:margin="14mm"/>
  <style:footer-style><style:header-footer-properties fo:min-height="6mm"/></style:footer-style></style:page-layout>
 <style:style style:name="title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="18pt" style:font-size-asian="18pt"/></style:style>
 <style:style style:name="byline" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"/></style:style>
 <style:style style:name="text" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="7.4mm"/></style:style>
 <style:style style:name="caption" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
 <style:style style:name="cell" style:family="paragraph"><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"/></style:style>
 <style:style style:name="box" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.6mm"/></style:style>
 <style:style style:name="wide" style:family="table-column"><style:table-column-properties style:rel-column-width="6*"/></style:style>
 <style:style style:name="slim" style:family="table-column"><style:table-column-properties style:rel-column-width="3*"/></style:style>
 <style:style style:name="columns" style:family="section"><style:section-properties text:dont-balance-text-columns="{unbalanced}">
  <style:columns fo:column-count="{columns}" fo:column-gap="8mm"/></style:section-properties></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">
 <style:footer><text:p text:style-name="caption">— <text:page-number text:select-page="current">1</text:page-number> —</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{head}<text:section text:style-name="columns" text:name="columns">{body}</text:section></office:text></office:body>
</office:document>"""


def paragraph(style, content):
    content = html.escape(content).replace("　", "\u3000")
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def block(kind, content):
    if kind != "table":
        return paragraph("caption" if kind == "section" else kind, content)
    cell = '<table:table-cell table:style-name="box" office:value-type="string">{}</table:table-cell>'
    rows = ["".join(cell.format(paragraph("cell", text)) for text in row) for row in content]
    columns = '<table:table-column table:style-name="wide"/>' + '<table:table-column table:style-name="slim"/>' * (len(content[0]) - 1)
    return "<table:table>" + columns + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"


def writer(name, target, columns, unbalanced):
    """A Writer document with a headline over its columns, and a page number between dashes at the foot."""
    head, body = [], []
    for line in lines(name):
        (head if line[0] in ("title", "byline") else body).append(block(*line))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target}.fodt"
        unbalanced = str(unbalanced).lower()
        source.write_text(FODT.format(font=FONT, head="".join(head), body="".join(body), columns=columns, unbalanced=unbalanced))
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                        "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL)
        shutil.copy(Path(folder) / f"{target}.pdf", HERE)


def plain():
    """The report set by reportlab in a font that is not embedded, ragged, its table held together by alignment alone."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = ParagraphStyle("text", fontName="STSong-Light", fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK")
    flush = ParagraphStyle("flush", parent=text, firstLineIndent=0)
    title = ParagraphStyle("title", parent=flush, fontSize=18, leading=28, alignment=1)
    flow = []
    for kind, content in lines("report"):
        if kind == "table":
            flow.append(Table(content, style=[("FONT", (0, 0), (-1, -1), "STSong-Light", 10)], colWidths=[150, 60, 90, 110]))
        else:
            flow.append(Paragraph(html.escape(content), {"title": title, "text": text}.get(kind, flush)))
    document = SimpleDocTemplate(str(HERE / "plain.pdf"), pagesize=A4, title="report_v2.docx", author="潍坊高新区经济发展局", invariant=1)
    document.build(flow)


def scanned():
    """The first page of the report as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "40", "-gray", "-png", "-l", "1", HERE / "report.pdf", f"{folder}/page"], check=True)
        from PIL import Image
        Image.open(next(Path(folder).glob("*.png"))).convert("1").save(HERE / "scanned.pdf")


def unmapped():
    """The bulletin, its fonts without the tables that say which characters their signs are."""
    with tempfile.TemporaryDirectory() as folder:
        loose = Path(folder) / "loose.pdf"
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", HERE / "bulletin.pdf", loose], check=True)
        loose.write_bytes(loose.read_bytes().replace(b"/ToUnicode", b"/NoUnicode"))
        subprocess.run(["qpdf", "--static-id", "--compress-streams=y", loose, HERE / "unmapped.pdf"], check=True)


def encrypted():
    """The two-column bulletin behind a password, and one that anybody opens but nobody may change."""
    for target, user in (("locked", "secret"), ("restricted", "")):
        subprocess.run(["qpdf", "--static-id", "--static-aes-iv", "--encrypt", user, "owner", "256", "--", HERE / "bulletin.pdf",
                        HERE / f"{target}.pdf"], check=True)


if __name__ == "__main__":
    report()
    newspaper()
    mixed()
    sideways()
    writer("bulletin", "bulletin", 2, False)
    writer("report", "columns", 2, True)
    plain()
    scanned()
    unmapped()
    encrypted()
    for path in sorted(HERE.glob("*.pdf")):
        print(path.stat().st_size, path.name)
