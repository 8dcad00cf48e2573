"""Who holds a user right (lsarpc)."""

from samba import NTSTATUSError
from samba.dcerpc import lsa, security

from errors import code_of
from local_policy import CREATE_ACCOUNT, LOOKUP_NAMES, VIEW_LOCAL, LocalPolicy
from reading import absent, attempt, present, unreadable

OBJECT_NAME_NOT_FOUND = 0xC0000034
NO_SUCH_PRIVILEGE = 0xC0000060
NO_MORE_ENTRIES = 0x8000001A


def read_rights(session, rights):
    return [attempt(read_right, session, right) for right in rights]


def read_right(session, right):
    policy = session.part(LocalPolicy)
    try:
        holders = policy.pipe.EnumAccountsWithUserRight(policy.open(VIEW_LOCAL | LOOKUP_NAMES), name(right))
    except NTSTATUSError as error:
        if code_of(error) in (NO_MORE_ENTRIES, OBJECT_NAME_NOT_FOUND):
            return absent()
        if code_of(error) == NO_SUCH_PRIVILEGE:
            return unreadable("the server does not know this right")
        raise
    sids = [str(entry.sid) for entry in holders.sids or []]
    return present(holders=sids) if sids else absent()


def change_right(session, right, add, remove):
    policy = session.part(LocalPolicy)
    for sid in add:
        give(policy, sid, [right])
    for sid in remove:
        take(policy, sid, right)
    return {}


def give(policy, sid, rights):
    policy.pipe.AddAccountRights(
        policy.open(LOOKUP_NAMES | CREATE_ACCOUNT), security.dom_sid(sid), right_set(rights)
    )


def take(policy, sid, right):
    """Takes one right. Before Service Pack 6 the others can go with it (Q236128), so those are given back."""
    others = [held for held in rights_of(policy, sid) if held.casefold() != right.casefold()]
    policy.pipe.RemoveAccountRights(
        policy.open(LOOKUP_NAMES | CREATE_ACCOUNT), security.dom_sid(sid), 0, right_set([right])
    )
    left = rights_of(policy, sid)
    lost = [other for other in others if other not in left]
    if lost:
        give(policy, sid, lost)


def rights_of(policy, sid):
    try:
        held = policy.pipe.EnumAccountRights(policy.open(VIEW_LOCAL | LOOKUP_NAMES), security.dom_sid(sid))
    except NTSTATUSError as error:
        if code_of(error) == OBJECT_NAME_NOT_FOUND:
            return []
        raise
    return [right.string for right in held.names or []]


def right_set(rights):
    held = lsa.RightSet()
    held.names = [large(right) for right in rights]
    held.count = len(rights)
    return held


def large(right):
    string = lsa.StringLarge()
    string.string = right
    return string


def name(right):
    string = lsa.String()
    string.string = right
    return string


OPERATIONS = {"readRights": read_rights, "changeRight": change_right}
