"""Opens every table of a release in DuckDB, polars, pyarrow and pandas, and validates the data package.

usage: read_release.py RELEASE_FOLDER
"""
import json
import os
import pathlib
import sys

import duckdb
import pandas
import polars
import pyarrow.parquet
from frictionless import Package


def main():
    os.chdir(sys.argv[1])
    package = json.loads(pathlib.Path("datapackage.json").read_text(encoding="utf-8"))
    connection = duckdb.connect()
    connection.execute(pathlib.Path("views.sql").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        name, path, rows = resource["name"], resource["path"], resource["rows"]
        counts = {
            "duckdb": connection.execute(f"select count(*) from {name}").fetchone()[0],
            "polars": polars.read_parquet(path).height,
            "pyarrow": pyarrow.parquet.read_table(path).num_rows,
            "pandas": len(pandas.read_parquet(path)),
        }
        assert set(counts.values()) == {rows}, f"{name}: {counts}, the data package says {rows}"
        schema = pyarrow.parquet.read_schema(path)
        bare = [field.name for field in schema if b"description" not in (field.metadata or {})]
        assert not bare, f"{name}: no description in the Parquet metadata of {bare}"
    answer = connection.execute(
        "select count(*) from zone_year_metric_named where zone_id is not null and year is not null"
    ).fetchone()[0]
    assert answer > 0, "no facts by zone and year"
    report = Package.from_descriptor("datapackage.json").validate()
    assert report.valid, report.flatten(["name", "fieldName", "message"])
    print(f"{len(package['resources'])} tables read four ways, {answer} facts by zone and year, data package valid")


main()
