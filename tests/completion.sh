#!/bin/sh
# The bash completion knows every command and option that --help names, and the saved configurations.
set -u
command -v bash >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/empty"
XDG_DATA_HOME=$work PATH=${builddir:-build}:$PATH
export XDG_DATA_HOME PATH
seam-portal-tui new 'ac me' >/dev/null || exit 1

cat >"$work/complete.bash" <<'EOF'
# WORD...: what Tab offers behind them, one a line
. "$1"
shift
COMP_WORDS=(seam-portal-tui "$@")
COMP_CWORD=$#
_seam_portal_tui
printf '%s\n' "${COMPREPLY[@]}"
EOF

offered_by() {
    bash "$work/complete.bash" "${srcdir:-.}/assets/completions/seam-portal-tui.bash" "$@" | sort
}

expect() { # WANTED WORD...
    wanted=$1
    shift
    offered=$(cd "$work/empty" && offered_by "$@" | tr '\n' ' ')
    [ "$offered" = "$wanted " ] || echo "behind \"$*\": offered $offered instead of $wanted"
}

complaints=$(
    expect 'links list' li
    expect 'sandbox show submit' s
    expect '--force --format' submit --fo
    expect 'json markdown url' submit --format ''
    expect 'always' --color al
    expect 'ac me' show a
    for command in $(seam-portal-tui --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p'); do
        expect "$command" "$command"
        options=$(seam-portal-tui "$command" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | sort | tr '\n' ' ')
        expect "${options% }" "$command" --
    done
)
[ -z "$complaints" ] || { echo "$complaints"; exit 1; }
