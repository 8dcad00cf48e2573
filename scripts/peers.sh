#!/usr/bin/env bash
# Installs the servers and tools that the tests talk to, where it can (root on Debian or Ubuntu); elsewhere it says what
# is missing. With CI=true a missing one is a failure: a test that did not run proves nothing.
set -uo pipefail

packages=(
  samba smbclient samba-common-bin samba-vfs-modules python3-samba libnss-wrapper gcc libc6-dev
  openssl gnutls-bin bsdutils iproute2
  slapd ldap-utils
  nginx-light libnginx-mod-stream
  wine wine64 gcc-mingw-w64-x86-64-win32
)

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

missing_packages() {
  local package
  for package in "${packages[@]}"; do installed "$package" || echo "$package"; done
}

verdict() {
  [ "$1" = 0 ] && exit 0
  [ "${CI:-}" = true ] && exit 1
  echo 'peers: tests that need them will say that they are missing' >&2
  exit 0
}

if ! command -v dpkg-query >/dev/null; then
  lost=0
  for tool in smbd smbclient rpcclient net gcc openssl certtool script slapd ldapsearch nginx wine x86_64-w64-mingw32-gcc; do
    command -v "$tool" >/dev/null && continue
    lost=1
    echo "peers: $tool is missing; install Samba 4.17 or later, a C compiler, OpenSSL, GnuTLS, util-linux, OpenLDAP, nginx, Wine 8 or later and mingw-w64" >&2
  done
  verdict "$lost"
fi

mapfile -t wanted < <(missing_packages)
[ "${#wanted[@]}" = 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "peers: installing ${wanted[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  # The package must not start a server of its own beside the tests'.
  options=(-y -qq --no-install-recommends -o Dpkg::Use-Pty=0)
  policy=/usr/sbin/policy-rc.d
  own_policy=0
  if [ ! -e "$policy" ]; then
    own_policy=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  { apt-get update -qq && apt-get install "${options[@]}" "${wanted[@]}"; } >"$log" 2>&1
  done_with=$?
  [ "$own_policy" = 1 ] && rm -f "$policy"
  if [ "$done_with" != 0 ]; then
    echo 'peers: the installation failed:' >&2
    tail -5 "$log" >&2
  fi
  rm -f "$log"
  mapfile -t wanted < <(missing_packages)
fi

for package in "${wanted[@]}"; do
  echo "peers: $package is missing; install it with: sudo apt-get install $package" >&2
done
verdict "${#wanted[@]}"
