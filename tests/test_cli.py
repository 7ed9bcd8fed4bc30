"""The command line's contract, within this process: what goes where, and the exit codes."""

import io
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader import __version__, i18n
from reader.cli import run
from reader.config import config_file, corpus_files
from reader.library import open_library

MORNING = """---
title: 早晨
author: 林晚
source: 江边志
date: 2023-03-01
tags: [散文, 河流]
---

# 早晨

清晨六点，巷口的包子铺已经冒起白汽。“今天的馅儿，香！”老板说。

- 猪肉大葱
- 三鲜 GPT-4 版 𠮷
"""
EVENING = "# 黄昏\n\n" + "太阳落到江那边去了，船上的灯一盏一盏亮起来。" * 20 + "\n"
NIGHT = "---\ntitle: 夜行列車\ndate: 2024-05-06\n---\n\n車窗外是一片漆黑。\n"

ADD_KEYS = ["id", "title", "author", "source", "date", "chars", "status", "path", "error"]
LIST_KEYS = ["id", "title", "author", "source", "date", "chars", "read", "tags", "annotations"]
SHOW_KEYS = [
    *("id", "title", "author", "source", "date", "url", "text"),
    *("removed", "entities", "annotations"),
]


@dataclass
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON Lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


Reader = Callable[..., Outcome]


@pytest.fixture
def reader(capsysbinary: pytest.CaptureFixture[bytes]) -> Reader:
    """Run a command and return what it did."""

    def execute(*arguments: str | Path) -> Outcome:
        code = run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return execute


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "文章"
    folder.mkdir()
    for name, text in (("1.md", MORNING), ("2.md", EVENING), ("3.md", NIGHT)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def filled(reader: Reader, files: Path) -> dict[str, str]:
    """The ids of the three articles, added to the default library, by title."""
    return {one["title"]: one["id"] for one in reader("add", files, "--json").objects}


# Adding


def test_adding_says_on_stdout_what_came_in_and_on_stderr_how_much(
    reader: Reader, files: Path
) -> None:
    done = reader("add", files / "1.md", files / "2.md")
    assert done.code == 0
    first, second = done.out.splitlines()
    assert re.fullmatch(r"added  [0-9a-z]{4}  早晨", first)
    assert re.fullmatch(r"added  [0-9a-z]{4}  黄昏", second)
    assert done.err == "2 added, 0 updated, 0 unchanged, 0 failed\n"


def test_adding_again_and_what_changed_since(reader: Reader, files: Path) -> None:
    reader("add", files)
    (files / "2.md").write_text(EVENING + "\n天黑了。\n", encoding="utf-8")
    done = reader("add", files, "--json")
    assert [one["status"] for one in done.objects] == ["unchanged", "updated", "unchanged"]
    assert done.code == 0


def test_the_same_file_twice_is_one_article(reader: Reader, files: Path) -> None:
    done = reader("add", files / "1.md", files / "1.md", files, files, "--json")
    assert [one["status"] for one in done.objects] == [
        "added", "unchanged", "unchanged", "added", "added",
    ]  # fmt: skip
    assert len(reader("list").out.splitlines()) == 3


def test_json_of_adding(reader: Reader, files: Path, tmp_path: Path) -> None:
    done = reader("add", files / "1.md", tmp_path / "没有.md", "--json")
    added, failed = done.objects
    assert done.code == 1
    assert list(added) == list(failed) == ADD_KEYS
    assert added == {
        "id": added["id"],
        "title": "早晨",
        "author": "林晚",
        "source": "江边志",
        "date": "2023-03-01",
        "chars": added["chars"],
        "status": "added",
        "path": str(files / "1.md"),
        "error": None,
    }
    assert (failed["id"], failed["status"]) == (None, "failed")
    assert failed["path"] == str(tmp_path / "没有.md")
    assert failed["error"] in done.err
    assert "早晨" in done.out  # not ASCII-escaped


def test_what_fails_is_told_on_stderr_and_the_rest_is_added(
    reader: Reader, files: Path, tmp_path: Path
) -> None:
    done = reader("add", tmp_path / "没有.md", files / "1.md")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    assert f"{tmp_path / '没有.md'}: There is nothing at this path" in done.err
    assert "1 added, 0 updated, 0 unchanged, 1 failed" in done.err


def test_quiet_adding_says_only_errors(reader: Reader, files: Path, tmp_path: Path) -> None:
    done = reader("add", files, tmp_path / "没有.md", "--quiet")
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1


def test_adding_what_is_piped_in(
    reader: Reader, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MORNING.encode("gb18030"))))
    done = reader("add", "-", files / "2.md", "--json")
    assert [(one["title"], one["path"]) for one in done.objects] == [
        ("早晨", "-"),
        ("黄昏", str(files / "2.md")),
    ]


def test_adding_nothing_is_wrong_usage(reader: Reader) -> None:
    done = reader("add")
    assert (done.code, done.out) == (2, "")
    assert "name a file" in done.err


def test_a_folder_without_articles_is_told(reader: Reader, files: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    (empty / "deeper").mkdir(parents=True)
    (empty / "deeper" / "a.png").touch()
    done = reader("add", empty, files)
    assert done.code == 1
    assert f"{empty}: There is no file in this folder" in done.err
    assert "3 added, 0 updated, 0 unchanged, 1 failed" in done.err


def test_an_address_is_told_to_be_one(reader: Reader, files: Path) -> None:
    done = reader("add", "ftp://example.org/文章", files / "1.md")
    assert done.code == 1
    assert "ftp://example.org/文章: There is nothing at this path" in done.err
    assert "1 added" in done.err


def test_the_bundled_articles(reader: Reader) -> None:
    done = reader("add", "--corpus", "--json")
    assert (done.code, len(done.objects)) == (0, len(corpus_files()))
    assert reader("add", "--corpus", "--quiet").err == ""


# Listing


def test_listing_prints_a_line_for_each(reader: Reader, filled: dict[str, str]) -> None:
    done = reader("list")
    assert (done.code, done.err) == (0, "")
    assert [line.split("  ")[-1] for line in done.out.splitlines()] == ["夜行列車", "早晨", "黄昏"]
    assert all(f"{id_}  ●  " in done.out for id_ in filled.values())


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--sort", "title"], "夜行列車 早晨 黄昏"),
        (["--sort", "title", "--reverse"], "黄昏 早晨 夜行列車"),
        (["--sort", "length"], "黄昏 早晨 夜行列車"),
        (["--sort=date", "--reverse"], "黄昏 早晨 夜行列車"),
        (["--tag", "河流"], "早晨"),
        (["--tag", "没有"], ""),
        (["--limit", "2"], "夜行列車 早晨"),
        (["--limit", "0"], ""),
        (["--limit", "9" * 30], "夜行列車 早晨 黄昏"),
        (["--unread"], "夜行列車 早晨"),
        (["--starred"], "黄昏"),
        (["--starred", "--unread"], ""),
    ],
)
def test_which_articles_are_listed(
    reader: Reader, filled: dict[str, str], options: list[str], titles: str
) -> None:
    folder = Path(os.environ["XDG_DATA_HOME"]) / "reader"
    with open_library(folder) as library:
        library.set_read(filled["黄昏"], True)
        library.set_starred(filled["黄昏"], True)
    done = reader("list", "--json", *options)
    assert done.code == 0
    assert [one["title"] for one in done.objects] == titles.split()


def test_every_order_is_listed(reader: Reader, filled: dict[str, str]) -> None:
    for order in ("date", "added", "title", "length", "progress"):
        assert len(reader("list", "--sort", order).out.splitlines()) == 3


def test_json_of_the_list(reader: Reader, filled: dict[str, str]) -> None:
    done = reader("list", "--json")
    assert [list(one) for one in done.objects] == [LIST_KEYS] * 3
    one = done.objects[1]
    assert (one["id"], one["title"], one["author"]) == (filled["早晨"], "早晨", "林晚")
    assert (one["read"], one["tags"], one["annotations"]) == (False, ["散文", "河流"], 0)
    assert one["date"] == "2023-03-01"


def test_listing_an_empty_library(reader: Reader) -> None:
    for arguments in (["list"], ["list", "--json"]):
        done = reader(*arguments)
        assert (done.code, done.out) == (0, "")
        assert "reader add" in done.err


# Showing


def test_showing_prints_the_article_in_the_width(reader: Reader, filled: dict[str, str]) -> None:
    done = reader("show", filled["黄昏"], "--plain", "--width", "20")
    lines = done.out.splitlines()
    assert (done.code, done.err, lines[0]) == (0, "", "黄昏")
    assert "太阳落到江那边去了，" in lines
    assert max(map(len, lines)) <= 20
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", [1, 2, 7, 10_000])
def test_showing_at_any_width(reader: Reader, filled: dict[str, str], width: int) -> None:
    for id_ in filled.values():
        assert reader("show", id_, "--width", str(width)).code == 0


def test_json_of_an_article(reader: Reader, filled: dict[str, str]) -> None:
    (shown,) = reader("show", filled["早晨"], "--json").objects
    assert list(shown) == SHOW_KEYS
    assert "今天的馅儿，香！" in shown["text"]
    assert (shown["removed"], shown["annotations"]) == ([], [])
    listed = next(one for one in reader("list", "--json").objects if one["id"] == shown["id"])
    assert len(shown["text"]) == listed["chars"]


def test_ids_may_be_shortened_and_in_capitals(reader: Reader, filled: dict[str, str]) -> None:
    expected = reader("show", filled["早晨"], "--json").out
    assert reader("show", filled["早晨"].upper(), "--json").out == expected
    assert reader("show", f" {filled['早晨'][:3]}", "--json").out == expected


def test_an_unknown_id(reader: Reader, filled: dict[str, str]) -> None:
    for id_ in ("zzzz", "", "夜", "\x1b[31m"):
        done = reader("show", id_)
        assert (done.code, done.out) == (1, "")
        assert "“reader list” shows the ids there are" in done.err
        assert "\x1b" not in done.err


def test_an_ambiguous_id_names_the_candidates(reader: Reader, tmp_path: Path) -> None:
    for number in range(99):  # of 1024 two-character beginnings, some are met twice
        (tmp_path / f"{number}.md").write_text(f"# 第{number}篇\n\n之{number}。", encoding="utf-8")
    ids = [one["id"] for one in reader("add", tmp_path, "--json").objects]
    beginnings = [id_[:2] for id_ in ids]
    twice = next(beginning for beginning in beginnings if beginnings.count(beginning) > 1)
    done = reader("show", twice)
    assert (done.code, done.out) == (1, "")
    assert all(id_ in done.err for id_ in ids if id_.startswith(twice))


# Which library, which language, which configuration


def test_the_library_may_be_named_before_and_after_the_command(
    reader: Reader, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "我的 文库"
    assert reader("--library", place, "add", files).code == 0
    assert len(reader("list", "--library", place).out.splitlines()) == 3
    assert len(reader("list", f"--library={place}").out.splitlines()) == 3
    assert reader("list").out == ""
    monkeypatch.setenv("READER_LIBRARY", str(place))
    assert len(reader("list").out.splitlines()) == 3
    assert len(reader("list", "--library", tmp_path / "other").out.splitlines()) == 0


def test_without_a_terminal_the_app_says_so(reader: Reader, filled: dict[str, str]) -> None:
    for arguments in ([], ["open", filled["早晨"]]):
        done = reader(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "needs a terminal" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["list", "--nonsense"],
        ["list", "--lim", "3"],
        ["list", "more"],
        ["list", "--limit", "-1"],
        ["list", "--limit", "1.5"],
        ["list", "--limit", "many"],
        ["list", "--limit"],
        ["list", "--sort", "colour"],
        ["show"],
        ["show", "a", "b"],
        ["show", "a", "--width", "0"],
        ["show", "a", "--width", "10001"],
        ["open"],
        ["--library", "", "list"],
        ["list", "--library"],
        ["list", "\x1b]0;owned\x07", "\u202e", "\udcff"],
    ],
)
def test_wrong_usage(reader: Reader, arguments: list[str]) -> None:
    done = reader(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: reader")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.err)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_help_is_whole_in_each_language(
    reader: Reader, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}[language])
    if language != "en" and not (i18n.LOCALE_FOLDER / language).exists():
        pytest.skip("the catalogue is not there")
    for command in ([], ["open"], ["add"], ["list"], ["show"], ["doctor"]):
        done = reader(*command, "--help")
        assert (done.code, done.err) == (0, "")
        options = [part for part in re.split(r"\n(?=  \S)", done.out) if part.startswith("  -")]
        assert options
        for option in options:
            assert re.search(r"\S\s{2,}\S", option), f"not explained: {option}"
        if language == "zh":
            # Each help text speaks Chinese; what stays Latin are names of things to be typed.
            for text in re.findall(r"^ {4,}\S+ {2,}(.*)$", done.out, re.M):
                assert re.search("[一-鿿]", text), text
            assert not re.search("usage|options|positional|show this", done.out)


def test_wrong_usage_is_told_in_the_language_of_the_configuration(reader: Reader) -> None:
    if not (i18n.LOCALE_FOLDER / "zh").exists():
        pytest.skip("the catalogue is not there")
    _configure('[interface]\nlanguage = "zh"\n')
    before = os.environ.get("LANGUAGE")
    assert "usage" not in reader("list", "--limit", "x").err
    assert os.environ.get("LANGUAGE") == before


def test_the_version(reader: Reader) -> None:
    assert reader("--version") == Outcome(0, f"reader {__version__}\n", "")


def _configure(text: str) -> Path:
    path = config_file()
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_broken_configuration_stops_commands_but_not_the_help(
    reader: Reader, files: Path
) -> None:
    path = _configure("[reading]\ncolumn = 3\n")
    for arguments in (["list"], ["add", str(files)], ["show", "a"], []):
        done = reader(*arguments)
        assert (done.code, done.out) == (1, "")
        assert f"{path}, line 2: `reading.column`" in done.err
    assert reader("list", "--help").code == 0
    assert reader("list", "--nonsense").code == 2


def test_the_configuration_sets_the_width(reader: Reader, filled: dict[str, str]) -> None:
    _configure("[reading]\ncolumn = 10\n")
    lines = reader("show", filled["黄昏"]).out.splitlines()
    assert "太阳落到江那边去了，" in lines
