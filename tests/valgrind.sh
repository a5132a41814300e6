#!/bin/bash
# valgrind.sh SOURCE CONTROL TEST...: memcheck over test programs and all of ours that they start, the program itself
# among them, in the current folder, which they were built in. Prints what it finds, but for what is not ours and has
# its reason in SOURCE/tests/valgrind.supp. What is left out stands in SOURCE/tests/valgrind.without; that is more with
# VALGRIND_SHORT=1 in the environment. CONTROL makes mistakes on purpose, and a child that makes them again: where they
# are not all seen, nothing is believed.
set -u
source=$(cd "$1" && pwd) control=$2 # some tests go to other folders, and what they start reads the suppressions
shift 2
command -v valgrind >/dev/null || { echo 'valgrind is not installed: ./bootstrap packages lint'; exit 1; }
logs=$(mktemp -d) || exit 99
trap 'rm -rf "$logs"' EXIT

# No exit status of valgrind's own, which would be taken for the program's: the logs say it. No pipes for a debugger,
# which would lie in the folder that alone.sh finds empty. What is installed with the system (editors, name spaces) is
# not ours. A process that ends after fork() without exec() has lost what its parent still holds. Memory that is still
# reached when a program ends is none that is lost: curses and the locale keep theirs.
options=(-q --vgdb=no --trace-children=yes --trace-children-skip='/bin/*,/usr/*' --child-silent-after-fork=yes
    --leak-check=full --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,possible
    --num-callers=20 --suppressions="$source/tests/valgrind.supp")

# Everything takes 20 to 50 times as long: tests/patience.h
export TEST_PATIENCE=10

# What valgrind remarks of itself, and is no mistake of a program.
remarks='Warning: noted but unhandled ioctl|This could cause spurious value errors|See README_MISSING_SYSCALL_OR_IOCTL'

# One test. Each process has a log of its own, which is there as soon as it is watched, and written to at once: so the
# mistakes of those that are killed are known, too.
watch() { # TEST
    local name=${1//\//_} status=0
    mkdir "$logs/$name" "$logs/$name/by" || return 1
    "$source/tests/alone.sh" valgrind "${options[@]}" --log-file="$logs/$name/by/%p" "$1" >"$logs/$name/said" 2>&1 || status=$?
    cat "$logs/$name/by"/* 2>/dev/null | grep -vE "$remarks" >"$logs/$name/found"
    local processes=$(ls "$logs/$name/by" | wc -l) least=1
    case $1 in tests/pty/*) least=2 ;; esac # itself, and the program
    if [ -s "$logs/$name/found" ] || [ "$status" -ne 0 ] || [ "$processes" -lt "$least" ]; then
        echo "FAIL $1 (exit status $status, $processes processes, $SECONDS s)"
        grep -vE '^\[ +(RUN|OK) +\]' "$logs/$name/said" | tail -n 20
        head -n 60 "$logs/$name/found"
        touch "$logs/failed"
    else
        echo "ok   $1 ($processes processes, $SECONDS s)"
    fi
}

check_control() {
    watch "$control" >/dev/null
    local found="$logs/${control//\//_}/found"
    for mistake in 'Invalid read of size' 'depends on uninitialised value' 'definitely lost'; do
        [ "$(grep "$mistake" "$found" | cut -d= -f3 | sort -u | wc -l)" -eq 2 ] && continue
        echo "the control's '$mistake' was not seen in both of its processes: nothing else is believed"
        cat "$found" "$logs/${control//\//_}/said"
        exit 1
    done
    rm -f "$logs/failed"
}

check_control
without=
while read -r when test reason; do
    case $when in '' | \#*) continue ;; esac
    [ -e "$source/$test.c" ] || { echo "tests/valgrind.without: there is no $test"; touch "$logs/failed"; }
    [ "$when" = short ] && [ -z "${VALGRIND_SHORT:-}" ] || without="$without $test"
done <"$source/tests/valgrind.without"
export -f watch
export logs source remarks
watched=()
for test in "$@"; do
    case " $without " in *" $test "*) ;; *) watched+=("$test") ;; esac
done
# Functions see no arrays of the shell that exported them.
printf '%s\n' "${watched[@]}" |
    xargs -P "$(nproc)" -n 1 bash -c "options=($(printf '%q ' "${options[@]}")); watch \"\$1\"" x
echo "${#watched[@]} of $# tests watched in $SECONDS s"
[ ! -e "$logs/failed" ]
