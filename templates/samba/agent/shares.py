"""Shares with their permissions, and drives (srvsvc)."""

from samba import WERRORError
from samba.dcerpc import srvsvc

from descriptor import Unsayable, data_of, with_list
from errors import code_of, reason_of

# lmerr.h and lmshare.h; Samba says of a share that is not there that its name is invalid (winerror.h).
NET_NAME_NOT_FOUND = 2310
INVALID_NAME = 123
STYPE_SPECIAL = 0x80000000
# A folder, and no printer or pipe.
STYPE_DISKTREE = 0
# Level 502 is the one that NT 4.0 knows (level 1501 came later).
LEVEL = 502
# The one with names and folders.
LIST_LEVEL = 2
ALL_AT_ONCE = 0xFFFFFFFF


class Shares:
    """The server's shares."""

    def __init__(self, connection):
        self.pipe = connection.open(srvsvc.srvsvc, "srvsvc")
        self.server = "\\\\" + connection.host

    def get(self, share):
        return self.pipe.NetShareGetInfo(self.server, share, LEVEL)

    def all(self):
        """The shared folders, administrative ones apart."""
        listed = srvsvc.NetShareInfoCtr()
        listed.level = LIST_LEVEL
        listed.ctr = srvsvc.NetShareCtr2()
        listed, _, _ = self.pipe.NetShareEnumAll(self.server, listed, ALL_AT_ONCE, None)
        return [
            {"name": share.name, "path": share.path or ""}
            for share in listed.ctr.array or []
            if share.type == STYPE_DISKTREE
        ]

    def drives(self):
        """The letters of the server's drives, as `C:`."""
        found, _, _ = self.pipe.NetDiskEnum(self.server, 0, srvsvc.NetDiskInfo(), ALL_AT_ONCE, None)
        return [one.disk for one in found.disks or [] if one.disk]

    def read(self, share):
        try:
            found = self.get(share)
        except WERRORError as error:
            if code_of(error) in (NET_NAME_NOT_FOUND, INVALID_NAME):
                return {"state": "absent"}
            return {"state": "unreadable", "reason": reason_of(error)}
        descriptor = found.sd_buf.sd
        if descriptor is None and found.type & STYPE_SPECIAL:
            return {"state": "unreadable", "reason": "NT guards this share itself, its permissions cannot be set"}
        nothing = {"owner": None, "group": None, "control": 0, "aces": None}
        try:
            data = nothing if descriptor is None else data_of(descriptor)
        except Unsayable as problem:
            return {"state": "unreadable", "reason": str(problem)}
        return {"state": "present", "descriptor": data, "path": found.path, "comment": found.comment}

    def write(self, share, control, aces):
        """Sets the list; everything else goes back as it was found a moment ago."""
        found = self.get(share)
        found.sd_buf.sd = with_list(found.sd_buf.sd, control, aces)
        self.pipe.NetShareSetInfo(self.server, share, LEVEL, found, 0)


def list_shares(session):
    return session.part(Shares).all()


def list_drives(session):
    return session.part(Shares).drives()


def read_share_security(session, shares):
    return [session.part(Shares).read(share) for share in shares]


def write_share_security(session, share, control, aces):
    session.part(Shares).write(share, control, aces)
    return {}


OPERATIONS = {
    "listShares": list_shares,
    "listDrives": list_drives,
    "readShareSecurity": read_share_security,
    "writeShareSecurity": write_share_security,
}
