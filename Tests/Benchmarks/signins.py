"""Memory at idle, and while fifty people sign in at once (each password costs one scrypt of 128 MiB, two at a time),
beside a Python process that does two such scrypts at once.

usage: signins.py --program FILE [--people 50]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Acceptance"))

import outside  # noqa: E402
import pyotp  # noqa: E402
from browsing import Browsing  # noqa: E402

PASSWORD = "Varech&Agrafe-92"
BASELINE = """
import hashlib, threading
def one(): hashlib.scrypt(b"x", salt=bytes(16), n=2**17, r=8, p=1, maxmem=2**28)
threads = [threading.Thread(target=one) for _ in range(2)]
[t.start() for t in threads]; [t.join() for t in threads]
print([line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1])
"""


def mebibytes(pid, name):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    raise AssertionError(name)


def enrol(installation, number):
    mail = f"personne-{number}@structure.example"
    link = installation.citana(
        "account", "invite", "--structure", "msp-exemple", "--role", "professional", "--mail", mail,
        "--family-name", f"Fictive-{number}", "--given-name", "Camille").out.strip()
    browser = Browsing(f"http://127.0.0.1:{installation.port}")
    page = browser.send("/enrol/" + link.rsplit("/", 1)[1])
    form = next(one for one in browser.forms(page) if "code" in one[1])
    secret = page.text.split('class="secret"')[1].split(">", 1)[1].split("<")[0].replace(" ", "")
    fields = {**form[1], "password": PASSWORD, "again": PASSWORD, "code": pyotp.TOTP(secret).now()}
    answer = browser.send(form[0], fields)
    assert answer.status == 200, answer.text[:500]
    return mail


def sign_in(installation, mail, number, outcome):
    browser = Browsing(f"http://127.0.0.1:{installation.port}")
    origin = {"X-Forwarded-For": f"192.0.2.{number + 1}"}
    page = browser.send("/sign-in", headers=origin)
    form = next(one for one in browser.forms(page) if "password" in one[1])
    try:
        answer = browser.send(form[0], {**form[1], "mail": mail, "password": PASSWORD}, headers=origin)
        outcome[number] = answer.status
    except OSError as error:
        outcome[number] = repr(error)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--people", type=int, default=50)
    options = parser.parse_args()
    outside.PROGRAM = str(options.program.resolve())
    with tempfile.TemporaryDirectory(prefix="citana-signins-") as folder:
        installation = outside.Installation(folder).init()
        installation.citana(
            "structure", "add", "--ref", "msp-exemple", "--name", "MSP Exemple (fictive)", "--kind", "msp",
            "--legal-nature", "prive", "--finess", "990000010", "--dpo-name", "Dominique Fictif",
            "--dpo-email", "dpo@structure.example", "--contract", "CTR-0001", "--address", "1 rue de l'Exemple",
            "--postal-code", "00000", "--city", "Nulleville", "--phone", "+33 0 00 00 00 00",
            "--email", "contact@structure.example", "--representative", "Camille Exemple")
        with installation.serve() as running:
            mails = [enrol(installation, number) for number in range(options.people)]
            running.stop()
        with installation.serve() as running:
            pid = running.process.pid
            outside.get(f"http://127.0.0.1:{installation.port}/sign-in")
            idle = mebibytes(pid, "VmRSS")
            outcome = {}
            threads = [
                threading.Thread(target=sign_in, args=(installation, mail, number, outcome))
                for number, mail in enumerate(mails)
            ]
            started = time.monotonic()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            took = time.monotonic() - started
            most, after = mebibytes(pid, "VmHWM"), mebibytes(pid, "VmRSS")
        wrong = {number: status for number, status in outcome.items() if status not in (200, 303)}
        baseline = int(subprocess.run([sys.executable, "-c", BASELINE], capture_output=True, check=True).stdout) / 1024
    print(
        f"memory at idle {idle:.0f} MiB; {options.people} people at once: at most {most:.0f} MiB, {after:.0f} MiB after, "
        f"in {took:.1f} s; Python with two scrypts at once: {baseline:.0f} MiB")
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    (results / f"{time.strftime('%Y%m%d-%H%M%S')}-signins.json").write_text(
        json.dumps({"idle": idle, "most": most, "after": after, "seconds": took, "baseline": baseline}))
    if wrong:
        sys.exit(f"NOT MEASURED: {len(wrong)} answers were none of a sign-in: {wrong}")


if __name__ == "__main__":
    main()
