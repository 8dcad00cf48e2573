#!/usr/bin/env bash
# npm test: the peers that tests talk to, the build, then every test. Arguments go on to Jest.
set -uo pipefail
cd "$(dirname "$0")/.."

bash scripts/peers.sh || exit 1
npm run -s build || exit 1
# No test file may keep the others from being counted.
npm run -s test:only -- --forceExit "$@"
