#!/usr/bin/env bash
# make check: the fast loop. Build, house rules, kernel.
source "$(dirname "$0")/lib.sh"
require_swift
swift build --build-tests "${SWIFT_FLAGS[@]}"
exec swift test --skip-build --disable-xctest --parallel "${SWIFT_FLAGS[@]}" --filter '^(HouseTests|KernelTests)\.'
