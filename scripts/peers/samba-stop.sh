#!/usr/bin/env bash
# samba-stop.sh DIR: ends the smbd that samba-start.sh DIR started, by its own pid files. DIR stays.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: samba-stop.sh DIR" >&2; exit 2; }
dir=$(cd "$1" && pwd)

# Looks at the command line: the number may by now belong to another program, or to an ended process that nobody has
# collected yet.
runs() { grep -qsF "$dir/smb.conf" "/proc/$1/cmdline"; }

for name in smbd samba-dcerpcd; do
  file=$dir/run/$name.pid
  [ -s "$file" ] || continue
  pid=$(tr -dc 0-9 < "$file")
  for attempt in $(seq 1200); do
    runs "$pid" || break
    [ "$attempt" -gt 1 ] || kill "$pid"
    sleep 0.05
  done
  rm -f "$file"
done
