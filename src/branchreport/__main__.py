"""Where a process enters, and leaves with an exit code."""

import gc
import os
import sys
from typing import NoReturn

_RARELY = 2_000_000
"""New objects before the garbage collector looks for cycles: a command lives too short for more."""


def main() -> NoReturn:
    """Run the command line of this process, and end it.

    What is printed is flushed here; everything else is closed already. Leaving without taking the
    interpreter apart saves about a tenth of the time of a command.
    """
    gc.set_threshold(_RARELY)
    # Plug-ins of Pydantic that happen to be installed have no part in reading records; looking
    # for them takes longer than reading a year.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from branchreport.cli import main as run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads it any more, or it cannot be written
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    main()
