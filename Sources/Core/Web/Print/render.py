"""Turns HTML on standard input into a tagged, archivable PDF on standard output. Fetches nothing but data: URLs."""
import resource
import sys

resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

import weasyprint  # noqa: E402
from weasyprint.urls import URLFetcher  # noqa: E402

fetcher = URLFetcher(timeout=1, allowed_protocols=["data"], allow_redirects=False)
html = sys.stdin.buffer.read().decode("utf-8")
document = weasyprint.HTML(string=html, url_fetcher=fetcher)
sys.stdout.buffer.write(document.write_pdf(pdf_variant="pdf/a-3a"))
