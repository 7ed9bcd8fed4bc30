"""Notes filled into templates: those beside this file, or one that a person wrote.

Templates run in Jinja's sandbox and see strings, numbers and lists only; what articles and notes
say is data to them, whatever it looks like.
"""

import json
import pkgutil
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from reader.errors import ExportFailed
from reader.exporting.chapter import Chapter, Excerpt
from reader.exporting.links import is_web, passage_link
from reader.i18n import tr
from reader.text.normalise import one_line

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$=])")
_LINE_START = re.compile(r"^([ \t]*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_NO_TAG = re.compile(r"[^\w/\-\U0001f000-\U0001faff]+")
_NO_ORG_TAG = re.compile(r"[^\w@]+")
_ORG_LINE = re.compile(r"^(?=\*+ |[ \t]*(?:#[+ ]|\||:[^\s:]+:|-{5}))", re.MULTILINE)
_ZERO_WIDTH_SPACE = "\u200b"


def standard(ending: str) -> str:
    """Return the template that comes for files of this ending."""
    data = pkgutil.get_data(__name__, f"notes{ending}.j2")
    assert data is not None
    return data.decode("utf-8")


def fill(template: str, chapters: Sequence[Chapter]) -> str:
    """Return `template` filled with the notes in `chapters`; raises ExportFailed."""
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters |= {
        "yaml": _yaml,
        "md": _markdown,
        "marked": _marked,
        "hashtag": _hashtag,
        "tagname": _tag_name,
        "org": _org,
        "orgtag": _org_tag,
    }
    try:
        return environment.from_string(template).render(
            articles=[_article(chapter) for chapter in chapters]
        )
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise ExportFailed(
            tr("The template cannot be followed, line {line}: {reason}").format(
                line=line or "?", reason=one_line(str(error))
            )
        ) from error
    except (ArithmeticError, LookupError, TypeError, ValueError, OverflowError) as error:
        raise ExportFailed(
            tr("The template cannot be followed: {reason}").format(reason=one_line(str(error)))
        ) from error


def _article(chapter: Chapter) -> dict[str, Any]:
    article = chapter.article
    return {
        "id": article.id,
        "title": article.title,
        "author": article.author,
        "source": article.source,
        "date": article.date,
        "url": article.url if is_web(article.url) else "",
        "path": article.path,
        "tags": list(article.tags),
        "notes": [_note(each, article.url) for each in chapter.excerpts],
    }


def _note(excerpt: Excerpt, url: str) -> dict[str, Any]:
    annotation = excerpt.annotation
    return {
        "id": annotation.id,
        "quote": annotation.quote,
        "before": excerpt.before,
        "behind": excerpt.behind,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "colour": annotation.colour.value,
        "created": annotation.created,
        "modified": annotation.modified,
        "state": annotation.state.value,
        "link": passage_link(url, annotation.quote),
        "start": annotation.place.start if annotation.place else None,
        "end": annotation.place.end if annotation.place else None,
    }


# Filters


def _yaml(value: object) -> str:
    """Return a value as YAML: JSON is YAML, and cannot break out of its line."""
    return json.dumps(value, ensure_ascii=False).replace("\x85", "\\u0085").replace("\u2028", " ")


def _markdown(text: str) -> str:
    """Return text so that Markdown shows it as it is."""
    return _LINE_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))


def _marked(note: dict[str, Any]) -> str:
    """Return a passage and its sentence as a block quote, the passage highlighted."""
    before, behind = _markdown(note["before"]), _markdown(note["behind"])
    lines = [_markdown(line) for line in note["quote"].split("\n")]
    sides = [before[-1:], *[""] * (len(lines) - 1)], [*[""] * (len(lines) - 1), behind[:1]]
    quote = "\n".join(map(_highlighted, lines, *sides))
    return "\n".join(f"> {line}".rstrip() for line in (before + quote + behind).split("\n"))


def _highlighted(line: str, left: str, right: str) -> str:
    """Return a line as Obsidian highlights it, between the characters beside it.

    Equals signs open and close only where a punctuation mark within does not meet a letter without
    (the flanking of CommonMark, section 6.2), as it often does where no spaces part words.
    """
    words = line.strip()
    if not words:
        return line
    begin = line.index(words)
    left, right = line[:begin][-1:] or left, line[begin + len(words) :][:1] or right
    flanked = _flanks(left, words[0]) and _flanks(right, words[-1])
    opening, closing = ("==", "==") if flanked else ("<mark>", "</mark>")
    return line.replace(words, opening + words + closing, 1)


def _flanks(outside: str, inside: str) -> bool:
    return not _is_mark(inside) or not outside.strip() or _is_mark(outside)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _hashtag(tag: str) -> str:
    """Return a tag as Obsidian has it in a text."""
    return f"#{_tag_name(tag)}"


def _tag_name(tag: str) -> str:
    """Return a tag as Obsidian names it: letters, digits, `-`, `_` and `/`, not digits alone."""
    name = _NO_TAG.sub("-", tag).strip("-") or "-"
    return name if re.search(r"[^\d/\-]", name) else f"_{name}"


def _org(text: str) -> str:
    """Return text so that org shows it as it is.

    A zero width space keeps a line from being structure (Org manual, "Escape Character").
    """
    return _ORG_LINE.sub(_ZERO_WIDTH_SPACE, text)


def _org_tag(tag: str) -> str:
    return _NO_ORG_TAG.sub("_", tag)
