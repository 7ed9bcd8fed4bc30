"""`python -m reader` and the `reader` command."""

import sys


def main() -> int:
    """Run the command line; return its exit code."""
    try:
        from reader.cli import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
