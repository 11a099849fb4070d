"""The figures that the README and the issues quote, each beside a baseline measured in the same run.

Five interleaved pairs (A B A B …), the median of each side. Absolute numbers are reported, never gated: on a busy
machine only the ratio means something. A wrong answer makes the figure void, and the run fails.

usage: bench.py --program FILE [--structures 1000] [--pairs 5] [--only WORD]     (standard library only)
"""

import argparse
import hashlib
import http.client
import json
import os
import platform
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PDF_PYTHON = os.environ.get("CITANA_PDF_PYTHON")


class Bench:
    def __init__(self, program, pairs, only):
        self.program, self.pairs, self.only = program, pairs, only
        self.rows, self.wrong = [], []

    def pair(self, name, target, measure, baseline_name, baseline, unit="ms"):
        """`measure` and `baseline` each return one number in `unit`."""
        if self.only and self.only not in name:
            return
        ours, theirs = [], []
        try:
            measure(), baseline()  # once to warm the page cache, not counted
            for _ in range(self.pairs):
                ours.append(measure())
                theirs.append(baseline())
        except Exception as error:  # noqa: BLE001 - one figure that fails must not hide the others
            self.wrong.append(f"{name}: {error}")
            return
        self.rows.append({
            "name": name, "unit": unit, "median": statistics.median(ours), "least": min(ours), "most": max(ours),
            "baseline": baseline_name, "baselineMedian": statistics.median(theirs),
            "ratio": statistics.median(ours) / max(statistics.median(theirs), 1e-9), "goal": target,
        })
        row = self.rows[-1]
        print(f"{name}: {row['median']:.1f} {unit} (goal {target}); {baseline_name}: {row['baselineMedian']:.1f}", flush=True)

    def table(self):
        head = ("figure", "median", "least to most", "goal", "baseline in the same run", "baseline", "ratio")
        body = [
            (row["name"], f"{row['median']:.1f} {row['unit']}", f"{row['least']:.1f} to {row['most']:.1f}", row["goal"],
             row["baseline"], f"{row['baselineMedian']:.1f} {row['unit']}", f"{row['ratio']:.2f}")
            for row in self.rows
        ]
        widths = [max(len(str(line[i])) for line in [head, *body]) for i in range(len(head))]
        lines = ["| " + " | ".join(str(cell).ljust(width) for cell, width in zip(line, widths)) + " |" for line in [head, *body]]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(lines)


def run(command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, timeout=300, check=True, **options).stdout


def timed(action):
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def free_pair():
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def resident_mebibytes(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no resident size")


class Server:
    """`citana demo` on a prepared folder: from spawn to the first right answer."""

    def __init__(self, program, data):
        self.port = free_pair()
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [str(program), "demo", "--port", str(self.port), "--data", str(data)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )
        while True:
            try:
                answer = self.get("/sign-in")
                break
            except OSError:
                if self.process.poll() is not None:
                    raise AssertionError(f"ended with {self.process.returncode} before answering") from None
                time.sleep(0.001)
        self.milliseconds = (time.perf_counter() - started) * 1000
        assert answer[0] == 200 and b"<html" in answer[1], "the first answer is not the sign-in page"

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


def log_figures(bench, program, folder):
    """The access log: lines recorded, sequenced, verified. One run of the program measures all; the baseline writes rows of
    the same size into a plain table in the same way (Python's sqlite3, WAL, FULL), or hashes as many bytes."""
    entries, size = 20_000, 600
    data = folder / "log"
    run([program, "demo", "--data", data, "--fill-only"])
    figures = {}

    def log():
        figures.update(json.loads(run([program, "bench", "log", "--data", data, "--entries", entries])))

    def rate(name, count="entries"):
        def measure():
            log()
            return figures[count] / max(figures[name], 1)
        return measure

    def plain_table():
        """64 rows to a commit, as group commit makes of 64 writers."""
        path = folder / "plain.sqlite"
        path.unlink(missing_ok=True)
        store = sqlite3.connect(path, isolation_level=None)
        store.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE lines (id TEXT PRIMARY KEY, entry BLOB)")
        entry = bytes(size)
        started = time.perf_counter()
        for first in range(0, entries, 64):
            store.execute("BEGIN IMMEDIATE")
            for number in range(first, min(first + 64, entries)):
                store.execute("INSERT INTO lines VALUES (?, ?)", (f"{number:036}", entry))
            store.execute("COMMIT")
        took = time.perf_counter() - started
        store.close()
        return entries / took / 1000

    def hashing():
        entry = bytes(size)
        started = time.perf_counter()
        for _ in range(entries):
            hashlib.sha256(entry).digest()
            hashlib.sha256(entry[:448]).digest()
        return entries / (time.perf_counter() - started) / 1000

    bench.pair("access log: lines recorded, 64 at once", "—", rate("recordMilliseconds"), "rows in a plain table, 64 a commit", plain_table, "k/s")
    bench.pair("access log: lines sequenced", "10 k/s", rate("integrateMilliseconds"), "rows in a plain table, 64 a commit", plain_table, "k/s")
    bench.pair("access log: leaves verified, sealed", "500 k/s", rate("verifySealedMilliseconds", "leaves"), "Python hashing as many bytes", hashing, "k/s")
    bench.pair("access log: leaves verified, opened", "—", rate("verifyMilliseconds", "leaves"), "Python hashing as many bytes", hashing, "k/s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--structures", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only")
    options = parser.parse_args()
    program = options.program.resolve()
    bench = Bench(program, options.pairs, options.only)

    with tempfile.TemporaryDirectory(prefix="citana-bench-") as folder:
        data = Path(folder) / "data"
        print(f"Filling a SQLite store with the cast and {options.structures} structures…", flush=True)
        filled = timed(lambda: run([program, "demo", "--data", data, "--fill-only", "--structures", options.structures]))
        print(f"filled in {filled / 1000:.1f} s", flush=True)
        structures = json.loads(run([program, "structure", "list", "--format", "json", "--data", data]))
        assert len(structures) >= options.structures, "the store is not as large as asked"
        reference = next(s["ref"] for s in structures if s["ref"].startswith("structure-"))

        def version():
            return timed(lambda: run([program, "--version"]))

        def cold_export():
            out = []
            took = timed(lambda: out.append(run([program, "sheet", "export", "--structure", reference, "--data", data])))
            assert json.loads(out[0])["structure"]["ref"] == reference
            return took

        def cold_page():
            with Server(program, data) as server:
                return server.milliseconds

        bench.pair("cold start to the first page", "300 ms", cold_page, "spawn of citana --version", version)
        bench.pair("cold start to the first sheet (command line, JSON)", "300 ms", cold_export, "spawn of citana --version", version)

        def resident():
            with Server(program, data) as server:
                return resident_mebibytes(server.process.pid)

        def python_resident():
            process = subprocess.Popen([sys.executable, "-c", "import http.server, sqlite3; input()"], stdin=subprocess.PIPE)
            time.sleep(0.2)
            size = resident_mebibytes(process.pid)
            process.communicate(b"\n", timeout=10)
            return size

        bench.pair("resident memory after the first page", "128 MiB", resident, "Python with http.server and sqlite3", python_resident, "MiB")

        sheet = run([program, "sheet", "export", "--structure", reference, "--data", data])
        document = json.loads(sheet)

        def python_json():
            return timed(lambda: json.dumps(document, sort_keys=True, ensure_ascii=False).encode())

        def export_json():
            """What the export costs beyond starting the program."""
            return max(cold_export() - version(), 0.0)

        bench.pair("export JSON, beyond the start", "50 ms", export_json, "json.dumps of the same sheet in Python", python_json)

        if PDF_PYTHON:
            plain = Path(folder) / "plain.html"
            plain.write_text("<html lang='fr'><title>x</title><p>une page</p></html>", encoding="utf-8")

            def pdf():
                out = []
                took = timed(lambda: out.append(run([program, "sheet", "export", "--structure", reference, "--format", "pdf", "--data", data])))
                assert out[0].startswith(b"%PDF-")
                return took / 1000

            def one_page():
                return timed(lambda: run([PDF_PYTHON, "-m", "weasyprint", "--pdf-variant", "pdf/a-3a", plain, Path(folder) / "plain.pdf"])) / 1000

            bench.pair("export PDF", "5 s", pdf, "WeasyPrint on a page of one line", one_page, "s")
        else:
            print("PDF is off: not measured.")

        log_figures(bench, program, Path(folder))

        def registers():
            out = []
            took = timed(lambda: out.append(run([program, "bench", "register", "--modules", "16"])))
            assert b"65536" in out[0], out[0][:200]
            return took / 1000

        def count():
            return timed(lambda: run([sys.executable, "-c", "print(sum(bin(n).count('1') for n in range(1 << 16)))"])) / 1000

        bench.pair("65,536 simulated registers (16 synthetic modules)", "60 s", registers, "Python visiting the same subsets", count, "s")

    results = HERE / "results"
    results.mkdir(exist_ok=True)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "kernel": platform.release(), "structures": options.structures}
    (results / f"{stamp}.json").write_text(json.dumps({"machine": machine, "rows": bench.rows, "wrong": bench.wrong}, indent=1))
    print()
    print(f"{machine['cores']} cores, {machine['machine']}; {options.structures} structures; {options.pairs} interleaved pairs, medians")
    print(bench.table())
    for line in bench.wrong:
        print(f"NOT MEASURED: {line}")
    return 1 if bench.wrong else 0


sys.exit(main())
