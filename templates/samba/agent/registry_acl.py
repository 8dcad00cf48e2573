"""The permissions of registry keys (winreg)."""

from samba import WERRORError
from samba.dcerpc import security, winreg
from samba.ndr import ndr_pack, ndr_unpack

from descriptor import LIST, OWNER_GROUP_LIST, Unsayable, data_of, with_list
from errors import MORE_DATA, NOT_THERE, code_of, reason_of
from registry import Registry

READ_CONTROL = 0x00020000
WRITE_DAC = 0x00040000
INSUFFICIENT_BUFFER = 122
LARGEST = 256 * 1024


def read_key_security(session, keys):
    return [read_one(session.part(Registry), key) for key in keys]


def read_one(registry, key):
    try:
        handle = open_key(registry, key, READ_CONTROL)
        try:
            return {"state": "present", "descriptor": data_of(get(registry.pipe, handle))}
        finally:
            registry.pipe.CloseKey(handle)
    except WERRORError as error:
        if code_of(error) in NOT_THERE:
            return {"state": "absent"}
        return {"state": "unreadable", "reason": reason_of(error)}
    except Unsayable as problem:
        return {"state": "unreadable", "reason": str(problem)}


def write_key_security(session, key, control, aces):
    """Sets the list of a key, which is created where it is missing; gives the keys created, the outermost first."""
    registry = session.part(Registry)
    try:
        handle, created = open_key(registry, key, READ_CONTROL | WRITE_DAC), []
    except WERRORError as error:
        if code_of(error) not in NOT_THERE:
            raise
        handle, created = registry.create(key, READ_CONTROL | WRITE_DAC)
    try:
        found = get(registry.pipe, handle)
        packed = ndr_pack(with_list(found, control, aces))
        data = winreg.KeySecurityData()
        data.data = list(packed)
        data.size = data.len = len(packed)
        registry.pipe.SetKeySecurity(handle, LIST, data)
    finally:
        registry.pipe.CloseKey(handle)
    return {"createdKeys": created}


def open_key(registry, key, access):
    """Opens a key or a hive's root."""
    if "\\" not in key:
        return getattr(registry.pipe, "Open" + key)(None, access)
    return registry.open(key, access)


def get(pipe, handle):
    size = 4096
    while True:
        wanted = winreg.KeySecurityData()
        wanted.size = size
        try:
            data = pipe.GetKeySecurity(handle, OWNER_GROUP_LIST, wanted)
            return ndr_unpack(security.descriptor, bytes(data.data[: data.len]))
        except WERRORError as error:
            if code_of(error) not in (MORE_DATA, INSUFFICIENT_BUFFER) or size >= LARGEST:
                raise
            size *= 8


OPERATIONS = {"readKeySecurity": read_key_security, "writeKeySecurity": write_key_security}
