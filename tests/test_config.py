"""The configuration file: what it may say, and what is said about what it may not."""

from pathlib import Path

import pytest

from reader.config import Config, Interface, Reading, config_file, library_folder, read_config
from reader.errors import ConfigError


def _written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_absent_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml") == Config()


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        """
        [reading]
        column = 36
        indent = true
        gap = true
        ambiguous = "wide"
        [interface]
        language = "zh"
        theme = "nord"
        [keys]
        next-article = "n,ctrl+n"
        """,
    )
    assert read_config(path) == Config(
        reading=Reading(column=36, indent=True, gap=True, ambiguous="wide"),
        interface=Interface(language="zh", theme="nord"),
        keys={"next-article": "n,ctrl+n"},
        path=str(path),
    )


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[reading]\ncolumn = 40\ncolour = 1\n", 3, "reading.colour"),
        ("\n[redaing]\ncolumn = 40\n", 2, "redaing"),
        ("reading = 3\n", 1, "reading"),
        ("[reading]\n\ncolumn = 5\n", 3, "reading.column"),
        ("[reading]\ncolumn = true\n", 2, "reading.column"),
        ("[reading]\ncolumn = '40'\n", 2, "reading.column"),
        ("[reading]\nindent = 1\n", 2, "reading.indent"),
        ("[reading]\nambiguous = 'double'\n", 2, "reading.ambiguous"),
        ("[interface]\n# 注释\nlanguage = '中文'\n", 3, "interface.language"),
        ("[keys]\nquit = 3\n", 2, "keys.quit"),
        ("[feeds]\nrefresh = '4m'\n", 2, "feeds.refresh"),
        ("[feeds]\nrefresh = '1.5h'\n", 2, "feeds.refresh"),
        ("[feeds]\nrefresh = 'h'\n", 2, "feeds.refresh"),
    ],
)
def test_what_is_unknown_or_out_of_range_is_refused_by_line(
    tmp_path: Path, text: str, line: int, key: str
) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(ConfigError) as refusal:
        read_config(path)
    assert f"{path}, line {line}" in str(refusal.value)
    assert f"`{key}`" in str(refusal.value)


def test_a_broken_file_is_refused_with_its_name(tmp_path: Path) -> None:
    for content in (b"[reading\n", b"\xff\xfe\x00", b"a = \n"):
        path = tmp_path / "config.toml"
        path.write_bytes(content)
        with pytest.raises(ConfigError, match=str(path)):
            read_config(path)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_config(tmp_path)


def test_folders_follow_the_platform(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config_file().is_relative_to(home)
    assert library_folder().is_relative_to(home)
    monkeypatch.setenv("READER_LIBRARY", str(home / "elsewhere"))
    assert library_folder() == home / "elsewhere"
