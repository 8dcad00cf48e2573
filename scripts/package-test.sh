#!/usr/bin/env bash
# Packs Batten, installs it globally into a scratch folder, and runs it from another folder as a user would.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

archive=$(cd "$root" && npm pack --silent --pack-destination "$work" | tail -1)
# Nothing that Batten needs may run a script when it is installed.
npm install --global --ignore-scripts --prefix "$work/prefix" --prefer-offline --engine-strict "$work/$archive" 2>"$work/warnings"
if grep -E 'EBADENGINE|deprecated|ERESOLVE' "$work/warnings"; then exit 1; fi

mkdir "$work/elsewhere"
cd "$work/elsewhere"
batten=$work/prefix/bin/batten
answers=$work/prefix/lib/node_modules/batten/templates/lab/answers.yaml
export BATTEN_STATE=$work/state

want=$(node -p "require('$root/package.json').version")
got=$("$batten" --version)
if [ "$got" != "$want" ]; then
  echo "batten --version said '$got', not '$want'"
  exit 1
fi

"$batten" harden --target lab: --answers "$answers" --yes >"$work/log" 2>&1 </dev/null || {
  code=$?
  echo "batten harden ended with $code:"
  tail -40 "$work/log"
  exit 1
}
if grep -q $'\033' "$work/log"; then
  echo 'escape codes in a pipe'
  exit 1
fi
if [ -n "$(ls -A)" ]; then
  echo "left behind in the working folder: $(ls -A)"
  exit 1
fi
