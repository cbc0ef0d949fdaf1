#!/bin/sh
# Fetches the W3C tests of SHACL, which come inside the source distribution of pyshacl, and
# prints the directory for WAYMARK_W3C_SUITE:
#
#   WAYMARK_W3C_SUITE=$(tests/shapes/fetch_w3c_suite.sh [INTO]) make test TESTS=tests/shapes
#
# The distribution is the one that the lock names, checked by its hash; what is there is kept.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
into=${1:-$here/build/w3c-suite}
python=${PYTHON:-$here/.venv/bin/python}

if ! ls -d "$into"/pyshacl-*/test/resources/sht_tests >/dev/null 2>&1; then
    mkdir -p "$into"
    awk '/^pyshacl==/ { on = 1 } on { print; if (!/\\$/) exit }' \
        "$here/requirements/dev.txt" >"$into/pyshacl.txt"
    "$python" -m pip download -q --no-deps --no-binary pyshacl --require-hashes \
        --dest "$into" -r "$into/pyshacl.txt" >&2
    tar -xzf "$into"/pyshacl-*.tar.gz -C "$into"
fi
ls -d "$into"/pyshacl-*/test/resources/sht_tests
