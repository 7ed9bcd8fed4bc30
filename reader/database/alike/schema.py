"""The tables of articles that are alike, as they were first made."""

STATEMENTS = (
    """
    CREATE TABLE alike (
        one INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE, -- below `other`
        other INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        share REAL NOT NULL,
        verdict TEXT NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX alike_other ON alike (other)",
    "CREATE INDEX alike_verdict ON alike (verdict)",
    # Articles that were taken into others: their ids go on naming those, and the places that they
    # came from belong to those.
    """
    CREATE TABLE merged (
        id TEXT PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        path TEXT NOT NULL,
        url TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX merged_path ON merged (path) WHERE path <> ''",
    "CREATE INDEX merged_url ON merged (url) WHERE url <> ''",
    "CREATE INDEX merged_article ON merged (article)",
)

# A merge in the journal: what the two articles had, as JSON.
MERGES = """
    CREATE TABLE change_merge (
        change INTEGER PRIMARY KEY REFERENCES change (key) ON DELETE CASCADE,
        record TEXT NOT NULL
    )
    """
