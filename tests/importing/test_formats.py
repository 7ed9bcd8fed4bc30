"""What is loaded, and how a format is chosen."""

import subprocess
import sys

import pytest

from reader.importing import formats, read_bytes


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    program = """
import sys
from reader.importing import find_items, read_bytes
list(find_items(["."]))
read_bytes("正文。".encode(), "a.txt")
read_bytes(bytes(b"# Title\\n\\nText."), "a.txt")
print([name for name in ("yaml", "markdown_it", "textual", "sqlite3") if name in sys.modules])
read_bytes("正文。".encode(), "a.md")
print([name for name in ("yaml", "markdown_it") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "['markdown_it']"]


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.md", ".md"),
        ("a.b/c.TXT", ".txt"),
        ("a.tar.gz", ".gz"),
        (".md", ""),
        ("md", ""),
        ("", ""),
        ("a.\udcff", ".\udcff"),
        ("a.md\0", ".md\0"),
    ],
)
def test_suffixes(name: str, suffix: str) -> None:
    assert formats.suffix(name) == suffix


def test_the_suffix_decides_before_the_content() -> None:
    markup = "# 邮局\n\n**粗**体。\n".encode()
    assert "**" in read_bytes(markup, "a.txt").text
    assert "**" not in read_bytes(markup, "a.md").text
    assert "**" not in read_bytes(markup, "a.MARKDOWN").text
    assert "**" not in read_bytes(markup, "notes.dat").text


def test_what_no_format_recognises_is_plain_text() -> None:
    assert read_bytes("第一行\n第二行".encode("gb18030"), "notes.dat").text == "第一行\n\n第二行"
