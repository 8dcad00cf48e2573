"""What else the server takes as a logon, and who is logged on (lsarpc)."""

from samba import NTSTATUSError
from samba.dcerpc import lsa


def proves_logon(session, profile, signing):
    """Says whether the server takes this way of logging on, by logging on.

    A refusal counts as a bad logon, so a good one follows, which sets the count back.
    """
    connection = session.connection
    try:
        connection.try_logon(profile, signing)
    except NTSTATUSError:
        connection.open(lsa.lsarpc, "lsarpc")
        return {"taken": False}
    return {"taken": True}


def account_sid(session):
    user, _, domain = session.connection.account
    pipe = session.connection.open(lsa.lsarpc, "lsarpc")
    attributes = lsa.ObjectAttribute()
    attributes.sec_qos = lsa.QosInfo()
    policy = pipe.OpenPolicy2(None, attributes, lsa.LSA_POLICY_LOOKUP_NAMES)
    try:
        name = lsa.String()
        name.string = "%s\\%s" % (domain, user) if domain else user
        domains, sids, _ = pipe.LookupNames(policy, [name], lsa.TransSidArray(), lsa.LSA_LOOKUP_NAMES_ALL, 0)
    except NTSTATUSError:
        return {"sid": None}
    finally:
        pipe.Close(policy)
    found = sids.sids[0]
    if found.sid_type not in (1, 2, 4) or found.sid_index >= len(domains.domains):
        return {"sid": None}
    return {"sid": "%s-%d" % (domains.domains[found.sid_index].sid, found.rid)}


OPERATIONS = {"provesLogon": proves_logon, "accountSid": account_sid}
