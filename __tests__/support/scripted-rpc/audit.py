"""An audit policy that is set as MS-LSAD 2.2.4.4 has it: 0 leaves a category, 4 replaces it, anything else is added."""

from peer import account_domain
from samba.dcerpc import lsa

PADDING = 0xA5B6C700

state = {"mode": 0, "settings": [0, 2, 0, 0, 0, 3, 0]}


def query(request):
    if request.in_level != lsa.LSA_POLICY_INFO_AUDIT_EVENTS:
        account_domain(request)
        return
    request.out_info = lsa.AuditEventsInfo()
    # AuditingMode is one byte on NT, and the three behind it are whatever lay there.
    request.out_info.auditing_mode = state["mode"] | PADDING
    request.out_info.settings = state["settings"]
    request.out_info.count = len(state["settings"])


def change(request):
    state["mode"] = request.in_info.auditing_mode & 0xFF
    for index, number in enumerate(request.in_info.settings):
        if number & 4:
            state["settings"][index] = 0
        state["settings"][index] |= number & 3


ANSWERS = {"lsa.QueryInfoPolicy": query, "lsa.SetInfoPolicy": change}
