"""Where things live, and what the user set: a frozen `Config` read from one TOML file.

Only the front ends read it; the library and the core get values, never the file.
"""

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from reader.errors import ConfigError
from reader.i18n import LANGUAGES, tr
from reader.text.normalise import one_line
from reader.text.options import LayoutOptions

_APPLICATION = "reader"
_Section = TypeVar("_Section", "Reading", "Interface", "LibraryOptions", "FeedOptions")

_SECONDS = {"m": 60.0, "h": 3_600.0, "d": 86_400.0}
_SHORTEST_INTERVAL = 300.0  # seconds


class Reading(NamedTuple):
    """How the reading pane sets a text."""

    column: int = 40
    """The widest column, in full-width characters (two cells each): 10 to 150."""
    indent: bool = False
    """Indent the first line of a paragraph by two characters and drop the blank line before it."""
    gap: bool = False
    """A thin gap between Chinese and Latin where the author left none."""
    ambiguous: str = "narrow"
    """How wide the terminal draws ambiguous characters (`“…—`): "narrow" or "wide"."""

    def layout(self, width: int) -> LayoutOptions:
        """Return these settings for a column of `width` cells."""
        return LayoutOptions(
            width=width,
            ambiguous=2 if self.ambiguous == "wide" else 1,
            indent=4 if self.indent else 0,
            gap=self.gap,
        )


class Interface(NamedTuple):
    """How the application looks and speaks."""

    language: str = "auto"
    """"auto" (from the locale), "en" or "zh"."""
    theme: str = ""
    """A theme's name; empty for the one chosen last."""


class LibraryOptions(NamedTuple):
    """How articles come into the library."""

    inbox: str = ""
    """A folder of which all that is put there is added; empty for none. `~` is the home folder."""

    @property
    def inbox_folder(self) -> Path | None:
        """The inbox, which need not exist; None where there is to be none."""
        return Path(_expanded(self.inbox)) if self.inbox else None


class FeedOptions(NamedTuple):
    """How feeds are followed."""

    refresh: str = ""
    """How often they are asked while the app runs: `30m`, `2h`, `1d`; empty for only when told."""

    @property
    def interval(self) -> float | None:
        """The same in seconds; None where they are asked only when told."""
        return int(self.refresh[:-1]) * _SECONDS[self.refresh[-1]] if self.refresh else None


class Config(NamedTuple):
    """All a user can set; the defaults are what an absent file means."""

    reading: Reading = Reading()
    interface: Interface = Interface()
    library: LibraryOptions = LibraryOptions()
    feeds: FeedOptions = FeedOptions()
    keys: Mapping[str, str] = MappingProxyType({})
    """An action's id to the keys that trigger it, separated by commas."""
    path: str = ""
    """The file it was read from; empty for the defaults."""


def config_file() -> Path:
    """Return the path of the configuration file, which need not exist."""
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION) / "config.toml"


def lexicon_file() -> Path:
    """Return the path of the person's own lexicon, which need not exist."""
    return config_file().with_name("lexicon.txt")


def library_folder() -> Path:
    """Return the folder of the library: `READER_LIBRARY`, or the platform's user data folder."""
    if named := os.environ.get("READER_LIBRARY"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION)


def cache_folder() -> Path:
    """Return the folder for what can be made again, made if it can be."""
    from platformdirs import user_cache_path

    folder = user_cache_path(_APPLICATION)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def drafts_folder() -> Path:
    """Return the folder for what was typed and not saved, which need not exist."""
    from platformdirs import user_state_path

    return user_state_path(_APPLICATION) / "drafts"


def corpus_files() -> list[Path]:
    """Return the articles that come with the program, in their order."""
    package = Path(__file__).parent
    installed, checkout = package / "corpus", package.parent / "corpus"
    folder = installed if installed.is_dir() else checkout
    return sorted(folder.glob("[0-9]*.md"))


def read_config(path: Path) -> Config:
    """Read the file at `path`; an absent one means the defaults.

    Raises `ConfigError` naming the line for anything that is not TOML, not known or not allowed.
    """
    try:
        source = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            tr("The configuration file {path} cannot be read: {reason}.").format(
                path=one_line(str(path)), reason=getattr(error, "strerror", None) or error
            )
        ) from error
    import tomllib

    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            tr("The configuration file {path} is not valid TOML: {reason}.").format(
                path=one_line(str(path)), reason=one_line(str(error))
            )
        ) from error
    return _Reader(path, source).config(table)


class _Reader:
    """Checks a parsed file and knows the line of each key, for the messages."""

    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        self._lines = _key_lines(source)

    def config(self, table: dict[str, Any]) -> Config:
        for name in table:
            if name not in ("reading", "interface", "library", "feeds", "keys"):
                raise self._refusal(tr("unknown key"), name)
            if not isinstance(table[name], dict):
                raise self._refusal(tr("expected a table"), name)
        return Config(
            reading=self._section(Reading, "reading", table),
            interface=self._section(Interface, "interface", table),
            library=self._section(LibraryOptions, "library", table),
            feeds=self._section(FeedOptions, "feeds", table),
            keys=self._keys(table.get("keys", {})),
            path=str(self._path),
        )

    def _section(self, kind: type[_Section], name: str, table: dict[str, Any]) -> _Section:
        values = table.get(name, {})
        known = set(kind._fields)
        defaults = kind()
        for key, value in values.items():
            if key not in known:
                raise self._refusal(tr("unknown key"), name, key)
            default = getattr(defaults, key)
            if type(value) is not type(default):
                raise self._refusal(
                    tr("expected {kind}").format(kind=_kind_name(default)), name, key
                )
            if allowed := _refused(key, value):
                raise self._refusal(allowed, name, key)
        return kind(**values)

    def _keys(self, values: dict[str, Any]) -> dict[str, str]:
        for key, value in values.items():
            if not isinstance(value, str):
                raise self._refusal(tr("expected {kind}").format(kind=_kind_name("")), "keys", key)
        return dict(values)

    def _refusal(self, problem: str, *names: str) -> ConfigError:
        return config_error(str(self._path), self._lines.get(names, 0), ".".join(names), problem)


def config_error(path: str, line: int, key: str, problem: str) -> ConfigError:
    """Return the error for one key of the file, with its line where that is known (not 0)."""
    place = one_line(path)
    if line:
        place = tr("{path}, line {line}").format(path=place, line=line)
    return ConfigError(
        tr("{place}: `{key}`: {problem}. Mend or remove that line.").format(
            place=place, key=one_line(key), problem=one_line(problem)
        )
    )


def key_line(path: str, *names: str) -> int:
    """Return the line of a key in the file at `path`, 0 when it cannot be found."""
    try:
        return _key_lines(Path(path).read_text(encoding="utf-8")).get(names, 0)
    except OSError:
        return 0


def _refused(key: str, value: Any) -> str:
    """Return why `value` is out of range for `key`, or nothing."""
    if key == "column" and not 10 <= value <= 150:
        return tr("expected a number from 10 to 150")
    if key == "inbox" and value and not os.path.isabs(_expanded(value)):  # noqa: PTH117
        return tr("expected a whole path: one that begins with / or ~")
    if key == "refresh" and value and not _is_interval(value):
        return tr("expected a time such as 30m, 2h or 1d, not less than 5m")
    choices = {"ambiguous": ("narrow", "wide"), "language": ("auto", *LANGUAGES)}.get(key)
    if choices and value not in choices:
        return tr("expected one of {choices}").format(choices=", ".join(choices))
    return ""


def _is_interval(value: str) -> bool:
    number, unit = value[:-1], value[-1:]
    known = number.isascii() and number.isdecimal() and len(number) <= 4 and unit in _SECONDS
    return known and int(number) * _SECONDS[unit] >= _SHORTEST_INTERVAL


def _expanded(path: str) -> str:
    return os.path.expanduser(path)  # noqa: PTH111  Path.expanduser raises for a user unknown


def _kind_name(value: object) -> str:
    if isinstance(value, bool):
        return tr("true or false")
    return tr("a whole number") if isinstance(value, int) else tr("a string in quotes")


_SECTION = r"\s*\[\s*([\w.-]+)\s*\]"  # compiled where a key is refused, which is no start's work
_KEY = r"""\s*["']?([^\s"'=#\[]+)["']?\s*="""


def _key_lines(source: str) -> dict[tuple[str, ...], int]:
    """Map each section and key to its line, counted from 1; tomllib does not tell."""
    lines: dict[tuple[str, ...], int] = {}
    section: tuple[str, ...] = ()
    for number, line in enumerate(source.splitlines(), 1):
        if found := re.match(_SECTION, line):
            section = (found[1],)
            lines.setdefault(section, number)
        elif found := re.match(_KEY, line):
            lines.setdefault((*section, found[1]), number)
    return lines
