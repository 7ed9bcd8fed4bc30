"""Tags, on notes and articles alike."""

from reader.database.base import Database
from reader.errors import NoteRefused
from reader.i18n import tr
from reader.model.annotation import ALL, GroupCount, NoteGroup


class NoteTags:
    """The tags that notes bear; what changes one changes it on articles too."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._store = database.annotations

    def counts(self) -> list[GroupCount]:
        """Return the tags that notes bear, by name, each with how many do."""
        return [tag for tag in self._store.groups(ALL, NoteGroup.TAG) if tag.key]

    def known(self) -> list[str]:
        """Return every tag that an article or a note bears, those borne most often first."""
        borne = {tag.key: tag.annotations for tag in self.counts()}
        for tag in self._database.tags():
            borne[tag.name] = borne.get(tag.name, 0) + tag.articles
        return sorted(borne, key=lambda name: (-borne[name], name))

    def rename(self, old: str, new: str) -> int:
        """Call a tag, and those below it, otherwise everywhere; return how many bore it.

        Renaming to a tag that is in use merges the two; undoing parts them again.
        """
        if not new.strip(" /"):
            raise NoteRefused(tr("A tag needs a name."))
        return self._store.rename_tag(old, new)

    def delete(self, tag: str) -> int:
        """Take a tag, and those below it, off everything; return how many bore it."""
        return self._store.rename_tag(tag, "")
