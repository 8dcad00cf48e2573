"""The server's clock, and since when it runs (srvsvc)."""

from samba import NTSTATUSError, WERRORError
from samba.dcerpc import srvsvc

from errors import name_of
from reading import LOST


def time(session):
    """Seconds since 1970, UTC."""
    return {"seconds": clock_pipe(session).NetRemoteTOD(None).elapsed}


def running(session):
    """
    Its time; the milliseconds since it was started, in 32 bits that overflow (MS-SRVS 2.2.4.105); and when its Server service
    began to count, in seconds since 1970 (MS-SRVS 2.2.4.39), None where it does not tell.
    """
    pipe = clock_pipe(session)
    now = pipe.NetRemoteTOD(None)
    return {"seconds": now.elapsed, "milliseconds": now.msecs, "counting": counting_since(pipe)}


def counting_since(pipe):
    try:
        return pipe.NetServerStatisticsGet(None, "LanmanServer", 0, 0).start
    except (NTSTATUSError, WERRORError) as error:
        if name_of(error) in LOST:
            raise
        return None


def clock_pipe(session):
    return session.connection.open(srvsvc.srvsvc, "srvsvc")


OPERATIONS = {"time": time, "running": running}
