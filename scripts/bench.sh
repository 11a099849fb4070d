#!/usr/bin/env bash
# make bench: the figures, each beside its baseline in the same run. Results go to Tests/Benchmarks/results (not committed).
source "$(dirname "$0")/lib.sh"
install_packages "${BUILD_PACKAGES[@]}" python3
build_release
prepare_pdf || true
exec "$PYTHON" Tests/Benchmarks/bench.py --program "$PROGRAM" "$@"
