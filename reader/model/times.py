"""Times as the nouns hold them: ISO 8601, UTC, seconds, so that they sort as texts."""

from datetime import UTC, datetime


def utc(moment: datetime) -> str:
    """Return a moment, one with a time zone or a local one."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_now() -> str:
    """Return the present moment."""
    return utc(datetime.now(UTC))
