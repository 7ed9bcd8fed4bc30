"""What is exported: the notes of one article, each with the sentence around its passage."""

from typing import NamedTuple

from reader.model import Article, ArticleSummary
from reader.model.annotation import Annotation
from reader.text.boundaries import Boundaries, Unit


class Excerpt(NamedTuple):
    """An annotation and what stands around its passage, from sentence start to sentence end."""

    annotation: Annotation
    before: str = ""
    behind: str = ""


class Chapter(NamedTuple):
    """An article and the annotations that are exported of it, in the order of their places."""

    article: ArticleSummary
    excerpts: tuple[Excerpt, ...]


def chapter(article: Article, annotations: list[Annotation]) -> Chapter:
    """Return `annotations` of an article with the sentences around them."""
    boundaries = Boundaries(article.text, article.structure.blocks, lambda text: [text])
    return Chapter(
        article.summary, tuple(_excerpt(article.text, boundaries, each) for each in annotations)
    )


def _excerpt(text: str, boundaries: Boundaries, annotation: Annotation) -> Excerpt:
    place = annotation.place
    if place is None or place.of(text) != annotation.quote:
        return Excerpt(annotation)
    first = boundaries.around(Unit.SENTENCE, place.start)
    last = boundaries.around(Unit.SENTENCE, place.end - 1)
    return Excerpt(
        annotation,
        text[min(first.start, place.start) : place.start],
        text[place.end : max(last.end, place.end)],
    )
