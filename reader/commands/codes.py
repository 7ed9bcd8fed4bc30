"""Exit codes, as `reader.cli` documents them."""

DONE, FAILED, USAGE = 0, 1, 2
INTERRUPTED = 130
