"""The part of the main screen that finds out what articles mention, in a process beside the app."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.config import lexicon_file
from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model import Article
from reader.ui.report import Report
from reader.ui.screens.panels import PanelsScreen

if TYPE_CHECKING:
    from reader.library.personal_lexicon import LexiconFile
    from reader.recognition import Answer, Recognition
    from reader.ui.mentions import OpenMentions

_PATIENCE = 0.5
"""Seconds after which the process is started: the first article is to be on the screen by then."""


class RecognisingScreen(PanelsScreen, part=True):
    """Knows what the open article mentions: what is kept of it, or what is recognised now."""

    class MentionsLoaded(Report):
        """What the open article mentions; `whole` unless only a part of it was looked at."""

        mentions: "OpenMentions | None"
        article: Article
        whole: bool

    class Recognised(Report):
        """The process that recognises told something."""

        answer: "Answer"

    class MentionsKnown(Message):
        """What the open article mentions is known, or known better."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._read_article: Article | None = None
        self._mentions: OpenMentions | None = None
        self._whole = False
        """Whether all mentions of the article are known, not those of a part."""
        self._recognition: Recognition | None = None
        self._left = False
        """Whether the reader has left; a process that starts then must end at once."""
        self._lexicon: LexiconFile | None = None
        self._told: set[str] = set()
        """The problems that have been told of."""

    def begin_recognition(self) -> None:
        """Let a process recognise what waits."""
        self.set_timer(_PATIENCE, self._recognise)

    def find_mentions_of(self, article: Article) -> None:
        """Find out what `article`, which has just been shown, mentions."""
        self._read_article, self._mentions, self._whole = article, None, False
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
        from reader.library.personal_lexicon import LexiconFile

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
        self.post_message(self.MentionsKnown())

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
