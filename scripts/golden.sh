#!/usr/bin/env bash
# make golden: writes the golden files again from the declarations, then shows what changed.
source "$(dirname "$0")/lib.sh"
require_swift
swift build --build-tests "${SWIFT_FLAGS[@]}"
CITANA_GOLDEN=write swift test --skip-build --disable-xctest "${SWIFT_FLAGS[@]}" --filter 'olden' || true
git --no-pager diff --stat -- Tests/Goldens
say "Read the difference as a DPO would, then commit it with the declaration that caused it."
