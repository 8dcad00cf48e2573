#!/usr/bin/env bash
# wine-run.sh FOLDER OUTPUT SECONDS COMMAND...: runs a Windows command in the prefix of FOLDER. Its output goes to a file:
# Wine's server outlives it and would hold a pipe open. No input, limited file sizes: a prompt at the end of input must not
# fill the disk.
set -uo pipefail
. "$(dirname "$0")/wine-environment.sh" "$1"
output=$2
seconds=$3
shift 3
# On a busy machine a program that Wine starts may wait so long for its server that Wine gives it up. Where the rights
# suffice, the script and all that it starts go first.
renice -n -15 $$ >/dev/null 2>&1
wineserver -p300 </dev/null >/dev/null 2>&1
ulimit -f 40960
timeout -k 5 "$seconds" wine "$@" </dev/null >"$output" 2>&1
