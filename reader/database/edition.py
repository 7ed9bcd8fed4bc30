"""One number that differs whenever what searches group, filter and look through could.

It is drawn by lot, so that a file put back from a copy does not seem to be the one that was there.
"""

import sqlite3

_CHANGES = (
    *("INSERT ON article", "DELETE ON article"),
    "UPDATE OF id, title, author, source, date, language, digest ON article",
    *("INSERT ON tag", "DELETE ON tag", "UPDATE ON tag"),
)

STATEMENTS = (
    "CREATE TABLE edition (number INTEGER NOT NULL)",
    "INSERT INTO edition VALUES (random())",
    *(
        f"CREATE TRIGGER edition_{number} AFTER {change}"
        " BEGIN UPDATE edition SET number = random(); END"
        for number, change in enumerate(_CHANGES, 1)
    ),
)


def edition(connection: sqlite3.Connection) -> int:
    """Return the number as it is now."""
    (number,) = connection.execute("SELECT number FROM edition").fetchone()
    return int(number)
