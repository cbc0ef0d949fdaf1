"""The `waymark` command: `python -m api` does the same."""

from __future__ import annotations

import sys

from api.cli.app import run
from api.cli.shell import Composers
from api.composition import compose, compose_for_reading, serve


def main() -> None:
    """Run the command with the arguments of the process, and leave with its exit code."""
    sys.exit(run(sys.argv[1:], Composers(compose, compose_for_reading, serve)))


if __name__ == "__main__":
    main()
