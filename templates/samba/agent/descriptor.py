"""Security descriptors as plain data: owner, group and the list that says who may do what.

    {"owner": "S-1-5-32-544", "group": ..., "control": 0x0400, "aces": [{"type": 0, "flags": 2, "mask": 983103, "sid": ...}]}

Owner and group are None where there is none; aces is None where there is no list, which lets everyone do everything.
The system list (auditing) is neither read nor written.
"""

from samba.dcerpc import security

# winnt.h: what is read, what is written, and the control bits that belong to the list.
OWNER_GROUP_LIST = security.SECINFO_OWNER | security.SECINFO_GROUP | security.SECINFO_DACL
LIST = security.SECINFO_DACL
LIST_CONTROL = 0x1000 | 0x0400 | 0x0100
LIST_PRESENT = security.SEC_DESC_DACL_PRESENT
SELF_RELATIVE = security.SEC_DESC_SELF_RELATIVE

ALLOWED, DENIED = 0, 1


def data_of(descriptor):
    """Gives a descriptor as data. Raises Unsayable for an entry that data cannot hold without loss."""
    aces = None
    if descriptor.type & LIST_PRESENT and descriptor.dacl is not None:
        aces = [entry_of(ace) for ace in descriptor.dacl.aces]
    return {
        "owner": sid_text(descriptor.owner_sid),
        "group": sid_text(descriptor.group_sid),
        "control": descriptor.type & LIST_CONTROL,
        "aces": aces,
    }


def entry_of(ace):
    if ace.type not in (ALLOWED, DENIED):
        raise Unsayable("it holds an entry of type %d, which is neither a grant nor a denial" % ace.type)
    return {"type": ace.type, "flags": ace.flags, "mask": ace.access_mask, "sid": str(ace.trustee)}


def with_list(found, control, aces):
    """Gives the descriptor that was found with another list; owner and group stay."""
    descriptor = security.descriptor()
    if found is not None:
        descriptor.owner_sid = found.owner_sid
        descriptor.group_sid = found.group_sid
    descriptor.type = SELF_RELATIVE | LIST_PRESENT | control
    if aces is not None:
        descriptor.dacl = list_of(aces)
    return descriptor


def list_of(aces):
    made = security.acl()
    made.revision = security.SECURITY_ACL_REVISION_NT4
    entries = []
    for entry in aces:
        ace = security.ace()
        ace.type, ace.flags, ace.access_mask = entry["type"], entry["flags"], entry["mask"]
        ace.trustee = security.dom_sid(entry["sid"])
        # The fixed part of an entry, and its SID: a revision, a count, six bytes of authority, four a sub-authority.
        ace.size = 8 + 8 + 4 * ace.trustee.num_auths
        entries.append(ace)
    made.aces = entries
    made.num_aces = len(entries)
    made.size = 8 + sum(ace.size for ace in entries)
    return made


def sid_text(sid):
    return None if sid is None else str(sid)


class Unsayable(Exception):
    """A descriptor holds what cannot be put back exactly."""
