# shellcheck shell=bash
# Sourced by ./run and ./check: makes .venv from a lock file on a machine with only Python 3.11.
#
# Renew the locks (names, versions and hashes; no addresses) after a change of pyproject.toml:
#   bash requirements/renew.sh [--upgrade]

die() { printf '%s\n' "$@" >&2; exit 2; }

# Debian package and the file by which a system shows that it has it.
# shellcheck disable=SC2034  # used by ./run and ./check
qt_base=(libglib2.0-0:libglib-2.0.so.0 libgl1:libGL.so.1 libegl1:libEGL.so.1 libdbus-1-3:libdbus-1.so.3
         libfontconfig1:libfontconfig.so.1 libxkbcommon0:libxkbcommon.so.0)
# shellcheck disable=SC2034
qt_window=(libxcb-cursor0:libxcb-cursor.so.0 libxcb-icccm4:libxcb-icccm.so.4 libxcb-keysyms1:libxcb-keysyms.so.1
           libxcb-shape0:libxcb-shape.so.0 libxcb-randr0:libxcb-randr.so.0 libxcb-xkb1:libxcb-xkb.so.1
           libxcb-sync1:libxcb-sync.so.1 libxcb-xfixes0:libxcb-xfixes.so.0 libx11-xcb1:libX11-xcb.so.1
           libxkbcommon-x11-0:libxkbcommon-x11.so.0 libcups2:libcups.so.2)

# Print the first Python that is new enough.
find_python() {
    local name
    for name in python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null &&
           "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"; return
        fi
    done
}

# Print the Debian packages that this machine lacks, out of pairs PACKAGE:FILE.
missing_packages() {
    local known pair
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for pair in "$@"; do
        case $known in *"${pair#*:} "*) ;; *) echo "${pair%%:*}" ;; esac
    done
}

# Install packages when permitted, else name the exact line and stop.
need_packages() {
    local install as=() log
    [ $# -gt 0 ] || return 0
    install=(apt-get install -y --no-install-recommends "$@")
    command -v apt-get >/dev/null || die "Missing system packages (by their Debian names): $*"
    if [ "$(id -u)" -ne 0 ]; then
        if [ "${CI:-}" != true ] || ! sudo -n true 2>/dev/null; then
            die "Missing system packages. Install them once, then start again:" \
                "  sudo apt-get update && sudo ${install[*]}"
        fi
        as=(sudo -n)
    fi
    echo "== system packages: $*"
    log=$(mktemp)
    { "${as[@]}" apt-get update &&
        "${as[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >"$log" 2>&1 ||
        { cat "$log" >&2; rm -f "$log"; die "Could not install: $*"; }
    rm -f "$log"
}

# What an environment is made from: the interpreter and the bytes of a lock.
made_from() { "$python" -c 'import sys; print(sys.version)'; sha256sum <"requirements/$1.lock"; }

# prepare LOCK [PACKAGE:FILE...]: the whole set-up; quick when nothing changed.
prepare() {
    local lock=$1 packages python old
    mapfile -t packages < <(missing_packages "${@:2}")
    python=$(find_python)
    if [ -z "$python" ]; then packages=(python3 python3-venv "${packages[@]}")
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then packages=("${python##*/}-venv" "${packages[@]}")
    fi
    need_packages "${packages[@]}"
    python=$(find_python)
    [ -n "$python" ] || die "Sledchy needs Python 3.11 or newer."
    old=$(cat .venv/.made-from 2>/dev/null)
    # The lock of the checks holds every package of the program: its environment serves both.
    [ "$old" != "$(made_from "$lock")" ] && [ "$old" != "$(made_from dev)" ] || return 0
    echo "== .venv from requirements/$lock.lock"
    rm -rf .venv
    "$python" -m venv .venv || die "Could not make .venv with $python."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
        --only-binary :all: --require-hashes -r "requirements/$lock.lock" ||
        { rm -rf .venv; die "Could not install the packages of requirements/$lock.lock."; }
    made_from "$lock" >.venv/.made-from
}
