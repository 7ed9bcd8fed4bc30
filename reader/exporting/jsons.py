"""Notes as JSON of our own, and as JSON-LD of the W3C Web Annotation Data Model."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from reader.exporting.chapter import Chapter, Excerpt
from reader.model import ArticleSummary
from reader.model.annotation import Annotation, uuid_of

KIND, VERSION = "reader-notes", 1
"""What our own JSON says of itself."""

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def note_object(annotation: Annotation) -> dict[str, object]:
    """Return an annotation as the command line's contract has it."""
    selectors, place = annotation.selectors, annotation.place
    return {
        "id": annotation.id,
        "article": annotation.article,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "quote": annotation.quote,
        "prefix": selectors.prefix if selectors else "",
        "suffix": selectors.suffix if selectors else "",
        "tags": list(annotation.tags),
        "note": annotation.note,
        "created": annotation.created,
        "modified": annotation.modified,
        "state": annotation.state.value,
        "colour": annotation.colour.value,
        "title": annotation.title,
    }


def notes_json(chapters: Sequence[Chapter]) -> str:
    """Return notes as one JSON object, from which `import-notes` makes the same notes again."""
    whole = {
        "kind": KIND,
        "version": VERSION,
        "articles": [
            {
                "id": article.id,
                "title": article.title,
                "author": article.author,
                "source": article.source,
                "date": article.date,
                "url": article.url,
                "digest": article.digest,
                "notes": [_full_object(each) for each in excerpts],
            }
            for article, excerpts in chapters
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _full_object(excerpt: Excerpt) -> dict[str, object]:
    annotation = excerpt.annotation
    selectors = annotation.selectors
    described = {"digest": annotation.digest, "whole": selectors is None} | (
        {"described": [selectors.start, selectors.end]} if selectors else {}
    )
    shown = note_object(annotation)
    del shown["title"]  # stands above
    return shown | described | {"sentence": excerpt.before + annotation.quote + excerpt.behind}


def notes_json_ld(chapters: Sequence[Chapter]) -> str:
    """Return notes as an AnnotationCollection of one page (w3.org/TR/annotation-model, 5)."""
    items = [
        _web_annotation(each.annotation, chapter.article)
        for chapter in chapters
        for each in chapter.excerpts
    ]
    collection = {
        "@context": [_CONTEXT, {"dc": "http://purl.org/dc/elements/1.1/"}],
        "id": "urn:uuid:5d1c8f0e-6a3b-4c7e-9f21-0b7d3e5a9c44",
        "type": "AnnotationCollection",
        "label": "reader",
        "total": len(items),
        "first": {
            "id": "urn:uuid:5d1c8f0e-6a3b-4c7e-9f21-0b7d3e5a9c45",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _web_annotation(annotation: Annotation, article: ArticleSummary) -> dict[str, Any]:
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": tag, "format": "text/plain"}
        for tag in annotation.tags
    ]
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "value": annotation.note}
        bodies.insert(0, note | {"format": "text/markdown"})
    motivations = ["highlighting"] if annotation.selectors else []
    motivations += ["commenting"] if annotation.note else []
    motivations += ["tagging"] if annotation.tags else []
    made: dict[str, Any] = {
        "id": "urn:uuid:" + uuid_of(annotation.id),
        "type": "Annotation",
        "motivation": motivations or ["bookmarking"],
        "created": annotation.created,
        "modified": annotation.modified,
        "stylesheet": {
            "type": "CssStylesheet",
            "value": f".{annotation.colour} {{ background: {annotation.colour} }}",
        },
        "target": _target(annotation, article),
    }
    return made | ({"body": bodies} if bodies else {})


def _target(annotation: Annotation, article: ArticleSummary) -> dict[str, Any]:
    """Return the passage as a SpecificResource (section 4.1) of the text it was taken from."""
    name = named_information(annotation.digest)
    web = article.url.startswith(("http://", "https://"))
    source = {
        "id": article.url if web else name,
        "type": "Text",
        "format": "text/plain",
        "canonical": name,
        "dc:title": article.title,
    }
    if article.language not in ("", "und"):
        source["language"] = article.language
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "styleClass": annotation.colour.value,
    }
    selectors = annotation.selectors
    if selectors is not None:
        quote = {"exact": selectors.exact, "prefix": selectors.prefix, "suffix": selectors.suffix}
        target["selector"] = [
            {"type": "TextPositionSelector", "start": selectors.start, "end": selectors.end},
            {"type": "TextQuoteSelector"} | quote,
        ]
    return target


def named_information(digest: str) -> str:
    """Return the IRI that names a text by its SHA-256 (RFC 6920)."""
    name = base64.urlsafe_b64encode(bytes.fromhex(digest)).rstrip(b"=").decode()
    return f"ni:///sha-256;{name}"
