#!/usr/bin/env bash
# make soak: the long counts. Same tests as make test, with the numbers that only patience allows.
source "$(dirname "$0")/lib.sh"
build_release
scripts/acceptance.sh --program "$PROGRAM" --soak
