"""`python -m reader` and the `reader` command."""

import gc
import sys


def main() -> int:
    """Run the command line; return its exit code."""
    try:
        gc.disable()  # there is no garbage in what is imported
        from reader.cli import run

        gc.enable()
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
