"""Rights as NT 4.0 before Service Pack 6 keeps them: taking one from an account takes its others too (Q236128)."""

from samba.dcerpc import lsa, security

NO_MORE_ENTRIES, OBJECT_NAME_NOT_FOUND = 0x8000001A, 0xC0000034

held = {}


def holders(request):
    found = [sid for sid, rights in held.items() if request.in_name.string in rights]
    request.out_sids = lsa.SidArray()
    if not found:
        request.result = NO_MORE_ENTRIES
        return
    request.out_sids.sids = [pointer(sid) for sid in found]
    request.out_sids.num_sids = len(found)


def rights_of(request):
    rights = held.get(str(request.in_sid))
    request.out_rights = lsa.RightSet()
    if not rights:
        request.result = OBJECT_NAME_NOT_FOUND
        return
    request.out_rights.names = [large(right) for right in sorted(rights)]
    request.out_rights.count = len(rights)


def add(request):
    held.setdefault(str(request.in_sid), set()).update(named(request))


def remove(request):
    held.pop(str(request.in_sid), None)


def named(request):
    return [right.string for right in request.in_rights.names]


def pointer(sid):
    holder = lsa.SidPtr()
    holder.sid = security.dom_sid(sid)
    return holder


def large(right):
    string = lsa.StringLarge()
    string.string = right
    return string


ANSWERS = {
    "lsa.EnumAccountsWithUserRight": holders,
    "lsa.EnumAccountRights": rights_of,
    "lsa.AddAccountRights": add,
    "lsa.RemoveAccountRights": remove,
}
