"""A member server: its own accounts have another SID than its domain's."""

from peer import account_domain
from samba.dcerpc import lsa, security


def query(request):
    account_domain(request)
    if request.in_level == lsa.LSA_POLICY_INFO_DOMAIN:
        request.out_info.name.string = "EXAMPLE"
        request.out_info.sid = security.dom_sid("S-1-5-21-7-8-9")


ANSWERS = {"lsa.QueryInfoPolicy": query}
