"""`reader doctor`: looks at library, configuration and terminal, and says how to mend each."""

import locale
import os
import shutil
import sys
from pathlib import Path

from reader.config import Config, config_file, corpus_files
from reader.errors import LibraryError
from reader.i18n import ntr, tr
from reader.library import open_library
from reader.model import Finding

_SMALLEST = (60, 20)
"""Columns and rows below which the app becomes cramped."""


def examine(folder: Path, config: Config) -> list[Finding]:
    """Return what was found, the library at `folder` first; nothing is changed or made."""
    return [*_library(folder), _configuration(config), _corpus(), *_terminal()]


def _library(folder: Path) -> list[Finding]:
    subject = tr("library")
    if not (folder / "library.db").exists():
        detail = tr("none yet at {folder}; it is made when something is added")
        return [Finding(subject, True, detail.format(folder=folder))]
    try:
        with open_library(folder) as library:
            return library.check()
    except LibraryError as error:
        return [Finding(subject, False, str(error), tr("See the message above."))]


def _configuration(config: Config) -> Finding:
    detail = config.path or tr("defaults; {path} does not exist").format(path=config_file())
    return Finding(tr("configuration"), True, detail)


def _corpus() -> Finding:
    count = len(corpus_files())
    detail = ntr("{count} article", "{count} articles", count).format(count=count)
    remedy = "" if count else tr("Install reader again: its articles are missing.")
    return Finding(tr("bundled articles"), bool(count), detail, remedy)


def _terminal() -> list[Finding]:
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower()
    utf8 = encoding.replace("-", "") == "utf8"
    findings = [
        Finding(
            tr("encoding"),
            utf8,
            encoding,
            "" if utf8 else tr("Set a UTF-8 locale, such as LANG=zh_CN.UTF-8 or C.UTF-8."),
        )
    ]
    if not sys.stdout.isatty():
        return [
            *findings,
            Finding(tr("terminal"), True, tr("not looked at: output is no terminal")),
        ]
    size = shutil.get_terminal_size()
    fits = size.columns >= _SMALLEST[0] and size.lines >= _SMALLEST[1]
    findings.append(
        Finding(
            tr("terminal size"),
            fits,
            f"{size.columns}x{size.lines}",
            "" if fits else tr("At least 60x20 cells are comfortable."),
        )
    )
    name = os.environ.get("TERM", "")
    known = name not in ("", "dumb", "unknown")
    findings.append(
        Finding(
            tr("terminal type"),
            known,
            name or tr("unset"),
            "" if known else tr("Set TERM to what your terminal is, such as xterm-256color."),
        )
    )
    colours = tr("none (NO_COLOR is set)") if os.environ.get("NO_COLOR") else _colours(name)
    return [*findings, Finding(tr("colours"), True, colours)]


def _colours(terminal: str) -> str:
    if os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return tr("16 million")
    return "256" if "256" in terminal else tr("as the terminal has them")
