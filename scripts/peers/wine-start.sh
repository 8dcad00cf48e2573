#!/usr/bin/env bash
# wine-start.sh FOLDER: a Wine prefix in FOLDER that looks like NT 4.0 Server to a script. `wineboot` takes ten seconds, so
# it is made once and copied. The registry is seeded, and put back, by the tests. wine-run.sh runs scripts in it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=$({ wine --version; cat "$here"/{wine-make,wine-environment}.sh "$here/nt4-tools.c"; } 2>/dev/null | cksum)
made=$here/../../.cache/wine/${version%% *}
mkdir -p "$(dirname "$made")"
# Several tests may ask for it at once. Wine's server would keep the lock if it inherited it.
flock -o "$made.lock" "$here/wine-make.sh" "$made"
mkdir -p "$1"
cp -a --reflink=auto "$made/." "$1"
