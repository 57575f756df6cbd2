"""Runs a command in a pseudo terminal: our stdin is what the user types, our stdout what the terminal gets.

usage: python bridge.py COLUMNS ROWS COMMAND [ARGUMENT...]

Ends with the command's exit code (128 + signal where one ended it). When stdin ends, as it does when whoever started
this dies, the terminal hangs up; a command that stays all the same is killed two seconds later.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

columns, rows, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
go_read, go_write = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    os.close(go_write)
    os.read(go_read, 1)  # not before the terminal has its size
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
os.write(go_write, b"x")
os.close(go_write)

inputs = [terminal, 0]
while terminal in inputs:
    ready = select.select(inputs, [], [], None if 0 in inputs else 2)[0]
    if not ready:
        os.kill(pid, signal.SIGKILL)
    for source in ready:
        try:
            data = os.read(source, 65536)
        except OSError:  # Linux's word for the terminal's end
            data = b""
        if source == terminal and data:
            while data:
                data = data[os.write(1, data):]
        elif data:
            os.write(terminal, data)
        else:
            inputs.remove(source)
            if source == 0:
                os.kill(pid, signal.SIGHUP)

status = os.waitpid(pid, 0)[1]
sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
