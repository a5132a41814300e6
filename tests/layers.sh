#!/bin/sh
# Who may include whom. One line a folder: the folder, then the folders (or single headers) that its files may
# include beside their own. The same table stands in HACKING.md in words.
set -u
cd "${srcdir:-$(dirname "$0")/..}" || exit 1

rules='
forms
tui/actions     forms
tui/store       forms tui/actions/rows.h
tui/api         forms tui/late.h
tui/sandbox     forms tui/late.h
tui/widgets     forms tui/actions
tui/term        forms tui/actions tui/child.h tui/widgets/cells.h tui/widgets/theme.h
tui/jobs        forms tui/actions tui/child.h tui/api tui/store assets
tui/screens     forms tui/actions tui/widgets
tui/cli         forms tui/actions tui/api tui/store tui/jobs tui/sandbox tui/term/clipboard.h assets
tui/app         forms tui/actions tui/api tui/store tui/jobs tui/widgets tui/screens tui/term assets
'
# Headers of the world that only one place may include.
doors='
curses.h        tui/term
ncurses.h       tui/term
curl/curl.h     tui/api
sqlite3.h       tui/store
microhttpd.h    tui/sandbox
pcre2.h         forms
utf8proc.h      forms
qrencode.h      tui/screens
ini.h           tui/store
'

includes() { # FILE: the project's own headers that it includes
    sed -n 's/^#include "\(.*\)"$/\1/p' "$1"
}

check_folders() {
    echo "$rules" | while read -r folder allowed; do
        [ -n "$folder" ] || continue
        for file in "$folder"/*.[ch]; do
            [ -f "$file" ] || continue
            for header in $(includes "$file"); do
                [ "$header" = config.h ] && continue
                [ -f "$header" ] || echo "$file includes $header, which does not exist"
                ok=no
                for place in "$folder" $allowed; do
                    case $header in "$place" | "$place"/*) ok=yes ;; esac
                done
                [ "$ok" = yes ] || echo "$file includes $header, which is above or beside its layer"
            done
        done
    done
}

check_doors() {
    echo "$doors" | while read -r header folder; do
        [ -n "$header" ] || continue
        grep -rlE "^#include <([a-z]+/)?$header>" forms tui --include='*.[ch]' | while read -r file; do
            case $file in "$folder"/*) ;; *) echo "$file includes <$header>, which belongs to $folder/" ;; esac
        done
    done
}

# The library is text in, text out: no files, terminal, network, clock or environment.
check_library() {
    grep -nE '\b(fopen|open|getenv|time|clock_gettime|socket|isatty|localtime(_r)?|printf)\(' forms/*.c |
        sed 's/^/forms\/ touches the world: /'
}

check_banned() {
    banned='strcpy|strcat|sprintf|vsprintf|strncpy|strncat|strtok|atoi|atol|atof|gets|system|popen|tmpnam|mktemp'
    grep -rnE "\\b($banned)\\(" forms tui --include='*.c' | sed 's/^/banned call: /'
}

check_circles() {
    for file in forms/*.h tui/*/*.h; do
        for header in $(includes "$file"); do echo "$header $file"; done
    done | tsort 2>&1 >/dev/null | sed 's/^/headers include each other in a circle: /'
}

complaints=$(check_folders; check_doors; check_library; check_banned; check_circles)
[ -z "$complaints" ] || { echo "$complaints"; exit 1; }
