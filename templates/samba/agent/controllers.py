"""Which domain controller a member of a domain turns to (netlogon)."""

from samba import NTSTATUSError, WERRORError
from samba.dcerpc import netlogon

from errors import name_of
from reading import LOST


def controller(session, domain):
    """The computer name of a controller of the domain, without the slashes before it; None where the server names none."""
    pipe = session.connection.open(netlogon.netlogon, "netlogon")
    try:
        name = pipe.netr_GetAnyDCName(None, domain)
    except (NTSTATUSError, WERRORError) as error:
        if name_of(error) in LOST:
            raise
        return {"name": None}
    return {"name": (name or "").lstrip("\\") or None}


OPERATIONS = {"controller": controller}
