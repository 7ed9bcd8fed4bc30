"""What undoing did to notes and articles, in words that both front ends say."""

from reader.i18n import ntr, tr
from reader.model.annotation import Change, ChangeKind


def undone(change: Change | None) -> str:
    """Say what was undone, in the user's language; None stands for nothing."""
    if change is None:
        return tr("There is nothing to undo.")
    return tr("Undone: {change}").format(change=_told(change)) + _passed_over(change)


def done_again(change: Change | None) -> str:
    """Say what was done again, in the user's language; None stands for nothing."""
    if change is None:
        return tr("There is nothing to do again.")
    return tr("Done again: {change}").format(change=_told(change)) + _passed_over(change)


def _told(change: Change) -> str:
    count = change.changed
    if change.kind is ChangeKind.RETAGGED:
        notes = ntr("{count} note", "{count} notes", count).format(count=count)
        articles = ntr("{count} article", "{count} articles", change.articles)
        articles = articles.format(count=change.articles)
        return tr("the tags of {notes} and {articles}").format(notes=notes, articles=articles)
    if change.kind is ChangeKind.ARTICLES:
        articles = ntr("{count} article changed", "{count} articles changed", change.articles)
        return articles.format(count=f"{change.articles:,}")
    if change.kind is ChangeKind.MERGED:
        return tr("two articles made one")
    said = {
        ChangeKind.CREATED: ntr("{count} note made", "{count} notes made", count),
        ChangeKind.EDITED: ntr("{count} note changed", "{count} notes changed", count),
        ChangeKind.DELETED: ntr("{count} note deleted", "{count} notes deleted", count),
        ChangeKind.RESTORED: ntr("{count} note restored", "{count} notes restored", count),
        ChangeKind.ATTACHED: ntr("{count} note tied", "{count} notes tied", count),
    }
    return said[change.kind].format(count=count)


def _passed_over(change: Change) -> str:
    if not change.passed_over:
        return ""
    said = tr("{count} were left alone: they were changed since, or are gone for good.")
    return "\n" + said.format(count=change.passed_over)
