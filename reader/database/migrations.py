"""The schema, as the steps that made it: numbered functions, each run in one transaction.

`PRAGMA user_version` holds the number of the last step taken, `PRAGMA application_id` says that
the file is a library of ours. A step, once released, is never changed.
"""

import sqlite3
from collections.abc import Callable, Sequence

APPLICATION_ID = 0x52647231
"""Marks our files among SQLite's ("Rdr1")."""

Migration = Callable[[sqlite3.Connection], None]

_VERSION_1 = (
    # Narrow rows, apart from the texts, so that a list of 100,000 is read quickly.
    """
    CREATE TABLE article (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        source TEXT NOT NULL,
        date TEXT NOT NULL,
        url TEXT NOT NULL,
        path TEXT NOT NULL,
        language TEXT NOT NULL,
        chars INTEGER NOT NULL,
        digest TEXT NOT NULL,
        added TEXT NOT NULL,
        modified TEXT NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        progress INTEGER NOT NULL DEFAULT 0,
        share REAL NOT NULL DEFAULT 0, -- progress as a part of chars: what PROGRESS sorts by
        folded TEXT NOT NULL DEFAULT '' -- what a text filters: title, author, source, tags
    )
    """,
    "CREATE UNIQUE INDEX article_path ON article (path) WHERE path <> ''",
    "CREATE INDEX article_url ON article (url) WHERE url <> ''",
    "CREATE INDEX article_digest ON article (digest)",
    # One index for each order and direction, since ties ascend in both; `read` and `starred` are in
    # them so that no filter but tag and text needs to look up a row.
    "CREATE INDEX article_date_up ON article (date, title, id, read, starred)",
    "CREATE INDEX article_date_down ON article (date DESC, title, id, read, starred)",
    "CREATE INDEX article_added_up ON article (added, title, id, read, starred)",
    "CREATE INDEX article_added_down ON article (added DESC, title, id, read, starred)",
    "CREATE INDEX article_length_up ON article (chars, title, id, read, starred)",
    "CREATE INDEX article_length_down ON article (chars DESC, title, id, read, starred)",
    "CREATE INDEX article_progress_up ON article (share, title, id, read, starred)",
    "CREATE INDEX article_progress_down ON article (share DESC, title, id, read, starred)",
    "CREATE INDEX article_title ON article (title, id, read, starred)",
    # The current text of an article and its earlier ones, each once. What is small stands before
    # what is large, which SQLite keeps in a chain of pages that it walks from the front.
    """
    CREATE TABLE text (
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        digest TEXT NOT NULL,
        replaced TEXT, -- when a newer text took its place; NULL for the current one
        metadata TEXT NOT NULL, -- what the document said of itself, as JSON
        structure TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (article, digest)
    )
    """,
    "CREATE UNIQUE INDEX text_current ON text (article) WHERE replaced IS NULL",
    """
    CREATE TABLE tag (
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (article, name)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX tag_name ON tag (name, article)",
    """
    CREATE TABLE pending (
        key INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so `done` cannot mean another
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        task TEXT NOT NULL,
        UNIQUE (article, task)
    )
    """,
    "CREATE INDEX pending_task ON pending (task, key)",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


def migration_1(connection: sqlite3.Connection) -> None:
    """Make the tables of the first version in an empty file."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in _VERSION_1:
        connection.execute(statement)


def migration_2(connection: sqlite3.Connection) -> None:
    """Add the tables of entities."""
    from reader.database.entity_schema import STATEMENTS  # no open library needs them

    for statement in STATEMENTS:
        connection.execute(statement)


def migration_3(connection: sqlite3.Connection) -> None:
    """Add the tables of notes."""
    from reader.database.annotations.schema import STATEMENTS

    for statement in STATEMENTS:
        connection.execute(statement)


def migration_4(connection: sqlite3.Connection) -> None:
    """Keep with each text the lines that were taken for clutter."""
    connection.execute("ALTER TABLE text ADD COLUMN removed TEXT NOT NULL DEFAULT '[]'")


def migration_5(connection: sqlite3.Connection) -> None:
    """Add the tables of searches."""
    from reader.database.searches import STATEMENTS

    for statement in STATEMENTS:
        connection.execute(statement)


def migration_6(connection: sqlite3.Connection) -> None:
    """Add the table that tells which articles are alike."""
    from reader.database.likeness import begin

    begin(connection)


def migration_7(connection: sqlite3.Connection) -> None:
    """Add the tables of what came from the web."""
    from reader.database.web.schema import STATEMENTS

    for statement in STATEMENTS:
        connection.execute(statement)


def migration_8(connection: sqlite3.Connection) -> None:
    """Fold script and width in what lists are filtered by, and keep how long a text takes to read.

    Of texts that are there already that is estimated: to count their words, all would be read.
    """
    from reader.database.listing import fold_lines

    connection.execute("ALTER TABLE article ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0")
    connection.create_function("folded", 1, fold_lines)
    connection.execute(
        "UPDATE article SET folded = folded(folded),"
        " seconds = round(chars * (CASE language WHEN 'en' THEN 0.043 ELSE 0.15 END))"
    )


def migration_9(connection: sqlite3.Connection) -> None:
    """Let lists of notes be filtered by what an index holds, without a look at the notes."""
    from reader.database.annotations.schema import FILTERING

    for statement in FILTERING:
        connection.execute(statement)


def migration_10(connection: sqlite3.Connection) -> None:
    """Tell when what searches group and filter articles by has changed."""
    from reader.database.edition import STATEMENTS

    for statement in STATEMENTS:
        connection.execute(statement)


def migration_11(connection: sqlite3.Connection) -> None:
    """Let a change of a tag be undone on articles too."""
    from reader.database.annotations.schema import RETAGGING

    for statement in RETAGGING:
        connection.execute(statement)


def migration_12(connection: sqlite3.Connection) -> None:
    """Add the table of addresses whose pages are still to be fetched."""
    from reader.database.web.schema import SAVED

    connection.execute(SAVED)


def migration_13(connection: sqlite3.Connection) -> None:
    """Keep which articles came of a feed."""
    from reader.database.web.schema import ENTRY_ARTICLES

    for statement in ENTRY_ARTICLES:
        connection.execute(statement)


def migration_14(connection: sqlite3.Connection) -> None:
    """Keep which articles are alike, and which were taken into others."""
    from reader.database.alike.schema import STATEMENTS
    from reader.database.likeness import begin_again

    for statement in STATEMENTS:
        connection.execute(statement)
    begin_again(connection)


def migration_15(connection: sqlite3.Connection) -> None:
    """Let a merge of two articles be undone."""
    from reader.database.alike.schema import MERGES

    connection.execute(MERGES)


def migration_16(connection: sqlite3.Connection) -> None:
    """Let a change of many articles be undone."""
    from reader.database.annotations.schema import FLAGGING

    for statement in FLAGGING:
        connection.execute(statement)


MIGRATIONS: Sequence[Migration] = (
    migration_1,
    migration_2,
    migration_3,
    migration_4,
    migration_5,
    migration_6,
    migration_7,
    migration_8,
    migration_9,
    migration_10,
    migration_11,
    migration_12,
    migration_13,
    migration_14,
    migration_15,
    migration_16,
)


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that was run on the file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Run the migrations that the file lacks, each in a transaction of its own.

    Several processes may do so at once: each step is run by the one that gets the lock first.
    """
    for number in range(schema_version(connection) + 1, len(migrations) + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if schema_version(connection) < number:
                migrations[number - 1](connection)
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
