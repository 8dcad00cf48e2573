"""A member of EXAMPLE whose own Administrators hold Domain Admins, and which names localhost as the domain's controller."""

import os

from peer import handle, load
from samba.dcerpc import lsa, samr, security

german = load("german", os.path.join(os.path.dirname(__file__), "german-member.py"))
german.PRINCIPALS["S-1-5-21-7-8-9-500"] = (german.USER, "EXAMPLE", "Administrator")
german.PRINCIPALS["S-1-5-21-7-8-9-1101"] = (german.USER, "EXAMPLE", "clerk")

OWN = {"NTEX01": "S-1-5-21-1-2-3", "VORDEFINIERT": "S-1-5-32"}
ADMINISTRATORS = 544


def connect(request):
    request.out_connect_handle = handle()


def domains(request):
    request.out_sam = samr.SamArray()
    request.out_sam.entries = [entry(name) for name in OWN]
    request.out_sam.count = request.out_num_entries = len(OWN)
    request.out_resume_handle = 0


def entry(name):
    found = samr.SamEntry()
    found.name.string = name
    return found


def look_up(request):
    request.out_sid = security.dom_sid(OWN[request.in_domain_name.string])


def open_domain(request):
    request.out_domain_handle = handle()


def types(request):
    """BUILTIN holds Administrators alone; the others are not asked for by their numbers."""
    found = request.in_rids[0] == ADMINISTRATORS
    request.out_names, request.out_types = lsa.Strings(), samr.Ids()
    if not found:
        request.result = german.NONE_MAPPED
        return
    name = lsa.String()
    name.string = "Administratoren"
    request.out_names.names, request.out_names.count = [name], 1
    request.out_types.ids, request.out_types.count = [german.ALIAS], 1


def open_alias(request):
    request.out_alias_handle = handle()


def alias(request):
    name = lsa.String()
    name.string = "Administratoren"
    request.out_info = name


def members(request):
    member = lsa.SidPtr()
    member.sid = security.dom_sid("S-1-5-21-7-8-9-512")
    request.out_sids = lsa.SidArray()
    request.out_sids.sids, request.out_sids.num_sids = [member], 1


def controller(request):
    request.out_dcname = "\\\\LOCALHOST"


ANSWERS = {
    **german.ANSWERS,
    "samr.Connect2": connect,
    "samr.EnumDomains": domains,
    "samr.LookupDomain": look_up,
    "samr.OpenDomain": open_domain,
    "samr.LookupRids": types,
    "samr.OpenAlias": open_alias,
    "samr.QueryAliasInfo": alias,
    "samr.GetMembersInAlias": members,
    "netlogon.netr_GetAnyDCName": controller,
}
