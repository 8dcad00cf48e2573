"""The logon to one server, and the pipes opened over it."""

import socket

from samba import NTSTATUSError, credentials, param
from samba.dcerpc import winreg

from errors import code_of

# Samba's client keeps no state that a session needs, so it gets folders that cannot be.
NO_FOLDER = "/dev/null/batten"

CONNECT_SECONDS = 10

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

    def open(self, interface, pipe):
        """Opens a named pipe of the server: open(lsa.lsarpc, "lsarpc")."""
        return self._open(interface, pipe, self.profile)

    def open_as(self, account, interface, pipe):
        """Opens a pipe as another account, (user, password, domain), over a connection of its own."""
        return self._open(interface, pipe, self.profile, account=account)

    def try_logon(self, profile, signing):
        """Logs on this way and no other; signing is auto, required or disabled."""
        self._open(winreg.winreg, "winreg", profile, {"client ipc signing": signing})

    def _open(self, interface, pipe, profile, further=None, account=None):
        settings = self.settings(profile)
        for name, value in (further or {}).items():
            settings.set(name, value)
        binding = "ncacn_np:%s[smb1]" % self.host
        return interface(binding, settings, self.credentials(settings, account or self.account))

    def settings(self, profile):
        """Settings of this process alone: the workstation's smb.conf is neither read nor needed."""
        settings = param.LoadParm()
        own = {"smb ports": str(self.port)}
        for directory in ("private dir", "lock directory", "state directory", "cache directory"):
            own[directory] = NO_FOLDER
        for name, value in {**COMMON_SETTINGS, **PROFILES[profile], **own}.items():
            settings.set(name, value)
        return settings

    def credentials(self, settings, of):
        """An account as Samba's bindings take it."""
        user, password, domain = of
        account = credentials.Credentials()
        account.guess(settings)
        account.set_kerberos_state(credentials.DONT_USE_KERBEROS)
        account.set_domain(domain)
        account.set_username(user)
        account.set_password(password)
        return account


def knock(host, port):
    """Raises an OSError that says why nobody answers; Samba reports a refused connection as a lack of memory."""
    socket.create_connection((host, port), CONNECT_SECONDS).close()
