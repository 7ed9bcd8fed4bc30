"""What `reader doctor` looks at in the library."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

from reader.database.backups import copies
from reader.database.connection import name_of
from reader.database.identity import digest_of
from reader.database.migrations import schema_version
from reader.errors import LibraryLocked
from reader.i18n import ntr, tr
from reader.model import Finding

_LITTLE_SPACE = 100 * 2**20  # bytes
_TOLD = 5  # findings of one kind that are named


def look_into(connection: sqlite3.Connection, file: Path) -> list[Finding]:
    """Return findings on the database's content; reads all of it."""
    return [
        _contents(connection, file),
        _integrity(connection),
        _texts(connection),
        _notes(connection),
    ]


def look_around(file: Path, *, read_only: bool) -> list[Finding]:
    """Return findings on the folder and the disk that the database is on."""
    return [
        _writable(file, read_only=read_only),
        _private(file),
        _space(file),
        _copies(file),
    ]


def damage(error: Exception) -> Finding:
    """Return the finding that stands for an error which ended the search."""
    return Finding(tr("database"), ok=False, detail=str(error))


def lock(error: LibraryLocked | None) -> Finding:
    """Return the finding on other programs, `error` being what writing met."""
    if error is None:
        return Finding(tr("other programs"), ok=True, detail=tr("none keeps the library"))
    return Finding(
        tr("other programs"),
        ok=False,
        detail=str(error),
        remedy=tr("Wait for the other program, or close it."),
    )


def _contents(connection: sqlite3.Connection, file: Path) -> Finding:
    articles, chars = connection.execute(
        "SELECT count(*), coalesce(sum(chars), 0) FROM article"
    ).fetchone()
    (versions,) = connection.execute(
        "SELECT count(*) FROM text WHERE replaced IS NOT NULL"
    ).fetchone()
    waiting = connection.execute("SELECT task, count(*) FROM pending GROUP BY task").fetchall()
    return Finding(
        tr("library"),
        ok=True,
        detail=ntr(
            "{path}: {articles} article, {chars} characters",
            "{path}: {articles} articles, {chars} characters",
            articles,
        ).format(path=name_of(file), articles=articles, chars=chars),
        facts={
            "path": name_of(file),
            "bytes": str(sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))),
            "format": str(schema_version(connection)),
            "articles": str(articles),
            "characters": str(chars),
            "versions": str(versions),
            "sqlite": sqlite3.sqlite_version,
        }
        | {f"pending.{task}": str(number) for task, number in waiting},
    )


def _integrity(connection: sqlite3.Connection) -> Finding:
    told = [row[0] for row in connection.execute("PRAGMA quick_check").fetchmany(_TOLD)]
    orphans = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if told == ["ok"] and not orphans:
        return Finding(tr("database"), ok=True, detail=tr("whole"))
    if orphans:
        told.append(tr("{count} rows belong to no article").format(count=orphans))
    return Finding(
        tr("database"),
        ok=False,
        detail="; ".join(line for line in told if line != "ok"),
        remedy=tr("Put a copy of the library back, or move it away and add your articles again."),
    )


def _texts(connection: sqlite3.Connection) -> Finding:
    """Compare each current text with the digest that was taken of it when it came."""
    changed = [
        id_
        for id_, digest, text in connection.execute(
            "SELECT id, article.digest, text FROM article LEFT JOIN text"
            " ON text.article = article.key AND replaced IS NULL"
        )
        if text is None or digest_of(text) != digest
    ]
    if not changed:
        return Finding(tr("texts"), ok=True, detail=tr("as they were stored"))
    return Finding(
        tr("texts"),
        ok=False,
        detail=tr("{count} texts are not what was stored: {ids}").format(
            count=len(changed), ids=", ".join(changed[:_TOLD])
        ),
        remedy=tr("Put a copy of the library back, or add these articles again."),
    )


def _notes(connection: sqlite3.Connection) -> Finding:
    """Compare the words at each note's place with those that were tagged."""
    counts = dict(
        connection.execute(
            "SELECT state, count(*) FROM annotation WHERE deleted = '' GROUP BY state"
        ).fetchall()
    )
    wrong = connection.execute(
        "SELECT annotation.id FROM annotation JOIN text ON text.article = annotation.article"
        " AND replaced IS NULL WHERE deleted = '' AND state IN ('anchored', 'moved')"
        " AND start IS NOT NULL"
        " AND substr(text, place_start + 1, place_stop - place_start) IS NOT exact"
    ).fetchall()
    if wrong:
        return Finding(
            tr("notes"),
            ok=False,
            detail=tr("{count} notes are not where their words are: {ids}").format(
                count=len(wrong), ids=", ".join(id_[:8] for (id_,) in wrong[:_TOLD])
            ),
            remedy=tr("Put a copy of the library back: reader doctor --restore latest"),
        )
    count = sum(counts.values())
    unsure = counts.get("unsure", 0) + counts.get("orphan", 0)
    return Finding(
        tr("notes"),
        ok=True,
        detail=ntr(
            "{count} note; of {unsure} the place is not sure",
            "{count} notes; of {unsure} the place is not sure",
            count,
        ).format(count=count, unsure=unsure),
    )


def _copies(file: Path) -> Finding:
    found = copies(file.parent)
    detail = tr("none yet; one is made each day of use")
    if found:
        detail = tr("{count} kept, the last is {name}").format(count=len(found), name=found[0].name)
    return Finding(tr("copies"), ok=True, detail=detail)


def _writable(file: Path, *, read_only: bool) -> Finding:
    if not read_only:
        return Finding(tr("right to write"), ok=True, detail=tr("yes"))
    return Finding(
        tr("right to write"),
        ok=False,
        detail=tr("the library can be read but not changed"),
        remedy=tr("Get the right to write to {path}, or name another folder.").format(
            path=name_of(file.parent)
        ),
    )


def _private(file: Path) -> Finding:
    """Tell whether others can read what the person reads."""
    if os.name != "posix":
        return Finding(tr("privacy"), ok=True, detail=tr("left to the system"))
    open_to_others = stat.S_IRWXG | stat.S_IRWXO
    closed = any(not path.stat().st_mode & open_to_others for path in (file.parent, file))
    if closed:
        return Finding(tr("privacy"), ok=True, detail=tr("for your eyes only"))
    return Finding(
        tr("privacy"),
        ok=False,
        detail=tr("other users of this computer can open the library"),
        remedy=tr("Run: chmod 700 {path}").format(path=name_of(file.parent)),
    )


def _space(file: Path) -> Finding:
    free = shutil.disk_usage(file.parent).free
    finding = tr("{megabytes} MB free").format(megabytes=free // 10**6)
    if free >= _LITTLE_SPACE:
        return Finding(tr("space"), ok=True, detail=finding)
    return Finding(tr("space"), ok=False, detail=finding, remedy=tr("Make room on the disk."))
