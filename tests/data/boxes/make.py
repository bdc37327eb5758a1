"""Makes the files beside it with programs that people use, from one report in `raw/`.

    python3 -m venv venv && venv/bin/pip install pyarrow pandas polars duckdb && venv/bin/python tests/data/boxes/make.py

Also needs `zip`, `tar`, `gzip`, `zstd` and `wget`. Run it from the root of the repository. The programs put times and versions
into what they write, so that other bytes come out each time; what they hold is the same.
"""

import datetime
import http.server
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.feather
import pyarrow.parquet

HERE = pathlib.Path(__file__).resolve().parent
TEXT = (HERE.parents[2] / "raw/jinzhou/2017-profile.txt").read_text(encoding="gb18030")
TITLE, DAY, URL = "锦州高新区概况", datetime.date(2018, 4, 17), "http://www.example.cn/art/2018/4/17/a.html"


def run(*command, cwd):
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def containers(folder):
    """Names in GBK bytes, as programs on Chinese systems store them."""
    chinese = folder / "高新区"
    chinese.mkdir()
    (chinese / "锦州2018-04-17.txt").write_text(TEXT, encoding="utf-8")
    os.makedirs(os.fsencode(folder) + b"/gbk/" + "高新区".encode("gbk"))
    with open(os.fsencode(folder) + b"/gbk/" + "高新区/锦州2018-04-17.txt".encode("gbk"), "wb") as file:
        file.write(TEXT.encode("gb18030"))
    run("zip", "-r", HERE / "utf8.zip", "高新区", cwd=folder)
    subprocess.run(["zip", "-r", HERE / "gbk.zip", "高新区".encode("gbk")], cwd=folder / "gbk", check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["tar", "-cf", HERE / "gbk.tar", "高新区".encode("gbk")], cwd=folder / "gbk", check=True)
    run("tar", "-czf", HERE / "utf8.tar.gz", "高新区", cwd=folder)
    run("tar", "--zstd", "-cf", HERE / "utf8.tar.zst", "高新区", cwd=folder)
    shutil.copy(chinese / "锦州2018-04-17.txt", folder / "2018-04-17.txt")
    run("gzip", "-k", "2018-04-17.txt", cwd=folder)
    run("zstd", "2018-04-17.txt", cwd=folder)
    shutil.copy(folder / "2018-04-17.txt.gz", HERE)
    shutil.copy(folder / "2018-04-17.txt.zst", HERE)


class Pages(http.server.BaseHTTPRequestHandler):
    """A page that is sent in chunks, a picture, and nothing else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith(".html"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=gb2312")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            lines = "".join(f"<p>{line}</p>\n" for line in TEXT.splitlines())
            page = f"<html><head><title>{TITLE}</title></head><body>{lines}<img src='/a.png'></body></html>".encode("gb18030")
            for at in range(0, len(page), 1000):
                part = page[at : at + 1000]
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
        else:
            found = self.path == "/a.png"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "image/png" if found else "text/html")
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"\x89PNG")

    def log_message(self, *_):
        pass


def crawl(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 8799), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = "http://127.0.0.1:8799/art/2018/4/17/a.html"
    for name, options in [("crawl", []), ("plain", ["--no-warc-compression"])]:
        command = ["wget", "-q", "-p", "-e", "robots=off", f"--warc-file={name}", *options, address]
        subprocess.run(command, cwd=folder, check=False)
    server.shutdown()
    shutil.copy(folder / "crawl.warc.gz", HERE)
    shutil.copy(folder / "plain.warc", HERE)


def collections():
    rows = {"title": [TITLE, None], "full_text": [TEXT, TEXT + "另一篇。\n"], "publish_date": [DAY, None], "url": [URL, None]}
    plain = pyarrow.table(rows)
    pyarrow.parquet.write_table(plain, HERE / "pyarrow-snappy.parquet", compression="snappy")
    pyarrow.parquet.write_table(plain, HERE / "pyarrow-gzip.parquet", compression="gzip", version="1.0", data_page_version="2.0")
    pyarrow.parquet.write_table(plain, HERE / "pyarrow-lz4.parquet", compression="lz4")
    moment = pyarrow.array([datetime.datetime(2018, 4, 16, 16, 30), None], pyarrow.timestamp("ms", tz="UTC"))
    typed = plain.set_column(2, "publish_date", moment.cast(pyarrow.timestamp("us", tz="Asia/Shanghai")))
    typed = typed.set_column(1, "full_text", typed.column(1).cast(pyarrow.large_string()))
    typed = typed.set_column(0, "title", typed.column(0).dictionary_encode())
    typed = typed.append_column("vector", pyarrow.array([[1.0, 2.0], None]))
    pyarrow.parquet.write_table(typed, HERE / "pyarrow-types.parquet", compression="zstd")
    pyarrow.feather.write_feather(typed, HERE / "pyarrow-lz4.feather", compression="lz4")
    with pyarrow.ipc.new_stream(HERE / "pyarrow-stream.arrows", typed.schema) as stream:
        stream.write_table(typed)
    frame = plain.to_pandas()
    frame.to_parquet(HERE / "pandas.parquet")
    frame.to_feather(HERE / "pandas.feather")
    polars.DataFrame(rows).write_parquet(HERE / "polars.parquet")
    polars.DataFrame(rows).write_ipc(HERE / "polars.arrow", compression="zstd")
    duckdb.from_arrow(plain).write_parquet(str(HERE / "duckdb.parquet"))
    figures = {"指标": ["地区生产总值", "固定资产投资"], "2017年(亿元)": [72.6, 37.3], "增长(%)": [15.8, None]}
    pandas.DataFrame(figures).to_parquet(HERE / "sheet.parquet")


with tempfile.TemporaryDirectory() as temporary:
    for old in HERE.iterdir():
        if old.name not in {"make.py"}:
            old.unlink()
    containers(pathlib.Path(temporary))
    crawl(pathlib.Path(temporary))
    collections()
