"""The commands: one function each, a few lines over the pipeline.

Every command takes ``--config`` and ``--json``. What was asked for goes to standard output, everything said to a
person beside it to standard error. Exit codes: 0 done, 1 the thing failed, 2 configuration or usage.
Heavy packages are imported inside the functions, so that ``digest --help`` answers at once.
"""

import io
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from digest.cli import app, failure

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal cannot show must not end the command
            stream.reconfigure(errors="backslashreplace")
    sys.exit(failure.exit_code(app.app))
