"""The part of the main screen about entities: their panel, their pages, what is mended of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on

from reader.i18n import tr
from reader.ui.screens.correcting import CorrectingScreen
from reader.ui.screens.entity_files import EntityFilesScreen
from reader.ui.screens.marking import MarkingScreen, entity_of
from reader.ui.screens.recognising import RecognisingScreen

if TYPE_CHECKING:
    from reader.entities.nouns import Entity
    from reader.ui.widgets.entity_panel import EntityList, EntityPanel


class EntityScreen(MarkingScreen, CorrectingScreen, EntityFilesScreen, part=True):
    """Lists what the open article mentions, and leads to what the library knows of it."""

    # The panel

    @property
    def _entity_panels(self) -> "Iterator[EntityPanel]":
        """The panel, if it was ever shown."""
        from reader.ui.widgets.entity_panel import EntityPanel

        return iter(self.query(EntityPanel))

    def _show_entities(self) -> None:
        """Mark the mentions, and list them if the panel is there."""
        super()._show_entities()
        for panel in self._entity_panels:
            if self._highlighting is not None:
                panel.highlighting = self._highlighting
            panel.mentions = self._mentions

    @on(RecognisingScreen.Recognised)
    def _tell_waiting(self, recognised: RecognisingScreen.Recognised) -> None:
        for panel in self._entity_panels:
            panel.waiting = recognised.answer.waiting

    async def action_entity_panel(self) -> None:
        """Show the entities of the article beside it, or hide them."""
        from reader.ui.widgets.entity_panel import EntityList, EntityPanel

        if isinstance(self.aside, EntityPanel):
            self.hide_aside()
            return
        panel = next(self._entity_panels, None) or EntityPanel(id="entity-panel")
        await self.show_aside(panel)
        self._show_entities()
        if self._chosen is not None:
            panel.query_one(EntityList).refresh()

    def on_entity_list_step_wanted(self, wanted: "EntityList.StepWanted") -> None:
        """Go to another mention of an entity of the panel, and hold that."""
        self._held = wanted.entity
        if self._chosen is not None and (self._chosen.type, self._chosen.entity) != wanted.entity:
            self._chosen = None
        self._step_mention(wanted.step, wanted.entity)

    def on_entity_list_type_toggled(self, toggled: "EntityList.TypeToggled") -> None:
        """Mark a type, or no more."""
        if self._highlighting is not None:
            self.set_highlighting(self._highlighting.toggled(toggled.type))

    def on_entity_list_page_wanted(self, wanted: "EntityList.PageWanted") -> None:
        """Show all that the library knows of an entity."""
        self._open_page(wanted.entity)

    def on_entity_list_menu_wanted(self, wanted: "EntityList.MenuWanted") -> None:
        """Ask what is wrong with an entity."""
        self.mend(wanted.entity)

    # Pages, and what is mended

    def action_hold_entity(self) -> None:
        """Walk through the mentions of the entity chosen alone, or through all again.

        With a selection, make an entity of that.
        """
        from reader.ui.widgets.passage_selector import PassageSelector

        if self.query_one(PassageSelector).span is not None:
            self.action_entity_menu()
            return
        if self._chosen is None:
            self._tell_unchosen()
            return
        entity = entity_of(self._chosen)
        self._held = None if self._held == entity else entity
        self._tell_of(self._chosen)

    def action_entity_page(self) -> None:
        """Show all that the library knows of the entity chosen."""
        if self._chosen is None:
            self._tell_unchosen()
        else:
            self._open_page(entity_of(self._chosen))

    def action_all_entities(self) -> None:
        """Show the entities of the library."""
        from reader.ui.screens.all_entities import AllEntitiesScreen

        self.app.push_screen(AllEntitiesScreen(self._library))

    def action_export_entities(self) -> None:
        """Write what the open article mentions to a file."""
        from reader.exporting import MentionFormat
        from reader.exporting.files import stem
        from reader.exporting.mentions import mentions_as

        article = self._read_article
        if article is None:
            return

        def document(form: MentionFormat) -> str:
            return mentions_as(form, article, self._library.entities.recognise(article))

        name = stem(article.summary.title, article.summary.id)
        self.write_entities(tr("Write the entities as"), name, tuple(MentionFormat), document)

    def _open_page(self, entity: "Entity") -> None:
        from reader.ui.screens.entity_page import EntityPage

        self.app.push_screen(EntityPage(self._library, entity))

    def action_entity_menu(self) -> None:
        """Ask what is wrong with the mention chosen; make an entity of what is selected."""
        from reader.ui.widgets.passage_selector import PassageSelector

        article, span = self._read_article, self.query_one(PassageSelector).span
        if article is None:
            return
        if span is not None:
            self.add_entity(span.of(article.text))
        elif self._chosen is not None:
            surface = self._chosen.span.of(article.text)
            self.mend(entity_of(self._chosen), surface, article.summary.id)
        else:
            self._tell_unchosen()

    @on(CorrectingScreen.Corrected)
    def _load_corrected(self) -> None:
        if self._read_article is not None:
            self._load_mentions(self._read_article)

    def on_screen_resume(self) -> None:
        """What was mended on a page holds here."""
        self._load_corrected()
