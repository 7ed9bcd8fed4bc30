"""The stores that the contract is tested over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clock import Clock

from reader.database.base import Database
from reader.database.sqlite import open_database

Open = Callable[..., Database]

BACKENDS: dict[str, Open] = {"sqlite": open_database}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=BACKENDS.values(), ids=BACKENDS.keys())
def opened(request: pytest.FixtureRequest) -> Open:
    """How a store of the backend is opened."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def database(opened: Open, tmp_path: Path, clock: Clock) -> Iterator[Database]:
    store = opened(tmp_path / "library", now=clock, busy_timeout=0.05)
    yield store
    store.close()
