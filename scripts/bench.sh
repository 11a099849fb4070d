#!/usr/bin/env bash
# make bench: the figures, each beside its baseline in the same run. Results go to Tests/Benchmarks/results (not committed).
# usage: scripts/bench.sh [--part bench|reads|signins] [arguments of that part]; without --part all three run.
source "$(dirname "$0")/lib.sh"
part=all
if [ "${1:-}" = --part ]; then
    part=${2:?usage: --part bench|reads|signins}
    shift 2
fi
install_packages "${BUILD_PACKAGES[@]}" python3 python3-venv wrk postgresql-15
build_release
status=0
if [ "$part" = all ] || [ "$part" = bench ]; then
    prepare_pdf || true
    "$PYTHON" Tests/Benchmarks/bench.py --program "$PROGRAM" "$@" || status=1
fi
if [ "$part" != bench ]; then
    venv .venv-accept Tests/Acceptance/requirements.txt || die "These figures need packages that could not be installed: see .build/reports/pip.log" 4
    for one in reads signins; do
        if [ "$part" = all ] || [ "$part" = "$one" ]; then
            .venv-accept/bin/python "Tests/Benchmarks/$one.py" --program "$PROGRAM" "$@" || status=1
        fi
    done
fi
exit "$status"
