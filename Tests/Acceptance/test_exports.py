"""The sheet of a demo structure in five formats, read by programs that we did not write."""

import csv
import hashlib
import io
import json
import shutil
import subprocess

import pytest

from conftest import needs_pdf
from outside import FORMATS, TODAY, citana


def export(data, reference, form, **options):
    return citana("sheet", "export", "--structure", reference, "--format", form, "--data", data, **options).bytes


@pytest.fixture(scope="module")
def reference(structures):
    return structures[0]["ref"]


@pytest.fixture(scope="module")
def sheet(demo_data, reference):
    return json.loads(export(demo_data, reference, "json"))


def test_json_is_canonical_and_its_own_hash_is_right(demo_data, reference):
    raw = export(demo_data, reference, "json").decode("utf-8").strip()
    sheet = json.loads(raw)
    announced = sheet.pop("sha256")
    canonical = json.dumps(sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode("utf-8")).hexdigest() == announced
    assert '"sha256":"' + announced in raw.replace(" ", "")


def test_every_treatment_says_what_article_30_asks(demo_data, structures):
    for structure in structures:
        sheet = json.loads(export(demo_data, structure["ref"], "json"))
        assert sheet["treatments"], structure
        for line in sheet["treatments"]:
            for key in ("code", "title", "purposes", "legalBasis", "persons", "data", "recipients", "retention", "measures"):
                assert line[key], f"{structure['ref']} {line['code']} says nothing about {key}"
            assert any(datum["sensitive"] for datum in line["data"]) <= bool(line.get("article9")), line["code"]


def test_csv_has_no_cell_that_a_spreadsheet_would_run(demo_data, reference, sheet):
    text = export(demo_data, reference, "csv").decode("utf-8-sig")
    delimiter = csv.Sniffer().sniff(text[:2000], delimiters=";,").delimiter
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    assert len(rows) > len(sheet["treatments"])
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    for line in sheet["treatments"]:
        assert any(line["title"] in cell for row in rows for cell in row), line["title"]


def test_libreoffice_opens_the_ods(demo_data, reference, sheet, tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("No LibreOffice on this machine: apt-get install libreoffice-calc-nogui")
    file = tmp_path / "sheet.ods"
    file.write_bytes(export(demo_data, reference, "ods"))
    # Every sheet, as text: one CSV a sheet, which is what somebody at a DPO's desk would see.
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", tmp_path / "out", file],
        check=True, capture_output=True, timeout=120,
    )
    pages = sorted((tmp_path / "out").glob("*.csv"))
    # The list, then one sheet per treatment.
    assert len(pages) == 1 + len(sheet["treatments"])
    everything = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    for line in sheet["treatments"]:
        assert line["title"] in everything
        assert line["code"] in everything
    for label in ("Finalité principale", "Catégories de personnes concernées", "Destinataire", "Délai d'effacement"):
        assert label in everything or label.replace("'", "’") in everything, label


@needs_pdf
def test_pdf_declares_its_variant_is_tagged_and_has_an_outline(demo_data, reference, sheet, tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    file = tmp_path / "sheet.pdf"
    file.write_bytes(export(demo_data, reference, "pdf"))
    with pikepdf.open(file) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata.get("pdfaid:part") == "3"
            assert metadata.get("pdfaid:conformance", "").upper() == "A"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("fr")
        with pdf.open_outline() as outline:
            titles = []

            def walk(items):
                for item in items:
                    titles.append(item.title)
                    walk(item.children)

            walk(outline.root)
        assert len(pdf.pages) >= 3
    for line in sheet["treatments"]:
        assert any(line["title"] in title or line["code"] in title for title in titles), f"{line['code']} is not in the outline"
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", file], check=True, capture_output=True, timeout=60)
    if shutil.which("pdffonts"):
        fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True, timeout=60).stdout
        for row in fonts.splitlines()[2:]:
            assert row.split()[-5] == "yes", f"not embedded: {row}"


def test_html_is_one_file_in_french_with_every_treatment(demo_data, reference, sheet):
    page = export(demo_data, reference, "html").decode("utf-8")
    assert page.lower().startswith("<!doctype html")
    assert 'lang="fr"' in page[:400]
    for line in sheet["treatments"]:
        assert line["code"] in page


@pytest.mark.parametrize("role", ["controller", "processor"])
def test_both_roles_for_every_structure(demo_data, structures, role):
    for structure in structures:
        out = citana("sheet", "export", "--structure", structure["ref"], "--role", role, "--format", "json", "--data", demo_data)
        assert out.json()["role"] == role


def test_out_writes_the_same_bytes_as_standard_output(demo_data, reference, tmp_path):
    for form in ("html", "ods", "csv", "json"):
        file = tmp_path / f"sheet.{form}"
        citana("sheet", "export", "--structure", reference, "--format", form, "--out", file, "--data", demo_data)
        assert file.read_bytes() == export(demo_data, reference, form), form


def test_on_today_is_the_current_version(demo_data, reference, sheet):
    today = citana("sheet", "export", "--structure", reference, "--format", "json", "--on", TODAY, "--data", demo_data).json()
    assert today["sha256"] == sheet["sha256"]


def test_notice_covers_every_active_treatment_of_patients(demo_data, reference, sheet):
    notice = citana("notice", "export", "--structure", reference, "--data", demo_data).out
    for line in sheet["treatments"]:
        # The notice speaks to patients; what only concerns staff is theirs to read elsewhere.
        if line["status"] == "active" and {"patient_usager", "aidant"} & set(line["persons"]):
            assert line["title"] in notice or line["purposes"][0] in notice, line["code"]
