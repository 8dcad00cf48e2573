#!/usr/bin/python3
"""Batten's hand on one server: reads and sets its registry over SMB1, through Samba's Python bindings.

One process serves one session. Each line on standard input is a request, each line on standard output its answer:

    {"id": 1, "op": "connect", "host": ..., "port": ..., "user": ..., "password": ..., "domain": ...}
    {"id": 1, "ok": true, "result": ...}
    {"id": 2, "ok": false, "error": {"kind": "nt" | "werr" | "other", "code": "0xc000006d", "name": ..., "message": ...}}

The end of standard input ends the session.
"""

import json
import os
import signal
import socket
import sys

try:
    from samba import NTSTATUSError, WERRORError, credentials, ntstatus, param, werror
    from samba.dcerpc import lsa, winreg
except ImportError as problem:
    MISSING = str(problem)
else:
    MISSING = None

# winnt.h: the least that each operation needs, so that a cautious ACL on a key does not stop it.
KEY_QUERY_VALUE = 0x00001
KEY_SET_VALUE = 0x00002
MAXIMUM_ALLOWED = 0x02000000

# winerror.h
FILE_NOT_FOUND = 2
PATH_NOT_FOUND = 3
ACCESS_DENIED = 5
MORE_DATA = 234
NOT_THERE = (FILE_NOT_FOUND, PATH_NOT_FOUND)

# Samba's client keeps no state that a session needs, so it gets folders that cannot be.
NO_FOLDER = "/dev/null/batten"

CONNECT_SECONDS = 10
LARGEST_VALUE = 16 * 1024 * 1024

COMMON_SETTINGS = {
    "log level": "0",
    "client min protocol": "NT1",
    "client max protocol": "NT1",
    "client ipc min protocol": "NT1",
    "client ipc max protocol": "NT1",
    # Samba's default demands signatures, which NT 4.0 does not give unless it was told to (Q161372).
    "client ipc signing": "auto",
    "client signing": "auto",
    "name resolve order": "host",
}

# NTLMv2 without SPNEGO first: it is the stronger and works where LMCompatibilityLevel is raised (Q147706).
# Servers before Service Pack 4 know only the second.
PROFILES = {
    "ntlmv2": {"client use spnego": "no", "client ntlmv2 auth": "yes"},
    "legacy": {"client use spnego": "yes", "client ntlmv2 auth": "no"},
}

# STATUS_INVALID_PARAMETER, _ACCESS_DENIED, _WRONG_PASSWORD, _LOGON_FAILURE: answers to a form of logon that the
# server does not take. Any other answer would be the same for the second profile and ends the attempt.
OTHER_PROFILE_MAY_HELP = (0xC000000D, 0xC0000022, 0xC000006A, 0xC000006D)


class Connection:
    """The logon to one server and the pipes opened over it."""

    def __init__(self, host, port, user, password, domain):
        self.host = host
        self.port = port
        self.account = (user, password, domain)
        self.profile, self.registry_pipe = self._log_on()

    def _log_on(self):
        """Tries each profile once: a wrong password counts as two bad logons on the server, never more."""
        *first, last = PROFILES
        for profile in first:
            try:
                return profile, self._open(winreg.winreg, "winreg", profile)
            except NTSTATUSError as error:
                if code_of(error) not in OTHER_PROFILE_MAY_HELP:
                    raise
        return last, self._open(winreg.winreg, "winreg", last)

    def _open(self, interface, pipe, profile):
        settings = self._settings(profile)
        binding = "ncacn_np:%s[smb1]" % self.host
        return interface(binding, settings, self._credentials(settings))

    def _settings(self, profile):
        """Settings of this process alone: the workstation's smb.conf is neither read nor needed."""
        settings = param.LoadParm()
        own = {"smb ports": str(self.port)}
        for directory in ("private dir", "lock directory", "state directory", "cache directory"):
            own[directory] = NO_FOLDER
        for name, value in {**COMMON_SETTINGS, **PROFILES[profile], **own}.items():
            settings.set(name, value)
        return settings

    def _credentials(self, settings):
        user, password, domain = self.account
        account = credentials.Credentials()
        account.guess(settings)
        account.set_kerberos_state(credentials.DONT_USE_KERBEROS)
        account.set_domain(domain)
        account.set_username(user)
        account.set_password(password)
        return account

    def open_lsa(self):
        """Opens the pipe of the Local Security Authority."""
        return self._open(lsa.lsarpc, "lsarpc", self.profile)


class Registry:
    """The server's registry. Keys are written HKLM\\..., HKU\\... or HKCR\\...."""

    def __init__(self, pipe):
        self.pipe = pipe
        self.hives = {}
        self.hive("HKLM")

    def hive(self, name):
        """Opens a hive once a session."""
        if name not in self.hives:
            self.hives[name] = getattr(self.pipe, "Open" + name)(None, MAXIMUM_ALLOWED)
        return self.hives[name]

    def open(self, key, access):
        """Opens a key; the caller closes it."""
        hive, path = split_hive(key)
        return self.pipe.OpenKey(self.hive(hive), text(path), 0, access)

    def read(self, key, name):
        """Gives the item for one value. Only what concerns this value alone is an answer; a lost line is an error."""
        try:
            number, data = self._query(key, name)
        except WERRORError as error:
            if code_of(error) in NOT_THERE:
                return {"state": "absent"}
            return {"state": "unreadable", "reason": reason_of(error)}
        return {"state": "present", "type": number, "bytes": data.hex()}

    def _query(self, key, name):
        handle = self.open(key, KEY_QUERY_VALUE)
        try:
            size = 1024
            while True:
                try:
                    number, data, _, length = self.pipe.QueryValue(handle, text(name), 0, [0] * size, size, size)
                    return int(number), bytes(data[:length])
                except WERRORError as error:
                    if code_of(error) != MORE_DATA or size >= LARGEST_VALUE:
                        raise
                    size *= 8
        finally:
            self.pipe.CloseKey(handle)

    def write(self, key, name, number, data):
        """Writes a value and gives the keys that had to be created for it, the outermost first."""
        handle, created = self._open_or_create(key)
        try:
            self.pipe.SetValue(handle, text(name), number, list(data))
        finally:
            self.pipe.CloseKey(handle)
        return created

    def _open_or_create(self, key):
        try:
            return self.open(key, KEY_SET_VALUE), []
        except WERRORError as error:
            if code_of(error) not in NOT_THERE:
                raise
        missing = self._missing(key)
        hive, path = split_hive(key)
        handle, _ = self.pipe.CreateKey(
            self.hive(hive), text(path), text(""), 0, KEY_SET_VALUE, None, 0
        )
        return handle, missing

    def _missing(self, key):
        """Lists this key and those above it that do not exist, the outermost first."""
        missing = []
        while "\\" in key and not self._exists(key):
            missing.insert(0, key)
            key = parent_of(key)
        return missing

    def _exists(self, key):
        try:
            self.pipe.CloseKey(self.open(key, KEY_QUERY_VALUE))
        except WERRORError as error:
            if code_of(error) in NOT_THERE:
                return False
            if code_of(error) != ACCESS_DENIED:
                raise
        return True

    def delete_value(self, key, name):
        """Deletes a value; one that is not there needs no deleting."""
        try:
            handle = self.open(key, KEY_SET_VALUE)
            try:
                self.pipe.DeleteValue(handle, text(name))
            finally:
                self.pipe.CloseKey(handle)
        except WERRORError as error:
            if code_of(error) not in NOT_THERE:
                raise

    def delete_empty_key(self, key):
        """Deletes a key that holds neither keys nor values; says whether it did."""
        handle = self.open(key, MAXIMUM_ALLOWED)
        try:
            _, subkeys, _, _, values, _, _, _, _ = self.pipe.QueryInfoKey(handle, text(""))
        finally:
            self.pipe.CloseKey(handle)
        if subkeys or values:
            return False
        above = self.open(parent_of(key), MAXIMUM_ALLOWED)
        try:
            self.pipe.DeleteKey(above, text(key.rpartition("\\")[2]))
        finally:
            self.pipe.CloseKey(above)
        return True


class Session:
    """The operations a request may name."""

    OPERATIONS = ("connect", "identify", "readValues", "writeValue", "deleteValue", "deleteKey")

    def __init__(self):
        self.connection = None
        self.registry = None

    def answer(self, request):
        """Does what a request asks for and gives the result."""
        operation = request.pop("op")
        if operation not in self.OPERATIONS:
            raise ValueError("no such operation")
        return getattr(self, operation)(**request)

    def connect(self, host, port, user, password, domain):
        knock(host, port)
        self.connection = Connection(host, port, user, password, domain)
        self.registry = Registry(self.connection.registry_pipe)
        return {"profile": self.connection.profile}

    def identify(self):
        """The account domain's SID is the machine's own but on a domain controller, where it is the domain's."""
        pipe = self.connection.open_lsa()
        attributes = lsa.ObjectAttribute()
        attributes.sec_qos = lsa.QosInfo()
        policy = pipe.OpenPolicy2(None, attributes, lsa.LSA_POLICY_VIEW_LOCAL_INFORMATION)
        try:
            domain = pipe.QueryInfoPolicy(policy, lsa.LSA_POLICY_INFO_ACCOUNT_DOMAIN)
        finally:
            pipe.Close(policy)
        sid = None if domain.sid is None else str(domain.sid)
        return {"machineSid": sid, "accountDomain": domain.name.string}

    def readValues(self, values):
        return [self.registry.read(value["key"], value["name"]) for value in values]

    def writeValue(self, key, name, type, bytes):
        return {"createdKeys": self.registry.write(key, name, type, bytearray.fromhex(bytes))}

    def deleteValue(self, key, name):
        self.registry.delete_value(key, name)
        return {}

    def deleteKey(self, key):
        return {"deleted": self.registry.delete_empty_key(key)}


def knock(host, port):
    """Raises an OSError that says why nobody answers; Samba reports a refused connection as a lack of memory."""
    socket.create_connection((host, port), CONNECT_SECONDS).close()


def split_hive(key):
    """HKLM\\SYSTEM\\Setup becomes HKLM and SYSTEM\\Setup."""
    hive, _, path = key.partition("\\")
    if hive not in ("HKLM", "HKU", "HKCR") or not path:
        raise ValueError("not a registry key")
    return hive, path


def parent_of(key):
    return key.rpartition("\\")[0]


def text(value):
    """A name as the pipe takes it. A NUL would silently cut it short and so name something else."""
    if "\0" in value:
        raise ValueError("a registry name holds a NUL character")
    string = winreg.String()
    string.name = value
    return string


def code_of(error):
    return error.args[0] & 0xFFFFFFFF


def name_of(error):
    """NT_STATUS_LOGON_FAILURE, WERR_ACCESS_DENIED ...; empty for a code that Samba does not name."""
    table, prefix = (ntstatus, "NT_STATUS_") if isinstance(error, NTSTATUSError) else (werror, "WERR_")
    for name, value in vars(table).items():
        if name.startswith(prefix) and value == code_of(error):
            return name
    return ""


def reason_of(error):
    if code_of(error) == ACCESS_DENIED:
        return "access denied"
    return name_of(error) or "error 0x%08x" % code_of(error)


def describe(error):
    if isinstance(error, (NTSTATUSError, WERRORError)):
        return {
            "kind": "nt" if isinstance(error, NTSTATUSError) else "werr",
            "code": "0x%08x" % code_of(error),
            "name": name_of(error),
            "message": str(error.args[1]) if len(error.args) > 1 else "",
        }
    return {"kind": "other", "code": "", "name": type(error).__name__, "message": str(error)}


def serve(requests, answers, session):
    for line in requests:
        request = json.loads(line)
        number = request.pop("id")
        if request.get("op") == "quit":
            return
        try:
            answer = {"id": number, "ok": True, "result": session.answer(request)}
        except Exception as error:  # whatever went wrong is the answer; the session decides what it means
            answer = {"id": number, "ok": False, "error": describe(error)}
        print(json.dumps(answer), file=answers, flush=True)


def main():
    # Samba's C code may print; the answers' channel is kept apart from whatever it says.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if MISSING is not None:
        error = {"kind": "other", "code": "", "name": "ImportError", "message": MISSING}
        print(json.dumps({"id": 0, "ok": False, "error": error}), file=answers, flush=True)
        return
    # Ctrl-C reaches the whole foreground group; Batten decides when a session ends, not the terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin, answers, Session())


if __name__ == "__main__":
    main()
