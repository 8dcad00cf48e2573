"""The operations that a request may name, over one logon."""

import account_policy
import accounts
import audit
import blank_passwords
import clock
import controllers
import files
import groups
import identity
import logons
import names
import registry
import registry_acl
import restart
import rights
import services
import shares
from connection import Connection, knock

MODULES = (
    account_policy,
    accounts,
    audit,
    blank_passwords,
    clock,
    controllers,
    files,
    groups,
    identity,
    logons,
    names,
    registry,
    registry_acl,
    restart,
    rights,
    services,
    shares,
)


class Session:
    """One logon to one server, and the parts of the server that were asked for."""

    def __init__(self):
        self.connection = None
        self.parts = {}
        self.operations = {"connect": Session.connect}
        for module in MODULES:
            self.operations.update(module.OPERATIONS)

    def answer(self, request):
        """Does what a request asks for and gives the result."""
        operation = self.operations.get(request.pop("op"))
        if operation is None:
            raise ValueError("no such operation")
        return operation(self, **request)

    def connect(self, host, port, user, password, domain):
        knock(host, port)
        self.parts = {}
        self.connection = Connection(host, port, user, password, domain)
        self.part(registry.Registry)
        return {"profile": self.connection.profile}

    def part(self, kind):
        """The one object of a kind that a session keeps, made from the connection when first needed."""
        if kind not in self.parts:
            self.parts[kind] = kind(self.connection)
        return self.parts[kind]
