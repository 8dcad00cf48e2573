"""Which server this is, its domain, and what it calls its well-known accounts (lsarpc)."""

from samba import NTSTATUSError
from samba.dcerpc import lsa, security

from errors import code_of
from local_policy import LOOKUP_NAMES, VIEW_LOCAL, LocalPolicy

WELL_KNOWN = ("S-1-5-32-544", "S-1-5-32-545", "S-1-5-32-546", "S-1-5-32-551")
WELL_KNOWN_ACCOUNTS = (500, 501)

NONE_MAPPED = 0xC0000073
UNKNOWN = lsa.SID_NAME_UNKNOWN


def identify(session):
    """
    The account domain's SID is the machine's own but on a domain controller, where it is the domain's. The primary domain has
    a SID where the server belongs to one, and none in a workgroup.
    """
    policy = session.part(LocalPolicy)
    handle = policy.open(VIEW_LOCAL)
    own = policy.pipe.QueryInfoPolicy(handle, lsa.LSA_POLICY_INFO_ACCOUNT_DOMAIN)
    primary = policy.pipe.QueryInfoPolicy(handle, lsa.LSA_POLICY_INFO_DOMAIN)
    sid = text_of(own.sid)
    accounts = [] if sid is None else ["%s-%d" % (sid, rid) for rid in WELL_KNOWN_ACCOUNTS]
    return {
        "machineSid": sid,
        "accountDomain": own.name.string or "",
        "domain": primary.name.string or "",
        "domainSid": text_of(primary.sid),
        "accountNames": names_of(policy, [*accounts, *WELL_KNOWN]),
    }


def names_of(policy, sids):
    """Names as the server spells them, by SID; without those that it does not know."""
    array = lsa.SidArray()
    array.sids = [pointer(sid) for sid in sids]
    array.num_sids = len(sids)
    try:
        _, names, _ = policy.pipe.LookupSids(
            policy.open(VIEW_LOCAL | LOOKUP_NAMES), array, lsa.TransNameArray(), lsa.LSA_LOOKUP_NAMES_ALL, 0
        )
    except NTSTATUSError as error:
        if code_of(error) == NONE_MAPPED:
            return {}
        raise
    return {
        sid: name.name.string
        for sid, name in zip(sids, names.names)
        if name.sid_type != UNKNOWN and name.name.string
    }


def sid_of_name(session, name):
    """The SID of DOMAIN\\name, or None where the server knows no such account."""
    policy = session.part(LocalPolicy)
    string = lsa.String()
    string.string = name
    try:
        domains, sids, _ = policy.pipe.LookupNames(
            policy.open(VIEW_LOCAL | LOOKUP_NAMES), [string], lsa.TransSidArray(), lsa.LSA_LOOKUP_NAMES_ALL, 0
        )
    except NTSTATUSError as error:
        if code_of(error) == NONE_MAPPED:
            return {"sid": None}
        raise
    found = sids.sids[0]
    if found.sid_type != lsa.SID_NAME_USER:
        return {"sid": None}
    return {"sid": "%s-%d" % (domains.domains[found.sid_index].sid, found.rid)}


def pointer(sid):
    holder = lsa.SidPtr()
    holder.sid = security.dom_sid(sid)
    return holder


def text_of(sid):
    return None if sid is None else str(sid)


OPERATIONS = {"identify": identify, "sidOfName": sid_of_name}
