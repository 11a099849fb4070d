"""What a proven read costs: one audited, consent-checked, decrypted record over HTTP, beside a fixed answer of the same
size from the same framework; and the same read with the transparency log beside one with a plain table.

Interleaved pairs (A B A B …), the median of each side and of their ratios, at 1, 16 and 256 connections, on SQLite and
PostgreSQL (fsync on). A wrong answer makes the figure void: no answer but 200 is counted as right, and afterwards the
store must hold at least as many lines as there were answers.

The plain table: a trigger in the measured store swallows the row that asks for a place in the transparency log, so that
the program writes the same line into the same table and the sequencer finds nothing. No switch in the program does that.

usage: reads.py --program FILE [--patients 1000] [--pairs 5] [--seconds 3] [--trials 10000] [--engine sqlite] [--connections 16]
"""

import argparse
import json
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Acceptance"))

import outside  # noqa: E402

SCRIPT = """
local requests = {}
function init(args)
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", line)
  end
end
local n = 0
function request()
  n = n % #requests + 1
  return requests[n]
end
"""


class DurablePostgreSQL(outside.PostgreSQL):
    """The test server does not flush; this one does."""

    flush = "on"


def load(port, paths, connections, seconds, headers=()):
    """Requests per second, and p99 in milliseconds; raises where an answer was not 200."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(paths.parent / "load.lua")]
    for header in headers:
        command += ["-H", header]
    out = subprocess.run(
        [*command, f"http://127.0.0.1:{port}", "--", str(paths)], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise AssertionError(out)
    rate = float(re.search(r"Requests/sec:\s+([0-9.]+)", out).group(1))
    count = int(re.search(r"([0-9]+) requests in", out).group(1))
    figure, unit = re.search(r"99%\s+([0-9.]+)(us|ms|s)", out).groups()
    return rate, float(figure) * {"us": 0.001, "ms": 1, "s": 1000}[unit], count


class Fixed:
    """The framework alone, with the answer's bytes."""

    def __init__(self, program, body, folder):
        self.port = outside.free_port()
        file = folder / "answer.json"
        file.write_bytes(body)
        self.process = subprocess.Popen([str(program), "bench", "fixed", "--port", str(self.port), "--file", str(file)])
        for _ in range(200):
            try:
                assert outside.get(f"http://127.0.0.1:{self.port}/fixed").body == body
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the fixed answer is not served")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


class Measured:
    """One installation under load."""

    def __init__(self, engine, program, folder, patients, server=None):
        self.engine, self.program, self.folder, self.server = engine, program, folder, server
        self.installation = outside.Installation(
            folder, engine=engine, postgresql=server, environment="demo", tls=None)
        self.installation.change(publicURL=f"http://127.0.0.1:{self.installation.port}")
        made = json.loads(
            self.installation.citana("bench", "fill", "--patients", patients, program=program, seconds=600).out)
        self.header = f"Cookie: citana={made['session']}"
        self.paths = folder / "reads"
        self.paths.write_text("".join(f"/fhir/R4/Patient/{one}\n" for one in made["patients"]))
        self.fixed_paths = folder / "fixed"
        self.fixed_paths.write_text("/fixed\n")
        (folder / "load.lua").write_text(SCRIPT)
        self.first = made["patients"][0]
        self.answers = 0
        self.running = self.installation.serve(program=program)
        answer = outside.get(
            f"http://127.0.0.1:{self.installation.port}/fhir/R4/Patient/{self.first}",
            headers={"Cookie": self.header.removeprefix("Cookie: ")})
        resource = json.loads(answer.body)
        assert answer.status == 200 and resource["name"][0]["family"] == "FICTIVE-0", "not the patient asked for"
        self.fixed = Fixed(program, answer.body, folder)

    def read(self, connections, seconds):
        rate, p99, count = load(self.installation.port, self.paths, connections, seconds, [self.header])
        self.answers += count
        return rate, p99

    def fixed_answer(self, connections, seconds):
        return load(self.fixed.port, self.fixed_paths, connections, seconds)[:2]

    def sql(self, *statements):
        if self.engine == "postgresql":
            return [self.server.sql(text, self.server.database) for text in statements][-1]
        store = sqlite3.connect(self.folder / "store" / "citana.sqlite", timeout=30)
        try:
            for text in statements:
                row = store.execute(text).fetchone()
            store.commit()
            return row[0] if row else None
        finally:
            store.close()

    def plain(self, on):
        """Whether new lines stay out of the transparency log."""
        if self.engine == "postgresql":
            # No rule: a prepared statement would keep it after it is gone.
            self.sql(
                "CREATE OR REPLACE FUNCTION plain_table() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                "CREATE TRIGGER plain_table BEFORE INSERT ON log_pending FOR EACH ROW EXECUTE FUNCTION plain_table()" if on
                else "DROP TRIGGER plain_table ON log_pending")
        else:
            self.sql(
                "CREATE TRIGGER plain_table BEFORE INSERT ON log_pending BEGIN SELECT RAISE(IGNORE); END" if on
                else "DROP TRIGGER plain_table")

    def settle(self, seconds=60):
        """Until the sequencer has nothing left."""
        end = time.monotonic() + seconds
        while int(self.sql("SELECT count(*) FROM log_pending")) > 0 and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(0.7)

    def lines(self):
        return int(self.sql("SELECT count(*) FROM audit_entries WHERE cites IS NULL"))

    def stop(self):
        self.fixed.stop()
        self.running.stop()


def pairs(name, count, ours, theirs, rows):
    """Medians of both sides and of the ratio of each pair."""
    ours(), theirs()  # to warm, not counted
    taken = [(ours(), theirs()) for _ in range(count)]
    row = {
        "name": name, "rate": statistics.median(a[0] for a, _ in taken), "p99": statistics.median(a[1] for a, _ in taken),
        "baseline": statistics.median(b[0] for _, b in taken),
        "ratio": statistics.median(a[0] / b[0] for a, b in taken),
        "least": min(a[0] / b[0] for a, b in taken), "most": max(a[0] / b[0] for a, b in taken),
    }
    rows.append(row)
    print(
        f"{name}: {row['rate']:.0f}/s (p99 {row['p99']:.1f} ms); baseline {row['baseline']:.0f}/s; "
        f"ratio {row['ratio']:.2f} ({row['least']:.2f} to {row['most']:.2f})", flush=True)


def checkpoint_delay(measured, tries=20):
    """From a read's answer to a checkpoint that covers its line, in milliseconds: median and worst."""
    base = f"http://127.0.0.1:{measured.installation.port}"
    cookie = {"Cookie": measured.header.removeprefix("Cookie: ")}
    delays = []
    for number in range(tries):
        measured.settle()
        before = int(outside.get(f"{base}/log/checkpoint").body.split(b"\n")[1])
        time.sleep(number * 0.037 % 0.5)
        assert outside.get(f"{base}/fhir/R4/Patient/{measured.first}", headers=cookie).status == 200
        measured.answers += 1
        started = time.monotonic()
        while int(outside.get(f"{base}/log/checkpoint").body.split(b"\n")[1]) <= before:
            assert time.monotonic() < started + 10, "no checkpoint"
            time.sleep(0.005)
        delays.append((time.monotonic() - started) * 1000)
    return statistics.median(delays), max(delays)


def withdrawals(engine, options, folder, rows, server=None):
    """Consents withdrawn while their recipients read without a pause: how long until acknowledged, reads granted after."""
    installation = outside.Installation(folder, engine=engine, postgresql=server, environment="demo", tls=None)
    installation.change(publicURL=f"http://127.0.0.1:{installation.port}")
    found = installation.citana(
        "bench", "withdraw", "--trials", options.trials, program=options.program, seconds=900).json()
    rows.append({"name": f"{engine}: withdrawals", **found})
    print(
        f"{engine}: {found['trials']} withdrawals acknowledged in {found['p50Microseconds'] / 1000:.1f} ms (median), "
        f"{found['p99Microseconds'] / 1000:.1f} ms (p99); reads granted before {found['readsBefore']}, under way "
        f"{found['readsDuring']}, after {found['readsAfter']}", flush=True)
    assert found["readsAfter"] == 0, "a read was granted after its consent had been withdrawn"


def measure(engine, options, folder, rows, server=None):
    measured = Measured(engine, options.program, folder, options.patients, server)
    try:
        before, answered = measured.lines(), measured.answers
        for connections in options.connections:
            pairs(
                f"{engine}, {connections} connections: proven read ÷ fixed answer", options.pairs,
                lambda: measured.read(connections, options.seconds),
                lambda: measured.fixed_answer(connections, options.seconds), rows)
            measured.settle()
        for connections in options.connections:
            def with_plain():
                measured.plain(True)
                try:
                    return measured.read(connections, options.seconds)
                finally:
                    measured.plain(False)

            pairs(
                f"{engine}, {connections} connections: transparency log ÷ plain table", options.pairs,
                lambda: measured.read(connections, options.seconds), with_plain, rows)
            measured.settle()
        median, worst = checkpoint_delay(measured)
        rows.append({"name": f"{engine}: checkpoint covers a line", "median": median, "worst": worst})
        print(f"{engine}: a checkpoint covers a line after {median:.0f} ms, at worst {worst:.0f} ms", flush=True)
        measured.settle()
        lines, answers = measured.lines() - before, measured.answers - answered
        assert lines >= answers, f"{answers} answers and {lines} lines"
        print(f"{engine}: {answers} reads answered, {lines} lines", flush=True)
    finally:
        measured.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--connections", type=int, nargs="*", default=[1, 16, 256])
    options = parser.parse_args()
    options.program = options.program.resolve()
    outside.PROGRAM = str(options.program)
    rows = []
    with tempfile.TemporaryDirectory(prefix="citana-reads-") as folder:
        os.chmod(folder, 0o755)
        if options.engine in (None, "sqlite"):
            withdrawals("sqlite", options, Path(folder) / "sqlite-withdrawals", rows)
            measure("sqlite", options, Path(folder) / "sqlite", rows)
        if options.engine in (None, "postgresql") and outside.PostgreSQL.is_there():
            (Path(folder) / "cluster").mkdir()
            server = DurablePostgreSQL(Path(folder) / "cluster")
            try:
                withdrawals("postgresql", options, Path(folder) / "postgresql-withdrawals", rows, server)
                measure("postgresql", options, Path(folder) / "postgresql", rows, server)
            finally:
                server.stop()
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    (results / f"{time.strftime('%Y%m%d-%H%M%S')}-reads.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
