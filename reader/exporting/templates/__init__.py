"""Notes filled into templates: those beside this file, or one that a person wrote.

Templates run in Jinja's sandbox and see strings, numbers and lists only; what articles and notes
say is data to them, whatever it looks like.
"""

import json
import pkgutil
import re
from collections.abc import Sequence
from typing import Any

from reader.errors import ExportFailed
from reader.exporting.chapter import Chapter, Excerpt
from reader.i18n import tr
from reader.text.normalise import one_line

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$=])")
_LINE_START = re.compile(r"^([ \t]*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_NO_TAG = re.compile(r"[^\w/\-\U0001f000-\U0001faff]+")
_NO_ORG_TAG = re.compile(r"[^\w@]+")
_ORG_LINE = re.compile(r"^(\*+ |[ \t]*#\+|,)", re.MULTILINE)


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
        "url": article.url if article.url.startswith(("http://", "https://")) else "",
        "path": article.path,
        "tags": list(article.tags),
        "notes": [_note(each) for each in chapter.excerpts],
    }


def _note(excerpt: Excerpt) -> dict[str, Any]:
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
    quote = "\n".join(
        f"=={_markdown(line)}==" if line else "" for line in note["quote"].split("\n")
    )
    whole = _markdown(note["before"]) + quote + _markdown(note["behind"])
    return "\n".join(f"> {line}".rstrip() for line in whole.split("\n"))


def _hashtag(tag: str) -> str:
    """Return a tag as Obsidian has it: letters, digits, `-`, `_` and `/`, not digits alone."""
    name = _NO_TAG.sub("-", tag).strip("-") or "-"
    return f"#{name}" if re.search(r"[^\d/\-]", name) else f"#_{name}"


def _org(text: str) -> str:
    """Return text so that org shows it as it is: a comma keeps a line from being structure."""
    return _ORG_LINE.sub(r",\1", text)


def _org_tag(tag: str) -> str:
    return _NO_ORG_TAG.sub("_", tag)
