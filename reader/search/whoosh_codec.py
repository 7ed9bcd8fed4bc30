"""How Whoosh reads our segments: a codec, so that all it can do works on what we wrote.

Whoosh keeps the list of segments, their deleted articles and the lock. Postings lie in files of
our own (`reader.search.segment`), in blocks that are read whole; its own format pickles them in
small ones. Its searcher, over this codec, is what the tests compare our scores with.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import STORED, TEXT, Schema
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from reader.search.base import IndexField
from reader.search.segment import Segment

EXTENSION = ".seg"


def schema() -> Schema:
    """Return the fields as Whoosh knows them; what cuts texts is not its business."""
    fields = {str(field): TEXT(analyzer=_uncut, phrase=False) for field in IndexField}
    return Schema(key=STORED(), **fields)


def _uncut(value: str, **options: object) -> Iterator[Any]:
    raise TypeError("texts are cut before they come here")


def open_segment(folder: str, segment: W3Segment) -> Segment:
    """Open the file of a segment of Whoosh's."""
    return Segment(Path(folder) / segment.make_filename(EXTENSION), segment.doc_count_all())


class OurCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no types
    """Reads segments; they are written by `WhooshIndex`."""

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """Return an empty segment with a name of its own."""
        return W3Segment(self, indexname)

    def terms_reader(self, storage: Any, segment: W3Segment) -> "_TermsReader":
        """Return what reads the terms of `segment`."""
        return _TermsReader(open_segment(storage.folder, segment))

    def per_document_reader(self, storage: Any, segment: W3Segment) -> "_PerDocumentReader":
        """Return what reads the articles of `segment`."""
        return _PerDocumentReader(open_segment(storage.folder, segment), segment)


class _TermsReader(base.TermsReader):  # type: ignore[misc]
    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return self._segment.terms(field).number(text) is not None

    def indexed_field_names(self) -> list[str]:
        return [str(field) for field in IndexField]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(IndexField):
            yield from ((field, text) for text in self._segment.terms(field))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        terms = self._segment.terms(fieldname)
        return ((fieldname, terms[number]) for number in range(terms.find(prefix), len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[Any]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings = self._postings(fieldname, text)
        docs, counts = postings["doc"], postings["count"]
        return TermInfo(
            weight=float(counts.sum(dtype=float)),
            df=len(postings),
            minlength=1,
            maxlength=int(self._segment.lengths(fieldname).max()),
            maxweight=float(counts.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        held = (fieldname, text) in self
        return float(self._postings(fieldname, text)["count"].sum(dtype=float)) if held else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._postings(fieldname, text)) if (fieldname, text) in self else 0

    def matcher(
        self, fieldname: str, text: bytes, format_: object, scorer: Any = None
    ) -> ListMatcher:
        postings = self._postings(fieldname, text)
        counts = postings["count"].tolist()
        return ListMatcher(
            postings["doc"].tolist(),
            [float(count) for count in counts],
            values=[b""] * len(counts),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _postings(self, fieldname: str, text: bytes) -> Any:
        terms = self._segment.terms(fieldname)
        number = terms.number(text)
        if number is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return terms.postings(number)


class _PerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: Segment, described: W3Segment) -> None:
        self._segment = segment
        self._described = described

    def doc_count(self) -> int:
        return len(self._segment) - int(self._described.deleted_count())

    def doc_count_all(self) -> int:
        return len(self._segment)

    def has_deletions(self) -> bool:
        return bool(self._described.deleted_count())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._described.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return set(self._described.deleted_docs())

    def supports_columns(self) -> bool:
        return False

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._segment.lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).sum(dtype=int))

    def min_field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, object]:
        return {"key": int(self._segment.keys[docnum])}
