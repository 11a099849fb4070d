#!/usr/bin/env bash
# make run: from a fresh clone to the demo in the browser.
# Arguments are handed to `citana demo` (for instance: scripts/run.sh --port 8081 --fresh).
source "$(dirname "$0")/lib.sh"

install_packages "${BUILD_PACKAGES[@]}"
say "Building the release program. The first time takes about ten minutes, then seconds."
build_release
prepare_pdf || true
say "Starting the demo. Ctrl-C stops it."
exec "$PROGRAM" demo "$@"
