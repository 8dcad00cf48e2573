"""The answer for one of several things that were asked for: what it holds, that it is not there, or why nobody can tell."""

from samba import NTSTATUSError

from errors import name_of, reason_of
from sam import Elsewhere

# The line, not the thing that was asked for.
LOST = (
    "NT_STATUS_CONNECTION_DISCONNECTED",
    "NT_STATUS_CONNECTION_RESET",
    "NT_STATUS_CONNECTION_ABORTED",
    "NT_STATUS_CONNECTION_INVALID",
    "NT_STATUS_PIPE_BROKEN",
    "NT_STATUS_PIPE_DISCONNECTED",
    "NT_STATUS_IO_TIMEOUT",
    "NT_STATUS_UNEXPECTED_NETWORK_ERROR",
    "NT_STATUS_NETWORK_NAME_DELETED",
    "NT_STATUS_VIRTUAL_CIRCUIT_CLOSED",
    "NT_STATUS_REMOTE_DISCONNECT",
    "NT_STATUS_LOCAL_DISCONNECT",
    "NT_STATUS_USER_SESSION_DELETED",
    "NT_STATUS_LINK_FAILED",
    "NT_STATUS_LINK_TIMEOUT",
    "NT_STATUS_NO_MEMORY",
    "NT_STATUS_INVALID_HANDLE",
    "NT_STATUS_RPC_SS_CONTEXT_MISMATCH",
)


def attempt(read, *arguments):
    """A refusal concerns one thing alone and is its answer; a lost line is an error."""
    try:
        return read(*arguments)
    except Elsewhere as error:
        return unreadable(str(error))
    except NTSTATUSError as error:
        if name_of(error) in LOST:
            raise
        return unreadable(reason_of(error))


def present(**value):
    return {"state": "present", **value}


def absent():
    return {"state": "absent"}


def unreadable(reason):
    return {"state": "unreadable", "reason": reason}
