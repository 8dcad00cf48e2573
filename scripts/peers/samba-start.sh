#!/usr/bin/env bash
# samba-start.sh DIR [HOST:PORT [SETTING...]]: a private smbd on a loopback address that stands in for an NT 4.0 server in tests.
# All it needs lies in DIR; no system file, account or service is touched. Run samba-stop.sh DIR to end it.
# Each SETTING is a line of smb.conf, put last.
# It writes DIR/account.auth (the form that Samba's tools take with -A) and DIR/password, both mode 0600.
set -euo pipefail
umask 077

[ $# -ge 1 ] || { echo "usage: samba-start.sh DIR [HOST:PORT [SETTING...]]" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
place=${2:-127.0.0.1:4139}
host=${place%:*}
port=${place##*:}
settings=("${@:3}")

configure() {
  mkdir -p "$dir"/{private,lock,state,cache,run,ncalrpc,log,bind}
  chmod 755 "$dir" "$dir/ncalrpc" "$dir/run"
  cat > "$dir/smb.conf" <<CONF
[global]
  netbios name = NTEX01
  workgroup = WORKGROUP
  server role = standalone server
  interfaces = $host/8
  bind interfaces only = yes
  smb ports = $port
  disable netbios = yes
  # As NT 4.0 on the wire: SMB1 only, and both NTLM and NTLMv2 responses without SPNEGO.
  server min protocol = NT1
  server max protocol = NT1
  ntlm auth = ntlmv1-permitted
  raw NTLMv2 auth = yes
  server signing = auto
  private dir = $dir/private
  lock directory = $dir/lock
  state directory = $dir/state
  cache directory = $dir/cache
  pid directory = $dir/run
  ncalrpc dir = $dir/ncalrpc
  binddns dir = $dir/bind
  log file = $dir/log/smbd.log
  log level = 1
  passdb backend = tdbsam:$dir/private/passdb.tdb
  load printers = no
  printcap name = /dev/null
  guest account = nobody
  admin users = Administrator
$(printf '  %s\n' "${settings[@]}")
CONF
}

# smbd wants a Unix account behind each of its own; nss_wrapper shows it a private list instead of /etc/passwd.
accounts() {
  local me
  me=$(id -u)
  printf '%s\n' "root:x:$me:0::/:/bin/false" "Administrator:x:$me:0::/:/bin/false" \
    "nobody:x:65534:65534::/:/bin/false" "open:x:20004:20000::/:/bin/false" "disabled:x:20001:20000::/:/bin/false" "clerk:x:20002:20000::/:/bin/false" \
    "guest:x:20003:20000::/:/bin/false" > "$dir/passwd"
  printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' 'ntusers:x:20000:' \
    'ntadmins:x:20010:' 'ntlocals:x:20011:' 'ntguests:x:20012:' 'ntbackup:x:20013:' > "$dir/group"
}

# Data of the accounts and the registry, written once.
provision() {
  local password
  password=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
  printf '%s' "$password" > "$dir/password"
  printf 'username=Administrator\npassword=%s\n' "$password" > "$dir/account.auth"
  for account in Administrator disabled clerk guest; do
    printf '%s\n%s\n' "$password" "$password" | samba pdbedit -s "$dir/smb.conf" -a -t -u "$account"
  done
  samba pdbedit -s "$dir/smb.conf" -r -u disabled -c '[D]'
  samba pdbedit -s "$dir/smb.conf" -r -u Administrator -U 500
  # smbd makes up an account 501 of its own and forgets what is set on it, so guest keeps another number. Where an account
  # may go without a password (N), smbd lets nobody log on with it.
  samba pdbedit -s "$dir/smb.conf" -r -u guest -c '[N]'
  local_group 544 ntadmins Administrators
  local_group 545 ntlocals Users
  local_group 546 ntguests Guests
  local_group 551 ntbackup 'Backup Operators'
  samba net -s "$dir/smb.conf" sam addmem 'BUILTIN\Administrators' Administrator
  # Without a lockout threshold Samba counts no bad passwords, and the tests want to see the count.
  samba pdbedit -s "$dir/smb.conf" -P 'bad lockout attempt' -C 50
  samba net -s "$dir/smb.conf" registry import "$here/samba-seed.reg"
}

local_group() {
  samba net -s "$dir/smb.conf" groupmap add "sid=S-1-5-32-$1" "unixgroup=$2" type=builtin "ntgroup=$3"
}

samba() {
  LD_PRELOAD=libnss_wrapper.so NSS_WRAPPER_PASSWD=$dir/passwd NSS_WRAPPER_GROUP=$dir/group "$@" \
    >> "$dir/log/provision.log" 2>&1 || { cat "$dir/log/provision.log" >&2; exit 1; }
}

start() {
  gcc -shared -fPIC -O1 -o "$dir/nt4-registry.so" "$here/nt4-registry.c" "$here/nt4-guest.c" -ldl
  LD_PRELOAD="libnss_wrapper.so $dir/nt4-registry.so" NSS_WRAPPER_PASSWD=$dir/passwd NSS_WRAPPER_GROUP=$dir/group \
    smbd -D -s "$dir/smb.conf" -l "$dir/log"
}

wait_until_it_listens() {
  for _ in $(seq 1200); do
    if (exec 3<> "/dev/tcp/$host/$port") 2> /dev/null; then return; fi
    sleep 0.05
  done
  echo "smbd does not listen on $host:$port; see $dir/log/smbd.log" >&2
  exit 1
}

configure
accounts
[ -s "$dir/account.auth" ] || provision
start
wait_until_it_listens
echo "$host:$port Administrator, credentials in $dir/account.auth"
