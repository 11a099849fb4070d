#!/usr/bin/env bash
# make soak: the long counts. Same tests as make test, with the numbers that only patience allows.
source "$(dirname "$0")/lib.sh"
build_release
scripts/acceptance.sh --program "$PROGRAM" --soak

say "── Mutants of the declarations, judged by the invariants and by the expectations"
CITANA_MUTANTS=both swift test --disable-xctest "${SWIFT_FLAGS[@]}" --filter DeclarationMutants

say "── Sabotage of the access log and of sealed cells"
CITANA_TEST_SABOTAGE=1000 swift test --disable-xctest "${SWIFT_FLAGS[@]}" --filter 'SabotageTests|CellCheckTests'

say "── Mutants of the sources"
"$PYTHON" Tests/Acceptance/source_mutants.py
