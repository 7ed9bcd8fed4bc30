"""Pictures of what is shown of entities; `--snapshot-update` draws them anew, to be looked at.

What is on them is our own, and named by corrections: no recogniser can change a picture.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config import Config, Interface
from reader.entities.nouns import Correction, CorrectionKind, Derived, Entity, Recognition
from reader.library import Library, open_library
from reader.model import Listing
from reader.model.entity import EntityType
from reader.ui.app import ReaderApp

SnapCompare = Callable[..., bool]

NAMES = (
    (EntityType.ORG, "渡口航运"),
    (EntityType.PERSON, "林晚"),
    (EntityType.PLACE, "江州"),
    (EntityType.PRODUCT, "𠮷祥號"),
    (EntityType.WORK, "江边志"),
    (EntityType.EVENT, "江州船展"),
    (EntityType.TERM, "三桅帆"),
    (EntityType.DATE, "2022年8月"),
    (EntityType.MONEY, "1.2亿元"),
    (EntityType.QUANTITY, "三千册"),
)
FIRST = (
    "林晚在江州写《江边志》，印了三千册。渡口航运2022年8月花1.2亿元造𠮷祥號，"
    "船上是三桅帆，江州船展上人人来看。"
)
SECOND = "渡口航运后来离开江州；林晚说，三桅帆还在。"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for name, day, text in (("旧事", "2023-03-01", FIRST), ("后来", "2023-07-01", SECOND)):
        content = f"---\ntitle: {name}\ndate: {day}\n---\n\n{text}\n\n{text}\n"
        (tmp_path / f"{name}.md").write_text(content, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        list(library.add(library.find([str(tmp_path / "旧事.md"), str(tmp_path / "后来.md")])))
        store = library.entities.store
        for row in library.listing(Listing(), 0, None):
            text = library.article(row.id).text
            store.keep([Derived(row.id, row.digest, text, Recognition("none", ()), ())])
        for kind, name in NAMES:
            library.entities.correct(
                Correction(CorrectionKind.ADD, name, becomes=Entity(kind, name))
            )
        yield library


def app_of(library: Library, theme: str = "textual-dark") -> ReaderApp:
    article = next(row.id for row in library.listing(Listing(), 0, None) if row.title == "旧事")
    library.set_read(article, True)
    return ReaderApp(library, Config(interface=Interface(theme=theme)), article)


def after(*keys: str) -> Callable[[Pilot[int]], object]:
    """Return what presses `keys`, each when what the one before asked for is shown."""

    async def before(pilot: Pilot[int]) -> None:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()

    return before


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
def test_marked_and_listed(library: Library, snap_compare: SnapCompare, theme: str) -> None:
    before = after("e", "j", "enter")
    assert snap_compare(app_of(library, theme), terminal_size=(120, 30), run_before=before)


def test_without_colour(
    library: Library, snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    before = after("right_parenthesis")
    assert snap_compare(app_of(library), terminal_size=(100, 20), run_before=before)


@pytest.mark.parametrize("size", [(60, 20), (120, 30)], ids=["60", "120"])
def test_the_page(library: Library, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    before = after("right_parenthesis", "enter")
    assert snap_compare(app_of(library), terminal_size=size, run_before=before)


def test_all_entities(library: Library, snap_compare: SnapCompare) -> None:
    assert snap_compare(app_of(library), terminal_size=(100, 20), run_before=after("E"))
