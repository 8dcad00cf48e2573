"""Which server this is (lsarpc)."""

from samba.dcerpc import lsa


def identify(session):
    """The account domain's SID is the machine's own but on a domain controller, where it is the domain's."""
    pipe = session.connection.open(lsa.lsarpc, "lsarpc")
    attributes = lsa.ObjectAttribute()
    attributes.sec_qos = lsa.QosInfo()
    policy = pipe.OpenPolicy2(None, attributes, lsa.LSA_POLICY_VIEW_LOCAL_INFORMATION)
    try:
        domain = pipe.QueryInfoPolicy(policy, lsa.LSA_POLICY_INFO_ACCOUNT_DOMAIN)
    finally:
        pipe.Close(policy)
    sid = None if domain.sid is None else str(domain.sid)
    return {"machineSid": sid, "accountDomain": domain.name.string}


OPERATIONS = {"identify": identify}
