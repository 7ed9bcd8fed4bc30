"""Reviewing: a daily handful of passages, chosen by spaced repetition.

The scheduler is FSRS (github.com/open-spaced-repetition), which estimates for each passage when
it will be half forgotten, from how well it was remembered before.
"""

from datetime import UTC, datetime, timedelta

from reader.database.annotations.base import AnnotationStore
from reader.model.annotation import Annotation, Rating
from reader.model.times import utc

HANDFUL = 10
"""Passages a day."""


def due(store: AnnotationStore, now: datetime, handful: int = HANDFUL) -> list[Annotation]:
    """Return what is left of the handful of the day that `now`, a local time, is in.

    Those that are due come first, the longest due in front; the rest are passages never reviewed,
    drawn by lot, the same all day.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    left = handful - store.reviewed_since(utc(midnight))
    return store.due(utc(now), f"{now:%Y-%m-%d}", left) if left > 0 else []


def rate(store: AnnotationStore, annotation: str, rating: Rating, now: datetime) -> datetime:
    """Say how well a passage was remembered at `now`; return when it will be due again."""
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
    stored = store.card(annotation)
    card = Card.from_json(stored) if stored else Card(card_id=0)
    card, _ = scheduler.review_card(card, grades[rating], now.astimezone(UTC))
    store.set_card(annotation, utc(card.due), card.to_json())
    return card.due


def skip(store: AnnotationStore, annotation: str, now: datetime) -> None:
    """Leave a passage for another day, as if it had not been drawn."""
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    store.set_card(annotation, utc(tomorrow), store.card(annotation))
