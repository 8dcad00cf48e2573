"""What went wrong, in Samba's numbers and names."""

from samba import NTSTATUSError, WERRORError, ntstatus, werror

# winerror.h
FILE_NOT_FOUND = 2
PATH_NOT_FOUND = 3
ACCESS_DENIED = 5
MORE_DATA = 234
NO_MORE_ITEMS = 259
NOT_THERE = (FILE_NOT_FOUND, PATH_NOT_FOUND)


def code_of(error):
    return error.args[0] & 0xFFFFFFFF


def name_of(error):
    """NT_STATUS_LOGON_FAILURE, WERR_ACCESS_DENIED ...; empty for a code that Samba does not name."""
    table, prefix = (ntstatus, "NT_STATUS_") if isinstance(error, NTSTATUSError) else (werror, "WERR_")
    for name, value in vars(table).items():
        if name.startswith(prefix) and value == code_of(error):
            return name
    return ""


def reason_of(error):
    """Why one thing could not be read, in words that a reading can carry."""
    name = name_of(error)
    if name in ("WERR_ACCESS_DENIED", "NT_STATUS_ACCESS_DENIED"):
        return "access denied"
    return name or "error 0x%08x" % code_of(error)


def describe(error):
    """The error of an answer."""
    if isinstance(error, (NTSTATUSError, WERRORError)):
        return {
            "kind": "nt" if isinstance(error, NTSTATUSError) else "werr",
            "code": "0x%08x" % code_of(error),
            "name": name_of(error),
            "message": str(error.args[1]) if len(error.args) > 1 else "",
        }
    return {"kind": "other", "code": "", "name": type(error).__name__, "message": str(error)}
