#!/usr/bin/python3
"""Batten's hand on one server: reads and sets what it can over SMB1, through Samba's Python bindings.

One process serves one session. Each line on standard input is a request, each line on standard output its answer:

    {"id": 1, "op": "connect", "host": ..., "port": ..., "user": ..., "password": ..., "domain": ...}
    {"id": 1, "ok": true, "result": ...}
    {"id": 2, "ok": false, "error": {"kind": "nt" | "werr" | "other", "code": "0xc000006d", "name": ..., "message": ...}}

The end of standard input ends the session.
"""

import json
import os
import signal
import sys

try:
    from errors import describe
    from session import Session
except ImportError as problem:
    MISSING = str(problem)
else:
    MISSING = None


def serve(requests, answers, session):
    for line in requests:
        request = json.loads(line)
        number = request.pop("id")
        if request.get("op") == "quit":
            return
        try:
            answer = {"id": number, "ok": True, "result": session.answer(request)}
        except Exception as error:  # whatever went wrong is the answer; the session decides what it means
            answer = {"id": number, "ok": False, "error": describe(error)}
        print(json.dumps(answer), file=answers, flush=True)


def main():
    # Samba's C code may print; the answers' channel is kept apart from whatever it says.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if MISSING is not None:
        error = {"kind": "other", "code": "", "name": "ImportError", "message": MISSING}
        print(json.dumps({"id": 0, "ok": False, "error": error}), file=answers, flush=True)
        return
    # Ctrl-C reaches the whole foreground group; Batten decides when a session ends, not the terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin, answers, Session())


if __name__ == "__main__":
    main()
