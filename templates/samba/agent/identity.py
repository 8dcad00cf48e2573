"""Which server this is, and which domain it belongs to (lsarpc)."""

from samba.dcerpc import lsa

from local_policy import VIEW_LOCAL, LocalPolicy


def identify(session):
    """
    The account domain's SID is the machine's own but on a domain controller, where it is the domain's. The primary domain has
    a SID where the server belongs to one, and none in a workgroup.
    """
    policy = session.part(LocalPolicy)
    handle = policy.open(VIEW_LOCAL)
    own = policy.pipe.QueryInfoPolicy(handle, lsa.LSA_POLICY_INFO_ACCOUNT_DOMAIN)
    primary = policy.pipe.QueryInfoPolicy(handle, lsa.LSA_POLICY_INFO_DOMAIN)
    return {
        "machineSid": text_of(own.sid),
        "accountDomain": own.name.string or "",
        "domain": primary.name.string or "",
        "domainSid": text_of(primary.sid),
    }


def text_of(sid):
    return None if sid is None else str(sid)


OPERATIONS = {"identify": identify}
