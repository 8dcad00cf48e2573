"""Whether an account has an empty password, by one logon with it. Where it has none this counts as a bad logon."""

from samba import NTSTATUSError
from samba.dcerpc import lsa

from errors import code_of, reason_of
from reading import LOST

# The password was right, and then something else stood in the way.
PASSWORD_EXPIRED = 0xC0000071
PASSWORD_MUST_CHANGE = 0xC0000224
RIGHT_PASSWORD = (PASSWORD_EXPIRED, PASSWORD_MUST_CHANGE)

WRONG_PASSWORD = 0xC000006A
LOGON_FAILURE = 0xC000006D


def try_blank_password(session, user, domain):
    """One logon, in the form that the session's own took: a second one would be counted too."""
    connection = session.connection
    try:
        connection.open_as(lsa.lsarpc, "lsarpc", (user, "", domain))
    except NTSTATUSError as error:
        if code_of(error) in LOST:
            raise
        if code_of(error) in RIGHT_PASSWORD:
            return {"blank": True}
        if code_of(error) in (WRONG_PASSWORD, LOGON_FAILURE):
            return {"blank": False}
        return {"blank": None, "reason": reason_of(error)}
    return {"blank": True}


OPERATIONS = {"tryBlankPassword": try_blank_password}
