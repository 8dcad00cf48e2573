"""Who is in a group (samr): local groups of BUILTIN and of the accounts' domain, and global groups of a domain."""

from samba.dcerpc import lsa, samr, security

from reading import absent, attempt, present
from sam import sam_of

READ_MEMBERS = 0x04
ADD_MEMBER = 0x01
REMOVE_MEMBER = 0x02
READ_INFORMATION = 0x08
# The same, for a global group.
GROUP_READ_INFORMATION = 0x01
GROUP_READ_MEMBERS = 0x10
GROUP_ADD_MEMBER = 0x04
GROUP_REMOVE_MEMBER = 0x08

# SE_GROUP_MANDATORY, _ENABLED_BY_DEFAULT and _ENABLED, which User Manager gives.
USUAL_ATTRIBUTES = 0x07


class Alias:
    """A local group. Its members are SIDs of any domain."""

    def __init__(self, sam, domain, rid, access):
        self.pipe = sam.pipe
        self.handle = self.pipe.OpenAlias(sam.domain(domain), access, rid)

    def name(self):
        return self.pipe.QueryAliasInfo(self.handle, samr.ALIASINFONAME).string

    def members(self):
        return [str(entry.sid) for entry in self.pipe.GetMembersInAlias(self.handle).sids or []]

    def add(self, sid):
        self.pipe.AddAliasMember(self.handle, security.dom_sid(sid))

    def remove(self, sid):
        self.pipe.DeleteAliasMember(self.handle, security.dom_sid(sid))

    def close(self):
        self.pipe.Close(self.handle)


class GlobalGroup:
    """A global group. Its members are accounts of its own domain."""

    def __init__(self, sam, domain, rid, access):
        self.sam = sam
        self.pipe = sam.pipe
        access = sum(
            theirs
            for ours, theirs in (
                (READ_INFORMATION, GROUP_READ_INFORMATION),
                (READ_MEMBERS, GROUP_READ_MEMBERS),
                (ADD_MEMBER, GROUP_ADD_MEMBER),
                (REMOVE_MEMBER, GROUP_REMOVE_MEMBER),
            )
            if access & ours
        )
        self.handle = self.pipe.OpenGroup(sam.domain(domain), access, rid)
        self.domain = domain

    def name(self):
        return self.pipe.QueryGroupInfo(self.handle, samr.GROUPINFONAME).string

    def members(self):
        return ["%s-%d" % (self.domain, rid) for rid in self.pipe.QueryGroupMember(self.handle).rids or []]

    def add(self, sid):
        self.pipe.AddGroupMember(self.handle, self._rid(sid), USUAL_ATTRIBUTES)

    def remove(self, sid):
        self.pipe.DeleteGroupMember(self.handle, self._rid(sid))

    def _rid(self, sid):
        domain, rid = self.sam.place_of(sid)
        if domain != self.domain:
            raise ValueError("a global group holds accounts of its own domain only")
        return rid

    def close(self):
        self.pipe.Close(self.handle)


def read_groups(session, groups):
    return [attempt(read_group, session, group["authority"], group["sid"]) for group in groups]


def read_group(session, authority, sid):
    sam = sam_of(session, authority)
    domain, rid = sam.place_of(sid)
    found = sam.type_of(domain, rid)
    if found not in KINDS:
        return absent()
    group = KINDS[found](sam, domain, rid, READ_INFORMATION | READ_MEMBERS)
    try:
        return present(name=group.name() or "", members=group.members())
    finally:
        group.close()


def change_group(session, authority, sid, add, remove):
    """Adds, then removes: a group that somebody has to be in is never without them in between."""
    sam = sam_of(session, authority)
    domain, rid = sam.place_of(sid)
    found = sam.type_of(domain, rid)
    if found not in KINDS:
        raise LookupError("the server has no such group")
    access = (ADD_MEMBER if add else 0) | (REMOVE_MEMBER if remove else 0)
    group = KINDS[found](sam, domain, rid, access)
    try:
        for member in add:
            group.add(member)
        for member in remove:
            group.remove(member)
    finally:
        group.close()
    return {}


KINDS = {
    lsa.SID_NAME_ALIAS: Alias,
    # What smbd calls a local group of BUILTIN that it has no entry for.
    lsa.SID_NAME_WKN_GRP: Alias,
    lsa.SID_NAME_DOM_GRP: GlobalGroup,
}

OPERATIONS = {"readGroups": read_groups, "changeGroup": change_group}
