"""A restart of the server (winreg's InitiateSystemShutdown; NT 4.0 has no pipe of its own for it)."""

from samba.dcerpc import lsa

REBOOT = 1
FORCE = 0


def restart(session, seconds, message):
    """Programs are asked to end, not forced: one that holds unsaved work stops the restart at the console."""
    text = lsa.StringLarge()
    text.string = message
    session.connection.registry_pipe.InitiateSystemShutdown(None, text, seconds, FORCE, REBOOT)
    return {}


OPERATIONS = {"restart": restart}
