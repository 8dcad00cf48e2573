"""The server's clock (srvsvc)."""

from samba.dcerpc import srvsvc


def time(session):
    """Seconds since 1970, UTC."""
    pipe = session.connection.open(srvsvc.srvsvc, "srvsvc")
    return {"seconds": pipe.NetRemoteTOD(None).elapsed}


OPERATIONS = {"time": time}
