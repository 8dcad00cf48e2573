"""A backup domain controller: its accounts come in two answers, and it takes every caller for alpha."""

from peer import handle
from samba.dcerpc import lsa, samr, security

DISABLED, NORMAL = 0x01, 0x10
GUEST = 501

# Two answers, and then the last one for ever.
CHUNKS = [[(500, "Administrator"), (GUEST, "Guest")], [(1000, "alpha"), (1001, "beta")]]
names = dict(CHUNKS[0] + CHUNKS[1])
opened = []


def text(value):
    string = lsa.String()
    string.string = value
    return string


def connect(request):
    request.out_connect_handle = handle()


def domains(request):
    entry = samr.SamEntry()
    entry.idx, entry.name.string = 0, "EXAMPLE"
    request.out_sam = samr.SamArray()
    request.out_sam.entries, request.out_sam.count = [entry], 1
    request.out_resume_handle = request.out_num_entries = 1


def domain_sid(request):
    request.out_sid = security.dom_sid("S-1-5-21-1-2-3")


def open_domain(request):
    request.out_domain_handle = handle()


def about_domain(request):
    if request.in_level == 7:
        request.out_info = samr.DomInfo7()
        request.out_info.role = samr.SAMR_ROLE_DOMAIN_BDC
    elif request.in_level == 12:
        request.out_info = samr.DomInfo12()
        request.out_info.lockout_threshold = 5
    elif request.in_level == 3:
        request.out_info = samr.DomInfo3()
    else:
        request.out_info = samr.DomInfo1()


def users(request):
    chunk = CHUNKS[min(request.in_resume_handle, 1)]
    entries = []
    for rid, name in chunk:
        entry = samr.SamEntry()
        entry.idx, entry.name.string = rid, name
        entries.append(entry)
    request.out_sam = samr.SamArray()
    request.out_sam.entries, request.out_sam.count = entries, len(entries)
    request.out_resume_handle, request.out_num_entries = request.in_resume_handle + 1, len(entries)


def open_user(request):
    opened.append(request.in_rid)
    request.out_user_handle = handle()


def about_user(request):
    rid = opened[-1]
    info = samr.UserInfo21()
    info.rid, info.account_name.string = rid, names[rid]
    info.acct_flags = NORMAL | (DISABLED if rid == GUEST else 0)
    request.out_info = info


def user_name(request):
    request.out_account_name = text("alpha")
    request.out_authority_name = None


ANSWERS = {
    "samr.Connect2": connect,
    "samr.EnumDomains": domains,
    "samr.LookupDomain": domain_sid,
    "samr.OpenDomain": open_domain,
    "samr.QueryDomainInfo": about_domain,
    "samr.EnumDomainUsers": users,
    "samr.OpenUser": open_user,
    "samr.QueryUserInfo": about_user,
    "lsa.GetUserName": user_name,
}
