"""The answer for one of several things that were asked for: what it holds, that it is not there, or why nobody can tell."""

from samba import NTSTATUSError

from errors import code_of, reason_of
from sam import Elsewhere

# The line, not the thing that was asked for: NT_STATUS_NO_MEMORY, IO_TIMEOUT, PIPE_BROKEN, PIPE_DISCONNECTED,
# INVALID_HANDLE, CONNECTION_DISCONNECTED, CONNECTION_RESET, CONNECTION_INVALID, CONNECTION_ABORTED.
LOST = (
    0xC0000017,
    0xC00000B5,
    0xC000014B,
    0xC00000B0,
    0xC0000008,
    0xC000020C,
    0xC000020D,
    0xC000023A,
    0xC0000241,
)


def attempt(read, *arguments):
    """A refusal concerns one thing alone and is its answer; a lost line is an error."""
    try:
        return read(*arguments)
    except Elsewhere as error:
        return unreadable(str(error))
    except NTSTATUSError as error:
        if code_of(error) in LOST:
            raise
        return unreadable(reason_of(error))


def present(**value):
    return {"state": "present", **value}


def absent():
    return {"state": "absent"}


def unreadable(reason):
    return {"state": "unreadable", "reason": reason}
