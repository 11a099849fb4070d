"""Asks a demo that runs for what a newcomer would look at: the sign-in page, and the sheet in five formats.

usage: smoke.py --address http://127.0.0.1:8080 --program FILE [--data FOLDER]     (standard library only)
"""

import argparse
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

BEGINS = {"html": b"<!doctype html", "pdf": b"%PDF-", "ods": b"PK\x03\x04", "csv": b"", "json": b"{"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", default="citana-demo")
    options = parser.parse_args()

    with urllib.request.urlopen(options.address + "/sign-in", timeout=10) as answer:
        page = answer.read().decode("utf-8")
        print(f"sign-in page: {answer.status}, {len(page)} characters")

    def citana(*arguments):
        return subprocess.run(
            [options.program, *arguments, "--data", options.data], capture_output=True, timeout=60, check=True
        ).stdout

    structures = json.loads(citana("structure", "list", "--format", "json"))
    reference = structures[0]["ref"]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, start in BEGINS.items():
            out = Path(folder) / f"sheet.{kind}"
            try:
                citana("sheet", "export", "--structure", reference, "--format", kind, "--out", str(out))
                content = out.read_bytes()
                right = len(content) > 500 and content.lstrip(b"\xef\xbb\xbf")[:20].lower().startswith(start.lower())
                print(f"sheet of {reference}, {kind}: {len(content)} bytes{'' if right else ', NOT WHAT IT SHOULD BE'}")
            except subprocess.CalledProcessError as error:
                right = False
                print(f"sheet of {reference}, {kind}: exit {error.returncode}, {error.stderr.decode().strip()}")
            failed += not right
    return 1 if failed else 0


sys.exit(main())
