"""The part of the main screen that marks what articles mention, and walks through the mentions."""

from collections import Counter
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model import Article
from reader.ui.messages import LeaveArticle, MentionWanted, PlacePointedAt
from reader.ui.report import Report
from reader.ui.screens.recognising import RecognisingScreen

if TYPE_CHECKING:
    from reader.entities.highlighting import Highlighting
    from reader.entities.nouns import Entity
    from reader.model.entity import Mention
    from reader.ui.widgets.entity_line import EntityLine

_HIGHLIGHTING = "highlighting"
"""What the library remembers under that which mentions are marked."""


class MarkingScreen(RecognisingScreen, part=True):
    """Marks what the open article mentions; one mention is chosen and told of below the text."""

    class FactsKnown(Report):
        """What the library knows of an entity."""

        entity: "Entity"
        aliases: tuple[str, ...]
        mentions: int
        articles: int

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._chosen: Mention | None = None
        self._held: Entity | None = None
        """The entity whose mentions alone are walked through."""
        self._wanted_mention: MentionWanted | None = None
        """What is to be chosen once the mentions of its article are known."""
        self._highlighting: Highlighting | None = None

    def begin_entities(self, *, background: bool) -> None:
        """Recall what is marked; let a process recognise what waits, if that is wanted."""
        from reader.entities.highlighting import recall

        self._highlighting = recall(self._recalled(_HIGHLIGHTING))
        if background:
            self.begin_recognition()

    def show_mentions_of(self, article: Article) -> None:
        """Mark what `article`, which has just been shown, mentions."""

        self._chosen = self._held = None
        self.find_mentions_of(article)
        self._show_entities()

    @on(RecognisingScreen.MentionsKnown)
    def _mark_known(self) -> None:
        self._choose_wanted()
        if self._chosen is not None and self._mentions is not None:
            # It may be another by now, or none.
            self._chosen = self._mentions.at(self._chosen.span.start)
        self._show_entities()

    # What is shown

    @property
    def _entity_line(self) -> "EntityLine":
        from reader.ui.widgets.entity_line import EntityLine

        return self.query_one(EntityLine)

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
        self._tell_of(self._chosen)

    def _tell_of(self, mention: "Mention | None") -> None:
        """Tell in the line below the text of a mention, or of none."""
        if mention is None or self._mentions is None:
            self._entity_line.facts = None
            return
        from reader.ui.widgets.entity_line import EntityFacts

        entity = entity_of(mention)
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

    def _choose_mention(self, mention: "Mention | None", *, reveal: bool = True) -> None:
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

    def _mention_under(self, event: events.MouseEvent) -> "Mention | None":
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

    def action_density(self) -> None:
        """Mark all mentions, the first in each paragraph, or none."""
        if self._highlighting is not None:
            self.set_highlighting(self._highlighting.denser())

    def action_legend(self) -> None:
        """Show how each type looks, to mark it or not."""
        from reader.model.entity import EntityType
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

    def _tell_unchosen(self) -> None:
        self.notify(tr("( and ) choose a mention, so does a click."), markup=False)


def entity_of(mention: "Mention") -> "Entity":
    """Return what a mention is a mention of; loaded where the first frame is drawn already."""
    from reader.ui.mentions import entity_of

    return entity_of(mention)
