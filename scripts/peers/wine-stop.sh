#!/usr/bin/env bash
# wine-stop.sh FOLDER: ends what runs in the prefix of FOLDER, and only that.
. "$(dirname "$0")/wine-environment.sh" "$1"
wineserver -k >/dev/null 2>&1
wineserver -w >/dev/null 2>&1
exit 0
