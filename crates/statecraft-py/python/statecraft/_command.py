"""The command `statecraft`, as the wheel brings it."""

import sys

from . import _engine


def main() -> int:
    """Run the command line that was typed, and give its exit code."""
    return _engine.run(["statecraft", *sys.argv[1:]])
