#!/usr/bin/env bash
# directory-start.sh DIR [HOST:PORT]: a private slapd that stands in for the Exchange 5.5 directory in tests.
# All it needs lies in DIR; no system file or service is touched. Run directory-stop.sh DIR to end it.
# DIR/password, where there is one, becomes the password of its accounts; else a new one is written there, mode 0600.
set -euo pipefail
umask 077

[ $# -ge 1 ] || { echo "usage: directory-start.sh DIR [HOST:PORT]" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
place=${2:-127.0.0.1:4389}
PATH=$PATH:/usr/sbin:/usr/local/sbin

[ -s "$dir/password" ] || head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$dir/password"

# Three trees: the directory itself, and the NT accounts of a server and of a domain, which Exchange knows by cn=account,cn=domain.
configure() {
  mkdir -p "$dir"/{exchange,NTEX01,EXAMPLE}
  cat > "$dir/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include $here/directory.schema
pidfile $dir/slapd.pid
argsfile $dir/slapd.args
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix "cn=NTEX01"
directory $dir/NTEX01
maxsize 10485760
access to * by anonymous auth by * none
database mdb
suffix "cn=EXAMPLE"
directory $dir/EXAMPLE
maxsize 10485760
access to * by anonymous auth by * none
database mdb
suffix "o=Example"
directory $dir/exchange
maxsize 10485760
# 100 entries, and more only in pages; for Reader not even then
limits dn.exact="cn=Reader,cn=NTEX01" size=100 size.prtotal=100
limits * size=100 size.prtotal=unlimited
access to * by dn.exact="cn=Administrator,cn=NTEX01" write by users read by * none
CONF
}

object() { # DN CLASS [LINE...]
  local name=${1%%,*}
  printf 'dn: %s\nobjectClass: %s\nobjectClass: Exchange-Object\n' "$1" "$2"
  case $name in cn=*) printf 'cn: %s\nrdn: %s\n' "${name#cn=}" "${name#cn=}" ;; esac
  [ $# -le 2 ] || printf '%s\n' "${@:3}"
  echo
}

# S-1-5-21-1-2-3-RID as Exchange gives it: hexadecimal digits
owner() {
  local rid
  rid=$(printf '%08X' "$1")
  echo "010500000000000515000000010000000200000003000000${rid:6:2}${rid:4:2}${rid:2:2}${rid:0:2}"
}

exchange() {
  local site=ou=HQ,o=Example configuration=cn=Configuration,ou=HQ,o=Example protocol rid attribute
  local server=cn=NTEX01,cn=Servers,$configuration schema="cn=Microsoft DMD,$site"
  object o=Example organization 'o: Example'
  object "$site" organizationalUnit 'ou: HQ'
  object "$schema" Container
  for attribute in Enabled-Protocol-Cfg Use-Site-Values Anonymous-Access Message-Tracking-Enabled Deliv-Cont-Length \
    Assoc-NT-Account NT-Security-Descriptor Admin-Description; do
    object "cn=$attribute,$schema" Container "description: $attribute"
  done
  # An operational attribute of slapd's own, which comes only by name
  object "cn=structuralObjectClass,$schema" Container 'description: structuralObjectClass'
  object "cn=Common-Name,$schema" Container 'description: rdn'
  object "$configuration" Container
  object "cn=Site-MDB-Config,$configuration" Container 'Message-Tracking-Enabled: FALSE'
  object "cn=Site-MTA-Config,$configuration" Container 'Message-Tracking-Enabled: FALSE'
  object "cn=Protocols,$configuration" Container
  object "cn=Servers,$configuration" Container
  object "cn=Connections,$configuration" Container
  object "cn=Internet Mail Connector (NTEX01),cn=Connections,$configuration" Container
  object "$server" Container
  object "cn=Microsoft MTA,$server" Container
  object "cn=Protocols,$server" Container
  for protocol in POP3 IMAP4 NNTP LDAP; do
    object "cn=$protocol,cn=Protocols,$configuration" Protocol-Cfg 'Enabled-Protocol-Cfg: TRUE' 'Anonymous-Access: TRUE'
    object "cn=$protocol,cn=Protocols,$server" Protocol-Cfg \
      'Enabled-Protocol-Cfg: TRUE' 'Anonymous-Access: TRUE' 'Use-Site-Values: TRUE'
  done
  object "cn=HTTP,cn=Protocols,$configuration" Protocol-Cfg 'Enabled-Protocol-Cfg: TRUE'
  object "cn=Recipients,$site" Container
  object "cn=Administrator,cn=Recipients,$site" Mailbox 'sn: Administrator' "Assoc-NT-Account: $(owner 500)"
  for rid in $(seq 1001 1150); do
    object "cn=user$rid,cn=Recipients,$site" Mailbox "sn: user$rid" "Assoc-NT-Account: $(owner "$rid")"
  done
}

accounts() { # DOMAIN
  local name
  printf 'dn: cn=%s\nobjectClass: Container\ncn: %s\n\n' "$1" "$1"
  for name in Administrator Reader; do
    printf 'dn: cn=%s,cn=%s\nobjectClass: person\ncn: %s\nsn: %s\nuserPassword: %s\n\n' \
      "$name" "$1" "$name" "$name" "$(cat "$dir/password")"
  done
}

provision() {
  local domain
  for domain in NTEX01 EXAMPLE; do
    accounts "$domain" > "$dir/$domain.ldif"
    slapadd -q -f "$dir/slapd.conf" -b "cn=$domain" -l "$dir/$domain.ldif"
  done
  exchange > "$dir/exchange.ldif"
  slapadd -q -f "$dir/slapd.conf" -b o=Example -l "$dir/exchange.ldif"
  : > "$dir/provisioned"
}

wait_until_it_listens() {
  for _ in $(seq 1200); do
    if (exec 3<> "/dev/tcp/${place%:*}/${place##*:}") 2> /dev/null; then return; fi
    sleep 0.05
  done
  echo "slapd does not listen on $place; see $dir/slapd.log" >&2
  exit 1
}

configure
[ -e "$dir/provisioned" ] || provision
slapd -f "$dir/slapd.conf" -h "ldap://$place" -d 0 > "$dir/slapd.log" 2>&1 < /dev/null &
wait_until_it_listens
echo "$place cn=Administrator,cn=NTEX01, password in $dir/password"
