"""The server's audit policy (lsarpc, level 2 of its policy)."""

from samba.dcerpc import lsa

from local_policy import SET_AUDIT, VIEW_AUDIT, LocalPolicy
from reading import attempt, present, unreadable

LEVEL = lsa.LSA_POLICY_INFO_AUDIT_EVENTS

# System, logon, objects, privileges, processes, policy, accounts (Q246120). Later servers add to them.
CATEGORIES = 7

# MS-LSAD 2.2.4.4: when a policy is set, 0 leaves a category as it is, and 4 deletes what it records before the rest is added.
UNCHANGED = 0
SUCCESS = 1
FAILURE = 2
REPLACE = 4


def read_audit_policy(session):
    return attempt(read, session)


def read(session):
    info = query(session)
    if len(info.settings) < CATEGORIES:
        return unreadable("the server names %d categories, not %d" % (len(info.settings), CATEGORIES))
    return present(
        enabled=mode_of(info) != 0,
        categories=[recorded(number) for number in info.settings[:CATEGORIES]],
    )


def switch_auditing(session, enabled):
    write(session, 1 if enabled else 0, [UNCHANGED] * len(query(session).settings))
    return {}


def set_audit_category(session, category, recorded):
    """Sets one category; the others, and whether anything is audited at all, stay as they are."""
    info = query(session)
    settings = [UNCHANGED] * len(info.settings)
    settings[category] = REPLACE | recorded
    write(session, mode_of(info), settings)
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


def mode_of(info):
    """AuditingMode is a byte (MS-LSAD 2.2.4.4); Samba reads its padding along, which may hold anything."""
    return info.auditing_mode & 0xFF


def recorded(number):
    return number & (SUCCESS | FAILURE)


OPERATIONS = {
    "readAuditPolicy": read_audit_policy,
    "switchAuditing": switch_auditing,
    "setAuditCategory": set_audit_category,
}
