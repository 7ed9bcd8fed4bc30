"""The engines that the contract is tested over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from search.memory import MemoryIndex

from reader.search.base import SearchIndex
from reader.search.whoosh_index import WhooshIndex
from reader.text.segment import load_analyzer

Open = Callable[[str], SearchIndex]

ENGINES: dict[str, type[MemoryIndex] | type[WhooshIndex]] = {
    "whoosh": WhooshIndex,
    "memory": MemoryIndex,
}


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Open the index of the test once more, by the fingerprint of its texts."""
    return lambda fingerprint: request.param(  # type: ignore[no-any-return]
        tmp_path / "index", fingerprint, lambda: load_analyzer(str(tmp_path))
    )


@pytest.fixture
def index(opened: Open) -> Iterator[SearchIndex]:
    made = opened("1")
    made.clear()
    yield made
    made.close()
