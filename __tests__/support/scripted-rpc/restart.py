"""A server that takes the call to restart, and one that has begun to already when it is asked again."""

SHUTDOWN_IN_PROGRESS = 1115

asked = []


def restart(request):
    asked.append(request)
    request.result = 0 if len(asked) == 1 else SHUTDOWN_IN_PROGRESS


ANSWERS = {"winreg.InitiateSystemShutdown": restart}
