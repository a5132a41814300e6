#!/bin/sh
# The man page, --help and the README agree on commands, options and exit statuses; the man page has what the
# program asks of the environment.
set -u
cd "${srcdir:-$(dirname "$0")/..}" || exit 1
program=${builddir:-build}/seam-portal-tui
man=assets/man/seam-portal-tui.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

help_of() { # [COMMAND]: its help, from the program
    "$program" ${1:+"$1"} --help
}

section() { # TITLE: the lines of that section of a help text
    awk -v title="$1:" '$0 == title { on = 1; next } /^[A-Z]/ { on = 0 } on'
}

options() { # the long options that lines begin with
    sed -n 's/^ *\(--[a-z-]*\).*/\1/p' | sort -u
}

words() { # long options anywhere in a text, in the man page's spelling or the usual one
    sed 's/Fl -\([a-z]\)/--\1/g' | grep -oE -- '--[a-z][a-z-]*' | sort -u
}

compare() { # WHAT, two files
    diff "$2" "$3" >"$work/diff" || { echo "$1: < is what --help says"; grep '^[<>]' "$work/diff"; }
}

help_of >"$work/help" || { echo "$program has no --help"; exit 1; }
section Commands <"$work/help" | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' >"$work/commands"
[ -s "$work/commands" ] || { echo "--help names no commands"; exit 1; }

check_commands() {
    sed -n 's/^\.It Ic \([a-z]*\).*/\1/p' "$man" >"$work/man-commands"
    compare "commands of the man page" "$work/commands" "$work/man-commands"
    sed -n 's/^| `\([a-z]*\)[ `].*/\1/p' README.md | sort >"$work/readme-commands"
    compare "commands of the README" "$work/commands" "$work/readme-commands"
}

check_options() { # COMMAND
    help_of "$1" | section Options | options >"$work/options"
    sed -e ':join' -e '/\\$/{N;s/\\\n//;bjoin' -e '}' "$man" | grep "^\.It Ic $1" | words >"$work/man-options"
    compare "options of $1 in the man page" "$work/options" "$work/man-options"
    grep "^| \`$1[ \`]" README.md | words >"$work/readme-options"
    compare "options of $1 in the README" "$work/options" "$work/readme-options"
    help_of "$1" | section "Options of every command" | options >"$work/common"
    compare "options that $1 shares" "$work/everywhere" "$work/common"
}

check_everywhere() {
    section "Options everywhere" <"$work/help" | options >"$work/everywhere"
    sed -n '/^\.Ss Options everywhere/,/^\.El/p' "$man" | grep '^\.It' | words >"$work/man-everywhere"
    compare "options everywhere in the man page" "$work/everywhere" "$work/man-everywhere"
    sed -n '/^Everywhere: /,/^$/p' README.md | words >"$work/readme-everywhere"
    compare "options everywhere in the README" "$work/everywhere" "$work/readme-everywhere"
}

check_statuses() {
    section "Exit status" <"$work/help" | sed -n 's/^  \([0-9]\)  .*/\1/p' >"$work/statuses"
    sed -n '/^\.Sh EXIT STATUS/,/^\.El/s/^\.It \([0-9]\)$/\1/p' "$man" >"$work/man-statuses"
    compare "exit statuses of the man page" "$work/statuses" "$work/man-statuses"
    sed -n '/^Exit status: /,/^$/p' README.md | tr ';:' '\n\n' | sed -n 's/^ *\([0-9]\) .*/\1/p' >"$work/readme-statuses"
    compare "exit statuses of the README" "$work/statuses" "$work/readme-statuses"
}

check_width() { # [COMMAND]: help is read on a terminal of 80 columns
    help_of "$@" | awk -v of="$*" '
        length > 80 { print "--help " of ": longer than 80 columns: " $0 }
        before ~ /^[^ ].*[^.:]$/ && /^[^ ]/ && length(before " " $1) <= 80 { print "--help " of ": ends early: " before }
        { before = $0 }'
}

# What the program asks the environment for by name, but for what every program does.
check_environment() {
    sed -n '/^\.Sh ENVIRONMENT/,/^\.Sh FILES/p' "$man" >"$work/man-environment"
    grep -rhoE 'getenv\("[A-Z_]+"\)' tui --include='*.c' | cut -d'"' -f2 | sort -u |
        grep -vxE 'HOME|PATH|TERM' | while read -r name; do
        grep -E '^\.(It )?Ev ' "$work/man-environment" | grep -qw "$name" ||
            echo "$man: ENVIRONMENT does not have $name"
    done
}

# The picture is a golden screen: what the program really shows.
check_picture() {
    picture=tests/screens/golden/wizard-manage.80x24.txt
    sed '/^cursor: /d' "$picture" >"$work/picture"
    sed -n '/^```text$/,/^```$/p' README.md | sed '1d;$d' >"$work/readme-picture"
    cmp -s "$work/picture" "$work/readme-picture" ||
        echo "README.md: its picture is not $picture any more; copy that in, without the last line"
}

complaints=$(
    check_picture
    check_commands
    check_everywhere
    check_width
    while read -r command; do
        check_options "$command"
        check_width "$command"
    done <"$work/commands"
    check_statuses
    check_environment
    if command -v mandoc >/dev/null; then mandoc -T lint -W warning "$man"; fi
)
[ -z "$complaints" ] || { echo "$complaints"; exit 1; }
