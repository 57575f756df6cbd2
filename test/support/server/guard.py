"""Runs a server and takes it down, with all its children, when whoever started this goes away.

usage: python guard.py TMPDIR COMMAND [ARGUMENT...]

The starter holds the other end of stdin. When it closes it, or dies in whatever way (kill -9 too), this process
kills the server's process group and deletes TMPDIR. It cleans up and ends in the same way when the server ends.
The emulator holds nothing worth saving and takes two seconds to end on SIGTERM, so its group gets SIGKILL at once.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

tmpdir, command = sys.argv[1], sys.argv[2:]
server = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)


def group_is_gone():
    try:
        os.killpg(server.pid, signal.SIGKILL)
        return False
    except ProcessLookupError:
        return True


def clean_up(code):
    group_is_gone()
    server.wait()
    deadline = time.monotonic() + 2  # a worker that is still dying can write into TMPDIR
    while not group_is_gone() and time.monotonic() < deadline:
        time.sleep(0.01)
    shutil.rmtree(tmpdir, ignore_errors=True)
    os._exit(code)


for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(name, lambda *_: clean_up(1))
threading.Thread(target=lambda: clean_up(server.wait() or 1), daemon=True).start()
while os.read(0, 1024):
    pass
clean_up(0)
