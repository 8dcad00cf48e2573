"""The flags of accounts (samr)."""

from samba import NTSTATUSError
from samba.dcerpc import samr

from errors import code_of
from reading import absent, attempt, present
from sam import sam_of

# What QueryUserInfo level 21 needs: general, preferences, logon and account.
READ_ALL = 0x01 | 0x02 | 0x08 | 0x10
READ_FLAGS = 0x10
WRITE_FLAGS = 0x20

NO_SUCH_USER = 0xC0000064

# NT counts 100 ns since 1601.
SECONDS_TO_1970 = 11644473600
NEVER = 0x7FFFFFFFFFFFFFFF


def read_accounts(session, accounts):
    return [attempt(read_account, session, account["authority"], account["rid"]) for account in accounts]


def read_account(session, authority, rid):
    sam = sam_of(session, authority)
    try:
        user = sam.pipe.OpenUser(sam.domain(sam.sid), READ_ALL, rid)
    except NTSTATUSError as error:
        if code_of(error) == NO_SUCH_USER:
            return absent()
        raise
    try:
        info = sam.pipe.QueryUserInfo(user, 21)
    finally:
        sam.pipe.Close(user)
    return present(
        name=info.account_name.string or "",
        flags=info.acct_flags,
        passwordLastSet=seconds(info.last_password_change),
        badLogons=info.bad_password_count,
    )


def set_account_flags(session, authority, rid, set, clear):
    """Sets and clears flags (samr.ACB_...) and keeps all others as they are at this moment."""
    sam = sam_of(session, authority)
    user = sam.pipe.OpenUser(sam.domain(sam.sid), READ_FLAGS | WRITE_FLAGS, rid)
    try:
        info = sam.pipe.QueryUserInfo(user, 16)
        info.acct_flags = (info.acct_flags | set) & ~clear & 0xFFFFFFFF
        sam.pipe.SetUserInfo(user, 16, info)
    finally:
        sam.pipe.Close(user)
    return {}


def seconds(time):
    """Seconds since 1970, or None where the time means never."""
    return None if time in (0, NEVER) else time // 10_000_000 - SECONDS_TO_1970


OPERATIONS = {"readAccounts": read_accounts, "setAccountFlags": set_account_flags}
