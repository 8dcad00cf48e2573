"""A German member of EXAMPLE: its names are its own, one SID is nobody's, and its trusted domains come in two answers."""

from peer import account_domain
from samba.dcerpc import lsa, security

NONE_MAPPED, SOME_NOT_MAPPED, NO_MORE_ENTRIES = 0xC0000073, 0x107, 0x8000001A
USER, GROUP, ALIAS, WELL_KNOWN, UNKNOWN = 1, 2, 4, 5, 8
NO_DOMAIN = 0xFFFFFFFF

DOMAINS = {
    "VORDEFINIERT": "S-1-5-32",
    "EXAMPLE": "S-1-5-21-7-8-9",
    "NT-AUTORITÄT": "S-1-5",
    "": "S-1-1",
}
PRINCIPALS = {
    "S-1-5-32-544": (ALIAS, "VORDEFINIERT", "Administratoren"),
    "S-1-5-21-7-8-9-512": (GROUP, "EXAMPLE", "Domänen-Admins"),
    "S-1-5-21-7-8-9-1010": (USER, "EXAMPLE", "ExchSrv"),
    "S-1-5-18": (WELL_KNOWN, "NT-AUTORITÄT", "SYSTEM"),
    "S-1-1-0": (WELL_KNOWN, "", "Jeder"),
}
TRUSTED = [("EXAMPLE", "S-1-5-21-7-8-9"), ("PARTNER", "S-1-5-21-10-11-12")]


def query(request):
    account_domain(request)
    if request.in_level == lsa.LSA_POLICY_INFO_DOMAIN:
        request.out_info.name.string = "EXAMPLE"
        request.out_info.sid = security.dom_sid("S-1-5-21-7-8-9")


def domain_list():
    found = lsa.RefDomainList()
    found.domains = [domain(*one) for one in DOMAINS.items()]
    found.count = found.max_size = len(DOMAINS)
    return found


def domain(name, sid):
    info = lsa.DomainInfo()
    info.name.string, info.sid = name, security.dom_sid(sid)
    return info


def lookup_sids(request):
    found = [translated(str(one.sid)) for one in request.in_sids.sids]
    request.out_names = lsa.TransNameArray()
    request.out_names.names, request.out_names.count = found, len(found)
    finish(request, found)


def translated(sid):
    kind, domain, name = PRINCIPALS.get(sid, (UNKNOWN, None, sid))
    found = lsa.TranslatedName()
    found.sid_type, found.name.string = kind, name
    found.sid_index = list(DOMAINS).index(domain) if domain is not None else NO_DOMAIN
    return found


def lookup_names(request):
    found = [identified(one.string) for one in request.in_names]
    request.out_sids = lsa.TransSidArray()
    request.out_sids.sids, request.out_sids.count = found, len(found)
    finish(request, found)


def identified(said):
    found = lsa.TranslatedSid()
    found.sid_type, found.rid, found.sid_index = UNKNOWN, 0, NO_DOMAIN
    for sid, (kind, domain, name) in PRINCIPALS.items():
        if said.casefold() == ("%s\\%s" % (domain, name)).lstrip("\\").casefold():
            found.sid_type, found.rid = kind, int(sid.rpartition("-")[2])
            found.sid_index = list(DOMAINS).index(domain)
    return found


def finish(request, found):
    known = [one for one in found if one.sid_type != UNKNOWN]
    request.out_domains, request.out_count = domain_list(), len(known)
    request.result = 0 if len(known) == len(found) else SOME_NOT_MAPPED if known else NONE_MAPPED


def trusted(request):
    """One domain an answer; the last answer is that there are no more."""
    at = request.in_resume_handle
    request.out_domains = lsa.DomainList()
    request.out_resume_handle = at + 1
    if at == len(TRUSTED):
        request.result = NO_MORE_ENTRIES
        return
    request.out_domains.domains = [domain(*TRUSTED[at])]
    request.out_domains.count = 1


ANSWERS = {
    "lsa.QueryInfoPolicy": query,
    "lsa.LookupSids": lookup_sids,
    "lsa.LookupNames": lookup_names,
    "lsa.EnumTrustDom": trusted,
}
