#!/usr/bin/env bash
# make pdf: only what the PDF export needs.
source "$(dirname "$0")/lib.sh"
prepare_pdf || exit 4
say "PDF is on. Name this interpreter in the configuration (pdf.python), or set CITANA_PDF_PYTHON=$CITANA_PDF_PYTHON"
