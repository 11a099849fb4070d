#!/usr/bin/env bash
# The release program seen from outside.
# usage: scripts/acceptance.sh [--program FILE] [--screenshots FOLDER] [pytest arguments]
source "$(dirname "$0")/lib.sh"

program='' arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --program) program=$2; shift 2 ;;
        *) arguments+=("$1"); shift ;;
    esac
done
if [ -z "$program" ]; then
    build_release
    program=$PROGRAM
fi
if [ -z "${CITANA_PDF_PYTHON:-}" ]; then prepare_pdf || true; fi
venv .venv-accept Tests/Acceptance/requirements.txt || die "The acceptance tests need packages that could not be installed: see .build/reports/pip.log" 4
CITANA_PROGRAM="$program" exec .venv-accept/bin/python -m pytest Tests/Acceptance -q -p no:cacheprovider -rs \
    --junitxml=.build/reports/acceptance.xml "${arguments[@]}"
