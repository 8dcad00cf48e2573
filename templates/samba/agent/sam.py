"""The server's account database (samr): its domains, and whose accounts it keeps."""

from samba import NTSTATUSError
from samba.dcerpc import lsa, samr, security

from errors import code_of
from registry import Registry

BUILTIN = "S-1-5-32"
COMPUTER_NAME = ("HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName", "ComputerName")

NONE_MAPPED = 0xC0000073

# samr, the least that each operation needs.
CONNECT = 0x01
ENUMERATE_DOMAINS = 0x10
LOOKUP_DOMAIN = 0x20
OPEN_ACCOUNT = 0x200


class Elsewhere(Exception):
    """The server keeps no accounts of this domain or server."""


class Sam:
    """The two domains of a server: BUILTIN, and the one of its own accounts (on a domain controller the domain's)."""

    def __init__(self, connection):
        self.pipe = connection.open(samr.samr, "samr")
        self.server = self.pipe.Connect2(None, CONNECT | ENUMERATE_DOMAINS | LOOKUP_DOMAIN)
        _, domains, _ = self.pipe.EnumDomains(self.server, 0, 0xFFFFFFFF)
        # BUILTIN has the same SID on every server, and another name on a translated one.
        sids = {
            entry.name.string: str(self.pipe.LookupDomain(self.server, text(entry.name.string)))
            for entry in domains.entries
        }
        self.name, self.sid = next((name, sid) for name, sid in sids.items() if sid != BUILTIN)
        self.opened = {}

    def domain(self, sid, access=OPEN_ACCOUNT):
        """Opens a domain for an access once a session."""
        if (sid, access) not in self.opened:
            self.opened[sid, access] = self.pipe.OpenDomain(self.server, access, security.dom_sid(sid))
        return self.opened[sid, access]

    def place_of(self, sid):
        """Splits the SID of an account or group into the domain that the server keeps it in, and its number."""
        domain, _, number = sid.rpartition("-")
        if domain not in (BUILTIN, self.sid):
            raise Elsewhere("the server does not keep %s" % sid)
        return domain, int(number)

    def type_of(self, domain, rid):
        """Whether it is an account or which kind of group (lsa.SidType); None where there is none."""
        try:
            _, types = self.pipe.LookupRids(self.domain(domain), [rid])
        except NTSTATUSError as error:
            if code_of(error) == NONE_MAPPED:
                return None
            raise
        return types.ids[0]


def sam_of(session, authority):
    """
    The account database, if it is where this server's or domain's accounts are. A server's own name means its own accounts,
    which on a domain controller are the domain's.
    """
    sam = session.part(Sam)
    said = authority.casefold()
    if said not in (sam.name.casefold(), session.connection.host.casefold(), computer_name(session).casefold()):
        raise Elsewhere("the server does not keep the accounts of %s" % authority)
    return sam


def computer_name(session):
    found = session.part(Registry).read(*COMPUTER_NAME)
    if found["state"] != "present":
        return ""
    return bytearray.fromhex(found["bytes"]).decode("utf-16-le", "replace").rstrip("\0")


def text(value):
    """A name as the pipe takes it."""
    string = lsa.String()
    string.string = value
    return string
