"""The server's files and their permissions, over the shares that NT 4.0 makes of each drive (C$, ADMIN$)."""

from samba import NTSTATUSError, ntstatus
from samba.dcerpc import security
from samba.samba3 import libsmb_samba_internal as libsmb
from samba.samba3 import param as client_param

from connection import COMMON_SETTINGS, NO_FOLDER, PROFILES
from errors import code_of, name_of

# Samba's file client takes no other port than 139 (and 445, which NT 4.0 does not have).
PORT = 139

# winnt.h
FILE_READ_DATA = 0x0001
FILE_WRITE_DATA = 0x0002
DELETE = 0x10000
FILE_READ_ATTRIBUTES = 0x0080
READ_CONTROL = 0x20000
WRITE_DAC = 0x40000
SHARE_ALL = 7
OPEN_EXISTING = 1
CREATE_NEW = 2
OWNER_GROUP_AND_LIST = 0x7
LIST_ALONE = 0x4
LIST_PRESENT = 0x4
EVERY_ATTRIBUTE = 0x37
ATTRIBUTES = ((0x01, "read-only"), (0x02, "hidden"), (0x04, "system"), (0x20, "archive"))
FOLDER = 0x10

# One packet of SMB1 holds a little less than 64 KB; NT 4.0 negotiates much smaller ones.
CHUNK = 16 * 1024
LARGEST_PART = 1024 * 1024

NOT_THERE = (
    ntstatus.NT_STATUS_NO_SUCH_FILE,
    ntstatus.NT_STATUS_OBJECT_NAME_NOT_FOUND,
    ntstatus.NT_STATUS_OBJECT_PATH_NOT_FOUND,
)

# What concerns one file alone, in words that a reading can carry. Anything else ends the request: a lost line is no
# property of a file.
REASONS = {
    "NT_STATUS_ACCESS_DENIED": "access denied",
    "NT_STATUS_SHARING_VIOLATION": "another program holds it open and shares it with nobody",
    "NT_STATUS_FILE_LOCK_CONFLICT": "another program has locked a part of it",
    "NT_STATUS_FILE_IS_A_DIRECTORY": "it is a folder",
    "NT_STATUS_DELETE_PENDING": "it is being deleted",
    "NT_STATUS_OBJECT_NAME_INVALID": "the server does not take its name",
    "NT_STATUS_OBJECT_PATH_SYNTAX_BAD": "the server does not take its name",
    "NT_STATUS_INVALID_DEVICE_REQUEST": "its volume keeps no permissions",
    "NT_STATUS_NOT_SUPPORTED": "its volume keeps no permissions",
    "NT_STATUS_NO_SECURITY_ON_OBJECT": "its volume keeps no permissions",
    "NT_STATUS_BAD_NETWORK_NAME": "the server has no administrative share for its drive",
    "NT_STATUS_BAD_DEVICE_TYPE": "the server has no administrative share for its drive",
}


class AccessToFileDenied(Exception):
    """The server denied a change to a file or its permissions."""


class Files:
    """The files of one server. A path starts with a drive, C:\\..., or with %SystemRoot%."""

    def __init__(self, connection):
        if connection.port != PORT:
            raise ValueError("files are reached on port 139 alone")
        self.connection = connection
        self.shares = {}

    def share(self, name):
        """Connects to a share once a session."""
        if name not in self.shares:
            connection = self.connection
            account = connection.credentials(connection.settings(connection.profile), connection.account)
            settings = client_settings(connection.profile)
            self.shares[name] = libsmb.Conn(connection.host, name, settings, creds=account, force_smb1=True)
        return self.shares[name]

    def place(self, path):
        """Gives the share and the path inside it."""
        drive, _, rest = path.partition("\\")
        if "\0" in path or "/" in path:
            raise ValueError("not a path on NT 4.0")
        if drive.lower() == "%systemroot%":
            return self.share("ADMIN$"), rest
        if len(drive) != 2 or drive[1] != ":" or not drive[0].isalpha() or not drive.isascii():
            raise ValueError("not a path on NT 4.0")
        return self.share(drive[0].upper() + "$"), rest

    def find(self, path):
        """Gives size and attributes of a file or folder as its folder lists it; None where it is not there."""
        share, rest = self.place(path)
        folder, _, name = rest.rpartition("\\")
        try:
            entries = share.list(folder, mask=name, attribs=EVERY_ATTRIBUTE)
        except NTSTATUSError as error:
            if code_of(error) not in NOT_THERE:
                raise
            return None
        for entry in entries:
            if name.lower() in (entry["name"].lower(), (entry["short_name"] or "").lower()):
                return entry
        return None

    def read(self, path, limit):
        entry = self.find(path)
        if entry is None:
            return {"state": "absent"}
        if entry["attrib"] & FOLDER:
            return {"state": "unreadable", "reason": "it is a folder"}
        data = self.read_part(path, 0, limit + 1)
        if len(data) > limit:
            return {"state": "unreadable", "reason": "it is larger than %d bytes" % limit}
        attributes = [name for bit, name in ATTRIBUTES if entry["attrib"] & bit]
        return {"state": "present", "bytes": data.hex(), "attributes": attributes}

    def read_part(self, path, offset, length):
        """Reads up to so many bytes from a place in a file; fewer at its end."""
        share, rest = self.place(path)
        handle = open_file(share, rest, FILE_READ_DATA | FILE_READ_ATTRIBUTES)
        try:
            data = b""
            while len(data) < length:
                piece = share.read(handle, offset + len(data), min(CHUNK, length - len(data)))
                if not piece:
                    break
                data += piece
            return data
        finally:
            share.close(handle)

    def write(self, path, data):
        """Replaces the contents and keeps the file: its permissions and attributes stay. A missing one is made."""
        data = bytes(data)
        entry = self.find(path)
        share, rest = self.place(path)
        disposition = CREATE_NEW if entry is None else OPEN_EXISTING
        size = 0 if entry is None else entry["size"]
        handle = open_file(share, rest, FILE_WRITE_DATA | (DELETE if entry is None else 0), disposition)
        try:
            append_or_restore(share, handle, data[size:], size)
            write_at(share, handle, data[:size], 0)
            if len(data) < size:
                share.truncate(handle, len(data))
        except NTSTATUSError:
            if entry is None:
                share.delete_on_close(handle, True)
            raise
        finally:
            share.close(handle)

    def delete(self, path):
        """Deletes a file; one that is not there needs no deleting."""
        share, rest = self.place(path)
        try:
            share.unlink(rest)
        except NTSTATUSError as error:
            if code_of(error) not in NOT_THERE:
                raise

    def read_descriptor(self, path):
        share, rest = self.place(path)
        handle = open_file(share, rest, READ_CONTROL)
        try:
            return {"state": "present", "sddl": share.get_sd(handle, OWNER_GROUP_AND_LIST).as_sddl()}
        finally:
            share.close(handle)

    def write_descriptor(self, path, sddl):
        """Sets the list of this one file or folder; owner, group, audit entries and everything below stay."""
        descriptor = security.descriptor.from_sddl(sddl, NO_DOMAIN)
        # Without this bit a descriptor that has no list would change nothing, where it has to take the list away.
        descriptor.type |= LIST_PRESENT
        share, rest = self.place(path)
        handle = open_file(share, rest, READ_CONTROL | WRITE_DAC)
        try:
            share.set_sd(handle, descriptor, LIST_ALONE)
        finally:
            share.close(handle)


# Batten writes accounts of a domain as full SIDs; aliases of one (DA, LG) are refused before they come here.
NO_DOMAIN = security.dom_sid("S-1-5-21-0-0-0")


def open_file(share, path, access, disposition=OPEN_EXISTING):
    return share.create(path, DesiredAccess=access, ShareAccess=SHARE_ALL, CreateDisposition=disposition)


def write_at(share, handle, data, offset):
    done = 0
    while done < len(data):
        done += share.write(handle, data[done : done + CHUNK], offset + done)


def append_or_restore(share, handle, data, size):
    """Writes what goes beyond the old end first: on a full disk this fails while the old contents still stand."""
    try:
        write_at(share, handle, data, size)
    except NTSTATUSError:
        share.truncate(handle, size)
        raise


def client_settings(profile):
    """The same settings for Samba's file client, which keeps its own; the workstation's smb.conf is not read."""
    settings = client_param.get_context()
    settings.load("/dev/null")
    own = {name: NO_FOLDER for name in ("private dir", "lock directory", "state directory", "cache directory")}
    for name, value in {**COMMON_SETTINGS, **PROFILES[profile], **own}.items():
        settings.set(name, value)
    return settings


def reading(read, *arguments):
    """Calls a reader and turns what concerns this one file into a reading."""
    try:
        return read(*arguments)
    except NTSTATUSError as error:
        if code_of(error) in NOT_THERE:
            return {"state": "absent"}
        reason = REASONS.get(name_of(error))
        if reason is None:
            raise
        return {"state": "unreadable", "reason": reason}


def changing(change, *arguments):
    try:
        change(*arguments)
    except NTSTATUSError as error:
        if code_of(error) == ntstatus.NT_STATUS_ACCESS_DENIED:
            raise AccessToFileDenied(str(error)) from error
        raise
    return {}


def read_file(session, path, limit):
    return reading(session.part(Files).read, path, limit)


def read_file_part(session, path, offset, length):
    files = session.part(Files)
    part = lambda: {"state": "present", "bytes": files.read_part(path, offset, min(length, LARGEST_PART)).hex()}
    return reading(part)


def write_file(session, path, bytes):
    return changing(session.part(Files).write, path, bytearray.fromhex(bytes))


def delete_file(session, path):
    return changing(session.part(Files).delete, path)


def read_folder_acl(session, path):
    return reading(session.part(Files).read_descriptor, path)


def write_folder_acl(session, path, sddl):
    return changing(session.part(Files).write_descriptor, path, sddl)


OPERATIONS = {
    "readFile": read_file,
    "readFilePart": read_file_part,
    "writeFile": write_file,
    "deleteFile": delete_file,
    "readFolderAcl": read_folder_acl,
    "writeFolderAcl": write_folder_acl,
}
