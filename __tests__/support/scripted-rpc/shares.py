"""Shares with what smbd lacks: ADMIN$ and Open have no list, Locked may not be changed, Fault faults."""

from peer import Fault
from samba.dcerpc import security, srvsvc

ACCESS_DENIED, NET_NAME_NOT_FOUND = 5, 2310
DISK, SPECIAL = 0, 0x80000000
NCA_PROTOCOL_ERROR = 0x1C01000B

descriptors = {"ADMIN$": None, "Open": None, "Locked": None}


def get_info(request):
    name = request.in_share_name
    if name == "Fault":
        raise Fault(NCA_PROTOCOL_ERROR)
    info = srvsvc.NetShareInfo502()
    if name not in descriptors:
        request.result = NET_NAME_NOT_FOUND
        return
    info.name, info.path, info.comment = name, "C:\\" + name, "As set up"
    info.type = SPECIAL if name.endswith("$") else DISK
    info.max_users = 10
    info.sd_buf = security.sec_desc_buf()
    info.sd_buf.sd = descriptors[name]
    request.out_info = info


def set_info(request):
    if request.in_share_name == "Locked":
        request.result = ACCESS_DENIED
    else:
        descriptors[request.in_share_name] = request.in_info.sd_buf.sd


ANSWERS = {"srvsvc.NetShareGetInfo": get_info, "srvsvc.NetShareSetInfo": set_info}
