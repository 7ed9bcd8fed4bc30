"""Where articles and what a person did with them are kept: `base` is the seam, `sqlite` the store.

`open_database` in `sqlite` is the way in. Only this package imports sqlite3.
"""
