"""The benchmarks still find what they measure."""

import subprocess
import sys
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "benchmarks"

_ALL = """
import importlib, sys
from pathlib import Path

folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
for script in sorted(folder.glob("*.py")):
    importlib.import_module(script.stem)
"""


def test_every_benchmark_can_be_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ALL, str(_FOLDER)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
