#!/bin/sh
# run.sh PROGRAM...: the long sweeps, and one table of what they print, which is for each kind of fault
#     WHAT: planned N fired N bad N control N
# Bad is what must not happen; the control is what happens to a program that knows no better, with the same faults.
# Any other line is a remark and shown below. Exit status 1: a sweep failed, or found nothing where it must.
set -u
said=$(mktemp) || exit 99
trap 'rm -f "$said"' EXIT
status=0
row='%-44s %9s %9s %6s %9s  %s\n'
printf "$row" SWEEP planned fired bad control ''
for program in "$@"; do
    "$program" >"$said" 2>&1
    ended=$?
    awk -v row="$row" '/: planned [0-9]+ fired [0-9]+ bad [0-9]+ control [0-9]+$/ {
        what = $0
        sub(/: planned .*/, "", what)
        fails = $(NF - 2) > 0 || $NF == 0 || $(NF - 4) == 0
        printf row, what, $(NF - 6), $(NF - 4), $(NF - 2), $NF, fails ? "FAILED" : "ok"
        next
    }
    { print "    " $0 }' "$said"
    if [ "$ended" -ne 0 ]; then
        echo "    ${program##*/}: exit status $ended"
        status=1
    fi
done
exit "$status"
