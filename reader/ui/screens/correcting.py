"""Mending what was recognised: the menu of an entity, and the list of what was mended."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ReaderError
from reader.i18n import mark, tr
from reader.text.normalise import one_line
from reader.ui.screens.library import LibraryScreen

if TYPE_CHECKING:  # the first frame needs none of these
    from reader.entities.nouns import Correction, Entity, KeptCorrection
    from reader.model.entity import EntityType
    from reader.ui.screens.pick import Pick

_OTHERS = 2_000
"""Entities that are offered for merging, the most frequent."""

_SHORTEST = 2
"""Code points that a name has at least: a single character stands for too much."""

_LONGEST = 60

_DESCRIBED = {
    "add": mark("“{surface}” is {becomes}"),
    "remove": mark("“{surface}” is no entity"),
    "ignore": mark("{entity} is ignored"),
    "retype": mark("{entity} is {becomes}"),
    "respan": mark("“{surface}” is a part of, or more than, “{span}”"),
    "merge": mark("{entity} is the same as {becomes}"),
    "split": mark("“{surface}” is not {entity} but {becomes}"),
}


class CorrectingScreen(LibraryScreen, part=True):
    """A screen from which entities are mended."""

    class Corrected(Message):
        """Something was mended: mentions and counts are others."""

    # What can be done

    @work
    async def mend(
        self,
        entity: "Entity",
        surface: str = "",
        article: str = "",
        more: "tuple[tuple[Pick, Callable[[], object]], ...]" = (),
    ) -> None:
        """Ask what is wrong with an entity, or with one mention of it, and mend it.

        `surface` is the text of the mention, `article` the id of the article it stands in. `more`
        are other things to be done, with what does them.
        """
        from reader.entities.nouns import Correction, CorrectionKind, Entity
        from reader.ui.entity_names import SIGNS
        from reader.ui.screens.pick import PickScreen

        picks = [pick for pick, _ in more] + _picks(entity, surface, article)
        screen = PickScreen(f"{SIGNS[entity.type]} {one_line(entity.name)}", picks)
        key = await self.app.push_screen_wait(screen)
        for pick, action in more:
            if pick.key == key:
                action()
        kinds = CorrectionKind
        match key:
            case "n":
                self._correct(Correction(kinds.REMOVE, surface, entity, article=article))
            case "N":
                self._correct(Correction(kinds.REMOVE, surface, entity))
            case "i":
                self._correct(Correction(kinds.IGNORE, entity=entity))
            case "x":
                alone = Entity(entity.type, surface)
                self._correct(Correction(kinds.SPLIT, surface, entity, alone))
            case "t":
                if kind := await self._asked_for_type(entity.type):
                    becomes = Entity(kind, entity.name)
                    self._correct(Correction(kinds.RETYPE, "", entity, becomes))
            case "s":
                if span := await self._asked_for_name(tr("The name as it is in the text"), surface):
                    self._correct(Correction(kinds.RESPAN, surface, entity, entity, span))
            case "m":
                if other := await self._asked_for_other(entity):
                    self._correct(Correction(kinds.MERGE, entity=entity, becomes=other))
            case "u":
                self.action_corrections()

    @work
    async def add_entity(self, surface: str) -> None:
        """Ask what a passage is an entity of, and take it for that wherever it stands."""
        from reader.entities.nouns import Correction, CorrectionKind, Entity

        name = one_line(surface)
        if not _SHORTEST <= len(name) <= _LONGEST:
            told = tr("A name has {least} to {most} characters.")
            self.notify(told.format(least=_SHORTEST, most=_LONGEST), markup=False)
            return
        kind = await self._asked_for_type(None)
        if kind is None:
            return
        canonical = await self._asked_for_name(tr("Its name; another’s to make it an alias"), name)
        if canonical:
            self._correct(Correction(CorrectionKind.ADD, name, becomes=Entity(kind, canonical)))

    @work
    async def action_corrections(self) -> None:
        """List what was mended, to take something back."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        try:
            kept = self._library.entities.corrections()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not kept:
            self.notify(tr("Nothing was mended yet; p on a mention does that."), markup=False)
            return
        choices = [
            Choice(str(one.key), described(one.correction), one.created[:10])
            for one in reversed(kept)
        ]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("Take back"), choices))
        if chosen is not None:
            self._undo(next(one for one in kept if str(one.key) == chosen))

    # Doing it

    def _correct(self, correction: "Correction") -> None:
        def change() -> Iterator[Message]:
            self._library.entities.correct(correction)
            yield self.Told(described(correction) + "  " + tr("(p, u takes it back)"))
            yield self.Corrected()

        self._change(change)

    def _undo(self, kept: "KeptCorrection") -> None:
        def change() -> Iterator[Message]:
            self._library.entities.undo(kept.key)
            told = tr("Taken back: {correction}")
            yield self.Told(told.format(correction=described(kept.correction)))
            yield self.Corrected()

        self._change(change)

    # Asking

    async def _asked_for_type(self, current: "EntityType | None") -> "EntityType | None":
        from reader.model.entity import EntityType
        from reader.ui.entity_names import SIGNS, TYPE_NAMES
        from reader.ui.screens.pick import Pick, PickScreen

        picks = [
            Pick(str(number % 10), f"{SIGNS[kind]} {tr(TYPE_NAMES[kind])}")
            for number, kind in enumerate(EntityType, 1)
            if kind is not current
        ]
        key = await self.app.push_screen_wait(PickScreen(tr("What is it?"), picks))
        return None if key is None else list(EntityType)[(int(key) - 1) % 10]

    async def _asked_for_name(self, hint: str, name: str) -> str:
        from reader.ui.screens.entry import EntryScreen

        answer = await self.app.push_screen_wait(EntryScreen(tr("Name"), hint, name))
        return one_line(answer or "")[:_LONGEST]

    async def _asked_for_other(self, entity: "Entity") -> "Entity | None":
        from reader.entities.nouns import EntityListing
        from reader.ui.screens.choice import Choice, ChoiceScreen

        listing = EntityListing(types=(entity.type,))
        try:
            rows = self._library.entities.store.listing(listing, 0, _OTHERS)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return None
        others = [row for row in rows if row.entity != entity]
        if not others:
            self.notify(tr("There is no other of this type."), markup=False)
            return None
        choices = [
            Choice(str(number), row.entity.name, f"{row.mentions:,}")
            for number, row in enumerate(others)
        ]
        title = tr("{name} is the same as…").format(name=one_line(entity.name))
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices))
        return None if chosen is None else others[int(chosen)].entity


def _picks(entity: "Entity", surface: str, article: str) -> "list[Pick]":
    """Return what can be done about an entity, and about a mention of it if there is one."""
    from reader.ui.screens.pick import Pick

    picks = []
    quoted = one_line(surface)
    if surface and article:
        picks.append(Pick("n", tr("“{surface}” is no entity here").format(surface=quoted)))
    if surface:
        picks.append(Pick("N", tr("“{surface}” is no entity anywhere").format(surface=quoted)))
    picks += [
        Pick("i", tr("Ignore it everywhere, under all its names")),
        Pick("t", tr("It is of another type…")),
    ]
    if surface:
        picks.append(Pick("s", tr("The name is longer or shorter…")))
    picks.append(Pick("m", tr("It is the same as another…")))
    if surface and surface != entity.name:
        picks.append(Pick("x", tr("“{surface}” is another one").format(surface=quoted)))
    return [*picks, Pick("u", tr("Take something back…"))]


def described(correction: "Correction") -> str:
    """Return in the user's language what a correction says."""
    text = tr(_DESCRIBED[correction.kind]).format(
        surface=one_line(correction.surface),
        span=one_line(correction.span),
        entity=_named(correction.entity),
        becomes=_named(correction.becomes),
    )
    return text + tr(" (in one article)") if correction.article else text


def _named(entity: "Entity | None") -> str:
    from reader.ui.entity_names import TYPE_NAMES

    return f"{tr(TYPE_NAMES[entity.type])} {one_line(entity.name)}" if entity else ""
