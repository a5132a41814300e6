#!/bin/sh
# Every C file is laid out as .clang-format says. Skipped (77) where clang-format 14 is missing.
set -u
cd "${srcdir:-$(dirname "$0")/..}" || exit 1
for tool in clang-format-14 clang-format; do
    if command -v "$tool" >/dev/null && "$tool" --version | grep -q 'version 14\.'; then
        find assets forms tests tui -name '*.[ch]' | sort | xargs "$tool" --dry-run --Werror
        exit
    fi
done
echo 'clang-format 14 is not installed'
exit 77
