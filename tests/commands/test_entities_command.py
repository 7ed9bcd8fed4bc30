"""`reader entities`: what is printed, for people and for programs."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli import run
from reader.config import lexicon_file
from reader.library import open_library
from reader.model import Listing

TEXT = """---
title: 渡口
date: 2023-03-01
---

林晚的《江邊志》印了三千册，书号早在2022年8月就有了。𠮷野家花1.2亿元买下它。

《江边志》还在。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "渡口.md").write_text(TEXT, encoding="utf-8")
    assert (
        run(["--library", str(tmp_path / "lib"), "add", "--quiet", str(tmp_path / "渡口.md")]) == 0
    )
    return tmp_path / "lib"


@pytest.fixture
def article(folder: Path) -> str:
    with open_library(folder) as library:
        (row,) = library.listing(Listing(), 0, None)
        return row.id


Lines = Callable[..., list[str]]


@pytest.fixture
def lines(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Lines:
    """Run `reader entities` and return the lines on stdout."""

    def called(*arguments: str) -> list[str]:
        capfdbinary.readouterr()
        assert run(["--library", str(folder), *arguments]) == 0
        return capfdbinary.readouterr().out.decode().splitlines()

    return called


def test_what_is_added_is_recognised_when_entities_are_asked_for(
    folder: Path, lines: Lines
) -> None:
    with open_library(folder) as library:
        assert library.entities.waiting() > 0
    assert lines("entities")
    with open_library(folder) as library:
        assert library.entities.waiting() == 0


def test_the_mentions_of_an_article(lines: Lines, article: str) -> None:
    found = [json.loads(line) for line in lines("entities", article, "--json")]
    assert all(list(one) == ["start", "end", "text", "type", "entity"] for one in found)
    (shown,) = [json.loads(line) for line in lines("show", article, "--json")]
    assert shown["entities"] == found
    assert all(shown["text"][one["start"] : one["end"]] == one["text"] for one in found)
    by_type = {one["type"]: one["text"] for one in found}
    assert by_type["WORK"] == "江边志"
    assert by_type["MONEY"] == "1.2亿元"
    assert by_type["DATE"] == "2022年8月"
    works = [json.loads(line) for line in lines("entities", article, "--json", "--type", "work")]
    assert [one["text"] for one in works] == ["江邊志", "江边志"]
    assert len({one["entity"] for one in works}) == 1


def test_the_entities_of_the_library(lines: Lines) -> None:
    found = [json.loads(line) for line in lines("entities", "--json")]
    assert all(list(one) == ["entity", "type", "mentions", "articles", "aliases"] for one in found)
    (work,) = [one for one in found if one["type"] == "WORK"]
    assert (work["mentions"], work["articles"]) == (2, 1)
    assert {work["entity"], *work["aliases"]} == {"江边志", "江邊志"}
    assert not {"DATE", "MONEY", "QUANTITY"} & {one["type"] for one in found}
    (money,) = lines("entities", "--type", "MONEY")
    assert money.split()[:3] == ["1", "MONEY", "1.2亿元"]
    assert len(lines("entities", "--limit", "1")) == 1
    assert lines("entities", "--limit", "0") == []


@pytest.mark.parametrize("name", ["江边", "邊志", "jiangbian", "jbz", "江bz"])
def test_entities_by_a_part_of_a_name_or_its_sound(lines: Lines, name: str) -> None:
    (work,) = [json.loads(line) for line in lines("entities", "--name", name, "--json")]
    assert work["type"] == "WORK"
    assert lines("entities", "--name", "mybz") == []


def test_the_persons_own_lexicon(lines: Lines) -> None:
    lexicon_file().parent.mkdir(parents=True)
    lexicon_file().write_text("[ORG]\n𠮷野家\n[NONE]\n甲 | \n", encoding="utf-8")
    found = [json.loads(line) for line in lines("entities", "--type", "ORG", "--json")]
    assert "𠮷野家" in [one["entity"] for one in found]


def test_a_broken_line_of_the_lexicon_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon_file().parent.mkdir(parents=True)
    lexicon_file().write_text("[ORG]\n甲公司 || 乙\n𠮷野家\n", encoding="utf-8")
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    assert run(["--library", str(folder), "entities", "--limit", "0"]) == 0
    assert f"{lexicon_file()}, line 2: “甲公司 || 乙”" in told.getvalue()


def test_an_unknown_type_is_wrong_usage(folder: Path) -> None:
    assert run(["--library", str(folder), "entities", "--type", "THING"]) == 2
    assert run(["--library", str(folder), "entities", "none"]) == 1


@pytest.mark.parametrize("format_", ["json", "csv", "conll", "html"])
def test_an_article_as_a_document(format_: str, article: str, lines: Lines) -> None:
    found = "\n".join(lines("entities", article, "--format", format_))
    assert "江邊志" in found or "江\t" in found
    if format_ == "json":
        assert json.loads(found)["id"] == article


def test_the_table_as_a_document(lines: Lines) -> None:
    assert lines("entities", "--format", "csv")[0] == "entity,type,mentions,articles,aliases"
    assert isinstance(json.loads("\n".join(lines("entities", "--format", "json"))), list)


def test_a_page_needs_an_article(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["--library", str(folder), "entities", "--format", "html"]) == 2
    assert capfdbinary.readouterr().out == b""
