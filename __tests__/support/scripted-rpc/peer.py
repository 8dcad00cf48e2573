#!/usr/bin/python3
"""A server made of a script: answers DCE/RPC calls (connection-oriented, over TCP, NDR) that smbd does not have.

    peer.py SCRIPT LOG AGENT

starts the scripted server and then runs Batten's agent in the folder AGENT against it, over the real client of Samba's
bindings: only the transport below is TCP without a logon instead of a named pipe over SMB1. Each request that arrives
is taken apart by Samba's own NDR, which refuses bytes too many or too few, and logged in LOG, one JSON object a line:

    {"interface": "svcctl", "call": "ChangeServiceConfigW", "stub": "00ff...", "text": "what ndr_print says"}

SCRIPT is a Python file with ANSWERS: {"svcctl.OpenServiceW": function}. The function gets the request, reads its in_*
members and sets out_* and result (a WERROR or NTSTATUS number; 0 when left alone). It raises Fault(status) to fault.
A call without an answer faults as one that the server does not have, the way smbd does.
"""

import importlib.util
import json
import os
import socket
import struct
import sys
import threading
import uuid

INTERFACES = ("lsa", "netlogon", "samr", "srvsvc", "svcctl", "winreg")
REQUEST, RESPONSE, FAULT, BIND, BIND_ACK, ALTER_CONTEXT, ALTER_CONTEXT_ACK = 0, 2, 3, 11, 12, 14, 15
FIRST_FRAGMENT, LAST_FRAGMENT = 1, 2
NDR = uuid.UUID("8a885d04-1ceb-11c9-9fe8-08002b104860").bytes_le + struct.pack("<L", 2)
ACCEPTED, REJECTED, NEGOTIATED = 0, 2, 3
# The transfer syntax that stands for a client's features begins so (MS-RPCE 3.3.1.5.3).
FEATURES = uuid.UUID("6cb71c2c-9812-4540-0000-000000000000").bytes_le[:8]
FRAGMENT = 4000
NO_SUCH_CALL = 0x1C010002


class Fault(Exception):
    """A DCE/RPC fault with its status."""


def handle():
    """A fresh context handle."""
    from samba.dcerpc import misc

    made = misc.policy_handle()
    made.handle_type = 0
    made.uuid = misc.GUID(str(uuid.uuid4()))
    return made


class Peer:
    """The scripted server: what it offers, and the log of what it was asked."""

    def __init__(self, answers, log):
        from samba.ndr import ndr_pack

        self.answers = {**WHO_IT_IS, **answers}
        self.log = log
        self.lock = threading.Lock()
        self.calls = {}
        self.names = {}
        for name in INTERFACES:
            module = importlib.import_module("samba.dcerpc." + name)
            self.names[ndr_pack(module.abstract_syntax())] = name
            for call in vars(module).values():
                if isinstance(call, type) and hasattr(call, "opnum"):
                    self.calls[name, call.opnum()] = call

    def serve(self, connection):
        interface, parts = {}, []
        while True:
            header = receive(connection, 16)
            if header is None:
                return
            kind, flags, length, _, number = struct.unpack("<2xBB4xHHL", header)
            body = receive(connection, length - 16)
            if kind in (BIND, ALTER_CONTEXT):
                interface.update(self.bind(connection, kind, number, body))
            elif kind == REQUEST:
                context, opnum = struct.unpack_from("<HH", body, 4)
                parts.append(body[8:])
                if flags & LAST_FRAGMENT:
                    self.answer(connection, number, context, interface[context], opnum, b"".join(parts))
                    parts = []

    def bind(self, connection, kind, number, body):
        """Accepts each presentation context whose interface is known and which offers NDR."""
        contexts, accepted, results, place = body[8], {}, b"", 12
        for _ in range(contexts):
            context, transfers = struct.unpack_from("<HB", body, place)
            name = self.names.get(body[place + 4 : place + 24])
            offered = [body[place + 24 + 20 * index :][:20] for index in range(transfers)]
            place += 24 + 20 * transfers
            if name is not None and NDR in offered:
                accepted[context] = name
                results += struct.pack("<HH", ACCEPTED, 0) + NDR
            elif any(one.startswith(FEATURES) for one in offered):
                results += struct.pack("<HH", NEGOTIATED, 0) + bytes(20)
            else:
                results += struct.pack("<HH", REJECTED, 1) + bytes(20)
        address = b"\0"
        head = struct.pack("<HHLH", 5840, 5840, 1, len(address)) + address
        head += bytes(-(len(head) + 16) % 4) + struct.pack("<B3x", contexts)
        kind = BIND_ACK if kind == BIND else ALTER_CONTEXT_ACK
        connection.sendall(pdu(kind, FIRST_FRAGMENT | LAST_FRAGMENT, number, head + results))
        return accepted

    def answer(self, connection, number, context, interface, opnum, stub):
        try:
            data = self.act(interface, opnum, stub)
        except Fault as fault:
            body = struct.pack("<LHBBLL", 32, context, 0, 0, fault.args[0], 0)
            connection.sendall(pdu(FAULT, FIRST_FRAGMENT | LAST_FRAGMENT, number, body))
            return
        pieces = [data[at : at + FRAGMENT] for at in range(0, len(data), FRAGMENT)] or [b""]
        for index, piece in enumerate(pieces):
            flags = (FIRST_FRAGMENT if index == 0 else 0) | (LAST_FRAGMENT if index == len(pieces) - 1 else 0)
            body = struct.pack("<LHBB", len(data), context, 0, 0) + piece
            connection.sendall(pdu(RESPONSE, flags, number, body))

    def act(self, interface, opnum, stub):
        call = self.calls.get((interface, opnum))
        if call is None:
            raise Fault(NO_SUCH_CALL)
        request = call()
        # Raises where the bytes are not this call, which ends the connection: a test sees it as a lost one.
        request.__ndr_unpack_in__(stub)
        entry = {"interface": interface, "call": call.__name__, "stub": stub.hex()}
        with self.lock, open(self.log, "a", encoding="utf-8") as log:
            log.write(json.dumps({**entry, "text": request.__ndr_print_in__()}) + "\n")
        answer = self.answers.get("%s.%s" % (interface, call.__name__)) or closing(call)
        if answer is None:
            raise Fault(NO_SUCH_CALL)
        answer(request)
        return request.__ndr_pack_out__()


def open_handle(request):
    request.out_handle = handle()


def no_such_key(request):
    request.out_handle, request.result = handle(), 2


def account_domain(request):
    """All that a logon asks who the server is: the SID and name of its account domain, and its role."""
    from samba.dcerpc import lsa, security

    if request.in_level == lsa.LSA_POLICY_INFO_ROLE:
        request.out_info = lsa.ServerRole()
        request.out_info.role = lsa.LSA_ROLE_PRIMARY
        return
    request.out_info = lsa.DomainInfo()
    request.out_info.name.string = "NTEX01"
    request.out_info.sid = security.dom_sid("S-1-5-21-1-2-3")


WHO_IT_IS = {
    "winreg.OpenHKLM": open_handle,
    "winreg.OpenKey": no_such_key,
    "lsa.OpenPolicy2": open_handle,
    "lsa.QueryInfoPolicy": account_domain,
}


def closing(call):
    """Closing a handle needs no script."""
    if call.__name__ not in ("Close", "CloseKey", "CloseServiceHandle"):
        return None

    def close(request):
        request.out_handle = request.in_handle

    return close


def pdu(kind, flags, number, body):
    return struct.pack("<BBBBLHHL", 5, 0, kind, flags, 0x10, 16 + len(body), 0, number) + body


def receive(connection, length):
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            return None
        data += piece
    return data


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_server(listener, script, log):
    peer = Peer(load("script", script).ANSWERS, log)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=peer.serve, args=(connection,), daemon=True).start()


def run_agent(port, folder):
    sys.path.insert(0, folder)
    import connection
    import session
    from samba import credentials
    from samba.dcerpc import winreg

    class ScriptedConnection(connection.Connection):
        """The agent's connection with the transport changed and no logon."""

        def _log_on(self):
            return "legacy", self._open(winreg.winreg, "winreg", "legacy")

        def _open(self, interface, pipe, profile, **_):
            settings = self.settings(profile)
            nobody = credentials.Credentials()
            nobody.guess(settings)
            nobody.set_anonymous()
            return interface("ncacn_ip_tcp:127.0.0.1[%d]" % port, settings, nobody)

    session.Connection = ScriptedConnection
    session.knock = lambda host, port: None
    load("agent", os.path.join(folder, "__main__.py")).main()


def main():
    # Scripts say: from peer import Fault, handle
    sys.modules["peer"] = sys.modules["__main__"]
    script, log, folder = sys.argv[1:4]
    listener = socket.create_server(("127.0.0.1", 0))
    ours, theirs = os.pipe()
    if os.fork() == 0:
        os.close(theirs)
        # The agent's end closes the pipe, whatever ended it.
        threading.Thread(target=lambda: (os.read(ours, 1), os._exit(0)), daemon=True).start()
        os.close(0)
        os.close(1)
        run_server(listener, script, log)
    os.close(ours)
    port = listener.getsockname()[1]
    listener.close()
    run_agent(port, folder)


if __name__ == "__main__":
    main()
