"""The tables of entities.

`recognition` holds what the recogniser found, by the text; it is decoded as a whole. From it and
the corrections the other tables are derived, and whatever is counted in them is counted by
triggers, so that it holds however a row comes or goes.
"""

STATEMENTS = (
    """
    CREATE TABLE recognition (
        digest BLOB NOT NULL UNIQUE,
        version TEXT NOT NULL,
        mentions BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE entity (
        key INTEGER PRIMARY KEY,
        type TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        mentions INTEGER NOT NULL DEFAULT 0,
        articles INTEGER NOT NULL DEFAULT 0,
        latest TEXT NOT NULL DEFAULT '', -- the date of the latest article that mentions it
        UNIQUE (name, type)
    )
    """,
    # Each order is read from an index that holds the type too, which nearly every list filters by.
    "CREATE INDEX entity_folded ON entity (folded)",
    "CREATE INDEX entity_mentions ON entity (mentions DESC, name, type)",
    "CREATE INDEX entity_articles ON entity (articles DESC, name, type)",
    "CREATE INDEX entity_latest ON entity (latest DESC, name, type)",
    """
    CREATE TABLE alias (
        key INTEGER PRIMARY KEY,
        entity INTEGER NOT NULL,
        surface TEXT NOT NULL,
        folded TEXT NOT NULL, -- as names are compared
        value, -- a sum as a number, a date as ISO 8601; else NULL
        currency TEXT,
        mentions INTEGER NOT NULL DEFAULT 0,
        UNIQUE (entity, surface)
    )
    """,
    "CREATE INDEX alias_folded ON alias (folded, entity)",
    "CREATE INDEX alias_value ON alias (value, entity) WHERE value IS NOT NULL",
    """
    CREATE TABLE occurrence (
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        entity INTEGER NOT NULL,
        alias INTEGER NOT NULL,
        mentions INTEGER NOT NULL,
        spans BLOB NOT NULL,
        PRIMARY KEY (article, entity, alias)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX occurrence_entity ON occurrence (entity, article, mentions)",
    """
    CREATE TRIGGER occurrence_added AFTER INSERT ON occurrence BEGIN
        UPDATE alias SET mentions = mentions + new.mentions WHERE key = new.alias;
        UPDATE entity SET
            mentions = mentions + new.mentions,
            articles = articles + (
                SELECT count(*) = 1 FROM occurrence
                WHERE article = new.article AND entity = new.entity
            ),
            latest = max(latest, (
                SELECT CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END
                FROM article WHERE key = new.article
            ))
        WHERE key = new.entity;
    END
    """,
    """
    CREATE TRIGGER occurrence_changed AFTER UPDATE OF mentions ON occurrence BEGIN
        UPDATE alias SET mentions = mentions + new.mentions - old.mentions WHERE key = new.alias;
        UPDATE entity SET mentions = mentions + new.mentions - old.mentions
            WHERE key = new.entity;
    END
    """,
    """
    CREATE TRIGGER occurrence_removed AFTER DELETE ON occurrence BEGIN
        UPDATE alias SET mentions = mentions - old.mentions WHERE key = old.alias;
        UPDATE entity SET
            mentions = mentions - old.mentions,
            articles = articles - (
                SELECT count(*) = 0 FROM occurrence
                WHERE article = old.article AND entity = old.entity
            )
        WHERE key = old.entity;
        DELETE FROM alias WHERE key = old.alias AND mentions = 0;
        DELETE FROM entity WHERE key = old.entity AND mentions = 0;
        -- Only where the article may have been the latest; one that is gone is in no table.
        UPDATE entity SET latest = coalesce((
            SELECT max(CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END)
            FROM occurrence JOIN article ON article.key = occurrence.article
            WHERE entity = old.entity
        ), '')
        WHERE key = old.entity AND latest = coalesce((
            SELECT CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END
            FROM article WHERE key = old.article
        ), latest);
    END
    """,
    """
    -- The spans are of a text that the article no longer has.
    CREATE TRIGGER article_replaced AFTER UPDATE OF digest ON article
    WHEN new.digest <> old.digest BEGIN
        DELETE FROM occurrence WHERE article = new.key;
    END
    """,
    """
    CREATE TRIGGER article_dated AFTER UPDATE OF date ON article
    WHEN new.date <> old.date BEGIN
        UPDATE entity SET latest = coalesce((
            SELECT max(CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END)
            FROM occurrence JOIN article ON article.key = occurrence.article
            WHERE entity = entity.key
        ), '')
        WHERE key IN (SELECT entity FROM occurrence WHERE article = new.key);
    END
    """,
    """
    CREATE TABLE correction (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        surface TEXT NOT NULL,
        entity TEXT NOT NULL, -- JSON: [type, name], or null
        becomes TEXT NOT NULL,
        span TEXT NOT NULL,
        article TEXT NOT NULL,
        created TEXT NOT NULL
    )
    """,
)
