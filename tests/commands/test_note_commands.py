"""`reader note`, `tags`, `delete`, `export`, `import-notes`: the contract; what is refused."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader.cli import run

TEXT = """---
title: 渡口
tags: [河]
---

林晚说：“走吧。”船开了🙂。她又说：“走吧，𠮷野家还开着。”
"""
KEYS = [
    *("id", "article", "start", "end", "quote", "prefix", "suffix", "tags", "note"),
    *("created", "modified", "state", "colour", "title"),
]


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self) -> dict[str, Any]:
        (one,) = self.objects
        return one


Reader = Callable[..., Outcome]


@pytest.fixture
def reader(capsysbinary: pytest.CaptureFixture[bytes]) -> Reader:
    def execute(*arguments: str | Path) -> Outcome:
        code = run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return execute


@pytest.fixture
def article(reader: Reader, tmp_path: Path) -> str:
    (tmp_path / "渡口.md").write_text(TEXT, encoding="utf-8")
    return str(reader("add", tmp_path / "渡口.md", "--json").object["id"])


def test_a_note_is_printed_as_the_contract_has_it(reader: Reader, article: str) -> None:
    done = reader(
        *("note", "add", article, "--quote", "船开了", "--note", "**好**", "--json"),
        *("--tag", "ai/模型", "--tag", "a b", "--colour", "green"),
    )
    note = done.object
    assert done.code == 0
    assert list(note) == KEYS
    assert (note["quote"], note["tags"], note["colour"]) == ("船开了", ["a b", "ai/模型"], "green")
    text = reader("show", article, "--json").object["text"]
    assert text[note["start"] : note["end"]] == "船开了"
    assert reader("note", "list", "--json").objects == [note]
    assert reader("show", article, "--json").object["annotations"] == [note]
    assert reader("list", "--json").object["annotations"] == 1


@pytest.mark.parametrize(
    "choice", [["--nth", "2"], ["--suffix", "，"], ["--prefix", "她又说：“"], ["--quote", "走吧，"]]
)
def test_a_quote_that_occurs_twice(reader: Reader, article: str, choice: list[str]) -> None:
    refused = reader("note", "add", article, "--quote", "走吧")
    assert refused.code == 1
    assert refused.out == ""
    first, *choices = refused.err.splitlines()
    assert "2 times" in first
    assert "林晚说：“【走吧】。”船开了" in choices[0]
    assert len(choices) == 2
    assert reader("note", "list").out == ""
    note = reader("note", "add", article, "--quote", "走吧", *choice, "--json").object
    assert note["suffix"].startswith(("，𠮷", "𠮷"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--quote", "没有"], 1),
        (["--quote", ""], 1),
        (["--quote", "走吧", "--nth", "3"], 1),
        (["--start", "5", "--end", "5"], 1),
        (["--start", "5", "--end", "99999"], 1),
        (["--start", "5"], 2),
        (["--start", "-5", "--end", "2"], 2),
        ([], 2),
        (["--whole", "--quote", "走吧"], 2),
        (["--whole", "--colour", "red"], 2),
        (["--whole", "--tag", "长" * 101], 1),
        (["--whole", "--note", "-"], 1),
    ],
)
def test_what_is_refused_changes_nothing(
    reader: Reader,
    article: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    done = reader("note", "add", article, *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err
    assert reader("note", "list", "--json").objects == []


def test_a_note_that_is_piped_in(
    reader: Reader, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("两行\n*字*\n".encode())))
    note = reader("note", "add", article, "--whole", "--note", "-", "--json").object
    assert (note["note"], note["start"], note["quote"]) == ("两行\n*字*", None, "")


def test_editing_deleting_and_taking_back(reader: Reader, article: str) -> None:
    made = reader("note", "add", article, "--quote", "船开了", "--tag", "一", "--json").object
    id_ = made["id"][:8]
    edited = reader("note", "edit", id_, "--note", "新", "--add-tag", "二", "--json").object
    assert (edited["note"], edited["tags"]) == ("新", ["一", "二"])
    edited = reader("note", "edit", id_, "--tag", "三", "--remove-tag", "三", "--json").object
    assert edited["tags"] == []
    moved = reader("note", "edit", id_, "--quote", "林晚", "--json").object
    assert (moved["quote"], moved["note"]) == ("林晚", "新")
    assert reader("note", "edit", id_).code == 2
    assert reader("note", "delete", id_).code == 0
    assert reader("note", "list").out == ""
    assert len(reader("note", "list", "--trash", "--json").objects) == 1
    assert "1 note deleted" in reader("note", "undo").err
    assert reader("note", "redo").code == 0
    assert reader("note", "restore", id_).code == 0
    assert reader("note", "restore", id_).code == 1
    assert reader("note", "list", "--json").object["quote"] == "林晚"
    reader("note", "delete", id_)
    assert "1 note was removed" in reader("note", "empty-trash").err
    assert reader("note", "edit", id_, "--note", "x").code == 1


def test_listing_with_filters(reader: Reader, article: str) -> None:
    for quote, tag in (("船开了", "ai/模型"), ("林晚", "ai")):
        reader("note", "add", article, "--quote", quote, "--tag", tag, "--note", f"说{quote}")
    assert len(reader("note", "list", "--tag", "ai", "--json").objects) == 2
    assert reader("note", "list", "--query", "說船", "--json").object["quote"] == "船开了"
    assert (
        len(reader("note", "list", "--article", article[:3], "--limit", "1").out.splitlines()) == 1
    )
    assert reader("note", "list", "--article", "zzzz").code == 1
    assert (
        reader("note", "list", "--state", "orphan", "--since", "2020", "--until", "2999-01").out
        == ""
    )
    assert reader("note", "list", "--since", "gestern").code == 2


def test_tags(reader: Reader, article: str) -> None:
    reader("note", "add", article, "--whole", "--tag", "河", "--tag", "ai/模型")
    assert reader("tags", "--json").objects == [
        {"tag": "ai/模型", "articles": 0, "notes": 1},
        {"tag": "河", "articles": 1, "notes": 1},
    ]
    assert reader("tags", "rename", "河", "ai").code == 0
    assert reader("tags").out.split() == ["1", "1", "ai", "0", "1", "ai/模型"]
    assert reader("tags", "delete", "ai").code == 0
    assert reader("tags").out == ""
    assert reader("tags", "delete", "ai").code == 1


def test_deleting_an_article_that_has_notes(reader: Reader, article: str) -> None:
    reader("note", "add", article, "--quote", "船开了")
    refused = reader("delete", article)
    assert refused.code == 1
    assert "渡口 has 1 note" in refused.err
    assert reader("list").out
    assert reader("delete", article, "--yes").code == 0
    assert reader("list").out == ""
    assert reader("note", "list", "--trash", "--json").object["quote"] == "船开了"
    assert reader("delete", article).code == 1


def test_reviewing(reader: Reader, article: str) -> None:
    made = reader("note", "add", article, "--quote", "船开了", "--json").object
    assert reader("note", "review", "--json").object["id"] == made["id"]
    assert "come up again" in reader("note", "rate", made["id"], "good").err
    assert reader("note", "review").out == ""
    assert reader("note", "rate", made["id"], "perfect").code == 2


# Files


@pytest.fixture
def noted(reader: Reader, article: str) -> str:
    reader("note", "add", article, "--quote", "船开了", "--note", "走", "--tag", "河")
    reader("note", "add", article, "--whole", "--note", "整篇")
    return article


@pytest.mark.parametrize("format_", ["markdown", "json", "jsonld", "csv", "org"])
def test_export_to_stdout_and_to_a_file_are_the_same(
    reader: Reader, noted: str, tmp_path: Path, format_: str
) -> None:
    printed = reader("export", "--format", format_)
    assert printed.code == 0
    assert "船开了" in printed.out
    file = tmp_path / "new" / "notes"
    assert reader("export", "--format", format_, "-o", file).code == 0
    assert file.read_bytes() == printed.out.encode()
    assert list(file.parent.iterdir()) == [file]


def test_a_file_for_each_article(reader: Reader, noted: str, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    assert reader("export", "-o", folder).code == 0
    (file,) = folder.iterdir()
    assert file.name == f"渡口-{noted}.md"
    assert reader("export", "--tag", "没有", "-o", folder).code == 0
    assert list(folder.iterdir()) == [file]


def test_a_template_of_ones_own(reader: Reader, noted: str, tmp_path: Path) -> None:
    (tmp_path / "t.j2").write_text("{{ articles[0].title }}!")
    assert reader("export", "--template", tmp_path / "t.j2").out == "渡口!"
    (tmp_path / "t.j2").write_text("{% for %}")
    before = list(tmp_path.iterdir())
    refused = reader("export", "--template", tmp_path / "t.j2", "-o", tmp_path / "out.md")
    assert (refused.code, refused.out) == (1, "")
    assert list(tmp_path.iterdir()) == before
    assert reader("export", "--template", tmp_path / "none").code == 1


def test_an_export_that_cannot_be_written(reader: Reader, noted: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused = reader("export", "-o", tmp_path / "file" / "notes.md")
    assert refused.code == 1
    assert "cannot be written" in refused.err


def test_import_tells_what_became_of_the_notes(reader: Reader, noted: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    reader("export", "--format", "json", "-o", file)
    counts = {"added": 0, "updated": 0, "unchanged": 2, "failed": 0}
    assert reader("import-notes", file, "--json").object == counts
    reader("delete", noted, "--yes")
    done = reader("import-notes", file)
    assert done.code == 1
    assert "Its article is not in the library: 渡口" in done.err
    assert "2 failed" in done.err


def test_one_bad_file_stops_all(reader: Reader, noted: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    reader("export", "--format", "json", "-o", good)
    bad.write_bytes(good.read_bytes()[:-30])
    for note in reader("note", "list", "--json").objects:
        reader("note", "delete", note["id"])
    for files in ([good, bad], [good, tmp_path / "none"], [good, tmp_path]):
        done = reader("import-notes", *files)
        assert (done.code, done.out) == (1, "")
        assert reader("note", "list").out == ""
    assert reader("import-notes", good).code == 0
    assert len(reader("note", "list", "--json").objects) == 2
