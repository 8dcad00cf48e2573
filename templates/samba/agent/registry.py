"""The server's registry (winreg)."""

from samba import WERRORError
from samba.dcerpc import winreg

from errors import ACCESS_DENIED, MORE_DATA, NO_MORE_ITEMS, NOT_THERE, code_of, reason_of

# winnt.h: the least that each operation needs, so that a cautious ACL on a key does not stop it.
KEY_QUERY_VALUE = 0x00001
KEY_SET_VALUE = 0x00002
MAXIMUM_ALLOWED = 0x02000000

LARGEST_VALUE = 16 * 1024 * 1024

# A value's name has at most 255 characters, and the length counts the end of it in bytes.
LONGEST_NAME = 2 * 256


class Registry:
    """The server's registry. Keys are written HKLM\\..., HKU\\... or HKCR\\...."""

    def __init__(self, connection):
        self.pipe = connection.registry_pipe
        self.hives = {}
        self.hive("HKLM")

    def hive(self, name):
        """Opens a hive once a session."""
        if name not in self.hives:
            self.hives[name] = getattr(self.pipe, "Open" + name)(None, MAXIMUM_ALLOWED)
        return self.hives[name]

    def open(self, key, access):
        """Opens a key; the caller closes it."""
        hive, path = split_hive(key)
        return self.pipe.OpenKey(self.hive(hive), text(path), 0, access)

    def read(self, key, name):
        """Gives the item for one value. Only what concerns this value alone is an answer; a lost line is an error."""
        try:
            number, data = self._query(key, name)
        except WERRORError as error:
            if code_of(error) in NOT_THERE:
                return {"state": "absent"}
            return {"state": "unreadable", "reason": reason_of(error)}
        return {"state": "present", "type": number, "bytes": data.hex()}

    def names(self, key):
        """Lists the names of a key's values; None for a key that does not let itself be listed."""
        try:
            handle = self.open(key, KEY_QUERY_VALUE)
        except WERRORError as error:
            if code_of(error) in NOT_THERE:
                return []
            return None
        try:
            return list(self._each_name(handle))
        except WERRORError:
            return None
        finally:
            self.pipe.CloseKey(handle)

    def _each_name(self, handle):
        index = 0
        while True:
            name = winreg.ValNameBuf()
            name.name = ""
            name.size = LONGEST_NAME
            try:
                found = self.pipe.EnumValue(handle, index, name, 0, None, None, None)
            except WERRORError as error:
                if code_of(error) == NO_MORE_ITEMS:
                    return
                raise
            yield found[0].name
            index += 1

    def _query(self, key, name):
        handle = self.open(key, KEY_QUERY_VALUE)
        try:
            size = 1024
            while True:
                try:
                    number, data, _, length = self.pipe.QueryValue(handle, text(name), 0, [0] * size, size, size)
                    return int(number), bytes(data[:length])
                except WERRORError as error:
                    if code_of(error) != MORE_DATA or size >= LARGEST_VALUE:
                        raise
                    size *= 8
        finally:
            self.pipe.CloseKey(handle)

    def write(self, key, name, number, data):
        """Writes a value and gives the keys that had to be created for it, the outermost first."""
        handle, created = self._open_or_create(key)
        try:
            self.pipe.SetValue(handle, text(name), number, list(data))
        finally:
            self.pipe.CloseKey(handle)
        return created

    def _open_or_create(self, key):
        try:
            return self.open(key, KEY_SET_VALUE), []
        except WERRORError as error:
            if code_of(error) not in NOT_THERE:
                raise
        return self.create(key, KEY_SET_VALUE)

    def create(self, key, access):
        """Creates a key and gives its handle and the keys that were missing, the outermost first."""
        missing = self._missing(key)
        hive, path = split_hive(key)
        handle, _ = self.pipe.CreateKey(self.hive(hive), text(path), text(""), 0, access, None, 0)
        return handle, missing

    def _missing(self, key):
        """Lists this key and those above it that do not exist, the outermost first."""
        missing = []
        while "\\" in key and not self._exists(key):
            missing.insert(0, key)
            key = parent_of(key)
        return missing

    def _exists(self, key):
        try:
            self.pipe.CloseKey(self.open(key, KEY_QUERY_VALUE))
        except WERRORError as error:
            if code_of(error) in NOT_THERE:
                return False
            if code_of(error) != ACCESS_DENIED:
                raise
        return True

    def find_key(self, key):
        """Says whether a key is there, whatever it holds."""
        try:
            return {"state": "present" if self._exists(key) else "absent"}
        except WERRORError as error:
            return {"state": "unreadable", "reason": reason_of(error)}

    def delete_value(self, key, name):
        """Deletes a value; one that is not there needs no deleting."""
        try:
            handle = self.open(key, KEY_SET_VALUE)
            try:
                self.pipe.DeleteValue(handle, text(name))
            finally:
                self.pipe.CloseKey(handle)
        except WERRORError as error:
            if code_of(error) not in NOT_THERE:
                raise

    def delete_empty_key(self, key):
        """Deletes a key that holds neither keys nor values; says whether it did."""
        handle = self.open(key, MAXIMUM_ALLOWED)
        try:
            _, subkeys, _, _, values, _, _, _, _ = self.pipe.QueryInfoKey(handle, text(""))
        finally:
            self.pipe.CloseKey(handle)
        if subkeys or values:
            return False
        above = self.open(parent_of(key), MAXIMUM_ALLOWED)
        try:
            self.pipe.DeleteKey(above, text(key.rpartition("\\")[2]))
        finally:
            self.pipe.CloseKey(above)
        return True


def split_hive(key):
    """HKLM\\SYSTEM\\Setup becomes HKLM and SYSTEM\\Setup."""
    hive, _, path = key.partition("\\")
    if hive not in ("HKLM", "HKU", "HKCR") or not path:
        raise ValueError("not a registry key")
    return hive, path


def parent_of(key):
    return key.rpartition("\\")[0]


def text(value):
    """A name as the pipe takes it. A NUL would silently cut it short and so name something else."""
    if "\0" in value:
        raise ValueError("a registry name holds a NUL character")
    string = winreg.String()
    string.name = value
    return string


def read_values(session, values):
    registry = session.part(Registry)
    return [registry.read(value["key"], value["name"]) for value in values]


def list_values(session, keys):
    registry = session.part(Registry)
    return [registry.names(key) for key in keys]


def find_keys(session, keys):
    registry = session.part(Registry)
    return [registry.find_key(key) for key in keys]


def write_value(session, key, name, type, bytes):
    return {"createdKeys": session.part(Registry).write(key, name, type, bytearray.fromhex(bytes))}


def delete_value(session, key, name):
    session.part(Registry).delete_value(key, name)
    return {}


def delete_key(session, key):
    return {"deleted": session.part(Registry).delete_empty_key(key)}


OPERATIONS = {
    "readValues": read_values,
    "listValues": list_values,
    "findKeys": find_keys,
    "writeValue": write_value,
    "deleteValue": delete_value,
    "deleteKey": delete_key,
}
