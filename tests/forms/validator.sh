#!/bin/sh
# check gives the same verdicts as a standard validator (python3-jsonschema; skipped where it is missing) on
# generated bodies.
set -eu
srcdir=${srcdir:-$(dirname "$0")/../..}
builddir=${builddir:-.}
command -v python3 >/dev/null || exit 77
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
"$builddir/tests/forms/verdicts" 1000 >"$lines"
python3 "$srcdir/tests/forms/validator.py" "$srcdir/assets/schema.json" <"$lines"
