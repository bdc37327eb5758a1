"""Fails when the last totals that `zonefacts score` printed are below what the engine has reached.

usage: at_least.py SCORE_OUTPUT --found F1 --core F1
"""
import argparse
import pathlib


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--found", type=float, required=True)
    parser.add_argument("--core", type=float, required=True)
    args = parser.parse_args()
    totals = [line for line in args.output.read_text(encoding="utf-8").splitlines() if line.startswith("ALL ")][-1]
    # ALL <gold> <predicted> | P R F1 | P R F1
    found, core = (float(part.split()[-1]) for part in totals.split("|")[1:3])
    assert found >= args.found and core >= args.core, f"found F1 {found} (want {args.found}), core F1 {core} (want {args.core})"
    print(f"found F1 {found}, core F1 {core}")


main()
