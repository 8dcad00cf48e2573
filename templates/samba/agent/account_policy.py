"""The policy of a server's or domain's passwords, lockout and logoff (samr). Times are 100 ns, negative, as decimal text."""

from reading import attempt, present
from sam import OPEN_ACCOUNT, sam_of

READ_PASSWORD_PARAMETERS = 0x01
WRITE_PASSWORD_PARAMETERS = 0x02
READ_OTHER_PARAMETERS = 0x04
WRITE_OTHER_PARAMETERS = 0x08

# Level and member of QueryDomainInfo and SetDomainInfo.
FIELDS = {
    "minimumLength": (1, "min_password_length"),
    "history": (1, "password_history_length"),
    "properties": (1, "password_properties"),
    "maximumAge": (1, "max_password_age"),
    "minimumAge": (1, "min_password_age"),
    "forceLogoff": (3, "force_logoff_time"),
    "lockoutDuration": (12, "lockout_duration"),
    "lockoutReset": (12, "lockout_window"),
    "lockoutThreshold": (12, "lockout_threshold"),
}

SECOND = 10_000_000

# Members that the bindings take as signed; the other times are unsigned there and the same 64 bits on the wire.
SIGNED = ("max_password_age", "min_password_age")
TIMES = SIGNED + ("force_logoff_time", "lockout_duration", "lockout_window")


def read_account_policy(session, authority):
    """The whole policy, or why it cannot be read; lockout came with NT 3.51 and is asked for apart."""
    return [attempt(read_level, session, authority, level) for level in (1, 3, 12)]


def read_level(session, authority, level):
    sam = sam_of(session, authority)
    info = sam.pipe.QueryDomainInfo(handle(sam, level, READ_PASSWORD_PARAMETERS, READ_OTHER_PARAMETERS), level)
    return present(
        fields={
            field: str(time_of(info, member) if member in TIMES else getattr(info, member))
            for field, (of, member) in FIELDS.items()
            if of == level
        }
    )


def write_account_policy(session, authority, field, value):
    """Sets one field and keeps the others of its level as they are at this moment."""
    level, member = FIELDS[field]
    sam = sam_of(session, authority)
    info = sam.pipe.QueryDomainInfo(
        handle(sam, level, READ_PASSWORD_PARAMETERS, READ_OTHER_PARAMETERS), level
    )
    for time in TIMES:
        if hasattr(info, time):
            set_time(info, time, time_of(info, time))
    if member in TIMES:
        set_time(info, member, int(value))
    else:
        setattr(info, member, int(value))
    sam.pipe.SetDomainInfo(handle(sam, level, WRITE_PASSWORD_PARAMETERS, WRITE_OTHER_PARAMETERS), level, info)
    return {}


def handle(sam, level, password_access, other_access):
    return sam.domain(sam.sid, OPEN_ACCOUNT | (other_access if level == 3 else password_access))


def time_of(info, member):
    """A time as a signed number. Samba gives whole seconds with 100 ns too many, and trips over them itself."""
    number = getattr(info, member)
    number = number - (1 << 64) if number >= 1 << 63 else number
    return number + 1 if -number % SECOND == 1 else number


def set_time(info, member, number):
    setattr(info, member, number if member in SIGNED else number & 0xFFFFFFFFFFFFFFFF)


OPERATIONS = {"readAccountPolicy": read_account_policy, "writeAccountPolicy": write_account_policy}
