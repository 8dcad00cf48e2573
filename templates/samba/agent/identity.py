"""Which server this is, and which domain it belongs to (lsarpc)."""

from samba import NTSTATUSError
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
        "controllerRole": controller_role(policy, handle),
    }


def controller_role(policy, handle):
    """Primary or backup. Other servers say primary of the accounts that they keep; None where it is not told."""
    try:
        role = policy.pipe.QueryInfoPolicy(handle, lsa.LSA_POLICY_INFO_ROLE).role
    except NTSTATUSError:
        return None
    return {lsa.LSA_ROLE_BACKUP: "backup", lsa.LSA_ROLE_PRIMARY: "primary"}.get(role)


def text_of(sid):
    return None if sid is None else str(sid)


OPERATIONS = {"identify": identify}
