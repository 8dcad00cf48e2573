"""The server's audit policy (lsarpc, level 2 of its policy)."""

from samba.dcerpc import lsa

from local_policy import SET_AUDIT, VIEW_AUDIT, LocalPolicy
from reading import attempt, present, unreadable

LEVEL = lsa.LSA_POLICY_INFO_AUDIT_EVENTS

# System, logon, objects, privileges, processes, policy, accounts (Q246120). Later servers add to them.
CATEGORIES = 7

# ntlsa.h: 0 leaves a category as it is when it is set, 4 stops recording it.
SUCCESS = 1
FAILURE = 2
CLEAR = 4


def read_audit_policy(session):
    return attempt(read, session)


def read(session):
    info = query(session)
    if len(info.settings) < CATEGORIES:
        return unreadable("the server names %d categories, not %d" % (len(info.settings), CATEGORIES))
    return present(
        enabled=info.auditing_mode != 0,
        categories=[recorded(number) for number in info.settings[:CATEGORIES]],
    )


def switch_auditing(session, enabled):
    info = query(session)
    write(session, 1 if enabled else 0, list(info.settings))
    return {}


def set_audit_category(session, category, recorded):
    """
    Sets one category and sends the others as they are. Where something is to stop being recorded the category is cleared first:
    whether the server then adds to what it records or replaces it comes to the same.
    """
    info = query(session)
    settings = list(info.settings)
    if settings[category] & ~recorded & (SUCCESS | FAILURE):
        settings[category] = CLEAR
        write(session, info.auditing_mode, settings)
    if recorded:
        settings[category] = recorded
        write(session, info.auditing_mode, settings)
    return {}


def query(session):
    policy = session.part(LocalPolicy)
    return policy.pipe.QueryInfoPolicy(policy.open(VIEW_AUDIT), LEVEL)


def write(session, mode, settings):
    policy = session.part(LocalPolicy)
    info = lsa.AuditEventsInfo()
    info.auditing_mode = mode
    info.settings = settings
    info.count = len(settings)
    policy.pipe.SetInfoPolicy(policy.open(VIEW_AUDIT | SET_AUDIT), LEVEL, info)


def recorded(number):
    return number & (SUCCESS | FAILURE)


OPERATIONS = {
    "readAuditPolicy": read_audit_policy,
    "switchAuditing": switch_auditing,
    "setAuditCategory": set_audit_category,
}
