import contextlib
import shutil
from pathlib import Path

import pytest

import outside


def pytest_addoption(parser):
    parser.addoption("--screenshots", default=None, help="folder that keeps the pictures of the pages")
    parser.addoption("--soak", action="store_true", help="long counts")


def pytest_configure(config):
    config.inicfg.setdefault("timeout", "180")


@pytest.fixture(scope="session")
def pictures(request, tmp_path_factory):
    folder = request.config.getoption("--screenshots")
    folder = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory):
    """A folder that `citana demo` filled once; nobody serves it, tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    outside.citana("demo", "--data", folder, "--fill-only")
    return folder


@pytest.fixture(scope="session")
def demo(demo_data, tmp_path_factory):
    """The demo, running, on a copy; for tests that only look."""
    folder = tmp_path_factory.mktemp("running") / "data"
    shutil.copytree(demo_data, folder)
    with run_demo(folder) as running:
        yield running


@contextlib.contextmanager
def run_demo(folder):
    port = outside.free_pair()
    with outside.Running(
        ["demo", "--port", port, "--data", folder], f"http://127.0.0.1:{port}", folder.parent / f"demo-{port}.log"
    ) as running:
        running.data = folder
        yield running


@pytest.fixture
def own_data(demo_data, tmp_path):
    """A copy of the demo's folder that the test may change."""
    folder = tmp_path / "data"
    shutil.copytree(demo_data, folder)
    return folder


@pytest.fixture(scope="session")
def structures(demo_data):
    return outside.citana("structure", "list", "--format", "json", "--data", demo_data).json()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    if not outside.PostgreSQL.is_there():
        pytest.skip("No PostgreSQL 15 on this machine: apt-get install postgresql-15")
    # Not below pytest's own folder: the user postgres may not enter it.
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="citana-postgresql-"))
    server = outside.PostgreSQL(folder)
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("No Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"], timeout=60_000
        )
        yield running
        running.close()


needs_pdf = pytest.mark.skipif(not outside.pdf_is_on(), reason="PDF is off: WeasyPrint could not be installed")


@pytest.fixture(scope="session")
def add_structure():
    """Adds a fictitious structure; `where` is an Installation or the arguments that name a store."""

    def add(where, reference, code=0, **changes):
        fields = {
            "name": "Maison de santé fictive",
            "kind": "msp",
            "legal-nature": "prive",
            "finess": "990000010",
            "representative": "Camille Exemple",
            "address": "1 rue de l'Exemple",
            "postal-code": "00000",
            "city": "Nulleville",
            "phone": "+33 0 00 00 00 00",
            "email": "contact@structure.example",
            "dpo-name": "Dominique Fictif",
            "dpo-email": "dpo@structure.example",
            "dpo-phone": "+33 0 00 00 00 00",
            "dpo-organisation": "Cabinet Fictif",
            "contract": "CTR-0001",
            **{name.replace("_", "-"): value for name, value in changes.items()},
        }
        # --name=value: a value that begins with a dash is a value.
        options = [f"--{name}={value}" for name, value in fields.items()]
        arguments = ["structure", "add", "--ref", reference, *options]
        if isinstance(where, outside.Installation):
            return where.citana(*arguments, code=code)
        return outside.citana(*arguments, *where, code=code)

    return add
