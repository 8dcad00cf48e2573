"""Names of SIDs and SIDs of names, as the server knows them and spells them, and the domains that it trusts (lsarpc)."""

from samba import NTSTATUSError
from samba.dcerpc import lsa, security

from errors import code_of
from local_policy import LOOKUP_NAMES, VIEW_LOCAL, LocalPolicy

NONE_MAPPED = 0xC0000073
NO_MORE_ENTRIES = 0x8000001A

# lsa.SidType; what is left out are domains, deleted and unknown accounts.
KINDS = {1: "user", 2: "group", 4: "alias", 5: "well-known"}

# The server may ask a domain controller about each of them.
BATCH = 50


def lookup_sids(session, sids):
    """Those that the server could name, as {sid, name, kind}."""
    policy = session.part(LocalPolicy)
    return [found for some in batches(sids) for found in names_of(policy, some)]


def lookup_names(session, names):
    """Those that the server knows, as {sid, name, kind}; the name is the one that was asked for."""
    policy = session.part(LocalPolicy)
    return [found for some in batches(names) for found in sids_of(policy, some)]


def names_of(policy, sids):
    asked = lsa.SidArray()
    asked.sids = [pointer(sid) for sid in sids]
    asked.num_sids = len(sids)
    try:
        domains, names, _ = policy.pipe.LookupSids(
            policy.open(LOOKUP_NAMES), asked, lsa.TransNameArray(), lsa.LSA_LOOKUP_NAMES_ALL, 0
        )
    except NTSTATUSError as error:
        if code_of(error) == NONE_MAPPED:
            return []
        raise
    return [
        {"sid": sid, "name": full_name(domains, found), "kind": KINDS[found.sid_type]}
        for sid, found in zip(sids, names.names)
        if found.sid_type in KINDS
    ]


def sids_of(policy, names):
    asked = [text(name) for name in names]
    try:
        domains, sids, _ = policy.pipe.LookupNames(
            policy.open(LOOKUP_NAMES), asked, lsa.TransSidArray(), lsa.LSA_LOOKUP_NAMES_ALL, 0
        )
    except NTSTATUSError as error:
        if code_of(error) == NONE_MAPPED:
            return []
        raise
    return [
        {"sid": "%s-%d" % (domains.domains[found.sid_index].sid, found.rid), "name": name, "kind": KINDS[found.sid_type]}
        for name, found in zip(names, sids.sids)
        if found.sid_type in KINDS and found.sid_index < domains.count
    ]


def full_name(domains, found):
    """DOMAIN\\name; what belongs to no domain, such as Everyone, stands alone."""
    domain = domains.domains[found.sid_index].name.string if found.sid_index < domains.count else ""
    return "%s\\%s" % (domain, found.name.string) if domain else found.name.string


def trusted_domains(session):
    policy = session.part(LocalPolicy)
    found, resume = [], 0
    while True:
        try:
            resume, domains = policy.pipe.EnumTrustDom(policy.open(VIEW_LOCAL), resume, 0x10000)
        except NTSTATUSError as error:
            if code_of(error) == NO_MORE_ENTRIES:
                return found
            raise
        some = domains.domains or []
        found += [{"name": one.name.string or "", "sid": str(one.sid) if one.sid else None} for one in some]
        # Samba's bindings say that there are no more by a number of their own
        if resume == 0xFFFFFFFF or not some:
            return found


def batches(items):
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def pointer(sid):
    held = lsa.SidPtr()
    held.sid = security.dom_sid(sid)
    return held


def text(value):
    string = lsa.String()
    string.string = value
    return string


OPERATIONS = {"lookupSids": lookup_sids, "lookupNames": lookup_names, "trustedDomains": trusted_domains}
