"""`reader alike`: pairs listed, compared, made one, linked or told apart."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import cli

STORY = (
    "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山，天还没有全亮。"
    "她的祖母说，头茬茶要在露水干了以后采，手要轻得像捏一只小鸟。一上午下来，采了不到三斤鲜叶。"
)
Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `reader alike` over two articles and one that is like neither."""
    for name, text in (
        ("a", STORY),
        ("b", f"转发：{STORY}"),
        ("c", "夜班火车开出车站的时候。" * 9),
    ):
        (tmp_path / f"{name}.md").write_text(f"# 第{name}篇\n\n{text}\n", encoding="utf-8")
    library = str(tmp_path / "library")
    assert cli.run(["add", "--library", library, *(str(tmp_path / f"{n}.md") for n in "abc")]) == 0
    capsys.readouterr()

    def run(*arguments: str) -> tuple[int, list[str], str]:
        code = cli.run(["alike", "--library", library, *arguments])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    return run


def pair(run: Run) -> dict[str, object]:
    code, (line,), _ = run("--json")
    assert code == 0
    found: dict[str, object] = json.loads(line)
    return found


def test_pairs_are_listed(run: Run) -> None:
    found = pair(run)
    assert {found["title"], found["other_title"]} == {"第a篇", "第b篇"}
    assert found["verdict"] == "open"
    assert 0.8 < float(str(found["share"])) <= 1
    code, (line,), _ = run(str(found["article"]))
    assert code == 0
    assert "≈" in line
    assert run(str(found["other"]), "--json")[1] != []


def test_what_differs_is_printed(run: Run) -> None:
    found = pair(run)
    lines = run(str(found["article"]), str(found["other"]))[1]
    assert [line[0] for line in lines[1:]].count(" ") == 3
    changed = {line[0] for line in lines[1:] if "清明前三天" in line}
    assert changed == {"-", "+"}


@pytest.mark.parametrize(("option", "verdict"), [("--link", "linked"), ("--apart", "apart")])
def test_what_is_said_of_a_pair_is_kept_until_taken_back(
    run: Run, option: str, verdict: str
) -> None:
    found = pair(run)
    ids = str(found["article"]), str(found["other"])
    code, (line,), _ = run(*ids, option, "--json")
    assert (code, json.loads(line)["verdict"]) == (0, verdict)
    code, lines, err = run()
    assert (code, lines) == (0, [])
    assert "much alike" in err
    assert run(*ids, "--undo")[0] == 0
    assert pair(run)["verdict"] == "open"


def test_two_become_one(run: Run) -> None:
    found = pair(run)
    one, other = str(found["article"]), str(found["other"])
    code, (line,), _ = run(one, other, "--merge", "earlier")
    assert (code, line) == (0, f"{one}  {found['title']}")
    code, lines, err = run(one, other)
    assert (code, lines) == (1, [])
    assert "one and the same" in err


def test_wrong_usage_is_said(run: Run) -> None:
    code, lines, err = run("--link")
    assert (code, lines) == (2, [])
    assert "two articles" in err
    assert run("zzzz")[0] == 1
