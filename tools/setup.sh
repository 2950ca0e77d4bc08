#!/bin/sh
# Makes .venv with the locked dependencies and the package itself; does nothing when that is already so.
# Assumes Debian, Python 3.11 to 3.13 and the package registries. Usage: tools/setup.sh [browser]
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    echo "Python 3.11, 3.12 or 3.13 is needed; set PYTHON to its path" >&2
    return 1
}

install_packages() {
    if [ "$(id -u)" != 0 ]; then
        echo "please install: $*  (apt-get install $*)" >&2
        return 1
    fi
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

stamp=.venv/.locked
if [ ! -f "$stamp" ] || ! cmp -s requirements.lock "$stamp"; then
    python=$(find_python)
    if [ ! -x .venv/bin/python ]; then
        echo "creating .venv with $($python --version)"
        if ! "$python" -m venv .venv >/dev/null 2>&1; then
            rm -rf .venv
            install_packages python3-venv
            "$python" -m venv .venv
        fi
    fi
    echo "installing the locked dependencies into .venv (about a minute)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    cp requirements.lock "$stamp"
fi

if [ "${1:-}" = browser ] && ! command -v chromium >/dev/null 2>&1; then
    echo "installing chromium for the browser tests"
    install_packages chromium || echo "no chromium: the browser tests will be skipped" >&2
fi
