"""The server's services (svcctl); what they are configured to comes from the registry, where it stands exactly."""

import struct
import time

from samba import NTSTATUSError, WERRORError
from samba.dcerpc import svcctl
from samba.ndr import ndr_pack

from errors import code_of, reason_of
from registry import Registry

SERVICES = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\"
READ_ALONG = ("DisplayName", "ObjectName", "DependOnService", "DependOnGroup", "Type")

# winsvc.h, winerror.h: the least rights, the states, and the answers that mean something of their own.
CONNECT, ENUMERATE = 0x0001, 0x0004
QUERY_STATUS, ENUMERATE_DEPENDENTS, START, STOP, CHANGE_CONFIG = 0x0004, 0x0008, 0x0010, 0x0020, 0x0002
PENDING = (2, 3, 5, 6)
ACTIVE, ALL = 1, 3
# Programs, not drivers: in a process of their own or in a shared one.
PROGRAMS = 0x30
CONTROL_STOP = 1
NO_CHANGE = 0xFFFFFFFF
DEPENDENT_SERVICES_RUNNING, ALREADY_RUNNING, NOT_ACTIVE = 1051, 1056, 1062
DOES_NOT_EXIST = 1060
MORE_DATA = 234
# NT's status for a call that the other side does not have (nca_op_rng_error).
NO_SUCH_CALL = (0xC002002E, 0x1C010002)
POLL_SECONDS = 0.1
# One entry of ENUM_SERVICE_STATUSW: where its names begin, then a SERVICE_STATUS of seven numbers.
ENTRY_BYTES = 36


class Services:
    """The service control manager, opened once a session."""

    def __init__(self, connection):
        self.host = connection.host
        self.pipe = connection.open(svcctl.svcctl, "svcctl")
        self.manager = self.pipe.OpenSCManagerW(self.host, None, CONNECT)

    def names(self):
        """Key names of all services that are programs."""
        manager = self.pipe.OpenSCManagerW(self.host, None, CONNECT | ENUMERATE)
        try:
            return all_names(
                lambda offered: self.pipe.EnumServicesStatusW(manager, PROGRAMS, ALL, offered, 0)[:3]
            )
        finally:
            self.pipe.CloseServiceHandle(manager)

    def using(self, name, access, act):
        """Opens a service, lets `act` do its work on the handle, and closes it."""
        handle = self.pipe.OpenServiceW(self.manager, name, access)
        try:
            return act(handle)
        finally:
            self.pipe.CloseServiceHandle(handle)

    def state(self, name):
        return self.using(name, QUERY_STATUS, lambda handle: self.pipe.QueryServiceStatus(handle).state)

    def settled(self, name, seconds):
        """Gives the state as soon as it is no longer on its way, at the latest after this time."""
        until = time.monotonic() + seconds
        while True:
            state = self.state(name)
            if state not in PENDING or time.monotonic() >= until:
                return state
            time.sleep(POLL_SECONDS)

    def stop(self, name):
        """Asks it to stop; gives the display names of those that must stop before, and then has stopped nothing."""
        return self.using(name, STOP | ENUMERATE_DEPENDENTS, self._stop)

    def _stop(self, handle):
        try:
            self.pipe.ControlService(handle, CONTROL_STOP)
        except WERRORError as error:
            if code_of(error) == DEPENDENT_SERVICES_RUNNING:
                return self._dependents(handle)
            if code_of(error) != NOT_ACTIVE:
                raise
        return []

    def _dependents(self, handle):
        return all_names(lambda offered: self.pipe.EnumDependentServicesW(handle, ACTIVE, offered))

    def start(self, name):
        def act(handle):
            try:
                self.pipe.StartServiceW(handle, [])
            except WERRORError as error:
                if code_of(error) != ALREADY_RUNNING:
                    raise

        self.using(name, START, act)

    def set_start(self, name, start):
        """Sets the start type; says whether the server has the call for it."""
        try:
            self.using(name, CHANGE_CONFIG, lambda handle: self._change_start(handle, start))
        except NTSTATUSError as error:
            if code_of(error) not in NO_SUCH_CALL:
                raise
            return False
        return True

    def _change_start(self, handle, start):
        """Samba's binding cannot leave dependencies unchanged, so the request is packed here (MS-SCMR 3.1.4.11)."""
        type_start_error = struct.pack("<LLL", NO_CHANGE, start, NO_CHANGE)
        # Null: path, group, tag, dependencies and their size, account, password and its size, display name.
        unchanged = b"\0" * 4 * 9
        answer = self.pipe.request(
            svcctl.ChangeServiceConfigW.opnum(), ndr_pack(handle) + type_start_error + unchanged
        )
        (code,) = struct.unpack("<L", answer[-4:])
        if code != 0:
            raise WERRORError(code, "")


def all_names(enumerate_into):
    """The key names in what a call gives, offered more room until it has enough."""
    offered = 0
    while True:
        try:
            data, _, count = enumerate_into(offered)
            return [key_name(bytes(data), index) for index in range(count)]
        except WERRORError as error:
            if code_of(error) != MORE_DATA or offered >= 256 * 1024:
                raise
            offered = max(8192, offered * 4)


def key_name(data, index):
    """The name of an entry. Its offset counts from the first byte of the buffer (MS-SCMR 2.2.11)."""
    (offset,) = struct.unpack_from("<L", data, index * ENTRY_BYTES)
    name = data[offset:].decode("utf-16-le", "replace")
    return name.partition("\0")[0]


def list_services(session):
    return session.part(Services).names()


def read_services(session, names, seconds):
    return [read_one(session, name, seconds) for name in names]


def read_one(session, name, seconds):
    try:
        state = session.part(Services).settled(name, seconds)
    except WERRORError as error:
        if code_of(error) == DOES_NOT_EXIST:
            return {"state": "absent"}
        return {"state": "unreadable", "reason": reason_of(error)}
    registry = session.part(Registry)
    values = {value: registry.read(SERVICES + name, value) for value in ("Start",) + READ_ALONG}
    return {"state": "present", "running": state, "values": values}


def set_service_start(session, name, start):
    """Without the call the registry's value decides at the next start of the server."""
    called = session.part(Services).set_start(name, start)
    if not called:
        session.part(Registry).write(SERVICES + name, "Start", 4, struct.pack("<L", start))
    return {"effective": "at once" if called else "at the next start"}


def stop_service(session, name):
    return {"dependents": session.part(Services).stop(name)}


def start_service(session, name):
    session.part(Services).start(name)
    return {}


def await_service(session, name, seconds):
    return {"running": session.part(Services).settled(name, seconds)}


OPERATIONS = {
    "listServices": list_services,
    "readServices": read_services,
    "setServiceStart": set_service_start,
    "stopService": stop_service,
    "startService": start_service,
    "awaitService": await_service,
}
