"""The tables of what came from the web, as they were first made, and what was added to them."""

STATEMENTS = (
    """
    CREATE TABLE page (
        address TEXT NOT NULL UNIQUE,
        found TEXT NOT NULL,
        kind TEXT NOT NULL,
        charset TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        fetched TEXT NOT NULL,
        body BLOB NOT NULL -- packed by zlib
    )
    """,
    """
    CREATE TABLE feed (
        address TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        site TEXT NOT NULL,
        added TEXT NOT NULL,
        "full" INTEGER NOT NULL,
        checked TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        error TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE feed_entry (
        feed TEXT NOT NULL REFERENCES feed (address) ON DELETE CASCADE,
        entry TEXT NOT NULL,
        PRIMARY KEY (feed, entry)
    ) WITHOUT ROWID
    """,
)

ENTRY_ARTICLES = (
    # Which article an entry became; NULL where that is gone. What came before this was kept is
    # known where an entry's id is the address of its article, as it often is.
    "ALTER TABLE feed_entry ADD COLUMN article INTEGER REFERENCES article (key) ON DELETE SET NULL",
    """
    UPDATE feed_entry SET article = (SELECT key FROM article WHERE url = entry LIMIT 1)
    WHERE entry <> ''
    """,
    "CREATE INDEX feed_entry_article ON feed_entry (article) WHERE article IS NOT NULL",
)

SAVED = """
    CREATE TABLE saved (
        address TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        tags TEXT NOT NULL, -- one in a line
        saved TEXT NOT NULL,
        elsewhere TEXT NOT NULL, -- as JSON
        tried TEXT NOT NULL,
        error TEXT NOT NULL
    ) WITHOUT ROWID
    """
