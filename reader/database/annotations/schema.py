"""The tables of notes, as migrations made them; once released, never changed."""

STATEMENTS = (
    # What is said of passages. The article's id and title stay when the article is deleted.
    """
    CREATE TABLE annotation (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article INTEGER REFERENCES article (key) ON DELETE SET NULL,
        home TEXT NOT NULL, -- the article's id
        title TEXT NOT NULL, -- the article's title
        created TEXT NOT NULL,
        modified TEXT NOT NULL,
        deleted TEXT NOT NULL DEFAULT '', -- when it went to the trash
        colour TEXT NOT NULL,
        state TEXT NOT NULL,
        place_start INTEGER, -- where it stands in the present text; NULL where nowhere
        place_stop INTEGER,
        digest TEXT NOT NULL, -- of the text that the selectors were taken from
        start INTEGER, -- the selectors; NULL for a note on the whole article
        stop INTEGER,
        exact TEXT NOT NULL DEFAULT '',
        prefix TEXT NOT NULL DEFAULT '',
        suffix TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        folded TEXT NOT NULL DEFAULT '' -- what a text filters: quote, note, tags
    )
    """,
    "CREATE INDEX annotation_article ON annotation (article, deleted, place_start)",
    "CREATE INDEX annotation_gone ON annotation (digest) WHERE article IS NULL",
    "CREATE INDEX annotation_trash ON annotation (deleted) WHERE deleted <> ''",
    "CREATE INDEX annotation_modified ON annotation (modified, id) WHERE deleted = ''",
    "CREATE INDEX annotation_created ON annotation (created, id) WHERE deleted = ''",
    "CREATE INDEX annotation_title ON annotation (title, home, place_start, id) WHERE deleted = ''",
    "CREATE INDEX annotation_state ON annotation (state) WHERE deleted = ''",
    """
    CREATE TABLE annotation_tag (
        annotation INTEGER NOT NULL REFERENCES annotation (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (annotation, name)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX annotation_tag_name ON annotation_tag (name, annotation)",
    # What was done to annotations, so that it can be undone, and done again.
    """
    CREATE TABLE change (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        made TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE change_part (
        change INTEGER NOT NULL REFERENCES change (key) ON DELETE CASCADE,
        annotation TEXT NOT NULL, -- its id
        before TEXT NOT NULL, -- what a person can change of it, as JSON
        after TEXT NOT NULL,
        PRIMARY KEY (change, annotation)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX change_part_annotation ON change_part (annotation)",
    # When a passage is to be read again, and what the scheduler remembers of it.
    """
    CREATE TABLE review (
        annotation INTEGER PRIMARY KEY REFERENCES annotation (key) ON DELETE CASCADE,
        due TEXT NOT NULL,
        card TEXT NOT NULL
    )
    """,
    "CREATE INDEX review_due ON review (due)",
)

FILTERING = (
    "DROP INDEX annotation_modified",
    "DROP INDEX annotation_state",
    # All that a list is filtered by, tags apart, in the order that is shown first: a text is looked
    # for among 100,000 notes in a tenth of the time.
    "CREATE INDEX annotation_modified ON annotation"
    " (modified, id, colour, state, home, created, deleted, folded) WHERE deleted = ''",
)

RETAGGING = (
    # What a change of a tag did to articles, beside what it did to annotations.
    """
    CREATE TABLE change_tags (
        change INTEGER NOT NULL REFERENCES change (key) ON DELETE CASCADE,
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        removed TEXT NOT NULL, -- tags, as JSON
        added TEXT NOT NULL,
        PRIMARY KEY (change, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX change_tags_article ON change_tags (article)",
)

FLAGGING = (
    # Articles that a change of many marked as read, gave a star, or the reverse.
    """
    CREATE TABLE change_flag (
        change INTEGER NOT NULL REFERENCES change (key) ON DELETE CASCADE,
        flag TEXT NOT NULL, -- the column
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        value INTEGER NOT NULL, -- before, it had the other one
        PRIMARY KEY (change, flag, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX change_flag_article ON change_flag (article)",
)
