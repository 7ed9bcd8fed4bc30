"""Cells as the interface counts them."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.ui.cells import fit

TEXTS = st.text(st.sampled_from("渡口“”…—·aé𠮷🙂é̂ "), max_size=30)


@given(TEXTS, st.integers(0, 40))
def test_what_is_fitted_takes_no_more_than_the_room(text: str, cells: int) -> None:
    fitted = fit(text, cells)
    assert cell_len(fitted) <= cells
    assert fitted == text or (text.startswith(fitted[:-1]) and fitted[-1:] in ("…", ""))


def test_a_terminal_that_draws_ambiguous_characters_wide_is_counted_so() -> None:
    """The setting holds for the whole process, so it is tried in one of its own."""
    program = (
        "from rich.cells import cell_len\n"
        "from reader.text.width import cell_width\n"
        "from reader.ui.cells import widen_ambiguous\n"
        "before = cell_len('“…—”×a中')\n"
        "widen_ambiguous()\n"
        "text = '“渡口”……——×°αß a𠮷é★'\n"
        "assert before == 8, before\n"
        "assert cell_len('“…—”×a中') == 13\n"
        "assert cell_len(text) == cell_width(text, 2) == cell_len(text * 60) / 60\n"
        "assert cell_len('│─▌') == 3\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
