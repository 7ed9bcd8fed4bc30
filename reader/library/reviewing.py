"""Reviewing: a daily handful of passages, chosen by spaced repetition.

The scheduler is FSRS (github.com/open-spaced-repetition), which estimates for each passage when
it will be half forgotten, from how well it was remembered before.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from reader.database.annotations.base import AnnotationStore
from reader.model.annotation import Annotation, Rating
from reader.model.times import utc

HANDFUL = 10
"""Passages a day."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Review:
    """The passages of a library that are to be read again."""

    def __init__(self, store: AnnotationStore, now: Callable[[], datetime] = _now) -> None:
        """Take where they are kept, and what tells the local time."""
        self._store = store
        self._now = now

    def due(self, handful: int = HANDFUL) -> list[Annotation]:
        """Return what is left of today's handful.

        Those that are due come first, the longest due in front; the rest are passages never
        reviewed, drawn by lot, the same all day.
        """
        now = self._now()
        left = handful - self._store.reviewed_since(utc(_midnight(now)))
        return self._store.due(utc(now), f"{now:%Y-%m-%d}", left) if left > 0 else []

    def rate(self, note: str, rating: Rating) -> datetime:
        """Say how well a passage was remembered; return when it will be due again."""
        from fsrs import Card, Scheduler
        from fsrs import Rating as Grade

        grades = {
            Rating.AGAIN: Grade.Again,
            Rating.HARD: Grade.Hard,
            Rating.GOOD: Grade.Good,
            Rating.EASY: Grade.Easy,
        }
        # Without steps within the day, and without chance: the same answers give the same days.
        scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        stored = self._store.card(note)
        card = Card.from_json(stored) if stored else Card(card_id=0)
        card, _ = scheduler.review_card(card, grades[rating], self._now().astimezone(UTC))
        self._store.set_card(note, utc(card.due), card.to_json())
        return card.due

    def skip(self, note: str) -> None:
        """Leave a passage for another day, as if it had not been drawn."""
        tomorrow = _midnight(self._now()) + timedelta(days=1)
        self._store.set_card(note, utc(tomorrow), self._store.card(note))


def _midnight(time: datetime) -> datetime:
    """Return when the day began that a local time is in."""
    return time.replace(hour=0, minute=0, second=0, microsecond=0)
