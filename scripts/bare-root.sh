#!/usr/bin/env bash
# Proof that no install step hides: a bare Debian 12 root, the Swift toolchain mounted, a fresh clone, nothing else.
# usage: scripts/bare-root.sh [smoke|test|bench] [--in FOLDER]      (as root; needs mmdebstrap)
#   --in FOLDER   keeps the root there, and uses it again when it exists: quicker, but no longer a fresh clone
#   smoke  make run, then the sheet of a demo structure in five formats, then a graceful stop (default)
#   test   make test
# What of this machine gets in: the toolchain, the copies of Swift packages that git is told to use instead of
# GitHub (if any), the way to the network (name resolution, proxies, certificates, apt sources). No package, no cache.
source "$(dirname "$0")/lib.sh"

what=smoke keep=''
while [ $# -gt 0 ]; do
    case $1 in
        smoke | test | bench) what=$1 ;;
        --in) keep=${2:?usage: --in FOLDER}; shift ;;
        *) die "Unknown argument: $1. usage: scripts/bare-root.sh [smoke|test|bench] [--in FOLDER]" ;;
    esac
    shift
done
[ "$(id -u)" -eq 0 ] || die "Making a root needs root: sudo scripts/bare-root.sh" 3
command -v mmdebstrap >/dev/null || install_packages mmdebstrap
command -v mmdebstrap >/dev/null || die "mmdebstrap is missing: apt-get install -y mmdebstrap" 4
require_swift
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")

if [ -n "$keep" ]; then
    mkdir -p "$keep"
    root=$(readlink -f "$keep")
else
    root=$(mktemp -d "${TMPDIR:-/tmp}/bare-root.XXXXXX")
    trap 'rm -rf --one-file-system "$root"' EXIT
fi

if [ ! -x "$root/bin/bash" ]; then
    say "Making a bare Debian 12 in $root"
    # Debian's own default sources, and nothing of this machine's other repositories.
    options=()
    while read -r line; do options+=(--aptopt="$line"); done \
        < <(apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https)::?(Proxy|Verify|CaInfo)' || true)
    mmdebstrap --quiet --variant=minbase "${options[@]}" bookworm "$root"
fi

# The way to the network.
cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
for file in /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
    [ -e "$file" ] && mkdir -p "$root/$(dirname "$file")" && cp --dereference "$file" "$root/$file"
done
if [ -d /usr/local/share/ca-certificates ]; then
    mkdir -p "$root/usr/local/share/ca-certificates"
    cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
fi

# Folders to see through, read-only: the toolchain, and package copies named by git's url.<folder>.insteadOf.
mounts=("$toolchain")
rm -f "$root/root/.gitconfig"
mkdir -p "$root/root"
while read -r key value; do
    base=${key#url.}
    base=${base%.insteadof}
    if [ -d "$base" ]; then
        mounts+=("$base")
        git config --file "$root/root/.gitconfig" --add "url.$base.insteadOf" "$value"
    fi
done < <(git config --get-regexp '^url\.' || true)
git config --file "$root/root/.gitconfig" --add safe.directory '*'

if [ -d "$root/root/citana/.git" ]; then
    git -C "$root/root/citana" fetch -q "$PWD" HEAD
    git -C "$root/root/citana" checkout -q --detach FETCH_HEAD
else
    git clone -q . "$root/root/citana"
fi

cat >"$root/root/steps.sh" <<'STEPS'
set -euo pipefail
apt-get update -q >/dev/null
# The two things that README asks for: git to clone, make to start.
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends git make >/dev/null
cd /root/citana
started=$(date +%s)
case $1 in
    test) make test; exit $? ;;
    bench) make bench; exit $? ;;
esac
make run >/root/run.log 2>&1 &
make=$!
for _ in $(seq 3000); do
    kill -0 $make 2>/dev/null || { tail -n 30 /root/run.log; echo "make run ended early"; exit 1; }
    grep -q 'http://127.0.0.1:8080' /root/run.log && break
    sleep 1
done
echo "make run answered after $(($(date +%s) - started)) s:"
tail -n 25 /root/run.log
/usr/bin/python3 scripts/smoke.py --address http://127.0.0.1:8080 --program .build/release/citana || failed=$?
# The program, not make: the stop must be its own. No other process of that name lives in this namespace.
for comm in /proc/[0-9]*/comm; do
    if [ "$(cat "$comm" 2>/dev/null)" = citana ]; then kill -TERM "$(basename "$(dirname "$comm")")"; fi
done
wait $make || { echo "The program did not stop cleanly."; failed=1; }
echo "Stopped."
exit "${failed:-0}"
STEPS

mkdir -p "${mounts[@]/#/$root}" "$root/dev/shm"
export root toolchain what
export MOUNTS="${mounts[*]}"
say "Running: $what"
# A private mount and process namespace: whatever is started inside ends with it.
unshare --mount --pid --fork bash -euo pipefail -c '
    for folder in $MOUNTS; do
        mount --bind "$folder" "$root$folder"
        mount -o remount,bind,ro "$root$folder"
    done
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec env -i HOME=/root LANG=C.UTF-8 TERM=dumb PATH="$toolchain/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
        ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"} ${PIP_CERT:+PIP_CERT="$PIP_CERT"} \
        chroot "$root" bash /root/steps.sh "$what"
'
