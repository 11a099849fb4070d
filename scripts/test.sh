#!/usr/bin/env bash
# make test: everything. Each step runs even when an earlier one failed, so that one run tells all;
# the last line counts, and the exit code is not zero when anything failed.
source "$(dirname "$0")/lib.sh"

started=$(date +%s)
reports=.build/reports
mkdir -p "$reports"
rm -f "$reports"/*.jsonl "$reports"/*.xml "$reports"/broken
step() { say "── $1 ($(($(date +%s) - started)) s)"; }
# A step that could not even run counts as one failure, under its name.
broken() { echo "$1" >>"$reports/broken"; }

step "Packages"
install_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
prepare_pdf || true
require_swift

step "Debug build with tests"
if swift build --build-tests "${SWIFT_FLAGS[@]}"; then
    step "swift test"
    # Bounded: a test that hangs is a failure, not a night. Eight at a time: each may hold two stores and their threads.
    timeout 25m .build/debug/citanaPackageTests.xctest --testing-library swift-testing \
        --experimental-maximum-parallelization-width 8 --event-stream-output-path "$reports/swift.jsonl" --event-stream-version 0 || broken_tests=$?
    # A crash leaves no failed test in the stream: the count must not hide it.
    if [ "${broken_tests:-0}" -ne 0 ] && ! "$PYTHON" scripts/count.py --any-failure "$reports"; then
        broken "swift test ended with code $broken_tests without naming a failed test"
    fi
else
    broken "debug build"
fi

step "Release build"
if build_release; then
    step "Acceptance"
    timeout 25m scripts/acceptance.sh --program "$PROGRAM" || acceptance=$?
    if [ ! -s "$reports/acceptance.xml" ]; then broken "acceptance ended with code ${acceptance:-0} and no report"; fi
else
    broken "release build"
fi

step "Summary"
"$PYTHON" scripts/count.py "$reports" --seconds $(($(date +%s) - started))
