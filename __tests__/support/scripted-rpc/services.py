"""A service control manager with what smbd lacks: another start type, dependants, states on their way.

W3SVC runs and SMTP depends on it. Slow takes three looks to stop, Stuck never stops, Locked may only be looked at.
"""

import struct

from peer import handle
from samba.dcerpc import svcctl

STOPPED, STOP_PENDING, RUNNING, PAUSED = 1, 3, 4, 7
ACCESS_DENIED, FILE_NOT_FOUND = 5, 2
DEPENDENT_SERVICES_RUNNING, DOES_NOT_EXIST, SERVICE_DISABLED, MORE_DATA = 1051, 1060, 1058, 234

states = {"W3SVC": RUNNING, "SMTP": RUNNING, "Slow": RUNNING, "Stuck": RUNNING, "Paused": PAUSED, "Locked": RUNNING}
starts = {name: 2 for name in states}
looks = {"Slow": 3, "Stuck": 1000}
handles = {}


def keep(request, name):
    request.out_handle = handle()
    handles[str(request.out_handle.uuid)] = name


def held(request):
    return handles[str(request.in_handle.uuid)]


def open_manager(request):
    keep(request, "")


def open_service(request):
    if request.in_ServiceName not in states:
        request.out_handle, request.result = handle(), DOES_NOT_EXIST
    elif request.in_ServiceName == "Locked" and request.in_access_mask != 0x0004:
        request.out_handle, request.result = handle(), ACCESS_DENIED
    else:
        keep(request, request.in_ServiceName)


def status_of(name):
    status = svcctl.SERVICE_STATUS()
    status.type, status.state = 0x20, states[name]
    return status


def query(request):
    name = held(request)
    if states[name] == STOP_PENDING:
        looks[name] -= 1
        if looks[name] == 0:
            states[name] = STOPPED
    request.out_service_status = status_of(name)


def control(request):
    name = held(request)
    if name == "W3SVC" and states["SMTP"] == RUNNING:
        request.result = DEPENDENT_SERVICES_RUNNING
    else:
        states[name] = STOP_PENDING if name in looks else STOPPED
    request.out_service_status = status_of(name)


def start(request):
    if starts[held(request)] == 4:
        request.result = SERVICE_DISABLED
    else:
        states[held(request)] = RUNNING


def dependents(request):
    names = "SMTP\0".encode("utf-16-le")
    data = struct.pack("<LL7L", 36, 36, 0x20, RUNNING, 0, 0, 0, 0, 0) + names
    request.out_needed, request.out_services_returned = len(data), 1
    if request.in_offered < len(data):
        request.out_service_status, request.out_services_returned = [0] * request.in_offered, 0
        request.result = MORE_DATA
    else:
        request.out_service_status = list(data.ljust(request.in_offered, b"\0"))


def change_config(request):
    starts[held(request)] = request.in_start_type
    request.out_tag_id = None


def open_key(request):
    name = request.in_keyname.name.rpartition("\\")[2]
    request.out_handle = handle()
    handles[str(request.out_handle.uuid)] = name
    if name not in states:
        request.result = FILE_NOT_FOUND


def query_value(request):
    name = handles[str(request.in_handle.uuid)]
    if request.in_value_name.name != "Start":
        request.result = FILE_NOT_FOUND
        return
    data = struct.pack("<L", starts[name])
    request.out_type, request.out_data = 4, list(data)
    request.out_data_size = request.out_data_length = 4


ANSWERS = {
    "svcctl.OpenSCManagerW": open_manager,
    "svcctl.OpenServiceW": open_service,
    "svcctl.QueryServiceStatus": query,
    "svcctl.ControlService": control,
    "svcctl.StartServiceW": start,
    "svcctl.EnumDependentServicesW": dependents,
    "svcctl.ChangeServiceConfigW": change_config,
    "winreg.OpenKey": open_key,
    "winreg.QueryValue": query_value,
}
