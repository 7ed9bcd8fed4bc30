"""`reader doctor`: looks at library, configuration and terminal, and says how to mend each."""

import locale
import os
import shutil
import sys
from pathlib import Path

from reader.config import Config, config_file, corpus_files, lexicon_file
from reader.database.connection import FILE_NAME
from reader.errors import (
    ConfigError,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryLocked,
    LibraryTooNew,
)
from reader.i18n import ntr, tr
from reader.library import Library, open_library
from reader.library.personal_lexicon import read_lexicon
from reader.model import Finding
from reader.search.base import Fault

_SMALLEST = (60, 20)
"""Columns and rows below which the app becomes cramped."""


def examine(
    folder: Path,
    config: Config,
    refusal: ConfigError | None = None,
    *,
    busy_timeout: float = 5.0,
) -> list[Finding]:
    """Return what was found, the library at `folder` first; nothing is changed or made.

    `refusal` says why the configuration file was not followed, if it was not. Other programs are
    waited for up to `busy_timeout` seconds.
    """
    return [
        *_library(folder, busy_timeout),
        _configuration(config, refusal),
        _corpus(),
        *_terminal(),
    ]


def _library(folder: Path, busy_timeout: float) -> list[Finding]:
    if _is_absent(folder):
        return [_place(folder)]
    try:
        with open_library(folder, busy_timeout=busy_timeout) as library:
            return [*library.check(), _index(library), _recogniser(library), _lexicon()]
    except LibraryError as error:
        return [Finding(tr("library"), False, str(error), _remedy(error))]


def _index(library: Library) -> Finding:
    """Tell how the search index fares, which can be made anew at any time."""
    index = library.searcher.index
    waiting = library.searcher.waiting()
    fault, problems = index.fault(), index.check()
    state = fault or (Fault.DAMAGED if problems else "whole")
    facts = {"state": str(state), "waiting": str(waiting)}
    rebuild = tr("`reader index rebuild` makes it anew; so does the app, by itself.")
    match fault:
        case Fault.MISSING:
            detail = tr("none yet; it is made when something is searched for")
            return Finding(tr("search index"), True, detail, facts=facts)
        case Fault.OUTDATED:
            detail = tr("of another version; it is made anew when something is searched for")
            return Finding(tr("search index"), True, detail, facts=facts)
        case Fault.UNSAFE:
            remedy = tr("Take the right to write to its folder from others, or delete it.")
            return Finding(tr("search index"), False, problems[0], remedy, facts)
    if problems:
        return Finding(tr("search index"), False, " ".join(problems), rebuild, facts)
    detail = tr("whole")
    if waiting:
        wait = ntr("{count} article waits for it", "{count} articles wait for it", waiting)
        detail = f"{detail}; {wait.format(count=f'{waiting:,}')}"
    return Finding(tr("search index"), True, detail, facts=facts)


def _recogniser(library: Library) -> Finding:
    """Tell what recognises entities, and how many articles wait for it."""
    from reader.entities import fingerprint, missing

    waiting = library.entities.waiting()
    done = tr("all articles are recognised")
    wait = ntr("{count} article waits", "{count} articles wait", waiting)
    facts = {"version": fingerprint(), "waiting": str(waiting)}
    detail = tr("version {version}; {state}").format(
        version=fingerprint(), state=wait.format(count=f"{waiting:,}") if waiting else done
    )
    if reasons := missing():
        remedy = tr("Install reader again. Rules and lexicon go on without.")
        return Finding(tr("recogniser"), False, " ".join(reasons), remedy, facts)
    return Finding(tr("recogniser"), True, detail, facts=facts)


def _lexicon() -> Finding:
    """Tell whether the person's own names can be read."""
    path = lexicon_file()
    problems = read_lexicon(path).problems
    if problems:
        remedy = tr("Mend the line, or put a number sign before it.")
        return Finding(tr("lexicon"), False, problems[0], remedy)
    there = tr("{path} is used") if path.exists() else tr("none; names of your own go into {path}")
    return Finding(tr("lexicon"), True, there.format(path=path))


def restore(folder: Path, copy: str) -> str:
    """Make the library in `folder` what it was in `copy`; return what to say about it.

    Raises a LibraryError.
    """
    from reader.database import backups

    source, aside = backups.restore(folder, copy)
    said = tr("The library is what it was in {copy}.").format(copy=source)
    if aside is not None:
        said += " " + tr("The one before is kept as {path}.").format(path=aside)
    return said


def _is_absent(folder: Path) -> bool:
    """Tell whether there surely is no library there yet: opening it would make one."""
    try:
        (folder / FILE_NAME).lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _place(folder: Path) -> Finding:
    """Tell whether a library can be made at `folder`."""
    nearest = next(above for above in (folder, *folder.absolute().parents) if above.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        detail = tr("none yet at {folder}; it is made when something is added")
        return Finding(tr("library"), True, detail.format(folder=folder))
    return Finding(
        tr("library"),
        False,
        tr("none yet at {folder}, and it cannot be made there").format(folder=folder),
        tr("Get the right to write to {path}, or name another folder.").format(path=nearest),
    )


def _remedy(error: LibraryError) -> str:
    match error:
        case LibraryLocked():
            return tr("Wait for the other program, or close it.")
        case LibraryTooNew():
            return tr("Update reader.")
        case LibraryDamaged():
            return tr("Put a copy of the library back, or name another folder.")
        case LibraryFull():
            return tr("Make room on the disk.")
        case _:
            return tr("Look at the rights to the folder, or name another one with --library.")


def _configuration(config: Config, refusal: ConfigError | None) -> Finding:
    from reader.ui.settings import check_keys, check_theme

    try:
        if refusal is not None:
            raise refusal
        check_keys(config)
        check_theme(config)
    except ConfigError as error:
        remedy = tr("Mend the file, or move it away: the defaults serve too.")
        return Finding(tr("configuration"), False, str(error), remedy)
    detail = config.path or tr("defaults; {path} does not exist").format(path=config_file())
    return Finding(tr("configuration"), True, detail)


def _corpus() -> Finding:
    count = len(corpus_files())
    detail = ntr("{count} article", "{count} articles", count).format(count=count)
    remedy = "" if count else tr("Install reader again: its articles are missing.")
    return Finding(tr("bundled articles"), bool(count), detail, remedy)


def _terminal() -> list[Finding]:
    if not sys.stdout.isatty():
        looked = Finding(tr("terminal"), True, tr("not looked at: output is no terminal"))
        return [_encoding(), looked]
    return [_encoding(), _size(), _type(), _colours()]


def _encoding() -> Finding:
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower()
    utf8 = encoding.replace("-", "") == "utf8"
    remedy = "" if utf8 else tr("Set a UTF-8 locale, such as LANG=zh_CN.UTF-8 or C.UTF-8.")
    return Finding(tr("encoding"), utf8, encoding, remedy)


def _size() -> Finding:
    size = shutil.get_terminal_size()
    fits = size.columns >= _SMALLEST[0] and size.lines >= _SMALLEST[1]
    remedy = "" if fits else tr("At least 60x20 cells are comfortable.")
    return Finding(tr("terminal size"), fits, f"{size.columns}x{size.lines}", remedy)


def _type() -> Finding:
    name = os.environ.get("TERM", "")
    known = name not in ("", "dumb", "unknown")
    remedy = "" if known else tr("Set TERM to what your terminal is, such as xterm-256color.")
    return Finding(tr("terminal type"), known, name or tr("unset"), remedy)


def _colours() -> Finding:
    if os.environ.get("NO_COLOR"):
        detail = tr("none (NO_COLOR is set)")
    elif os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        detail = tr("16 million")
    else:
        detail = "256" if "256" in os.environ.get("TERM", "") else tr("as the terminal has them")
    return Finding(tr("colours"), True, detail)
