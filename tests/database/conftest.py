"""The stores that the contract is tested over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.database.base import Database
from reader.database.sqlite import open_database

Open = Callable[..., Database]

BACKENDS: dict[str, Open] = {"sqlite": open_database}


class Clock:
    """A time that stands still until a test moves it on."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> str:
        return f"2024-01-17T08:{self.minute:02}:00Z"


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
