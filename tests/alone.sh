#!/bin/sh
# alone.sh TEST: runs it with a home and a folder for temporary files of its own, without what the person who runs
# it has set. A test that passes but leaves files there, or processes, fails.
set -u
room=$(mktemp -d) || exit 99
trap 'rm -rf "$room"' EXIT
mkdir "$room/home" "$room/tmp"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR
unset SEAM_API_KEY SEAM_PERSONAL_ACCESS_TOKEN SEAM_WORKSPACE_ID SEAM_ENDPOINT

# Processes are known by the folder in their environment (which this script and what it calls have not).
left_running() {
    grep -lsaF "$room/tmp" /proc/[0-9]*/environ | while read -r environ; do
        tr '\0' ' ' <"${environ%environ}cmdline"
    done 2>/dev/null
}

env HOME="$room/home" TMPDIR="$room/tmp" "$@"
status=$?
[ "$status" -eq 0 ] || exit "$status"

# What the test has told to end may take a moment.
tries=0
while running=$(left_running) && [ -n "$running" ] && [ "$tries" -lt 300 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
files=$(find "$room/home" "$room/tmp" -mindepth 1)
[ -z "$running" ] || echo "left running: $running"
[ -z "$files" ] || echo "left behind: $files"
[ -z "$running$files" ]
