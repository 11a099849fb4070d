# Words shared by the scripts. Sourced, never run.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What the compiler and the linker need on a bare Debian 12: headers, a C runtime, the four system libraries.
BUILD_PACKAGES=(
    ca-certificates git pkg-config gcc libc6-dev libstdc++-12-dev binutils tzdata
    libcurl4 libxml2 libncurses6 zlib1g-dev
    libsqlite3-dev libpq-dev libcurl4-openssl-dev libzip-dev
)
# What WeasyPrint needs. Without them every other export works.
PDF_PACKAGES=(python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-inter)
# What the tests need beyond the build: a real PostgreSQL, a real browser, real readers, a log verifier.
TEST_PACKAGES=(
    postgresql-15 postgresql-client-15 chromium libreoffice-calc-nogui poppler-utils qpdf openssl curl python3 python3-venv
    golang-go golang-golang-x-mod-dev
    glewlwyd sqlite3 strace
)
# Debian's own Python: the one whose version the pinned packages were tried with.
if [ -x /usr/bin/python3 ]; then PYTHON=/usr/bin/python3; else PYTHON=python3; fi
export PIP_DISABLE_PIP_VERSION_CHECK=1

# A module that another target does not declare must not be importable by luck of the build order.
SWIFT_FLAGS=(--explicit-target-dependency-import-check error)
RELEASE_FLAGS=(-c release --static-swift-stdlib "${SWIFT_FLAGS[@]}")

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "$1"; exit "${2:-2}"; }

# Prints those of the packages named that are not installed.
missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    local package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || printf '%s\n' "$package"
    done
}

# Installs what is missing of the packages named, as root or with sudo; where it may not, says the exact command and
# goes on: the step that really needs the package then fails with its own words.
install_packages() {
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return 0
    if ! command -v apt-get >/dev/null; then
        warn "This is not a Debian system. Install the equivalents of: ${missing[*]}"
        return 0
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root=(sudo -n)
        elif command -v sudo >/dev/null && [ -t 0 ]; then as_root=(sudo)
        else
            warn "Missing packages, and no right to install them. As root: apt-get install -y --no-install-recommends ${missing[*]}"
            return 0
        fi
    fi
    say "Installing: ${missing[*]}"
    local log=.build/reports/apt.log
    mkdir -p .build/reports
    # Tests start their own PostgreSQL: the package must not create and start one of its own.
    if printf '%s\n' "${missing[@]}" | grep -qx 'postgresql-15' && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        "${as_root[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    # A list that cannot be refreshed may still be good enough: the install decides.
    "${as_root[@]}" apt-get update -q >"$log" 2>&1 || warn "apt-get update complained (see $log); going on."
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o Dpkg::Options::=--force-confold "${missing[@]}" >>"$log" 2>&1; then
        tail -n 5 "$log" >&2
        warn "Could not install them. By hand, as root: apt-get install -y --no-install-recommends ${missing[*]}"
    fi
}

require_swift() {
    command -v swift >/dev/null || die "Swift 6.3 or later is not on the PATH: install it from https://www.swift.org/install/linux/ and start again."
}

# Makes a virtual environment with exactly what a requirements file names; quiet, and false where it cannot.
# usage: venv FOLDER FILE
venv() {
    local folder=$1 file=$2 log=.build/reports/pip.log
    # A half-made folder (power cut, no network) has no copy of the list and is made again.
    if cmp -s "$file" "$folder/requirements.txt" && "$folder/bin/python" -c '' 2>/dev/null; then return 0; fi
    rm -rf "$folder"
    mkdir -p .build/reports
    "$PYTHON" -m venv "$folder" >"$log" 2>&1 && "$folder/bin/pip" install -q -r "$file" >>"$log" 2>&1 || {
        tail -n 2 "$log" >&2
        rm -rf "$folder"
        return 1
    }
    cp "$file" "$folder/requirements.txt"
}

# WeasyPrint in a virtual environment of its own (Debian's does not tag PDF/A). Tells the program where it is.
prepare_pdf() {
    install_packages "${PDF_PACKAGES[@]}"
    if venv .venv-pdf scripts/pdf-requirements.txt && .venv-pdf/bin/python -c 'import weasyprint' 2>/dev/null; then
        export CITANA_PDF_PYTHON="$PWD/.venv-pdf/bin/python"
    else
        warn "PDF is off: WeasyPrint could not be installed ($PYTHON -m venv .venv-pdf && .venv-pdf/bin/pip install -r scripts/pdf-requirements.txt). Every other export works."
        return 1
    fi
}

# Builds the release program and sets PROGRAM to its path.
build_release() {
    require_swift
    swift build "${RELEASE_FLAGS[@]}" --product citana >&2
    PROGRAM="$(swift build "${RELEASE_FLAGS[@]}" --show-bin-path)/citana"
    [ -x "$PROGRAM" ] || die "The build ended without an error but left no program at $PROGRAM." 1
}
