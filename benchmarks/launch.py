"""Starts a command; prints its seconds, its CPU seconds, the peak of its memory in bytes and its exit code.

A program of its own, run as `python -I -S launch.py COMMAND …`: the system takes the memory of whoever starts
a command for the command's own first peak, so whoever starts it has to be small.
"""

import os
import sys
import time

RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main(command: list[str]) -> None:
    """Run the command with its output thrown away and its errors let through."""
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began_at = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silence)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - began_at
    code = os.waitstatus_to_exitcode(status)
    print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT, code)


if __name__ == "__main__":
    main(sys.argv[1:])
