#!/bin/sh
# run.sh SECONDS FOLDER FUZZER...: each fuzzer for so long over its corpus, and one table of what it did: runs, the
# edges of the program that its inputs reach, and how many inputs were worth keeping. FOLDER keeps those, the logs and
# whatever was found, from one run to the next. Exit status 1: something was found.
set -u
seconds=$1
kept=$2
shift 2
data=$(dirname "$0")/../data
source=$(dirname "$0")
status=0
row='%-12s %7s %10s %7s %7s  %s\n'
printf "$row" TARGET seconds runs edges corpus ''

# folders_of NAME: the seeds that the target names in its source.
folders_of() {
    sed -n 's/.* fuzz_corpus = {{\(.*\)}, .*/\1/p' "$source/$1_fuzz.c" | tr -d '" ' | tr ',' '\n' | sed "s|^|$data/|"
}

# last_of LOG MARK: the last figure after this word of the fuzzer's report.
last_of() {
    sed -n "s/.* $2: \([0-9]*\).*/\1/p" "$1" | tail -n 1
}

for fuzzer in "$@"; do
    target=$(basename "$fuzzer" _fuzz)
    log=$kept/$target.log
    mkdir -p "$kept/$target"
    # shellcheck disable=SC2046  # a folder a word
    "$fuzzer" -max_total_time="$seconds" -timeout=20 -print_final_stats=1 -artifact_prefix="$kept/$target-" \
        "$kept/$target" $(folders_of "$target") >"$log" 2>&1 && said=ok || said=FOUND
    [ $said = ok ] || status=1
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf "$row" "$target" "$seconds" "${runs:-?}" "$(last_of "$log" cov)" "$(find "$kept/$target" -type f | wc -l)" $said
done
exit $status
