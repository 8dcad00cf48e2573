#!/usr/bin/env bash
# directory-stop.sh DIR: ends the slapd that directory-start.sh DIR started, by its own pid file. DIR stays.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: directory-stop.sh DIR" >&2; exit 2; }
dir=$(cd "$1" && pwd)
file=$dir/slapd.pid
[ -s "$file" ] || exit 0
pid=$(tr -dc 0-9 < "$file")

# Looks at the command line: the number may by now belong to another program.
runs() { grep -qsF "$dir/slapd.conf" "/proc/$pid/cmdline"; }

for attempt in $(seq 1200); do
  runs || break
  [ "$attempt" -gt 1 ] || kill "$pid"
  sleep 0.05
done
rm -f "$file"
