"""The process: it stops when asked, speaks TLS 1.3, travels with its resources, and keeps strangers out."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time

import pytest

from conftest import run_demo
from outside import PROGRAM, Installation, citana, free_pair, get


def test_stops_gracefully_and_quickly_when_asked(own_data):
    with run_demo(own_data) as running:
        started = time.monotonic()
        assert running.stop() == 0, running.text()
        assert time.monotonic() - started < 5


def test_stops_on_interrupt(own_data):
    with run_demo(own_data) as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=10) == 0, running.text()


def test_survives_being_killed(own_data):
    with run_demo(own_data) as running:
        running.stop(force=True)
    with run_demo(own_data) as running:
        assert running.get("/sign-in").status == 200


def test_the_program_travels_with_its_resources_alone(tmp_path):
    """A copy of the program and its resource folders, in another place, under a user's empty environment."""
    away = tmp_path / "away"
    away.mkdir()
    shutil.copy2(PROGRAM.resolve(), away / "citana")
    for resources in PROGRAM.resolve().parent.glob("*.resources"):
        shutil.copytree(resources, away / resources.name)
    # Hidden by a mount namespace where we may: then nothing of the build folder can be read at all.
    build = str(PROGRAM.resolve().parent)
    port, data = free_pair(), tmp_path / "data"
    command = [str(away / "citana"), "demo", "--port", str(port), "--data", str(data)]
    hidden = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0
    if hidden:
        command = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', build, *command]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=tmp_path, env={"PATH": os.environ["PATH"]})
    try:
        end = time.monotonic() + 40
        while True:
            try:
                page = get(f"http://127.0.0.1:{port}/sign-in")
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, process.stdout.read().decode()
                time.sleep(0.05)
        assert page.status == 200 and "<title>" in page.text
        styles = re.findall(r'href="(/static/[^"]+\.css[^"]*)"', page.text)
        assert styles and all(get(f"http://127.0.0.1:{port}{style}").status == 200 for style in styles)
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True, timeout=30,
    )
    return folder


def test_tls_1_3_and_nothing_older(tmp_path, certificate):
    installation = Installation(
        tmp_path,
        tls={"certificateFile": str(certificate / "certificate.pem"), "keyFile": str(certificate / "key.pem")},
    ).init()
    with installation.serve() as running:
        context = ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
        context.set_alpn_protocols(["h2", "http/1.1"])
        with socket.create_connection(("127.0.0.1", installation.port), timeout=10) as raw:
            with context.wrap_socket(raw, server_hostname="localhost") as secure:
                assert secure.version() == "TLSv1.3"
                assert secure.selected_alpn_protocol() == "h2"

        old = ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with socket.create_connection(("127.0.0.1", installation.port), timeout=10) as raw:
            with pytest.raises((ssl.SSLError, ConnectionError)):
                old.wrap_socket(raw, server_hostname="localhost")

        page = get(
            f"https://localhost:{installation.port}/sign-in", context=ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
        )
        assert page.status == 200
        assert "max-age=" in page.headers["strict-transport-security"]
        assert running.stop() == 0


PAGES = ("/sign-in", "/", "/register", "/nowhere", "/static/nothing.css", "/questionnaires", "/records", "/partners", "/legal/notice")


@pytest.mark.parametrize("path", PAGES)
def test_security_headers_on_every_answer(demo, path):
    answer = demo.get(path)
    policy = answer.headers["content-security-policy"]
    for directive in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert directive in policy, f"{path}: {policy}"
    assert "unsafe" not in policy and "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert "cross-origin-opener-policy" in answer.headers
    if not path.startswith("/static"):
        assert "no-store" in answer.headers["cache-control"], path
    for leak in ("server", "x-powered-by"):
        assert answer.headers.get(leak, "").lower() in ("", "citana"), leak


@pytest.mark.parametrize("path", ["/register", "/questionnaires", "/records", "/partners", "/register/export"])
def test_a_stranger_sees_nothing(demo, path):
    answer = demo.get(path, headers={"accept": "text/html"})
    assert answer.status in (302, 303, 307, 401, 404), answer.status
    if answer.status < 400:
        assert answer.headers["location"].startswith("/sign-in")


def test_nobody_signs_in_outside_of_the_demo(tmp_path):
    installation = Installation(tmp_path).init()
    with installation.serve() as running:
        page = running.get("/sign-in")
        assert page.status == 200
        assert "<form" not in page.text or "demo" not in page.text.lower()
        assert "données fictives" not in page.text


def test_the_demo_listens_on_loopback_alone(demo):
    port = demo.address.rsplit(":", 1)[1]
    listening = [
        line.split()[1] for file in ("/proc/net/tcp", "/proc/net/tcp6") for line in open(file).readlines()[1:]
        if line.split()[3] == "0A" and int(line.split()[1].rsplit(":", 1)[1], 16) == int(port)
    ]
    assert listening == [f"0100007F:{int(port):04X}"]


def test_health_is_on_the_second_port_alone(tmp_path):
    installation = Installation(tmp_path).init()
    with installation.serve() as running:
        for path in ("/health/live", "/health/ready", "/metrics"):
            assert get(f"http://127.0.0.1:{installation.admin_port}{path}").status == 200, path
            assert running.get(path).status == 404, path


def test_logs_carry_the_pattern_never_the_address(own_data):
    with run_demo(own_data) as running:
        running.get("/l/secret-token-in-an-address?name=confidential")
        running.get("/register/not-a-page-confidential")
        assert running.stop() == 0
        assert "confidential" not in running.text() and "secret-token" not in running.text()


def test_requests_that_are_too_large_or_malformed(demo):
    host, port = demo.address.removeprefix("http://").split(":")
    for request in (
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"h%d: %s\r\n" % (n, b"v" * 1000) for n in range(400)) + b"\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /%ff%fe%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            raw.settimeout(3)
            answer = b""
            try:
                raw.sendall(request)
                answer = raw.recv(4096)
            except OSError:
                pass
            assert b"root:" not in answer
            assert not answer or re.match(rb"HTTP/1\.1 4\d\d", answer) or re.match(rb"HTTP/1\.1 30[237]", answer), answer[:200]
    assert demo.get("/sign-in").status == 200


def test_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", citana("--version").out.strip())
