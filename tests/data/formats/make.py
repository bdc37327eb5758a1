#!/usr/bin/env python3
"""Makes the files beside it from one report of `raw/`, with the programs that people use; `tests/it/formats.rs` reads them.

Needs LibreOffice (`soffice`), Chromium, the font WenQuanYi Zen Hei, and openpyxl 3.1 from PyPI. Run it from anywhere. Programs
stamp their files with the time, so that a new run changes bytes, never the text.
"""

import datetime
import html
import subprocess
import tempfile
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
TEXT = (HERE.parents[2] / "raw/jinzhou/2017-profile.txt").read_text(encoding="gb18030")
LINES = [line for line in TEXT.splitlines() if line]
FONT = "WenQuanYi Zen Hei"
STYLE = f"@page {{ size: 148mm 210mm; margin: 15mm }} body {{ font: 11pt/1.6 '{FONT}' }} h1 {{ font-size: 16pt }}"


def office(source, kind, target):
    """What LibreOffice makes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, source]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = Path(folder) / f"{Path(source).stem}.{kind.split(':')[0]}"
        (HERE / target).write_bytes(made.read_bytes())


def words(columns):
    """The report as a document of LibreOffice, on a small page of so many columns."""
    title, *lines = (html.escape(line) for line in LINES)
    body = f'<text:h text:outline-level="1">{title}</text:h>' + "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name-asian="{FONT}" fo:font-size="10pt"
 style:font-size-asian="10pt"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" fo:page-height="148mm"
 fo:margin="15mm"><style:columns fo:column-count="{columns}" fo:column-gap="10mm"/></style:page-layout-properties></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary)
    (folder / "one.fodt").write_text(words(1))
    (folder / "two.fodt").write_text(words(2))
    office(folder / "one.fodt", "docx", "report.docx")
    office(folder / "one.fodt", "doc", "report.doc")
    office(folder / "two.fodt", "pdf", "two-columns.pdf")

    page = "".join(f"<p>{html.escape(line)}</p>" for line in LINES[1:])
    page = f"<!doctype html><html lang=zh><meta charset=utf-8><style>{STYLE}</style><body><h1>{html.escape(LINES[0])}</h1>{page}</body></html>"
    (folder / "page.html").write_text(page)
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
         f"--print-to-pdf={HERE / 'one-column.pdf'}", (folder / "page.html").as_uri()],
        check=True, stderr=subprocess.DEVNULL)

    book = openpyxl.Workbook()
    book.active.append(["标题", "正文", "发布日期"])
    book.active.append([LINES[0], TEXT, datetime.date(2018, 4, 17)])
    book.save(HERE / "collection.xlsx")
    office(HERE / "collection.xlsx", "xls", "collection.xls")

    (folder / "高新区").mkdir()
    for name in ["report.docx", "two-columns.pdf", "collection.xlsx"]:
        (folder / "高新区" / name).write_bytes((HERE / name).read_bytes())
    (HERE / "nested.zip").unlink(missing_ok=True)
    subprocess.run(["tar", "-czf", "inner.tar.gz", "高新区"], cwd=folder, check=True)
    subprocess.run(["zip", "-q", HERE / "nested.zip", "inner.tar.gz"], cwd=folder, check=True)
