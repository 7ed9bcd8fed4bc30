"""The part of the main screen about what articles mention: marked, listed, walked through."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.config import lexicon_file
from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model import Article, Mention
from reader.ui.messages import LeaveArticle, MentionWanted, PlacePointedAt
from reader.ui.screens.correcting import CorrectingScreen
from reader.ui.screens.entity_files import EntityFilesScreen
from reader.ui.screens.panels import PanelsScreen

if TYPE_CHECKING:
    from reader.entities.highlighting import Highlighting
    from reader.entities.nouns import Entity
    from reader.personal_lexicon import LexiconFile
    from reader.recognition import Answer, Recognition
    from reader.ui.mentions import OpenMentions
    from reader.ui.widgets.entity_line import EntityLine
    from reader.ui.widgets.entity_panel import EntityList, EntityPanel

_HIGHLIGHTING = "highlighting"
"""What the library remembers under that which mentions are marked."""


_PATIENCE = 0.5
"""Seconds after which the process is started: the first article is to be on the screen by then."""


class EntityScreen(PanelsScreen, CorrectingScreen, EntityFilesScreen):
    """Knows what the open article mentions, and which mention is chosen."""

    @dataclass(eq=False, repr=False)
    class MentionsLoaded(Message):
        """What the open article mentions; `whole` unless only a part of it was looked at."""

        mentions: "OpenMentions | None"
        article: Article
        whole: bool

    @dataclass(eq=False, repr=False)
    class Recognised(Message):
        """The process that recognises told something."""

        answer: "Answer"

    @dataclass(eq=False, repr=False)
    class FactsKnown(Message):
        """What the library knows of an entity."""

        entity: "Entity"
        aliases: tuple[str, ...]
        mentions: int
        articles: int

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._read_article: Article | None = None
        self._mentions: OpenMentions | None = None
        self._whole = False
        """Whether all mentions of the article are known, not those of a part."""
        self._chosen: Mention | None = None
        self._held: Entity | None = None
        """The entity whose mentions alone are walked through."""
        self._wanted_mention: MentionWanted | None = None
        """What is to be chosen once the mentions of its article are known."""
        self._highlighting: Highlighting | None = None
        self._recognition: Recognition | None = None
        self._left = False
        """Whether the reader has left; a process that starts then must end at once."""
        self._lexicon: LexiconFile | None = None
        self._told: set[str] = set()
        """The problems that have been told of."""

    # Loaded and recognised

    def begin_entities(self, *, background: bool) -> None:
        """Recall what is marked; let a process recognise what waits, if that is wanted."""
        from reader.entities.highlighting import recall

        self._highlighting = recall(self._recalled(_HIGHLIGHTING))
        if background:
            self.set_timer(_PATIENCE, self._recognise)

    def show_mentions_of(self, article: Article) -> None:
        """Mark what `article`, which has just been shown, mentions."""
        from reader.ui.widgets.entity_line import EntityLine

        self._read_article, self._mentions, self._whole = article, None, False
        self._chosen = self._held = None
        if not self.query(EntityLine):
            self.query_one("#pane-side").mount(EntityLine(id="entity-line"))
        self._show_entities()
        self._load_mentions(article)

    @work(thread=True, exclusive=True, group="mentions")
    def _load_mentions(self, article: Article) -> None:
        from reader.ui.mentions import OpenMentions

        try:
            self._read_lexicon()
            mentions = self._library.entities.mentions(article)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            found = None if mentions is None else OpenMentions(article, mentions)
            self.post_message(self.MentionsLoaded(found, article, whole=True))

    def _read_lexicon(self) -> None:
        """Take the person's own names as they are now."""
        from reader.personal_lexicon import LexiconFile

        if self._lexicon is None:
            self._lexicon = LexiconFile(lexicon_file())
        personal = self._lexicon.news()
        if personal is not None:
            self._library.entities.use_lexicon(personal.lexicon, personal.fingerprint)
            for problem in personal.problems:
                self.post_message(self.Failed(problem))

    @on(MentionsLoaded)
    def _take_mentions(self, loaded: MentionsLoaded) -> None:
        if loaded.article is not self._read_article:
            return
        if loaded.mentions is None:
            self._ask_for(loaded.article)
            return
        if self._whole and not loaded.whole:
            return
        self._mentions, self._whole = loaded.mentions, loaded.whole
        self._choose_wanted()
        if self._chosen is not None:  # it may be another by now, or none
            self._chosen = loaded.mentions.at(self._chosen.span.start)
        self._show_entities()

    def _ask_for(self, article: Article) -> None:
        if self._recognition is not None:
            self._recognition.ask(article.summary.id, self._pane.shown)

    @work(thread=True, group="recognition", exit_on_error=True)
    def _recognise(self) -> None:
        """Start the process and pass on what it tells, as long as there is this screen."""
        from reader.recognition import Recognition

        try:
            recognition = Recognition(self._library.folder, lexicon_file())
        except OSError as error:
            problem = tr("No entities are recognised in the background: {reason}.")
            self.post_message(self.Failed(problem.format(reason=error.strerror or error)))
            return
        with recognition:
            self._recognition = recognition
            if self._left:  # while it was being started: nobody else would end it
                return
            if self._read_article is not None and not self._whole:
                # What was wanted before there was a process to ask.
                self.post_message(self.MentionsLoaded(None, self._read_article, whole=True))
            for answer in recognition.answers():
                self.post_message(self.Recognised(answer))
        self._recognition = None

    @on(Recognised)
    def _take_answer(self, recognised: Recognised) -> None:
        from reader.ui.mentions import OpenMentions

        answer = recognised.answer
        for problem in set(answer.problems) - self._told:
            self._told.add(problem)
            self.notify(problem, severity="warning", markup=False)
        article = self._read_article
        for panel in self._entity_panels:
            panel.waiting = answer.waiting
        if article is None or article.summary.id not in answer.articles:
            return
        if not answer.digest:
            self._load_mentions(article)
        elif answer.digest == article.summary.digest:
            found = OpenMentions(article, answer.mentions)
            self.post_message(self.MentionsLoaded(found, article, whole=False))

    def on_unmount(self) -> None:
        """End the process: what it has not stored is still waiting."""
        self._left = True
        if self._recognition is not None:
            self._recognition.close()

    # What is shown

    @property
    def _entity_line(self) -> "EntityLine":
        from reader.ui.widgets.entity_line import EntityLine

        return self.query_one(EntityLine)

    @property
    def _entity_panels(self) -> "Iterator[EntityPanel]":
        """The panel, if it was ever shown."""
        from reader.ui.widgets.entity_panel import EntityPanel

        return iter(self.query(EntityPanel))

    def _show_entities(self) -> None:
        """Mark what is to be marked, and show which mention is chosen."""
        from reader.text.decoration import Decorations
        from reader.ui.widgets.article_side import ArticleSide
        from reader.ui.widgets.layers import Layer

        assert self._highlighting is not None
        if self._mentions is None:
            self._pane.set_layer(Layer.ENTITIES, Decorations())
        else:
            marks = self._mentions.decorations(self._highlighting, self._chosen)
            self._pane.set_layer(Layer.ENTITIES, marks)
        self.query_one(ArticleSide).mention = self._chosen.span if self._chosen else None
        for panel in self._entity_panels:
            panel.highlighting = self._highlighting
            panel.mentions = self._mentions
        self._tell_of(self._chosen)

    def _tell_of(self, mention: Mention | None) -> None:
        """Tell in the line below the text of a mention, or of none."""
        if mention is None or self._mentions is None:
            self._entity_line.facts = None
            return
        from reader.ui.widgets.entity_line import EntityFacts

        entity = _entity_of(mention)
        here = self._mentions.of(entity)
        number = next((i for i, one in enumerate(here, 1) if one.span == mention.span), 0)
        facts = EntityFacts(entity, len(here), number, held=entity == self._held)
        before = self._entity_line.facts
        if before is not None and before.entity == entity:
            facts = facts._replace(
                aliases=before.aliases, mentions=before.mentions, articles=before.articles
            )
        self._entity_line.facts = facts
        self._load_facts(entity)

    @work(thread=True, exclusive=True, group="facts")
    def _load_facts(self, entity: "Entity") -> None:
        store = self._library.entities.store
        try:
            summary, aliases = store.summary(entity), store.aliases(entity)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if summary is not None and not get_current_worker().is_cancelled:
            names = tuple(one.surface for one in aliases if one.surface != entity.name)
            known = self.FactsKnown(entity, names, summary.mentions, summary.articles)
            self.post_message(known)

    @on(FactsKnown)
    def _show_facts(self, known: FactsKnown) -> None:
        facts = self._entity_line.facts
        if facts is not None and facts.entity == known.entity:
            self._entity_line.facts = facts._replace(
                aliases=known.aliases, mentions=known.mentions, articles=known.articles
            )

    def set_highlighting(self, wanted: "Highlighting") -> None:
        """Mark other mentions from now on."""
        from reader.entities.highlighting import remember

        self._highlighting = wanted
        self._remember(_HIGHLIGHTING, remember(wanted))
        self._show_entities()

    # Which mention is chosen

    @on(MentionWanted)
    def _want_mention(self, wanted: MentionWanted) -> None:
        """Choose a mention of the article that is asked for next, once it is known."""
        self._wanted_mention = wanted
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        article, wanted = self._read_article, self._wanted_mention
        if article is None or self._mentions is None or wanted is None:
            return
        if wanted.article == article.summary.id:
            self._wanted_mention = None
            self._choose_mention(self._mentions.at(wanted.span.start))

    def _choose_mention(self, mention: Mention | None, *, reveal: bool = True) -> None:
        self._chosen = mention
        if mention is None:
            self._held = None
        self._show_entities()
        if mention is not None and reveal:
            self._pane.reveal(mention.span)
            self.post_message(PlacePointedAt(mention.span.start))  # a note on it shows

    @on(LeaveArticle)
    def _choose_none(self, message: LeaveArticle) -> None:
        """What was chosen goes first, the article with the next key."""
        if self._chosen is not None:
            message.prevent_default()
            self._choose_mention(None)

    @on(events.Click)
    def _choose_clicked(self, event: events.Click) -> None:
        """Choose the mention that was clicked; clicked again, ask for its page."""
        mention = self._mention_under(event)
        if mention is None:
            if self._chosen is not None and self._pane.region.contains(
                event.screen_x, event.screen_y
            ):
                self._choose_mention(None)
            return
        self._choose_mention(mention, reveal=False)

    @on(events.MouseMove)
    def _tell_of_pointed(self, event: events.MouseMove) -> None:
        """Tell of the mention under the mouse while none is chosen."""
        if self._chosen is None and self._mentions is not None:
            self._tell_of(self._mention_under(event))

    def _mention_under(self, event: events.MouseEvent) -> Mention | None:
        if self._mentions is None:
            return None
        pane, where = self._pane, event.screen_offset
        page = pane.page
        if page is None or not pane.region.contains(where.x, where.y):
            return None
        y, cell = pane.place(where)
        if not page.head_height <= y < page.height or not 0 <= cell < page.width:
            return None
        return self._mentions.at(page.offset_at(y, cell))

    def action_mention(self, step: int) -> None:
        """Choose the next mention or the one before, of the entity that is held if one is."""
        self._step_mention(step, self._held)

    def _step_mention(self, step: int, entity: "Entity | None") -> None:
        if self._mentions is None or self._highlighting is None:
            self._tell_missing()
            return
        shown = self._pane.shown
        if self._chosen is not None and (entity or self._chosen.span.overlaps(shown)):
            offset = self._chosen.span.start
        else:
            offset = shown.start - 1 if step > 0 else shown.end
        mention, passed = self._mentions.after(offset, step, self._highlighting, entity)
        if mention is None:
            self._tell_missing()
            return
        if passed:
            told = tr("From the start again.") if step > 0 else tr("From the end again.")
            self.notify(told, timeout=1.5, markup=False)
        self._choose_mention(mention)

    def _tell_missing(self) -> None:
        if self._mentions is None:
            text = tr("The article is being recognised; its entities will be marked soon.")
        else:
            text = tr("Nothing that is marked is mentioned in this article.")
        self.notify(text, markup=False)

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
        entity = _entity_of(self._chosen)
        self._held = None if self._held == entity else entity
        self._tell_of(self._chosen)

    def _tell_unchosen(self) -> None:
        self.notify(tr("( and ) choose a mention, so does a click."), markup=False)

    # The panel

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

    def action_density(self) -> None:
        """Mark all mentions, the first in each paragraph, or none."""
        if self._highlighting is not None:
            self.set_highlighting(self._highlighting.denser())

    def action_legend(self) -> None:
        """Show how each type looks, to mark it or not."""
        from reader.model import EntityType
        from reader.ui.mentions import style_name
        from reader.ui.screens.legend import LegendScreen
        from reader.ui.styles import component_style

        if self._highlighting is None or self._read_article is None:
            return
        styles = {
            kind: component_style(self._pane, f"reading-pane--{style_name(kind)}")
            for kind in EntityType
        }
        mentions = self._mentions.mentions if self._mentions is not None else ()
        counts = Counter(mention.type for mention in mentions)
        screen = LegendScreen(self._highlighting, counts, styles, self.set_highlighting)
        self.app.push_screen(screen)

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

    def action_entity_page(self) -> None:
        """Show all that the library knows of the entity chosen."""
        if self._chosen is None:
            self._tell_unchosen()
        else:
            self._open_page(_entity_of(self._chosen))

    def action_all_entities(self) -> None:
        """Show the entities of the library."""
        from reader.ui.screens.all_entities import AllEntitiesScreen

        self.app.push_screen(AllEntitiesScreen(self._library))

    def action_export_entities(self) -> None:
        """Write what the open article mentions to a file."""
        from reader.exporting.files import stem
        from reader.exporting.mentions import MentionFormat, mentions_as

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
            self.mend(_entity_of(self._chosen), surface, article.summary.id)
        else:
            self._tell_unchosen()

    @on(CorrectingScreen.Corrected)
    def _load_corrected(self) -> None:
        if self._read_article is not None:
            self._load_mentions(self._read_article)

    def on_screen_resume(self) -> None:
        """What was mended on a page holds here."""
        self._load_corrected()


def _entity_of(mention: Mention) -> "Entity":
    from reader.ui.mentions import entity_of

    return entity_of(mention)
