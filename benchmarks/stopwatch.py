"""The time and the peak memory of one process, taken from a process too small to blur them.

Linux counts the memory of the process that starts another one into the peak of that other one;
so each is started from here, under ``python -I -S``, and not from the benchmark itself.
"""

import os
import sys
import time


def main(arguments: list[str]) -> int:
    """Run a command and print its nanoseconds and its peak in bytes; its exit code."""
    started = time.perf_counter_ns()
    child = os.posix_spawn(arguments[0], arguments, os.environ)
    _, status, usage = os.wait4(child, 0)
    elapsed = time.perf_counter_ns() - started
    print(elapsed, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
