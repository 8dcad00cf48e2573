#!/usr/bin/python3
"""What somebody would write by hand to read the same things: one logon, each read as plain as Samba's bindings allow.

    assess-live-reads.py LIST HOST PORT USER PASSWORD-FILE

LIST is JSON: {"values": [[key, name], ...], "services": [...], "keyAcls": [...], "shares": [...], "rest": {...}}.
It prints how many of them were there.
"""

import json
import sys

from samba import NTSTATUSError, WERRORError, credentials, param
from samba.dcerpc import lsa, samr, security, srvsvc, svcctl, winreg

MAXIMUM_ALLOWED = 0x02000000


def connect(host, port, user, password):
    settings = param.LoadParm()
    for name, value in {
        "smb ports": port,
        "client min protocol": "NT1",
        "client max protocol": "NT1",
        "client ipc min protocol": "NT1",
        "client ipc max protocol": "NT1",
        "client ipc signing": "auto",
        "client use spnego": "no",
        "client ntlmv2 auth": "yes",
    }.items():
        settings.set(name, value)
    account = credentials.Credentials()
    account.guess(settings)
    account.set_kerberos_state(credentials.DONT_USE_KERBEROS)
    account.set_username(user)
    account.set_password(password)
    return lambda interface, pipe: interface("ncacn_np:%s[smb1]" % host, settings, account)


def wide(text):
    string = winreg.String()
    string.name = text
    return string


def main():
    wanted, host, port, user, password_file = sys.argv[1:]
    with open(wanted, encoding="utf-8") as file:
        wanted = json.load(file)
    with open(password_file, encoding="utf-8") as file:
        password = file.read().rstrip("\n")
    pipe_to = connect(host, port, user, password)
    there = 0

    registry = pipe_to(winreg.winreg, "winreg")
    machine = registry.OpenHKLM(None, MAXIMUM_ALLOWED)
    for key, name in wanted["values"]:
        try:
            handle = registry.OpenKey(machine, wide(key.partition("\\")[2]), 0, MAXIMUM_ALLOWED)
            registry.QueryValue(handle, wide(name), 0, [0] * 4096, 4096, 4096)
            registry.CloseKey(handle)
            there += 1
        except WERRORError:
            pass
    for key in wanted["keyAcls"]:
        try:
            handle = registry.OpenKey(machine, wide(key.partition("\\")[2]), 0, MAXIMUM_ALLOWED)
            data = winreg.KeySecurityData()
            data.size = 65536
            registry.GetKeySecurity(handle, 7, data)
            registry.CloseKey(handle)
            there += 1
        except WERRORError:
            pass

    if wanted["services"]:
        control = pipe_to(svcctl.svcctl, "svcctl")
        manager = control.OpenSCManagerW(host, None, MAXIMUM_ALLOWED)
        for name in wanted["services"]:
            try:
                handle = control.OpenServiceW(manager, name, 0x0004)
                control.QueryServiceStatus(handle)
                control.CloseServiceHandle(handle)
                there += 1
            except WERRORError:
                continue
            # The configuration, as Batten takes it too: from the registry, where it stands exactly.
            key = "SYSTEM\\CurrentControlSet\\Services\\" + name
            for value in ("Start", "DisplayName", "ObjectName", "DependOnService", "DependOnGroup", "Type"):
                try:
                    handle = registry.OpenKey(machine, wide(key), 0, MAXIMUM_ALLOWED)
                    registry.QueryValue(handle, wide(value), 0, [0] * 4096, 4096, 4096)
                    registry.CloseKey(handle)
                except WERRORError:
                    pass

    if wanted["shares"]:
        shares = pipe_to(srvsvc.srvsvc, "srvsvc")
        for name in wanted["shares"]:
            try:
                shares.NetShareGetInfo("\\\\" + host, name, 502)
                there += 1
            except WERRORError:
                pass

    there += accounts(pipe_to, wanted["accounts"], wanted["groups"], wanted["policy"])
    if wanted["audit"]:
        authority = pipe_to(lsa.lsarpc, "lsarpc")
        attributes = lsa.ObjectAttribute()
        attributes.sec_qos = lsa.QosInfo()
        policy = authority.OpenPolicy2(None, attributes, MAXIMUM_ALLOWED)
        try:
            authority.QueryInfoPolicy(policy, lsa.LSA_POLICY_INFO_AUDIT_EVENTS)
            there += 1
        except (NTSTATUSError, RuntimeError):
            pass
    print(there)


def accounts(pipe_to, rids, groups, policy):
    if not (rids or groups or policy):
        return 0
    there = 0
    pipe = pipe_to(samr.samr, "samr")
    server = pipe.Connect2(None, MAXIMUM_ALLOWED)
    names = [entry.name.string for entry in pipe.EnumDomains(server, 0, 65536)[1].entries]
    own = next(name for name in names if name != "Builtin")
    name = lsa.String()
    name.string = own
    domain = pipe.OpenDomain(server, MAXIMUM_ALLOWED, pipe.LookupDomain(server, name))
    builtin = pipe.OpenDomain(server, MAXIMUM_ALLOWED, security.dom_sid("S-1-5-32"))
    for rid in rids:
        try:
            user = pipe.OpenUser(domain, MAXIMUM_ALLOWED, rid)
            pipe.QueryUserInfo(user, 21)
            pipe.Close(user)
            there += 1
        except NTSTATUSError:
            pass
    for rid in groups:
        try:
            alias = pipe.OpenAlias(builtin, MAXIMUM_ALLOWED, rid)
            pipe.GetMembersInAlias(alias)
            pipe.Close(alias)
            there += 1
        except NTSTATUSError:
            pass
    if policy:
        for level in (1, 12):
            pipe.QueryDomainInfo(domain, level)
        there += 1
    return there


if __name__ == "__main__":
    main()
