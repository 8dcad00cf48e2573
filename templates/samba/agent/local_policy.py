"""The server's local security policy (lsarpc): handles on it, by the access that they give."""

from samba.dcerpc import lsa

VIEW_LOCAL = 0x001
VIEW_AUDIT = 0x002
CREATE_ACCOUNT = 0x010
SET_AUDIT = 0x100
LOOKUP_NAMES = 0x800


class LocalPolicy:
    def __init__(self, connection):
        self.pipe = connection.open(lsa.lsarpc, "lsarpc")
        self.opened = {}

    def open(self, access):
        """Opens the policy for an access once a session."""
        if access not in self.opened:
            attributes = lsa.ObjectAttribute()
            attributes.sec_qos = lsa.QosInfo()
            self.opened[access] = self.pipe.OpenPolicy2(None, attributes, access)
        return self.opened[access]
