"""Which accounts the server keeps, and whether one has an empty password, found out by logging on (samr, lsarpc)."""

from samba import NTSTATUSError
from samba.dcerpc import lsa, samr

from errors import code_of, name_of
from reading import LOST
from sam import OPEN_ACCOUNT, Sam

READ_OTHER_PARAMETERS = 0x004
LIST_ACCOUNTS = 0x100

DOMAIN_SERVER_ROLE = 7

WRONG_PASSWORD = 0xC000006A
LOGON_FAILURE = 0xC000006D

# How many bytes of names a server is asked for at once.
CHUNK = 0x10000


def list_accounts(session):
    """The accounts of people and services, and whether they are a copy: another controller counts their bad logons then."""
    sam = session.part(Sam)
    domain = sam.domain(sam.sid, OPEN_ACCOUNT | LIST_ACCOUNTS | READ_OTHER_PARAMETERS)
    role = sam.pipe.QueryDomainInfo(domain, DOMAIN_SERVER_ROLE).role
    found = {}
    resume = 0
    while True:
        resume, accounts, _ = sam.pipe.EnumDomainUsers(domain, resume, samr.ACB_NORMAL, CHUNK)
        entries = [] if accounts is None else accounts.entries or []
        new = {entry.idx: entry.name.string or "" for entry in entries if entry.idx not in found}
        # Servers differ in what they say at the end; nothing new is the end of each of them.
        if not new:
            break
        found.update(new)
    return {
        "authority": sam.name,
        "copy": role == samr.SAMR_ROLE_DOMAIN_BDC,
        "accounts": [{"rid": rid, "name": name} for rid, name in sorted(found.items())],
    }


def try_blank_password(session, name):
    """One logon as this account with an empty password, over a connection of its own."""
    sam = session.part(Sam)
    try:
        pipe = session.connection.open_as((name, "", sam.name), lsa.lsarpc, "lsarpc")
    except NTSTATUSError as error:
        if name_of(error) in LOST:
            raise
        if code_of(error) in (WRONG_PASSWORD, LOGON_FAILURE):
            return {"result": "refused"}
        return {"result": "cannot-tell", "status": name_of(error) or "0x%08x" % code_of(error)}
    return {"result": "taken"} if is_user(pipe, name) else {"result": "cannot-tell", "status": "as somebody else"}


def is_user(pipe, name):
    """Whether the server takes us for that account, and not for a guest; a server that does not tell is believed."""
    try:
        account, _ = pipe.GetUserName(None, None, None)
    except NTSTATUSError:
        return True
    return (account.string or "").casefold() == name.casefold()


OPERATIONS = {"listAccounts": list_accounts, "tryBlankPassword": try_blank_password}
