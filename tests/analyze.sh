#!/bin/bash
# analyze.sh SOURCE FLAG...: gcc's analyzer, clang-tidy and cppcheck over all of forms/ and tui/, in the current
# folder, which holds config.h. Prints what they find, but for what tests/analyze.known has a reason for; a line there
# that nothing is found for is a finding, too. A tool that is not installed is named.
set -u
source=$1
shift
flags=(-std=gnu11 -DHAVE_CONFIG_H -I. -I"$source" "$@")
found=$(mktemp) || exit 99
trap 'rm -f "$found"' EXIT
ran=

each_file() { # COMMAND...: for a few files at a time, on all processors
    (cd "$source" && printf '%s\n' forms/*.c tui/*.c tui/*/*.c) | sed "s|^|$source/|" |
        xargs -P "$(nproc)" -n 8 "$@"
}

have() {
    command -v "$1" >/dev/null && ran="$ran $1" && return
    echo "skip $1: not installed"
    return 1
}

# Not -O0, where it does not follow a value from one function into the next.
analyzer() {
    for file in "${@:2}"; do
        $1 -fanalyzer -O1 "${flags[@]}" -c -o /dev/null "$file" 2>&1
    done
}
tidy() { clang-tidy --quiet --config-file="$source/.clang-tidy" "$@" -- "${flags[@]}" 2>/dev/null; }
export -f analyzer tidy
# Functions see no arrays of the shell that exported them.
spread() { each_file bash -c "source=$(printf %q "$source"); flags=($(printf '%q ' "${flags[@]}")); $1 \"\$@\"" x; }

have gcc && spread 'analyzer gcc' >>"$found"
have clang-tidy && spread tidy >>"$found"
have cppcheck && (cd "$source" && cppcheck --quiet --std=c11 --enable=warning,portability,performance \
    -j"$(nproc)" -DHAVE_CONFIG_H -I. -I"$OLDPWD" --template='{file}:{line}:{column}: warning: {message} [{id}]' \
    forms tui) >>"$found" 2>&1

# "PATH:LINE:COLUMN: warning: TEXT [CHECK]", each once: a header is read with many files.
findings=$(grep -E ': (warning|error): ' "$found" | sed "s|^$PWD/||; s|^$source/||; s|^\./||" | sort -u)
status=0
while read -r path check reason; do
    case $path in '' | \#*) continue ;; esac
    others=$(grep -vE "^$path:.*\[(.* )?[-A-Za-z]*$check\]$" <<<"$findings")
    if [ "$others" = "$findings" ]; then
        echo "tests/analyze.known: nothing is found any more for: $path $check $reason"
        status=1
    fi
    findings=$others
done <"$source/tests/analyze.known"
if [ -n "$findings" ]; then
    printf '%s\n' "$findings"
    status=1
fi
[ "$status" -ne 0 ] || echo "no findings of:$ran"
exit "$status"
